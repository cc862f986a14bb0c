"""A transcript as it was understood, turn by turn, for reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from qualcode.model.transcript import Role
from qualcode.report.folding import Folded
from qualcode.report.plain import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import RenderableType

    from qualcode.model.document import Document
    from qualcode.model.transcript import Turn

_MARGIN = "    "
_STYLES = {Role.INTERVIEWER: "dim", Role.NOTE: "dim italic", Role.RESPONDENT: "bold"}
_SIGNS = {Role.INTERVIEWER: "?", Role.NOTE: "·", Role.RESPONDENT: "▸"}


def render_turns(
    document: Document, turns: Iterable[Turn], *, positions: bool
) -> Iterator[RenderableType]:
    """Yield turns for a terminal: number, speaker, role, time, words.

    Args:
        document: Where they are from.
        turns: Those to show.
        positions: Whether to say where their words stand in the text.
    """
    for turn in turns:
        words = turn.speech.of(document.text).strip("\n")
        style = "" if turn.role is Role.RESPONDENT else "dim"
        head = Folded(_head(document, turn, positions=positions))
        yield Group(head, Folded(Text(visible(words), style=style), _MARGIN))


def _head(document: Document, turn: Turn, *, positions: bool) -> Text:
    who = turn.speaker if turn.role is not Role.NOTE else ""
    participant = document.participants.get(turn.speaker, "")
    named = participant if turn.role is Role.RESPONDENT and participant != who else ""
    place = f"{turn.speech.start}-{turn.speech.end}" if positions else ""
    parts = [f"#{turn.index + 1} {_SIGNS[turn.role]}", who, named, turn.time, place]
    return Text(visible(" ".join(filter(None, parts))), style=_STYLES[turn.role])
