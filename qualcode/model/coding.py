"""A coding: one code on one span of one document, by one coder.

Rules, models and persons all write this one shape, so that review, agreement
and tables treat them alike. A machine's coding is a proposal until a person
has decided on it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qualcode.model.span import Span

SECOND = "second-opinion"
"""The step, in a coding's reasons, that says whose coding it is an opinion on."""
CORRECTED = "corrected"
"""The step that keeps what a machine had said before a person corrected it: side, former value."""
RECODED = "recoded"
"""The step that says which coding a person replaced by this one: its code, its id."""
ADJUDICATED = "adjudicated"
"""The step, in a consensus coding's reasons, that names the case, and whose side was taken."""

LEARNED = "(learned)"
"""What stands as the pattern of a coding that no pattern of the codebook found."""


class Status(StrEnum):
    """Assertion status: does the speaker claim that it holds?"""

    ASSERTED = "asserted"
    PARTIAL = "partial"
    """Holds for some."""
    DENIED = "denied"
    HISTORICAL = "historical"
    """Held before and has ended."""
    HYPOTHETICAL = "hypothetical"
    """A condition, wish or fear."""
    NORMATIVE = "normative"
    """A rule, plan or slogan."""
    ATTRIBUTED = "attributed"
    """Somebody else's view, reported."""
    IRONIC = "ironic"
    """The surface turned over; for a person to decide."""
    QUESTION = "question"
    """Asked, not claimed."""


class Review(StrEnum):
    """What a person has made of a coding."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class Source(StrEnum):
    """What kind of coder put the code there."""

    RULE = "rule"
    PERSON = "person"
    MODEL = "model"


class AboutBy(StrEnum):
    """How it was found whom a coding is about."""

    NAMED = "named"
    """The clause names them."""
    INFERRED = "inferred"
    """A pronoun, the clause before or the question names them."""
    DEFAULT = "default"
    """The code is usually about them."""
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of the machine that left its mark on a coding."""

    step: str
    """Name of the step, such as ``pattern``, ``negation`` or ``about``."""
    cue: str
    """The words that made it fire, as they stand in the text."""
    outcome: str = ""
    """What it concluded."""

    def __str__(self) -> str:
        text = f"{self.step} “{self.cue}”" if self.cue else self.step
        return f"{text} → {self.outcome}" if self.outcome else text


def in_words(reasons: Iterable[Reason]) -> str:
    """Return reasons as one text, as tables print them."""
    return "; ".join(map(str, reasons))


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a coding is there: the words that matched and each step that judged them."""

    pattern: str = ""
    """The pattern that fired, as the codebook writes it."""
    matched: tuple[Span, ...] = ()
    """The words that matched, as spans into the document."""
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Coding:
    """One code put on one span of one document by one coder."""

    id: str
    """Stable: made of document, code, span and coder, so that a re-run yields it again."""
    document: str
    span: Span
    code: str
    coder: str
    source: Source
    quote: str
    """The words at the span; `verify` proves that they still are."""
    turn: int = 0
    """Index of the turn in the document."""
    status: Status = Status.ASSERTED
    review: Review = Review.PROPOSED
    about: tuple[str, ...] = ()
    about_by: AboutBy = AboutBy.UNCLEAR
    view_of: str = ""
    """For attributed codings: the subject whose view is reported."""
    score: float | None = None
    evidence: Evidence = field(default_factory=Evidence)
    codebook: str = ""
    """Digest of the codebook the coding was made under."""
    decided_by: str = ""
    decided_at: str = ""

    def decided(self, review: Review, *, by: str, at: str) -> Coding:
        """Return the coding with a person's decision on it."""
        return replace(self, review=review, decided_by=by, decided_at=at)


def coding_id(document: str, span: Span, code: str, coder: str) -> str:
    """Return the stable id of a coding: the same place, code and coder give the same id."""
    return stable_id(document, str(span.start), str(span.end), code, coder)


def stable_id(*parts: str) -> str:
    """Return a short name for something that is told by its parts."""
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=8).hexdigest()
