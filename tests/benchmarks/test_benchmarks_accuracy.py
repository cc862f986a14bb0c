"""The shipped patterns on interviews coded twice: no change may undo what they reach."""

from __future__ import annotations

import pytest

from benchmarks.accuracy import ROOT, SHARED, coded, matched, read_documents, read_keywords, spoken
from benchmarks.gold import Scorer, credited, read_gold
from qualcode.codebook.reader import read_codebook
from qualcode.matching.autocoder import Autocoder

GOLD = SHARED / "gold"
pytestmark = pytest.mark.skipif(not GOLD.exists(), reason="the labelled interviews are not here")


def test_the_patterns_find_many_times_what_keywords_find_and_are_right_more_often() -> None:
    codebook = read_codebook(ROOT / "codebooks" / "poverty-alleviation.yaml")
    gold = read_gold(GOLD)
    documents = read_documents(GOLD, codebook, set(gold.units))
    scorer = Scorer(gold, codebook)
    coder, keywords = Autocoder(codebook), read_keywords()
    ours = scorer.asserted(credited([f for d in documents for f in coded(coder, d)], gold))
    plain = scorer.asserted(credited([f for d in documents for f in matched(keywords, d)], gold))
    rate, beside = scorer.answer.rate(ours), scorer.answer.rate(plain)
    assert rate.precision >= 0.55
    assert rate.precision > beside.precision
    assert rate.f1 >= 5 * beside.f1


def test_an_answer_is_coded_with_the_question_before_it() -> None:
    codebook = read_codebook(ROOT / "codebooks" / "poverty-alleviation.yaml")
    coder = Autocoder(codebook)
    question = "帮扶干部多长时间来一次？"
    asked = spoken("隔三差五就来了，坐下问问药够不够。", "PH", asked=question)
    unasked = spoken("隔三差五就来了，坐下问问药够不够。", "PH")
    assert "contact-close-effective" in {each.code for each in coded(coder, asked)}
    assert len(list(coded(coder, unasked))) <= len(list(coded(coder, asked)))
