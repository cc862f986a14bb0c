"""Codings read by themselves are the codings read with their speakers."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.model.coding import Review, Status
from qualcode.model.marks import ALL, ID
from qualcode.model.query import CodingQuery
from qualcode.store.store import Store
from tests.store.test_store_excerpts import coded

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["coded"]


def test_both_ways_of_reading_find_the_same(coded: Store) -> None:
    everywhere = tuple(coded.documents.names())
    for query in (
        CodingQuery(),
        CodingQuery(statuses=(Status.ASSERTED,)),
        CodingQuery(codes=("contact",)),
        CodingQuery(reviews=(Review.PROPOSED,)),
    ):
        alone = coded.excerpts.marks(query)
        joined = coded.excerpts.marks(replace(query, documents=everywhere))
        assert sorted(alone) == sorted(joined)
    assert len(coded.excerpts.marks(CodingQuery()))


def test_nothing_found_is_no_codings(coded: Store) -> None:
    assert list(coded.excerpts.marks(CodingQuery(codes=("no-such",)))) == []


def test_all_columns_that_are_counted_stand_in_the_index_that_counting_reads(
    tmp_path: Path,
) -> None:
    """Beside it lie quotes and evidence, a gigabyte of a large study."""
    Store.create(tmp_path / "new").close()
    db = sqlite3.connect(tmp_path / "new")
    indexed = {row[2] for row in db.execute("PRAGMA index_info(coding_place)")}
    db.close()
    assert {"id", *ALL} - {ID, "participant", "subject"} <= indexed
