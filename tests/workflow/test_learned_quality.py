"""`suggest --quality`: what the table says of a small study that persons have decided on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qualcode.codebook.reader import read_codebook
from qualcode.errors import DataError, UnknownNameError
from qualcode.model.coding import Review
from qualcode.store.store import Store
from qualcode.workflow.coding import code_project
from qualcode.workflow.ingest import ImportOptions, import_files
from qualcode.workflow.learned_quality import quality_table
from qualcode.workflow.project import Project
from qualcode.workflow.suggesting import Wish

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from qualcode.analysis.table import Cell, ResultTable

BOOK = """\
qualcode: 1
id: small
version: '1'
name: {zh: 小, en: small}
codes:
  - id: road
    name: {zh: 路, en: Road}
    definition: {zh: 路不好走, en: the road is bad}
    patterns: {zh: [路, 走], en: [road]}
  - id: water
    name: {zh: 水, en: Water}
    definition: {zh: 没有水喝, en: no water to drink}
    patterns: {zh: [井, 水], en: [no water]}
"""
SPEECHES = [
    "问：怎么样？\n答：那条路全是泥。井里没有水。我走了。去年的水果好。",
    "问：怎么样？\n答：门口的路全是泥。水井没有水。他走了。今年的水果也好。",
    "问：怎么样？\n答：山上的路全是泥。村里没有水。娃走了。苹果是水果。",
    "问：怎么样？\n答：村口的路全是泥。家里没有水。妻子走了。梨子这种水果。",
]
"""In each, two proposals are true, and two are false: went away, fruit."""

Study = tuple[Project, "ResultTable"]


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Callable[[Sequence[str]], Project]]:
    """Make a project of the interviews under some names, all its proposals decided on."""
    stores: list[Store] = []

    def made(names: Sequence[str]) -> Project:
        folder = tmp_path / "-".join(names)
        folder.mkdir()
        (folder / "codebook.yaml").write_text(BOOK, "utf-8")
        for name, speech in zip(names, SPEECHES, strict=False):
            (folder / f"{name}.txt").write_text(speech, "utf-8")
        store = Store.create(folder / "study.qualcode")
        stores.append(store)
        project = Project(store, folder / "study.qualcode")
        project.use_codebook(folder / "codebook.yaml")
        subjects = read_codebook(folder / "codebook.yaml").subjects
        import_files(store, sorted(folder.glob("*.txt")), subjects, ImportOptions())
        code_project(project)
        return project

    yield made
    for each in stores:
        each.close()


def decide(project: Project) -> None:
    with project.store.transaction():
        for name in project.store.documents.names():
            for each in project.store.codings.of_document(name):
                wrong = "走了" in each.quote or "水果" in each.quote
                review = Review.REJECTED if wrong else Review.ACCEPTED
                project.store.codings.decide(each.id, review, by="li", at="2026-01-01")


def row(table: ResultTable, code: str) -> dict[str, Cell]:
    keys = [column.key for column in table.columns]
    return next(dict(zip(keys, each, strict=True)) for each in table.rows if each[0] == code)


def test_rules_and_learner_stand_beside_each_other(study: Callable[..., Project]) -> None:
    project = study(["A-1", "A-2", "A-3", "A-4"])
    decide(project)
    before = project.store.codings.tally()
    table = quality_table(project, Wish(min_score=0.5))
    assert [each[:1] + each[3:4] for each in table.rows] == [
        ("road", "zh"),
        ("water", "zh"),
        ("", "zh"),
    ]
    road = row(table, "road")
    # 4 accepted, 4 "went" and 4 "fruit" rejected: the latter hold no code at all
    assert (road["decided"], road["positives"]) == (12, 4)
    assert (road["rules_precision"], road["rules_recall"]) == (0.5, 1.0)
    assert road["rules_f1"] == pytest.approx(2 / 3)
    assert road["learner_precision"] == road["learner_recall"] == road["learner_f1"] == 1
    assert road["note"] == ""
    assert (row(table, "")["decided"], row(table, "")["positives"]) == (16, 8)
    assert "4-fold cross-validation over 4 interviews" in table.notes[0].en
    assert project.store.codings.tally() == before


def test_names_of_interviews_change_no_figure(study: Callable[..., Project]) -> None:
    tables = []
    for names in (["A-1", "A-2", "A-3", "A-4"], ["Z-9", "B-3", "K-1", "A-0"]):
        project = study(names)
        decide(project)
        tables.append(quality_table(project, Wish()))
    assert tables[0] == tables[1]


def test_one_interview_gives_the_rules_only_and_says_why(study: Callable[..., Project]) -> None:
    project = study(["A-1"])
    decide(project)
    few = row(quality_table(project, Wish()), "road")
    assert few["note"] == "n/a: fewer than 5 decided sentences"
    assert few["rules_precision"] is few["learner_recall"] is None


def test_enough_in_one_interview_is_not_enough_for_the_learner(
    study: Callable[..., Project], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.workflow.test_learned_quality.SPEECHES", ["\n".join(SPEECHES)])
    project = study(["A-1"])
    decide(project)
    table = quality_table(project, Wish())
    road = row(table, "road")
    assert road["note"] == "n/a for the learner: decisions in one interview only"
    assert [road[f"learner_{each}"] for each in ("precision", "recall", "f1")] == [None] * 3
    assert road["rules_precision"] == 0.5
    assert "fold" not in table.notes[0].en


def test_codes_and_interviews_are_chosen(study: Callable[..., Project]) -> None:
    project = study(["A-1", "A-2", "A-3", "A-4"])
    decide(project)
    table = quality_table(project, Wish(codes=["water"], documents=["A-1", "A-2"]))
    assert [each[0] for each in table.rows] == ["water", ""]
    assert row(table, "water")["decided"] == 6
    with pytest.raises(UnknownNameError):
        quality_table(project, Wish(codes=["watr"]))


def test_without_decisions_it_says_what_to_do(study: Callable[..., Project]) -> None:
    with pytest.raises(DataError, match="no person has decided"):
        quality_table(study(["A-1", "A-2"]), Wish())
