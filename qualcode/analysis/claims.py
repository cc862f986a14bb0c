"""What codings claim: a place for a code, in a voice of some strength.

`one_voice` weighs the claims of several coders against each other; here they are made of
columns of codings, and it is told which columns these have to be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from qualcode.model.coding import Review, Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from qualcode.model.marks import Marks, Names

    Ints = NDArray[np.int64]

NEEDED = frozenset({"code", "coder", "source", "review", "status", "unit", "unit_last"})
"""Columns that tell who speaks for a place, beside the document."""
SEEN = ("start", "stop", "about", "about_by")
"""What else tables may see of codings, always in this order: the order decides who is heard.

Where equals may be, all of it is read, lest tables of other columns follow other coders.
"""


class Claims(NamedTuple):
    """Codings as claims to their places, by column."""

    first: Ints
    """Where each begins; sentences of one document and code lie side by side, others far off."""
    last: Ints
    coder: Ints
    """Numbered in the order of the names."""
    rank: Ints
    """The lower, the stronger the voice."""
    claim: Ints
    """What is claimed: -1 that it counts, else the number of a status."""
    content: Ints
    """A number made of all that a table can see of the coding, so not of who coded."""

    def at(self, lines: NDArray[np.intp]) -> Claims:
        """Return the claims of some lines, in the order given."""
        return Claims(*(column[lines] for column in self))

    @property
    def level(self) -> Ints:
        """Return 0 for the consensus, 1 for persons, 2 for the rest; who is above silences."""
        return (self.rank + 1) // 2


def claims_of(
    dismissed: Marks, given: Marks, consensus: str, counts: NDArray[np.bool_] | None
) -> Claims:
    """Return what is dismissed, and behind it what was given, as claims."""
    import numpy as np

    both = (dismissed, given)
    document, code, coder, status = (
        _together([each.names[name] for each in both])
        for name in ("document", "code", "coder", "status")
    )
    first, last = (
        np.concatenate([each.numbers[name] for each in both]).astype(np.int64)
        for name in ("unit", "unit_last")
    )
    place = (document * (code.max() + 1) + code) * (last.max() + 2)
    rank = np.concatenate([_ranks(each, consensus) for each in both])
    is_counted = np.ones(len(given), bool) if counts is None else counts
    claim = np.where(np.concatenate([np.ones(len(dismissed), bool), is_counted]), -1, status)
    told = np.concatenate([_told(each.names["status"]) for each in both])
    seen = [rank, told, first, last, *_visible(dismissed, given)]
    return Claims(place + first, place + last, coder, rank, claim, _mixed(seen))


def _visible(dismissed: Marks, given: Marks) -> Iterator[Ints]:
    """Yield what else tables may see of codings, as far as it was read."""
    import numpy as np

    more = np.zeros(len(dismissed), np.int64)
    for name in SEEN:
        if name in given.numbers:
            yield np.concatenate([more, given.numbers[name]])
        elif name in given.names:
            yield np.concatenate([more, _told(given.names[name])])


def _told(names: Names) -> Ints:
    """Return a number for each name that is the same whatever other names there are."""
    import numpy as np

    numbers = [crc32(name.encode("utf-8", "surrogatepass")) for name in names.values]
    return np.array(numbers or [0], np.int64)[names.codes]


def _mixed(columns: Sequence[Ints]) -> Ints:
    """Return a number for each line that other values of any column make another one.

    Source:
        Fowler, Noll & Vo (FNV-1a), the prime of 64 bits; numbers wrap around.
    """
    import numpy as np

    mixed = np.zeros(len(columns[0]), np.int64)
    for column in columns:
        mixed = ((mixed ^ column) + 1) * np.int64(0x100000001B3)
        mixed ^= mixed >> 29
    return mixed


def _together(columns: Sequence[Names]) -> Ints:
    """Return columns of names as one of numbers, in the order of the names."""
    import numpy as np

    names = sorted({name for column in columns for name in column.values})
    number = {name: n for n, name in enumerate(names)}
    return np.concatenate(
        [
            np.array([number[name] for name in column.values] or [0], np.int64)[column.codes]
            for column in columns
        ]
    )


def _ranks(marks: Marks, consensus: str) -> Ints:
    """Return 0 for the consensus, 1 for persons, 2 for what one has accepted, 3 for the rest."""
    import numpy as np

    asked = {"coder": consensus, "source": Source.PERSON, "review": Review.ACCEPTED}
    return np.select([marks.having(name, [value]) for name, value in asked.items()], [0, 1, 2], 3)


def may_tie(marks: Marks, consensus: str) -> bool:
    """Tell whether two coders are equals somewhere, so that what they coded decides (`SEEN`).

    Args:
        marks: With the columns `NEEDED`.
        consensus: The name of the coder who speaks for all.
    """
    import numpy as np

    coders = marks.names["coder"]
    voices = np.bincount(coders.codes * 4 + _ranks(marks, consensus), minlength=4)
    voices = np.pad(voices, (0, -len(voices) % 4)).reshape(-1, 4)
    return bool(((voices > 0).sum(axis=0) > 1).any())
