"""Export: the study as files that agree with each other, and a manifest of how they were made.

Nothing in them depends on when or where they were written, so exporting an
unchanged project again yields the same bytes.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

from qualcode.analysis.layout import Layout
from qualcode.analysis.listings import case_by_code, codebook_table, documents_table
from qualcode.analysis.long_form import frequency_by_kind
from qualcode.analysis.notes import counting_notes
from qualcode.analysis.tables.typical import first_in_cells
from qualcode.exchange.delimited import Guard, csv_pieces
from qualcode.exchange.files import BOM, Staging
from qualcode.exchange.sidecar import dictionary, versions
from qualcode.model.label import Label
from qualcode.model.marks import ALL, ROW, columns_of
from qualcode.model.query import CodingQuery
from qualcode.workflow.filters import Filters, query_of
from qualcode.workflow.sources import MANIFEST
from qualcode.workflow.tabulate import codings_listed, corpus_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from qualcode.analysis.corpus import Corpus
    from qualcode.analysis.table import ResultTable
    from qualcode.model.label import Headers
    from qualcode.workflow.project import Project


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """How to export."""

    command: str = ""
    """The command line, for the manifest."""
    encoding: str = "utf-8-sig"
    """``utf-8-sig`` (Excel shows Chinese), ``utf-8`` or ``gb18030``."""
    headers: Headers = "en"
    raw: bool = False
    """Leave cells that look like formulas as they are."""
    force: bool = False
    """Replace files that are there."""
    where: str = ""
    """Only the codings that a question finds; see `model.where_parser`."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export did."""

    folder: Path
    files: tuple[str, ...]
    """All files of the export, in order."""
    written: tuple[Path, ...]
    """Those that were new or changed."""
    guarded: int
    """Cells that got an apostrophe, so that no spreadsheet runs them as a formula."""


def export_study(project: Project, folder: Path, options: ExportOptions) -> Exported:
    """Write every table of the study and a manifest into a folder.

    Raises:
        ConflictError: When other versions of the files are there and `force` is not given.
        DataError: When nothing has been coded yet or the folder cannot be written to.
    """
    query = query_of(Filters(where=options.where), project.codebook(), project.store)
    corpus = whole_corpus(project, query)
    tables = study_tables(project, corpus, query)
    staging, guard = Staging(folder, force=options.force), Guard(raw=options.raw)
    with staging:
        digests = {}
        for table in (*tables, dictionary(tables)):
            pieces = csv_pieces(table, guard, headers=options.headers)
            name = f"{table.name}.csv"
            digests[name] = staging.add(name, _encoded(pieces, options.encoding))
        manifest = _manifest(corpus, options, digests, inputs_of(project))
        text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
        staging.add(MANIFEST, [text.encode()])
    return Exported(folder, (*digests, MANIFEST), tuple(staging.written), guard.count)


def whole_corpus(project: Project, query: CodingQuery | None = None) -> Corpus:
    """Read everything that counts, or what counts of what a query finds."""
    return corpus_of(project, project.codebook(), query or CodingQuery(), {*ALL, ROW})


def counting_rule(corpus: Corpus) -> tuple[Label, ...]:
    """Return what the files of an export count, for whoever counts anew from the codings."""
    return (*counting_notes(corpus, Layout(kinds=()), reviews=(), empty=()), _LISTED_ONLY)


_LISTED_ONLY = Label(
    "不计入而仍列在 codings 中的：已拒绝的、模型建议而无人判断的、访谈者的话与备注上的编码。",
    "Listed in codings and not counted: what is rejected, what a model suggests and nobody has"
    " decided on, and codings on the words of an interviewer or on notes.",
)


def inputs_of(project: Project) -> dict[str, str]:
    """Return the digest of the text of each document, to tell later what has changed."""
    return {each.name: each.text_sha256 for each in project.store.overview.infos()}


def study_tables(project: Project, corpus: Corpus, query: CodingQuery) -> list[ResultTable]:
    """Return the tables of the study, in the order of the export."""
    from qualcode.codebook.listing import codebook_rows

    marks = project.store.excerpts.marks(query, {ROW})
    return [
        frequency_by_kind(corpus, lambda layout: _examples(project, corpus, layout)),
        codings_listed(project, marks),
        case_by_code(corpus),
        codebook_table(codebook_rows(corpus.codebook), Counter(corpus.found["code"])),
        documents_table(project.store.overview.infos()),
    ]


def _examples(project: Project, corpus: Corpus, layout: Layout) -> dict[tuple[str, str], str]:
    """Return the first quote that each cell of the frequency table counts."""
    column = columns_of(corpus.marks).numbers[ROW]
    rows = {cell: int(column[line]) for cell, line in first_in_cells(corpus, layout).items()}
    quotes = project.store.excerpts.quotes(set(rows.values()))
    return {cell: quotes[row] for cell, row in rows.items()}


def _manifest(
    corpus: Corpus,
    options: ExportOptions,
    digests: Mapping[str, str],
    inputs: Mapping[str, str],
) -> dict[str, Any]:
    book = corpus.codebook
    return {
        "schema_version": 1,
        "command": options.command,
        "versions": versions(),
        "codebook": {"id": book.id, "version": book.version, "sha256": book.digest},
        "counting_rule": [note.en for note in counting_rule(corpus)],
        "inputs": inputs,
        "participants": len(corpus.participants),
        "documents": len(corpus.documents),
        "positions": "Unicode code points of the stored text, half-open",
        "encoding": options.encoding,
        "files": digests,
    }


def _encoded(pieces: Iterable[str], encoding: str) -> Iterator[bytes]:
    if encoding == "utf-8-sig":
        pieces, encoding = chain([BOM], pieces), "utf-8"
    return (each.encode(encoding, "backslashreplace") for each in pieces)
