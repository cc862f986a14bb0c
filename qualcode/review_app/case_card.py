"""One disagreement in lines: the words, each coder's codings as bars, what the codes mean."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from rich.text import Text

from qualcode.model.label import Label
from qualcode.review_app.cards import definition_lines
from qualcode.review_app.panels import line, wrapped
from qualcode.review_app.rows import shown
from qualcode.review_app.words import kind_name, status_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qualcode.model.codebook import Codebook
    from qualcode.model.coding import Coding
    from qualcode.model.document import Document
    from qualcode.model.label import Language
    from qualcode.model.span import Span
    from qualcode.workflow.adjudication_cases import Case

_NOTHING = Label("（没有编码）", "(nothing)")
_OVERLAP = Label("重合", "overlap")
_KIND = Label("分歧", "type")
_SETTLED = Label("已定", "settled")
_NEITHER = Label("都不采用", "neither")
_MEMO = Label("备忘", "memo")
_AROUND = 120
"""Characters of the turn that are shown on either side."""


def words_lines(
    case: Case,
    document: Document,
    span: Span | None,
    language: Language,
    size: tuple[int, int],
) -> list[Text]:
    """Return the question and the turn, with what is disputed in 【】.

    Args:
        case: The disagreement.
        document: Its document.
        span: Other edges, where the person has moved them.
        language: To speak.
        size: Cells of a line, and lines there are for everything: the more, the more of the turn.
    """
    width, height = size
    around = min(_AROUND, max(width * (height - 10) // 10, 5))
    turn = document.turns[case.turn]
    start, end = (span.start, span.end) if span else (case.start, case.end)
    first, last = max(turn.speech.start, start - around), end + around
    last = min(last, max(turn.speech.end, end))
    text = document.text
    words = Text.assemble(
        (f"{shown(turn.speaker)}：" if turn.speaker else "", "bold"),
        "…" if first > turn.speech.start else "",
        shown(text[first:start]),
        ("【", "bold"),
        (shown(text[start:end]), "bold"),
        ("】", "bold"),
        shown(text[end:last]),
        "…" if last < turn.speech.end else "",
    )
    title = f" {case.document} · {Label('话轮', 'turn').say(language)} {case.turn + 1:03d}"
    question = wrapped(line(f"   {case.question}", style="dim"), width, most=2)
    return [
        line((title, "bold"), f" · {start}–{end}"),
        *(question if case.question and height > 9 else []),
        *wrapped(words, width - 3),
        line(""),
    ]


def side_lines(
    case: Case, names: Sequence[str], codebook: Codebook, language: Language, width: int
) -> list[Text]:
    """Return each coder's codings, as bars over the disputed words.

    Args:
        case: The disagreement.
        names: What the coders are called, in the order of the sides.
        codebook: For names of codes.
        language: To speak.
        width: Cells of a line.
    """
    room = max(min(width - 14, 40), 8)
    found: list[Text] = []
    for digit, (name, codings) in enumerate(zip(names, case.sides.values(), strict=True), start=1):
        head = line((f" {digit} ", "bold"), name)
        head.truncate(13, overflow="ellipsis", pad=True)
        rows = [_bar(case, coding, room) for coding in codings]
        rows = rows or [line(_NOTHING.say(language))]
        facts = [_facts(coding, codebook, language) for coding in codings] or [line("")]
        for place, (row, fact) in enumerate(zip(rows, facts, strict=True)):
            first = head if place == 0 else line(" " * 13)
            found.append(Text.assemble(first, row, no_wrap=True, end=""))
            found += [
                Text.assemble(" " * 13, part, no_wrap=True, end="")
                for part in wrapped(fact, width - 13, most=2)
                if part.plain
            ]
    return found


def verdict_lines(
    case: Case, codebook: Codebook, language: Language, width: int, *, whole: bool
) -> Iterator[Text]:
    """Yield kind and overlap, what the codes mean, memos, and what was settled."""
    kind = kind_name(case.kind).say(language)
    parts = [f" {_KIND.say(language)}  {kind}", *_overlaps(case, codebook, language)]
    yield from wrapped(line(" · ".join(parts)), width)
    for code in sorted({coding.code for side in case.sides.values() for coding in side}):
        known = codebook.by_id.get(code)
        if known:
            texts = (known.definition, known.include, known.exclude)
            yield line((f" {known.name.say(language)}", "bold"))
            meaning = definition_lines(
                texts if whole else texts[:1], language, width - 3, most=0 if whole else 2
            )
            yield from (Text.assemble("   ", row, no_wrap=True, end="") for row in meaning)
    for memo in case.memos:
        yield from wrapped(
            line(f" {_MEMO.say(language)} {memo.author}: {memo.text}"), width, most=3
        )
    if case.settled is not None:
        names = [_name(each.code, codebook, language) for each in case.settled]
        said = ", ".join(names) or _NEITHER.say(language)
        yield line((f" {_SETTLED.say(language)} ✓ ", "bold"), said)


def _bar(case: Case, coding: Coding, room: int) -> Text:
    """Return where a coding lies within the disputed words."""
    length = max(case.end - case.start, 1)
    start = (coding.span.start - case.start) * room // length
    end = max((coding.span.end - case.start) * room // length, start + 2)
    return line(" " * start + "├" + "─" * (end - start - 2) + "┤")


def _facts(coding: Coding, codebook: Codebook, language: Language) -> Text:
    status = status_name(coding.status).say(language)
    about = f" → {' '.join(coding.about)}" if coding.about else ""
    quote = coding.quote.replace("\n", " ")
    return line(
        (_name(coding.code, codebook, language), "bold"), f" · {status}{about} · 「{quote}」"
    )


def _overlaps(case: Case, codebook: Codebook, language: Language) -> Iterator[str]:
    """Yield, for each code that two coders share, how much of their words they share."""
    for one, other in combinations(case.sides.values(), 2):
        for code in sorted({each.code for each in one} & {each.code for each in other}):
            signs = [_signs(side, code) for side in (one, other)]
            share = round(100 * len(signs[0] & signs[1]) / max(len(signs[0] | signs[1]), 1))
            yield f"{_OVERLAP.say(language)} {_name(code, codebook, language)} {share} %"


def _signs(codings: Sequence[Coding], code: str) -> set[int]:
    return {
        at for each in codings if each.code == code for at in range(each.span.start, each.span.end)
    }


def _name(code: str, codebook: Codebook, language: Language) -> str:
    known = codebook.by_id.get(code)
    return known.name.say(language) if known else code
