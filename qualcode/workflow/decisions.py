"""Deciding on codings: one decision, or one for many, is one transaction and one event.

Whose coding it is decides how a decision is kept:

- a machine's coding on which nobody else has decided takes the decision itself;
- on one that somebody else has decided, a second person's decision is a coding of
  their own beside it, so that nobody's work is lost and agreement can be told;
- one's own hand coding is changed; another person's is left for adjudication.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qualcode.errors import ConflictError, DataError, UsageError
from qualcode.model.coding import (
    CORRECTED,
    RECODED,
    SECOND,
    AboutBy,
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
from qualcode.workflow.opinions import opinion_id, opinion_of
from qualcode.workflow.quoting import refuse_uncodable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.model.coding import Status
    from qualcode.model.span import Span
    from qualcode.workflow.project import Project

_VERBS = {Review.ACCEPTED: "accept", Review.REJECTED: "reject", Review.PROPOSED: "reopen"}


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person makes of a coding; what is None stays as it is."""

    review: Review = Review.ACCEPTED
    code: str | None = None
    """Another code: the coding is rejected, and a coding of the person's own put beside it."""
    status: Status | None = None
    about: tuple[str, ...] | None = None
    span: Span | None = None
    reason: str = ""

    @property
    def verb(self) -> str:
        """Return what the history calls it."""
        return self._changes[0] if self._changes else _VERBS[self.review]

    @property
    def is_plain(self) -> bool:
        """Tell whether it changes nothing but the review status."""
        return not self._changes

    @property
    def _changes(self) -> list[str]:
        """Return what the history calls each thing it changes, the weightiest first."""
        sides = (self.code, self.status, self.about, self.span)
        named = zip(("recode", "status", "about", "edges"), sides, strict=True)
        return [verb for verb, side in named if side is not None]


@dataclass(frozen=True, slots=True)
class Decided:
    """What a decision did."""

    event: int
    """Its number in the history; 0 when it changed nothing."""
    codings: tuple[str, ...]
    """The codings decided on."""
    action: str


def decide(
    project: Project, codings: Sequence[str], decision: Decision, *, by: str, label: str = ""
) -> Decided:
    """Decide on codings: all of them, or, when one cannot be decided, none.

    Args:
        project: The project.
        codings: Ids.
        decision: What is decided.
        by: Who decides.
        label: What the history calls it, when not by the decision's own name.

    Raises:
        UsageError: When a coding is not there, or the span is not of its document.
        ConflictError: When it is another person's.
    """
    store, at = project.store, now()
    action = label or decision.verb
    target = codings[0] if len(codings) == 1 else ""
    event = Event(at, by, action, Target.CODING, target, reason=decision.reason)
    with store.recorded(event) as kept:
        apply(project, codings, decision, by, at)
    return Decided(kept.event, tuple(codings), action)


def apply(project: Project, codings: Sequence[str], decision: Decision, by: str, at: str) -> None:
    """Decide on codings within a transaction that is being recorded; see `decide`."""
    if decision.is_plain:
        _decide_plainly(project, codings, decision, by, at)
    else:
        for coding in _read(project, codings):
            _decide_one(project, coding, decision, by, at)


def _decide_plainly(
    project: Project, codings: Sequence[str], decision: Decision, by: str, at: str
) -> None:
    """Accept or reject; thousands at once without reading what need not be read."""
    kept = project.store.codings
    simple, others = kept.sorted_by_right(codings, by)
    if len(simple) + len(others) < len(set(codings)):
        _refuse_missing(project, codings)
    done_by, done_at = ("", "") if decision.review is Review.PROPOSED else (by, at)
    kept.decide_all(simple, decision.review, by=done_by, at=done_at)
    for coding in others:
        _decide_one(project, coding, decision, by, at)


def _read(project: Project, codings: Sequence[str]) -> list[Coding]:
    found = [project.store.codings.get(name) for name in codings]
    if None in found:
        _refuse_missing(project, codings)
    return [each for each in found if each]


def _refuse_missing(project: Project, codings: Sequence[str]) -> None:
    for name in codings:
        if project.store.codings.get(name) is None:
            raise UsageError(
                f"there is no coding {name!r}",
                hint="it may have been withdrawn by `qualcode code`; open the queue anew",
            )


def _decide_one(project: Project, coding: Coding, decision: Decision, by: str, at: str) -> None:
    if coding.source is Source.PERSON and coding.coder != by:
        raise ConflictError(
            f"coding {coding.id} is {coding.coder}'s own",
            hint="`qualcode adjudicate` settles what several persons have coded",
        )
    if coding.source is not Source.PERSON and coding.decided_by not in {"", by}:
        _second_opinion(project, coding, decision, by, at)
    elif decision.code is not None and decision.code != coding.code:
        _recode(project, coding, decision, by, at)
    else:
        project.store.codings.put(_edited(project, coding, decision, by, at))


