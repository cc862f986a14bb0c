"""Statistics over the project: saturation, comparison of two sides, who speaks of whom in what."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from qualcode.analysis.compare import Side, compare_table
from qualcode.analysis.groups import Level, grouping
from qualcode.analysis.notes import codebook_note
from qualcode.analysis.significance import Adjustment
from qualcode.analysis.tables.network import network_of
from qualcode.analysis.tables.saturation import saturation_table
from qualcode.errors import UnknownNameError, UsageError
from qualcode.model.label import Label
from qualcode.model.marks import columns_of
from qualcode.workflow.filters import Filters, query_of
from qualcode.workflow.tabulate import corpus_of, counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.analysis.corpus import Corpus
    from qualcode.analysis.table import ResultTable
    from qualcode.analysis.tables.network import Network
    from qualcode.analysis.tables.saturation import SaturationOptions
    from qualcode.model.codebook import Codebook
    from qualcode.model.query import CodingQuery
    from qualcode.workflow.project import Project

CODER = "coder"
"""Comparing by this looks at the same people through two coders."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Which two sides, and how."""

    first: str
    second: str
    by: str = "subject"
    """``subject``, ``coder``, ``participant`` or an attribute such as ``wave``."""
    level: Level = Level.FINE
    adjust: Adjustment = Adjustment.HOLM
    filters: Filters = field(default_factory=Filters)


def saturation(
    project: Project, filters: Filters, options: SaturationOptions | None = None
) -> ResultTable:
    """Return the saturation table of the project.

    Raises:
        DataError: When nothing has been coded yet.
    """
    codebook, query, corpus = _counted(project, filters)
    table = saturation_table(corpus, _codes(codebook, query), options)
    return _noted(table, corpus)


def compare(project: Project, wanted: Comparison) -> ResultTable:
    """Return the table of differences between two sides.

    Raises:
        UnknownNameError: When a side is not there.
        UsageError: When both sides are the same.
    """
    if wanted.first == wanted.second:
        raise UsageError("both sides are the same", hint="name two different ones")
    codebook, query, corpus = _counted(project, wanted.filters)
    if wanted.by == CODER:
        sides = [
            _by_coder(project, codebook, query, name) for name in (wanted.first, wanted.second)
        ]
    else:
        sides = [_by_people(corpus, wanted, name) for name in (wanted.first, wanted.second)]
    if sides[0].name == sides[1].name:
        raise UsageError("both sides are the same", hint="name two different ones")
    codes = [codebook.by_id[code] for code in _codes(codebook, query)]
    table = compare_table(
        sides[0], sides[1], codes, paired=wanted.by == CODER, adjust=wanted.adjust
    )
    return _noted(table, corpus)


def network(project: Project, filters: Filters, level: Level = Level.FINE) -> Network:
    """Return who speaks of whom in which codes.

    Raises:
        DataError: When nothing has been coded yet.
    """
    _, query, corpus = _counted(project, filters)
    return network_of(corpus, query.codes, level)


def _by_people(corpus: Corpus, wanted: Comparison, name: str) -> Side:
    """Return the people of a group as one side."""
    by = "subject" if wanted.by == "subject" else wanted.by
    level = wanted.level
    if by == "subject" and name in {group.id for group in corpus.codebook.subjects.groups}:
        level = Level.FIVE
    groups = grouping(corpus, by, level).groups
    known = {
        title.casefold(): group
        for group in reversed(groups)
        for title in (group.name.zh, group.name.en, group.id)
    }
    if name.casefold() not in known:
        raise UnknownNameError(by, name, [group.id for group in groups])
    group = known[name.casefold()]
    people = [person for person in corpus.participants if person.id in group.members]
    all_marks = columns_of(corpus.marks)
    marks = all_marks.taken(all_marks.having("participant", group.members))
    return Side(group.name, replace(corpus, participants=people, marks=marks))


def _by_coder(project: Project, codebook: Codebook, query: CodingQuery, name: str) -> Side:
    """Return everybody, as one coder has coded them."""
    known = project.store.views.coders()
    if name not in known:
        raise UnknownNameError("coder", name, known)
    marks = project.store.views.marks(name, query, is_person=known[name])
    corpus = corpus_of(project, codebook, query)
    return Side(Label(name, name), replace(corpus, marks=marks))


def _counted(project: Project, filters: Filters) -> tuple[Codebook, CodingQuery, Corpus]:
    codebook = project.codebook()
    query = counted(query_of(filters, codebook, project.store))
    return codebook, query, corpus_of(project, codebook, query)


def _codes(codebook: Codebook, query: CodingQuery) -> Sequence[str]:
    return [code.id for code in codebook.leaves if not query.codes or code.id in query.codes]


def _noted(table: ResultTable, corpus: Corpus) -> ResultTable:
    return replace(table, notes=(*table.notes, codebook_note(corpus)))
