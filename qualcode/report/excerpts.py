"""Excerpts as a person reads them: who, what, the words with the evidence marked, and why.

The evidence is marked with brackets as well as colour, so that it can be seen
on paper, by screen readers and with NO_COLOR.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from qualcode.model.excerpt import NEAR
from qualcode.model.naming import about_name, review_name, status_name
from qualcode.model.reasoning import why_said
from qualcode.report.folding import Folded
from qualcode.report.plain import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import RenderableType

    from qualcode.model.codebook import Codebook
    from qualcode.model.excerpt import ContextTurn, Excerpt
    from qualcode.model.label import Language
    from qualcode.model.span import Span

_OPEN, _CLOSE = "【", "】"
_MARGIN = "    "


def render_excerpts(
    excerpts: Iterable[Excerpt], codebook: Codebook, *, language: Language
) -> Iterator[RenderableType]:
    """Yield each excerpt for a terminal."""
    for excerpt in excerpts:
        yield Group(
            Folded(_head(excerpt, codebook, language)),
            *map(_turn, excerpt.turns_before),
            Folded(_words(excerpt), "  ▸ "),
            *map(_turn, excerpt.turns_after),
            *_why(excerpt, language),
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
    head.append(visible(f"{coding.document} #{coding.turn + 1}"), style="bold")
    head.append(visible(f" · {excerpt.time}" if excerpt.time else ""))
    head.append(visible(f" · {who} · "))
    head.append(visible(f"{coding.code} {name}".strip()), style="bold cyan")
    found, status = about_name(coding.about_by), status_name(coding.status)
    head.append(visible(f" · {status.say(language)} · → {about} ({found.say(language)})"))
    head.append(visible(f" · {review_name(coding.review).say(language)}"))
    head.append(visible(f" · {coding.id}"), style="dim")
    return head


def _turn(turn: ContextTurn) -> Folded:
    label = f"{turn.speaker}: " if turn.speaker else ""
    return Folded(Text(visible(f"{label}{turn.text}"), style="dim"), _MARGIN)


def _words(excerpt: Excerpt) -> Text:
    coding = excerpt.coding
    words = Text()
    words.append(visible(_ellipsis(excerpt.before) + excerpt.before), style="dim")
    for piece, is_evidence in _pieces(coding.quote, coding.span, coding.evidence.matched):
        if is_evidence:
            words.append(f"{_OPEN}{visible(piece)}{_CLOSE}", style="bold yellow")
        else:
            words.append(visible(piece))
    words.append(visible(excerpt.after + _ellipsis(excerpt.after)), style="dim")
    return words


def _ellipsis(context: str) -> str:
    """Return dots for context that was cut because the turn goes on."""
    return "…" if len(context) >= NEAR else ""


def _pieces(quote: str, span: Span, matched: Sequence[Span]) -> Iterator[tuple[str, bool]]:
    """Cut a quote into stretches, each with whether it is evidence.

    Evidence that touches is one stretch; without any, as where a person coded, all of it is.
    """
    inside = {
        index
        for each in matched or (span,)
        for index in range(each.start - span.start, each.end - span.start)
    }
    for is_evidence, places in groupby(range(len(quote)), inside.__contains__):
        yield "".join(quote[place] for place in places), is_evidence


def _why(excerpt: Excerpt, language: Language) -> list[Folded]:
    """Return the machine's reasons; a person gives none, and then there is no line."""
    reasons = why_said(excerpt.coding, language)
    word = "理由：" if language == "zh" else "why: "
    return [Folded(Text(visible(f"{word}{reasons}"), style="dim"), _MARGIN)] if reasons else []
