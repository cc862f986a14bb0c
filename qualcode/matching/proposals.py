"""A proposal: what the hits of one code in one sentence come to, with the reasons for it.

The strongest claim among the hits gives the status; who is meant is told by all hits
that claim as much, and the evidence shows every word that matched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

from qualcode.model.coding import (
    LEARNED,
    AboutBy,
    Coding,
    Evidence,
    Reason,
    Review,
    Source,
    Status,
    coding_id,
)
from qualcode.model.span import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.matching.about import Aboutness
    from qualcode.matching.assertion import Judgement
    from qualcode.matching.overlap import Hit
    from qualcode.model.document import Document

CODER = "rules"
"""The name under which the codebook's patterns code."""

PRECEDENCE = (
    Status.ASSERTED,
    Status.PARTIAL,
    Status.IRONIC,
    Status.HISTORICAL,
    Status.DENIED,
    Status.ATTRIBUTED,
    Status.HYPOTHETICAL,
    Status.NORMATIVE,
    Status.QUESTION,
)
"""Which status a sentence has when it names a code twice: the strongest claim of the two.

What the speaker denies goes before what others are reported to say: 别人说我懒，我可不懒."""


_RANKS = {status: rank for rank, status in enumerate(PRECEDENCE)}
_SURENESS = {by: rank for rank, by in enumerate(AboutBy)}
_Judged = TypeVar("_Judged", bound="Judged")


class Finding(NamedTuple):
    """A hit with what the steps made of it."""

    hit: Hit
    words: tuple[Span, ...]
    """The words that matched."""
    judgement: Judgement
    aboutness: Aboutness
    view_of: str
    """Subject whose view is reported; empty = the speaker's own, or not known whose."""


class Judged(Protocol):
    """What was judged: a hit, or a trial of one."""

    @property
    def judgement(self) -> Judgement:
        """Return what the steps say of it."""
        ...

    @property
    def aboutness(self) -> Aboutness:
        """Return whom it is about."""
        ...


def best_of(findings: Sequence[_Judged]) -> _Judged:
    """Return the hit with the strongest claim: what a coding says is what it says."""
    return findings[0] if len(findings) == 1 else min(findings, key=_strength)


def _strength(finding: Judged) -> tuple[int, int]:
    """Tell how strong a claim is, then how sure it is whom it is about; lowest first."""
    return _RANKS[finding.judgement.status], _SURENESS[finding.aboutness.by]


class Proposals:
    """Makes the codings of a document, sentence by sentence.

    Args:
        document: Where they stand.
        codebook: Digest of the codebook.
    """

    def __init__(self, document: Document, codebook: str) -> None:
        self._document = document
        self._codebook = codebook
        self._unit = -1
        self._turn, self._span, self._quote = 0, Span(0, 0), ""

    def coding(
        self,
        unit: int,
        findings: Sequence[Finding],
        remarks: Sequence[Reason],
        score: float | None = None,
    ) -> Coding:
        """Return the coding of a sentence.

        Args:
            unit: Number of the sentence.
            findings: The hits of one code in it, at least one.
            remarks: Reasons to add for a person to see.
            score: The probability that it is right, where it is known.
        """
        if unit != self._unit:
            self._go_to(unit)
        best = best_of(findings)
        about = best.aboutness.about
        if len(findings) > 1:
            agreeing = [each for each in findings if _strength(each) == _strength(best)]
            about = tuple(dict.fromkeys(who for each in agreeing for who in each.aboutness.about))
        name, code = self._document.name, best.hit.code
        first = self._document.first_name or name
        return Coding(
            coding_id(first, self._span, code, CODER),
            name,
            self._span,
            code,
            CODER,
            Source.RULE,
            self._quote,
            self._turn,
            best.judgement.status,
            Review.PROPOSED,
            about,
            best.aboutness.by,
            best.view_of,
            score,
            _evidence(self._document.text, best, findings, remarks),
            self._codebook,
        )

    def _go_to(self, unit: int) -> None:
        """Cut a sentence out once for all its codings."""
        self._unit = unit
        self._turn, start, end = self._document.units[unit]
        self._span, self._quote = Span(start, end), self._document.text[start:end]


def _evidence(
    text: str, best: Finding, findings: Sequence[Finding], remarks: Sequence[Reason]
) -> Evidence:
    """Return the evidence of a coding; the pattern and reasons are those of the best hit."""
    hit = best.hit
    words = _found(text, hit)
    matched = best.words
    if len(findings) > 1 or len(matched) > 1:
        matched = tuple(sorted({span for each in findings for span in each.words}))
    reasons = (words, *best.judgement.reasons, *best.aboutness.reasons, *remarks)
    return Evidence(hit.pattern, matched, reasons)


def _found(text: str, hit: Hit) -> Reason:
    """Return the reason that a hit is: a pattern with its words, or words that were learned."""
    if hit.pattern != LEARNED:
        return Reason("pattern", text[hit.start : hit.end], hit.pattern)
    words = " … ".join(text[start:end] for start, end in hit.words)
    return Reason("learned", words, "likely, as coded interviews have it")
