"""Finding a quote in the sentences that were asked about: exactly, then folded, else it is lost."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from qualcode.model.span import Span
from qualcode.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence


def locate(quote: str, sentences: Sequence[Span], text: str, number: object = None) -> Span | None:
    """Find a quote in the sentences asked about: exactly, then folded; None where it is not.

    Args:
        quote: The words, as the model gives them.
        sentences: Where it may stand.
        text: The document's whole text.
        number: Which sentence (from 1) the model says it is; looked into first.
    """
    wanted = quote.strip()
    if not any(character.isalnum() for character in wanted):
        return None
    order = _first(sentences, number)
    for span in order:
        at = text.find(wanted, span.start, span.end)
        if at >= 0:
            return Span(at, at + len(wanted))
    return _locate_folded(wanted, order, text) or _locate_across(wanted, sentences, text)


def _first(sentences: Sequence[Span], number: object) -> list[Span]:
    """Return the sentences with the one that is named in front."""
    if isinstance(number, bool) or not isinstance(number, int) or not 0 < number <= len(sentences):
        return list(sentences)
    named = sentences[number - 1]
    return [named, *(each for each in sentences if each != named)]


def _locate_folded(quote: str, spans: Sequence[Span], text: str) -> Span | None:
    wanted = "".join(fold(quote).split())
    for span in spans:
        places = [at for at in range(span.start, span.end) if not text[at].isspace()]
        found = "".join(fold(text[at]) for at in places).find(wanted)
        if found >= 0:
            return Span(places[found], places[found + len(wanted) - 1] + 1)
    return None


def _locate_across(quote: str, sentences: Sequence[Span], text: str) -> Span | None:
    """Find a quote that runs over neighbouring sentences with nobody else's words between them."""
    for first, second in pairwise(sentences):
        if not text[first.end : second.start].strip():
            both = Span(first.start, second.end)
            at = text.find(quote, both.start, both.end)
            found = Span(at, at + len(quote)) if at >= 0 else _locate_folded(quote, [both], text)
            if found:
                return found
    return None
