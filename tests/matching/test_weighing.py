"""Weighing: the same sums as scikit-learn makes, and what becomes of hits by them."""

from __future__ import annotations

import pickle
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.codebook.learned import Anything, Learned, pattern_key
from qualcode.codebook.meaning import Meaning, Whether
from qualcode.codebook.promise import TERMS as PROMISING
from qualcode.codebook.promise import Promise, Seen, standing_of
from qualcode.codebook.second_look import TERMS, SecondLook
from qualcode.matching.autocoder import Autocoder
from qualcode.matching.overlap import Hit
from qualcode.matching.trial import Fate
from qualcode.matching.weigher import Weigher, blocks
from qualcode.matching.weighing import is_most
from qualcode.model.codebook import LEVELS, Codebook, LearnedFile, Pattern, PatternKind
from qualcode.model.coding import LEARNED, Status
from qualcode.suggestion.encoders import E5
from qualcode.suggestion.features import Sentence
from qualcode.suggestion.sight import Sight
from qualcode.text.fold import fold
from qualcode.workflow.foreseeing import WeighedPrior
from qualcode.workflow.sentence import answer_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from qualcode.model.document import Document
    from tests.conftest import DocumentOf

CODES = ("contact-scarce", "contact-formal", "income")
WORDS = (
    "干部",
    "见不着",
    "没钱",
    "沒錢",
    "我们",
    "visited",
    "never",
    "Visits",
    "2",
    "。",
    "，",
    "😀",
)
TEXTS = st.lists(st.sampled_from(WORDS), max_size=6).map("".join)
ANSWERS = st.lists(
    st.tuples(st.lists(TEXTS, min_size=1, max_size=4), TEXTS, st.sampled_from(("PH", "GOV", ""))),
    min_size=2,
    max_size=5,
)


ALONE = 0.0, 1.0, 0.0


def _sentences(said: Sequence[str], asked: str, speaker: str) -> list[Sentence]:
    around = ["", *said, ""]
    return [
        Sentence(text, asked, around[at], around[at + 2], speaker) for at, text in enumerate(said)
    ]


def _learned(names: Sequence[str], rarity: Any, weights: Any, **others: Any) -> Learned:
    given_ = {
        "scale": np.ones(3, np.float32),
        "bias": np.zeros(3, np.float32),
        "rule": np.zeros(3, np.float32),
        "limits": dict.fromkeys(LEVELS, 0.0),
        "anything": Anything(np.zeros(len(names), np.int8), 1, 0, length=0, share=0, odds=ALONE),
    }
    return Learned(CODES, tuple(names), rarity, weights, **{**given_, **others})


def _scores(weigher: Weigher, document: Document) -> Any:
    questions = [fold(each) for each in document.questions]
    return weigher.scores(document, fold(document.text), questions)


def _same_as_scikit_learn(
    book: Codebook, answers: Sequence[tuple[Sequence[str], str, str]], seed: int
) -> None:
    seen = [each for answer in answers for each in _sentences(*answer)]
    sight, random = Sight().fit([*seen, *seen]), np.random.default_rng(seed)
    size = len(sight.names)
    learned = _learned(
        sight.names,
        sight.rarity,
        random.integers(-127, 128, (size, 3)).astype(np.int8),
        scale=random.uniform(0.01, 0.1, 3).astype(np.float32),
        bias=random.normal(size=3).astype(np.float32),
    )
    coefficients = learned.weights.astype(np.float64) * learned.scale
    expected = sight.matrix_[: len(seen)] @ coefficients + learned.bias
    weigher = Weigher(learned, book)
    documents = [answer_of(said, speaker=who, asked=asked) for said, asked, who in answers]
    found = np.concatenate([_scores(weigher, each) for each in documents])
    assert np.abs(found - expected).max() <= 1e-3 * 127 * learned.scale.max()


@settings(max_examples=15, deadline=None)
@given(ANSWERS, st.integers(0, 99))
def test_scores_are_those_of_scikit_learn(
    book: Codebook, answers: list[tuple[list[str], str, str]], seed: int
) -> None:
    _same_as_scikit_learn(book, answers, seed)


def test_scores_of_a_long_answer_are_too(book: Codebook) -> None:
    said = [f"{WORDS[at % 7]}{WORDS[at % 5]}{'' if at % 3 else '干部'}" for at in range(1200)]
    said[511:514] = ["", "见不着", "没钱"]
    _same_as_scikit_learn(book, [(said, "干部来过吗？", "PH"), (["没钱"], "", "")], 1)


