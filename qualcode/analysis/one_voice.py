"""One place, one reference: what several coders coded alike is counted once.

Two coders who put the same code on the same sentence have found one thing, not
two. The consensus speaks for a place where there is one (also when it says that
the code does not hold); then a person; then a rule or model.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from qualcode.model.coding import Review, Source
from qualcode.model.marks import columns_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from qualcode.model.excerpt import Mark
    from qualcode.model.marks import Marks

NEEDED = frozenset({"code", "coder", "source", "review", "unit", "unit_last"})
"""Columns that tell who speaks for a place, beside the document."""


class _Voice(NamedTuple):
    """A coding as a claim to its place."""

    line: int
    """Among the marks given; -1 for what the consensus dismisses."""
    document: str
    code: str
    coder: str
    source: str
    review: str
    unit: int
    unit_last: int


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
    import numpy as np

    given = columns_of(marks)
    coders = given.names["coder"].codes
    if not dismissed and (not len(coders) or coders.min() == coders.max()):
        return given
    lines = np.arange(len(given)) if dismissed else np.flatnonzero(_contested(given))
    places: defaultdict[tuple[str, str], list[_Voice]] = defaultdict(list)
    nowhere = np.full(len(dismissed), -1)
    for said, where in ((columns_of(dismissed), nowhere), (given.taken(lines), lines)):
        for voice in _voices(said, where):
            places[voice.document, voice.code].append(voice)
    is_left = np.ones(len(given) + 1, dtype=bool)  # the last one: what is dismissed
    for rivals in places.values():
        is_left[list(_silenced(rivals, consensus))] = False
    rejected = given.having("coder", [consensus]) & given.having("review", [Review.REJECTED])
    return given.taken(is_left[:-1] & ~rejected)


def _voices(marks: Marks, lines: NDArray[np.intp]) -> Iterator[_Voice]:
    names = (marks.names[name].words() for name in _Voice._fields[1:6])
    numbers = (marks.numbers[name].tolist() for name in _Voice._fields[6:])
    return map(_Voice._make, zip(lines.tolist(), *names, *numbers, strict=True))


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


def _silenced(rivals: Sequence[_Voice], consensus: str) -> set[int]:
    """Return the lines of marks that overlap one of a stronger voice."""
    if len({voice.coder for voice in rivals}) < 2:
        return set()
    speaking: list[_Voice] = []
    silenced: set[int] = set()
    for voice in sorted(rivals, key=lambda each: (_rank(each, consensus), each.unit, each.coder)):
        if any(_overlap(voice, other) and voice.coder != other.coder for other in speaking):
            silenced.add(voice.line)
        else:
            speaking.append(voice)
    return silenced


def _rank(voice: _Voice, consensus: str) -> int:
    if voice.coder == consensus:
        return 0
    if voice.source == Source.PERSON:
        return 1
    return 2 if voice.review == "accepted" else 3


def _overlap(one: _Voice, other: _Voice) -> bool:
    return one.unit <= other.unit_last and other.unit <= one.unit_last
