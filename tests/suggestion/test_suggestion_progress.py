"""What is unseen: bounds that hold, also where a learner has picked the best first."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.suggestion.mixing import mixed
from qualcode.suggestion.progress import reading_on, sample_of_draws, unseen


def reviewed(seed: int, size: int = 600, read: int = 250) -> tuple[int, tuple[int, int]]:
    """Read in the learned order, answer truly; return what is left and its interval."""
    chance = random.Random(seed)
    scores = {f"{seed}-{n}": chance.random() ** 3 for n in range(size)}
    truth = {name: chance.random() < score for name, score in scores.items()}
    order, drawn = mixed(scores, seed=seed)
    done = set(order[:read])
    sample = sample_of_draws({name: name in done for name in scores}, drawn & done, seed)
    found = sum(truth[name] for name in done)
    told = unseen(size, len(sample), sum(truth[n] for n in sample), found, size - read)
    assert told is not None
    return sum(truth.values()) - found, (told.low, told.high)


def test_the_interval_covers_the_truth_in_nine_of_ten_runs() -> None:
    runs = [reviewed(seed) for seed in range(120)]
    covered = sum(low <= left <= high for left, (low, high) in runs)
    assert covered >= 0.9 * len(runs)


def test_the_interval_says_something() -> None:
    widths = [high - low for _, (low, high) in map(reviewed, range(10))]
    assert max(widths) < 350


@given(st.integers(1, 300), st.data())
def test_bounds_are_possible_and_hold_the_estimate(everything: int, data: st.DataObject) -> None:
    sample = data.draw(st.integers(1, everything))
    true = data.draw(st.integers(0, sample))
    told = unseen(everything, sample, true, true, everything - sample)
    assert told is not None
    assert 0 <= told.low <= told.high <= everything - sample
    assert told.low - 1 <= told.expected <= told.high + 1


def test_all_read_leaves_nothing_and_no_sample_tells_nothing() -> None:
    assert unseen(50, 50, 7, 7, 0) == (0, 0, 0)
    assert unseen(50, 0, 0, 7, 43) is None


def test_a_sample_ends_at_the_last_draw_before_what_is_undecided() -> None:
    names = [str(n) for n in range(100)]
    order, _ = mixed(dict.fromkeys(names, 0.5), seed=1)
    whole = sample_of_draws(dict.fromkeys(names, True), names, 1)
    assert sorted(whole) == sorted(order)
    gap = {name: name != whole[10] for name in names}
    assert sample_of_draws(gap, names, 1) == whole[:10]
    assert sample_of_draws(gap, whole[:4], 1) == whole[:4]


def test_reading_on_adds_up_the_best() -> None:
    ahead = reading_on([1.0, 0.5, 0.5, 0.0], 3)
    assert ahead.found == pytest.approx(2.0)
    assert ahead.spread == pytest.approx(0.5**0.5)
