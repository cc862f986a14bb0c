"""Documents that have been coded and are written together.

To write a transaction safely to the disk takes longer than to code an interview, so
several share one. They wait for half a second at most: whoever pulls the plug loses no
more than that, and the next run codes these documents again.
"""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

from qualcode.matching.proposals import CODER
from qualcode.store.proposals import Replaced

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from qualcode.model.coding import Coding
    from qualcode.store.store import Store

_SECONDS = 0.5
_MOST = 5_000
"""Codings that wait at most, so that memory stays what it is."""


class _Coded(NamedTuple):
    """A document with what was found in it."""

    name: str
    proposals: Sequence[Coding]
    codes: Collection[str] | None


class Batch:
    """Coded documents on their way into the project.

    Args:
        store: The project.
        key: Names the engine and the codebook, see `Proposals.replace`.
    """

    def __init__(self, store: Store, key: str) -> None:
        self._store = store
        self._key = key
        self._waiting: list[_Coded] = []
        self._codings = 0
        self._since = 0.0
        self.documents = 0
        """How many have been written."""
        self.total = Replaced(0, 0, 0, 0)
        """What became of the proposals in them."""

    def add(
        self, name: str, proposals: Sequence[Coding], codes: Collection[str] | None = None
    ) -> None:
        """Let a coded document wait to be written."""
        if not self._waiting:
            self._since = monotonic()
        self._waiting.append(_Coded(name, proposals, codes))
        self._codings += len(proposals)

    def is_due(self) -> bool:
        """Tell whether what waits should be written now."""
        is_old = bool(self._waiting) and monotonic() - self._since >= _SECONDS
        return is_old or self._codings >= _MOST

    def write(self) -> None:
        """Write what waits, in one transaction."""
        waiting, self._waiting, self._codings = self._waiting, [], 0
        if not waiting:
            return
        with self._store.transaction():
            replaced = [
                self._store.proposals.replace(
                    each.name, each.proposals, coder=CODER, key=self._key, codes=each.codes
                )
                for each in waiting
            ]
        self.documents += len(waiting)
        self.total = Replaced(*map(sum, zip(self.total, *replaced, strict=True)))
