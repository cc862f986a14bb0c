"""Validation: samples that give each stratum its share, and intervals that hold what they say."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.groups import Group
from qualcode.analysis.validation.estimation import Answer, Sample
from qualcode.analysis.validation.persons import persons, references
from qualcode.analysis.validation.sampling import HIT, Drawn, Sentence, draw, kind_of
from qualcode.analysis.validation.tables import corrected_table, faults_table, quality_table
from qualcode.model.label import Label
from tests.analysis.analysis_samples import BOOK

SUBJECTS = ("PH", "GOV")
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
    return read(draw(sentences, hits=size, others=size, seed=seed), truth)


def read(drawn: Drawn, truth: dict[str, frozenset[str]]) -> Sample:
    answers = [
        Answer(stratum, each, truth[each.key])
        for stratum, found in drawn.items.items()
        for each in found
    ]
    return Sample(drawn.sizes, answers)


def numbers(drawn: Drawn) -> dict[str, int]:
    return {name: len(found) for name, found in drawn.items.items()}


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
def test_a_sample_is_as_large_as_was_asked_for_or_all_there_is(
    size: int, hits: int, others: int, seed: int
) -> None:
    sentences, _ = world(size, seed=seed)
    drawn = draw(sentences, hits=hits, others=others, seed=seed)
    there = sum(bool(each.hits) for each in sentences)
    mine = {True: 0, False: 0}
    for name, number in numbers(drawn).items():
        assert number <= drawn.sizes[name]
        assert number or not (hits if kind_of(name) == HIT else others)
        mine[kind_of(name) == HIT] += number
    assert mine == {True: min(hits, there), False: min(others, size - there)}
    assert sum(drawn.sizes.values()) == size


def sentences_of_subjects(**sizes: int) -> list[Sentence]:
    return [
        Sentence(subject, number, subject, subject, frozenset())
        for subject, size in sizes.items()
        for number in range(size)
    ]


@pytest.mark.parametrize(
    ("others", "shares"),
    [
        (100, {"A": 61, "B": 23, "C": 16}),
        (50, {"A": 31, "B": 11, "C": 8}),  # 30.5, 11.5, 8: equal remainders, by name
        (20, {"A": 10, "B": 5, "C": 5}),  # 12.2, 4.6, 3.2: small subjects get five
        (10, {"A": 4, "B": 3, "C": 3}),  # five each is too many, three each is not
        (3, {"A": 1, "B": 1, "C": 1}),
        (2, {"A": 1, "*": 1}),  # more subjects than sentences: the smallest stand together
        (0, {"*": 0}),
        (2000, {"A": 610, "B": 230, "C": 160}),
    ],
)
def test_sentences_without_a_hit_are_shared_out_by_largest_remainders(
    others: int, shares: dict[str, int]
) -> None:
    drawn = draw(sentences_of_subjects(A=610, B=230, C=160), hits=9, others=others, seed=1)
    assert numbers(drawn) == {f"none:{name}": share for name, share in shares.items()}


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


@pytest.mark.parametrize("hits", [2, 3, 5])
def test_a_hit_or_two_a_code_give_estimates_that_are_right_on_average(hits: int) -> None:
    """With fewer than one a code strata stand together; with one a code they tell the variance."""
    sentences, truth = world(1000, seed=11)
    right = {each.key for each in sentences if each.hits & truth[each.key]}
    inside, values = 0, []
    for seed in range(120):
        sample = read(draw(sentences, hits=hits, others=40, seed=seed), truth)
        found = sample.total(lambda a: bool(a.sentence.hits & a.true))
        inside += found.low <= len(right) <= found.high
        values.append(found.value)
    assert sum(values) / 120 == pytest.approx(len(right), rel=0.1)
    assert inside / 120 >= 0.90


def test_who_has_read_half_has_an_estimate_of_the_whole() -> None:
    """100 of PH and 300 of GOV; read are 10 of PH alone, of which 4 hold: 160 of 400."""
    answers = [
        Answer(
            "none:PH",
            Sentence("D", number, "P", "PH", frozenset()),
            frozenset({"scarce"} if number < 4 else ()),
        )
        for number in range(10)
    ]
    sample = Sample({"none:PH": 100, "none:GOV": 300}, answers)
    found = sample.total(lambda a: "scarce" in a.true)
    assert found.value == pytest.approx(160)
    assert found.low < 160 < found.high
    (note,) = quality_table(sample, BOOK.leaves).notes
    assert "1 of 2 strata" in note.en


def answers_in(stratum: str, number: int, right: int) -> list[Answer]:
    """Answers of one stratum, of which the first hold."""
    return [
        Answer(
            stratum,
            Sentence(stratum, each, "P", "PH", frozenset()),
            frozenset({"scarce"} if each < right else ()),
        )
        for each in range(number)
    ]


def test_a_stratum_read_whole_is_not_certain_of_those_it_speaks_for() -> None:
    """Ten of 1,010 with a hit are read: 4 in 10 ± .30, hence 404 ± 300 or so."""
    sizes = {"hit:a": 10, "hit:b": 1000, "none:C": 1000}
    sample = Sample(sizes, [*answers_in("hit:a", 10, 4), *answers_in("none:C", 100, 1)])
    found = sample.total(lambda a: "scarce" in a.true)
    assert (found.value, found.low, found.high) == pytest.approx((414, 184, 804), abs=1)


def test_what_speaks_for_others_holds_the_truth_as_often_as_it_says() -> None:
    """Ten of 1,010 alike make a stratum, read whole; the others are never read."""
    random = Random(3)
    inside = 0
    for _ in range(200):
        right = sum(random.random() < 0.4 for _ in range(10))
        true = right + sum(random.random() < 0.4 for _ in range(1000)) + 10
        sample = Sample(
            {"hit:a": 10, "hit:b": 1000, "none:C": 1000},
            [*answers_in("hit:a", 10, right), *answers_in("none:C", 100, 1)],
        )
        found = sample.total(lambda a: "scarce" in a.true)
        inside += found.low <= true <= found.high
    assert inside / 200 >= 0.9


def test_one_sentence_was_read() -> None:
    (note,) = quality_table(Sample({"hit:a": 1}, answers_in("hit:a", 1, 1)), BOOK.leaves).notes
    assert "1 of 1 sentence, drawn by code and subject, was read" in note.en


def test_one_lone_answer_is_as_uncertain_as_an_answer_can_be() -> None:
    """Half of all hang on one answer: a variance of ¼ · ½² = .0625 beside that of the others."""
    sizes = {"hit:a": 500, "none:C": 500}
    sample = Sample(sizes, [*answers_in("hit:a", 1, 1), *answers_in("none:C", 400, 200)])
    found = sample.total(lambda a: "scarce" in a.true)
    assert found.value == pytest.approx(750)
    assert found.high - found.low > 400


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


def groups_of(sentences: list[Sentence]) -> list[Group]:
    """Return subjects, and everybody."""
    subjects = {name: {s.participant for s in sentences if s.subject == name} for name in SUBJECTS}
    groups = [Group(name, Label(name, name), frozenset(who)) for name, who in subjects.items()]
    everybody = frozenset().union(*subjects.values())
    return [*groups, Group("total", Label("合计", "all"), everybody)]


def by_person(sentences: list[Sentence]) -> dict[str, list[Sentence]]:
    said: dict[str, list[Sentence]] = {}
    for each in sentences:
        said.setdefault(each.participant, []).append(each)
    return said


@pytest.mark.parametrize("code", CODES)
def test_references_scaled_by_hits_hold_the_truth_and_are_narrower(code: str) -> None:
    """The number of hits is known: it narrows the interval, and is right as often as it says."""
    sentences, truth = world(3000, seed=11)
    said = by_person(sentences)
    number = sum(code in found for found in truth.values())
    inside, values, widths = 0, [], []
    for seed in range(150):
        sample = answered(sentences, truth, seed=seed)
        found = references(sample, code, said)
        assert found is not None
        plain = sample.total(lambda a: code in a.true)
        inside += found.low <= number <= found.high
        values.append(found.value)
        widths.append((found.high - found.low) - (plain.high - plain.low))
    assert inside / 150 >= 0.90
    assert sum(values) / 150 == pytest.approx(number, rel=0.1)
    assert sum(widths) < 1e-6


def of_two_groups(*, others_read: int) -> tuple[Sample, dict[str, list[Sentence]]]:
    """Twenty of GOV and twenty of PH with a right hit and a silence each; of GOV none was read."""
    hit, silence = frozenset({"scarce"}), frozenset[str]()
    sizes: dict[str, int] = {}
    answers: list[Answer] = []
    gov: dict[str, list[Sentence]] = {}
    for subject in SUBJECTS:
        said = [
            [Sentence(f"{subject}{n}", k, f"{subject}{n}", subject, hits) for n in range(20)]
            for k, hits in enumerate((hit, silence))
        ]
        sizes |= {f"hit:{subject}": 20, f"none:{subject}": 20}
        if subject == "PH":
            answers += [Answer("hit:PH", each, hit) for each in said[0][:others_read]]
            answers += [Answer("none:PH", each, silence) for each in said[1][:15]]
        else:
            gov = {each[0].participant: list(each) for each in zip(*said, strict=True)}
    return Sample(sizes, answers), gov


def test_a_group_of_which_nothing_was_read_is_taken_to_be_like_all_others() -> None:
    sample, gov = of_two_groups(others_read=15)
    found = references(sample, "scarce", gov)
    assert found is not None
    assert found.value == pytest.approx(20)
    assert found.low < 20 < found.high
    assert persons(sample, "scarce", gov, seed=1).value == pytest.approx(20)


def test_references_are_not_known_where_no_hit_of_anybody_was_read() -> None:
    sample, gov = of_two_groups(others_read=0)
    assert references(sample, "scarce", gov) is None


def test_what_is_borrowed_of_others_is_as_uncertain_as_it_is_there() -> None:
    """Half the hits of others are right: of twenty, ten are, give or take what fifteen tell."""
    sample, gov = of_two_groups(others_read=15)
    halves = [
        Answer(each.stratum, each.sentence, each.true if n % 2 else frozenset())
        for n, each in enumerate(sample.answers)
    ]
    found = references(Sample(sample.sizes, halves), "scarce", gov)
    assert found is not None
    assert found.value == pytest.approx(20 * 7 / 15)
    assert 3 < found.low < 7
    assert 12 < found.high < 23


def test_persons_are_counted_where_all_has_been_read() -> None:
    sentences, truth = world(200, seed=3)
    sample, said = answered(sentences, truth, seed=1, size=10_000), by_person(sentences)
    for code in CODES:
        number = len({each.participant for each in sentences if code in truth[each.key]})
        found = persons(sample, code, said, seed=1)
        assert (found.value, found.low, found.high) == (number,) * 3
        assert found.is_certain


def test_a_sentence_that_was_read_is_known_for_its_person() -> None:
    """P1 has been read whole and does not say it; of P2 one sentence of two is open."""
    hits = frozenset({"scarce"})
    one = [Sentence("A", n, "P1", "PH", hits) for n in range(2)]
    two = [Sentence("B", n, "P2", "PH", hits) for n in range(2)]
    answers = [Answer("hit:scarce", each, frozenset()) for each in one]
    answers.append(Answer("hit:scarce", two[0], frozenset()))
    found = persons(Sample({"hit:scarce": 4}, answers), "scarce", {"P1": one, "P2": two}, seed=1)
    assert found.value == 0
    assert found.high <= 1


def test_a_census_has_numbers_and_no_interval() -> None:
    sentences, truth = world(200, seed=3)
    table = corrected_table(
        answered(sentences, truth, seed=1, size=10_000),
        BOOK.leaves[:2],
        sentences,
        groups_of(sentences),
        seed=1,
    )
    for key in ("persons_low", "persons_high", "references_low", "references_high"):
        assert set(table.column(key)) == {None}
    assert all(number == int(number) for number in table.column("persons"))  # type: ignore[arg-type]


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
    table = corrected_table(sample, BOOK.leaves[:2], sentences, groups_of(sentences), seed=1)
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
