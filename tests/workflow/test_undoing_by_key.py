"""Undo and redo by a key: what keys have done, no command."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qualcode.errors import DataError
from qualcode.model.label import Label
from qualcode.workflow.assigning import assign, share_out
from qualcode.workflow.codes import add_code, begun
from qualcode.workflow.handcoding import add_coding
from qualcode.workflow.undoing import redo, undo
from qualcode.workflow.undoing_by_key import redo_one, undo_one
from tests.workflow.test_undoing import state

if TYPE_CHECKING:
    from qualcode.workflow.project import Project


def test_a_key_takes_back_what_keys_have_done(study: Project) -> None:
    before = state(study)
    add_code(study, begun("far", Label("路远", "Far"), Label("路太远。")), by="li")
    span = study.store.documents.read("P-01").turns[1].speech
    add_coding(study, "P-01", span, "scarce", by="li")
    assert undo_one(study, by="li").event.action == "add coding"
    assert undo_one(study, by="li").event.action == "add code"
    assert state(study) == before
    assert redo_one(study, by="li").event.action == "add code"


def test_a_key_takes_back_no_command_that_does_the_work_of_many(study: Project) -> None:
    assign(study, share_out(study, ["li", "zhao"]), by="li")
    before = state(study)
    with pytest.raises(DataError, match="not taken on a screen: assign") as caught:
        undo_one(study, by="li")
    assert "qualcode undo" in caught.value.hint
    assert state(study) == before
    assert undo(study, by="li").event.action == "assign"


def test_a_key_does_no_command_again(study: Project) -> None:
    assign(study, share_out(study, ["li", "zhao"]), by="li")
    undo(study, by="li")
    before = state(study)
    with pytest.raises(DataError, match="not done on a screen: assign") as caught:
        redo_one(study, by="li")
    assert "qualcode redo" in caught.value.hint
    assert state(study) == before
    assert redo(study, by="li").event.action == "assign"
