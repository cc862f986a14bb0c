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
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from qualcode.analysis.table import Column, Form, ResultTable, texts
from qualcode.errors import DataError, UsageError
from qualcode.model.coding import Coding, Review, Source, coding_id
from qualcode.model.history import Event
from qualcode.model.label import Label
from qualcode.model.memo import Target
from qualcode.store.history import now
from qualcode.store.store import Store
from qualcode.text.anchoring import anchor
from qualcode.workflow.decisions import keep, opinion_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qualcode.model.anchor import Anchor
    from qualcode.model.codebook import Codebook
    from qualcode.model.memo import Memo
    from qualcode.model.span import Span
    from qualcode.workflow.project import Project


class Outcome(StrEnum):
    """What became of a coding of the other project."""

    ADDED = "added"
    SAME = "same"
    CONFLICT = "conflict"
    """The same coder says otherwise here; what is here stays."""
    UNPLACED = "unplaced"
    """Its document, words or code are not here."""


@dataclass(frozen=True, slots=True)
class Merged:
    """One coding of the other project, and what became of it."""

    coding: Coding
    outcome: Outcome
    note: str = ""
    here: Coding | None = None
    """As it is here now, or would be."""


@dataclass(frozen=True, slots=True)
class MergeReport:
    """What a merge did, or would do."""

    codings: tuple[Merged, ...]
    memos: int
    event: int = 0

    def count(self, outcome: Outcome) -> int:
        """Return how many codings came out so."""
        return sum(each.outcome is outcome for each in self.codings)


