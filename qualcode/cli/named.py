"""Options whose values have names: `--status 断言` is `--status asserted`.

Every screen says values in the reader's language, and what a screen says may be typed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import typer

from qualcode.model.naming import value_meant, value_name

if TYPE_CHECKING:
    from collections.abc import Callable
    from enum import StrEnum

E = TypeVar("E", bound="StrEnum")


def by_name(column: str, kind: type[E]) -> Callable[[str], E]:
    """Return what reads a value by its stable name or its Chinese one.

    Args:
        column: Where such values stand, see `naming.value_name`.
        kind: All values there are.
    """

    def read(word: str) -> E:
        try:
            return kind(value_meant(column, word))
        except ValueError as error:
            known = ", ".join(repr(each.value) for each in kind)
            raise typer.BadParameter(f"{word!r} is not one of {known}.") from error

    return read


def offering(column: str, kind: type[E]) -> Callable[[str], list[tuple[str, str]]]:
    """Return what offers the values after Tab, each with its Chinese name."""

    def offer(incomplete: str) -> list[tuple[str, str]]:
        named = [(each.value, value_name(column, each.value, "zh")) for each in kind]
        return [pair for pair in named if any(word.startswith(incomplete) for word in pair)]

    return offer


def listed(kind: type[E]) -> str:
    """Return the values as help shows them."""
    return f"[{'|'.join(each.value for each in kind)}]"
