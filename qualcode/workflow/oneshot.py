"""The whole way in one go, without a project: transcripts and codebook in, tables out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.errors import DataError
from qualcode.store.store import Store
from qualcode.workflow.coding import code_project
from qualcode.workflow.comments import code_comments
from qualcode.workflow.export import export_study
from qualcode.workflow.ingest import Outcome, import_files
from qualcode.workflow.project import Project
from qualcode.workflow.tabulate import tabulate

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from qualcode.analysis.table import ResultTable
    from qualcode.workflow.coding import CodingRun
    from qualcode.workflow.comments import CodedComments
    from qualcode.workflow.export import Exported, ExportOptions
    from qualcode.workflow.ingest import ImportOptions, ImportReport
    from qualcode.workflow.tabulate import TableRequest


@dataclass(frozen=True, slots=True)
class Run:
    """What a run from files to tables did."""

    imported: ImportReport
    coded: CodingRun
    commented: CodedComments
    """What became of comments in the margin, where they were asked for."""
    table: ResultTable
    exported: Exported | None
    """None when no folder was asked for."""


@dataclass(frozen=True, slots=True)
class RunRequest:
    """What to run."""

    sources: Sequence[Path]
    codebook: Path
    table: TableRequest
    importing: ImportOptions
    exporting: ExportOptions
    out: Path | None = None
    """Where the files go; None = only the table is made."""


def run(
    request: RunRequest,
    *,
    progress: Callable[[str, int, int], None] = lambda _what, _done, _all: None,
) -> Run:
    """Import, code, tabulate and export, keeping nothing but the exported files.

    Args:
        request: What to run.
        progress: Told what is being done, and how many of how many are done.

    Raises:
        DataError: When not one of the files can be read.
        ProblemsError: When the codebook or the table of participants has faults.
    """
    from qualcode.codebook.reader import read_codebook

    scheme = read_codebook(request.codebook).subjects
    with Store.in_memory() as store:
        project = Project(store, None)
        imported = import_files(
            store,
            request.sources,
            scheme,
            request.importing,
            progress=lambda done, total: progress("reading", done, total),
        )
        _need_any(imported)
        coded = code_project(
            project,
            codebook=request.codebook,
            progress=lambda done, total: progress("coding", done, total),
        )
        commented = code_comments(project, imported.files, by=request.importing.by)
        table = tabulate(project, request.table)
        exported = export_study(project, request.out, request.exporting) if request.out else None
        return Run(imported, coded, commented, table, exported)


def _need_any(report: ImportReport) -> None:
    refused = [file for file in report.files if file.outcome is Outcome.REFUSED]
    if len(refused) == len(report.files):
        first = refused[0].error
        raise DataError(
            f"none of {len(refused)} files can be read; the first: {first}",
            hint=first.hint if first else "",
        )
