"""One place, one reference: what several coders coded alike is counted once.

Two coders who put the same code on the same sentence have found one thing, not
two. The consensus speaks for a place where there is one (also when it says that
the code does not hold); then a person; then a rule or model.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from qualcode.model.coding import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qualcode.model.excerpt import Mark


def one_voice(
    marks: Sequence[Mark], *, consensus: str, dismissed: Iterable[Mark] = ()
) -> list[Mark]:
    """Return marks with each place of a code in one coder's voice only.

    Args:
        marks: Codings of any coders.
        consensus: The name of the coder who speaks for all.
        dismissed: Places of which the consensus says that the code does not hold.

    Returns:
        The marks that are left, in the order given. Codings of one coder never
        silence each other.
    """
    against = list(dismissed)
    if len({mark.coder for mark in marks}) < 2 and not against:
        return list(marks)
    places: defaultdict[tuple[str, str], list[Mark]] = defaultdict(list)
    for mark in [*against, *marks]:
        places[mark.document, mark.code].append(mark)
    gone = {mark.coding for mark in against}
    for rivals in places.values():
        gone |= _silenced(rivals, consensus)
    return [mark for mark in marks if mark.coding not in gone]


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
