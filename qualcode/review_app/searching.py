"""Finding words in a transcript, whatever their width, case or script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.model.span import Span
from qualcode.review_app.motions import Caret

if TYPE_CHECKING:
    from qualcode.review_app.read_screen import ReadScreen


def places(text: str, words: str) -> list[Span]:
    """Return where words stand in a text; width, case and traditional script do not matter."""
    from qualcode.text.fold import fold

    wanted, within = fold(words), fold(text)
    found: list[Span] = []
    at = within.find(wanted) if wanted else -1
    while at >= 0:
        found.append(Span(at, at + len(wanted)))
        at = within.find(wanted, at + len(wanted))
    return found


def ask_words(screen: ReadScreen) -> None:
    """Ask for words, mark all places, and go to the next one."""
    from qualcode.review_app.prompts import LinePrompt

    def search(words: str | None) -> None:
        screen.view.place_cursor()
        if words:
            screen.view.scene.found = places(screen.view.ground.text, words)
            go_to_found(screen, 1)

    screen.app.push_screen(LinePrompt(screen.say("查找", "find"), "", screen.language), search)


def go_to_found(screen: ReadScreen, way: int) -> None:
    """Go to the next find after the caret, or before it, going round."""
    found, at = screen.view.scene.found, screen.view.caret.offset
    if not found:
        screen.tell(screen.say("没有找到", "nothing found"))
        return
    if way > 0:
        place = next((n for n, span in enumerate(found) if span.start > at), 0)
    else:
        before = [n for n, span in enumerate(found) if span.start < at]
        place = before[-1] if before else len(found) - 1
    screen.view.go(Caret(found[place].start))
    screen.tell(
        f"{place + 1}/{len(found)}", screen.say("   > < 下一处、上一处", "   > < next, before")
    )
