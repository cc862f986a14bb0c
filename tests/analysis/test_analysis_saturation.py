"""Saturation against the worked example of the method and what must hold of any curve."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.corpus import Corpus
from qualcode.analysis.saturation import chao2, curve, first_at, guest_namey_chen, only_in_holdout
from qualcode.analysis.tables.saturation import SaturationOptions, saturation_table
from tests.analysis.analysis_samples import BOOK, mark, villagers

NEW = [12, 7, 4, 2, 1, 1, 0, 1, 0, 0]
"""New codes per interview; the base of four holds 25."""

INTERVIEWS = st.lists(
    st.frozensets(st.sampled_from("abcdefghij"), max_size=6), min_size=1, max_size=12
)


def test_runs_of_two() -> None:
    runs = guest_namey_chen(NEW, base=4, run=2)
    assert [run.ratio for run in runs] == pytest.approx([0.08, 0.04, 0.04, 0.04, 0.0])
    reached, nothing = first_at(runs, 0.05), first_at(runs, 0.0)
    assert reached is not None
    assert nothing is not None
    assert (reached.first, reached.last) == (6, 7)
    assert (nothing.first, nothing.last) == (9, 10)


def test_runs_of_three() -> None:
    runs = guest_namey_chen(NEW, base=4, run=3)
    assert [run.ratio for run in runs] == pytest.approx([0.08, 0.08, 0.04, 0.04])
    reached = first_at(runs, 0.05)
    assert reached is not None
    assert (reached.first, reached.last) == (7, 9)
    assert first_at(runs, 0.0) is None


def test_a_base_without_codes_has_no_ratio() -> None:
    assert [run.ratio for run in guest_namey_chen([0, 0, 1], base=2, run=1)] == [None]


@given(INTERVIEWS, st.integers(0, 99))
def test_the_curve_ends_at_all_codes_and_the_order_given_lies_among_orders(
    interviews: list[frozenset[str]], seed: int
) -> None:
    found = curve(interviews, seed=seed, orders=50)
    every = len(frozenset().union(*interviews))
    assert found.total[-1] == every == sum(found.new)
    assert found.low[-1] == found.median[-1] == found.high[-1] == every
    assert all(a <= b <= c for a, b, c in zip(found.low, found.median, found.high, strict=True))
    assert list(found.median) == sorted(found.median)


@given(INTERVIEWS, st.integers(0, 99))
def test_what_only_the_holdout_has_is_nowhere_else(
    interviews: list[frozenset[str]], seed: int
) -> None:
    drawn, fresh = only_in_holdout(interviews, share=1 / 3, seed=seed)
    rest = [codes for number, codes in enumerate(interviews) if number not in drawn]
    assert not fresh & frozenset().union(*rest)
    assert len(drawn) < len(interviews)


def test_chao2_by_hand() -> None:
    """Four interviews; three codes met once, one met twice, one in all: (3/4)·3·2/(2·2) = 1.125."""
    interviews = [frozenset("abe"), frozenset("de"), frozenset("cde"), frozenset("e")]
    found = chao2(interviews)
    assert found is not None
    assert found.seen == 5
    assert found.estimate == pytest.approx(6.125)
    assert found.seen < found.low < found.estimate < found.high


@given(INTERVIEWS)
def test_chao2_never_says_fewer_than_were_seen(interviews: list[frozenset[str]]) -> None:
    found = chao2(interviews)
    if len(interviews) < 2:
        assert found is None
    else:
        assert found is not None
        assert found.seen <= found.low <= found.estimate <= found.high


def test_a_threshold_that_later_interviews_break_is_not_said_to_be_kept() -> None:
    codes = ["scarce", "", "", "", "", "", "formal"]
    speech = {"P1": {f"d{number}": 10 for number in range(len(codes))}}
    marks = [mark(code, "P1", document=f"d{number}") for number, code in enumerate(codes) if code]
    corpus = Corpus(BOOK, villagers("P1:PH"), speech, marks)
    table = saturation_table(corpus, ["scarce", "formal"], SaturationOptions(groups=False))
    assert "≤ 5%: interviews 5–6, first reached, not kept" in table.notes[0].en
    assert "by the names of the documents" in table.notes[1].en
    kept = saturation_table(replace(corpus, marks=marks[:1]), ["scarce", "formal"])
    assert "≤ 5%: interviews 5–6;" in kept.notes[0].en
