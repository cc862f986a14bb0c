"""Screens before the parser: `qualcode read P-03` needs none of Typer to be understood.

Typer and what it loads take as long as Textual. A line that is nothing but a
screen's command and names is opened at once; every other line goes to the parser,
where the same commands have their options and their help.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from qualcode.cli import opening
from qualcode.cli.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def open_directly(words: Sequence[str]) -> bool:
    """Open the screen that a bare command line asks for; tell whether it was one."""
    if not words or any(word.startswith("-") for word in words) or _is_completing():
        return False
    command, *names = words
    opens = _SCREENS.get(command)
    if opens is None:
        return False
    with opening.undisturbed():
        return opens(Session(flags={"lang": None, "color": None}), names)


def _read(session: Session, names: Sequence[str]) -> bool:
    if len(names) == 1:
        opening.open_document(session, names[0])
    return len(names) == 1


def _review(session: Session, names: Sequence[str]) -> bool:
    if not names:
        with session.opened() as project:
            opening.open_queue(session, project)
    return not names


def _adjudicate(session: Session, names: Sequence[str]) -> bool:
    opening.open_adjudication(session, names)
    return True


def _is_completing() -> bool:
    return "_QUALCODE_COMPLETE" in os.environ


_SCREENS: dict[str, Callable[[Session, Sequence[str]], bool]] = {
    "read": _read,
    "review": _review,
    "adjudicate": _adjudicate,
}
