"""From a stratified sample that a person has coded to totals of the whole, with intervals.

Sentences that were read are known and count as they are; only what was not read is
estimated. How many sentences have a hit of a code, and how many have none, is known: each
of these parts is scaled by its own number, T = Σ_g (known_g + unread_g · mean_g), which is
post-stratification (Cochran 1977, Sampling Techniques, 5A.9) in predictive form (Royall
1970, On finite population sampling theory under certain linear regression models,
Biometrika 57); mean_g weighs each answer by the unread sentences of its stratum that it
stands for. With one part this is the stratified expansion estimator, Σ N_s · mean_s. The
variance is that of a stratified total of what is left over, answer − mean_g (chapter 5);
strata of one answer are put together for it (5A.12). A stratum without any answer, such as
where somebody has not read to the end, is taken to be like the others with a hit, or like
the others without one; and a part without any answer, such as the hits of a group that
nobody has read, has the mean of all sentences like it. Codes are rare, where the normal
interval fails; so the share T / N gets Wilson's interval at the effective sample size that
the variance amounts to, as Korn & Graubard (1998), Confidence intervals for proportions
with small expected number of positive counts estimated from survey data, Survey Method. 24.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from math import isnan, nan
from typing import TYPE_CHECKING

import numpy as np

from qualcode.analysis.intervals import Z_95
from qualcode.analysis.validation.sampling import kind_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from qualcode.analysis.validation.sampling import Sentence


@dataclass(frozen=True, slots=True)
class Answer:
    """A sampled sentence and what a person found in it."""

    stratum: str
    sentence: Sentence
    true: frozenset[str]
    """Codes that hold there, in the person's eyes."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with its 95 % interval."""

    value: float
    low: float
    high: float

    @property
    def is_certain(self) -> bool:
        """Tell whether nothing is estimated: all has been read."""
        return self.low == self.value == self.high


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the sentences of which it is known how many there are."""

    holds: Callable[[Sentence], bool]
    """Tells whether a sentence is in it; of several parts, in one only."""
    size: int
    like: Callable[[Sentence], bool] = lambda _: False
    """Tells which sentences answer for it where none of its own has an answer."""


@dataclass(frozen=True, slots=True)
class _Told:
    """What answers tell of a part; they are numbered, 1 where it holds and 0 where not."""

    own: Mapping[int, int]
    telling: Mapping[int, int]
    """Its own answers, or those of sentences like it."""
    unread: int
    mean: float
    """The share that holds of what was not read; NaN where nothing tells it."""

    @property
    def total(self) -> float:
        """Return in how many of its sentences it holds."""
        return sum(self.own.values()) + (self.unread * self.mean if self.unread else 0.0)


@dataclass(frozen=True)
class Sample:
    """Answers with the sizes of the strata they were drawn from."""

    sizes: Mapping[str, int]
    answers: Sequence[Answer]

    @property
    def population(self) -> int:
        """Return how many sentences there are."""
        return sum(self.sizes.values())

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Return how many answers each stratum has that has any."""
        return Counter(answer.stratum for answer in self.answers)

    @cached_property
    def unread(self) -> tuple[str, ...]:
        """Return the strata without an answer."""
        return tuple(name for name in self.sizes if name not in self.numbers)

    @cached_property
    def spoken_for(self) -> Mapping[str, float]:
        """Return how many sentences a stratum stands for: its own, and a part of those unread."""
        whole, read = Counter[str](), Counter[str]()
        for name, size in self.sizes.items():
            whole[kind_of(name)] += size
            read[kind_of(name)] += size if name in self.numbers else 0
        return {
            name: self.sizes[name] * whole[kind_of(name)] / read[kind_of(name)]
            for name in self.numbers
        }

    def weights(self) -> dict[str, float]:
        """Return how many sentences each answer of a stratum stands for."""
        return {name: self.spoken_for[name] / number for name, number in self.numbers.items()}

    def total(
        self, holds: Callable[[Answer], bool], parts: Sequence[Part] | None = None
    ) -> Estimate:
        """Estimate in how many sentences something holds.

        Args:
            holds: What is looked for.
            parts: What is asked of, such as sentences with a hit and without, each scaled
                by its own size; None = all sentences together.

        Returns:
            The number; NaN where no answer tells of a part, nor of sentences like it.
        """
        size = self.population
        told = [self._told(part, holds) for part in parts or [Part(lambda _: True, size)]]
        total, unread = sum(each.total for each in told), sum(each.unread for each in told)
        if isnan(total) or not size:
            return Estimate(nan, nan, nan)
        seen = float(sum(sum(each.own.values()) for each in told))
        if not unread:
            return Estimate(seen, seen, seen)
        share = total / size
        low, high = _wilson(share, self._effective(self._left(told), share))
        return Estimate(total, max(low * size, seen), min(high * size, seen + unread))

    def _told(self, part: Part, holds: Callable[[Answer], bool]) -> _Told:
        own, like = (
            {n: int(holds(each)) for n, each in enumerate(self.answers) if are(each.sentence)}
            for are in (part.holds, part.like)
        )
        return _Told(own, own or like, max(0, part.size - len(own)), self._mean(own or like))

    def _left(self, parts: Sequence[_Told]) -> dict[str, list[float]]:
        """Return by stratum what of each answer its part's mean does not tell; others tell 0.

        Answers that were borrowed count by how large the part is beside what they stand for.
        """
        weights, over = self.weights(), dict[int, float]()
        for part in parts:
            if not part.unread:
                continue
            whole = sum(weights[self.answers[n].stratum] for n in part.telling)
            scale = 1.0 if part.own else part.unread / whole
            over |= {n: scale * (holds - part.mean) for n, holds in part.telling.items()}
        values: defaultdict[str, list[float]] = defaultdict(list)
        for number, answer in enumerate(self.answers):
            values[answer.stratum].append(over.get(number, 0.0))
        return values

    def _mean(self, found: Mapping[int, int]) -> float:
        """Return the share that holds of the sentences which some answers stand for, unread ones.

        An answer of a stratum read whole stands for itself alone; where all do, each weighs one.
        Without any answer it is NaN.
        """
        weights = self.weights()
        others = {n: weights[self.answers[n].stratum] - 1 for n in found}
        whole = sum(others.values())
        if whole <= 0:
            return sum(found.values()) / len(found) if found else nan
        return sum(others[n] * holds for n, holds in found.items()) / whole

    def ratio(
        self, holds: Callable[[Answer], bool], within: Callable[[Answer], bool]
    ) -> Estimate | None:
        """Estimate the share of the sentences `within` in which something holds; None: no such."""
        weights = self.weights()
        inside = [(weights[each.stratum], holds(each)) for each in self.answers if within(each)]
        whole = sum(weight for weight, _ in inside)
        if not whole:
            return None
        share = sum(weight for weight, yes in inside if yes) / whole
        effective = whole**2 / sum(weight**2 for weight, _ in inside)
        return Estimate(share, *_wilson(share, effective))

    def _effective(self, values: Mapping[str, Sequence[float]], share: float) -> float:
        """Return the size of a simple random sample that would be as precise."""
        parts = {name: self.spoken_for[name] / self.population for name in values}
        kish = 1 / sum(part**2 / len(values[name]) for name, part in parts.items())
        variance = sum(
            part**2
            * (1 - len(values[name]) / self.spoken_for[name])
            * np.var(values[name], ddof=1)
            / len(values[name])
            for name, part in parts.items()
            if len(values[name]) > 1
        ) + self._of_single(values, parts)
        if share in {0.0, 1.0} or variance <= 0:
            return kish
        return float(min(share * (1 - share) / variance, max(kish, len(self.answers))))

    def _of_single(
        self, values: Mapping[str, Sequence[float]], parts: Mapping[str, float]
    ) -> float:
        """Return the variance of strata of one answer, which tell it only together.

        L / (L − 1) · Σ (T_s − T · N_s / N)² over the L of a kind, somewhat too large rather
        than too small. One that is alone tells nothing: it gets the largest variance that
        an answer of yes or no has, ¼ · (N_s / N)².
        """
        kinds: defaultdict[str, list[str]] = defaultdict(list)
        for name, found in values.items():
            if len(found) == 1 and self.spoken_for[name] > 1:
                kinds[kind_of(name)].append(name)
        total = 0.0
        for names in kinds.values():
            part = np.array([parts[name] for name in names])
            if len(names) == 1:
                total += float(part[0] ** 2) / 4
                continue
            found = part * np.array([values[name][0] for name in names])
            apart = found - found.sum() * part / part.sum()
            total += len(names) / (len(names) - 1) * float((apart**2).sum())
        return total


def _wilson(share: float, size: float, z: float = Z_95) -> tuple[float, float]:
    """Return Wilson's interval for a share of a sample whose size need not be whole."""
    scale = 1 + z**2 / size
    centre = (share + z**2 / (2 * size)) / scale
    half = z * float(np.sqrt(share * (1 - share) / size + z**2 / (4 * size**2))) / scale
    return max(0.0, centre - half), min(1.0, centre + half)
