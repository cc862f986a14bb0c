"""The tables of a thesis by name: the project in, a `ResultTable` out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from qualcode.analysis.groups import Level
from qualcode.analysis.notes import codebook_note, status_notes
from qualcode.analysis.tables.chain import chain_table
from qualcode.analysis.tables.cooccurrence import cooccurrence_matrix, cooccurrence_table
from qualcode.analysis.tables.framework import framework_table, homes
from qualcode.analysis.tables.nodes import nodes_table
from qualcode.analysis.tables.people import participants_table, sources_table
from qualcode.analysis.tables.quotes import (
    AUDITED,
    QUOTED,
    audit_table,
    levels_table,
    quotes_table,
)
from qualcode.analysis.tables.speaker_about import speaker_about_table
from qualcode.analysis.tables.theory import theory_table
from qualcode.analysis.tables.typical import places, typical
from qualcode.analysis.tables.windows import Window
from qualcode.model.codebook import Kind
from qualcode.model.label import Label
from qualcode.model.marks import ALL, ROW, columns_of
from qualcode.model.memo import Target
from qualcode.workflow.codes import codebook_to_read_by
from qualcode.workflow.filters import Filters, query_of
from qualcode.workflow.report_names import ReportName
from qualcode.workflow.tabulate import TALLIED, corpus_of, counted
from qualcode.workflow.unmatched import NOBODY, filtered, unmatched

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from qualcode.analysis.corpus import Corpus
    from qualcode.analysis.table import ResultTable
    from qualcode.model.codebook import Code
    from qualcode.model.excerpt import Excerpt
    from qualcode.model.passages import Passages
    from qualcode.model.query import CodingQuery
    from qualcode.workflow.project import Project


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """Choices that some of the tables know."""

    level: Level = Level.FINE
    window: Window = Window.TURN
    """For co-occurrence and chain: what codings must share."""
    reach: int = 0
    """For co-occurrence of sentences: how many sentences apart."""
    most: int = 2
    """For levels: typical sentences a code; for chain: causes and countermeasures a problem."""
    by_code: bool = False
    """For the framework: columns are codes, not families."""


@dataclass(frozen=True)
class _Request:
    """What the makers of tables are given."""

    project: Project
    corpus: Corpus
    query: CodingQuery
    options: ReportOptions

    def listed(
        self, columns: Collection[str], *, context: int = 0
    ) -> tuple[Callable[[], Iterator[Passages]], int]:
        """Return what gives the codings that the corpus counts with their words, and how many."""
        marks = columns_of(self.corpus.marks)
        if self.query.statuses:
            marks = marks.taken(marks.having("status", self.query.statuses))
        read = self.project.store.excerpts.passages
        return partial(read, marks, columns, context=context), len(marks)

    def typical(self, most: int) -> dict[str, list[Excerpt]]:
        """Return a few findings of each code that show it well, with their words."""
        chosen = typical(self.corpus, most=most)
        rows = self.rows(chain.from_iterable(chosen.values()))
        words = self.project.store.excerpts.at(rows.values())
        return {code: [words[rows[each]] for each in lines] for code, lines in chosen.items()}

    def rows(self, lines: Iterable[int]) -> dict[int, int]:
        """Return where the words of some lines of the marks stand in the project."""
        column = columns_of(self.corpus.marks).numbers[ROW]
        return {line: int(column[line]) for line in lines}

    def codes(self) -> list[Code]:
        """Return the leaf codes that the user's filters leave."""
        wanted = self.query.codes
        return [code for code in self.corpus.codebook.leaves if not wanted or code.id in wanted]


def report(
    project: Project,
    name: ReportName,
    filters: Filters | None = None,
    options: ReportOptions | None = None,
) -> ResultTable:
    """Return a table of a thesis by its name.

    Raises:
        DataError: When nothing has been coded yet.
        UnknownNameError: When the user names something that is not there.
    """
    codebook = codebook_to_read_by(project) if name in _OF_PEOPLE else project.codebook()
    query = counted(query_of(filters or Filters(), codebook, project.store))
    corpus = corpus_of(project, codebook, query, _COLUMNS.get(name, ALL))
    table = _MAKERS[name](_Request(project, corpus, query, options or ReportOptions()))
    nothing = _nothing(name, table, corpus, query) or _unmatched(
        name, table, corpus, filters or Filters()
    )
    named = filtered(filters or Filters())
    notes = (*nothing, *named, *table.notes, *status_notes(corpus), codebook_note(corpus))
    return replace(table, notes=notes)


def _unmatched(
    name: ReportName, table: ResultTable, corpus: Corpus, filters: Filters
) -> tuple[Label, ...]:
    """Return which filters no coding has passed, lest rows of zeros be taken for findings.

    People and sources are listed before any coding, so of people it is said only where
    somebody has asked for some codings.
    """
    is_listing = name in {ReportName.QUOTES, ReportName.AUDIT}
    is_empty = not table.rows if is_listing else not len(corpus.found)
    is_asked = name is not ReportName.SOURCES and filters != Filters()
    return (unmatched(filters),) if is_empty and (is_asked or name not in _OF_PEOPLE) else ()


def _nothing(
    name: ReportName, table: ResultTable, corpus: Corpus, query: CodingQuery
) -> tuple[Label, ...]:
    """Return why a table has no row although there are codings."""
    if table.rows:
        return ()
    if name in {*_OF_PEOPLE, ReportName.FRAMEWORK}:
        return (NOBODY,)
    kinds = {corpus.codebook.by_id[code].kind for code in query.codes}
    if name is ReportName.CHAIN and kinds and Kind.PROBLEM not in kinds:
        return (_NOT_PROBLEMS,)
    if not len(corpus.found) or name not in _WITHOUT:
        return ()
    return (_WITHOUT[name],)


