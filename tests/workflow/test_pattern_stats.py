"""Hits, rates and precision of patterns and word sets, counted by hand beside."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qualcode.analysis.intervals import wilson
from qualcode.codebook.reader import read_codebook_text
from qualcode.model.coding import Review
from qualcode.model.query import CodingQuery
from qualcode.workflow.pattern_stats import pattern_stats, set_stats

if TYPE_CHECKING:
    from qualcode.workflow.project import Project


def _characters(study: Project) -> int:
    documents = [study.store.documents.read(name) for name in study.store.documents.names()]
    return sum(unit.end - unit.start for each in documents for unit in each.units)


def test_hits_of_each_pattern_are_counted_in_the_texts(study: Project) -> None:
    found = pattern_stats(study, study.codebook())
    hits = {each.pattern.text: each.record.hits for each in found.patterns}
    assert hits == {"见不着": 4, "走形式": 3, "拍照": 1, "没钱": 4}
    assert found.characters == {"zh": _characters(study), "en": 0}
    first = found.patterns[0].record
    assert first.rate == pytest.approx(4 / _characters(study) * 10_000)
    assert sum(first.statuses.values()) == 4


def test_precision_is_what_review_has_made_of_it(study: Project) -> None:
    ids = [each.coding.id for each in study.store.excerpts.find(CodingQuery(codes=("income",)))]
    for number, name in enumerate(ids):
        review = Review.REJECTED if number == 0 else Review.ACCEPTED
        study.store.codings.decide(name, review, by="li", at="2026")
    [stat] = pattern_stats(study, study.codebook(), codes=["income"]).patterns
    record = stat.record
    assert (record.accepted, record.rejected) == (len(ids) - 1, 1)
    assert record.precision == pytest.approx((len(ids) - 1) / len(ids) * 100)
    low, high = wilson(len(ids) - 1, len(ids)) or (0, 0)
    assert list(record.interval) == pytest.approx([low * 100, high * 100])
    assert record.false == ["我们家没钱。"]


def test_codes_sum_their_patterns(study: Project) -> None:
    found = {each.code.id: each for each in pattern_stats(study, study.codebook()).codes()}
    assert found["formal"].hits == {"zh": 4, "en": 0}
    assert found["formal"].rates["en"] is None
    assert (found["formal"].patterns, found["formal"].silent) == (2, 0)
    assert found["formal"].record.precision is None
    assert found["formal"].record.interval == (None, None)


def test_sets_tell_which_of_their_words_are_said(study: Project) -> None:
    text = study.codebook_path.read_text(encoding="utf-8")
    sets = "sets:\n  helper: {zh: [干部, 队长], en: [official]}\n  who: {zh: ['{helper}', 他们]}\n"
    book, problems = read_codebook_text(text.replace("groups:", f"{sets}groups:"), path="b.yaml")
    assert book, problems
    found = {(each.set.name, each.language): each for each in set_stats(study, book)}
    assert found["helper", "zh"].words == (("干部", 2),)
    assert found["helper", "zh"].hits == 2
    assert found["helper", "en"].words == ()
    assert dict(found["who", "zh"].words) == {"干部": 2, "他们": 1}
