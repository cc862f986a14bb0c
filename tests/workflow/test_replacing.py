"""A corrected transcript takes the old one's place, and no work of a person is dropped."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.errors import ConflictError, DataError, UnknownNameError, UsageError
from qualcode.model.anchor import Anchored
from qualcode.model.coding import Coding, Evidence, Review, Source, coding_id
from qualcode.model.memo import Memo, Target
from qualcode.model.query import CodingQuery
from qualcode.model.span import Span
from qualcode.model.subject import SubjectScheme
from qualcode.store.store import Store
from qualcode.transcripts.options import ReadingOptions
from qualcode.workflow.corrections import (
    editions_of,
    plan_from_file,
    plan_restoring,
    replace_text,
)
from qualcode.workflow.decisions import Decision, decide
from qualcode.workflow.history import HistoryFilter, entries
from qualcode.workflow.ingest import ImportOptions, import_files
from qualcode.workflow.losses import forget_lost, lost_codings, place_lost
from qualcode.workflow.project import Project
from qualcode.workflow.undoing import undo
from qualcode.workflow.verify import verify

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from random import Random

    from qualcode.workflow.replacing import Replacement

TALK = """\
问：您家收入怎么样？
答：没有什么收入，看病很难。干部很少来，一年见不到两次。
问：有补贴吗？
答：没有。
问：水呢？
答：没有。还是喝井水，路也不好走，下雨就出不去。
问：孩子上学远吗？
答：在镇上读书，来回要两个小时，孩子他妈陪着租房住，一年房租三千块。
"""
CODES = {
    "看病很难": "illness",
    "干部很少来，一年见不到两次": "contact",
    "还是喝井水": "water",
    "来回要两个小时": "school",
}


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Store.create(tmp_path / "study.qualcode") as store:
        (tmp_path / "A01.txt").write_text(TALK, encoding="utf-8")
        import_files(store, [tmp_path / "A01.txt"], SubjectScheme(), ImportOptions(by="li"))
        yield Project(store, tmp_path / "study.qualcode")


def code(project: Project, words: str, *, kind: str = "accepted") -> str:
    """Put a code on words as a person (accepted, rejected) or a machine (proposed); return it."""
    read = project.store.documents.read("A01")
    at = read.text.index(words)
    span = Span(at, at + len(words))
    turn = max(turn.index for turn in read.turns if turn.span.start <= at)
    machine, name = kind == "proposed", CODES[words]
    coder = "rules" if machine else "li"
    project.store.codings.add(
        Coding(
            id=coding_id("A01", span, name, coder),
            document="A01",
            span=span,
            code=name,
            coder=coder,
            source=Source.RULE if machine else Source.PERSON,
            quote=words,
            turn=turn,
            review=Review(kind),
            evidence=Evidence(words, (Span(span.start, span.start + 2),)),
            decided_by="" if machine else "li",
        )
    )
    return name


def correct(
    project: Project, text: str, *, write: bool = True, encoding: str = "utf-8"
) -> Replacement:
    path = project.folder / "A01-corrected.txt"
    path.write_text(text, encoding=encoding)
    plan = plan_from_file(project, "A01", path, ReadingOptions())
    if write:
        replace_text(project, plan, SubjectScheme(), by="li")
    return plan


def state_of(plan: Replacement) -> dict[str, str]:
    return {each.former.code: each.state.value for each in plan.codings}


def id_of(project: Project, name: str) -> str:
    found = project.store.excerpts.find(CodingQuery())
    lost = [each.coding for each in lost_codings(project)]
    codings = [*(each.coding for each in found), *lost]
    return next(each.id for each in codings if each.code == name)


def standing(project: Project) -> dict[str, str]:
    """Return the words that each code stands on now."""
    found = project.store.excerpts.find(CodingQuery())
    return {each.coding.code: each.coding.quote for each in found}


def test_typos_moves_and_deletions_each_have_their_report(project: Project) -> None:
    ids = [code(project, words) for words in CODES]
    turns = TALK.splitlines(keepends=True)
    new = "".join([*turns[6:], *turns[:6]])
    new = new.replace("见不到两次", "见不着两次").replace("还是喝井水，", "")
    plan = correct(project, "（更正稿）\n" + new)
    assert [state_of(plan)[each] for each in ids] == ["exact", "fuzzy", "lost", "moved"]
    fuzzy = next(each for each in plan.codings if each.state is Anchored.FUZZY)
    assert fuzzy.coding is not None
    assert (fuzzy.former.quote, fuzzy.coding.quote) == (
        "干部很少来，一年见不到两次",
        "干部很少来，一年见不着两次",
    )
    assert 0.8 < fuzzy.similarity < 1
    assert standing(project) == {
        ids[0]: "看病很难",
        ids[1]: "干部很少来，一年见不着两次",
        ids[3]: "来回要两个小时",
    }
    found = verify(project)
    assert found.lost == ((id_of(project, "water"), "A01"),)
    assert not found.holds
    assert (found.misplaced, found.altered, found.damage) == ((), (), ())
    assert project.store.codings.decisions() == {"A01": 4}


def test_decisions_memos_and_evidence_go_along(project: Project) -> None:
    kept = code(project, "看病很难", kind="rejected")
    before = id_of(project, kept)
    project.store.memos.add(Memo("m", Target.CODING, before, "li", "2024-01-01", "见备注"))
    correct(project, "说明：更正。\n" + TALK)
    (excerpt,) = project.store.excerpts.find(CodingQuery())
    assert excerpt.coding.review is Review.REJECTED
    assert excerpt.coding.decided_by == "li"
    text = project.store.documents.text("A01")
    assert [span.of(text) for span in excerpt.coding.evidence.matched] == ["看病"]
    assert id_of(project, kept) != before
    assert project.store.memos.on_codings() == {id_of(project, kept): "见备注"}
    assert excerpt.speaker == "答"
    assert excerpt.before.endswith("收入，")


def test_proposals_go_along_under_their_new_ids_or_are_left_to_the_next_run(
    project: Project,
) -> None:
    kept = code(project, "看病很难", kind="proposed")
    code(project, "还是喝井水", kind="proposed")
    memo = Memo("m", Target.CODING, id_of(project, kept), "li", "2024-01-01", "x")
    project.store.memos.add(memo)
    project.store.flags.toggle(id_of(project, kept), "li")
    plan = correct(project, "说明：更正。\n" + TALK.replace("还是喝井水", "还喝着井水"))
    assert plan.lost == []
    assert standing(project) == {kept: "看病很难"}
    (excerpt,) = project.store.excerpts.find(CodingQuery())
    now = coding_id("A01", excerpt.coding.span, kept, "rules")
    assert excerpt.coding.id == now
    assert project.store.memos.on_codings() == {now: "x"}
    assert project.store.flags.has(now, "li")
    assert project.store.coded.count_uncoded("any") == 1


def test_a_place_that_a_coding_has_left_is_free_for_another(project: Project) -> None:
    """Ids are made of places, so two codings must never meet under one id."""
    code(project, "看病很难")
    place = Span(TALK.index("看病很难"), TALK.index("看病很难") + 4)
    correct(project, TALK[: place.start] + "看病很难，" + TALK[place.start :])
    correct(project, "新增一行\n" + TALK.replace("看病很难", "药贵得很"))
    fresh = place.moved(5)
    assert id_of(project, "illness") != coding_id("A01", fresh, "illness", "li")
    assert id_of(project, "illness") != coding_id("A01", place, "illness", "li")


def test_a_dry_plan_and_the_same_text_write_nothing(project: Project, tmp_path: Path) -> None:
    code(project, "看病很难")
    before = (tmp_path / "study.qualcode").read_bytes()
    plan = correct(project, TALK.replace("看病很难", ""), write=False)
    assert len(plan.lost) == 1
    assert not correct(project, TALK, write=False).changes
    assert not correct(project, TALK, write=False, encoding="gb18030").changes
    assert (tmp_path / "study.qualcode").read_bytes() == before


def test_traditional_script_keeps_every_coding(project: Project) -> None:
    import opencc

    ids = [code(project, words) for words in CODES]
    plan = correct(project, opencc.OpenCC("s2t").convert(TALK), encoding="big5hkscs")
    assert plan.transcript.encoding == "big5hkscs"
    assert set(state_of(plan).values()) <= {"exact", "fuzzy"}
    assert {each.similarity for each in plan.codings} == {1.0}
    assert standing(project)[ids[0]] == "看病很難"
    assert plan.turns.speakers == ()
    assert project.store.documents.read("A01").participants == {"答": "A01"}


def test_putting_the_text_back_restores_every_coding(project: Project) -> None:
    ids = [code(project, words) for words in CODES]
    before = list(project.store.excerpts.find(CodingQuery()))
    correct(project, TALK.replace("看病很难", "").replace("见不到两次", "来几回不一定"))
    assert len(lost_codings(project)) >= 1
    plan = correct(project, TALK)
    assert plan.returns_to
    assert set(state_of(plan).values()) == {"exact"}
    assert list(project.store.excerpts.find(CodingQuery())) == before
    assert set(standing(project)) == set(ids)
    assert verify(project).holds


def test_a_former_text_is_restored_from_the_history(project: Project) -> None:
    code(project, "看病很难")
    before = list(project.store.excerpts.find(CodingQuery()))
    correct(project, "x\n")
    correct(project, "y\n")
    assert [each.characters for each in editions_of(project, "A01")] == [2, len(TALK)]
    oldest = editions_of(project, "A01")[-1].number
    with pytest.raises(UnknownNameError, match="no edition '99'"):
        plan_restoring(project, "A01", 99)
    replace_text(project, plan_restoring(project, "A01", oldest), SubjectScheme(), by="li")
    assert project.store.documents.text("A01") == TALK
    assert list(project.store.excerpts.find(CodingQuery())) == before
    assert project.store.documents.read("A01").participants == {"答": "A01"}


def test_a_lost_coding_is_put_back_by_hand_or_given_up(project: Project) -> None:
    code(project, "看病很难")
    code(project, "还是喝井水")
    correct(project, TALK.replace("看病很难", "医院远").replace("还是喝井水，", ""))
    first, second = id_of(project, "illness"), id_of(project, "water")
    assert {each.coding.id for each in lost_codings(project, ["A01"])} == {first, second}
    with pytest.raises(UsageError, match="3 times") as caught:
        place_lost(project, first, words="没有", by="zhao")
    assert "--at one of" in caught.value.hint
    with pytest.raises(UsageError, match="does not hold"):
        place_lost(project, first, words="看病很难", by="zhao")
    with pytest.raises(UnknownNameError):
        place_lost(project, "nobody", words="医院远", by="zhao")
    placed = place_lost(project, first, words="医院远", by="zhao")
    assert standing(project) == {"illness": "医院远"}
    assert placed.turn == 1
    assert placed.id == coding_id("A01", placed.span, "illness", "li")
    forget_lost(project, [second], by="zhao")
    assert lost_codings(project) == []
    assert verify(project).holds
    told = [(each.action, each.target_id) for each in project.store.history.all()]
    assert ("place", placed.id) in told
    assert ("give up", second) in told


def test_putting_back_and_giving_up_can_be_undone(project: Project) -> None:
    code(project, "看病很难")
    project.store.memos.add(
        Memo("m", Target.CODING, id_of(project, "illness"), "li", "2024-01-01", "x")
    )
    correct(project, TALK.replace("看病很难", "医院远"))
    lost = id_of(project, "illness")
    placed = place_lost(project, lost, words="医院远", by="li")
    assert project.store.memos.on_codings() == {placed.id: "x"}
    undo(project, by="li")
    assert [each.coding.id for each in lost_codings(project)] == [lost]
    assert standing(project) == {}
    assert project.store.memos.on_codings() == {lost: "x"}
    forget_lost(project, [lost], by="li")
    assert lost_codings(project) == []
    undo(project, by="li")
    assert [each.coding.id for each in lost_codings(project)] == [lost]


def test_what_was_decided_before_a_replacement_is_not_undone_on_the_new_text(
    project: Project,
) -> None:
    code(project, "看病很难", kind="proposed")
    decide(project, [id_of(project, "illness")], Decision(Review.ACCEPTED), by="li")
    correct(project, "说明：更正。\n" + TALK)
    with pytest.raises(ConflictError):
        undo(project, by="li")
    assert standing(project) == {"illness": "看病很难"}
    assert verify(project).holds


def test_the_history_says_what_became_of_each(project: Project) -> None:
    ids = [code(project, words) for words in CODES]
    correct(project, TALK.replace("看病很难", "").replace("见不到两次", "见不着两次"))
    told = {each.target_id: each for each in project.store.history.all()}
    assert json.loads(told["A01"].after)["codings"] == {
        "exact": 2,
        "moved": 0,
        "fuzzy": 1,
        "lost": 1,
    }
    illness, contact = id_of(project, ids[0]), id_of(project, ids[1])
    assert (told[illness].action, told[contact].action) == ("lose", "re-anchor")
    assert json.loads(told[contact].after)["quote"] == "干部很少来，一年见不着两次"
    assert not {id_of(project, ids[2]), id_of(project, ids[3])} & set(told)


def test_another_speaker_in_a_turn_is_told(project: Project) -> None:
    code(project, "还是喝井水")
    plan = correct(project, TALK.replace("答：没有。还是", "妻：没有。还是"))
    assert plan.turns.speakers == ((5, "答", "妻"),)
    assert [each.speaker for each in plan.codings] == ["妻"]
    (excerpt,) = project.store.excerpts.find(CodingQuery())
    assert (excerpt.speaker, excerpt.participant.id) == ("妻", "A01-妻")


def test_the_only_respondent_stays_the_same_person(project: Project) -> None:
    correct(project, TALK.replace("答：", "受访者："))
    assert project.store.documents.read("A01").participants == {"受访者": "A01"}
    assert [person.id for person in project.store.participants.all()] == ["A01"]


def test_what_cannot_be_a_correction_is_refused(project: Project, tmp_path: Path) -> None:
    other = tmp_path / "B02.txt"
    other.write_text(TALK.replace("井水", "河水"), encoding="utf-8")
    import_files(project.store, [other], SubjectScheme(), ImportOptions())
    with pytest.raises(ConflictError, match="the text of 'B02'"):
        plan_from_file(project, "A01", other, ReadingOptions())
    with pytest.raises(UnknownNameError, match="no document 'A1'"):
        plan_from_file(project, "A1", other, ReadingOptions())
    with pytest.raises(UsageError, match="means 2 files"):
        plan_from_file(project, "A01", tmp_path / "*.txt", ReadingOptions())
    with pytest.raises(DataError, match="no former text"):
        plan_restoring(project, "A01")


def test_a_failure_half_way_leaves_everything_as_it_was(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    code(project, "看病很难")
    before = (project.store.documents.read("A01"), standing(project))
    plan = correct(project, TALK.replace("看病很难", ""), write=False)

    def fail(*_args: object, **_named: object) -> None:
        raise DataError("no room left")

    monkeypatch.setattr(project.store.lost, "lose", fail)
    with pytest.raises(DataError):
        replace_text(project, plan, SubjectScheme(), by="li")
    assert (project.store.documents.read("A01"), standing(project)) == before
    assert editions_of(project, "A01") == []


@given(st.randoms(use_true_random=False), st.integers(0, 12))
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_random_corrections_drop_nothing_and_going_back_restores(
    tmp_path_factory: pytest.TempPathFactory, random: Random, edits: int
) -> None:
    folder = tmp_path_factory.mktemp("study")
    (folder / "A01.txt").write_text(TALK, encoding="utf-8")
    with Store.create(folder / "study.qualcode") as store:
        import_files(store, [folder / "A01.txt"], SubjectScheme(), ImportOptions())
        project = Project(store, folder / "study.qualcode")
        ids = {code(project, words) for words in CODES}
        before = list(store.excerpts.find(CodingQuery()))
        for _ in range(2):
            letters = list(store.documents.text("A01"))
            for _ in range(edits):
                at, end = random.randrange(len(letters)), random.randrange(1, 6)
                letters[at : at + end] = random.choice(["", "很", "看病", "答：", "\n问：好。\n"])
            correct(project, "".join(letters) or "空。")
            found = verify(project)
            assert (found.misplaced, found.altered, found.damage) == ((), (), ())
            lost = {each.coding.code for each in lost_codings(project)}
            assert set(standing(project)) | lost == ids
        correct(project, TALK)
        assert list(store.excerpts.find(CodingQuery())) == before
        assert verify(project).holds


def test_the_history_finds_decisions_whose_codings_have_other_ids_now(project: Project) -> None:
    code(project, "看病很难", kind="proposed")
    former = id_of(project, "illness")
    decide(project, [former], Decision(Review.ACCEPTED), by="li")
    for more in ("问：你好。\n", "问：你好，请坐。\n"):
        path = project.folder / "A01.txt"
        path.write_text(more + TALK, encoding="utf-8")
        plan = plan_from_file(project, "A01", path, ReadingOptions())
        replace_text(project, plan, SubjectScheme(), by="li")
    assert project.store.codings.get(former) is None
    (found,) = entries(project, HistoryFilter(actions=["accept"], documents=["A01"]))
    assert found.code == "illness"
