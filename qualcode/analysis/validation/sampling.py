"""A stratified sample of sentences: each code's hits get their share, and so does what nobody hit.

Recall cannot be told from hits alone, so sentences without a hit are drawn too,
from each subject. A sentence with several hits belongs to the stratum of its
rarest code, so that rare codes are met often enough.

As many are drawn as are asked for, no more: sentences with a hit in equal parts, those
without in proportion to the subjects by largest remainders (Hamilton's method), small
subjects first given a few. Where fewer are asked for than there are strata, the smallest
strata are put together before anything is drawn, so that every sentence can be drawn.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

HIT = "hit"
NO_HIT = "none"
REST = "*"
"""Name of the stratum that the smallest are put together in."""
LEAST = 5
"""Sentences without a hit that each subject gets where there are enough to share out."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A respondent's sentence as sampling sees it."""

    document: str
    unit: int
    participant: str
    subject: str
    hits: frozenset[str]
    """Codes that the machine asserts in it."""

    @property
    def key(self) -> str:
        """Return the name of the sentence in sheets: document and number, from 1."""
        return f"{self.document}#{self.unit + 1}"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A sample: which sentences of which stratum, and how large the strata are."""

    seed: int
    sizes: Mapping[str, int]
    """Sentences in each stratum."""
    items: Mapping[str, Sequence[Sentence]]
    """The sentences drawn from each."""

    def number(self, kind: str) -> int:
        """Return how many sentences were drawn that have a hit (`HIT`) or none (`NO_HIT`)."""
        return sum(len(found) for name, found in self.items.items() if kind_of(name) == kind)


def draw(sentences: Iterable[Sentence], *, hits: int, others: int, seed: int) -> Drawn:
    """Draw a stratified sample without replacement.

    Args:
        sentences: All of respondents.
        hits: How many sentences with a hit, or all there are; every code gets an equal share.
        others: How many without, or all there are; every subject `LEAST` where that is possible.
        seed: The same seed draws the same.
    """
    whole = list(sentences)
    uses = Counter(code for each in whole for code in each.hits)
    strata: defaultdict[str, list[Sentence]] = defaultdict(list)
    for each in whole:
        strata[_stratum(each, uses)].append(each)
    with_hit = _together(strata, HIT, hits)
    without = _together(strata, NO_HIT, others)
    shares = _equal(_sizes(with_hit), hits) | _proportional(_sizes(without), others)
    random = Random(seed)  # noqa: S311 - a sample that can be drawn again, not a secret
    drawn_from = dict(sorted((with_hit | without).items()))
    items = {
        name: sorted(
            random.sample(found, shares[name]), key=lambda each: (each.document, each.unit)
        )
        for name, found in drawn_from.items()
    }
    return Drawn(seed, _sizes(drawn_from), items)


def kind_of(stratum: str) -> str:
    """Return whether the sentences of a stratum have a hit: `HIT` or `NO_HIT`."""
    return stratum.partition(":")[0]


def _sizes(strata: Mapping[str, Sequence[Sentence]]) -> dict[str, int]:
    return {name: len(found) for name, found in strata.items()}


def _together(
    strata: Mapping[str, Sequence[Sentence]], kind: str, wanted: int
) -> dict[str, Sequence[Sentence]]:
    """Return the strata of a kind, the smallest put together where there are more than wanted."""
    mine = {name: found for name, found in strata.items() if kind_of(name) == kind}
    if len(mine) <= wanted:
        return mine
    ranked = sorted(mine, key=lambda name: (-len(mine[name]), name))
    kept = {name: mine[name] for name in ranked[: max(wanted - 1, 0)]}
    rest = [each for name in sorted(set(ranked) - set(kept)) for each in mine[name]]
    return kept | {f"{kind}:{REST}": rest}


def _stratum(sentence: Sentence, uses: Mapping[str, int]) -> str:
    if not sentence.hits:
        return f"{NO_HIT}:{sentence.subject}"
    return f"{HIT}:" + min(sentence.hits, key=lambda code: (uses[code], code))


def _equal(sizes: Mapping[str, int], wanted: int) -> dict[str, int]:
    """Share a number out equally; what small strata cannot take goes to the others."""
    shares = dict.fromkeys(sizes, 0)
    left = min(wanted, sum(sizes.values()))
    while left > 0:
        open_ = [name for name in sorted(sizes) if shares[name] < sizes[name]]
        step = max(1, left // len(open_))
        for name in open_[: max(1, left // step)]:
            more = min(step, sizes[name] - shares[name], left)
            shares[name] += more
            left -= more
    return shares


def _proportional(sizes: Mapping[str, int], wanted: int) -> dict[str, int]:
    """Share a number out by size, exactly; small strata get `LEAST`, or as much as is possible."""
    wanted = min(wanted, sum(sizes.values()))
    least = next(n for n in range(LEAST, -1, -1) if sum(_floors(sizes, n).values()) <= wanted)
    floors = _floors(sizes, least)
    shares: dict[str, int] = {}
    while True:
        free = {name: size for name, size in sizes.items() if name not in shares}
        left = wanted - sum(shares.values())
        whole = sum(free.values())
        low = [name for name, size in free.items() if left * size < floors[name] * whole]
        if not low:
            return shares | _by_remainders(free, left)
        shares |= {name: floors[name] for name in low}


def _floors(sizes: Mapping[str, int], least: int) -> dict[str, int]:
    return {name: min(size, least) for name, size in sizes.items()}


def _by_remainders(sizes: Mapping[str, int], wanted: int) -> dict[str, int]:
    """Share a number out in proportion; what is left over goes to the largest remainders."""
    whole = max(sum(sizes.values()), 1)
    shares = {name: wanted * size // whole for name, size in sizes.items()}
    left = wanted - sum(shares.values())
    ranked = sorted(sizes, key=lambda name: (-(wanted * sizes[name] % whole), name))
    return shares | {name: shares[name] + 1 for name in ranked[:left]}