def test_a_document_in_blocks_weighs_what_it_does_in_one(
    book: Codebook, document_of: DocumentOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [f"问：{each}？\n答：{each}没钱。{each}。没钱没钱。" for each in WORDS[:6]]
    document = document_of("\n".join(lines))
    learned = _of_words({"没钱": (3, -2, 100), "~没钱": (9, 5, 20), "?干部": (1, 2, 3)})
    weigher = Weigher(replace(learned, second_look=_looking(said=1, elsewhere=2)), book)
    whole = _scores(weigher, document)
    monkeypatch.setattr("qualcode.matching.weigher._BLOCK", 4)
    assert _scores(weigher, document).tolist() == whole.tolist()
    assert len({tuple(row) for row in whole.tolist()}) > 4


def test_a_code_that_is_gone_rivals_none(book: Codebook, document_of: DocumentOf) -> None:
    learned = _of_words({"没钱": (0, 127, 100)})
    weigher = Weigher(replace(learned, codes=("contact-scarce", "", "income")), book)
    assert (
        _scores(weigher, document_of("答：没钱。"))[0, 1]
        < _scores(Weigher(learned, book), document_of("答：没钱。"))[0, 1]
    )


def test_words_that_were_never_seen_say_nothing(book: Codebook, document_of: DocumentOf) -> None:
    learned = _of_words({"没钱": (0, 0, 100)}, bias=np.array([1, 2, 3], np.float32))
    found = _scores(Weigher(learned, book), document_of("问：下雨吗？\n答：下雨了。😀啊。"))
    assert found.tolist() == [[1, 2, 3], [1, 2, 3]]


def test_whether_there_is_anything_adds_its_share_and_long_sentences_hold_more(
    book: Codebook, document_of: DocumentOf
) -> None:
    weights = np.array([100], np.int8)
    of_all = Anything(weights, 0.01, -0.5, length=2, share=0.5, odds=(0, 1, 0))
    plain = _of_words({"没钱": (0, 0, 100)})
    weigher = Weigher(replace(plain, anything=of_all), book)
    document = document_of("答：没钱。下雨了又停了。")
    added = _scores(weigher, document) - _scores(Weigher(plain, book), document)
    expected = [0.5 * (0.5 + 2 * np.log1p(3)), 0.5 * (-0.5 + 2 * np.log1p(7))]
    assert np.allclose(added, np.array(expected)[:, None], atol=1e-5)


def test_what_is_foreseen_of_a_sentence_is_what_its_document_gives(book: Codebook) -> None:
    said, asked, who = ["我们没钱。", "干部见不着", "下雨了"], "干部来过吗？", "PH"
    sight = Sight().fit([*_sentences(said, asked, who)] * 2)
    random = np.random.default_rng(1)
    weights = random.integers(-127, 128, (len(sight.names), 4)).astype(np.int8)
    of_all = Anything(weights[:, 3], 0.01, 0.1, length=0.3, share=0.4, odds=(0.1, 0.7, 0.4))
    learned = _learned(sight.names, sight.rarity, weights[:, :3], anything=of_all)
    weigher = Weigher(replace(learned, scale=np.full(3, 0.02, np.float32)), book)
    found = WeighedPrior(weigher, book).foresee(_sentences(said, asked, who))
    scores = _scores(weigher, answer_of(said, speaker=who, asked=asked))
    column = [code.id for code in book.leaves].index("income")
    assert np.allclose(found.which[:, column], 1 / (1 + np.exp(-scores[:, 2])), atol=1e-5)
    expected = (1 / (1 + np.exp(-scores[:, sorted(weigher.column.values())]))).sum(axis=1)
    seen = sight.matrix_[:3] @ (weights[:, 3] * 0.01) + 0.1
    anything = seen + 0.3 * np.log1p([len(each) for each in said])
    odds = 0.1 + 0.7 * anything + 0.4 * np.log(expected)
    assert np.allclose(found.odds, odds, atol=1e-4)


def test_a_promise_sees_what_the_document_gives_and_where_sentences_stand(
    book: Codebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = [["我们没钱。", "干部见不着"], ["没钱"], ["下雨了", "干部", "没钱没钱"]]
    asked, who = "干部来过吗？", "PH"
    sentences = [each for said in told for each in _sentences(said, asked, who)]
    sight, random = Sight().fit(sentences * 2), np.random.default_rng(1)
    weights = random.integers(-127, 128, (len(sight.names), 4)).astype(np.int8)
    terms = np.arange(1, len(PROMISING) + 1, dtype=np.float32) / 8
    promise = Promise(weights[:, 3], 0.01, 0.1, length=0.3, constant=0.2, terms=terms)
    learned = _learned(sight.names, sight.rarity, weights[:, :3], promise=promise)
    look = _looking(said=1, elsewhere=2)
    learned = replace(learned, scale=np.full(3, 0.02, np.float32), second_look=look)
    weigher = Weigher(learned, book)
    standing = standing_of([("A", 0)] * 2 + [("A", 2)] + [("B", 0)] * 3)
    found = WeighedPrior(weigher, book).foresee(sentences, None, standing)
    best = [
        _scores(weigher, answer_of(said, speaker=who, asked=asked)).max(axis=1) for said in told
    ]
    first = sight.matrix_[:6] @ (weights[:, :3] * 0.02)
    each = np.log((1 / (1 + np.exp(-first[:, sorted(weigher.column.values())]))).sum(axis=1))
    lengths = np.log1p([len(one.text) for one in sentences])
    anything = sight.matrix_[:6] @ (weights[:, 3] * 0.01) + 0.1 + 0.3 * lengths
    seen = Seen(anything, each, np.concatenate(best), lengths, np.ones(6, bool))
    assert np.allclose(found.odds, promise.odds(seen, standing), atol=1e-3)
    monkeypatch.setattr("qualcode.matching.weigher._BLOCK", 4)
    steps = WeighedPrior(weigher, book).foresee(sentences, None, standing)
    assert np.allclose(steps.odds, found.odds, atol=1e-5)


@given(st.lists(st.integers(1, 9), max_size=9), st.integers(1, 12))
def test_what_is_foreseen_at_a_time_leaves_nothing_out(sizes: list[int], at_once: int) -> None:
    answers = np.repeat(np.arange(len(sizes)), sizes)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("qualcode.matching.weigher._BLOCK", at_once)
        found = list(blocks(answers))
    rows = [row for some in found for row in range(some.start, some.stop)]
    assert rows == list(range(len(answers)))
    assert all(0 < some.stop - some.start <= at_once for some in found)
    if max(sizes, default=0) <= at_once:
        assert all(some.stop in np.cumsum(sizes) for some in found)


def test_what_sentences_mean_counts_where_that_was_learned_of_the_same_encoder(
    book: Codebook,
) -> None:
    of_all = Anything(np.zeros(1, np.int8), 1, 0, length=0, share=0, odds=(0, 0, 1))
    weights = np.array([[0, 0, 100], [100, 0, 0]], np.int8)
    ones, zeros = np.ones(3, np.float32), np.zeros(3, np.float32)
    meaning = Meaning(E5.name, np.zeros(2, np.float32), weights, ones, zeros)
    plain = _of_words({"没钱": (0, 0, 0)}, anything=of_all)
    sentences, vectors = [Sentence("下雨了")] * 2, np.array([[1, 0], [0, 1]], np.float32)
    column = [code.id for code in book.leaves].index("income")

    def foreseen(meaning: Meaning | None, vectors: Any = None) -> Any:
        learned = replace(plain, meaning=meaning)
        return WeighedPrior(Weigher(learned, book), book).foresee(sentences, vectors)

    told = foreseen(meaning, vectors)
    assert told.which[0, column] > 0.99 > told.which[1, column]
    assert np.allclose(told.odds.mean(), foreseen(None).odds.mean())
    much = replace(meaning, bias=np.array([0, 0, -9], np.float32))
    few, many = foreseen(much).odds, foreseen(much, vectors).odds
    assert many[0] - few[0] > 0 > many[1] - few[1]
    whether = Whether(np.array([1, -1], np.int8), 1, 0)
    sure = foreseen(replace(much, anything=whether), vectors).odds
    assert sure[0] - many[0] > 0 > sure[1] - many[1]
    for other in (
        foreseen(meaning),
        foreseen(None, vectors),
        foreseen(replace(meaning, encoder="another"), vectors),
    ):
        assert other.odds.tolist() == foreseen(None).odds.tolist()


def test_of_a_code_that_was_never_weighed_nothing_is_foreseen(book: Codebook) -> None:
    of_all = Anything(np.array([1], np.int8), 1, 0, length=0, share=0, odds=(0, 1, 0))
    learned = _of_words({"没钱": (0, 0, 100)}, anything=of_all)
    prior = WeighedPrior(Weigher(replace(learned, codes=("gone", "", "income")), book), book)
    known = ~np.isnan(prior.foresee([Sentence("没钱")]).which[0])
    codes = [code.id for code in book.leaves]
    assert [code for code, is_known in zip(codes, known, strict=True) if is_known] == ["income"]
    assert prior.words(Sentence("他没钱。"), "income") == ["没钱"]
    assert prior.words(Sentence("他没钱。"), "contact-scarce") == []


KNOWN = frozenset(pattern_key("income", each) for each in ("没钱", "没有"))


def _of_words(speaks: dict[str, tuple[int, int, int]], **others: Any) -> Learned:
    """Return weights of words for each code; the limit is 0, and nothing known is below it."""
    weights = np.array([*speaks.values()], np.int8).reshape(-1, 3)
    bias = np.full(3, -1, np.float32)
    return _learned(
        [*speaks], np.ones(len(speaks), np.float32), weights, **{"bias": bias, **others}
    )


def _coder(book: Codebook, learned: Learned, precision: int = 60) -> Autocoder:
    return Autocoder(replace(book, learned=LearnedFile("w", "", precision)), learned=learned)


def test_what_is_likely_is_proposed_with_its_words(book: Codebook, document_of: DocumentOf) -> None:
    learned = _of_words({"揭不开": (0, 0, 90), "锅": (0, 0, 80), "家": (0, 0, -1)})
    document = document_of("答：我家锅都揭不开。下雨了。")
    (coding,) = _coder(book, learned).code(document)
    assert (coding.code, coding.quote) == ("income", "我家锅都揭不开。")
    assert (coding.evidence.pattern, coding.status) == (LEARNED, Status.ASSERTED)
    assert [span.of(document.text) for span in coding.evidence.matched] == ["锅", "揭不开"]
    reason = coding.evidence.reasons[0]
    assert (reason.step, reason.cue) == ("learned", "锅 … 揭不开")
    assert coding.score is not None
    assert 0.5 < coding.score <= 1


def test_the_precision_that_is_asked_for_decides(book: Codebook, document_of: DocumentOf) -> None:
    learned = _of_words({"锅": (0, 0, 3)}, limits={level: level - 60.0 for level in LEVELS})
    document = document_of("答：锅。")
    assert [len(_coder(book, learned, level).code(document)) for level in (60, 65)] == [1, 0]


def test_a_claim_that_is_unlikely_is_held_back(book: Codebook, document_of: DocumentOf) -> None:
    document = document_of("问：怎么样？\n答：我们没钱。他没钱怪我。")
    doubting = _of_words({"怪": (0, 0, -9), "我们": (0, 0, 9)}, patterns=KNOWN)
    assert [each.quote for each in _coder(book, doubting).code(document)] == ["我们没钱。"]
    believing = replace(doubting, rule=np.array([0, 0, 20], np.float32))
    assert len(_coder(book, believing).code(document)) == 2


def test_what_is_said_plainly_is_held_back_later(book: Codebook, document_of: DocumentOf) -> None:
    limits = dict.fromkeys(LEVELS, 0.0)
    look = SecondLook(
        np.zeros(len(TERMS), np.float32), np.array([-1.5, -1.5, -1], np.float32), 1, plain=1.1
    )
    learned = _of_words({"雨": (0, 0, 0)}, patterns=KNOWN, limits=limits, second_look=look)
    document = document_of("问：怎么样？\n答：没钱。昨天下了一场大雨我们没钱。")
    assert [each.quote for each in _coder(book, learned).code(document)] == ["没钱。"]
    rival = replace(look, offset=np.array([-0.5, -1.5, -1], np.float32))
    lower = replace(look, offset=np.array([-1.5, -1.5, -1.2], np.float32))
    for other in (rival, lower, replace(look, plain=0.9)):
        assert _coder(book, replace(learned, second_look=other)).code(document) == []


@pytest.mark.parametrize(
    ("text", "words", "most"),
    [
        ("没钱了", ((0, 2),), True),
        ("我们没钱", ((2, 4),), False),
        ("没…… 钱我们", ((0, 5),), False),
        ("没,钱,我", ((0, 1), (2, 3)), True),
        ("no - - money, we", ((0, 12),), True),
        ("我们,,,,", ((1, 6),), False),
    ],
)
def test_signs_and_spaces_are_no_words(
    text: str, words: tuple[tuple[int, int], ...], *, most: bool
) -> None:
    hit = Hit(words[0][0], words[-1][1], "income", "没钱", words)
    assert is_most(hit, text, 0, len(text)) is most
    assert is_most(hit, text + "怎么样", 0, len(text)) is most


def test_without_a_question_nothing_is_doubted(book: Codebook, document_of: DocumentOf) -> None:
    doubting = _of_words({"怪": (0, 0, -9)}, patterns=KNOWN)
    (kept,) = _coder(book, doubting).code(document_of("答：他没钱怪我。"))
    assert kept.code == "income"


def test_a_denied_hit_and_an_unknown_pattern_are_never_doubted(
    book: Codebook, document_of: DocumentOf
) -> None:
    nothing = _of_words({"怪": (0, 0, -9)}, patterns=KNOWN)
    (denied,) = _coder(book, nothing).code(document_of("问：怎么样？\n答：我们不是没钱。"))
    assert (denied.status, denied.score) == (Status.DENIED, None)
    unknown = replace(nothing, patterns=frozenset({pattern_key("contact-scarce", "没钱")}))
    (told,) = _coder(book, unknown).code(document_of("问：怎么样？\n答：我们没钱。"))
    assert told.evidence.pattern == "没钱"
    assert told.score is not None
    assert told.score < 0.5


def test_the_score_is_that_of_the_claim_where_a_denial_stands_before_it(
    book: Codebook, document_of: DocumentOf
) -> None:
    learned = _of_words({"怪": (0, 0, -9)}, patterns=KNOWN)
    (coding,) = _coder(book, learned).code(document_of("答：我不是没钱，他没钱。"))
    assert coding.status is Status.ASSERTED
    assert coding.score is not None


def test_another_reading_of_words_that_are_held_back_is_held_back_with_them(
    book: Codebook, document_of: DocumentOf
) -> None:
    frame = Pattern("手里 … 钱", "zh", PatternKind.FRAME)
    income = replace(book.by_id["income"], patterns=(Pattern("没钱花", "zh"), frame))
    whole = replace(book, codes=(*book.codes[:-1], income))
    document = document_of("问：怎么样？\n答：手里没钱花。手里没有钱，他没钱花。")

    def coder(speaks: int) -> Autocoder:
        patterns = {pattern_key("income", each.written) for each in income.patterns}
        return _coder(whole, _of_words({"花": (0, 0, speaks)}, patterns=frozenset(patterns)))

    def told(speaks: int) -> list[tuple[str, Status]]:
        return [(each.quote, each.status) for each in coder(speaks).code(document)]

    first, second = (document.text[start:end] for _, start, end in document.units)
    assert told(9) == [(first, Status.ASSERTED), (second, Status.ASSERTED)]
    assert told(-9) == [(second, Status.DENIED)]
    fates = [each.candidate.fate for each in coder(-9).trials(document)]
    assert fates.count(Fate.UNLIKELY) == 3
    assert fates.count(Fate.COUNTS) == 1


def test_codes_that_the_weights_or_the_codebook_lack_are_left_alone(
    book: Codebook, document_of: DocumentOf
) -> None:
    learned = _of_words({"锅": (0, 90, 0)}, patterns=KNOWN)
    other = replace(learned, codes=("contact-scarce", "gone", ""))
    codings = _coder(book, other).code(document_of("答：锅里没钱。"))
    assert [(each.code, each.score) for each in codings] == [("income", None)]


def test_only_some_codes_give_what_a_full_run_gives(
    book: Codebook, document_of: DocumentOf
) -> None:
    learned = _of_words({"锅": (90, 0, 90), "怪": (0, 0, -90)}, patterns=KNOWN)
    document = document_of("问：怎么样？\n答：锅里没钱。怪我没钱。走形式。")
    full = _coder(book, learned)
    some = Autocoder(full.codebook, {"income"}, learned).code(document)
    assert some == [each for each in full.code(document) if each.code == "income"]
    assert len(some) == 1


def test_trials_tell_of_both(book: Codebook, document_of: DocumentOf) -> None:
    learned = _of_words({"怪": (0, 0, -9), "锅": (0, 90, 0)}, patterns=KNOWN)
    document = document_of("问：怎么样？\n答：怪我没钱。有锅。沒錢不是沒錢。锅，拍照片。")
    told = [
        (each.candidate.hit.code, each.candidate.hit.pattern, each.candidate.fate)
        for each in _coder(book, learned).trials(document)
    ]
    assert told[:2] == [
        ("income", "没钱", Fate.UNLIKELY),
        ("contact-formal", LEARNED, Fate.COUNTS),
    ]
    assert ("contact-formal", "拍照", Fate.MASK) in told
    assert told[-1] == ("contact-formal", LEARNED, Fate.COUNTS)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(TEXTS, min_size=1, max_size=4),
    st.lists(st.tuples(*[st.integers(-127, 127)] * 3), min_size=6, max_size=6),
)
def test_what_counts_in_trials_is_what_is_proposed(
    book: Codebook, document_of: DocumentOf, said: list[str], weights: list[tuple[int, int, int]]
) -> None:
    words = ("干部", "见不着", "没钱", "我们", "visit", "没")
    patterns = KNOWN | {pattern_key("contact-scarce", "见不着")}
    coder = _coder(book, _of_words(dict(zip(words, weights, strict=True)), patterns=patterns))
    document = document_of("答：" + "。".join(said))
    counted = {
        (each.sentence, each.candidate.hit.code)
        for each in coder.trials(document)
        if each.candidate.fate is Fate.COUNTS
    }
    codings = coder.code(document)
    assert {(each.span, each.code) for each in codings} == counted
    for each in codings:
        assert each.evidence.matched
        assert all(span.end <= each.span.end for span in each.evidence.matched)


@pytest.mark.parametrize("bias", [1e6, -1e6])
def test_a_probability_has_no_bounds_to_break(
    book: Codebook, document_of: DocumentOf, bias: float
) -> None:
    limits = dict.fromkeys(LEVELS, -1e7)
    learned = _of_words({"锅": (0, 0, 90)}, bias=np.full(3, bias, np.float32), limits=limits)
    found = _coder(book, learned).code(document_of("答：锅。"))
    assert {coding.score for coding in found} == {1 if bias > 0 else 0}


def _looking(**terms: float) -> SecondLook:
    weights = np.array([terms.get(name, 0) for name in TERMS], np.float32)
    return SecondLook(weights, np.array([0, 0, 0.5], np.float32), 0.5)


def test_the_second_look_decides_what_is_proposed(book: Codebook, document_of: DocumentOf) -> None:
    plain = _of_words({"锅": (0, 0, 4), "碗": (0, 0, 2)}, limits=dict.fromkeys(LEVELS, 2.0))
    document = document_of("答：锅。碗。\n答：碗。")
    assert [each.quote for each in _coder(book, plain).code(document)] == ["锅。"]
    looked = _coder(book, replace(plain, second_look=_looking(said=1, length=0.1)))
    assert [each.quote for each in looked.code(document)] == ["锅。", "碗。", "碗。"]
    odds = [each.score for each in looked.code(document)]
    expected = [each + 0.5 + 0.1 * np.log1p(2) for each in (4, 2, 2)]
    assert odds == [round(1 / (1 + np.exp(-each)), 3) for each in expected]


def test_a_pattern_counts_as_much_as_the_second_look_says(book: Codebook) -> None:
    learned = _of_words({"锅": (0, 0, 4)}, rule=np.array([0, 0, 3], np.float32))
    assert Weigher(learned, book).rule("income") == 3
    assert Weigher(replace(learned, second_look=_looking()), book).rule("income") == 1.5


def test_a_coder_that_weighs_survives_pickling(book: Codebook, document_of: DocumentOf) -> None:
    coder = _coder(book, _of_words({"锅": (0, 0, 90)}))
    document = document_of("问：有锅吗？\n答：锅里没钱。")
    assert pickle.loads(pickle.dumps(coder)).code(document) == coder.code(document)


def test_without_weights_nothing_differs(book: Codebook, document_of: DocumentOf) -> None:
    document = document_of("答：我们没钱。干部见不着，走形式。")
    named = replace(book, learned=LearnedFile("w", ""))
    assert Autocoder(named).code(document) == Autocoder(book).code(document)
    assert all(each.score is None for each in Autocoder(book).code(document))
    assert [each.candidate.fate for each in Autocoder(book).trials(document)] == [Fate.COUNTS] * 3
