"""The scanner finds what a plain search would, once, wherever it stands."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.matching.overlap import Hit
from qualcode.matching.regexes import fold_regex
from qualcode.matching.scanner import Scanner
from qualcode.model.codebook import Code, Codebook, Pattern, PatternKind
from qualcode.model.label import Label
from qualcode.text.fold import fold


def _pattern(written: str) -> Pattern:
    """Read ``en:word*``, ``re:…`` or plain Chinese."""
    if written.startswith("re:"):
        return Pattern(written[3:], "zh", PatternKind.REGEX)
    if written.startswith("en:"):
        return Pattern(written[3:], "en")
    return Pattern(written, "zh")


def _scanner(codes: dict[str, list[str]], masks: dict[str, list[str]] | None = None) -> Scanner:
    return Scanner(
        Codebook(
            "book",
            Label("book"),
            "1",
            "digest",
            codes=tuple(
                Code(
                    name,
                    name,
                    Label(name),
                    patterns=tuple(map(_pattern, patterns)),
                    masks=tuple(map(_pattern, (masks or {}).get(name, ()))),
                )
                for name, patterns in codes.items()
            ),
        )
    )


def _found(scanner: Scanner, text: str) -> list[tuple[str, str]]:
    return [(hit.code, text[hit.start : hit.end]) for hit in scanner.scan(fold(text))]


# A plain search over the same words, to compare with.


def _is_letter(text: str, at: int) -> bool:
    return 0 <= at < len(text) and text[at].isalnum() and ord(text[at]) < 0x250


def _plain_search(text: str, pattern: Pattern) -> set[tuple[int, int]]:
    is_english = pattern.language == "en"
    word = pattern.text.removesuffix("*") if is_english else pattern.text
    spans = set()
    for start in range(len(text)):
        if not text.startswith(word, start):
            continue
        end = start + len(word)
        while is_english and pattern.text.endswith("*") and _is_letter(text, end):
            end += 1
        is_cut = any(_is_letter(text, at - 1) and _is_letter(text, at) for at in (start, end))
        if not (is_english and is_cut):
            spans.add((start, end))
    return spans


def _plain_scan(
    text: str, codes: dict[str, list[str]], masks: dict[str, list[str]]
) -> set[tuple[int, int, str]]:
    hits = {
        (*span, code)
        for code, words in codes.items()
        for word in words
        for span in _plain_search(text, _pattern(word))
    }
    masked = {
        (*span, code)
        for code, words in masks.items()
        for word in words
        for span in _plain_search(text, _pattern(word))
    }
    stretches = {each[:2] for each in hits | masked}
    return {
        (start, end, code)
        for start, end, code in hits - masked
        if not any(
            first <= start and end <= last and (first, last) != (start, end)
            for first, last in stretches
        )
    }


WORDS = st.lists(
    st.one_of(
        st.text("没钱命", min_size=1, max_size=3),
        st.text("abé ", min_size=1, max_size=3).map(lambda word: f"en:{word}"),
        st.text("ab", min_size=1, max_size=2).map(lambda word: f"en:{word}*"),
    ),
    max_size=4,
)


@given(
    st.text("没钱命abé .😀", max_size=25),
    st.fixed_dictionaries({"x": WORDS, "y": WORDS}),
    st.fixed_dictionaries({"x": WORDS}),
)
def test_the_scan_equals_a_plain_search(
    text: str, codes: dict[str, list[str]], masks: dict[str, list[str]]
) -> None:
    hits = _scanner(codes, masks).scan(text)
    assert {hit[:3] for hit in hits} == _plain_scan(text, codes, masks)
    assert hits == sorted(hits, key=lambda hit: (hit.start, -hit.end, hit.code, hit.pattern))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("我认命了", [("resigned", "认命")]),
        ("我不认命", [("defiant", "不认命")]),
        ("我不认命，他认命", [("defiant", "不认命"), ("resigned", "认命")]),
        ("没啥", []),
    ],
)
def test_the_longest_match_wins(text: str, found: list[tuple[str, str]]) -> None:
    scanner = _scanner({"resigned": ["认命"], "defiant": ["不认命"]})
    assert _found(scanner, text) == found


def test_matches_that_only_overlap_are_both_kept() -> None:
    scanner = _scanner({"a": ["没有钱"], "b": ["钱看病"]})
    assert _found(scanner, "没有钱看病") == [("a", "没有钱"), ("b", "钱看病")]


def test_one_word_may_stand_for_two_codes() -> None:
    scanner = _scanner({"a": ["没钱"], "b": ["没钱"]})
    assert _found(scanner, "真没钱") == [("a", "没钱"), ("b", "没钱")]


def test_a_mask_hides_what_lies_within_it() -> None:
    scanner = _scanner({"a": ["拍照"], "b": ["照片"]}, {"a": ["拍照片"]})
    assert _found(scanner, "他来拍照片，只拍照") == [("a", "拍照")]


def test_a_mask_of_the_very_words_hides_them_from_its_own_code_only() -> None:
    scanner = _scanner(
        {"a": ["en:rel*", "re:没.吃上"], "b": ["没能吃上"]}, {"a": ["en:relax", "没能吃上"]}
    )
    assert _found(scanner, "relax, rely; 没能吃上，没有吃上") == [
        ("a", "rely"),
        ("b", "没能吃上"),
        ("a", "没有吃上"),
    ]


@pytest.mark.parametrize(
    ("pattern", "text", "words"),
    [
        ("en:poor", "Poor, the POOR; poorly spoor poor5 poor", ["Poor", "POOR", "poor"]),
        ("en:poor*", "poor poorly poorest spoor", ["poor", "poorly", "poorest"]),
        ("en:no money", "no money, no moneybags", ["no money"]),
        ("en:don't", "I don’t, I don't", ["don’t", "don't"]),
        ("en:expos", "exposé expos", ["expos"]),
        ("en:expos*", "exposé", ["exposé"]),
        ("en:app", "这个APP要打卡", ["APP"]),
        ("en:5g", "15G 5G", ["5G"]),
        ("没*钱", "没钱 没*钱", ["没*钱"]),
    ],
)
def test_english_words_begin_and_end_at_borders(pattern: str, text: str, words: list[str]) -> None:
    assert [word for _, word in _found(_scanner({"a": [pattern]}), text)] == words


@pytest.mark.parametrize(
    ("pattern", "text", "words"),
    [
        ("贫困户没钱", "貧困戶沒錢", ["貧困戶沒錢"]),
        ("貧困戶沒錢", "贫困户没钱", ["贫困户没钱"]),
        ("wifi没有", "ＷｉＦｉ没有", ["ＷｉＦｉ没有"]),
        ("说“没有”", "说「没有」", ["说「没有」"]),
        ("没钱", "😀没钱𠮷没钱👨‍👩‍👧", ["没钱", "没钱"]),
        ("re:没.?钱", "😀沒有錢𠮷没钱", ["沒有錢", "没钱"]),
    ],
)
def test_what_is_found_is_quoted_from_the_text(pattern: str, text: str, words: list[str]) -> None:
    assert [word for _, word in _found(_scanner({"a": [pattern]}), text)] == words


def test_positions_count_astral_characters_once() -> None:
    scanner = _scanner({"a": ["没钱", "re:没.钱"]})
    assert scanner.scan("𠮷😀没钱没有钱") == [Hit(2, 4, "a", "没钱"), Hit(4, 7, "a", "re:没.钱")]


@pytest.mark.parametrize(
    ("written", "text", "words"),
    [
        ("re:没(有|得)?钱", "没钱没有钱没水", ["没钱", "没有钱"]),
        ("re:Burn(ed|t)? OUT", "burnt out, Burned Out", ["burnt out", "Burned Out"]),
        ("re:[A-Z]{2,}", "用APP", ["APP"]),
        ("re:\\S{2}难", "看 病难 很困难", ["很困难"]),
        ("re:\\p{Han}+\\d", "没钱3 a3", ["没钱3"]),
        ("re:\\pN+", "共35户", ["35"]),
        ("re:(?P<Who>他)来", "他来", ["他来"]),
        ("re:(?i:A)pp", "App", ["App"]),
        # a full-width sign in an expression is that sign
        ("re:为什么？", "为什么？为什", ["为什么？"]),
        ("re:难（真的）", "难（真的）难真的", ["难（真的）"]),
        ("re:好[，—。]坏", "好—坏 好5坏", ["好—坏"]),
        ("re:没．", "没． 没有", ["没．"]),
        # an empty match is none
        ("re:x*", "ab", []),
    ],
)
def test_regular_expressions(written: str, text: str, words: list[str]) -> None:
    assert [word for _, word in _found(_scanner({"a": [written]}), text)] == words


@pytest.mark.parametrize(
    ("pattern", "folded"),
    [
        (r"\S\W\D", r"\S\W\D"),
        (r"\p{Han}\PL\p{^Greek}", r"\p{Han}\PL\p{^Greek}"),
        (r"(?P<Name>A)(?U)B(?:C)", r"(?P<Name>a)(?U)b(?:c)"),
        (r"貧[A-Z]＋", r"贫[a-z]\+"),
        (r"\\Q", r"\\q"),
    ],
)
def test_escapes_flags_and_group_names_are_not_folded(pattern: str, folded: str) -> None:
    assert fold_regex(pattern) == folded


def test_a_hit_names_the_pattern_as_it_was_written() -> None:
    scanner = _scanner({"a": ["en:Poor*", "re:沒.錢"]})
    assert [hit.pattern for hit in scanner.scan(fold("poorly 没有钱"))] == ["Poor*", "re:沒.錢"]


@pytest.mark.parametrize("codes", [{}, {"a": []}, {"a": ["re:没钱"]}, {"a": ["没钱"]}])
def test_a_codebook_may_lack_words_or_expressions(codes: dict[str, list[str]]) -> None:
    assert [code for code, _ in _found(_scanner(codes), "没钱")] == [
        code for code, patterns in codes.items() if patterns
    ]
    assert _scanner(codes).scan("") == []


def test_a_scanner_survives_pickling() -> None:
    text = fold("不认命，poorly，没有钱，拍照片")
    scanner = _scanner(
        {"a": ["认命", "en:poor*", "re:没.钱", "拍照"], "b": ["不认命"]}, {"a": ["拍照片"]}
    )
    copy = pickle.loads(pickle.dumps(scanner))
    assert copy.scan(text) == scanner.scan(text)
    assert len(scanner.scan(text)) == 3


def test_whole_words_are_not_found_inside_longer_ones() -> None:
    whole = Pattern("印度", "zh", whole_words=True)
    book = Codebook(
        "b", Label("b"), "1", "d", codes=(Code("a", "a", Label("a"), patterns=(whole,)),)
    )
    scanner = Scanner(book)
    assert scanner.scan(fold("他去过印度尼西亚。")) == []
    assert [hit[:2] for hit in scanner.scan(fold("他去过印度。"))] == [(3, 5)]
