"""Tests between groups against published and hand-made numbers."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import comb, exp, prod

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import fisher_exact

from qualcode.analysis.exact import _at_least, freeman_halton
from qualcode.analysis.significance import Adjustment, adjusted, compare_groups


def test_two_groups_are_tested_exactly() -> None:
    """Nine of twelve households and two of ten officials."""
    found = compare_groups([9, 2], [12, 10])
    assert found.p == pytest.approx(0.02997, abs=5e-6)
    assert found.name.en == "Fisher exact"


def test_fishers_tea() -> None:
    assert compare_groups([3, 1], [4, 4]).p == pytest.approx(0.4857, abs=5e-5)


def test_three_groups_of_few_are_tested_exactly_and_chi_square_stands_beside() -> None:
    found = compare_groups([9, 2, 3], [12, 10, 6])
    assert found.statistic == pytest.approx(6.60, abs=5e-3)
    assert found.freedom == 2
    assert found.chi_p == pytest.approx(0.0369, abs=5e-5)
    assert found.cramers_v == pytest.approx(0.4855, abs=5e-5)
    assert found.is_small
    assert found.name.en == "Fisher-Freeman-Halton exact"
    assert found.p == pytest.approx(_by_hand([9, 2, 3], [12, 10, 6]))


def test_three_groups_of_many_are_tested_by_chi_square() -> None:
    """By (O − E)² / E with 45 expected of 100 in each group: 225/45 · 2 + 225/55 · 2."""
    found = compare_groups([30, 45, 60], [100, 100, 100])
    assert found.name.en == "chi-square"
    assert found.statistic == pytest.approx(18.1818, abs=5e-5)
    assert found.p == found.chi_p
    assert found.p == pytest.approx(exp(-18.181818 / 2))  # chi-square of 2 degrees of freedom


def _by_hand(having: list[int], of: list[int]) -> float:
    """Go through every table with these margins, one by one."""
    weights = {
        each: prod(comb(n, yes) for n, yes in zip(of, each, strict=True))
        for each in product(*(range(n + 1) for n in of))
        if sum(each) == sum(having)
    }
    here = weights[tuple(having)]
    return sum(w for w in weights.values() if w <= here) / sum(weights.values())


@given(
    st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=2, max_size=4).filter(
        lambda groups: all(a + b for a, b in groups)
    )
)
def test_the_exact_test_is_what_going_through_all_tables_gives(
    groups: list[tuple[int, int]],
) -> None:
    having, of = [a for a, _ in groups], [a + b for a, b in groups]
    assert freeman_halton(having, of).p == pytest.approx(_by_hand(having, of))


@given(st.integers(0, 9), st.integers(0, 9), st.integers(1, 9), st.integers(1, 9))
def test_with_two_groups_it_is_fishers(a: int, b: int, c: int, d: int) -> None:
    fisher = float(fisher_exact([[a, c], [b, d]]).pvalue)
    assert freeman_halton([a, b], [a + c, b + d]).p == pytest.approx(fisher)


def test_too_many_tables_are_drawn_with_a_seed(monkeypatch: pytest.MonkeyPatch) -> None:
    having, of = [9, 2, 3, 1, 7], [12, 10, 6, 9, 11]
    whole = freeman_halton(having, of)
    monkeypatch.setattr("qualcode.analysis.exact.MOST", 10)
    drawn = freeman_halton(having, of)
    assert (whole.is_drawn, drawn.is_drawn) == (False, True)
    assert drawn == freeman_halton(having, of)
    assert drawn.p == pytest.approx(whole.p, abs=0.002)


def test_groups_of_nobody_do_not_count() -> None:
    assert compare_groups([9, 0, 2], [12, 0, 10]).p == compare_groups([9, 2], [12, 10]).p


@pytest.mark.parametrize(
    ("having", "of"), [([], []), ([3], [4]), ([0, 0], [4, 5]), ([4, 5], [4, 5]), ([1, 0], [3, 0])]
)
def test_nothing_to_test_is_said_not_invented(having: list[int], of: list[int]) -> None:
    found = compare_groups(having, of)
    assert found.p is None
    assert found.name


P = [0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216]


def test_benjamini_and_hochberg() -> None:
    found = adjusted(P, Adjustment.BH)
    assert found == pytest.approx(
        [0.01, 0.04, 0.084, 0.084, 0.084, 0.10, 0.1057, 0.216, 0.216, 0.216], abs=5e-5
    )


def test_holm() -> None:
    assert adjusted(P, Adjustment.HOLM)[:3] == pytest.approx([0.01, 0.072, 0.312])


@given(st.lists(st.one_of(st.none(), st.floats(0, 1)), max_size=20))
def test_adjusting_keeps_places_and_never_lowers(values: list[float | None]) -> None:
    for method in Adjustment:
        found = adjusted(values, method)
        for before, after in zip(values, found, strict=True):
            assert (before is None) == (after is None)
            if before is not None and after is not None:
                assert before <= after <= 1


@given(st.lists(st.integers(1, 12), min_size=2, max_size=5), st.integers(0, 30))
def test_whether_there_are_too_many_tables_is_known_beforehand(of: list[int], have: int) -> None:
    """States after two groups, one by one: numbers of persons and of ways, feasible ones."""
    total = min(have, sum(of) // 2)
    room = sum(of[2:])
    states = {
        (a + b, comb(of[0], a) * comb(of[1], b))
        for a, b in product(range(of[0] + 1), range(of[1] + 1))
        if total - room <= a + b <= total
    }
    assert _at_least(of, total) <= len(states)


def test_large_groups_beside_a_small_one_are_tested_at_once() -> None:
    """Drawn, not enumerated: 200 codes of four thousand persons would take minutes."""
    found = freeman_halton([310, 290, 200, 3], [1000, 1000, 900, 4])
    assert found.is_drawn
    assert found.p < 0.001


def test_more_ways_than_a_float_holds_are_still_counted() -> None:
    """All thirty tables in fractions, one by one."""
    found = compare_groups([2, 3, 700], [4, 5, 1500])
    assert found.name.en == "Fisher-Freeman-Halton exact"
    here = _share([2, 3, 700])
    rare = sum(
        share
        for share in (_share([a, b, 705 - a - b]) for a in range(5) for b in range(6))
        if share <= here * (1 + Fraction(1, 10**7))
    )
    assert found.p == pytest.approx(float(rare))


def _share(having: list[int]) -> Fraction:
    ways = prod(comb(n, yes) for n, yes in zip([4, 5, 1500], having, strict=True))
    return Fraction(ways, comb(1509, 705))