def _edited(project: Project, coding: Coding, decision: Decision, by: str, at: str) -> Coding:
    """Return a coding as the decision leaves it."""
    changed = coding
    if decision.status is not None:
        changed = replace(changed, status=decision.status)
    if decision.about is not None:
        about_by = AboutBy.NAMED if decision.about else AboutBy.UNCLEAR
        changed = replace(changed, about=decision.about, about_by=about_by)
    if decision.span is not None:
        changed = placed(project, changed, decision.span)
        refuse_uncodable(project, changed.document, changed.span)
    changed = _with_corrections(coding, changed)
    if decision.review is Review.PROPOSED:
        return changed.decided(Review.PROPOSED, by="", at="")
    return changed.decided(decision.review, by=by, at=at)


def _with_corrections(before: Coding, after: Coding) -> Coding:
    """Return a machine's corrected coding with what the machine had said."""
    if before.source is Source.PERSON:
        return after
    known = {each.cue for each in before.evidence.reasons if each.step == CORRECTED}
    sides = {
        "status": (before.status.value, before.status != after.status),
        "about": (" ".join((before.about_by, *before.about)), before.about != after.about),
        "edges": (f"{before.span.start}-{before.span.end}", before.span != after.span),
    }
    reasons = [
        Reason(CORRECTED, side, former)
        for side, (former, is_other) in sides.items()
        if is_other and side not in known
    ]
    evidence = replace(after.evidence, reasons=(*after.evidence.reasons, *reasons))
    return replace(after, evidence=evidence)


def placed(project: Project, coding: Coding, span: Span) -> Coding:
    """Return a coding at another span of its document; whose words these are is not asked.

    Raises:
        UsageError: When the span is empty or runs beyond the text.
    """
    text = project.store.documents.text(coding.document)
    if not span.start < span.end <= len(text):
        raise UsageError(
            f"[{span.start}, {span.end}) is no stretch of {coding.document!r}",
            hint=f"the text has {len(text)} characters",
        )
    turn = project.store.turns.at(coding.document, span.start)
    return replace(coding, span=span, quote=span.of(text), turn=turn)


def _recode(project: Project, coding: Coding, decision: Decision, by: str, at: str) -> None:
    """Reject a coding, or take one's own away, and put the person's own code beside it."""
    if coding.source is Source.PERSON:
        project.store.codings.remove(coding.id)
    else:
        project.store.codings.put(coding.decided(Review.REJECTED, by=by, at=at))
    _put_own(project, coding, decision, by, at)


def _put_own(project: Project, coding: Coding, decision: Decision, by: str, at: str) -> None:
    """Put the decision's code where a coding is, as a coding of the person's own."""
    code = decision.code or coding.code
    kept = [each for each in coding.evidence.reasons if each.step in {SECOND, RECODED}]
    place = replace(coding, source=Source.PERSON)
    own = replace(
        _edited(project, place, decision, by, at).decided(Review.ACCEPTED, by=by, at=at),
        code=code,
        coder=by,
        score=None,
        evidence=Evidence(reasons=(*kept, Reason(RECODED, coding.code, coding.id))),
        codebook=project.digest,
    )
    first = project.store.first_names.of(own.document)
    keep(project, replace(own, id=coding_id(first, own.span, own.code, by)))


def _second_opinion(project: Project, coding: Coding, decision: Decision, by: str, at: str) -> None:
    """Keep a decision beside that of somebody else."""
    own = project.store.codings.get(opinion_id(coding.id, by)) or opinion_of(coding, by)
    if decision.review is Review.PROPOSED:
        project.store.codings.remove(own.id)
    elif decision.code is not None and decision.code != coding.code:
        keep(project, own.decided(Review.REJECTED, by=by, at=at))
        _put_own(project, coding, decision, by, at)
    else:
        keep(project, _edited(project, own, decision, by, at))


def flag(project: Project, coding: str, *, by: str) -> bool:
    """Flag a coding to come back to, or take the flag off; return whether it is on now."""
    store = project.store
    on = not store.flags.has(coding, by)
    with store.recorded(Event(now(), by, "flag" if on else "unflag", Target.CODING, coding)):
        return store.flags.toggle(coding, by)


def keep(project: Project, coding: Coding) -> None:
    """Write a coding, whether it is there already or not."""
    kept = project.store.codings
    if not project.store.documents.text(coding.document):
        raise DataError(f"there is no document {coding.document!r}")
    (kept.put if kept.get(coding.id) else kept.add)(coding)
