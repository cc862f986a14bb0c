"""Tables of who says what, and listings of codings: a question in, a `ResultTable` out."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from qualcode.analysis.agreement.unsettled import LOOKED_AT, Unsettled
from qualcode.analysis.claims import NEEDED, SEEN, may_tie
from qualcode.analysis.corpus import Corpus
from qualcode.analysis.counting import COUNT_NAMES, Count
from qualcode.analysis.findings import is_counted, of_respondents
from qualcode.analysis.frequency import frequency_table
from qualcode.analysis.groups import grouping
from qualcode.analysis.layout import Layout
from qualcode.analysis.listings import LISTED, codings_table
from qualcode.analysis.notes import codebook_note, counting_notes
from qualcode.analysis.one_voice import one_voice
from qualcode.errors import UsageError
from qualcode.model.codebook import Kind
from qualcode.model.coding import Review
from qualcode.model.marks import ALL
from qualcode.model.query import COUNTED_REVIEWS, CodingQuery
from qualcode.workflow.agreed import CONSENSUS
from qualcode.workflow.filters import Filters, query_of
from qualcode.workflow.spelt_apart import spelt_apart
from qualcode.workflow.unmatched import filtered, is_all_zeros, unmatched
from qualcode.workflow.unsettled import can_differ, has_several, unsettled_among

if TYPE_CHECKING:
    from collections.abc import Collection

    from qualcode.analysis.table import ResultTable
    from qualcode.model.codebook import Codebook
    from qualcode.model.marks import Marks
    from qualcode.workflow.project import Project

TALLIED = frozenset({"status", "participant"})
"""Columns that counting persons, sources, sentences and references looks at."""


@dataclass(frozen=True, slots=True)
class TableRequest:
    """What table the user wants."""

    filters: Filters = field(default_factory=Filters)
    layout: Layout = field(default_factory=Layout)


def tabulate(project: Project, request: TableRequest) -> ResultTable:
    """Return a frequency table with its notes.

    Raises:
        DataError: When nothing has been coded yet.
        UnknownNameError: When the user names something that is not there.
    """
    _refuse_base(request.layout)
    codebook = project.codebook()
    query = counted(query_of(request.filters, codebook, project.store))
    layout = fitting(request.layout, codebook, query)
    about = {"about", "about_by"} if layout.by == "about" else set()
    corpus = corpus_of(project, codebook, query, TALLIED | about)
    table = frequency_table(corpus, layout)
    empty = grouping(everybody(project, corpus, query), layout.by, layout.level).empty
    notes = counting_notes(corpus, layout, reviews=query.reviews, empty=empty)
    missing = [unmatched(request.filters, layout.kinds)] if is_all_zeros(table) else []
    apart = spelt_apart(corpus.participants, layout.by)
    return replace(table, notes=(*missing, *filtered(request.filters), *apart, *notes))


def _refuse_base(layout: Layout) -> None:
    """Refuse a base of shares where none are reckoned.

    Raises:
        UsageError: When something else than persons is counted.
    """
    if layout.coded_only and layout.count is not Count.PERSONS:
        raise UsageError(
            f"--denominator coded changes nothing of {COUNT_NAMES[layout.count].en}: there are no"
            " shares",
            hint="it goes with --count persons",
        )


def everybody(project: Project, corpus: Corpus, query: CodingQuery) -> Corpus:
    """Return a corpus with all who were interviewed, whomever the question leaves in."""
    if not (query.subjects or query.participants or query.documents):
        return corpus
    speech = project.store.participants.speech()
    people = [each for each in project.store.participants.all() if each.id in speech]
    return replace(corpus, participants=people)


def corpus_of(
    project: Project,
    codebook: Codebook,
    query: CodingQuery,
    columns: Collection[str] = ALL,
) -> Corpus:
    """Read what a table counts: the people a query leaves in, and the codings it finds.

    All that counts comes through here: of the question only what counts of it (`counted`), of
    the codings only words that a respondent said, and a place that several coders coded alike
    once (`one_voice`).

    Args:
        project: The project.
        codebook: Under which the codings were made.
        query: The question.
        columns: Which columns of the codings the table looks at, beside those that tell
            who speaks for a place.
    """
    store, needed = project.store, NEEDED.union(columns, {"participant"})
    query = counted(query)
    asked, unsettled = replace(query, statuses=()), Unsettled()
    if can_differ(project, query):
        everything = of_respondents(
            _told_apart(project, replace(asked, reviews=()), needed | LOOKED_AT)
        )
        counts = is_counted(everything, codebook, query.statuses)
        unsettled = unsettled_among(project, everything, counts)
        marks = everything.taken(everything.having("review", query.reviews or Review))
        is_rejected = everything.having("review", [Review.REJECTED])
        dismissed = everything.taken(is_rejected & everything.having("coder", [CONSENSUS]))
    else:
        marks = _told_apart(project, asked, needed)
        rejections = replace(asked, coders=(CONSENSUS,), reviews=(Review.REJECTED,))
        dismissed = of_respondents(store.excerpts.marks(rejections, needed))
    marks = of_respondents(marks)
    marks = one_voice(
        marks,
        consensus=CONSENSUS,
        dismissed=dismissed,
        counts=is_counted(marks, codebook, query.statuses),
    )
    people = uncounted(project, codebook, query)
    return replace(people, marks=marks, unsettled=unsettled.places)


def _told_apart(project: Project, query: CodingQuery, columns: frozenset[str]) -> Marks:
    """Read codings, with all that tells who of equals is heard where there may be equals.

    That does not go by what a table looks at: every table follows the same coder.
    """
    read = project.store.excerpts.marks
    if len(query.coders) != 1 and has_several(project):
        return read(query, columns.union(SEEN))
    marks = read(query, columns)
    return read(query, columns.union(SEEN)) if may_tie(marks, CONSENSUS) else marks


def uncounted(project: Project, codebook: Codebook, query: CodingQuery) -> Corpus:
    """Return the people a query leaves in, and none of their codings."""
    speech = project.store.participants.speech(query.documents)
    people = [
        person
        for person in project.store.participants.all()
        if person.id in speech
        and (not query.subjects or person.subject in query.subjects)
        and (not query.participants or person.id in query.participants)
    ]
    spoken = {person.id: speech[person.id] for person in people}
    return Corpus(codebook, people, spoken, statuses=query.statuses)


def codings_listed(project: Project, marks: Marks, *, limit: int = 0) -> ResultTable:
    """Return codings as a tidy table whose rows are read while somebody goes through them.

    Args:
        project: The project, which must stay open meanwhile.
        marks: Which codings, with their column `ROW`.
        limit: At most so many, the first by document and position; 0 = all.
    """
    store, codebook = project.store, project.codebook()
    people = store.participants.all()
    table = codings_table(
        partial(store.excerpts.passages, marks, LISTED),
        min(len(marks), limit or len(marks)),
        codebook,
        attributes=list(dict.fromkeys(name for person in people for name in person.attributes)),
        memos=store.memos.on_codings(),
        places=lambda document: store.documents.places(document).of,
    )
    return replace(table, notes=(codebook_note(Corpus(codebook, people, {})),))


def counted(query: CodingQuery) -> CodingQuery:
    """Leave out what a person has rejected, and models' guesses, unless the user asked for them.

    Naming a review status or a coder asks for them.
    """
    if query.reviews:
        return query
    return replace(query, reviews=COUNTED_REVIEWS, guesses=bool(query.coders))


def fitting(layout: Layout, codebook: Codebook, query: CodingQuery) -> Layout:
    """Fit the wish for problems to a codebook: codes that are named decide; no problems, all.

    Kinds that the user names hold beside the codes.
    """
    kinds = {code.kind for code in codebook.leaves}
    if query.codes:
        layout = replace(layout, codes=query.codes)
    if layout.kinds_named:
        return replace(layout, statuses=query.statuses)
    if query.codes or (layout.kinds == (Kind.PROBLEM,) and Kind.PROBLEM not in kinds):
        layout = replace(layout, kinds=())
    return replace(layout, statuses=query.statuses)
