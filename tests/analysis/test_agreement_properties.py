"""What must hold of agreement coefficients whatever the data."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise, permutations
from math import isnan
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.agreement import distances
from qualcode.analysis.agreement.alpha import krippendorff_alpha
from qualcode.analysis.agreement.bootstrap import bootstrap
from qualcode.analysis.agreement.coefficients import (
    brennan_prediger,
    cohen_kappa,
    conger_kappa,
    fleiss_kappa,
    gwet_ac1,
    positive_agreement,
    raw_agreement,
    scott_pi,
)
from qualcode.analysis.agreement.ratings import Ratings
from qualcode.analysis.agreement.spans import study_disagreement
from qualcode.analysis.agreement.unitizing import disagreement, merged
from qualcode.analysis.agreement.units import Size, Study
from tests.analysis.analysis_samples import mark

if TYPE_CHECKING:
    from collections.abc import Callable

    from qualcode.analysis.agreement.ratings import Floats
    from qualcode.model.excerpt import Mark

COEFFICIENTS: list[Callable[[Ratings], Floats]] = [
    brennan_prediger,
    cohen_kappa,
    conger_kappa,
    fleiss_kappa,
    gwet_ac1,
    krippendorff_alpha,
    positive_agreement,
    raw_agreement,
]

VALUES = st.sampled_from([True, False, None])
UNITS = st.lists(st.tuples(VALUES, VALUES, VALUES), min_size=1, max_size=20)
PAIRS = st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=30)


def _one(values: object) -> float:
    (value,) = np.asarray(values)
    return float(value)


@given(UNITS, st.permutations(range(3)))
def test_neither_the_order_of_units_nor_of_coders_matters(
    units: list[tuple[bool | None, ...]], order: list[int]
) -> None:
    turned = [tuple(unit[coder] for coder in order) for unit in reversed(units)]
    for coefficient in COEFFICIENTS:
        before = _one(coefficient(Ratings.of_units(units)))
        after = _one(coefficient(Ratings.of_units(turned)))
        assert before == pytest.approx(after, nan_ok=True)


@given(PAIRS)
def test_sklearn_and_statsmodels_style_definition_of_kappa(units: list[tuple[bool, bool]]) -> None:
    n = len(units)
    first, second = sum(a for a, _ in units) / n, sum(b for _, b in units) / n
    agreed = sum(a == b for a, b in units) / n
    chance = first * second + (1 - first) * (1 - second)
    found = _one(cohen_kappa(Ratings.of_units(units)))
    if chance == 1:
        assert isnan(found)
    else:
        assert found == pytest.approx((agreed - chance) / (1 - chance))


@given(PAIRS)
def test_many_coder_coefficients_are_the_two_coder_ones_for_two(
    units: list[tuple[bool, bool]],
) -> None:
    ratings = Ratings.of_units(units)
    assert _one(conger_kappa(ratings)) == pytest.approx(_one(cohen_kappa(ratings)), nan_ok=True)
    assert _one(fleiss_kappa(ratings)) == pytest.approx(_one(scott_pi(ratings)), nan_ok=True)


@given(st.lists(st.sampled_from("abc"), min_size=2, max_size=20))
def test_coders_who_agree_on_all_are_at_one_or_undefined(values: list[str]) -> None:
    ratings = Ratings.of_units((value, value) for value in values)
    varied = len(set(values)) > 1
    for coefficient in (cohen_kappa, scott_pi, krippendorff_alpha):
        found = _one(coefficient(ratings))
        assert found == pytest.approx(1) if varied else isnan(found)


@given(UNITS, UNITS)
def test_groups_add_up_to_the_whole(
    one: list[tuple[bool | None, ...]], other: list[tuple[bool | None, ...]]
) -> None:
    grouped = Ratings.of_groups({"a": Counter(one), "b": Counter(other)})
    whole = Ratings.of_units([*one, *other])
    for coefficient in COEFFICIENTS:
        assert _one(coefficient(grouped)) == pytest.approx(_one(coefficient(whole)), nan_ok=True)


def test_two_random_coders_do_not_agree_beyond_chance() -> None:
    """Where another tool's kappa gives .82: two coders who each code 90 % at random."""
    random = np.random.default_rng(1)
    units = [(bool(a), bool(b)) for a, b in random.random((20_000, 2)) < 0.9]
    ratings = Ratings.of_units(units)
    assert _one(cohen_kappa(ratings)) == pytest.approx(0, abs=0.03)
    assert _one(krippendorff_alpha(ratings)) == pytest.approx(0, abs=0.03)
    assert _one(raw_agreement(ratings)) == pytest.approx(0.82, abs=0.02)


