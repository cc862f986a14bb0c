"""One proposal in lines: its words among the turns around it, why it is there, what it means."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from rich.text import Text

from qualcode.model.coding import LEARNED, AboutBy, Review, Source
from qualcode.model.label import Label
from qualcode.model.reasoning import why_said
from qualcode.review_app.cards import definition_lines
from qualcode.review_app.panels import line, wrapped
from qualcode.review_app.rows import MEASURE, shown
from qualcode.review_app.words import about_name, source_name, status_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.model.codebook import Codebook
    from qualcode.model.coding import Coding
    from qualcode.model.excerpt import ContextTurn, Excerpt
    from qualcode.model.label import Language
    from qualcode.workflow.review_items import Card, Item
    from qualcode.workflow.review_pace import Progress

_BAR = 10
"""Cells of the bar that shows a score."""
_INDENT = 6
_LEAST_CONTEXT = 5
"""Lines of transcript that no explanation takes away."""
_SIDE_BY_SIDE = 140
"""From this many columns on what explains a proposal stands beside its words."""
_CANDIDATES = Label("其他 ", "other: ")
_WHY = Label("理由 ", "why  ")
_MEMO = Label("备忘 ", "memo ")
_LEARNED = Label("（学得）", "(learned)")
_DECIDED = {
    Review.ACCEPTED: Label("✓ 已接受", "✓ accepted"),
    Review.REJECTED: Label("✗ 已拒绝", "✗ rejected"),
    Review.PROPOSED: Label(),
}


def person_line(item: Item, subject: str, language: Language, width: int) -> Text:
    """Return who speaks, and where in which document."""
    excerpt, coding = item.excerpt, item.coding
    person = excerpt.participant
    facts = (person.id, subject, *person.attributes.values())
    turn = f"{Label('话轮', 'turn').say(language)} {coding.turn + 1:03d}"
    time = f" · {excerpt.time}" if excerpt.time else ""
    right = f"{coding.document} · {turn}{time} · {coding.span.start}–{coding.span.end} "
    left = line(" " + " · ".join(fact for fact in facts if fact))
    room = width - line(right).cell_len - 1
    if room < 8:
        return line(" " + right)
    left.truncate(room, overflow="ellipsis", pad=True)
    return Text.assemble(left, " ", line(right), no_wrap=True, end="")


def context_lines(item: Item, width: int, height: int) -> list[Text]:
    """Return the coded turn among its neighbours, the coded words in 【】, as far as they fit.

    The coded words come first, then the turns before (the question), then those after.
    """
    excerpt = item.excerpt
    own = _turn(excerpt.coding.turn, _own_words(excerpt), width, pointer="▸")
    first = _row_of_quote(own)
    own = own[max(0, min(first, len(own) - height)) :][:height]
    before = [row for turn in excerpt.turns_before for row in _turn(turn.index, _said(turn), width)]
    after = [row for turn in excerpt.turns_after for row in _turn(turn.index, _said(turn), width)]
    room = height - len(own)
    head = before[-room + min(len(after), room // 3) :] if room > 0 and before else []
    head = head[-room:] if room > 0 else []
    return [*head, *own, *after[: max(room - len(head), 0)]]


def reason_lines(item: Item, language: Language, width: int, *, most: int) -> list[Text]:
    """Return the code with its score, what the machine concluded, and why."""
    coding = item.coding
    about = ["→", *coding.about] if coding.about else []
    states = [status_name(coding.status).say(language), *about]
    if coding.about and coding.about_by is not AboutBy.NAMED:
        states.append(f"({about_name(coding.about_by).say(language)})")
    title = line(
        "  ", (_names(item.card, language), "bold"), f"  {' '.join(states)}", f"  {_score(item)}"
    )
    decided = _DECIDED[item.decision.review].say(language) if item.decision else ""
    title.append(f" {decided}", "bold").append(" ⚑" if item.flagged else "")
    why = why_said(coding, language)
    source = _maker(coding, language, why)
    words = line((_WHY.say(language), "dim"), f"{source} · {why}" if why else source)
    return [*wrapped(title, width, most=2), *wrapped(words, width, most=most)]


def _maker(coding: Coding, language: Language, why: str) -> str:
    """Return who made a proposal: a person, a model, or a rule with a pattern told nowhere else."""
    source, pattern = source_name(coding.source).say(language), coding.evidence.pattern
    who = source if coding.source is Source.RULE else f"{source} {coding.coder}"
    if pattern in why or any(each.step == "learned" for each in coding.evidence.reasons):
        return who
    if pattern == LEARNED:
        return f"{who} {_LEARNED.say(language)}"
    return f"{who} “{pattern}”"


def candidate_lines(candidates: Sequence[Card], language: Language, width: int) -> list[Text]:
    """Return the codes on the digits."""
    words = line((_CANDIDATES.say(language), "dim"))
    for digit, card in enumerate(candidates, start=1):
        words.append(f"{digit}", "bold").append(f" {shown(card.name.say(language) or card.code)}  ")
    return wrapped(words, width, most=2) if candidates else []


def meaning_lines(item: Item, language: Language, width: int, *, whole: bool) -> list[Text]:
    """Return definition, and with `whole` include and exclude; then the memos."""
    card = item.card
    texts = (card.definition, card.include, card.exclude) if whole else (card.definition,)
    found = definition_lines(texts, language, width, most=0 if whole else 2)
    for memo in item.memos:
        found += wrapped(
            line((_MEMO.say(language), "dim"), f"{memo.author}: {memo.text}"), width, most=3
        )
    return found


def _names(card: Card, language: Language) -> str:
    return (
        f"{card.code} {card.name.say(language)}"
        if card.name.say(language) != card.code
        else card.code
    )


def _score(item: Item) -> str:
    score = item.coding.score
    if score is None:
        return ""
    full = round(min(max(score, 0.0), 1.0) * _BAR)
    return f"{score:.2f} ▕{'█' * full}{'░' * (_BAR - full)}▏"


def _own_words(excerpt: Excerpt) -> Text:
    """Return the coded turn: what is coded between brackets, what matched underlined."""
    coding = excerpt.coding
    quote = line((coding.quote, "bold"))
    for span in coding.evidence.matched:
        start, end = span.start - coding.span.start, span.end - coding.span.start
        quote.stylize("underline", max(start, 0), max(end, 0))
    before = ("…" if len(excerpt.before) >= _CUT else "") + excerpt.before
    after = excerpt.after + ("…" if len(excerpt.after) >= _CUT else "")
    speaker = f"{excerpt.speaker}：" if excerpt.speaker else ""
    return Text.assemble(
        (shown(speaker), "bold"), shown(before), ("【", "bold"), quote, ("】", "bold"), shown(after)
    )


def _said(turn: ContextTurn) -> Text:
    return line(f"{turn.speaker}：" if turn.speaker else "", turn.text, style="dim")


def _turn(index: int, words: Text, width: int, *, pointer: str = " ") -> list[Text]:
    """Return a turn in lines behind its number."""
    rows = wrapped(words, width - _INDENT - 1)
    number = f" {pointer}{index + 1:>3} "
    heads = [number, *[" " * _INDENT] * (len(rows) - 1)]
    return [
        Text.assemble(head, row, no_wrap=True, end="")
        for head, row in zip(heads, rows, strict=True)
    ]


def _row_of_quote(rows: Sequence[Text]) -> int:
    return next((place for place, row in enumerate(rows) if "【" in row.plain), 0)


_CUT = 80
"""Characters at which an excerpt's surroundings are cut; see `qualcode.model.excerpt.NEAR`."""


