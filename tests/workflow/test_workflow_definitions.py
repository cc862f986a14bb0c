"""After a definition changes, status and `stale_codings` tell what to look at again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qualcode.errors import UnknownNameError
from qualcode.model.coding import Review
from qualcode.model.query import CodingQuery
from qualcode.workflow.coding import code_project
from qualcode.workflow.definitions import (
    definition_history,
    keep_definitions,
    stale_by_code,
    stale_codings,
)
from qualcode.workflow.ingest import ImportOptions, import_files
from qualcode.workflow.initialise import initialise
from qualcode.workflow.project import opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from qualcode.workflow.project import Project

CODEBOOK = """\
qualcode: 1
id: tiny
version: "1"
name: Tiny
codes:
  - id: poor
    name: {zh: 没钱, en: Poor}
    definition: {zh: 说话人说没钱。, en: No money.}  # a comment
    patterns: [没钱]
"""


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = initialise(tmp_path / "study", template=None, sample=False, force=False)
    folder = tmp_path / "study"
    (folder / "codebook.yaml").write_text(CODEBOOK, encoding="utf-8")
    (folder / "P01.txt").write_text("访：怎么样？\n答：我没钱。你没钱。\n", encoding="utf-8")
    with opened(made.project) as project:
        from qualcode.codebook.reader import read_codebook

        scheme = read_codebook(project.codebook_path).subjects
        import_files(project.store, [folder / "P01.txt"], scheme, ImportOptions())
        code_project(project)
        yield project


def _accept(project: Project) -> str:
    first = next(iter(project.store.excerpts.find(CodingQuery()))).coding.id
    project.store.codings.decide(first, Review.ACCEPTED, by="me", at="2026")
    return first


def _rewrite(project: Project, old: str, new: str) -> None:
    text = project.codebook_path.read_text(encoding="utf-8")
    assert old in text
    project.codebook_path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_new_definition_makes_decisions_stale_before_and_after_coding(project: Project) -> None:
    decided = _accept(project)
    assert stale_by_code(project) == {}
    _rewrite(project, "No money.", "No money at all.")
    assert stale_by_code(project) == {"poor": 1}
    code_project(project)
    assert [each.coding for each in stale_codings(project)] == [decided]
    assert stale_codings(project, ["other"]) == []


def test_new_patterns_and_comments_make_nothing_stale(project: Project) -> None:
    _accept(project)
    _rewrite(project, "[没钱]", "[没钱, 穷]")
    _rewrite(project, "# a comment", "# another")
    code_project(project)
    assert stale_by_code(project) == {}


def test_deciding_again_under_the_new_definition_makes_fresh(project: Project) -> None:
    decided = _accept(project)
    _rewrite(project, "No money.", "No money at all.")
    keep_definitions(project)
    project.store.codings.decide(decided, Review.ACCEPTED, by="me", at="2027")
    assert stale_by_code(project) == {}


def test_a_broken_file_changes_nothing(project: Project) -> None:
    _accept(project)
    before = project.store.definitions.current()
    project.codebook_path.write_text("codes: [", encoding="utf-8")
    keep_definitions(project)
    assert project.store.definitions.current() == before
    assert stale_by_code(project) == {}


def test_the_history_of_a_definition(project: Project) -> None:
    _rewrite(project, "No money.", "No money at all.")
    _rewrite(project, 'version: "1"', 'version: "2"')
    code_project(project)
    _rewrite(project, "en: Poor", "en: Poverty")
    found = definition_history(project, "poor")
    assert [(each.version, each.field, bool(each.at)) for each in found] == [
        ("1", "added", True),
        ("2", "definition", True),
        ("2", "name", False),
    ]
    assert found[1].before is not None
    assert found[1].after is not None
    assert (found[1].before.en, found[1].after.en) == ("No money.", "No money at all.")
    with pytest.raises(UnknownNameError, match="porr"):
        definition_history(project, "porr")


def test_a_change_that_was_undone_is_no_end_of_the_history(project: Project) -> None:
    file = project.codebook_path
    before = file.read_text(encoding="utf-8")
    file.write_text(before.replace("说话人说没钱。", "钱不够。"), encoding="utf-8")
    code_project(project)
    file.write_text(before, encoding="utf-8")
    last = definition_history(project, "poor")[-1]
    assert (last.field, last.at) == ("definition", "")
    assert last.after
    assert last.after.zh == "说话人说没钱。"
