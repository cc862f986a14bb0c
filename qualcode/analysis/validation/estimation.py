"""From a stratified sample that a person has coded to totals of the whole, with intervals.

Totals are the stratified expansion estimator, T = Σ N_s · mean_s, with the
variance of Cochran (1977), Sampling Techniques, chapter 5; strata of one answer are put
together for it (5A.12). A stratum without any answer, such as where somebody has not read
to the end, is taken to be like the others with a hit, or like the others without one.
Codes are rare, where
the normal interval fails; so the share T / N gets Wilson's interval at the
effective sample size that the variance amounts to, as Korn & Graubard (1998),
Confidence intervals for proportions with small expected number of positive counts
estimated from survey data, Survey Methodology 24.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from qualcode.analysis.intervals import Z_95
from qualcode.analysis.validation.sampling import kind_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from qualcode.analysis.validation.sampling import Sentence

DRAWS = 2000


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

    def total(self, holds: Callable[[Answer], bool]) -> Estimate:
        """Estimate in how many sentences something holds."""
        values: defaultdict[str, list[int]] = defaultdict(list)
        for answer in self.answers:
            values[answer.stratum].append(int(holds(answer)))
        size, seen = self.population, sum(map(sum, values.values()))
        if not size or not self.answers:
            return Estimate(float("nan"), float("nan"), float("nan"))
        total = sum(self.spoken_for[name] * np.mean(each) for name, each in values.items())
        least = len(self.answers) - seen
        share = float(total) / size
        low, high = _wilson(share, self._effective(values, share))
        return Estimate(
            float(total),
            max(low * size, float(seen)),
            min(high * size, float(size - least)),
        )

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

    def _effective(self, values: Mapping[str, Sequence[int]], share: float) -> float:
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

    def _of_single(self, values: Mapping[str, Sequence[int]], parts: Mapping[str, float]) -> float:
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


def persons(
    sample: Sample, code: str, sentences: Mapping[str, Sequence[Sentence]], *, seed: int
) -> Estimate:
    """Estimate how many of some persons assert a code.

    A person does who was found to; of the others, who has a hit that is right or a
    sentence that was missed. Both are taken to befall sentences alike, whoever speaks:
    where a code clusters in few persons, this is an upper estimate, and says so.

    Args:
        sample: The answers.
        code: Which code.
        sentences: All sentences of each person.
        seed: Of the draws behind the interval.
    """
    known = {each.sentence.participant for each in sample.answers if code in each.true}
    precision = sample.ratio(lambda a: code in a.true, lambda a: code in a.sentence.hits)
    missed = sample.ratio(lambda a: code in a.true, lambda a: code not in a.sentence.hits)
    random = np.random.default_rng(seed)
    right = _draws(precision, random)
    over = _draws(missed, random)
    value, counts = 0.0, np.zeros(DRAWS)
    for person, said in sentences.items():
        if person in known:
            value, counts = value + 1, counts + 1
            continue
        hits = sum(code in each.hits for each in said)
        others = len(said) - hits
        p, q = (each.value if each else 0.0 for each in (precision, missed))
        value += 1 - (1 - p) ** hits * (1 - q) ** others
        chance = 1 - (1 - right) ** hits * (1 - over) ** others
        counts += random.random(DRAWS) < chance
    low, high = np.quantile(counts, [0.025, 0.975])
    return Estimate(value, float(low), float(high))


def _draws(estimate: Estimate | None, random: np.random.Generator) -> np.ndarray:
    """Return likely values of a share: a beta distribution as wide as its interval."""
    if estimate is None:
        return np.zeros(DRAWS)
    width = max(estimate.high - estimate.low, 1e-9) / (2 * Z_95)
    centre = min(max(estimate.value, width / 4), 1 - width / 4)
    strength = max(centre * (1 - centre) / width**2 - 1, 0.5)
    return random.beta(centre * strength, (1 - centre) * strength, DRAWS)


def _wilson(share: float, size: float, z: float = Z_95) -> tuple[float, float]:
    """Return Wilson's interval for a share of a sample whose size need not be whole."""
    scale = 1 + z**2 / size
    centre = (share + z**2 / (2 * size)) / scale
    half = z * float(np.sqrt(share * (1 - share) / size + z**2 / (4 * size**2))) / scale
    return max(0.0, centre - half), min(1.0, centre + half)
