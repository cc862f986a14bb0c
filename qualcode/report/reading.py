"""A transcript in plain lines, with its codings beneath each turn: for pipes and screen readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.model.coding import Review

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from qualcode.model.coding import Coding
    from qualcode.model.document import Document

_SIGNS = {Review.PROPOSED: "?", Review.ACCEPTED: "+", Review.REJECTED: "-"}


def reading_lines(
    document: Document, codings: Iterable[Coding], names: Mapping[str, str]
) -> Iterator[str]:
    """Yield the turns in order, each with the codings that begin in it.

    Args:
        document: The transcript.
        codings: What stands in it.
        names: What each code is called.
    """
    beneath: dict[int, list[Coding]] = {}
    for coding in codings:
        beneath.setdefault(coding.turn, []).append(coding)
    for turn in document.turns:
        time = f" {turn.time}" if turn.time else ""
        speaker = f"{turn.speaker}: " if turn.speaker else ""
        yield f"#{turn.index + 1}{time} {speaker}{turn.speech.of(document.text).strip()}"
        for coding in beneath.get(turn.index, ()):
            name = names.get(coding.code, coding.code)
            place = f"{coding.span.start}-{coding.span.end}"
            quote = coding.quote.replace("\n", " ")
            yield (
                f"    {_SIGNS[coding.review]} {coding.code} {name} · {coding.status}"
                f" · {coding.coder} · {place} · {quote}"
            )
