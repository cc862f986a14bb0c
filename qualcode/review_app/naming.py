"""A new code from a screen: its name, the family it stands in; the YAML is written by a verb."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.workflow import codes

if TYPE_CHECKING:
    from collections.abc import Callable

    from qualcode.model.span import Span
    from qualcode.review_app.read_screen import ReadScreen


def ask_new_code(
    screen: ReadScreen, name: str, span: Span | None, made: Callable[[str], None]
) -> None:
    """Ask for the name of a code and its family, and make it.

    Args:
        screen: The screen.
        name: What has been typed already.
        span: Words that serve as its example.
        made: Called with the id of the new code.
    """

    def named(text: str | None) -> None:
        if text:
            _ask_family(screen, text, span, made)

    from qualcode.review_app.prompts import LinePrompt

    question = screen.say("新编码的名称", "name of the new code")
    screen.app.push_screen(LinePrompt(question, name, screen.language), named)


def _ask_family(
    screen: ReadScreen, name: str, span: Span | None, made: Callable[[str], None]
) -> None:
    reader = screen.reader
    top = ("", screen.say("（最上层）", "(at the top)"))
    families = [
        (code.id, code.name.say(screen.language) or code.id) for code in reader.codebook.families
    ]

    def placed(chosen: tuple[str, ...] | None) -> None:
        if chosen is not None:
            _make(screen, name, chosen[0], span, made)

    from qualcode.review_app.choices import Choice

    question = screen.say("放在哪一类下", "under which family")
    screen.app.push_screen(Choice(question, [top, *families], language=screen.language), placed)


def _make(
    screen: ReadScreen, name: str, parent: str, span: Span | None, made: Callable[[str], None]
) -> None:
    reader = screen.reader
    code = codes.id_for(name, reader.codebook)
    example = span.of(reader.document.text).strip() if span else ""

    def write() -> None:
        done = screen.attempt(
            lambda: codes.add_code(
                reader.project,
                codes.begun(code, codes.in_vivo_name(name), example=example),
                by=reader.by,
                parent=parent,
            )
        )
        if done:
            made(code)

    screen.after_saying(screen.say("正在写入编码手册…", "writing the codebook…"), write)
