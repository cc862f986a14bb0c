"""One place, one reference: what several coders coded alike is counted once.

Two coders who put the same code on the same sentence have found one thing, not
two. The consensus speaks for a place where there is one (also when it says that
the code does not hold); then a person; then a rule or model.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from qualcode.model.coding import Review, Source
from qualcode.model.marks import columns_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from qualcode.model.excerpt import Mark
    from qualcode.model.marks import Marks, Names

    Ints = NDArray[np.int64]

NEEDED = frozenset({"code", "coder", "source", "review", "unit", "unit_last"})
"""Columns that tell who speaks for a place, beside the document."""


class _Claims(NamedTuple):
    """Codings as claims to their places, by column."""

    first: Ints
    """Where each begins; sentences of one document and code lie side by side, others far off."""
    last: Ints
    coder: Ints
    """Numbered in the order of the names."""
    rank: Ints
    """The lower, the stronger the voice."""

    def at(self, lines: NDArray[np.intp]) -> _Claims:
        return _Claims(*(column[lines] for column in self))


def one_voice(marks: Sequence[Mark], *, consensus: str, dismissed: Sequence[Mark] = ()) -> Marks:
    """Return marks with each place of a code in one coder's voice only.

    Args:
        marks: Codings of any coders, with the columns `NEEDED` at least.
        consensus: The name of the coder who speaks for all.
        dismissed: Places of which the consensus says that the code does not hold.

    Returns:
        The marks that are left, in the order given. Codings of one coder never
        silence each other.
    """
    given = columns_of(marks)
    coders = given.names["coder"].codes
    rejected = given.having("coder", [consensus]) & given.having("review", [Review.REJECTED])
    if not len(given) or (not dismissed and coders.min() == coders.max()):
        return given.taken(~rejected) if rejected.any() else given
    speaks = _speaking(_claims(columns_of(dismissed), given, consensus))[len(dismissed) :]
    return given.taken(speaks & ~rejected)


def _claims(dismissed: Marks, given: Marks, consensus: str) -> _Claims:
    """Return what is dismissed, and behind it what was given, as claims."""
    import numpy as np

    both = (dismissed, given)
    document, code, coder = (
        _together([each.names[name] for each in both]) for name in ("document", "code", "coder")
    )
    first, last = (
        np.concatenate([each.numbers[name] for each in both]).astype(np.int64)
        for name in ("unit", "unit_last")
    )
    place = (document * (code.max() + 1) + code) * (last.max() + 2)
    rank = np.concatenate([_ranks(each, consensus) for each in both])
    return _Claims(place + first, place + last, coder, rank)


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


def _speaking(claims: _Claims) -> NDArray[np.bool_]:
    """Tell of each claim whether no stronger one of another coder overlaps it.

    Nothing outside of a run of claims that overlap can silence in it. Where all of a run share
    a sentence, which is nearly everywhere, its strongest voice silences all other coders.
    """
    import numpy as np

    from qualcode.analysis.sweeps import firsts

    lines, run = _contested(claims)
    found = np.ones(len(claims.first), dtype=bool)
    if not len(lines):
        return found
    inside = claims.at(lines)
    ranked = lines[np.lexsort((inside.coder, inside.first, inside.rank, run))]
    by_rank, starts = claims.at(ranked), firsts(run)
    ends = np.append(starts[1:], len(run))
    speaks = by_rank.coder == np.repeat(by_rank.coder[starts], ends - starts)
    share = np.maximum.reduceat(by_rank.first, starts) <= np.minimum.reduceat(by_rank.last, starts)
    for number in np.flatnonzero(~share).tolist():
        some = np.arange(starts[number], ends[number])
        speaks[some] = list(_one_by_one(by_rank.at(some)))
    found[ranked] = speaks
    return found


def _contested(claims: _Claims) -> tuple[NDArray[np.intp], Ints]:
    """Return the claims in runs of several coders, run by run, and the run of each."""
    import numpy as np

    from qualcode.analysis.sweeps import firsts, runs

    order, run = runs(claims.first, claims.last + 1)
    coder, starts = claims.coder[order], firsts(run)
    several = np.minimum.reduceat(coder, starts) != np.maximum.reduceat(coder, starts)
    return order[several[run]], run[several[run]]


def _one_by_one(claims: _Claims) -> Iterator[bool]:
    """Tell of each claim, the strongest first, whether it speaks."""
    speaking: list[tuple[int, int, int]] = []
    columns = (claims.first.tolist(), claims.last.tolist(), claims.coder.tolist())
    for first, last, coder in zip(*columns, strict=True):
        is_silenced = any(
            coder != other and first <= end and begin <= last for begin, end, other in speaking
        )
        if not is_silenced:
            speaking.append((first, last, coder))
        yield not is_silenced
