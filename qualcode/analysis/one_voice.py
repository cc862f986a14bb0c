"""One place, one reference: what several coders coded alike is counted once.

Two coders who put the same code on the same sentence have found one thing, not two. The
consensus speaks for a place where there is one (also when it says that the code does not
hold); then persons; then a rule or model. Persons who differ in whether the code counts
there do not silence each other: the place counts where any one of them says that it does
(the union), and what another denies stands among what is denied. Who of equals is heard
is told by what they coded, never by their names.
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

NEEDED = frozenset({"code", "coder", "source", "review", "status", "unit", "unit_last"})
"""Columns that tell who speaks for a place, beside the document."""
_SEEN = ("start", "stop", "about", "about_by")
"""What else tables may see of codings, always in this order: the order decides who is heard."""


class _Claims(NamedTuple):
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

    def at(self, lines: NDArray[np.intp]) -> _Claims:
        return _Claims(*(column[lines] for column in self))

    @property
    def level(self) -> Ints:
        """Return 0 for the consensus, 1 for persons, 2 for the rest; who is above silences."""
        return (self.rank + 1) // 2


def one_voice(
    marks: Sequence[Mark],
    *,
    consensus: str,
    dismissed: Sequence[Mark] = (),
    counts: NDArray[np.bool_] | None = None,
) -> Marks:
    """Return marks with each place of a code in one coder's voice only.

    Args:
        marks: Codings of any coders, with the columns `NEEDED` at least.
        consensus: The name of the coder who speaks for all.
        dismissed: Places of which the consensus says that the code does not hold.
        counts: Of each coding, whether a table counts it; None = all do.

    Returns:
        The marks that are left, in the order given. Codings of one coder never
        silence each other, nor do those of persons of which one counts and one does not.
    """
    given = columns_of(marks)
    coders = given.names["coder"].codes
    rejected = given.having("coder", [consensus]) & given.having("review", [Review.REJECTED])
    if not len(given) or (not dismissed and coders.min() == coders.max()):
        return given.taken(~rejected) if rejected.any() else given
    speaks = _speaking(_claims(columns_of(dismissed), given, consensus, counts))[len(dismissed) :]
    return given.taken(speaks & ~rejected)


def _claims(
    dismissed: Marks, given: Marks, consensus: str, counts: NDArray[np.bool_] | None
) -> _Claims:
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
    seen = [rank, status, place + first, place + last, *_visible(dismissed, given)]
    return _Claims(place + first, place + last, coder, rank, claim, _mixed(seen))


def _visible(dismissed: Marks, given: Marks) -> Iterator[Ints]:
    """Yield what else tables may see of codings, as far as it was read."""
    import numpy as np

    more = np.zeros(len(dismissed), np.int64)
    for name in _SEEN:
        if name in given.numbers:
            yield np.concatenate([more, given.numbers[name]])
        elif name in given.names:
            yield np.concatenate([more, _together([given.names[name]])])


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


def _speaking(claims: _Claims) -> NDArray[np.bool_]:
    """Tell of each claim whether no stronger one of another coder overlaps it.

    Nothing outside of a run of claims that overlap can silence in it. Where all of a run share
    a sentence, which is nearly everywhere, its strongest voice silences all others.
    """
    import numpy as np

    from qualcode.analysis.sweeps import firsts

    lines, run = _contested(claims)
    found = np.ones(len(claims.first), dtype=bool)
    if not len(lines):
        return found
    inside, starts = claims.at(lines), firsts(run)
    standing = _standing(inside, run)
    speaks = _strongest(inside, run, standing)
    share = np.maximum.reduceat(inside.first, starts) <= np.minimum.reduceat(inside.last, starts)
    ends = np.append(starts[1:], len(run))
    for number in np.flatnonzero(~share).tolist():
        some = np.arange(starts[number], ends[number])
        ranked = some[_ranked(inside.at(some), standing[some])]
        speaks[ranked] = list(_one_by_one(inside.at(ranked)))
    found[lines] = speaks
    return found


def _ranked(claims: _Claims, standing: Ints) -> NDArray[np.intp]:
    """Return the claims of a run, the strongest first; names tell only those that are alike."""
    import numpy as np

    return np.lexsort((claims.coder, standing, claims.first, claims.rank))


def _standing(claims: _Claims, run: Ints) -> Ints:
    """Return for each claim a number made of all that its coder claims in the run alike.

    Coders who claim the same have the same number, whatever their names.
    """
    import numpy as np

    from qualcode.analysis.sweeps import along, changes

    order = np.lexsort((claims.coder, claims.claim, run))
    own = claims.at(order)
    starts = changes(run[order], own.claim, own.coder)
    found = np.empty(len(run), np.int64)
    found[order] = along(np.add.reduceat(own.content, starts), starts, len(run))
    return found


def _strongest(claims: _Claims, run: Ints, standing: Ints) -> NDArray[np.bool_]:
    """Tell of each claim whether it speaks, where all of its run share a sentence.

    Of those that claim the same, the strongest voice speaks, if nobody stands above it.
    """
    import numpy as np

    from qualcode.analysis.sweeps import along, changes

    order = np.lexsort((claims.coder, standing, claims.first, claims.rank, claims.claim, run))
    own, runs = claims.at(order), changes(run)
    starts = changes(run[order], own.claim)
    found = np.empty(len(run), dtype=bool)
    found[order] = own.coder == along(own.coder[starts], starts, len(run))
    highest = along(np.minimum.reduceat(claims.level, runs), runs, len(run))
    return np.asarray(found & (claims.level == highest))


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
    speaking: list[tuple[int, int, int, int, int]] = []
    columns = (claims.first, claims.last, claims.coder, claims.level, claims.claim)
    for each in zip(*(column.tolist() for column in columns), strict=True):
        is_silenced = any(_silences(other, each) for other in speaking)
        if not is_silenced:
            speaking.append(each)
        yield not is_silenced


def _silences(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """Tell whether a claim silences a weaker one: first, last, coder, level, what is claimed."""
    first, last, coder, level, claim = one
    begin, end, who, below, said = other
    is_apart = coder == who or end < first or last < begin
    return not is_apart and (level < below or claim == said)
