"""Adjudication: where coders differ, and what they agree on after talking.

What is compared are the independent codings, which stay as they are; what is
agreed on becomes codings of a further coder, the consensus, each with its reason
and the codings it was made of.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from qualcode.errors import UnknownNameError, UsageError
from qualcode.model.coding import (
    ADJUDICATED,
    Coding,
    Evidence,
    Reason,
    Review,
    Source,
    coding_id,
)
from qualcode.model.history import Event
from qualcode.model.memo import Target
from qualcode.store.history import now
from qualcode.workflow.adjudication_cases import Case, Judges, case_of, groups_of
from qualcode.workflow.agreed import CONSENSUS, Agreed
from qualcode.workflow.decisions import Decided, keep
from qualcode.workflow.filters import Filters, query_of
from qualcode.workflow.in_common import nothing_in_common

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from qualcode.workflow.project import Project


@dataclass(frozen=True, slots=True)
class Choice:
    """What is agreed on for a case."""

    sides: tuple[str, ...] = ()
    """Coders whose codings hold; several = all of theirs; none = neither."""
    codings: tuple[Coding, ...] = ()
    """Something else than any side: codings with their document, span, code and status."""
    reason: str = ""


def coders_of(project: Project) -> list[str]:
    """Return the persons who have coded or decided, without the consensus."""
    return [name for name in project.store.codings.persons() if name != CONSENSUS]


def disagreements(
    project: Project,
    coders: Sequence[str],
    filters: Filters | None = None,
    *,
    settled: bool = False,
) -> list[Case]:
    """Return where coders differ, by document and place.

    In each document those are compared who have coded or decided something there, where they
    are two or more. Who only decided on proposals in a document, and on none at a place, does
    not differ there.

    Args:
        project: The project.
        coders: Two or more.
        filters: Codes, documents and so on.
        settled: Those that are settled as well.

    Raises:
        UsageError: When fewer than two coders are named.
        UnknownNameError: When one of them has coded nothing.
        DataError: When no two of them have a document in common.
    """
    known = coders_of(project)
    if len(set(coders)) < 2:
        raise UsageError(
            "adjudication takes two coders or more", hint=f"coders: {', '.join(known)}"
        )
    for name in coders:
        if name not in known:
            raise UnknownNameError("coder", name, known)
    query = query_of(filters or Filters(), project.codebook(), project.store)
    views = {name: _by_document(project.store.codings.views_of(name, query)) for name in coders}
    read = {name: project.store.codings.documents_of(name) for name in coders}
    shared = _shared(read.values(), query.documents)
    if not shared:
        raise nothing_in_common(read, query.documents)
    agreed, judges = Agreed(project), Judges(project, coders, query)
    cases: list[Case] = []
    for document in sorted(shared):
        own = {
            name: view.get(document, []) for name, view in views.items() if document in read[name]
        }
        cases += _cases_in(project, document, own, agreed, judges)
    return [case for case in cases if settled or case.settled is None]


def _cases_in(
    project: Project, document: str, own: dict[str, list[Coding]], agreed: Agreed, judges: Judges
) -> list[Case]:
    """Return the cases of a document by place: what is settled apart from what is open."""
    open_, done = agreed.parted(document, own)
    found = [
        case
        for group in map(judges.among, groups_of(open_))
        if (case := case_of(project, document, group))
    ]
    for group in map(judges.among, groups_of(done)):
        if case := case_of(project, document, group):
            holding = agreed.holding(document, group, case.id)
            found.append(replace(case, settled=holding))
    return sorted(found, key=lambda each: (each.start, each.end))


def _by_document(codings: Iterable[Coding]) -> dict[str, list[Coding]]:
    found: dict[str, list[Coding]] = {}
    for coding in codings:
        found.setdefault(coding.document, []).append(coding)
    return found


def _shared(read: Iterable[set[str]], asked: Collection[str]) -> set[str]:
    """Return the documents that two or more have worked in, of those asked for (empty = all)."""
    readers = Counter(chain.from_iterable(read))
    return {name for name, count in readers.items() if count > 1 and (not asked or name in asked)}


def settle(project: Project, case: Case, choice: Choice, *, by: str) -> Decided:
    """Keep what was agreed on for a case; settling it again replaces that.

    Raises:
        UsageError: When a side is chosen that is none.
    """
    return settle_all(project, [case], choice, by=by)


def settle_all(project: Project, cases: Sequence[Case], choice: Choice, *, by: str) -> Decided:
    """Settle several cases in the same way, as one step to take back."""
    at, store = now(), project.store
    agreed = Agreed(project)
    target = cases[0].id if len(cases) == 1 else ""
    event = Event(at, by, "adjudicate", Target.CODING, target, reason=choice.reason)
    made: list[str] = []
    with store.recorded(event) as kept:
        for former in sorted({each.id for case in cases for each in agreed.former(case)}):
            store.codings.remove(former)
        for case in cases:
            for coding in _consensus(case, choice, by, at, first=store.first_names.of):
                keep(project, coding)
                made.append(coding.id)
    return Decided(kept.event, tuple(made), "adjudicate")


def equal_cases(case: Case, cases: Iterable[Case]) -> list[Case]:
    """Return the open cases in which the same coders differ over the same codes."""
    return [
        each
        for each in cases
        if each.settled is None and each.kind is case.kind and each.codes == case.codes
    ]


def _consensus(
    case: Case, choice: Choice, by: str, at: str, *, first: Callable[[str], str]
) -> list[Coding]:
    """Return the codings of the consensus: what holds, and as rejected the codes that do not."""
    for name in choice.sides:
        if name not in case.sides:
            raise UsageError(f"{name!r} is no side of this case", hint=" or ".join(case.sides))
    chosen = choice.codings or tuple(coding for name in choice.sides for coding in case.sides[name])
    named = " ".join((*choice.sides, *(("other",) if choice.codings else ()))) or "neither"
    evidence = Evidence(reasons=_why(case, named, choice.reason))
    reviewed = [(each, Review.ACCEPTED) for each in chosen]
    reviewed += [(each, Review.REJECTED) for each in _lost(case, chosen)]
    return list(
        {
            (each.span, each.code): replace(
                each,
                id=coding_id(first(each.document), each.span, each.code, CONSENSUS),
                coder=CONSENSUS,
                source=Source.PERSON,
                score=None,
                evidence=evidence,
            ).decided(review, by=by, at=at)
            for each, review in reviewed
        }.values()
    )


def _lost(case: Case, chosen: Sequence[Coding]) -> list[Coding]:
    """Return the codings of a case whose code does not hold at their place.

    Other edges of a code that holds are not lost: rejecting them would speak against the code.
    """
    return [
        each
        for codings in case.sides.values()
        for each in codings
        if not any(each.code == kept.code and each.span.overlaps(kept.span) for kept in chosen)
    ]


def _why(case: Case, named: str, reason: str) -> tuple[Reason, ...]:
    """Return what a consensus coding says of itself: the case, whose side, from what, and why."""
    originals = [each.id for codings in case.sides.values() for each in codings]
    return (
        Reason(ADJUDICATED, case.id, named),
        Reason("coders", " ".join(case.sides), " ".join(originals)),
        *((Reason("because", "", reason),) if reason else ()),
    )
