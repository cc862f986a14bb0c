"""From codings to coefficients: what counts as a unit, and a slow recount of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.agreement.basis import Basis
from qualcode.analysis.agreement.disagreements import disagreements_table
from qualcode.analysis.agreement.notes import _further
from qualcode.analysis.agreement.spans import span_f1
from qualcode.analysis.agreement.table import AgreementOptions, agreement_table
from qualcode.analysis.agreement.units import Size, Study
from qualcode.model.excerpt import Mark
from tests.analysis.analysis_samples import BOOK

if TYPE_CHECKING:
    from qualcode.analysis.table import Cell, ResultTable

UNIT_LENGTH = 10
"""In these studies every sentence has ten characters, and a turn two sentences."""


def coded(
    code: str, unit: int, *, last: int | None = None, document: str = "D", coder: str = "a"
) -> Mark:
    end = unit if last is None else last
    return Mark(
        coding=f"{coder}-{code}-{document}-{unit}",
        code=code,
        document=document,
        participant="P1",
        subject="PH",
        status="asserted",
        review="accepted",
        coder=coder,
        about="",
        unit=unit,
        unit_last=end,
        turn=unit // 2,
        start=unit * UNIT_LENGTH,
        stop=(end + 1) * UNIT_LENGTH,
    )


def study(marks: dict[str, list[Mark]], *, sentences: int = 20, documents: str = "D") -> Study:
    coders = tuple(marks)
    length = sentences * UNIT_LENGTH
    size = Size(sentences, sentences // 2, length, length, frozenset(coders))
    return Study(coders, dict.fromkeys(documents, size), marks)


def row(table: ResultTable, code: str) -> dict[str, Cell]:
    keys = [column.key for column in table.columns]
    return next(dict(zip(keys, each, strict=True)) for each in table.rows if each[0] == code)


def test_the_unit_moves_the_number() -> None:
    """One codes the first sentence of a turn, the other the second: they agree on turns only."""
    both = study({"a": [coded("scarce", 0)], "b": [coded("scarce", 1, coder="b")]})
    by_sentence = row(agreement_table(both, BOOK.leaves), "scarce")
    by_turn = row(agreement_table(both, BOOK.leaves, AgreementOptions(Basis.TURN)), "scarce")
    assert by_sentence["positive"] == 0
    assert by_turn["positive"] == 1
    assert (by_sentence["n_units"], by_turn["n_units"]) == (20, 10)


def test_constant_ratings_are_undefined_with_the_reason() -> None:
    every = [coded("scarce", 0, last=19)]
    same = study({"a": every, "b": every})
    found = row(agreement_table(same, BOOK.leaves), "scarce")
    assert (found["alpha"], found["kappa"], found["raw"]) == (None, None, 1.0)
    assert "no variation" in str(found["note"])


def test_a_document_that_one_coder_never_opened_says_nothing() -> None:
    size = Size(20, 10, 200, 200, frozenset("ab"))
    alone = Size(20, 10, 200, 200, frozenset("a"))
    marks = {"a": [coded("scarce", 0), coded("scarce", 3, document="E")], "b": [coded("scarce", 0)]}
    found = row(
        agreement_table(Study(("a", "b"), {"D": size, "E": alone}, marks), BOOK.leaves), "scarce"
    )
    assert (found["n_units"], found["raw"]) == (20, 1.0)


def test_three_coders_get_conger_and_a_composite() -> None:
    marks = {
        "a": [coded("scarce", 0), coded("formal", 4)],
        "b": [coded("scarce", 0), coded("formal", 4)],
        "c": [coded("scarce", 2), coded("formal", 4)],
    }
    found = row(agreement_table(study(marks), BOOK.leaves), "scarce")
    assert found["holsti"] == pytest.approx(3 * (1 / 3) / (1 + 2 * (1 / 3)))
    assert isinstance(found["kappa"], float)


def test_the_whole_is_alpha_over_sets_with_the_distance_named() -> None:
    marks = {"a": [coded("scarce", 0), coded("formal", 0)], "b": [coded("scarce", 0)]}
    found = row(agreement_table(study(marks), BOOK.leaves), "all")
    assert isinstance(found["alpha"], float)
    assert "Passonneau" in str(found["note"])


def test_intervals_come_from_interviews_and_tell_how_many_more() -> None:
    marks = {
        "a": [coded("scarce", unit, document=name) for name in "DEFGH" for unit in (0, 3)],
        "b": [
            coded("scarce", unit, document=name)
            for name, units in (
                ("D", (0, 5)),
                ("E", (0, 3)),
                ("F", (1, 5)),
                ("G", (0, 5)),
                ("H", (0, 3)),
            )
            for unit in units
        ],
    }
    table = agreement_table(study(marks, documents="DEFGH"), BOOK.leaves)
    found = row(table, "scarce")
    assert isinstance(found["alpha_low"], float)
    assert any("± 0.1" in note.en for note in table.notes)


@pytest.mark.parametrize(
    ("basis", "high", "told"),
    [
        (Basis.SENTENCE, 0.28, "about 1 more sentence should"),
        (Basis.TURN, 0.34, "about 2 more turns should"),
        (Basis.SPAN, 0.34, "about 2 more free spans (continuum of characters) should"),
    ],
)
def test_what_is_still_to_be_coded_twice_is_told_in_the_right_number(
    basis: Basis, high: float, told: str
) -> None:
    overall = [None] * 3 + [1] + [None] * 7 + [0.0, high]
    note = _further(overall, AgreementOptions(basis=basis))
    assert note is not None
    assert told in note.en


def test_an_interval_that_is_a_point_is_not_shown_but_told() -> None:
    """All draws are alike where a code stands once, or where coders agree on all of it."""
    both = {
        name: [coded("scarce", 0, coder=name), coded("formal", 2, coder=name, document="E")]
        for name in "ab"
    }
    table = agreement_table(study(both, documents="DEFGH"), BOOK.leaves, AgreementOptions(draws=50))
    found = row(table, "scarce")
    assert (found["alpha"], found["alpha_low"], found["alpha_high"]) == (1.0, None, None)
    assert found["note"] == "no interval: draws do not differ; coded on 1 unit in 1 interview"
    assert row(table, "all")["alpha_low"] is None


def test_free_spans_are_measured_by_the_method_of_2004() -> None:
    marks = {"a": [coded("scarce", 0, last=3)], "b": [coded("scarce", 1, last=4)]}
    table = agreement_table(study(marks), BOOK.leaves, AgreementOptions(Basis.SPAN))
    assert row(table, "all")["note"] == "alpha_u 2004"
    alpha = row(table, "scarce")["alpha"]
    assert isinstance(alpha, float)
    assert 0 < alpha < 1


@given(st.data())
def test_sentences_turns_and_characters_are_counted_as_with_pencil_and_paper(
    data: st.DataObject,
) -> None:
    number = 12
    spans = st.lists(st.tuples(st.integers(0, 11), st.integers(0, 3)), max_size=5)
    marks = {
        coder: [
            coded("scarce", first, last=min(first + more, number - 1), coder=coder)
            for first, more in data.draw(spans)
        ]
        for coder in "ab"
    }
    whole = study(marks, sentences=number)
    in_sentences = {
        coder: {unit for mark in mine for unit in range(mark.unit, mark.unit_last + 1)}
        for coder, mine in marks.items()
    }
    agreed = sum((u in in_sentences["a"]) == (u in in_sentences["b"]) for u in range(number))
    for basis, scale in ((Basis.SENTENCE, 1), (Basis.CHARACTER, UNIT_LENGTH)):
        ratings = whole.presence("scarce", basis)
        counted = {p: int(w) for p, w in zip(ratings.patterns, ratings.total[0], strict=True)}
        equal = sum(weight for pattern, weight in counted.items() if pattern[0] == pattern[1])
        assert equal == agreed * scale
        assert sum(counted.values()) == number * scale


def span(start: int, stop: int, coder: str) -> Mark:
    return coded("scarce", 0, coder=coder)._replace(start=start, stop=stop)


@pytest.mark.parametrize(
    ("one", "other", "f1"),
    [
        ([(0, 10)], [(0, 10)], 1.0),
        ([(0, 10)], [(5, 15)], 0.0),
        ([(0, 10), (20, 30)], [(2, 10)], 2 / 3),
        ([(0, 6), (0, 10)], [(0, 10)], 2 / 3),
        ([(0, 8), (2, 10)], [(2, 10), (0, 5)], 1.0),
        ([], [], None),
    ],
)
def test_spans_meet_when_they_share_half(
    one: list[tuple[int, int]], other: list[tuple[int, int]], f1: float | None
) -> None:
    marks = {"a": [span(*each, "a") for each in one], "b": [span(*each, "b") for each in other]}
    assert span_f1(study(marks)).get("scarce") == pytest.approx(f1)


def test_pooled_span_f1_of_a_study() -> None:
    marks = {"a": [coded("scarce", 0), coded("scarce", 4)], "b": [coded("scarce", 0, coder="b")]}
    assert span_f1(study(marks)) == {"scarce": pytest.approx(2 / 3)}


def test_disagreements_open_to_words() -> None:
    marks = {
        "a": [coded("scarce", 0), coded("formal", 2)],
        "b": [coded("scarce", 0, coder="b")],
    }
    table = disagreements_table(study(marks), {"a-formal-D-2": "照个相就走"})
    (found,) = table.rows
    assert found == ("D", 2, 3, "formal", "a", "b", "a=asserted", "照个相就走", "", "missing")


def test_nobody_coded_anything() -> None:
    table = agreement_table(study({"a": [], "b": []}), BOOK.leaves)
    (overall,) = table.rows
    assert overall[0] == "all"
    assert any("8" in note.en for note in table.notes)


def test_intervals_are_claimed_only_where_they_are_worked_out() -> None:
    both = study(
        {"a": [coded("scarce", 0)], "b": [coded("scarce", 1, coder="b")]}, documents="DEFGH"
    )
    for options, is_drawn in (
        (AgreementOptions(draws=20), True),
        (AgreementOptions(draws=0), False),
        (AgreementOptions(Basis.SPAN, draws=20), False),
    ):
        notes = " ".join(note.en for note in agreement_table(both, BOOK.leaves, options).notes)
        assert ("bootstrap draws" in notes) is is_drawn
        assert ("No intervals" in notes) is not is_drawn


def test_intervals_that_nothing_allows_are_not_claimed() -> None:
    """Of one interview there is nothing to draw from again."""
    alone = study({"a": [coded("scarce", 0)], "b": [coded("scarce", 1, coder="b")]})
    table = agreement_table(alone, BOOK.leaves, AgreementOptions(draws=20))
    assert set(table.column("alpha_low")) == {None}
    notes = " ".join(note.en for note in table.notes)
    assert "bootstrap draws" not in notes
    assert "No intervals" in notes
