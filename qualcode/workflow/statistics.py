"""Statistics over the project: saturation, comparison of two sides, who speaks of whom in what."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.analysis.compare import Side, compare_table
from qualcode.analysis.findings import of_respondents
from qualcode.analysis.groups import NOT_KNOWN, Level, grouping
from qualcode.analysis.notes import codebook_note, status_notes
from qualcode.analysis.significance import Adjustment
from qualcode.analysis.tables.network import network_of
from qualcode.analysis.tables.saturation import saturation_table
from qualcode.errors import DataError, QualcodeError, UnknownNameError, UsageError
from qualcode.model.label import Label
from qualcode.model.marks import columns_of
from qualcode.workflow.filters import Filters, codes_named, query_of
from qualcode.workflow.project import Project
from qualcode.workflow.tabulate import (
    TALLIED,
    corpus_of,
    counted,
    everybody,
    uncounted,
)
from qualcode.workflow.unmatched import filtered, unmatched
from qualcode.workflow.versions import codebook_version

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from qualcode.analysis.corpus import Corpus
    from qualcode.analysis.groups import Group as People
    from qualcode.analysis.table import ResultTable
    from qualcode.analysis.tables.network import Network
    from qualcode.analysis.tables.saturation import SaturationOptions
    from qualcode.model.codebook import Codebook
    from qualcode.model.query import CodingQuery
    from qualcode.model.subject import Group, Subject

CODER = "coder"
"""Comparing by this looks at the same people through two coders."""
CODEBOOK = "codebook"
"""Comparing by this codes the same people's words under two codebooks."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Which two sides, and how."""

    first: str
    second: str
    by: str = "subject"
    """``subject``, ``coder``, ``codebook``, ``participant`` or an attribute such as ``wave``."""
    level: Level = Level.FINE
    adjust: Adjustment = Adjustment.HOLM
    filters: Filters = field(default_factory=Filters)

    @property
    def sides(self) -> tuple[str, str]:
        """Return the names of both sides."""
        return self.first, self.second

    def unmatched(self, table: ResultTable) -> tuple[Label, ...]:
        """Return why a table of differences has no rows."""
        return () if table.rows else (unmatched(self.filters, compared=self.sides),)


def saturation(
    project: Project, filters: Filters, options: SaturationOptions | None = None
) -> ResultTable:
    """Return the saturation table of the project.

    Raises:
        DataError: When nothing has been coded yet.
    """
    codebook, query, corpus = _counted(project, filters, TALLIED)
    table = saturation_table(corpus, _codes(codebook, query), options)
    return _noted(table, corpus, filters, () if len(corpus.found) else (unmatched(filters),))


def compare(project: Project, wanted: Comparison) -> ResultTable:
    """Return the table of differences between two sides.

    Raises:
        UnknownNameError: When a side is not there.
        UsageError: When both sides are the same.
    """
    if wanted.first == wanted.second:
        raise UsageError("both sides are the same", hint="name two different ones")
    if _is_of_codebooks(wanted):
        return _compare_codebooks(project, wanted)
    codebook, query = _asked(project, wanted.filters)
    if wanted.by == CODER:
        corpus = uncounted(project, codebook, query)
        sides = [_by_coder(project, query, corpus, name) for name in wanted.sides]
    else:
        corpus = corpus_of(project, codebook, query, TALLIED)
        everyone = everybody(project, corpus, query)
        sides = [_by_people(corpus, everyone, wanted, name) for name in wanted.sides]
    if sides[0].name == sides[1].name:
        raise UsageError("both sides are the same", hint="name two different ones")
    codes = [codebook.by_id[code] for code in _codes(codebook, query)]
    table = compare_table(
        sides[0], sides[1], codes, paired=wanted.by == CODER, adjust=wanted.adjust
    )
    return _noted(table, corpus, wanted.filters, wanted.unmatched(table))


def _is_of_codebooks(wanted: Comparison) -> bool:
    """Tell whether codebooks are compared: named so, or both sides are files of them."""
    are_files = all(Path(name).suffix in {".yaml", ".yml"} for name in wanted.sides)
    return wanted.by == CODEBOOK or (wanted.by == "subject" and are_files)


def _compare_codebooks(project: Project, wanted: Comparison) -> ResultTable:
    """Compare what two codebooks find in the same words; the project is not written to."""
    from qualcode.workflow.impact import code_copy  # the coder: half a second to load

    books = [codebook_version(project, name) for name in wanted.sides]
    sides = []
    with project.store.copied() as store:
        copy = Project(store, project.path)
        for name, book in zip(wanted.sides, books, strict=True):
            code_copy(copy, book)
            query = counted(query_of(replace(wanted.filters, codes=()), book, store))
            corpus = corpus_of(copy, book, query, TALLIED)
            sides.append(Side(Label(name, name), corpus))
    codes = {code.id: code for book in reversed(books) for code in book.leaves}
    named = _named_in(wanted.filters.codes, books)
    chosen = [code for each, code in codes.items() if not named or each in named]
    first, second = sides
    table = compare_table(first, second, chosen, paired=True, adjust=wanted.adjust)
    notes = tuple(codebook_note(side.corpus) for side in sides)
    return replace(
        table,
        notes=(*_told(wanted, table), *table.notes, _RECODED, *notes),
    )


def _told(wanted: Comparison, table: ResultTable) -> tuple[Label, ...]:
    """Return what a comparison says above its notes: why it is empty, and its filters."""
    return (*wanted.unmatched(table), *filtered(wanted.filters))


