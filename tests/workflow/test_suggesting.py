"""`suggest` in a project: proposals that can be repeated, undone, and never touch a decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qualcode.errors import DataError, UnknownNameError
from qualcode.model.coding import Review, Source
from qualcode.store.store import Store
from qualcode.suggestion.features import Sentence
from qualcode.workflow.coding import code_project
from qualcode.workflow.excerpts import excerpts_found
from qualcode.workflow.filters import Filters
from qualcode.workflow.ingest import ImportOptions, import_files
from qualcode.workflow.learning import Material
from qualcode.workflow.project import Project, opened
from qualcode.workflow.suggesting import CODER, Wish, learned, suggest
from qualcode.workflow.undoing import undo

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BOOK = """\
qualcode: 1
id: small
version: '1'
name: {zh: 小, en: small}
examples: more.jsonl
codes:
  - id: place
    name: {zh: 地方, en: Place}
    definition: {zh: 地方上的事, en: what is about the place}
    codes:
      - id: road
        name: {zh: 路, en: Road}
        definition: {zh: 路不好走, en: the road is bad}
        patterns: {zh: [路全是泥], en: [bad road]}
        examples: [路不好走]
      - id: water
        name: {zh: 水, en: Water}
        definition: {zh: 没有水喝, en: no water to drink}
        patterns: {zh: [没有水], en: [no water]}
"""
MORE = '{"code": "water", "text": "井干了，挑水要走五里", "match": true}\n'
SPEECH = """\
问：路怎么样？
答：那条路全是泥。走起来难得很，路上车也过不来。
问：水呢？
答：井干了。挑水要走五里地。今天天气好。
"""


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    (tmp_path / "codebook.yaml").write_text(BOOK, "utf-8")
    (tmp_path / "more.jsonl").write_text(MORE, "utf-8")
    (tmp_path / "PH-01.txt").write_text(SPEECH, "utf-8")
    with Store.create(tmp_path / "study.qualcode") as store:
        made = Project(store, tmp_path / "study.qualcode")
        made.use_codebook(tmp_path / "codebook.yaml")
    with opened(tmp_path / "study.qualcode") as found:
        yield found


def coded(project: Project) -> Project:
    from qualcode.codebook.reader import read_codebook

    subjects = read_codebook(project.codebook_path).subjects
    import_files(project.store, [project.folder / "PH-01.txt"], subjects, ImportOptions())
    code_project(project)
    return project


def test_proposals_carry_score_and_words_and_run_again_the_same(project: Project) -> None:
    first = suggest(coded(project), Wish(min_score=0))
    assert first.added == len(first.proposals) > 0
    best = next(each for each in first.proposals if "井" in each.quote)
    assert best.code == "water"
    assert best.source is Source.MODEL
    assert best.score is not None
    assert "井" in best.evidence.reasons[0].cue
    again = suggest(project, Wish(min_score=0))
    assert (again.added, again.removed, again.kept) == (0, 0, first.added)
    assert again.proposals == first.proposals


def test_a_decision_stays_and_the_run_can_be_undone(project: Project) -> None:
    done = suggest(coded(project), Wish(min_score=0), by="li")
    refused = done.proposals[0]
    with project.store.transaction():
        project.store.codings.decide(refused.id, Review.REJECTED, by="li", at="2026-01-01")
    suggest(project, Wish(min_score=0, limit=1), by="li")
    kept = project.store.codings.get(refused.id)
    assert kept is not None
    assert kept.review is Review.REJECTED
    undo(project, by="li")
    there = {each.id for each in project.store.codings.of_document("PH-01")}
    assert {each.id for each in done.proposals} <= there


def test_tables_leave_out_what_nobody_has_decided(project: Project) -> None:
    before = len(excerpts_found(coded(project), Filters()).marks)
    done = suggest(project, Wish(min_score=0))
    assert len(excerpts_found(project, Filters()).marks) == before
    assert len(excerpts_found(project, Filters(coders=[CODER])).marks) == len(done.proposals)
    with project.store.transaction():
        project.store.codings.decide(
            done.proposals[0].id, Review.ACCEPTED, by="li", at="2026-01-01"
        )
    assert len(excerpts_found(project, Filters()).marks) == before + 1


def test_codes_and_documents_are_chosen_and_unknown_ones_told(project: Project) -> None:
    done = suggest(coded(project), Wish(codes=["water"], min_score=0))
    assert {each.code for each in done.proposals} == {"water"}
    with pytest.raises(UnknownNameError):
        suggest(project, Wish(codes=["watr"]))
    with pytest.raises(UnknownNameError):
        suggest(project, Wish(documents=["PH-1"]))


def test_without_code_before_it_says_what_to_do(project: Project) -> None:
    with pytest.raises(DataError, match="nothing has been coded"):
        suggest(project, Wish())


def test_nothing_to_learn_from_is_told(project: Project) -> None:
    codebook = coded(project).codebook()
    with pytest.raises(DataError, match="no sentences"):
        learned(Material(), codebook)
    with pytest.raises(DataError, match="nothing to learn from"):
        learned(Material(pool=[Sentence("好")]), codebook)


def test_a_codebook_without_examples_or_hits_starts_from_its_definitions(project: Project) -> None:
    bare = "\n".join(line for line in BOOK.splitlines() if "xamples" not in line)
    project.codebook_path.write_text(bare, "utf-8")
    done = suggest(coded(project), Wish(min_score=0))
    assert {each.code for each in done.proposals} <= {"road", "water"}
    assert done.proposals