class _Place(NamedTuple):
    """Where a document of the other project is here."""

    document: str
    is_same: bool


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
        other: The other project file.
        by: Who merges, for the history.
        coders: Only their work; empty = everybody's.
        dry_run: Say what would be done.

    Raises:
        DataError: When the other file is no project.
        UsageError: When it is the project itself.
    """
    if project.path and other.resolve() == project.path.resolve():
        raise UsageError("a project cannot be merged with itself")
    with _copy_of(other) as theirs:
        merger = _Merger(project, theirs, coders)
        found = merger.codings()
        memos = merger.memos(found)
    report = MergeReport(tuple(found), len(memos))
    if dry_run:
        return report
    store = project.store
    event = Event(now(), by, "merge", Target.PROJECT, "", reason=other.name)
    with store.recorded(event) as kept:
        for each in found:
            if each.outcome is Outcome.ADDED and each.here:
                keep(project, each.here)
        for memo in memos:
            store.memos.add(memo)
    return replace(report, event=kept.event)


@contextmanager
def _copy_of(path: Path) -> Iterator[Store]:
    """Open a copy of a project file, so that the file itself is not even brought up to date."""
    if not path.is_file():
        raise DataError(f"there is no project file {path}")
    with tempfile.TemporaryDirectory(prefix="qualcode-") as folder:
        copy = Path(folder) / "other.qualcode"
        try:
            shutil.copyfile(path, copy)
        except OSError as error:
            raise DataError(f"cannot read {path}: {error.strerror}") from error
        with Store.open(copy) as store:
            yield store


class _Merger:
    """Works out what becomes of each coding."""

    def __init__(self, project: Project, theirs: Store, coders: Sequence[str]) -> None:
        self._project, self._theirs, self._coders = project, theirs, coders
        self._ours = project.store
        self._places = self._same_documents()
        self._codes = self._known_codes()
        self._anchors: dict[str, dict[Span, Anchor]] = {}

    def codings(self) -> list[Merged]:
        """Return what becomes of all that persons did, by document and place."""
        found = []
        for document in self._theirs.documents.names():
            done = [
                each for each in self._theirs.codings.of_document(document) if self._is_work(each)
            ]
            self._find_again(document, done)
            found += [self._merged(each) for each in done]
        return found

    def memos(self, merged: Sequence[Merged]) -> list[Memo]:
        """Return the notes that are not here yet, on codings by their names here."""
        names = {each.coding.id: each.here.id for each in merged if each.here}
        known = {memo.id for memo in self._ours.memos.all()}
        found = []
        for memo in self._theirs.memos.all():
            if memo.id in known or (self._coders and memo.author not in self._coders):
                continue
            if memo.target is Target.CODING:
                if memo.target_id in names:
                    found.append(replace(memo, target_id=names[memo.target_id]))
            elif memo.target is Target.DOCUMENT:
                place = self._places.get(memo.target_id)
                found += [replace(memo, target_id=place.document)] if place else []
            else:
                found.append(memo)
        return found

    def _is_work(self, coding: Coding) -> bool:
        """Tell whether a person made or decided a coding, and one whose work is wanted."""
        who = coding.coder if coding.source is Source.PERSON else coding.decided_by
        is_done = coding.source is Source.PERSON or coding.review is not Review.PROPOSED
        return is_done and (not self._coders or who in self._coders)

    def _same_documents(self) -> dict[str, _Place]:
        """Return where each document of the other project is here: by its text, else its name."""
        by_text = {
            prints.text_sha256: name for name, prints in self._ours.documents.fingerprints().items()
        }
        names = set(self._ours.documents.names())
        found: dict[str, _Place] = {}
        for name, prints in self._theirs.documents.fingerprints().items():
            if prints.text_sha256 in by_text:
                found[name] = _Place(by_text[prints.text_sha256], is_same=True)
            elif name in names:
                found[name] = _Place(name, is_same=False)
        return found

    def _known_codes(self) -> frozenset[str]:
        from qualcode.workflow.codes import codebook_at_hand

        book: Codebook = codebook_at_hand(self._project)
        return frozenset(code.id for code in book.leaves)

    def _find_again(self, document: str, codings: Sequence[Coding]) -> None:
        """Find the places of codings in a text that differs."""
        place = self._places.get(document)
        if place and not place.is_same and codings:
            spans = list({each.span: None for each in codings})
            old = self._theirs.documents.text(document)
            new = self._ours.documents.text(place.document)
            self._anchors[document] = dict(zip(spans, anchor(old, new, spans), strict=True))

    def _merged(self, coding: Coding) -> Merged:
        place = self._places.get(coding.document)
        if place is None:
            return Merged(coding, Outcome.UNPLACED, "its document is not here")
        if coding.code not in self._codes:
            return Merged(coding, Outcome.UNPLACED, "its code is not in the codebook here")
        span = coding.span
        if not place.is_same:
            found = self._anchors[coding.document][coding.span].new
            if found is None:
                return Merged(coding, Outcome.UNPLACED, "its words are not in the text here")
            span = found
        return self._settled(coding, self._moved(coding, place.document, span))

    def _moved(self, coding: Coding, document: str, span: Span) -> Coding:
        """Return a coding in its place here."""
        text = self._ours.documents.text(document)
        is_there = document == coding.document and span == coding.span
        evidence = coding.evidence if is_there else replace(coding.evidence, matched=())
        return replace(
            coding,
            id=coding.id if is_there else coding_id(document, span, coding.code, coding.coder),
            document=document,
            span=span,
            quote=span.of(text),
            turn=self._ours.documents.turn_at(document, span.start),
            evidence=evidence,
        )

    def _settled(self, theirs: Coding, moved: Coding) -> Merged:
        """Compare a coding with what is here."""
        here = self._ours.codings.get(moved.id)
        if moved.source is Source.PERSON:
            return self._compared(theirs, moved, here)
        if here and here.review is Review.PROPOSED:
            return Merged(theirs, Outcome.ADDED, here=moved)
        if here and here.decided_by == moved.decided_by:
            return self._compared(theirs, moved, here)
        opinion = opinion_of(moved, moved.decided_by)
        return self._compared(theirs, opinion, self._ours.codings.get(opinion.id))

    def _compared(self, theirs: Coding, moved: Coding, here: Coding | None) -> Merged:
        if here is None:
            return Merged(theirs, Outcome.ADDED, here=moved)
        if _says(here) == _says(moved):
            return Merged(theirs, Outcome.SAME, here=here)
        note = f"here: {here.code} {here.review} {here.status}"
        return Merged(theirs, Outcome.CONFLICT, note, here=here)


def _says(coding: Coding) -> tuple[object, ...]:
    """Return what a coding claims, without when and by which codebook."""
    return coding.code, coding.span, coding.status, coding.review, frozenset(coding.about)


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
