"""What has been worked out of a text before: looked up, not worked out again.

Of the millions of texts in a long listing few differ. `functools.lru_cache` would do as well,
but a call of it takes twice as long, and it cannot leave out what must be seen each time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

V = TypeVar("V")
_MOST = 5_000
"""Texts that are kept at hand."""


class Unkept(str):
    """A result that is worked out each time, since somebody counts how often."""

    __slots__ = ()


class Known(dict[Any, V]):
    """The results of a function, as a mapping.

    Args:
        work: The function; it is asked for values of one type, since 1, 1.0 and True are one key.
    """

    def __init__(self, work: Callable[[Any], V]) -> None:
        super().__init__()
        self._work = work

    def __missing__(self, key: Any) -> V:
        """Work out and keep."""
        found = self._work(key)
        if not isinstance(found, Unkept):
            if len(self) >= _MOST:
                self.clear()
            self[key] = found
        return found
