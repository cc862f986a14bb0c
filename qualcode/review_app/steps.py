"""The named steps of the caret: where each leads from an offset."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.review_app import motions

if TYPE_CHECKING:
    from collections.abc import Callable

    from qualcode.review_app.motions import Ground
    from qualcode.review_app.rows import Rows


def step(way: str, ground: Ground, rows: Rows, offset: int) -> int:
    """Return where a step leads.

    Args:
        way: A name of `STEPS`.
        ground: The document.
        rows: The same text, wrapped.
        offset: Where the step begins.
    """
    return STEPS[way](ground, rows, offset)


def _sentence_left(ground: Ground, _: Rows, offset: int) -> int:
    found = ground.sentence_before(offset)
    return found.start if found else offset


def _sentence_right(ground: Ground, _: Rows, offset: int) -> int:
    found = ground.sentence_after(offset)
    return found.start if found else offset


def _turn_up(ground: Ground, _: Rows, offset: int) -> int:
    found = ground.turn_before(offset)
    return found.span.start if found else 0


def _turn_down(ground: Ground, _: Rows, offset: int) -> int:
    found = ground.turn_after(offset)
    return found.span.start if found else offset


STEPS: dict[str, Callable[[Ground, Rows, int], int]] = {
    "left": lambda ground, _, at: motions.sign_before(ground.text, at),
    "right": lambda ground, _, at: motions.sign_after(ground.text, at),
    "word_left": lambda ground, _, at: motions.word_before(ground.text, at),
    "word_right": lambda ground, _, at: motions.word_after(ground.text, at),
    "sentence_left": _sentence_left,
    "sentence_right": _sentence_right,
    "turn_up": _turn_up,
    "turn_down": _turn_down,
    "row_start": lambda _, rows, at: rows[rows.row_of(at)].start,
    "row_end": lambda _, rows, at: rows.last_of(rows.row_of(at)),
    "top": lambda *_: 0,
    "bottom": lambda ground, *_: len(ground.text),
}
"""All steps but those from row to row, which keep the column."""
