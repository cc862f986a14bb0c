"""Keys as data: one table per screen, from which bindings, help, hints and the manual are made.

A Chinese input method swallows letters, so that each core action has a key that
passes: an arrow, a digit, Enter, Space, Delete, an F key. Signs are understood in
their full-width form as well (``？`` as ``?``, ``【`` as ``[``).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from textual.binding import Binding, BindingType

from qualcode.model.label import Label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_OTHER_FORMS = {"/": "、", "[": "【", "]": "】", ".": "。", "{": "「", "}": "」"}
"""Signs a Chinese keyboard has in the place of others, beside their full-width forms."""
_NAMES = {
    "escape": "Esc",
    "enter": "Enter",
    "space": "Space",
    "tab": "Tab",
    "delete": "Del",
    "backspace": "Backspace",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "home": "Home",
    "end": "End",
    "pageup": "PgUp",
    "pagedown": "PgDn",
}
_SHORTER = {
    "solidus": "slash",
    "plus_sign": "plus",
    "hyphen_minus": "minus",
    "low_line": "underscore",
}
"""Where Textual does not keep the Unicode name."""
_SAFE = frozenset(_NAMES) | {f"f{number}" for number in range(1, 13)}
"""Keys that reach the program while an input method is composing nothing."""


@dataclass(frozen=True, slots=True)
class Action:
    """Something a person can do on a screen."""

    name: str
    """The method ``action_…``, with its arguments."""
    keys: tuple[str, ...]
    """Signs as typed, or names of keys."""
    label: Label
    """What it does, for help and manual."""
    hint: Label = field(default_factory=Label)
    """A word for the bottom line; empty = only in the help."""

    @property
    def shown_keys(self) -> str:
        """Return the keys as a person reads them."""
        return " ".join(map(shown_key, self.keys))

    @property
    def is_safe(self) -> bool:
        """Tell whether one of the keys passes a Chinese input method."""
        return any(_is_safe(key) for key in self.keys)


class Listed(NamedTuple):
    """A line of the help: digits that do the same stand together."""

    keys: str
    label: Label
    is_safe: bool


def listed(actions: Iterable[Action]) -> list[Listed]:
    """Return the lines of a table as a person reads it."""
    found: list[Listed] = []
    for label, group in groupby(actions, key=lambda action: action.label):
        same = list(group)
        first, last = same[0].shown_keys, same[-1].shown_keys
        keys = first if len(same) == 1 else f"{first}–{last}"
        found.append(Listed(keys, label, same[0].is_safe))
    return found


def bindings(actions: Iterable[Action]) -> list[BindingType]:
    """Return the bindings of a table, full-width forms included."""
    return [
        Binding(name, action.name, show=False)
        for action in actions
        for key in action.keys
        for name in _key_names(key)
    ]


def shown_key(key: str) -> str:
    """Return a key as a person reads it."""
    *modifiers, last = key.split("+") if len(key) > 1 else [key]
    word = _NAMES.get(last) or (last.upper() if modifiers or len(last) > 1 else last)
    return "+".join([*(each.capitalize() for each in modifiers), word])


def _is_safe(key: str) -> bool:
    last = key.rpartition("+")[2] if len(key) > 1 else key
    return last in _SAFE or "ctrl+" in key or (len(key) == 1 and not key.isalpha())


def _key_names(key: str) -> Iterator[str]:
    if len(key) > 1:
        yield key
        return
    yield _name_of(key)
    yield _name_of(chr(ord(key) + 0xFEE0))
    if key in _OTHER_FORMS:
        yield _name_of(_OTHER_FORMS[key])


def _name_of(sign: str) -> str:
    """Return Textual's name of a sign: itself for letters and digits, its Unicode name else."""
    if sign.isalnum():
        return sign
    name = unicodedata.name(sign).lower().replace("-", "_").replace(" ", "_")
    return _SHORTER.get(name, name)
