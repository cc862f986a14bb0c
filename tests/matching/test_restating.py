"""Restating: where coded interviews overrule the steps, and where they never do."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from qualcode.codebook.leanings import Leaning
from qualcode.codebook.learned import Anything, Learned
from qualcode.matching.assertion import Judgement
from qualcode.matching.autocoder import Autocoder
from qualcode.matching.restating import features_of, open_to
from qualcode.matching.trial import Fate
from qualcode.model.codebook import LEVELS, Codebook, Kind, LearnedFile
from qualcode.model.coding import LEARNED, Status
from qualcode.model.reasoning import reasons_said

if TYPE_CHECKING:
    from qualcode.model.coding import Coding
    from tests.conftest import DocumentOf

WORDS = {"没钱": 5, "要是": 3, "锅": 100}
"""What speaks for income; the limit is 0."""
SURE, NEVER = 9.0, -9.0


def _coder(book: Codebook, bias: float = 0, rule: float = 0, **leanings: Leaning) -> Autocoder:
    """Return a coder by weights of a few words, with what was learned of statuses."""
    of_all = Anything(np.zeros(3, np.int8), 1, 0, length=0, share=0, odds=(0, 1, 0))
    weights = np.zeros((3, 1), np.int8)
    weights[:, 0] = list(WORDS.values())
    one = np.ones(1, np.float32)
    learned = Learned(
        ("income",),
        tuple(WORDS),
        np.ones(3, np.float32),
        weights,
        scale=one,
        bias=np.array([bias], np.float32),
        rule=one * np.float32(rule),
        limits=dict.fromkeys(LEVELS, 0.0),
        anything=of_all,
        leanings={Status(name): each for name, each in leanings.items()},
    )
    return Autocoder(replace(book, learned=LearnedFile("w", "")), learned=learned)


def _leaning(words: dict[str, float], bias: float = -1, **codes: float) -> Leaning:
    return Leaning(bias, 0, words, codes)


def _one(coder: Autocoder, document_of: DocumentOf, said: str, asked: str = "怎么样？") -> Coding:
    text = f"问：{asked}\n答：{said}" if asked else f"答：{said}"
    (coding,) = coder.code(document_of(text))
    return coding


def test_words_overrule_the_steps_and_are_told(book: Codebook, document_of: DocumentOf) -> None:
    coder = _coder(book, normative=_leaning({"办法": 1, "想个": 2, "我们": -1, "没有的词": 9}))
    coding = _one(coder, document_of, "没钱就想个办法。")
    assert (coding.status, coding.evidence.pattern) == (Status.NORMATIVE, "没钱")
    reason = coding.evidence.reasons[1]
    assert str(reason) == "learned “想个 … 办法” → normative, as coded interviews have it"
    assert "据已编码访谈推断是应然" in reasons_said([reason], "zh")
    assert _one(coder, document_of, "我们没钱。").status is Status.ASSERTED


@pytest.mark.parametrize("feature", ["?假如", "=problem", "=asserted", "=problem asserted"])
def test_the_question_the_kind_of_code_and_the_steps_count(
    book: Codebook, document_of: DocumentOf, feature: str
) -> None:
    coder = _coder(book, normative=_leaning({feature: 2}))
    assert _one(coder, document_of, "没钱。", "假如呢？").status is Status.NORMATIVE
    coder = _coder(book, normative=_leaning({feature: 2}, income=-2))
    assert _one(coder, document_of, "没钱。", "假如呢？").status is Status.ASSERTED


def test_the_likeliest_status_has_to_reach_its_own_limit(
    book: Codebook, document_of: DocumentOf
) -> None:
    low, high = _leaning({"没": 2}), replace(_leaning({"没": 3}), least=2.5)
    assert _one(_coder(book, normative=low), document_of, "没钱。").status is Status.NORMATIVE
    for other in (high, replace(high, least=None)):
        both = _coder(book, normative=low, ironic=other)
        assert _one(both, document_of, "没钱。").status is Status.ASSERTED


def test_no_claim_becomes_one_only_where_the_code_is_likely(
    book: Codebook, document_of: DocumentOf
) -> None:
    plain, said = _leaning({}, bias=SURE), "要是没钱，就去借。"
    assert _one(_coder(book), document_of, said).status is Status.HYPOTHETICAL
    coding = _one(_coder(book, asserted=plain), document_of, said)
    assert coding.status is Status.ASSERTED
    assert coding.score == pytest.approx(1, abs=0.01)
    assert coding.evidence.reasons[1].step == "condition"
    unlikely = _one(_coder(book, bias=-20, asserted=plain), document_of, said)
    assert (unlikely.status, unlikely.score) == (Status.HYPOTHETICAL, None)
    by_rule = _one(_coder(book, bias=-20, rule=30, asserted=plain), document_of, said)
    assert by_rule.status is Status.HYPOTHETICAL, "the pattern claims nothing here"


def test_what_no_pattern_finds_is_restated_too(book: Codebook, document_of: DocumentOf) -> None:
    plain, said = _leaning({}, bias=SURE), "要是锅里有米，就好了。"
    assert _one(_coder(book), document_of, said).status is Status.HYPOTHETICAL
    coding = _one(_coder(book, asserted=plain), document_of, said)
    assert (coding.status, coding.evidence.pattern) == (Status.ASSERTED, LEARNED)


@pytest.mark.parametrize(
    ("said", "asked", "status"),
    [
        ("没钱。", "", Status.ASSERTED),
        ("没有。", "是不是没钱？", Status.DENIED),
        ("据我看没钱。", "怎么样？", Status.ATTRIBUTED),
    ],
    ids=("no question", "a bare answer", "a cue of the codebook"),
)
def test_what_is_never_overruled(
    book: Codebook, document_of: DocumentOf, said: str, asked: str, status: Status
) -> None:
    own = replace(book, cues={"zh": {"attributed": ("据我看",)}})
    for coder in (_coder(own), _coder(own, normative=_leaning({}, bias=SURE))):
        assert _one(coder, document_of, said, asked).status is status


def test_irony_is_for_a_person_to_decide(book: Codebook, document_of: DocumentOf) -> None:
    assert "ironic" not in open_to(
        Judgement(Status.ASSERTED), "怎么样", Kind.PROBLEM, is_likely=True
    )
    assert not open_to(Judgement(Status.IRONIC), "怎么样", Kind.PROBLEM, is_likely=True)
    sure = _coder(book, ironic=_leaning({}, bias=SURE))
    assert _one(sure, document_of, "没钱。").status is Status.ASSERTED


def test_what_is_contested_is_overruled_only_where_it_is_clearly_not_so(
    book: Codebook, document_of: DocumentOf
) -> None:
    said, plain = "以前没钱。", _leaning({}, bias=SURE)
    assert _one(_coder(book), document_of, said).status is Status.HISTORICAL
    assert _one(_coder(book, asserted=plain), document_of, said).status is Status.HISTORICAL
    for most, status in ((None, "historical"), (-4, "historical"), (-2, "asserted")):
        bygone = replace(_leaning({"以前": -1}, bias=-2), most=most)
        coder = _coder(book, asserted=plain, historical=bygone)
        assert _one(coder, document_of, said).status is Status(status)


def test_what_the_steps_take_for_partial_may_be_overruled(
    book: Codebook, document_of: DocumentOf
) -> None:
    assert _one(_coder(book), document_of, "个别人没钱。").status is Status.PARTIAL
    plain = _coder(book, asserted=_leaning({}, bias=SURE))
    assert _one(plain, document_of, "个别人没钱。").status is Status.ASSERTED


@pytest.mark.parametrize("status", [Status.HISTORICAL, Status.PARTIAL])
def test_words_tell_what_is_bygone_or_partial(
    book: Codebook, document_of: DocumentOf, status: Status
) -> None:
    told = _leaning({"那年": 3})
    is_bygone = status is Status.HISTORICAL
    coder = _coder(book, historical=told) if is_bygone else _coder(book, partial=told)
    assert _one(coder, document_of, "那年没钱。").status is status


def test_trials_tell_the_same(book: Codebook, document_of: DocumentOf) -> None:
    coder = _coder(book, normative=_leaning({"办法": 2}))
    document = document_of("问：怎么样？\n答：没钱就想个办法。没钱。有锅想个办法。")
    told = [
        (each.sentence, each.judgement.status)
        for each in coder.trials(document)
        if each.candidate.fate is Fate.COUNTS
    ]
    assert told == [(each.span, each.status) for each in coder.code(document)]
    assert [status for _, status in told] == ["normative", "asserted", "normative"]


def test_several_hits_of_a_code_get_one_status(book: Codebook, document_of: DocumentOf) -> None:
    coder = _coder(book, normative=_leaning({"办法": 2}))
    coding = _one(coder, document_of, "我们没钱，他家没钱，想个办法。")
    assert coding.status is Status.NORMATIVE
    assert len(coding.evidence.matched) == 2


def test_features_are_words_of_both_and_what_the_steps_made_of_it(
    book: Codebook, document_of: DocumentOf
) -> None:
    coder = _coder(book)
    document = document_of("问：怎么样？\n答：要是没钱。")
    ((_, code, judgement),) = coder.judged(document, {0: ["income"]}, coder.found(document))
    assert (code, judgement.status) == ("income", Status.HYPOTHETICAL)
    seen = features_of("没钱", "咋办", Kind.PROBLEM, judgement)
    words, asked = {"没", "钱", "没钱"}, {"?咋办"}
    steps = {"=problem", "=hypothetical", "=problem hypothetical", "=condition: a condition"}
    assert seen == words | asked | steps


def test_codes_are_judged_where_no_pattern_finds_them(
    book: Codebook, document_of: DocumentOf
) -> None:
    document = document_of("问：怎么样？\n答：要是有锅。走形式。下雨了。")
    wanted = {0: ["income"], 1: ["contact-formal", "income"], 2: ["contact-scarce"]}
    coder = _coder(book)
    judged = coder.judged(document, wanted, coder.found(document))
    found = [(unit, code) for unit, code, _ in judged]
    assert found == [(0, "income"), (1, "contact-formal"), (1, "income")]
    patterns = Autocoder(book)
    alone = patterns.judged(document, wanted, patterns.found(document))
    assert [(unit, code) for unit, code, _ in alone] == [(1, "contact-formal")]


def test_trials_are_restated_by_the_hit_that_the_coding_goes_by(
    book: Codebook, document_of: DocumentOf
) -> None:
    coder = _coder(book, normative=_leaning({"=condition: a condition": 9}))
    document = document_of("问：怎么样？\n答：怕没钱，要是我没钱。")
    (coding,) = coder.code(document)
    assert coding.status is Status.NORMATIVE, "it is surer of whom the second hit is"
    assert {each.judgement.status for each in coder.trials(document)} == {coding.status}
