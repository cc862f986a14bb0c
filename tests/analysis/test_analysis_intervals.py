"""Score intervals against published numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.intervals import wilson


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [
        (7, 10, 0.397, 0.892),
        (0, 10, 0.0, 0.278),
        (42, 50, 0.715, 0.917),
        (42, 60, 0.575, 0.801),
        # Newcombe (1998), Two-sided confidence intervals for the single proportion, table I
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_published_intervals(successes: int, trials: int, low: float, high: float) -> None:
    found = wilson(successes, trials)
    assert found == pytest.approx((low, high), abs=0.0005)


def test_nobody_asked_has_no_interval() -> None:
    assert wilson(0, 0) is None


@given(st.integers(1, 5000), st.data())
def test_the_interval_holds_the_share_and_mirrors(trials: int, data: st.DataObject) -> None:
    successes = data.draw(st.integers(0, trials))
    found, mirrored = wilson(successes, trials), wilson(trials - successes, trials)
    assert found is not None
    assert mirrored is not None
    share = successes / trials
    assert 0 <= found[0] <= share + 1e-12
    assert share - 1e-12 <= found[1] <= 1
    assert found == pytest.approx((1 - mirrored[1], 1 - mirrored[0]))


@given(st.integers(1, 5000))
def test_none_and_all_touch_the_ends(trials: int) -> None:
    none, everybody = wilson(0, trials), wilson(trials, trials)
    assert none is not None
    assert everybody is not None
    assert none[0] == pytest.approx(0, abs=1e-12)
    assert everybody[1] == pytest.approx(1, abs=1e-12)