class TestBootstrap:
    """Interviews are drawn, not sentences."""

    ratings = Ratings.of_groups(
        {
            f"D{number}": {(True, True): 3 + number, (False, False): 20, (True, False): number % 3}
            for number in range(8)
        }
    )

    def test_the_interval_holds_the_value(self) -> None:
        found = bootstrap(self.ratings, cohen_kappa, seed=7)
        assert found is not None
        assert found[0] < _one(cohen_kappa(self.ratings)) < found[1]

    def test_the_seed_decides(self) -> None:
        first, again, other = (
            bootstrap(self.ratings, krippendorff_alpha_of, seed=seed) for seed in (7, 7, 8)
        )
        assert first == again != other

    def test_one_interview_has_no_interval(self) -> None:
        assert bootstrap(Ratings.of_units([(True, False)]), cohen_kappa, seed=1) is None


def krippendorff_alpha_of(ratings: Ratings, weights: Floats) -> Floats:
    return krippendorff_alpha(ratings, weights=weights)


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 20)), max_size=8))
def test_merged_marks_cover_the_same_characters(marks: list[tuple[int, int]]) -> None:
    spans = [(start, start + size) for start, size in marks]
    found = merged(spans)
    covered = {place for start, end in spans for place in range(start, end)}
    assert {place for start, end in found for place in range(start, end)} == covered
    assert all(before[1] < after[0] for before, after in pairwise(found))


@given(st.lists(st.tuples(st.integers(0, 80), st.integers(1, 20)), max_size=6))
def test_coders_who_mark_the_same_do_not_disagree(marks: list[tuple[int, int]]) -> None:
    spans = merged([(start, start + size) for start, size in marks])
    assert disagreement([spans, spans], 0, 100).observed == 0


def test_documents_follow_each_other_on_the_continuum() -> None:
    """Document E, which only one coder has read, is left out."""
    size = Size(2, 1, 20, 20, frozenset("ab"))
    sizes = {"D": size, "E": replace(size, coders=frozenset("a")), "F": size}
    marks = {
        "a": [_span("D", 1, 2), _span("E", 3, 9), _span("F", 0, 3)],
        "b": [_span("F", 4, 5)],
    }
    found = study_disagreement(Study(("a", "b"), sizes, marks), "scarce")
    assert found == disagreement([[(1, 2), (20, 23)], [(24, 25)]], 0, 40)


def _span(document: str, start: int, stop: int) -> Mark:
    return mark("scarce", document=document)._replace(start=start, stop=stop)


_SPANS = st.lists(st.tuples(st.integers(0, 55), st.integers(1, 9)), max_size=5)


@given(st.lists(_SPANS, min_size=2, max_size=3))
def test_alpha_u_as_the_book_writes_it_out(coders: list[list[tuple[int, int]]]) -> None:
    """Krippendorff (2004): every mark against every mark and every gap, for all orders."""
    end = 64
    marks = [
        [(int(a), int(b)) for a, b in merged([(a, a + n) for a, n in each])] for each in coders
    ]
    gaps = [_gaps(each, end) for each in marks]
    m = len(marks)
    seen = 0.0
    for i, j in permutations(range(m), 2):
        for one in marks[i]:
            for other in marks[j]:
                if one[0] < other[1] and other[0] < one[1]:
                    seen += (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2
            seen += sum((one[1] - one[0]) ** 2 for a, b in gaps[j] if a <= one[0] and one[1] <= b)
        for a, b in gaps[i]:
            seen += sum((o[1] - o[0]) ** 2 for o in marks[j] if a <= o[0] and o[1] <= b)
    sizes = [b - a for each in marks for a, b in each]
    spaces = [b - a for each in gaps for a, b in each]
    chance = sum(
        (len(sizes) - 1) / 3 * (2 * n**3 - 3 * n**2 + n)
        + n**2 * sum(gap - n + 1 for gap in spaces if gap >= n)
        for n in sizes
    )
    pairs = m * end * (m * end - 1) - sum(n * (n - 1) for n in sizes)
    found = disagreement(marks, 0, end)
    assert found.observed == pytest.approx(seen / (m * (m - 1) * end**2))
    assert found.expected == pytest.approx(2 / end * chance / pairs)


def _gaps(marks: list[tuple[int, int]], end: int) -> list[tuple[int, int]]:
    edges = [0, *(place for each in marks for place in each), end]
    return [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b]


def test_distances_of_sets_are_named() -> None:
    assert all(each.label for each in distances.SET_DISTANCES.values())
    empty, some = frozenset[str](), frozenset("a")
    assert distances.masi.of(empty, some) == 1.0
    assert distances.masi.of(empty, empty) == 0.0
