"""Bringing a colleague's work in: their codings, decisions and notes on the same transcripts.

Documents are the same when their texts are, whatever their names; where a text of
the same name differs, the places are found again as after a correction. The other
file is only read, from a copy. Merging it again changes nothing.
"""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.analysis.table import Column, Form, ResultTable, texts
from qualcode.errors import DataError, UsageError
from qualcode.model.coding import Source
from qualcode.model.history import Event
from qualcode.model.label import Label
from qualcode.model.memo import Target
from qualcode.store.history import now
from qualcode.store.store import Store
from qualcode.workflow.arriving import PACKAGE, fill, study_of
from qualcode.workflow.codes import codebook_at_hand, codebook_to_read_by
from qualcode.workflow.decisions import keep
from qualcode.workflow.merged import Merged, Merger, Outcome
from qualcode.workflow.project import Project, find_project

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True, slots=True)
class MergeReport:
    """What a merge did, or would do."""

    codings: tuple[Merged, ...]
    memos: int
    event: int = 0

    def count(self, outcome: Outcome) -> int:
        """Return how many codings came out so."""
        return sum(each.outcome is outcome for each in self.codings)


def merge(
    project: Project,
    other: Path,
    *,
    by: str,
    coders: Sequence[str] = (),
    dry_run: bool = False,
) -> MergeReport:
    """Bring in what persons have coded, decided and noted in another project file.

    Args:
        project: The project that it comes into.
        other: The other project file or its folder, or a REFI-QDA package (``.qdpx``) of
            another program.
        by: Who merges, for the history.
        coders: Only their work; empty = everybody's.
        dry_run: Say what would be done.

    Raises:
        DataError: When the other file is no project.
        UsageError: When it is the project itself.
    """
    other = find_project(other, other) if other.is_dir() else other
    if project.path and other.resolve() == project.path.resolve():
        raise UsageError("a project cannot be merged with itself")
    is_package = other.suffix.lower() == PACKAGE
    with _unpacked(project, other) if is_package else _copy_of(other) as theirs:
        merger = Merger(project, theirs, coders)
        found = merger.codings()
        memos, readings = merger.memos(found), merger.readings()
    report = MergeReport(tuple(found), len(memos))
    if dry_run:
        return report
    codebook_at_hand(project)  # what comes in is coded under it from here on
    store = project.store
    event = Event(now(), by, "merge", Target.PROJECT, "", reason=other.name)
    with store.recorded(event) as kept:
        for each in found:
            if each.outcome is Outcome.ADDED and each.here:
                keep(project, each.here)
        for memo in memos:
            store.memos.add(memo)
        for mark in readings:
            store.readings.add(*mark)
    return replace(report, event=kept.event)


@contextmanager
def _copy_of(path: Path) -> Iterator[Store]:
    """Open a copy of a project file, so that the file itself is not even brought up to date."""
    if not path.is_file():
        raise DataError(f"there is no project file {path}", hint="name one, or its folder")
    with tempfile.TemporaryDirectory(prefix="qualcode-") as folder:
        copy = Path(folder) / "other.qualcode"
        try:
            shutil.copyfile(path, copy)
        except OSError as error:
            raise DataError(f"cannot read {path}: {error.strerror}") from error
        with _opened(copy, path) as store:
            yield store


def _opened(copy: Path, path: Path) -> Store:
    """Open a copy; what is wrong with it is said of the file that it was made from."""
    try:
        return Store.open(copy)
    except DataError as error:
        raise DataError(error.message.replace(str(copy), str(path)), hint=error.hint) from error


@contextmanager
def _unpacked(project: Project, package: Path) -> Iterator[Store]:
    """Open a package as a project for as long as the block lasts."""
    study = study_of(package)
    with tempfile.TemporaryDirectory(prefix="qualcode-") as folder:
        path = Path(folder) / "other.qualcode"
        with Store.create(path) as store:
            scheme = codebook_to_read_by(project).subjects
            fill(Project(store, path), study, Path(folder) / "transcripts", scheme, by="")
            yield store


def merge_table(report: MergeReport) -> ResultTable:
    """Return what a merge did, one row per coding."""
    columns = (
        *texts(
            ("outcome", "结果"),
            ("document", "材料"),
            ("coder", "编码者"),
            ("code", "编码"),
            ("review", "审核"),
            ("status", "判断"),
        ),
        Column("start", Label("起", "start"), Form.COUNT),
        Column("end", Label("止", "end"), Form.COUNT),
        *texts(("quote", "原话"), ("note", "说明")),
    )
    rows = tuple(
        (
            each.outcome.value,
            each.coding.document,
            each.coding.coder if each.coding.source is Source.PERSON else each.coding.decided_by,
            each.coding.code,
            each.coding.review.value,
            each.coding.status.value,
            each.coding.span.start,
            each.coding.span.end,
            each.coding.quote,
            each.note,
        )
        for each in report.codings
    )
    return ResultTable("merge", Label("合并结果", "Merge"), columns, rows)