def body_lines(
    item: Item,
    codebook: Codebook,
    language: Language,
    size: tuple[int, int],
    *,
    whole: bool,
) -> list[Text]:
    """Return all of a proposal for a width and height; the turns around it give way first."""
    width, height = size
    subject = codebook.subjects.name_of(item.excerpt.participant.subject).say(language)
    head = person_line(item, subject, language, width)
    if width >= _SIDE_BY_SIDE:
        return [head, *_side_by_side(item, language, (width, height - 1))]
    card = _card_lines(item, language, width, most=1 if height < 18 else 3, whole=whole)
    least = min(_LEAST_CONTEXT, max(height // 2, 1))
    card = card[: max(height - 2 - least, 0)]
    room = max(height - len(card) - 2, 1)
    around = context_lines(item, width, room)
    around += [line("")] * (room - len(around))
    return [head, *around, line("─" * width, style="dim"), *card]


def _card_lines(
    item: Item, language: Language, width: int, *, most: int, whole: bool
) -> list[Text]:
    return [
        *reason_lines(item, language, width, most=most),
        *candidate_lines(item.candidates, language, width),
        *meaning_lines(item, language, width, whole=whole),
    ]


def _side_by_side(item: Item, language: Language, size: tuple[int, int]) -> list[Text]:
    """Return the words to the left and all that explains them to the right, of a wide screen."""
    width, height = size
    left = min(width * 3 // 5, MEASURE + _INDENT + 1)
    right = min(width - left - 3, MEASURE)
    around = context_lines(item, left, height)
    card = _card_lines(item, language, right, most=height // 2, whole=True)
    rows = list(zip_longest(around, card[:height], fillvalue=line("")))
    rows += [(line(""), line(""))] * (height - len(rows))
    found = []
    for words, facts in rows:
        row = words.copy()
        row.truncate(left, overflow="crop", pad=True)
        found.append(Text.assemble(row, (" │ ", "dim"), facts, no_wrap=True, end=""))
    return found


def ending_lines(progress: Progress, language: Language, width: int) -> list[Text]:
    """Return what is said at the end of a queue."""
    words = (
        Label(
            "队列到此为止：接受 {} 条，拒绝 {} 条。",
            "This is the end of the queue: {} accepted, {} rejected.",
        )
        .say(language)
        .format(progress.accepted, progress.rejected)
    )
    ways = Label(
        "↑ 回看 · Backspace 撤销 · s 换顺序 · q 退出（已全部保存）",
        "↑ looks back · Backspace undoes · s another order · q leaves; everything is saved",
    )
    return [
        line(""),
        *wrapped(line(f"  {words}"), width),
        *wrapped(line("  " + ways.say(language)), width),
    ]
