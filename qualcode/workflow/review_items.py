"""What a person sees of one proposal: its words, why it is there, what the code means."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from qualcode.errors import UsageError
from qualcode.model.coding import CORRECTED, AboutBy, Review, Status
from qualcode.model.label import Label
from qualcode.model.memo import Target
from qualcode.model.span import Span
from qualcode.workflow.opinions import as_decided_by

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.model.codebook import Codebook
    from qualcode.model.coding import Coding, Reason
    from qualcode.model.excerpt import Excerpt
    from qualcode.model.memo import Memo
    from qualcode.workflow.project import Project

CANDIDATES = 9
"""As many other codes as there are digits to choose them with."""


@dataclass(frozen=True, slots=True)
class Card:
    """What the codebook says of a code."""

    code: str
    name: Label
    family: str = ""
    definition: Label = field(default_factory=Label)
    include: Label = field(default_factory=Label)
    exclude: Label = field(default_factory=Label)


@dataclass(frozen=True, slots=True)
class Item:
    """One proposal, ready to be decided on."""

    excerpt: Excerpt
    """The coding with its words, its turns around it, and the person who spoke."""
    question: str
    """The interviewer's last words before it; empty where there are none."""
    card: Card
    candidates: tuple[Card, ...]
    """Other codes that may be meant, the likeliest first."""
    memos: tuple[Memo, ...] = ()
    flagged: bool = False
    decision: Coding | None = None
    """What this person has made of it already; None while they have not decided."""

    @property
    def coding(self) -> Coding:
        """Return the coding itself."""
        return self.excerpt.coding

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Return the steps that led to the coding."""
        return self.coding.evidence.reasons


def item_of(
    project: Project,
    codebook: Codebook,
    coding: str,
    *,
    by: str,
    blind: bool = False,
    context: int = 2,
) -> Item:
    """Return a proposal as a person sees it.

    Args:
        project: The project.
        codebook: For what the code means.
        coding: Its id.
        by: Who looks.
        blind: Hide what others have made of it.
        context: Turns before and after.

    Raises:
        UsageError: When it is not there any more.
    """
    store = project.store
    excerpt = store.excerpts.of(coding, context=context)
    if excerpt is None:
        raise UsageError(f"there is no coding {coding!r}", hint="open the queue anew")
    seen = excerpt.coding
    others = seen.decided_by not in {"", by}
    if blind and others:
        excerpt = replace(excerpt, coding=as_proposed(seen, store.documents.text(seen.document)))
    memos = store.memos.of(Target.CODING, coding)
    return Item(
        excerpt=excerpt,
        question=store.turns.question_before(seen.document, seen.turn),
        card=card_of(codebook, seen.code),
        candidates=_candidates(codebook, seen, store.waiting.neighbours(seen)),
        memos=tuple(each for each in memos if not blind or each.author == by),
        flagged=store.flags.has(coding, by),
        decision=as_decided_by(project, coding, by),
    )


def card_of(codebook: Codebook, code: str) -> Card:
    """Return what the codebook says of a code; of a code it no longer has, only its id."""
    known = codebook.by_id.get(code)
    if known is None:
        return Card(code, Label(code, code))
    return Card(
        known.id,
        known.name,
        codebook.family_of(code),
        known.definition,
        known.include,
        known.exclude,
    )


def as_proposed(coding: Coding, text: str) -> Coding:
    """Return a machine's coding as the machine made it, whatever a person made of it."""
    former: dict[str, str] = {}
    kept: list[Reason] = []
    for reason in coding.evidence.reasons:
        if reason.step == CORRECTED:
            former.setdefault(reason.cue, reason.outcome)
        else:
            kept.append(reason)
    evidence = replace(coding.evidence, reasons=tuple(kept))
    made = replace(coding, evidence=evidence, review=Review.PROPOSED, decided_by="", decided_at="")
    if "status" in former:
        made = replace(made, status=Status(former["status"]))
    if "about" in former:
        how, *about = former["about"].split()
        made = replace(made, about=tuple(about), about_by=AboutBy(how))
    if "edges" in former:
        span = Span(*map(int, former["edges"].split("-")))
        made = replace(made, span=span, quote=span.of(text))
    return made


def _candidates(codebook: Codebook, coding: Coding, neighbours: Sequence[str]) -> tuple[Card, ...]:
    """Return other codes for a place: what machines see there, the contrary, the family."""
    code = codebook.by_id.get(coding.code)
    family = codebook.family_of(coding.code)
    siblings = codebook.under(family) if code else ()
    opposite = code.opposite if code else ()
    ids = dict.fromkeys((*neighbours, *opposite, *siblings))
    known = {leaf.id for leaf in codebook.leaves} - {coding.code}
    return tuple(card_of(codebook, each) for each in ids if each in known)[:CANDIDATES]
