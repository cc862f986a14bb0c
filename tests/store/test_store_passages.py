"""Listings are read by column: what they hold is what an excerpt of each coding holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from qualcode.errors import ConflictError
from qualcode.model.coding import Evidence, Reason, Review
from qualcode.model.marks import ROW, columns_of
from qualcode.model.passages import TURNS
from qualcode.model.query import CodingQuery
from qualcode.store.rows import told_of
from qualcode.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from qualcode.model.marks import Marks
    from qualcode.model.passages import Passages
    from tests.store.conftest import CodingOf, Import

COLUMNS = (
    *("id", "start", "stop", "code", "coder", "source", "quote", "status", "review", "about"),
    *("about_by", "view_of", "score", "codebook", "decided_by", "decided_at", "unit"),
    *("pattern", "reasons", "near_before", "near_after"),
)
EVERYTHING = {TURNS, *COLUMNS}


@pytest.fixture
def coded(store: Store, keep: Import, coding_of: CodingOf) -> Store:
    """Return five documents of which four have codings, kept in another order than their names."""
    for name in ("D3", "D1", "D4", "D0", "D2"):
        keep(store, name=name)
    for name in ("D2", "D0", "D3", "D1"):
        for words, code in (("走形式", "formal"), ("没钱", "income"), ("没钱", "debt")):
            store.codings.add(coding_of(store, words, code, document=name))
    return store


def marks(store: Store, query: CodingQuery | None = None) -> Marks:
    return columns_of(store.excerpts.marks(query or CodingQuery(), {ROW}))


@pytest.mark.parametrize("context", [0, 1, 3])
def test_a_listing_says_what_excerpts_say(coded: Store, context: int) -> None:
    pages = list(coded.excerpts.passages(marks(coded), EVERYTHING, context=context))
    assert [page.document for page in pages] == ["D0", "D1", "D2", "D3"]
    told = [line for page in pages for line in lines(page)]
    excerpts = list(coded.excerpts.find(CodingQuery(), context=context))
    assert len(told) == len(excerpts) == sum(map(len, pages)) == 12
    for line, excerpt in zip(told, excerpts, strict=True):
        coding = excerpt.coding
        assert (line["id"], line["quote"], line["code"]) == (coding.id, coding.quote, coding.code)
        assert (line["start"], line["stop"]) == (coding.span.start, coding.span.end)
        assert (line["near_before"], line["near_after"]) == (excerpt.before, excerpt.after)
        assert line["pattern"] == coding.evidence.pattern
        assert line["reasons"] == "; ".join(map(str, coding.evidence.reasons))
        assert (line["unit"], line["about"]) == (excerpt.unit, " ".join(coding.about))
        assert line["turn"] == (
            *(excerpt.participant, excerpt.speaker, excerpt.time),
            *(excerpt.turns_before, excerpt.turns_after),
        )


def lines(page: Passages) -> Iterator[dict[str, object]]:
    """Return each coding of a page with its columns and what is known of its turn."""
    turns = list(page.of_turns(lambda turn: turn))
    for number in range(len(page)):
        line = {name: page[name][number] for name in COLUMNS}
        yield line | {"turn": turns[number]}


def test_only_the_codings_of_the_marks_are_read(coded: Store) -> None:
    some = marks(coded, CodingQuery(codes=("debt",), documents=("D1", "D3")))
    pages = coded.excerpts.passages(some, {"code"})
    assert [(page.document, page["code"]) for page in pages] == [
        ("D1", ("debt",)),
        ("D3", ("debt",)),
    ]


def test_nothing_found_is_no_page(coded: Store) -> None:
    assert not list(coded.excerpts.passages(marks(coded, CodingQuery(codes=("x",))), {"code"}))


def test_evidence_is_told_whatever_stands_in_it() -> None:
    """The words that the parts are cut at may stand in a quotation themselves."""
    traps = ['"reasons": [', '", "matched": [[1, 2]], "reasons": [["x"]]', "\\", '\\"', "“”\n\t"]
    column = []
    for trap in traps:
        evidence = Evidence(trap, (), (Reason(trap, trap, trap), Reason("about", "", trap)))
        column.append(_written(evidence))
    patterns, reasons = told_of([*column, "", *column])
    assert patterns == [*traps, "", *traps]
    said = [f"{t} “{t}” → {t}; about → {t}" for t in traps]
    assert reasons == [*said, "", *said]


def _written(evidence: Evidence) -> str:
    from qualcode.store.rows import _evidence_json

    return _evidence_json(evidence)


@pytest.fixture
def on_disk(tmp_path: Path, keep: Import, coding_of: CodingOf) -> Path:
    path = tmp_path / "study.qualcode"
    with Store.create(path) as store:
        for name in ("D1", "D2"):
            keep(store, name=name)
            store.codings.add(coding_of(store, "没钱", document=name))
    return path


def test_what_another_process_changes_meanwhile_is_said(on_disk: Path) -> None:
    with Store.open(on_disk) as store, Store.open(on_disk) as other:
        pages = store.excerpts.passages(marks(store), {"review"})
        first = next(pages)
        (name,) = [each.coding.id for each in other.excerpts.find(CodingQuery(documents=("D1",)))]
        other.codings.decide(name, Review.ACCEPTED, by="li", at="2026")
        assert first["review"] == ("proposed",)
        with pytest.raises(ConflictError, match="changed by another process") as caught:
            list(pages)
        assert caught.value.hint == "run this again"


def test_what_another_process_changed_since_the_codings_were_found_is_said(on_disk: Path) -> None:
    """Also of a single document, which was the first and the last, and was not looked at again."""
    with Store.open(on_disk) as store, Store.open(on_disk) as other:
        found = marks(store, CodingQuery(documents=("D1",)))
        (name,) = [each.coding.id for each in other.excerpts.find(CodingQuery(documents=("D1",)))]
        other.codings.decide(name, Review.REJECTED, by="li", at="2026")
        with pytest.raises(ConflictError, match="changed by another process"):
            list(store.excerpts.passages(found.taken(np.array([0])), {"review"}))


def test_a_reader_keeps_nobody_from_coding(on_disk: Path) -> None:
    """Somebody may stand in a pager for hours."""
    with Store.open(on_disk) as store, Store.open(on_disk) as other:
        pages = store.excerpts.passages(marks(store), {"quote"})
        next(pages)
        with other.transaction():
            other.settings.set("key", "value")
        assert other.settings.get("key") == "value"


def test_codings_that_are_gone_are_missed(on_disk: Path) -> None:
    with Store.open(on_disk) as store:
        found = marks(store)
        with Store.open(on_disk) as other:
            other.proposals.replace("D1", [], coder="rules", key="k")
        with pytest.raises(ConflictError):
            list(store.excerpts.passages(found, {"quote"}))
