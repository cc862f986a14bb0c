"""What nobody has coded: grouped, begun as a code, and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qualcode.errors import UsageError
from qualcode.workflow.coding import code_project
from qualcode.workflow.exploring import begin_code, explore, group_numbered, similar
from qualcode.workflow.undoing import undo

if TYPE_CHECKING:
    from pathlib import Path

    from qualcode.workflow.project import Project


@pytest.fixture
def longer(study: Project, study_path: Path) -> Project:
    """The study with an interview about what the codebook does not know."""
    from qualcode.workflow.ingest import ImportOptions, import_files

    lines = ["水泥路修到门口。", "水泥路修好了。", "门口有水泥路。", "母牛下了牛犊。", "牛犊卖了。"]
    file = study_path.parent / "P-03.txt"
    file.write_text("".join(f"问：还有呢？\n答：{each}\n" for each in lines), encoding="utf-8")
    import_files(study.store, [file], study.codebook().subjects, ImportOptions(by="wang"))
    code_project(study, by="wang")
    return study


def test_only_what_is_not_coded_is_grouped(longer: Project) -> None:
    groups = explore(longer, number=2)
    told = [each.text for group in groups for each in group.sentences]
    assert not [each for each in told if "见不着" in each or "没钱" in each]
    roads = next(each for each in groups if "水泥路" in each.words)
    assert len(roads.sentences) == 3
    assert (roads.persons, dict(roads.subjects)) == (1, {"PH": 3})
    assert explore(longer, number=2, subjects=["GOV"]) == []
    with pytest.raises(UsageError, match="no group 9"):
        group_numbered(groups, 9)


def test_a_code_is_begun_and_taken_back(longer: Project, study_path: Path) -> None:
    book = study_path.parent / "codebook.yaml"
    before = book.read_bytes()
    roads = next(each for each in explore(longer, number=2) if "水泥路" in each.words)
    assert begin_code(longer, "roads", roads, by="li") == 3
    assert "roads" in longer.codebook().by_id
    assert "# the founding one" in book.read_text("utf-8")
    assert code_project(longer).documents == 0
    coded = [e for e in longer.store.codings.of_document("P-03") if e.code == "roads"]
    assert [each.review.value for each in coded] == ["proposed"] * 3
    assert not [each for each in explore(longer, number=2) if "水泥路" in each.words]
    undo(longer, by="li")
    undo(longer, by="li")
    assert book.read_bytes() == before
    assert not [e for e in longer.store.codings.of_document("P-03") if e.code == "roads"]


def test_more_like_this_by_words_or_by_coding(longer: Project) -> None:
    first, second, *_ = similar(longer, "修水泥路")
    assert "水泥路" in first.sentence.text
    assert "水泥路" in second.sentence.text
    coding = next(e for e in longer.store.codings.of_document("P-01") if e.code == "scarce")
    near = similar(longer, coding.id)
    assert all(each.sentence.text != coding.quote for each in near)
    assert "scarce" in near[0].codes
