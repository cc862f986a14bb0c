"""Search finds every place a reader would find, by the index and without it."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.errors import UsageError
from qualcode.model.transcript import Role
from qualcode.store.store import Store
from qualcode.text.fold import fold
from qualcode.workflow.filters import Filters, query_of
from qualcode.workflow.project import Project
from qualcode.workflow.search import SearchRequest, hits_table, search

if TYPE_CHECKING:
    from pathlib import Path

    from qualcode.model.hit import Hit


def words(hits: list[Hit]) -> list[tuple[str, str]]:
    return [(hit.document, hit.words) for hit in hits]


def by_reading(project: Project, wanted: str) -> list[tuple[str, int]]:
    found = []
    for name in project.store.documents.names():
        document = project.store.documents.read(name)
        for turn in document.turns:
            speech = fold(turn.speech.of(document.text))
            at = speech.find(fold(wanted)) if turn.role is Role.RESPONDENT else -1
            while at >= 0:
                found.append((name, turn.speech.start + at))
                at = speech.find(fold(wanted), at + len(wanted))
    return found


@pytest.mark.parametrize(
    "wanted",
    ["钱", "没钱", "走形式", "干部一年见不着一回。来了也是", "，", "無錢", "没 钱"],
)
def test_words_of_any_length(study: Project, wanted: str) -> None:
    hits = search(study, SearchRequest(wanted))
    assert [(hit.document, hit.span.start) for hit in hits] == by_reading(study, wanted)
    for hit in hits:
        assert hit.span.of(study.store.documents.text(hit.document)) == hit.words


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_stands_there_is_found(study: Project, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(["P-01", "P-02"]))
    document = study.store.documents.read(name)
    turn = data.draw(st.sampled_from([t for t in document.turns if t.role is Role.RESPONDENT]))
    speech = turn.speech.of(document.text)
    start = data.draw(st.integers(0, len(speech) - 1))
    wanted = speech[start : start + data.draw(st.integers(1, 8))].strip()
    if wanted:
        hits = search(study, SearchRequest(wanted))
        assert [(hit.document, hit.span.start) for hit in hits] == by_reading(study, wanted)


def test_interviewers_are_left_out_unless_asked_for(study: Project) -> None:
    assert search(study, SearchRequest("家里怎么样")) == []
    (hit,) = search(study, SearchRequest("家里怎么样", everybody=True))
    assert (hit.role, hit.participant) == ("interviewer", "")


def test_regular_expressions_in_linear_time(study: Project) -> None:
    hits = search(study, SearchRequest("见不(着|到)", regex=True))
    assert {hit.words for hit in hits} == {"见不着"}
    assert search(study, SearchRequest("(a*)*$", regex=True)) == []
    with pytest.raises(UsageError, match="is wrong"):
        search(study, SearchRequest("(", regex=True))
    with pytest.raises(UsageError, match="is wrong"):
        search(study, SearchRequest(r"(.)\1", regex=True))
    with pytest.raises(UsageError, match="nothing to search"):
        search(study, SearchRequest("  "))


def test_words_near_each_other(study: Project) -> None:
    close = search(study, SearchRequest("没钱", near="干部", distance=1))
    wide = search(study, SearchRequest("没钱", near="形式", distance=30))
    assert words(close) == [("P-01", "没钱"), ("P-01", "没钱")]
    assert words(wide) == [("P-01", "没钱")]
    assert search(study, SearchRequest("没钱", near="形式", distance=3)) == []


def test_filters_are_those_of_everywhere(study: Project) -> None:
    there = SearchRequest("钱", filters=Filters(documents=["P-02"]))
    assert {hit.document for hit in search(study, there)} == {"P-02"}
    assert search(study, SearchRequest("钱", filters=Filters(subjects=["GOV"]))) == []
    only = Filters(where="formal & document=P-01")
    hits = search(study, SearchRequest("的", filters=only))
    query = query_of(only, study.codebook(), study.store)
    turns = {(each.coding.document, each.coding.turn) for each in study.store.excerpts.find(query)}
    assert {(hit.document, hit.turn) for hit in hits} <= turns
    assert hits
    assert len(search(study, SearchRequest("钱"), limit=1)) == 1


def test_the_index_follows_the_texts(study: Project) -> None:
    search(study, SearchRequest("钱"))
    assert study.store.words.behind() == 0
    with study.store.transaction():
        study.store._db.execute("DELETE FROM coding")
        study.store.documents.remove("P-01")
    assert {hit.document for hit in search(study, SearchRequest("钱"))} == {"P-02"}


def test_a_file_that_cannot_be_written_is_searched_all_the_same(study_path: Path) -> None:
    with Store.open(study_path) as store:
        project = Project(store, study_path)
        held = sqlite3.connect(study_path)
        store._db.execute("PRAGMA busy_timeout = 1")
        held.execute("BEGIN IMMEDIATE")
        assert search(project, SearchRequest("走形式"))
        assert store.words.behind() == 2
        held.close()
    table = hits_table([])
    assert [column.key for column in table.columns][-3:] == ["left", "words", "right"]


@pytest.mark.parametrize("pattern", ["养(牛|羊", "[养"])
def test_what_is_wrong_with_an_expression_is_said_in_words(study: Project, pattern: str) -> None:
    with pytest.raises(UsageError) as caught:
        search(study, SearchRequest(pattern, regex=True))
    assert "missing" in str(caught.value)
    assert "b'" not in str(caught.value)
    assert "\\x" not in str(caught.value)
