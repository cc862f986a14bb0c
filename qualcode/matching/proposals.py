"""A proposal: what the hits of one code in one sentence come to, with the reasons for it.

The strongest claim among the hits gives the status; who is meant is told by all hits
that claim as much, and the evidence shows every word that matched.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.model.coding import AboutBy, Coding, Evidence, Reason, Source, Status, coding_id
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


@dataclass(frozen=True, slots=True)
class Finding:
    """A hit with what the steps made of it."""

    hit: Hit
    words: tuple[Span, ...]
    """The words that matched."""
    judgement: Judgement
    aboutness: Aboutness
    view_of: str
    """Subject whose view is reported; empty = the speaker's own, or not known whose."""

    @property
    def strength(self) -> tuple[int, int]:
        """Tell how strong the claim is, then how sure it is whom it is about; lowest first."""
        return _RANKS[self.judgement.status], _SURENESS[self.aboutness.by]


def proposal(
    document: Document,
    unit: int,
    findings: Sequence[Finding],
    remarks: Sequence[Reason],
    codebook: str,
) -> Coding:
    """Return the coding of a sentence.

    Args:
        document: Where it stands.
        unit: Number of the sentence.
        findings: The hits of one code in it, at least one.
        remarks: Reasons to add for a person to see.
        codebook: Digest of the codebook.
    """
    turn, start, end = document.units[unit]
    best, agreeing = findings[0], findings
    if len(findings) > 1:
        best = min(findings, key=lambda each: each.strength)
        agreeing = [each for each in findings if each.strength == best.strength]
    span, code = Span(start, end), best.hit.code
    return Coding(
        id=coding_id(document.name, span, code, CODER),
        document=document.name,
        span=span,
        code=code,
        coder=CODER,
        source=Source.RULE,
        quote=span.of(document.text),
        turn=turn,
        status=best.judgement.status,
        about=tuple(dict.fromkeys(who for each in agreeing for who in each.aboutness.about)),
        about_by=best.aboutness.by,
        view_of=best.view_of,
        evidence=_evidence(document.text, best, findings, remarks),
        codebook=codebook,
    )


def _evidence(
    text: str, best: Finding, findings: Sequence[Finding], remarks: Sequence[Reason]
) -> Evidence:
    """Return the evidence of a coding; the pattern and reasons are those of the best hit."""
    hit = best.hit
    words = Reason("pattern", text[hit.start : hit.end], hit.pattern)
    matched = best.words
    if len(findings) > 1 or len(matched) > 1:
        matched = tuple(sorted({span for each in findings for span in each.words}))
    reasons = (words, *best.judgement.reasons, *best.aboutness.reasons, *remarks)
    return Evidence(hit.pattern, matched, reasons)
