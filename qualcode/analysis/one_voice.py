"""One place, one reference: what several coders coded alike is counted once.

Two coders who put the same code on the same sentence have found one thing, not
two. The consensus speaks for a place where there is one (also when it says that
the code does not hold); then a person; then a rule or model.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from qualcode.model.coding import Source
from qualcode.model.marks import columns_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from qualcode.model.excerpt import Mark
    from qualcode.model.marks import Marks


def one_voice(marks: Sequence[Mark], *, consensus: str, dismissed: Sequence[Mark] = ()) -> Marks:
    """Return marks with each place of a code in one coder's voice only.

    Args:
        marks: Codings of any coders.
        consensus: The name of the coder who speaks for all.
        dismissed: Places of which the consensus says that the code does not hold.

    Returns:
        The marks that are left, in the order given. Codings of one coder never
        silence each other.
    """
    import numpy as np

    given = columns_of(marks)
    coders = given.names["coder"].codes
    if not dismissed and (not len(coders) or coders.min() == coders.max()):
        return given
    places: defaultdict[tuple[str, str], list[Mark]] = defaultdict(list)
    lines = np.arange(len(given)) if dismissed else np.flatnonzero(_contested(given))
    contested = given.taken(lines)
    for mark in [*dismissed, *contested]:
        places[mark.document, mark.code].append(mark)
    gone = {mark.coding for mark in dismissed}
    for rivals in places.values():
        gone |= _silenced(rivals, consensus)
    is_left = np.ones(len(given), dtype=bool)
    is_left[lines] = [each not in gone for each in contested.ids]
    return given.taken(is_left)


def _contested(marks: Marks) -> NDArray[np.bool_]:
    """Tell of each mark whether its stretch of sentences has marks of several coders.

    Nothing outside of a run of codings that overlap can silence in it.
    """
    import numpy as np

    from qualcode.analysis.sweeps import firsts, runs

    first, last = marks.numbers["unit"], marks.numbers["unit_last"]
    room = np.int64(last.max()) + 2
    documents, codes = marks.names["document"], marks.names["code"]
    place = (documents.codes.astype(np.int64) * len(codes.values) + codes.codes) * room
    order, run = runs(place + first, place + last + 1)
    coders = marks.names["coder"].codes[order]
    starts = firsts(run)
    several = np.minimum.reduceat(coders, starts) != np.maximum.reduceat(coders, starts)
    found = np.zeros(len(marks), dtype=bool)
    found[order] = several[run]
    return found


def _silenced(rivals: Sequence[Mark], consensus: str) -> set[str]:
    """Return the ids of marks that overlap one of a stronger voice."""
    if len({mark.coder for mark in rivals}) < 2:
        return set()
    speaking: list[Mark] = []
    silenced: set[str] = set()
    for mark in sorted(rivals, key=lambda each: (_rank(each, consensus), each.unit, each.coder)):
        if any(_overlap(mark, other) and mark.coder != other.coder for other in speaking):
            silenced.add(mark.coding)
        else:
            speaking.append(mark)
    return silenced


def _rank(mark: Mark, consensus: str) -> int:
    if mark.coder == consensus:
        return 0
    if mark.source == Source.PERSON:
        return 1
    return 2 if mark.review == "accepted" else 3


def _overlap(one: Mark, other: Mark) -> bool:
    return one.unit <= other.unit_last and other.unit <= one.unit_last
