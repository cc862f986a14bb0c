"""Validation: samples that give each stratum its share, and intervals that hold what they say."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.validation.estimation import Answer, Sample, persons
from qualcode.analysis.validation.sampling import Sentence, draw
from qualcode.analysis.validation.tables import corrected_table, faults_table, quality_table
from tests.analysis.analysis_samples import BOOK

CODES = ("scarce", "formal", "near")


def world(size: int, *, seed: int) -> tuple[list[Sentence], dict[str, frozenset[str]]]:
    """Make sentences of forty persons, hits that are right six times of ten, and misses."""
    random = Random(seed)
    sentences, truth = [], {}
    for number in range(size):
        person = f"P{number % 40}"
        true = {
            code
            for code, share in zip(CODES, (0.08, 0.03, 0.01), strict=True)
            if random.random() < share
        }
        hits = {code for code in true if random.random() < 0.4}
        hits |= {code for code in CODES if random.random() < 0.02}
        each = Sentence(person, number, person, "PH" if number % 2 else "GOV", frozenset(hits))
        sentences.append(each)
        truth[each.key] = frozenset(true)
    return sentences, truth


def answered(
    sentences: list[Sentence], truth: dict[str, frozenset[str]], *, seed: int, size: int = 150
) -> Sample:
    drawn = draw(sentences, hits=size, others=size, seed=seed)
    answers = [
        Answer(stratum, each, truth[each.key])
        for stratum, found in drawn.items.items()
        for each in found
    ]
    return Sample(drawn.sizes, answers)


def test_every_code_and_every_subject_gets_its_share() -> None:
    sentences, _ = world(3000, seed=1)
    drawn = draw(sentences, hits=60, others=100, seed=7)
    assert {name.partition(":")[0] for name in drawn.sizes} == {"hit", "none"}
    assert sum(drawn.sizes.values()) == 3000
    hits = {name: len(found) for name, found in drawn.items.items() if name.startswith("hit")}
    assert sum(hits.values()) == 60
    assert max(hits.values()) - min(hits.values()) <= 1
    assert all(len(drawn.items[f"none:{who}"]) >= 5 for who in ("PH", "GOV"))


def test_the_seed_decides_and_nothing_is_drawn_twice() -> None:
    sentences, _ = world(500, seed=1)
    one, again, other = (draw(sentences, hits=30, others=30, seed=seed) for seed in (1, 1, 2))
    assert one == again
    assert one.items != other.items
    keys = [each.key for found in one.items.values() for each in found]
    assert len(keys) == len(set(keys))


@given(st.integers(1, 400), st.integers(0, 500), st.integers(0, 500), st.integers(0, 9))
def test_a_sample_is_never_larger_than_what_there_is(
    size: int, hits: int, others: int, seed: int
) -> None:
    sentences, _ = world(size, seed=seed)
    drawn = draw(sentences, hits=hits, others=others, seed=seed)
    for name, found in drawn.items.items():
        assert len(found) <= drawn.sizes[name]


def test_a_census_is_exact() -> None:
    sentences, truth = world(200, seed=3)
    sample = answered(sentences, truth, seed=1, size=10_000)
    for code in CODES:
        number = sum(code in found for found in truth.values())
        found = sample.total(lambda a, code=code: code in a.true)  # type: ignore[misc]
        assert (found.value, found.low, found.high) == pytest.approx((number,) * 3)


@pytest.mark.parametrize("code", CODES)
def test_intervals_of_references_hold_the_truth_as_often_as_they_say(code: str) -> None:
    """Simulation: 200 samples of one population; 95 % intervals, never below 90 %."""
    sentences, truth = world(3000, seed=11)
    number = sum(code in found for found in truth.values())
    inside, values = 0, []
    for seed in range(200):
        found = answered(sentences, truth, seed=seed).total(lambda a: code in a.true)
        inside += found.low <= number <= found.high
        values.append(found.value)
    assert inside / 200 >= 0.90
    assert sum(values) / 200 == pytest.approx(number, rel=0.15)


def test_intervals_of_persons_hold_the_truth() -> None:
    sentences, truth = world(2000, seed=5)
    said: dict[str, list[Sentence]] = {}
    for each in sentences:
        said.setdefault(each.participant, []).append(each)
    number = len({each.participant for each in sentences if "formal" in truth[each.key]})
    inside = 0
    for seed in range(60):
        sample = answered(sentences, truth, seed=seed)
        found = persons(sample, "formal", said, seed=seed)
        inside += found.low - 1 <= number <= found.high + 1
    assert inside / 60 >= 0.85


def test_quality_by_hand() -> None:
    """TP 42, FP 8, FN 18 in a census: P .84 (.715–.917), R .70 (.575–.801), F1 .764."""
    kinds = [({"scarce"}, {"scarce"})] * 42 + [({"scarce"}, set())] * 8
    kinds += [(set(), {"scarce"})] * 18 + [(set(), set())] * 32
    answers = [
        Answer("all", Sentence("D", n, "P", "PH", frozenset(hits)), frozenset(true))
        for n, (hits, true) in enumerate(kinds)
    ]
    (row,) = quality_table(Sample({"all": 100}, answers), BOOK.leaves).rows
    assert row[3:6] == (50, 42, 60)
    assert row[6:12] == pytest.approx((0.84, 0.715, 0.917, 0.70, 0.575, 0.801), abs=5e-4)
    assert row[12] == pytest.approx(0.764, abs=5e-4)


def test_faults_open_to_patterns_and_words() -> None:
    one = Answer("s", Sentence("D", 0, "P", "PH", frozenset({"scarce"})), frozenset({"formal"}))
    table = faults_table(Sample({"s": 1}, [one]), {("D#1", "scarce"): "没来"}, {"D#1": "没来电"})
    assert table.rows == (
        ("false", "scarce", "没来", "D#1", "没来电"),
        ("missed", "formal", "", "D#1", "没来电"),
    )


def test_the_corrected_table_stands_beside_what_was_found() -> None:
    sentences, truth = world(600, seed=2)
    sample = answered(sentences, truth, seed=3)
    table = corrected_table(sample, BOOK.leaves[:2], sentences, seed=1)
    assert {row[3] for row in table.rows} == {"PH", "GOV", "total"}
    total = next(row for row in table.rows if row[:1] == ("scarce",) and row[3] == "total")
    keys = [column.key for column in table.columns]
    cells = dict(zip(keys, total, strict=True))
    assert cells["references_found"] == sum("scarce" in each.hits for each in sentences)
    assert cells["references_low"] <= cells["references"] <= cells["references_high"]  # type: ignore[operator]
    assert any("Cochran" in note.en for note in table.notes)


def test_without_answers_nothing_is_claimed() -> None:
    sample = Sample({"none:PH": 10}, [])
    assert quality_table(sample, BOOK.leaves).rows == ()
    assert sample.ratio(lambda _: True, lambda _: True) is None
