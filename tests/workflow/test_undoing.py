"""Undo of everything returns the exact former state, whatever was done in which order."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.errors import ConflictError, DataError, QualcodeError, UsageError
from qualcode.model.coding import Review, Status
from qualcode.model.history import Event
from qualcode.model.label import Label
from qualcode.model.memo import Target
from qualcode.model.participant import Participant
from qualcode.model.span import Span
from qualcode.store.store import Store
from qualcode.workflow.adjudication import Choice, coders_of, disagreements, settle
from qualcode.workflow.assigning import assign, share_out
from qualcode.workflow.codes import add_code, begun
from qualcode.workflow.decisions import Decision, decide, flag
from qualcode.workflow.handcoding import add_coding, code_in_vivo, remove_coding
from qualcode.workflow.history import FIXED, UNDONE, Entry, HistoryFilter, entries
from qualcode.workflow.imported import ImportOptions
from qualcode.workflow.ingest import import_files
from qualcode.workflow.memos import add_memo, edit_memo, remove_memo
from qualcode.workflow.project import Project
from qualcode.workflow.readings import mark_read
from qualcode.workflow.removal import plan_removal, remove_documents
from qualcode.workflow.undoing import redo, restore, undo, undo_one

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TABLES = ("coding", "memo", "flag", "participant", "setting", "turn", "coded")


def state(project: Project) -> dict[str, Any]:
    """Everything that a person can change, row by row, and the codebook's file."""
    db = project.store._db
    rows = {name: sorted(map(str, db.execute(f"SELECT * FROM {name}"))) for name in TABLES}
    return rows | {"yaml": project.codebook_path.read_bytes()}


def pick(project: Project, number: int) -> str:
    ids = [
        row[0]
        for row in project.store._db.execute("SELECT id FROM coding ORDER BY document, start, id")
    ]
    return str(ids[number % len(ids)])


def span(project: Project, number: int) -> Span:
    length = len(project.store.documents.text("P-01"))
    start = number % (length - 6)
    return Span(start, start + 1 + number % 5)


def put_participant(project: Project, number: int, by: str) -> None:
    event = Event("2026-01-01T00:00:00+00:00", by, "edit participant", Target.PARTICIPANT, "P-01")
    with project.store.recorded(event):
        project.store.participants.put([Participant("P-01", "PH", {"age": str(number % 7)})])


def settle_one(project: Project, number: int, by: str) -> None:
    coders = coders_of(project)
    if len(coders) > 1:
        cases = disagreements(project, coders[:2], settled=True)
        if cases:
            case = cases[number % len(cases)]
            sides = [(), tuple(case.sides)[:1], tuple(case.sides)][number % 3]
            settle(project, case, Choice(sides, reason="x"), by=by)


def memo_verb(project: Project, number: int, by: str) -> None:
    memos = project.store.memos.all()
    if not memos or number % 3 == 0:
        add_memo(project, Target.CODING, pick(project, number), f"memo {number}", by=by)
    elif number % 3 == 1:
        edit_memo(project, memos[number % len(memos)].id, f"again {number}", by=by)
    else:
        remove_memo(project, memos[number % len(memos)].id, by=by)


CODES = ("scarce", "formal", "income")
STATUSES = tuple(Status)
VERBS: tuple[Callable[[Project, int, str], object], ...] = (
    lambda p, n, by: decide(p, [pick(p, n)], Decision(Review.ACCEPTED), by=by),
    lambda p, n, by: decide(p, [pick(p, n)], Decision(Review.REJECTED, reason="不是"), by=by),
    lambda p, n, by: decide(p, [pick(p, n)], Decision(Review.PROPOSED), by=by),
    lambda p, n, by: decide(p, [pick(p, n)], Decision(code=CODES[n % 3]), by=by),
    lambda p, n, by: decide(p, [pick(p, n)], Decision(status=STATUSES[n % 9]), by=by),
    lambda p, n, by: decide(p, [pick(p, n)], Decision(about=("GOV", "PH")[: n % 3]), by=by),
    lambda p, n, by: decide(p, [pick(p, n)], Decision(span=span(p, n)), by=by),
    lambda p, n, by: decide(p, [pick(p, n + k) for k in range(5)], Decision(), by=by),
    lambda p, n, by: add_coding(p, "P-01", span(p, n), CODES[n % 3], by=by, memo="x" * (n % 2)),
    lambda p, n, by: remove_coding(p, pick(p, n), by=by),
    lambda p, n, by: flag(p, pick(p, n), by=by),
    memo_verb,
    put_participant,
    settle_one,
    lambda p, n, by: add_code(p, begun(f"code-{n}", Label("新")), by=by, parent="contact"),
    lambda p, n, by: code_in_vivo(p, "P-01", span(p, n), by=by),
)
STEPS = st.lists(
    st.tuples(st.integers(0, len(VERBS) - 1), st.integers(0, 500), st.sampled_from(["li", "zhao"])),
    min_size=1,
    max_size=14,
)


