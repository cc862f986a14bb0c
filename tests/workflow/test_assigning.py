"""Documents are shared out evenly within each subject, and the draw can be repeated."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qualcode.errors import DataError, UsageError
from qualcode.model.coding import Review
from qualcode.model.document import DocumentInfo
from qualcode.model.participant import Participant
from qualcode.workflow.assigning import assign, share_out
from qualcode.workflow.decisions import Decision, decide
from qualcode.workflow.review import QueueOptions, ReviewQueue
from qualcode.workflow.standing import standing_of
from qualcode.workflow.undoing import undo

if TYPE_CHECKING:
    from qualcode.workflow.project import Project


def many(project: Project, monkeypatch: pytest.MonkeyPatch) -> list[DocumentInfo]:
    people = [Participant(f"x{n:02}", "PH" if n < 20 else "GOV") for n in range(30)]
    infos = [
        DocumentInfo(f"D{n:02}", "", "", "", "", "", "", "", (f"x{n:02}",), 1, 1, 1, 1, 1, {}, ())
        for n in range(30)
    ]
    monkeypatch.setattr(project.store.overview, "infos", lambda: infos)
    monkeypatch.setattr(project.store.participants, "all", lambda: people)
    return infos


def test_shares_are_even_within_each_subject(
    study: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    many(study, monkeypatch)
    shares = share_out(study, ["li", "zhao", "wang"], overlap=0.1, seed=3)
    assert len(shares.overlap) == 3
    assert len([name for name in shares.overlap if name < "D20"]) == 2
    own = {name: set(each) - set(shares.overlap) for name, each in shares.documents.items()}
    assert {len(each) for each in own.values()} == {9}
    assert all(5 <= len([name for name in each if name < "D20"]) <= 7 for each in own.values())
    assert len(set().union(*own.values())) == 27
    assert share_out(study, ["li", "zhao", "wang"], overlap=0.1, seed=3) == shares
    assert share_out(study, ["li", "zhao", "wang"], overlap=0.1, seed=4) != shares
    assert share_out(study, ["li", "zhao"], overlap=0).overlap == ()
    assert len(share_out(study, ["li", "zhao"], overlap=1).overlap) == 30


def test_assignments_are_kept_shown_and_taken_back(study: Project) -> None:
    shares = share_out(study, ["li", "zhao"], overlap=0.5)
    event = assign(study, shares, by="wang")
    assert event
    assert assign(study, shares, by="wang") == 0
    assert study.store.assignments.all() == shares.documents
    assert standing_of(study).assigned == {
        name: len(documents) for name, documents in shares.documents.items()
    }
    undo(study, by="wang")
    assert study.store.assignments.all() == {}


def test_the_own_queue_is_blind_to_the_other_coder(study: Project) -> None:
    assign(study, share_out(study, ["li", "zhao"], overlap=1), by="wang")
    mine = QueueOptions(mine=True)
    opened = ReviewQueue(study, mine, by="li")
    everything = list(opened.ids)
    assert len(everything) == study.store.waiting.count(opened.proposals.query)
    opened.accept()
    decide(study, everything[1:3], Decision(Review.REJECTED), by="li")
    assert ReviewQueue(study, mine, by="zhao").ids == everything
    assert ReviewQueue(study, mine, by="li").ids == everything[3:]
    item = ReviewQueue(study, mine, by="zhao").item(everything[0])
    assert item.coding.review is Review.PROPOSED
    with pytest.raises(DataError, match="assigned to qian"):
        ReviewQueue(study, mine, by="qian")


def test_what_cannot_be_shared_out_is_told(study: Project) -> None:
    with pytest.raises(UsageError, match="two coders"):
        share_out(study, ["li", "li"])
    with pytest.raises(UsageError, match="overlap is 20"):
        share_out(study, ["li", "zhao"], overlap=20)
