"""How problems name things: quoted, and short enough to be read in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.errors import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection

_LONGEST = 60
_MOST_CHOICES = 1000


def quoted(text: str) -> str:
    """Return a text in quotes, control characters escaped, its end cut where it is long."""
    return repr(text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…")


def named(noun: str, name: str) -> str:
    """Return ``code 'contact'``, or ``a code`` where it has no id."""
    return f"{noun} {quoted(name)}" if name else f"a {noun}"


def nearest(name: str, known: Collection[str]) -> str:
    """Name the known word that was probably meant; what is far too long is nobody's slip."""
    if len(name) > _LONGEST or len(known) > _MOST_CHOICES:
        return ""
    return did_you_mean(name, known)
