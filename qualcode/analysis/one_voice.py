"""One place, one reference: what several coders coded alike is counted once.

Two coders who put the same code on the same sentence have found one thing, not two. The
consensus speaks for a place where there is one (also when it says that the code does not
hold); then persons; then a rule or model. Persons who differ in whether the code counts
there do not silence each other: the place counts where any one of them says that it does
(the union), and what another denies stands among what is denied. Who of equals is heard
is told by what they coded, never by their names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.analysis.claims import claims_of
from qualcode.model.coding import Review
from qualcode.model.marks import columns_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from qualcode.analysis.claims import Claims
    from qualcode.model.excerpt import Mark
    from qualcode.model.marks import Marks

    Ints = NDArray[np.int64]


def one_voice(
    marks: Sequence[Mark],
    *,
    consensus: str,
    dismissed: Sequence[Mark] = (),
    counts: NDArray[np.bool_] | None = None,
) -> Marks:
    """Return marks with each place of a code in one coder's voice only.

    Args:
        marks: Codings of any coders, with the columns `claims.NEEDED` at least.
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
    speaks = _speaking(claims_of(columns_of(dismissed), given, consensus, counts))[len(dismissed) :]
    return given.taken(speaks & ~rejected)


def _speaking(claims: Claims) -> NDArray[np.bool_]:
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


def _ranked(claims: Claims, standing: Ints) -> NDArray[np.intp]:
    """Return the claims of a run, the strongest first; names tell only those that are alike."""
    import numpy as np

    return np.lexsort((claims.coder, standing, claims.first, claims.rank))


def _standing(claims: Claims, run: Ints) -> Ints:
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


def _strongest(claims: Claims, run: Ints, standing: Ints) -> NDArray[np.bool_]:
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


def _contested(claims: Claims) -> tuple[NDArray[np.intp], Ints]:
    """Return the claims in runs of several coders, run by run, and the run of each."""
    import numpy as np

    from qualcode.analysis.sweeps import firsts, runs

    order, run = runs(claims.first, claims.last + 1)
    coder, starts = claims.coder[order], firsts(run)
    several = np.minimum.reduceat(coder, starts) != np.maximum.reduceat(coder, starts)
    return order[several[run]], run[several[run]]


def _one_by_one(claims: Claims) -> Iterator[bool]:
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