def undo_all(project: Project, who: str) -> int:
    steps = 0
    with suppress(DataError):
        while True:
            undo(project, by=who)
            steps += 1
    return steps


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
def test_undo_of_all_returns_the_exact_former_state(study_path: Path, steps: list[Any]) -> None:
    with Store.open(study_path) as store:
        project = Project(store, study_path)
        before = state(project)
        for verb, number, _ in steps:
            with suppress(QualcodeError):
                VERBS[verb](project, number, "li")
        done = state(project)
        assert store.codings.misplaced() == []
        count = undo_all(project, "li")
        assert state(project) == before
        for _ in range(count):
            redo(project, by="li")
        assert state(project) == done
        undo_all(project, "li")
        assert state(project) == before


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
def test_undo_leaves_the_work_of_others(study_path: Path, steps: list[Any]) -> None:
    with Store.open(study_path) as store:
        project = Project(store, study_path)
        before = state(project)
        for verb, number, who in steps:
            with suppress(QualcodeError):
                VERBS[verb](project, number, who)
        own = store.codings.of_coder("zhao")
        with suppress(ConflictError):  # where zhao has gone on from there, li's work stays too
            undo_all(project, "li")
        assert store.codings.of_coder("zhao") == own
        while standing := [each for each in entries(project) if is_standing(each)]:
            undo(project, by="wang", owner=standing[0].event.owner)
        assert state(project) == before


def test_undo_does_not_take_a_flag_of_somebody_else_away(study: Project) -> None:
    decide(study, [pick(study, 3)], Decision(code="income"), by="li")
    own = study.store.codings.of_coder("li")[0].id
    flag(study, own, by="zhao")
    with pytest.raises(ConflictError):
        undo(study, by="li")
    assert study.store.flags.has(own, "zhao")
    undo(study, by="zhao")
    undo(study, by="li")


def is_standing(entry: Entry) -> bool:
    return entry.state == "" and entry.event.action not in {"undo", "redo"}


def test_undo_is_an_event_and_the_first_is_never_lost(study: Project) -> None:
    first = pick(study, 0)
    decide(study, [first], Decision(reason="对"), by="li")
    undo(study, by="li")
    listed = entries(study)
    assert [(each.event.action, each.state) for each in listed[:2]] == [
        ("undo", ""),
        ("accept", UNDONE),
    ]
    assert listed[0].event.of == listed[1].event.id
    assert listed[1].event.reason == "对"
    assert {each.state for each in listed[2:]} == {FIXED}
    redo(study, by="li")
    assert [each.state for each in entries(study)[:3]] == ["", "", ""]


def test_something_new_ends_what_could_be_redone(study: Project) -> None:
    decide(study, [pick(study, 0)], Decision(), by="li")
    undo(study, by="li")
    decide(study, [pick(study, 1)], Decision(), by="li")
    with pytest.raises(DataError, match="nothing of li's to redo"):
        redo(study, by="li")
    with pytest.raises(DataError, match="nothing of zhao's to undo"):
        undo(study, by="zhao")


def test_one_may_ask_for_anothers_work_to_be_undone(study: Project) -> None:
    decide(study, [pick(study, 0)], Decision(), by="li")
    done = undo(study, by="zhao", owner="li")
    event = study.store.history.get(done.number)
    assert event is not None
    assert (event.who, event.owner) == ("zhao", "li")
    redo(study, by="li")
    kept = study.store.codings.get(pick(study, 0))
    assert kept is not None
    assert kept.review is Review.ACCEPTED


def test_restore_brings_back_one_thing_and_leaves_the_rest(study: Project) -> None:
    first, second = pick(study, 0), pick(study, 1)
    accepted = decide(study, [first], Decision(), by="li")
    decide(study, [second], Decision(), by="li")
    decide(study, [first], Decision(Review.REJECTED), by="li")
    restore(study, accepted.event, by="zhao")
    reviews = [study.store.codings.get(each) for each in (first, second)]
    assert [each.review for each in reviews if each] == [Review.ACCEPTED, Review.ACCEPTED]
    with pytest.raises(UsageError, match="everything is as"):
        restore(study, accepted.event, by="zhao")
    restore(study, accepted.event, by="zhao", before=True)
    kept = study.store.codings.get(first)
    assert kept is not None
    assert kept.review is Review.PROPOSED
    undo(study, by="zhao")
    undo(study, by="zhao")
    kept = study.store.codings.get(first)
    assert kept is not None
    assert kept.review is Review.REJECTED


def test_restore_says_what_it_cannot(study: Project) -> None:
    with pytest.raises(UsageError, match="no event 999"):
        restore(study, 999, by="li")
    with pytest.raises(UsageError, match="kept nothing"):
        restore(study, 1, by="li")


