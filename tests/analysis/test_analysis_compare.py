"""Differences between two sides: intervals against published numbers, tables by recount."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.compare import Side, compare_table
from qualcode.analysis.differences import difference_interval, mcnemar, paired_interval
from qualcode.model.label import Label
from tests.analysis.analysis_samples import BOOK, corpus_of, mark, villagers


@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    [
        # Newcombe (1998), table II, method 10
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((10, 10), (0, 20), 0.6791, 1.0),
    ],
)
def test_newcombe_method_10(
    first: tuple[int, int], second: tuple[int, int], low: float, high: float
) -> None:
    assert difference_interval(first, second) == pytest.approx((low, high), abs=5e-5)


def test_nobody_has_no_difference() -> None:
    assert difference_interval((0, 0), (1, 2)) is None
    assert paired_interval(0, 0, 0) is None
    assert mcnemar(0, 0) is None


@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 40))
def test_swapping_sides_turns_the_sign(one: int, other: int, same: int) -> None:
    people = one + other + same
    found, turned = paired_interval(one, other, people), paired_interval(other, one, people)
    if people:
        assert found is not None
        assert turned is not None
        assert found == pytest.approx((-turned[1], -turned[0]))
        assert found[0] <= (one - other) / people <= found[1] or people < 3


def test_mcnemar_is_the_sign_test() -> None:
    assert mcnemar(1, 9) == pytest.approx(22 / 1024)


def test_two_groups_of_people() -> None:
    people = villagers("P1:PH", "P2:PH", "P3:PH", "G1:GOV", "G2:GOV")
    marks = [mark("scarce", "P1"), mark("scarce", "P2"), mark("scarce", "P2", unit=4)]
    marks += [mark("formal", "G1")]
    whole = corpus_of(people, marks)
    poor = replace(
        whole, participants=people[:3], marks=[m for m in marks if m.participant[0] == "P"]
    )
    state = replace(
        whole, participants=people[3:], marks=[m for m in marks if m.participant[0] == "G"]
    )
    table = compare_table(
        Side(Label("贫困户", "PH"), poor), Side(Label("政府", "GOV"), state), BOOK.leaves
    )
    assert [row[0] for row in table.rows] == ["scarce", "formal"]
    (warning,) = [note.en for note in table.notes if "quote with care" in note.en]
    assert "GOV (N=2)" in warning
    assert "PH" not in warning
    first = table.rows[0]
    assert (first[3], first[5:9]) == (2, (3, 0, 0.0, 0))
    assert first[4] == pytest.approx(200 / 3)
    assert first[9] == pytest.approx(200 / 3)
    assert table.rows[1][9] == pytest.approx(-50)


def test_two_coders_look_at_the_same_people() -> None:
    people = villagers("P1:PH", "P2:PH", "P3:PH")
    one = corpus_of(people, [mark("scarce", "P1"), mark("scarce", "P2")])
    other = corpus_of(people, [mark("scarce", "P2")])
    table = compare_table(
        Side(Label("甲", "a"), one), Side(Label("乙", "b"), other), BOOK.leaves, paired=True
    )
    (row,) = table.rows
    assert row[9] == pytest.approx(100 / 3)
    assert row[12] == pytest.approx(1.0)
    assert any("McNemar" in note.en for note in table.notes)


def test_nothing_coded_is_an_empty_table() -> None:
    nobody = Side(Label("空", "none"), corpus_of([]))
    assert compare_table(nobody, nobody, BOOK.leaves).rows == ()
