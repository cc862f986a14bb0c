"""Golden table of whom a hit is about."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.matching.about import Aboutness, AboutResolver, pronouns
from qualcode.model.codebook import Code, Kind
from qualcode.model.coding import AboutBy
from qualcode.model.label import Label
from qualcode.model.span import Span
from qualcode.model.subject import Subject, SubjectScheme
from tests.matching.assertion_support import marked, scene_at


def subject(
    name: str, group: str, zh: str = "", en: tuple[str, ...] = (), *, masks: str = ""
) -> Subject:
    return Subject(
        name,
        Label(name, name),
        group,
        aliases={"zh": tuple(zh.split()), "en": en},
        masks={"zh": tuple(masks.split())},
    )


SCHEME = SubjectScheme(
    (
        subject("GOV", "government", "政府 上面 镇上 干部们", ("county",)),
        subject("TEAM", "government", "工作队 队长 第一书记", ("work team",), masks="施工队长"),
        subject("UNIT", "government", "帮扶单位 包户的", masks="承包户的"),
        subject("ENT", "enterprise", "公司 厂里", ("firm", "company")),
        subject("VC", "village-committee", "村上 支书", ("village head",)),
        subject("PH", "poor-household", "贫困户 老百姓", ("household",)),
        subject("SPH", "poor-household", "五保户"),
        subject("NPH", "other", "非贫困户 邻居"),
    )
)
RESOLVER = AboutResolver(SCHEME)
KINDS = {
    "problem": Kind.PROBLEM,
    "cause": Kind.CAUSE,
    "good": Kind.POSITIVE,
    "plan": Kind.COUNTERMEASURE,
}


def about(line: str, expected: str, *, speaker: str, kind: str, question: str = "") -> Aboutness:
    text, words = marked(line)
    code = Code("x", "x", Label("x", "x"), kind=KINDS[kind], about=tuple(expected.split()))
    hit = Span(words[0].start, words[-1].end)
    return RESOLVER.resolve(
        scene_at(text, hit.start, speaker=speaker, question=question), hit, code
    )


ROWS = [
    # line, expected by the code, speaker, kind -> about, by
    ("工作队【不来】。", "TEAM UNIT", "PH", "problem", "TEAM", "named"),
    ("包户的【不来】。", "TEAM UNIT", "PH", "problem", "UNIT", "named"),
    ("工作队和帮扶单位都【不来】。", "TEAM UNIT", "PH", "problem", "TEAM UNIT", "named"),
    ("施工队长【不来】。", "UNIT TEAM", "PH", "problem", "UNIT", "default"),
    ("非贫困户【不来上班】。", "GOV PH", "ENT", "problem", "NPH", "named"),
    ("村上的人【不来】。", "TEAM UNIT", "PH", "problem", "VC", "named"),
    ("老百姓说我们【走过场】。", "TEAM UNIT", "TEAM", "problem", "TEAM", "inferred"),
    ("他们【等靠要】，我们急。", "PH", "TEAM", "problem", "PH", "inferred"),
    ("他们【没个章法】。", "TEAM PH", "PH", "problem", "TEAM", "inferred"),
    ("人家【不上门】。", "UNIT TEAM", "PH", "problem", "", "unclear"),
    ("人家【不上门】。", "UNIT PH", "PH", "problem", "UNIT", "inferred"),
    ("工作队来过的，人家【不上门】。", "UNIT TEAM", "PH", "problem", "TEAM", "inferred"),
    ("我们家【没本钱】。", "PH", "PH", "cause", "PH", "inferred"),
    ("我【手脚不灵便】。", "PH", "SPH", "cause", "SPH", "inferred"),
    ("给我【送了袋面】。", "UNIT PH", "PH", "problem", "UNIT", "default"),
    ("公司来了，【地租没给】。", "COOP ENT", "PH", "problem", "ENT", "inferred"),
    ("公司来过。【地租没给】。", "COOP ENT", "PH", "problem", "ENT", "inferred"),
    ("【没本钱】。", "ENT PH", "PH", "cause", "PH", "default"),
    ("【给老人看病】。", "GOV VC", "VC", "good", "VC", "default"),
    ("【给老人看病】。", "GOV PH", "PH", "good", "GOV", "default"),
    ("【路不通】。", "", "PH", "cause", "", "unclear"),
    ("The firm 【never paid】.", "COOP ENT", "PH", "problem", "ENT", "named"),
    ("The firms 【never paid】.", "COOP ENT", "PH", "problem", "ENT", "named"),
    ("They 【never come】.", "TEAM UNIT", "PH", "problem", "", "unclear"),
    ("They 【never come】.", "TEAM PH", "PH", "problem", "TEAM", "inferred"),
    ("They 【wait for handouts】.", "GOV PH", "TEAM", "problem", "PH", "inferred"),
    ("I 【never finished school】.", "PH", "VC", "cause", "VC", "inferred"),
    ("I am 【lazy】 myself.", "PH", "VC", "problem", "VC", "inferred"),
    ("I 【never saw】 anyone.", "TEAM", "PH", "problem", "TEAM", "default"),
    ("我【不会用电脑】。", "PH", "TEAM", "problem", "TEAM", "inferred"),
    ("我【没见过】。", "TEAM", "PH", "problem", "TEAM", "default"),
    ("They 【should build a platform】.", "GOV PH", "ENT", "plan", "GOV", "inferred"),
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_about(row: tuple[str, str, str, str, str, str]) -> None:
    line, expected, speaker, kind, subjects, by = row
    found = about(line, expected, speaker=speaker, kind=kind)
    assert (" ".join(found.about), found.by) == (subjects, by), found.reasons


def test_the_question_names_a_dropped_subject() -> None:
    found = about(
        "【一年两回】。", "TEAM UNIT", speaker="PH", kind="problem", question="帮扶单位常来吗"
    )
    assert found.about == ("UNIT",)
    assert found.by is AboutBy.INFERRED
    assert found.reasons[0].cue == ""


def test_reasons_quote_the_words_that_tell() -> None:
    found = about("工作队和帮扶单位都【不来】。", "TEAM UNIT", speaker="PH", kind="problem")
    assert [(each.step, each.cue, each.outcome) for each in found.reasons] == [
        ("about", "工作队", "TEAM"),
        ("about", "帮扶单位", "UNIT"),
    ]


def test_an_unknown_speaker_leaves_pronouns_alone() -> None:
    assert about("他们【不来】。", "TEAM", speaker="", kind="problem").by is AboutBy.DEFAULT


def test_words_name_a_subject() -> None:
    assert RESOLVER.subject_of("镇上的老百姓") == "PH"
    assert RESOLVER.subject_of("The County") == "GOV"
    assert RESOLVER.subject_of("我们", speaker="VC") == "VC"
    assert RESOLVER.subject_of("谁知道") == ""


def test_a_resolver_travels_between_processes() -> None:
    again = pickle.loads(pickle.dumps(RESOLVER))
    assert again.subject_of("工作队") == "TEAM"


def test_a_scheme_without_aliases_resolves_to_the_default() -> None:
    bare = AboutResolver(SubjectScheme())
    code = Code("x", "x", Label("x", "x"), about=("A", "B"))
    assert bare.resolve(scene_at("Left again.", 0, speaker="Z"), Span(0, 4), code).about == ("A",)


@given(
    text=st.text(alphabet="工作队我们他说,。 thefirmx不来", max_size=40),
    start=st.integers(0, 40),
    length=st.integers(0, 6),
    speaker=st.sampled_from(["", "PH", "TEAM", "ZZ"]),
)
def test_any_hit_in_any_text_is_about_known_subjects(
    text: str, start: int, length: int, speaker: str
) -> None:
    begin = min(start, len(text))
    hit = Span(begin, min(len(text), begin + length))
    code = Code("x", "x", Label("x", "x"), about=("PH", "TEAM"))
    found = RESOLVER.resolve(scene_at(text, begin, speaker=speaker), hit, code)
    assert set(found.about) <= set(SCHEME.by_id)
    assert all(reason.cue in text for reason in found.reasons)


def test_a_hit_over_two_clauses_is_told_by_the_pronoun_of_either() -> None:
    text = "有低保，还有她们给的。"
    code = Code("x", "x", Label("x", "x"), kind=Kind.POSITIVE, about=("GOV",))
    scene = scene_at(text, 0, speaker="PH")  # the hit within the first clause is asked first
    assert RESOLVER.resolve(scene, Span(0, 3), code).by is AboutBy.DEFAULT
    assert RESOLVER.resolve(scene, Span(1, 6), code).by is AboutBy.INFERRED


@pytest.mark.parametrize("longest", [None, 12], ids=("no end", "an end"))
def test_the_speaker_is_found_however_long_the_words_for_it_may_be(
    monkeypatch: pytest.MonkeyPatch, longest: int | None
) -> None:
    monkeypatch.setattr(pronouns, "_LONGEST_SELF", longest)
    found = pronouns.self_before("他说我现在都没钱", 2, 6)
    assert found
    assert found.group() == "我现在都"
    assert pronouns.self_before("我说他没钱", 0, 3) is None
