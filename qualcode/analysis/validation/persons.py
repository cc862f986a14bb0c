"""From a sample that a person has read to what some persons said: who asserts a code, how often.

`estimation` holds the sample and its arithmetic; here are the questions that the corrected
table asks of it.
"""

from __future__ import annotations

from functools import partial
from math import isnan
from typing import TYPE_CHECKING

import numpy as np

from qualcode.analysis.intervals import Z_95
from qualcode.analysis.validation.estimation import Estimate, Part

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from qualcode.analysis.validation.estimation import Sample
    from qualcode.analysis.validation.sampling import Sentence

DRAWS = 2000
"""Likely values behind an interval of persons."""


def references(
    sample: Sample, code: str, sentences: Mapping[str, Sequence[Sentence]]
) -> Estimate | None:
    """Estimate in how many sentences of some persons a code holds.

    Sentences with a hit of the code and those without are each scaled by their own number.
    Where none of these persons' was read, those of everybody tell of them.

    Args:
        sample: The answers.
        code: Which code.
        sentences: All sentences of each person.

    Returns:
        The number; None where nobody's sentences of the kind were read.
    """
    hits = sum(code in each.hits for said in sentences.values() for each in said)
    whole = sum(map(len, sentences.values()))
    kinds: tuple[tuple[Callable[[Sentence], bool], int], ...] = (
        (lambda each: code in each.hits, hits),
        (lambda each: code not in each.hits, whole - hits),
    )
    parts = [Part(partial(_among, sentences, kind), size, kind) for kind, size in kinds]
    found = sample.total(lambda answer: code in answer.true, parts)
    return None if isnan(found.value) else found


def _among(people: Collection[str], kind: Callable[[Sentence], bool], sentence: Sentence) -> bool:
    """Tell whether a sentence is of a kind, and of one of some persons."""
    return sentence.participant in people and kind(sentence)


def persons(
    sample: Sample, code: str, sentences: Mapping[str, Sequence[Sentence]], *, seed: int
) -> Estimate:
    """Estimate how many of some persons assert a code.

    A person does who was found to, in a sentence that was read. Of the others, those do
    who have a hit that nobody read and that is right, or a sentence that nobody read and
    that was missed; what was read without finding it counts as known. Both are taken to
    befall sentences alike, whoever speaks: where a code clusters in few persons, this is
    an upper estimate, and says so. Where all has been read it is a count.

    Args:
        sample: The answers.
        code: Which code.
        sentences: All sentences of each person.
        seed: Of the draws behind the interval.
    """
    read = {each.sentence.key for each in sample.answers}
    asserting = {each.sentence.participant for each in sample.answers if code in each.true}
    known = len(asserting & sentences.keys())
    left = {
        person: [code in each.hits for each in said if each.key not in read]
        for person, said in sentences.items()
        if person not in asserting
    }
    open_ = [(sum(hits), len(hits) - sum(hits)) for hits in left.values() if hits]
    if not open_:
        return Estimate(float(known), float(known), float(known))
    shares = (
        sample.ratio(lambda a: code in a.true, lambda a: code in a.sentence.hits),
        sample.ratio(lambda a: code in a.true, lambda a: code not in a.sentence.hits),
    )
    random = np.random.default_rng(seed)
    right, over = (_draws(each, random) for each in shares)
    p, q = (each.value if each else 0.0 for each in shares)
    value, counts = float(known), np.full(DRAWS, float(known))
    for hits, others in open_:
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
