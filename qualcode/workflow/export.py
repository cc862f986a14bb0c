"""Export: the study as files that agree with each other, and a manifest of how they were made.

Nothing in them depends on when or where they were written, so exporting an
unchanged project again yields the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from qualcode.analysis.counting import TOTAL, is_finding
from qualcode.analysis.frequency import Layout, rows_of
from qualcode.analysis.groups import grouping
from qualcode.analysis.listings import case_by_code, codebook_table, documents_table
from qualcode.analysis.long_form import frequency_by_kind
from qualcode.analysis.notes import counting_notes
from qualcode.exchange.delimited import to_csv
from qualcode.exchange.files import BOM, write_files
from qualcode.exchange.sidecar import dictionary, versions
from qualcode.model.codebook import Kind
from qualcode.model.query import COUNTED_REVIEWS, CodingQuery
from qualcode.workflow.filters import Filters, query_of
from qualcode.workflow.sources import MANIFEST
from qualcode.workflow.tabulate import corpus_of, excerpts_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from qualcode.analysis.corpus import Corpus
    from qualcode.analysis.table import ResultTable
    from qualcode.model.excerpt import Excerpt
    from qualcode.model.label import Language
    from qualcode.workflow.project import Project


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """How to export."""

    command: str = ""
    """The command line, for the manifest."""
    encoding: str = "utf-8-sig"
    """``utf-8-sig`` (Excel shows Chinese), ``utf-8`` or ``gb18030``."""
    headers: Language = "en"
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
    texts: dict[str, bytes] = {}
    guarded = 0
    tables = study_tables(project, corpus, query)
    for table in (*tables, dictionary(tables)):
        written = to_csv(table, raw=options.raw, headers=options.headers)
        texts[f"{table.name}.csv"] = _encoded(written.text, options.encoding)
        guarded += written.guarded
    manifest = _manifest(corpus, options, texts, inputs_of(project))
    texts[MANIFEST] = (json.dumps(manifest, ensure_ascii=False, indent=2) + "\n").encode()
    changed = write_files(folder, texts, force=options.force)
    return Exported(folder, tuple(texts), tuple(changed), guarded)


def whole_corpus(project: Project, query: CodingQuery | None = None) -> Corpus:
    """Read everything, or what a query finds, that has not been rejected."""
    counted = replace(query or CodingQuery(), reviews=COUNTED_REVIEWS)
    return corpus_of(project, project.codebook(), counted)


def inputs_of(project: Project) -> dict[str, str]:
    """Return the digest of the text of each document, to tell later what has changed."""
    return {each.name: each.text_sha256 for each in project.store.documents.infos()}


def study_tables(project: Project, corpus: Corpus, query: CodingQuery) -> list[ResultTable]:
    """Return the tables of the study, in the order of the export."""
    from qualcode.codebook.listing import codebook_rows

    excerpts = list(project.store.excerpts.find(query))
    uses = Counter(each.coding.code for each in excerpts)
    return [
        frequency_by_kind(corpus, lambda layout: _examples(corpus, excerpts, layout)),
        excerpts_table(project, excerpts),
        case_by_code(corpus),
        codebook_table(codebook_rows(corpus.codebook), uses),
        documents_table(project.store.documents.infos()),
    ]


def _examples(
    corpus: Corpus, excerpts: Sequence[Excerpt], layout: Layout
) -> dict[tuple[str, str], str]:
    """Return the first quote that each cell of the frequency table counts."""
    rows = rows_of(corpus, layout)
    groups = grouping(corpus, layout.by, layout.level)
    marks = {mark.coding: mark for mark in corpus.marks}
    kinds = {code.id: code.kind for code in corpus.codebook.codes}
    found: dict[tuple[str, str], str] = {}
    for excerpt in excerpts:
        mark = marks.get(excerpt.coding.id)
        if mark is None or not is_finding(mark.status, kinds.get(mark.code, Kind.THEME)):
            continue
        for row in rows:
            if mark.code in row.codes:
                for group in (*groups.of(mark), TOTAL):
                    found.setdefault((row.id, group), excerpt.coding.quote)
    return found


def _manifest(
    corpus: Corpus,
    options: ExportOptions,
    texts: Mapping[str, bytes],
    inputs: Mapping[str, str],
) -> dict[str, Any]:
    book = corpus.codebook
    notes = counting_notes(corpus, Layout(kinds=()), reviews=(), empty=())
    return {
        "schema_version": 1,
        "command": options.command,
        "versions": versions(),
        "codebook": {"id": book.id, "version": book.version, "sha256": book.digest},
        "counting_rule": [note.en for note in notes],
        "inputs": inputs,
        "participants": len(corpus.participants),
        "documents": len(corpus.documents),
        "positions": "Unicode code points of the stored text, half-open",
        "encoding": options.encoding,
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in texts.items()},
    }


def _encoded(text: str, encoding: str) -> bytes:
    if encoding == "utf-8-sig":
        return (BOM + text).encode("utf-8", "backslashreplace")
    return text.encode(encoding, "backslashreplace")
