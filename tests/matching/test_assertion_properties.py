"""What must hold of `judge` for any text, and of the evidence it leaves."""

from __future__ import annotations

import pickle
import time

from hypothesis import given
from hypothesis import strategies as st

from qualcode.matching.assertion import judge
from qualcode.matching.scene import Scene
from qualcode.model.codebook import Kind
from qualcode.model.coding import Status
from qualcode.model.span import Span
from qualcode.text.fold import fold
from tests.matching.assertion_support import judged, scene_at

SPEECH = (
    "不是 没有 谁愿意 要是 以前 现在 就好了 走过场 他们说 难道 , 。 ？ ； 不光 都 的 了 必须 "
    "not never they say if would only nobody used to ? . ; x 12 “ ” 、 \n İ ß"
)
PIECES = st.sampled_from(SPEECH.split(" "))
TEXTS = st.one_of(st.lists(PIECES, max_size=30).map("".join), st.text(max_size=60))


@given(
    text=TEXTS, cuts=st.tuples(st.integers(0, 200), st.integers(0, 20)), kind=st.sampled_from(Kind)
)
def test_any_hit_in_any_text_gets_a_status_and_cues_that_stand_in_the_text(
    text: str, cuts: tuple[int, int], kind: Kind
) -> None:
    start = min(cuts[0], len(text))
    hit = Span(start, min(len(text), start + cuts[1]))
    found = judge(scene_at(text, start), hit, kind=kind)
    assert found.status in Status
    assert all(reason.cue and reason.cue in text for reason in found.reasons)


@given(text=TEXTS, marks=st.lists(st.integers(0, 120), min_size=2, max_size=6))
def test_matched_words_with_gaps_never_raise(text: str, marks: list[int]) -> None:
    edges = sorted(min(mark, len(text)) for mark in marks)
    words = [Span(a, b) for a, b in zip(edges[::2], edges[1::2], strict=False)]
    hit = Span(words[0].start, words[-1].end)
    assert judge(scene_at(text, hit.start), hit, words=words).status in Status


@given(before=st.text(alphabet="甲乙丙丁", max_size=5), word=st.sampled_from(["没人来", "不通气"]))
def test_a_negator_of_the_matched_words_never_denies(before: str, word: str) -> None:
    assert judged(f"{before}【{word}】。").status is Status.ASSERTED


def test_judgements_and_scenes_travel_between_processes() -> None:
    text = "他们不等靠要。"
    scene = scene_at(text, 3)
    assert scene.clauses
    copy = pickle.loads(pickle.dumps(scene))
    assert (copy.text, copy.sentence, copy.turn) == (scene.text, scene.sentence, scene.turn)
    assert (copy.clauses, copy.language) == (scene.clauses, scene.language)
    found = judge(scene, Span(3, 6))
    assert pickle.loads(pickle.dumps(found)) == found


def test_each_reason_names_step_cue_and_outcome() -> None:
    (reason,) = judged("我们没有【偷懒】。").reasons
    assert (reason.step, reason.cue, reason.outcome) == ("negation", "没有", "not so")


def test_two_turns_leave_two_reasons() -> None:
    cues = [reason.cue for reason in judged("难道我不【想干】？", "positive").reasons]
    assert cues == ["难道", "不"]


def test_an_attribution_names_whose_view_it_is() -> None:
    assert judged("老百姓说我们【走过场】。").view_of == "老百姓"
    assert judged("听隔壁的说，他们【月月分红】。", "positive").view_of == "隔壁的"
    assert judged("The officials say we are 【lazy】.").view_of == "The officials"


def test_a_sentence_without_end_is_looked_at_near_the_hit_only() -> None:
    text = "没有" * 200_000 + "走过场" + "不是" * 200_000
    at = text.index("走过场")
    whole = Span(0, len(text))
    started = time.perf_counter()
    for _ in range(20):
        judge(Scene(text, fold("a") * len(text), whole, whole), Span(at, at + 3))
    assert time.perf_counter() - started < 2


def test_a_story_leaves_its_step_in_the_evidence() -> None:
    found = judged("队长说【学费不要】。", "positive")
    assert found.status == "asserted"
    assert [str(reason) for reason in found.reasons] == ["attribution “队长说” → told in a story"]