def test_who_spoke_and_is_gone_is_told_when_a_document_shall_come_back(study: Project) -> None:
    with study.store.transaction():
        study.store._db.execute("UPDATE turn SET participant = 'P-02' WHERE participant <> ''")
    mark_read(study, "P-01", by="li")
    for document in ("P-01", "P-02"):
        remove_documents(study, plan_removal(study, [document], with_codings=True), by="li")
    with pytest.raises(ConflictError, match="gone with another document since: P-02"):
        undo(study, by="li")
    assert study.store.documents.names() == []


def test_what_is_gone_is_not_restored_to_what_was_changed_in_it(study: Project) -> None:
    memo = add_memo(study, Target.PROJECT, "", "一", by="li")
    edit_memo(study, memo.id, "二", by="li")
    edited = entries(study)[0].event.id
    remove_memo(study, memo.id, by="li")
    before = state(study)
    with pytest.raises(ConflictError, match=f"memo {memo.id} is no longer there"):
        restore(study, edited, by="li")
    assert state(study) == before


def test_an_edited_codebook_is_not_overwritten(study: Project) -> None:
    add_code(study, begun("far", Label("路远")), by="li")
    path = study.codebook_path
    edited = path.read_bytes() + "# 我改过\n".encode()
    path.write_bytes(edited)
    before = state(study)
    with pytest.raises(ConflictError, match=r"file codebook\.yaml has been changed since"):
        undo(study, by="li")
    assert state(study) == before


def test_a_dry_run_changes_nothing(study: Project) -> None:
    decide(study, [pick(study, 0)], Decision(), by="li")
    before = state(study)
    done = undo(study, by="li", dry_run=True)
    assert done.number == 0
    assert state(study) == before


def test_filters_of_the_history(study: Project) -> None:
    decide(study, [pick(study, 0)], Decision(), by="li")
    decide(study, [pick(study, 1)], Decision(Review.REJECTED), by="zhao")
    add_memo(study, Target.DOCUMENT, "P-02", "x", by="zhao")
    assert [each.event.action for each in entries(study, HistoryFilter(coders=["zhao"]))] == [
        "add memo",
        "reject",
    ]
    found = entries(study, HistoryFilter(documents=["P-02"], actions=["add memo"]))
    assert len(found) == 1
    assert [each.code for each in entries(study, HistoryFilter(codes=["income"], limit=1))] == [
        "income"
    ]
    assert entries(study, HistoryFilter(since="2999")) == []
    with pytest.raises(UsageError, match="no date"):
        entries(study, HistoryFilter(since="yesterday"))


def test_a_failure_half_way_leaves_nothing(study: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    before = state(study)

    def fail(*_: object) -> None:
        raise DataError("no room left")

    monkeypatch.setattr("qualcode.workflow.codes.edit", fail)
    with pytest.raises(DataError, match="no room"):
        add_code(study, begun("far", Label("路远")), by="li")
    assert state(study) == before
    assert study.store.history.undoable("li") is None


def test_attributes_from_a_changed_table_can_be_taken_back(study: Project) -> None:
    folder = study.folder
    table = folder / "participants.csv"
    table.write_text("id,subject,age\nP-01,GOV,62\n", encoding="utf-8")
    scheme = study.codebook().subjects
    files = [folder / f"{name}.txt" for name in ("P-01", "P-02")]
    before = [(each.id, each.subject, each.attributes) for each in study.store.participants.all()]
    import_files(study.store, files, scheme, ImportOptions(participants=table, by="li"))
    (person, _) = study.store.participants.all()
    assert (person.subject, person.attributes) == ("GOV", {"age": "62"})
    undo(study, by="li")
    assert [
        (each.id, each.subject, each.attributes) for each in study.store.participants.all()
    ] == before
    import_files(study.store, files, scheme, ImportOptions(by="li"))
    with pytest.raises(DataError, match="nothing of li's to undo"):
        undo(study, by="li")


def test_a_key_takes_back_what_keys_have_done(study: Project) -> None:
    before = state(study)
    add_code(study, begun("far", Label("路远", "Far"), Label("路太远。")), by="li")
    span = study.store.documents.read("P-01").turns[1].speech
    add_coding(study, "P-01", span, "scarce", by="li")
    assert undo_one(study, by="li").event.action == "add coding"
    assert undo_one(study, by="li").event.action == "add code"
    assert state(study) == before


def test_a_key_takes_back_no_command_that_does_the_work_of_many(study: Project) -> None:
    assign(study, share_out(study, ["li", "zhao"]), by="li")
    before = state(study)
    with pytest.raises(DataError, match="not taken on a screen: assign") as caught:
        undo_one(study, by="li")
    assert "qualcode undo" in caught.value.hint
    assert state(study) == before
    assert undo(study, by="li").event.action == "assign"
