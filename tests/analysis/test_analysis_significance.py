"""Tests between groups against published and hand-made numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.significance import Adjustment, adjusted, compare_groups


def test_two_groups_are_tested_exactly() -> None:
    """Nine of twelve households and two of ten officials."""
    found = compare_groups([9, 2], [12, 10])
    assert found.p == pytest.approx(0.02997, abs=5e-6)
    assert found.name.en == "Fisher exact"


def test_fishers_tea() -> None:
    assert compare_groups([3, 1], [4, 4]).p == pytest.approx(0.4857, abs=5e-5)


def test_three_groups_are_tested_by_chi_square() -> None:
    found = compare_groups([9, 2, 3], [12, 10, 6])
    assert found.statistic == pytest.approx(6.60, abs=5e-3)
    assert found.freedom == 2
    assert found.p == pytest.approx(0.0369, abs=5e-5)
    assert found.cramers_v == pytest.approx(0.4855, abs=5e-5)
    assert found.is_small


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
