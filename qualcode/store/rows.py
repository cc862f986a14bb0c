"""Codings as rows of the table and back."""

from __future__ import annotations

import json
from json.encoder import encode_basestring as _text
from typing import TYPE_CHECKING, Any

from qualcode.model.coding import (
    AboutBy,
    Coding,
    Evidence,
    Reason,
    Review,
    Source,
    Status,
    in_words,
)
from qualcode.model.known import Known
from qualcode.model.span import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

CONTEXT = 20
"""Characters kept on either side of a quote, so that it can be found again in a corrected text."""

COLUMNS = (
    "c.id, d.name, c.turn, c.start, c.stop, c.code, c.coder, c.source, c.quote, c.status, c.review,"
    " c.about, c.about_by, c.view_of, c.score, c.evidence, c.codebook, c.decided_by, c.decided_at"
)
"""What `coding_of` reads, for a query over ``coding c JOIN document d``."""
SELECTED = f"SELECT {COLUMNS} FROM coding c JOIN document d ON d.id = c.document"
"""The query for what `coding_of` reads; conditions follow."""
IS_PROPOSAL = "review = 'proposed' AND source <> 'person'"
"""What a machine may exchange: nobody has decided on it."""

INSERTED = (
    "id, document, turn, unit, unit_last, start, stop, code, coder, source, quote, before, after,"
    " status, review, about, about_by, view_of, score, evidence, codebook, decided_by, decided_at"
)
"""The columns of the values that `row_of` returns."""


# Looked up, not called: codings are read by the million.
_SOURCES = {each.value: each for each in Source}
_STATUSES = {each.value: each for each in Status}
_REVIEWS = {each.value: each for each in Review}
_ABOUT_BY = {each.value: each for each in AboutBy}
_NO_EVIDENCE = Evidence()


def coding_of(row: tuple[Any, ...]) -> Coding:
    """Return the coding of a row of `COLUMNS`."""
    name, document, turn, start, stop, code, coder, source, quote, status, review = row[:11]
    about, about_by, view_of, score, evidence, codebook, decided_by, decided_at = row[11:]
    return Coding(
        id=name,
        document=document,
        span=Span(start, stop),
        code=code,
        coder=coder,
        source=_SOURCES[source],
        quote=quote,
        turn=turn,
        status=_STATUSES[status],
        review=_REVIEWS[review],
        about=tuple(about.split()),
        about_by=_ABOUT_BY[about_by],
        view_of=view_of,
        score=score,
        evidence=evidence_of(evidence),
        codebook=codebook,
        decided_by=decided_by,
        decided_at=decided_at,
    )


def row_of(coding: Coding, document: int, units: tuple[int, int], text: str) -> tuple[Any, ...]:
    """Return the row of a coding.

    Args:
        coding: The coding.
        document: Number of its document in this file.
        units: First and last unit that it touches.
        text: The document's text, for the context that is kept with the quote.
    """
    start, end = coding.span.start, coding.span.end
    return (
        coding.id,
        document,
        coding.turn,
        *units,
        start,
        end,
        coding.code,
        coding.coder,
        coding.source._value_,  # as `value`, without a call: rows are written by the million
        coding.quote,
        text[max(0, start - CONTEXT) : start],
        text[end : end + CONTEXT],
        coding.status._value_,
        coding.review._value_,
        " ".join(coding.about),
        coding.about_by._value_,
        coding.view_of,
        coding.score,
        _evidence_json(coding.evidence),
        coding.codebook,
        coding.decided_by,
        coding.decided_at,
    )


def _evidence_json(evidence: Evidence) -> str:
    """Return evidence as JSON, put together by hand in a third of the time."""
    matched = ", ".join([f"[{span.start}, {span.end}]" for span in evidence.matched])
    reasons = ", ".join(
        [
            f"[{_text(each.step)}, {_text(each.cue)}, {_text(each.outcome)}]"
            for each in evidence.reasons
        ]
    )
    pattern = _text(evidence.pattern)
    return f'{{"pattern": {pattern}, "matched": [{matched}], "reasons": [{reasons}]}}'


def evidence_of(content: str) -> Evidence:
    """Return the evidence that a row holds as JSON; none where it was not read."""
    if not content:
        return _NO_EVIDENCE
    parts = json.loads(content)
    return Evidence(
        pattern=parts["pattern"],
        matched=tuple(Span(start, end) for start, end in parts["matched"]),
        reasons=tuple(Reason(*each) for each in parts["reasons"]),
    )


def told_of(column: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the patterns of a column of evidence, and its reasons in words.

    Of a thousand codings only some dozens differ in either, while the places that matched stand
    between them and differ in all: what is alike is read once. Evidence is written by this room
    alone, its keys in this order; a quotation mark inside of a text has a backslash before it.
    """
    cut = [each.partition(', "matched": ') for each in column]
    tails = [tail.rpartition('"reasons": ')[2] for _, _, tail in cut]
    return [_PATTERNS[head] for head, *_ in cut], [_REASONS[tail] for tail in tails]


def _pattern(head: str) -> str:
    return str(json.loads(head + "}")["pattern"]) if head else ""


def _reasons(tail: str) -> str:
    return in_words(Reason(*each) for each in json.loads(tail[:-1])) if tail else ""


_PATTERNS, _REASONS = Known(_pattern), Known(_reasons)