_NOT_PROBLEMS = Label(
    "无可列者：所选编码均不属“问题”。", "Nothing to list: none of the codes chosen is a problem."
)
_WITHOUT = {
    ReportName.CHAIN: Label(
        "无可列者：没有断言任何所选的问题。", "Nothing to list: none of the problems was found."
    ),
    ReportName.COOCCURRENCE: Label(
        "无可列者：没有两个编码共现。", "Nothing to list: no two codes stand together."
    ),
}


def _framework(request: _Request) -> ResultTable:
    book = request.corpus.codebook
    wanted = {code.id for code in request.codes()}
    columns = request.codes() if request.options.by_code else list(book.families)
    columns = [code for code in columns if wanted.intersection(book.under(code.id))]
    cells = places(request.corpus, homes(book, columns))
    rows = request.rows(each.first for each in cells.values())
    words = request.project.store.excerpts.quotes(rows.values())
    quotes = {line: words[row] for line, row in rows.items()}
    own = _summaries(request.project)
    return framework_table(request.corpus, cells, quotes, columns=columns, summaries=own)


def _summaries(project: Project) -> dict[tuple[str, str], str]:
    """Return the researcher's summaries: lines ``code: words`` of memos on participants."""
    codes = {code.id for code in project.codebook().codes}
    found: dict[tuple[str, str], str] = {}
    for memo in project.store.memos.all():
        if memo.target is not Target.PARTICIPANT:
            continue
        for line in memo.text.splitlines():
            code, colon, words = line.replace("：", ":", 1).partition(":")
            if colon and code.strip() in codes and words.strip():
                found[memo.target_id, code.strip()] = words.strip()
    return found


def _cooccurrence(request: _Request, make: Callable[..., ResultTable]) -> ResultTable:
    codes = [code.id for code in request.codes()]
    options = request.options
    return make(request.corpus, codes, options.window, reach=options.reach)


def _theory(request: _Request) -> ResultTable:
    counted = set(request.corpus.documents)
    infos = request.project.store.overview.infos()
    units = {each.name: each.units for each in infos if each.name in counted}
    marked = {document for document, *_ in request.project.store.readings.all()}
    read = {name: number for name, number in units.items() if name in marked}
    return theory_table(
        request.corpus, units=sum(units.values()), read=read, chosen=request.query.codes
    )


def _chain(request: _Request) -> ResultTable:
    """Return the chain; codes that are named choose the problems, not what is said with them."""
    problems = request.query.codes
    if problems:
        query = replace(request.query, codes=())
        columns = _COLUMNS[ReportName.CHAIN]
        corpus = corpus_of(request.project, request.corpus.codebook, query, columns)
        request = replace(request, corpus=corpus, query=query)
    options = request.options
    quotes = {code: each.coding.quote for code, (each,) in request.typical(1).items()}
    return chain_table(request.corpus, quotes, options.window, most=options.most, problems=problems)


_MAKERS: dict[ReportName, Callable[[_Request], ResultTable]] = {
    ReportName.PARTICIPANTS: lambda r: participants_table(r.corpus),
    ReportName.LEVELS: lambda r: levels_table(r.corpus, r.typical(r.options.most), r.query.codes),
    ReportName.NODES: lambda r: nodes_table(r.corpus, r.query.codes),
    ReportName.ABOUT: lambda r: speaker_about_table(r.corpus, r.query.codes, r.options.level),
    ReportName.FRAMEWORK: _framework,
    ReportName.COOCCURRENCE: lambda r: _cooccurrence(r, cooccurrence_table),
    ReportName.MATRIX: lambda r: _cooccurrence(r, cooccurrence_matrix),
    ReportName.CHAIN: _chain,
    ReportName.THEORY: _theory,
    ReportName.QUOTES: lambda r: quotes_table(*r.listed(QUOTED, context=1), r.corpus.codebook),
    ReportName.AUDIT: lambda r: audit_table(*r.listed(AUDITED), r.corpus.codebook),
    ReportName.SOURCES: lambda r: sources_table(r.corpus, r.project.store.overview.infos()),
}
_PLACES = frozenset({ROW, "start", "stop"})
_LISTED = frozenset({ROW, "status"})
_OF_PEOPLE = frozenset({ReportName.PARTICIPANTS, ReportName.SOURCES})
"""Tables that are of use before anything has been coded: who and what there is."""
_COLUMNS: dict[ReportName, frozenset[str]] = {
    ReportName.PARTICIPANTS: TALLIED,
    ReportName.LEVELS: TALLIED | _PLACES,
    ReportName.NODES: TALLIED | {"start", "stop"},
    ReportName.FRAMEWORK: TALLIED | _PLACES,
    ReportName.ABOUT: TALLIED | {"about", "about_by"},
    ReportName.CHAIN: TALLIED | _PLACES | {"turn"},
    ReportName.COOCCURRENCE: TALLIED | {"turn"},
    ReportName.MATRIX: TALLIED | {"turn"},
    ReportName.THEORY: TALLIED,
    ReportName.SOURCES: TALLIED,
    ReportName.QUOTES: _LISTED,
    ReportName.AUDIT: _LISTED,
}
"""Columns of the codings that a table counts by."""
