"""The constructs of the pattern language, each over sentences that it must and must not find."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qualcode.codebook.archive import from_json, to_json
from qualcode.codebook.reader import read_codebook_text
from qualcode.codebook.writer import to_yaml
from qualcode.matching.autocoder import Autocoder
from qualcode.matching.spelling import MOST_WAYS, Speller
from qualcode.model.frame import FrameSyntaxError, parse_frames
from qualcode.text.inflection import forms_of

if TYPE_CHECKING:
    from qualcode.model.codebook import Codebook
    from qualcode.model.coding import Coding
    from tests.conftest import DocumentOf

HEAD = """\
qualcode: 1
id: book
version: "1"
name: book
variants:
  zh: [[没, 莫, 冒], [咋, 怎么]]
  en: [[government, gov't]]
groups:
  - {id: village, name: g}
subjects:
  - {id: PH, name: p, group: village, prefixes: [P], aliases: {zh: [贫困户], en: [household]}}
  - {id: TEAM, name: t, prefixes: [T], aliases: {zh: [工作队], en: [team]}}
  - {id: UNIT, name: u, prefixes: [U]}
sets:
  helper: {zh: [包户的, 那个人], en: [my helper], about: UNIT}
  who: {zh: [工作队, 贫困户, 他们], en: [team, household*]}
  come: {zh: [来, 到, 露面], en: [come~, "show~ up"]}
  rarely: {zh: [不咋, 难得], en: [rarely]}
"""


def book(*patterns: str, language: str = "zh", head: str = "") -> Codebook:
    listed = "\n".join(f"          - {each}" for each in patterns)
    code = "  - id: scarce\n    name: n\n    definition: d\n    about: [TEAM, PH, UNIT]\n"
    text = f"{HEAD}{head}codes:\n{code}    patterns:\n      {language}:\n{listed}\n"
    codebook, problems = read_codebook_text(text, path="b.yaml")
    assert codebook is not None, problems
    return codebook


@pytest.fixture
def coded(document_of: DocumentOf) -> CodedOf:
    return CodedOf(document_of)


class CodedOf:
    """Codes one answer under a few patterns."""

    def __init__(self, document_of: DocumentOf) -> None:
        self._document_of = document_of

    def __call__(
        self,
        pattern: str,
        answer: str,
        *,
        asked: str = "",
        language: str = "zh",
        head: str = "",
        subject: str = "PH",
    ) -> list[Coding]:
        text = (f"问：{asked}\n" if asked else "") + f"答：{answer}"
        codebook = book(pattern, language=language, head=head)
        return Autocoder(codebook).code(self._document_of(text, subject=subject))


@pytest.mark.parametrize(
    ("pattern", "answer", "is_found"),
    [
        # variants
        ("没见过", "我莫见过他。", True),
        ('"怎么 … {come}"', "他咋老来。", True),
        ('"{rarely} … {come}"', "他不怎么来。", True),
        # alternatives of more than words, optional groups
        ('"({rarely} … {come}|人影子) … 见"', "他难得来一回让人见。", True),
        ('"({rarely} … {come}|人影子) … 见"', "人影子都见不着。", True),
        ('"({rarely} … {come}|人影子) … 见"', "他来了能见。", False),
        ('"({rarely} …)? 露面"', "他露面。", True),
        # distance
        ('"来 &2 难得"', "难得他来。", True),
        ('"来 &2 难得"', "难得他们几个人一起来。", False),
        ("{near: [来, 难得], distance: 2}", "难得他来。", True),
        ("{near: [来, 难得], distance: 2}", "难得他们几个人一起来。", False),
        ("{before: [难得, 来]}", "难得他来。", True),
        ("{before: [来, 难得]}", "难得他来。", False),
        ("{all_of: [来, 难得, 他]}", "难得他来。", True),
        ("{any_of: [早就, 难得]}", "难得他来。", True),
        # scopes
        ("{all_of: [来, 难得]}", "他来，难得很。", False),
        ("{all_of: [来, 难得], within: sentence}", "他来，难得很。", True),
        ("{all_of: [来, 难得], within: sentence}", "他来。难得很。", False),
        ("{all_of: [来, 难得], within: turn}", "他来。难得很。", True),
        # numbers
        ('"一年 … {count<3} 回"', "一年来两回。", True),
        ('"一年 … {count<3} 回"', "一年来三四回。", False),
        ('"一年 … {number>2} 趟"', "一年来三四趟。", True),
        ('"来 … {number>=3} 趟"', "来了三四趟。", True),
        ('"来 … {number>=3} 趟"', "来了两三趟。", False),
        ('"来 … {number>=5} 趟"', "来了几趟。", False),
        # conditions on a literal
        ("{match: 来了, unless: [又走]}", "他来了又走。", False),
        ("{match: 来了, unless: [又走]}", "他来了就坐。", True),
    ],
)
def test_what_a_pattern_finds(coded: CodedOf, pattern: str, answer: str, is_found: bool) -> None:
    assert bool(coded(pattern, answer)) is is_found


@pytest.mark.parametrize(
    ("pattern", "answer", "is_found"),
    [
        ("come~ back", "He came back.", True),
        ("come~ back", "He comes back.", True),
        ("come~ back", "Income back then.", False),
        ('"{rarely} … {come}"', "They rarely showed up.", True),
        ("the government pays", "The gov't pays.", True),
    ],
)
def test_english_forms_and_variants(
    coded: CodedOf, pattern: str, answer: str, is_found: bool
) -> None:
    assert bool(coded(pattern, answer, language="en")) is is_found


def test_a_literal_may_hang_on_the_question(coded: CodedOf) -> None:
    pattern = "{match: 没有, when_asked: [来过]}"
    assert coded(pattern, "没有。", asked="他们来过吗？")
    assert not coded(pattern, "没有。", asked="吃饭了吗？")
    assert not coded(pattern, "没有。")


def test_conditions_on_the_speaker_and_on_whom_it_is_about(coded: CodedOf) -> None:
    assert coded("{match: 不来, said_by: [PH]}", "他不来。", subject="PH")
    assert coded("{match: 不来, said_by: [village]}", "他不来。", subject="PH")
    assert not coded("{match: 不来, said_by: [PH]}", "他不来。", subject="TEAM")
    assert not coded("{match: 不来, said_by: [PH]}", "他不来。", subject="")
    assert coded("{match: 不来, about: [TEAM]}", "工作队不来。")
    assert not coded("{match: 不来, about: [TEAM]}", "贫困户不来。", subject="TEAM")


def test_the_word_of_a_set_tells_whom_it_is_about(coded: CodedOf) -> None:
    [named] = coded('"{helper} … {rarely}"', "那个人难得来，工作队也知道。")
    [marked] = coded('"{@who} … {rarely}"', "工作队难得来。", head="")
    [pronoun] = coded('"{@who} … {rarely}"', "工作队来过，他们难得来。", subject="PH")
    assert named.about == ("UNIT",)
    assert marked.about == ("TEAM",)
    assert pronoun.about == ("TEAM",)
    assert pronoun.about_by == "inferred"


def test_a_frame_over_a_turn_is_put_on_the_sentence_that_completes_it(coded: CodedOf) -> None:
    [coding] = coded("{before: [说好, 没影子], within: turn}", "他说好的。等了一年。没影子。后来？")
    assert coding.quote == "没影子。"
    assert len(coding.evidence.matched) == 2


@pytest.mark.parametrize(
    ("overlap", "quotes"),
    [("longest within codebook", 1), ("longest within code", 1), ("all", 2)],
)
def test_overlaps_are_a_choice(coded: CodedOf, overlap: str, quotes: int) -> None:
    head = f"overlap: {overlap}\n"
    [coding] = coded("{match: 没来}\n          - 来", "他没来。", head=head)
    assert len(coding.evidence.matched) == quotes


def test_what_codes_do_to_each_other_is_a_choice(document_of: DocumentOf) -> None:
    def codes(overlap: str) -> list[str]:
        text = (
            HEAD.replace("groups:", f"overlap: {overlap}\ngroups:") + "codes:\n"
            "  - {id: a, name: n, definition: d, patterns: {zh: [认命]}}\n"
            "  - {id: b, name: n, definition: d, patterns: {zh: [不认命]}}\n"
        )
        codebook, problems = read_codebook_text(text, path="b.yaml")
        assert codebook is not None, problems
        found = Autocoder(codebook).code(document_of("答：我不认命。"))
        return [each.code for each in found]

    assert codes("longest within codebook") == ["b"]
    assert codes("longest within code") == ["a", "b"]
    assert codes("all") == ["a", "b"]


def test_alternatives_are_spelt_out_and_bounded() -> None:
    assert len(parse_frames("({a}|{b} … c) d")) == 2
    assert len(parse_frames("(({a}|{b}) … {c}|{d|e})? x")) == 4
    with pytest.raises(FrameSyntaxError, match="more than 64 ways"):
        parse_frames("({a}|{b})" * 7)


def test_a_word_with_many_variants_is_written_in_so_many_ways_only() -> None:
    speller = Speller({"zh": [["没", "莫", "冒"]]})
    ways = list(speller.ways("没" * 10, "zh"))
    assert ways[0] == "没" * 10
    assert len(ways) == len(set(ways)) == MOST_WAYS


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("visit", "visit visits visited visiting"),
        ("carry", "carry carries carried carrying"),
        ("stop", "stop stops stopped stopping"),
        ("agree", "agree agrees agreed agreeing"),
        ("move", "move moves moved moving"),
        ("die", "die dies died dying"),
        ("child", "child children"),
        ("reach", "reach reaches reached reaching"),
        ("pay", "pay pays paid paying"),
        ("play", "play plays played playing"),
    ],
)
def test_forms(word: str, forms: str) -> None:
    assert forms_of(word) == tuple(forms.split())


def test_the_codebook_comes_back() -> None:
    head = 'overlap: all\ncues:\n  zh: {denied: [没影], historical: ["…老黄历"]}\n'
    codebook = book("{match: 来, said_by: [PH], about: [TEAM], within: turn}", head=head)
    assert from_json(to_json(codebook)) == codebook
    again, problems = read_codebook_text(to_yaml(codebook), path="b.yaml")
    assert again is not None, problems
    assert (again.variants, again.cues, again.overlap) == (
        codebook.variants,
        codebook.cues,
        codebook.overlap,
    )
    assert again.sets == codebook.sets
    [first], [second] = (each.codes[0].patterns for each in (codebook, again))
    assert (first.said_by, first.about, first.within) == (("PH",), ("TEAM",), second.within)


@pytest.mark.parametrize(
    ("head", "pattern", "message"),
    [
        ("cues:\n  zh: {denied: [没影], asserted: [没影]}\n", "来", "stands under"),
        ("cues:\n  zh: {wrong: [没影]}\n", "来", "unknown key 'wrong'"),
        ('cues:\n  zh: {denied: ["…"]}\n', "来", "has no word in it"),
        ("", "{match: 来, said_by: [XX]}", "'XX'"),
        ("", "{match: 来, near: [来, 去]}", "in two ways"),
        ("", "{unless: [来]}", "does not say what it finds"),
        ("", "{near: [来, 去], distance: far}", "no whole number"),
        ("", '"{@who} … {@come}"', "@ marks one part"),
        (
            "",
            '"({who}|{come})({who}|{come})({who}|{come})({who}|{come})({who}|{come})({who}|{come})({who}|{come})"',
            "more than 64 ways",
        ),
        ("overlap: some\n", "来", "not known"),
    ],
)
def test_faults_are_named(head: str, pattern: str, message: str) -> None:
    code = "  - id: a\n    name: n\n    definition: d\n"
    text = f"{HEAD}{head}codes:\n{code}    patterns:\n      zh:\n        - {pattern}\n"
    codebook, problems = read_codebook_text(text, path="b.yaml")
    assert codebook is None
    assert any(message in str(each) for each in problems), problems