def _named_in(names: Sequence[str], books: Sequence[Codebook]) -> set[str]:
    """Return the leaf codes that names mean in either codebook; one of them must know each."""
    found: set[str] = set()
    for name in names:
        meant = [codes_named([name], book) for book in books if _knows(book, name)]
        found.update(*(meant or [codes_named([name], books[0])]))
    return found


def _knows(book: Codebook, name: str) -> bool:
    try:
        return bool(codes_named([name], book))
    except UnknownNameError:
        return False


_RECODED = Label(
    "两侧均在内存副本中按各自的编码手册重新编码；人的决定保留。项目未改动。",
    "Both sides were coded anew under their codebook in a copy in memory; what persons decided"
    " stays. The project is unchanged.",
)


def network(project: Project, filters: Filters, level: Level = Level.FINE) -> Network:
    """Return who speaks of whom in which codes.

    Raises:
        DataError: When nothing has been coded yet.
    """
    _, query, corpus = _counted(project, filters, TALLIED | {"about", "about_by"})
    found = network_of(corpus, query.codes, level)
    missing = () if found.edges else (_OF_NOBODY if len(corpus.found) else unmatched(filters),)
    ends = (*status_notes(corpus), codebook_note(corpus))
    notes = (*missing, *filtered(filters), *found.notes, *ends)
    return replace(found, notes=notes)


_OF_NOBODY = Label(
    "无可列者：各编码所谈主体均不明。",
    "Nothing to list: of no coding is it clear whom it is about.",
)


def _by_people(corpus: Corpus, everyone: Corpus, wanted: Comparison, name: str) -> Side:
    """Return the people of a group as one side; `everyone` also has whom the filters leave out."""
    groups = _groups(corpus, wanted, name)
    group = _called(groups, name)
    if group is None:
        there = _groups(everyone, wanted, name)
        raise _left_out(name, groups) if _called(there, name) else _missing(everyone, wanted, name)
    people = [person for person in corpus.participants if person.id in group.members]
    all_marks = columns_of(corpus.marks)
    marks = all_marks.taken(all_marks.having("participant", group.members))
    return Side(group.name, replace(corpus, participants=people, marks=marks))


def _groups(corpus: Corpus, wanted: Comparison, name: str) -> Sequence[People]:
    """Return the groups that a side of this name is one of."""
    level = wanted.level
    if wanted.by == "subject" and name in {each.id for each in corpus.codebook.subjects.groups}:
        level = Level.FIVE
    return grouping(corpus, wanted.by, level).groups


def _called(groups: Sequence[People], name: str) -> People | None:
    """Return the first group of that name; None when there is none."""
    asked = name.casefold()
    return next((group for group in groups if asked in _words(group)), None)


def _words(named: People | Subject | Group) -> set[str]:
    return {word.casefold() for word in (named.id, named.name.zh, named.name.en)}


def _left_out(name: str, groups: Sequence[People]) -> DataError:
    """Return what to say of a group that is in the project, and not in what is compared."""
    left = ", ".join(group.id for group in groups) or "nobody"
    return DataError(
        f"the filters leave nobody of {name!r}",
        hint=f"left: {left}; widen --subject, --participant or --document",
    )


def _missing(everyone: Corpus, wanted: Comparison, name: str) -> QualcodeError:
    """Return what to say of a group of people that is not there."""
    there = [group.id for group in _groups(everyone, wanted, name)]
    if wanted.by == "subject" and set(there) <= {NOT_KNOWN}:
        return DataError(
            "of no participant is the subject known",
            hint="`qualcode import FOLDER --participants participants.csv` (participant, subject)",
        )
    if wanted.by == "subject" and _is_subject(everyone.codebook, name):
        return DataError(
            f"nobody who was interviewed is of {name!r}", hint=f"interviewed: {', '.join(there)}"
        )
    return UnknownNameError(wanted.by, name, there)


def _is_subject(codebook: Codebook, name: str) -> bool:
    """Tell whether the codebook has a subject or group of subjects of that name."""
    known: list[Subject | Group] = [*codebook.subjects.subjects, *codebook.subjects.groups]
    return any(name.casefold() in _words(each) for each in known)


def _by_coder(project: Project, query: CodingQuery, corpus: Corpus, name: str) -> Side:
    """Return everybody, as one coder has coded them."""
    known = project.store.views.coders()
    if name not in known:
        raise UnknownNameError("coder", name, known)
    columns = TALLIED | {"code"}
    marks = project.store.views.marks(name, query, columns, is_person=known[name])
    return Side(Label(name, name), replace(corpus, marks=of_respondents(marks)))


def _counted(
    project: Project, filters: Filters, columns: Collection[str]
) -> tuple[Codebook, CodingQuery, Corpus]:
    codebook, query = _asked(project, filters)
    return codebook, query, corpus_of(project, codebook, query, columns)


def _asked(project: Project, filters: Filters) -> tuple[Codebook, CodingQuery]:
    codebook = project.codebook()
    return codebook, counted(query_of(filters, codebook, project.store))


def _codes(codebook: Codebook, query: CodingQuery) -> Sequence[str]:
    return [code.id for code in codebook.leaves if not query.codes or code.id in query.codes]


def _noted(
    table: ResultTable, corpus: Corpus, filters: Filters, missing: tuple[Label, ...]
) -> ResultTable:
    """Add what counts to the notes of a table, behind why it is empty."""
    ends = (*status_notes(corpus), codebook_note(corpus))
    notes = (*missing, *filtered(filters), *table.notes, *ends)
    return replace(table, notes=notes)
