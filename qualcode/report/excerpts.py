"""Excerpts as a person reads them: who, what, the words with the evidence marked, and why.

The evidence is marked with brackets as well as colour, so that it can be seen
on paper, by screen readers and with NO_COLOR.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from qualcode.report.plain import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import RenderableType

    from qualcode.model.codebook import Codebook
    from qualcode.model.excerpt import ContextTurn, Excerpt
    from qualcode.model.label import Language
    from qualcode.model.span import Span

_OPEN, _CLOSE = "【", "】"


def render_excerpts(
    excerpts: Iterable[Excerpt], codebook: Codebook, *, language: Language
) -> Iterator[RenderableType]:
    """Yield each excerpt for a terminal."""
    for excerpt in excerpts:
        yield Group(
            _head(excerpt, codebook, language),
            *_turns(excerpt.turns_before),
            _words(excerpt),
            *_turns(excerpt.turns_after),
            _why(excerpt, language),
            Text(),
        )


def _head(excerpt: Excerpt, codebook: Codebook, language: Language) -> Text:
    coding = excerpt.coding
    code = codebook.by_id.get(coding.code)
    name = code.name.say(language) if code else ""
    subject = codebook.subjects.name_of(excerpt.participant.subject).say(language)
    who = " ".join(filter(None, (excerpt.participant.id, subject)))
    about = " ".join(coding.about) or "?"
    head = Text()
    head.append(f"{visible(coding.document)} #{coding.turn + 1}", style="bold")
    head.append(f" · {visible(who)} · ")
    head.append(f"{coding.code} {name}", style="bold cyan")
    head.append(f" · {coding.status} · → {about} ({coding.about_by}) · {coding.review}")
    head.append(f" · {coding.id}", style="dim")
    return head


def _turns(turns: Sequence[ContextTurn]) -> list[Padding]:
    return [
        Padding(
            Text(visible(f"{turn.speaker}: {turn.text}".strip(": ")), style="dim"), (0, 0, 0, 4)
        )
        for turn in turns
    ]


def _words(excerpt: Excerpt) -> Padding:
    coding = excerpt.coding
    words = Text("▸ ")
    words.append(visible(excerpt.before), style="dim")
    for piece, is_evidence in _pieces(coding.quote, coding.span, coding.evidence.matched):
        if is_evidence:
            words.append(f"{_OPEN}{visible(piece)}{_CLOSE}", style="bold yellow")
        else:
            words.append(visible(piece))
    words.append(visible(excerpt.after), style="dim")
    return Padding(words, (0, 0, 0, 2))


def _pieces(quote: str, span: Span, matched: Sequence[Span]) -> Iterator[tuple[str, bool]]:
    """Cut a quote into stretches, each with whether it is evidence."""
    here = 0
    for each in sorted(matched):
        start, end = max(each.start - span.start, here), each.end - span.start
        if here <= start < end <= len(quote):
            yield quote[here:start], False
            yield quote[start:end], True
            here = end
    yield quote[here:], False


def _why(excerpt: Excerpt, language: Language) -> Padding:
    reasons = "; ".join(map(str, excerpt.coding.evidence.reasons))
    word = "理由" if language == "zh" else "why"
    return Padding(Text(visible(f"{word}: {reasons}"), style="dim"), (0, 0, 0, 4))
