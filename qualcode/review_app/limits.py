"""Limiting the view of a transcript to what one speaker says or where one code stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.model.transcript import Role
from qualcode.review_app.choices import Choice

if TYPE_CHECKING:
    from qualcode.review_app.read_screen import ReadScreen


def ask_limit(screen: ReadScreen) -> None:
    """Ask for a speaker or a code of this document, or for none."""
    reader = screen.reader
    speakers = {
        turn.speaker: None
        for turn in reader.document.turns
        if turn.role is Role.RESPONDENT and turn.speaker
    }
    options = [("", screen.say("不限", "no limit"))]
    options += [(f"s:{name}", f"{screen.say('说话人', 'speaker')} {name}") for name in speakers]
    options += [
        (f"c:{code}", f"{reader.name_of(code, screen.language)} ({number})")
        for code, number in reader.used.most_common()
    ]

    def limit(chosen: tuple[str, ...] | None) -> None:
        if chosen is not None:
            kind, _, name = chosen[0].partition(":")
            reader.speaker = name if kind == "s" else ""
            reader.only_code = name if kind == "c" else ""
            screen.changed()

    question = screen.say("只看", "only")
    screen.app.push_screen(Choice(question, options, language=screen.language), limit)
