"""Codes change in the YAML and in the project together, and can be taken back."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from qualcode.codebook.reader import read_codebook
from qualcode.codebook.relabelling import relabelled
from qualcode.errors import DataError
from qualcode.model.coding import Review, coding_id
from qualcode.model.label import Label
from qualcode.model.memo import Memo, Target
from qualcode.model.query import CodingQuery
from qualcode.workflow.coding import code_project
from qualcode.workflow.definitions import stale_by_code
from qualcode.workflow.newcode import label_of, new_code
from qualcode.workflow.restructure import (
    carry_out,
    codings_at_stake,
    plan_add,
    plan_merge,
    plan_move,
    plan_remove,
    plan_rename,
)
from qualcode.workflow.undoing import redo, undo

if TYPE_CHECKING:
    from pathlib import Path

    from qualcode.model.coding import Coding
    from qualcode.workflow.project import Project


def _codings(project: Project) -> list[Coding]:
    return [each.coding for each in project.store.excerpts.find(CodingQuery())]


def _counts(project: Project) -> Counter[str]:
    return Counter(each.code for each in _codings(project))


def _first(project: Project, code: str) -> Coding:
    return next(each for each in _codings(project) if each.code == code)


def _state(project: Project) -> tuple[str, list[Coding], list[Memo], str]:
    text = project.codebook_path.read_text(encoding="utf-8")
    return text, _codings(project), project.store.memos.all(), project.digest


def _decide(project: Project, coding: str, review: Review) -> None:
    project.store.codings.decide(coding, review, by="li", at="2026-01-01")


def test_a_rename_carries_codings_decisions_and_memos_along(study: Project) -> None:
    first = _first(study, "scarce")
    _decide(study, first.id, Review.ACCEPTED)
    study.store.memos.add(Memo("m", Target.CODING, first.id, "li", "2026", "why"))
    study.store.flags.toggle(first.id, "li")
    before = _counts(study)
    carried = carry_out(study, plan_rename(study.codebook_path, "scarce", "rare"), by="li")
    assert carried.moved == before["scarce"]
    assert carried.decided == 1
    assert _counts(study) == {"rare": before["scarce"], **_without(before, "scarce")}
    moved = next(each for each in _codings(study) if each.decided_by)
    assert moved.id == coding_id(first.document, first.span, "rare", first.coder)
    assert (moved.review, moved.quote) == (Review.ACCEPTED, first.quote)
    assert study.store.memos.of(Target.CODING, moved.id)[0].text == "why"
    assert study.store.flags.all("li") == [moved.id]
    assert "rare" in study.codebook().by_id
    assert "id: rare" in study.codebook_path.read_text(encoding="utf-8")


def _without(counts: Counter[str], code: str) -> dict[str, int]:
    return {name: number for name, number in counts.items() if name != code}


def test_after_a_rename_there_is_nothing_to_code_and_nothing_stale(study: Project) -> None:
    _decide(study, _first(study, "scarce").id, Review.ACCEPTED)
    carry_out(study, plan_rename(study.codebook_path, "scarce", "rare"), by="li")
    ids = [each.id for each in _codings(study)]
    assert code_project(study).documents == 0
    assert stale_by_code(study) == {}
    study.store.codings.carry_marks(f"{_key(study)}", "again")
    run = code_project(study)
    assert (run.added, run.removed) == (0, 0)
    assert [each.id for each in _codings(study)] == ids


def _key(study: Project) -> str:
    from qualcode.workflow.project import coded_key

    return coded_key(study.digest)


@pytest.mark.parametrize("verb", ["rename", "merge", "move", "remove", "add"])
def test_undo_and_redo_bring_files_and_codings_back(study: Project, verb: str) -> None:
    path = study.codebook_path
    path.with_name("codebook.traps.jsonl").write_text(
        '{"code": "scarce", "text": "x", "status": "none"}\n', encoding="utf-8"
    )
    first = _first(study, "scarce")
    _decide(study, first.id, Review.ACCEPTED)
    study.store.memos.add(Memo("m", Target.CODING, first.id, "li", "2026", "why"))
    plans = {
        "rename": lambda: plan_rename(path, "scarce", "rare"),
        "merge": lambda: plan_merge(path, "scarce", "formal"),
        "move": lambda: plan_move(path, "income", "contact"),
        "remove": lambda: plan_remove(path, "scarce"),
        "add": lambda: plan_add(path, new_code("new", "新", "新的"), "contact"),
    }
    before = _state(study)
    traps = path.with_name("codebook.traps.jsonl").read_text(encoding="utf-8")
    carried = carry_out(study, plans[verb](), by="li")
    after = _state(study)
    assert carried.event
    assert after[0] != before[0]
    undo(study, by="li")
    assert _state(study) == before
    assert path.with_name("codebook.traps.jsonl").read_text(encoding="utf-8") == traps
    redo(study, by="li")
    assert _state(study) == after
    assert path.with_name("codebook.yaml.bak").read_text(encoding="utf-8") == before[0]


def test_a_merge_keeps_one_coding_of_a_place_and_the_stronger_decision(study: Project) -> None:
    store = study.store
    scarce = _first(study, "scarce")
    twin = coding_id(scarce.document, scarce.span, "formal", scarce.coder)
    store.recoding.give(scarce.id, "formal", twin)
    again = coding_id(scarce.document, scarce.span, "scarce", scarce.coder)
    store.codings.add(replace(scarce, id=again))
    _decide(study, twin, Review.REJECTED)
    _decide(study, again, Review.ACCEPTED)
    total = len(_codings(study))
    carried = carry_out(study, plan_merge(study.codebook_path, "scarce", "formal"), by="li")
    assert carried.joined == 1
    assert len(_codings(study)) == total - 1
    kept = store.codings.get(twin)
    assert kept
    assert kept.review is Review.ACCEPTED
    assert "scarce" not in _counts(study)


def test_decisions_made_under_the_other_definition_are_stale_after_a_merge(study: Project) -> None:
    _decide(study, _first(study, "scarce").id, Review.ACCEPTED)
    _decide(study, _first(study, "formal").id, Review.ACCEPTED)
    carry_out(study, plan_merge(study.codebook_path, "scarce", "formal"), by="li")
    assert stale_by_code(study) == {"formal": 1}


def test_a_merge_and_the_next_run_agree(study: Project) -> None:
    carry_out(study, plan_merge(study.codebook_path, "scarce", "formal"), by="li")
    code_project(study)
    quotes = [each.quote for each in _codings(study) if each.code == "formal"]
    assert any("见不着" in each for each in quotes)
    assert any("走形式" in each for each in quotes)


def test_removing_a_family_removes_the_codings_of_all_under_it(study: Project) -> None:
    plan = plan_remove(study.codebook_path, "contact")
    stake = codings_at_stake(study, plan)
    assert stake.removed == _counts(study)["scarce"] + _counts(study)["formal"]
    carry_out(study, plan, by="li")
    assert set(_counts(study)) == {"income"}


def test_a_plan_writes_nothing_and_shows_what_would_change(study: Project) -> None:
    before = _state(study)
    plan = plan_rename(study.codebook_path, "scarce", "rare")
    lines = [line for line in plan.diff.splitlines() if line[:1] in "+-"]
    assert lines[2:] == ["-      - id: scarce", "+      - id: rare"]
    assert _state(study) == before


def test_a_file_changed_in_between_is_left_alone(study: Project) -> None:
    plan = plan_rename(study.codebook_path, "scarce", "rare")
    with study.codebook_path.open("a", encoding="utf-8") as file:
        file.write("# mine\n")
    before = _state(study)
    with pytest.raises(DataError, match="just been changed"):
        carry_out(study, plan, by="li")
    assert _state(study) == before


def test_examples_and_traps_are_carried_along_byte_for_byte(tmp_path: Path) -> None:
    path = tmp_path / "b.yaml"
    path.write_text(
        'qualcode: 1\nid: b\nversion: "1"\nname: B\nexamples: [e.jsonl, e.csv]\ncodes:\n'
        "  - {id: a, name: A, definition: d, patterns: [x]}\n"
        "  - {id: b, name: B, definition: d, patterns: [y]}\n",
        encoding="utf-8",
    )
    lines = '{ "text":"a",  "code" : "a"}\n{"code": "b", "text": "a"}\n\n'
    (tmp_path / "e.jsonl").write_text(lines, encoding="utf-8")
    (tmp_path / "e.csv").write_text("code,text\na,甲\nb,乙\n", encoding="utf-8")
    carry_out(None, plan_rename(path, "a", "z"), by="")
    assert (tmp_path / "e.jsonl").read_text(encoding="utf-8") == lines.replace(
        '"code" : "a"', '"code" : "z"'
    )
    assert (tmp_path / "e.csv").read_text(encoding="utf-8") == "code,text\nz,甲\nb,乙\n"
    carry_out(None, plan_remove(path, "z"), by="")
    assert (tmp_path / "e.jsonl").read_text(encoding="utf-8") == lines.split("\n", 1)[1]
    assert read_codebook(path).by_id.keys() == {"b"}


def test_a_table_without_the_code_stays_as_it_is() -> None:
    text = '"code" ,text\n'
    assert relabelled(text, {"a": "b"}, table=True) == text
    assert relabelled("code;text\n", {"a": None}, table=True) == "code;text\n"


def test_names_are_typed_in_one_or_two_languages() -> None:
    assert label_of("下雨 / Rain") == Label("下雨", "Rain")
    assert label_of("Rain / 下雨") == Label("下雨", "Rain")
    assert label_of("either / or") == Label(en="either / or")
    assert label_of("下雨") == Label("下雨")
