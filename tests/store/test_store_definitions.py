"""Each decision is stamped with the definition it was made under, whoever writes it."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.model.coding import Review
from qualcode.store.schema import APPLICATION_ID, MIGRATIONS
from qualcode.store.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from tests.store.conftest import CodingOf, Import

NOW = {"income": "new", "contact": "same"}


def _decided(store: Store, keep: Import, coding_of: CodingOf) -> str:
    keep(store)
    coding = coding_of(store, "我没钱")
    store.proposals.replace("A01", [coding], coder="rules", key="k")
    store.definitions.keep({"income": "old", "contact": "same"})
    store.codings.decide(coding.id, Review.ACCEPTED, by="zhou", at="2026-01-01")
    return coding.id


def test_a_decision_is_stale_once_its_definition_changes(
    store: Store, keep: Import, coding_of: CodingOf
) -> None:
    name = _decided(store, keep, coding_of)
    assert store.definitions.stale({"income": "old"}) == []
    [stale] = store.definitions.stale(NOW)
    assert stale == (name, "income", "A01", "zhou", "2026-01-01", "old")


def test_deciding_the_same_again_makes_it_fresh(
    store: Store, keep: Import, coding_of: CodingOf
) -> None:
    name = _decided(store, keep, coding_of)
    store.definitions.keep(NOW)
    assert len(store.definitions.stale(NOW)) == 1
    store.codings.decide(name, Review.ACCEPTED, by="zhou", at="2026-02-01")
    assert store.definitions.stale(NOW) == []


def test_a_hand_coding_is_a_decision_and_a_proposal_is_none(
    store: Store, keep: Import, coding_of: CodingOf
) -> None:
    keep(store)
    store.definitions.keep({"income": "old"})
    store.codings.add(coding_of(store, "我没钱", coder="zhou"))
    proposal = coding_of(store, "没水")
    store.proposals.replace("A01", [proposal], coder="rules", key="k")
    assert [each.coding for each in store.definitions.stale(NOW)] == [
        coding_of(store, "我没钱", coder="zhou").id
    ]


def test_a_code_that_is_gone_is_not_stale(store: Store, keep: Import, coding_of: CodingOf) -> None:
    _decided(store, keep, coding_of)
    assert store.definitions.stale({"contact": "same"}) == []


def test_decisions_of_an_older_file_are_stamped_with_the_version_they_were_made_under(
    tmp_path: Path, keep: Import, coding_of: CodingOf
) -> None:
    path = tmp_path / "old"
    db = sqlite3.connect(path)
    db.executescript("".join(MIGRATIONS[:1]))
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute("PRAGMA user_version = 1")
    db.execute("INSERT INTO document VALUES (1,'A01','a','我没钱','x','y','','','','',0,'{}','[]')")
    decided: tuple[object, ...] = (
        "c",
        1,
        0,
        0,
        0,
        0,
        3,
        "income",
        "rules",
        "rule",
        "我没钱",
        "",
        "",
        "asserted",
    )
    decided = (*decided, "accepted", "", "unclear", "", None, "{}", "digest", "zhou", "2025")
    db.execute(f"INSERT INTO coding VALUES ({', '.join('?' * len(decided))})", decided)
    db.commit()
    db.close()
    with Store.open(path) as store:
        assert not store.definitions.has_stamps()
        assert store.definitions.unstamped() == ["digest"]
        store.definitions.stamp("digest", {"income": "old"})
        assert store.definitions.unstamped() == []
        assert [each.coding for each in store.definitions.stale(NOW)] == ["c"]


def test_a_stamp_survives_a_change_of_patterns(
    store: Store, keep: Import, coding_of: CodingOf
) -> None:
    name = _decided(store, keep, coding_of)
    again = replace(coding_of(store, "我没钱"), codebook="other")
    store.proposals.replace("A01", [again], coder="rules", key="k2")
    assert [each.coding for each in store.definitions.stale(NOW)] == [name]
