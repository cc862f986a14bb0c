"""The side panel of coding by hand: who speaks, codes on the digits, what is at the caret."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.model.coding import Review
from qualcode.model.label import Label
from qualcode.model.memo import Target
from qualcode.review_app.lanes import SIGNS
from qualcode.review_app.panels import line, wrapped
from qualcode.review_app.words import status_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.text import Text

    from qualcode.model.coding import Coding
    from qualcode.model.label import Language
    from qualcode.review_app.lanes import Marked
    from qualcode.review_app.reader import Reader

_CODES, _HERE = Label("编码", "CODES"), Label("光标处", "AT CARET")
_NOTHING = Label("（无）", "(nothing)")
_MEMOS = Label("备忘", "memo")
_SPEAKER = Label("受访者", "SPEAKER")


def panel_lines(
    reader: Reader, here: Sequence[Marked], offset: int, language: Language, width: int
) -> list[Text]:
    """Return the lines of the panel.

    Args:
        reader: The document.
        here: The codings at the caret.
        offset: Where the caret stands.
        language: To speak.
        width: Cells of a line.
    """
    return [
        *_person(reader, offset, language, width),
        line((_CODES.say(language), "bold")),
        *_quick(reader, language, width),
        line("─" * width),
        line((_HERE.say(language), "bold")),
        *(_at_caret(reader, here, language, width) if here else [line(_NOTHING.say(language))]),
    ]


def _person(reader: Reader, offset: int, language: Language, width: int) -> Iterator[Text]:
    person = reader.person_at(offset)
    if person is None:
        return
    subject = reader.codebook.subjects.name_of(person.subject).say(language)
    yield line((_SPEAKER.say(language), "bold"))
    yield from wrapped(line(" ".join(part for part in (person.id, subject) if part)), width)
    values = " · ".join(value for value in person.attributes.values() if value)
    yield from wrapped(line(values), width, most=2) if values else ()
    yield line("─" * width)


def _quick(reader: Reader, language: Language, width: int) -> Iterator[Text]:
    used = reader.used
    for digit, code in enumerate(reader.quick, start=1):
        name, number = reader.name_of(code, language), str(used[code] or "")
        words = line((f"{digit}", "bold"), f" {name}")
        words.truncate(max(width - len(number) - 1, 4), overflow="ellipsis", pad=True)
        yield words.append(f" {number}")


def _at_caret(
    reader: Reader, here: Sequence[Marked], language: Language, width: int
) -> Iterator[Text]:
    for mark in here:
        coding = reader.codings[mark.id]
        sign = SIGNS[mark.lane % len(SIGNS)].goes_on
        yield from wrapped(line(f"{sign} ", (reader.name_of(mark.code, language), "bold")), width)
        yield from wrapped(line(f"  {_facts(coding, language)}"), width, most=2)
        for memo in reader.memos_on(Target.CODING, mark.id):
            words = f"  {_MEMOS.say(language)}: {memo.text}"
            yield from wrapped(line(words, style="italic"), width, most=3)


def _facts(coding: Coding, language: Language) -> str:
    """Say who put a coding there, what it claims and how it stands."""
    mark = {Review.PROPOSED: "?", Review.ACCEPTED: "✓", Review.REJECTED: "✗"}[coding.review]
    return f"{mark} {coding.coder} · {status_name(coding.status).say(language)}"
