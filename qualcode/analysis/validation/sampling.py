"""A stratified sample of sentences: each code's hits get their share, and so does what nobody hit.

Recall cannot be told from hits alone, so sentences without a hit are drawn too,
from each subject. A sentence with several hits belongs to the stratum of its
rarest code, so that rare codes are met often enough.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from math import ceil
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

NO_HIT = "none"


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


def draw(sentences: Iterable[Sentence], *, hits: int, others: int, seed: int) -> Drawn:
    """Draw a stratified sample without replacement.

    Args:
        sentences: All of respondents.
        hits: How many sentences with a hit, about; every code gets an equal share first.
        others: How many without, about; every subject at least five.
        seed: The same seed draws the same.
    """
    whole = list(sentences)
    uses = Counter(code for each in whole for code in each.hits)
    strata: defaultdict[str, list[Sentence]] = defaultdict(list)
    for each in whole:
        strata[_stratum(each, uses)].append(each)
    with_hit = {name: len(found) for name, found in strata.items() if name.startswith("hit:")}
    without = {name: len(found) for name, found in strata.items() if name not in with_hit}
    shares = _equal(with_hit, hits) | _proportional(without, others, least=5)
    random = Random(seed)  # noqa: S311 - a sample that can be drawn again, not a secret
    items = {
        name: sorted(
            random.sample(found, shares[name]), key=lambda each: (each.document, each.unit)
        )
        for name, found in sorted(strata.items())
    }
    return Drawn(seed, {name: len(found) for name, found in sorted(strata.items())}, items)


def _stratum(sentence: Sentence, uses: Mapping[str, int]) -> str:
    if not sentence.hits:
        return f"{NO_HIT}:{sentence.subject}"
    return "hit:" + min(sentence.hits, key=lambda code: (uses[code], code))


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


def _proportional(sizes: Mapping[str, int], wanted: int, *, least: int) -> dict[str, int]:
    total = sum(sizes.values())
    return {
        name: min(size, max(least, ceil(wanted * size / total))) for name, size in sizes.items()
    }
