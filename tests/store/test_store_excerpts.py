"""Questions are answered: each filter, and the words around what is found."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from qualcode.model.coding import Coding, Evidence, Review, Source, Status
from qualcode.model.excerpt import ContextTurn, Mark
from qualcode.model.marks import ROW
from qualcode.model.participant import Participant
from qualcode.model.query import CodingQuery

if TYPE_CHECKING:
    from qualcode.store.store import Store
    from tests.store.conftest import CodingOf, Import

ODD = 'O\'Neil "50%" _\\😀'
"""A name with everything that a careless statement would stumble over."""


@pytest.fixture
def coded(store: Store, keep: Import, coding_of: CodingOf) -> Store:
    keep(store)
    keep(store, name=ODD)
    store.participants.put(
        [
            Participant("A01-答", "PH", {"age": "50"}),
            Participant("A01-妻", ""),
            Participant(f"{ODD}-答", ODD),
        ]
    )
    first = coding_of(store, "没钱")
    other = coding_of(store, "走形式", ODD, document=ODD)
    proposals = {
        "A01": [
            first,
            replace(coding_of(store, "见不着", "contact"), status=Status.DENIED, about=("GOV",)),
            replace(coding_of(store, "没水", "water"), about=()),
        ],
        ODD: [replace(other, about=(ODD.replace(" ", "-"),), coder=ODD, source=Source.MODEL)],
    }
    for document, codings in proposals.items():
        store.proposals.replace(document, codings, coder=codings[0].coder, key="k")
    store.codings.decide(first.id, Review.ACCEPTED, by="me", at="2026")
    return store


@pytest.mark.parametrize(
    ("query", "words"),
    [
        (CodingQuery(), ["没钱", "见不着", "没水", "走形式"]),
        (CodingQuery(codes=("income", "water")), ["没钱", "没水"]),
        (CodingQuery(codes=(ODD,)), ["走形式"]),
        (CodingQuery(codes=("inc%",)), []),
        (CodingQuery(subjects=("PH",)), ["没钱", "见不着"]),
        (CodingQuery(subjects=("",)), ["没水"]),
        (CodingQuery(subjects=(ODD,)), ["走形式"]),
        (CodingQuery(participants=("A01-妻",)), ["没水"]),
        (CodingQuery(participants=(f"{ODD}-答",)), ["走形式"]),
        (CodingQuery(documents=("A01",)), ["没钱", "见不着", "没水"]),
        (CodingQuery(documents=(ODD, "none")), ["走形式"]),
        (CodingQuery(documents=("A%",)), []),
        (CodingQuery(coders=("rules",)), ["没钱", "见不着", "没水"]),
        (CodingQuery(coders=(ODD,)), ["走形式"]),
        (CodingQuery(statuses=(Status.DENIED,)), ["见不着"]),
        (CodingQuery(reviews=(Review.ACCEPTED,)), ["没钱"]),
        (CodingQuery(reviews=(Review.REJECTED,)), []),
        (CodingQuery(about=("PH",)), ["没钱"]),
        (CodingQuery(about=("GOV",)), ["没钱", "见不着"]),
        (CodingQuery(about=("GOV", ODD.replace(" ", "-"))), ["没钱", "见不着", "走形式"]),
        (CodingQuery(about=("G",)), []),
        (CodingQuery(about=("%",)), []),
        (CodingQuery(about=("",)), ["没水"]),
        (CodingQuery(about=("GOV",), statuses=(Status.ASSERTED,), subjects=("PH",)), ["没钱"]),
        (CodingQuery(about=("GOV",), codes=("water",)), []),
    ],
)
def test_each_filter(coded: Store, query: CodingQuery, words: list[str]) -> None:
    found = list(coded.excerpts.find(query))
    assert [excerpt.coding.quote for excerpt in found] == words
    assert sorted(mark.coding for mark in coded.excerpts.marks(query)) == sorted(
        excerpt.coding.id for excerpt in found
    )


def test_a_mark_holds_what_counting_needs(coded: Store) -> None:
    (mark,) = coded.excerpts.marks(CodingQuery(codes=("contact",)))
    assert mark == Mark(
        coding=mark.coding,
        code="contact",
        document="A01",
        participant="A01-答",
        subject="PH",
        status="denied",
        review="proposed",
        coder="rules",
        about="GOV",
        unit=1,
        unit_last=1,
        turn=1,
        start=17,
        stop=20,
    )


def test_an_excerpt_comes_with_its_speaker_and_its_surroundings(coded: Store) -> None:
    (excerpt,) = coded.excerpts.find(CodingQuery(codes=("contact",)), context=2)
    assert (excerpt.before, excerpt.after) == ("我没钱。干部", "😀。")
    assert (excerpt.speaker, excerpt.unit) == ("答", 1)
    assert excerpt.participant == Participant("A01-答", "PH", {"age": "50"})
    assert excerpt.turns_before == (ContextTurn(0, "问", "家里怎么样？"),)
    assert excerpt.turns_after == (ContextTurn(2, "", "（笑）"), ContextTurn(3, "妻", "没水。"))


def test_without_context_no_turns_are_read(coded: Store) -> None:
    excerpts = list(coded.excerpts.find(CodingQuery()))
    assert all(not each.turns_before and not each.turns_after for each in excerpts)


@pytest.mark.parametrize(
    ("words", "before", "after"),
    [
        ("甲" * 90, "", "乙" * 80),
        ("乙" * 90, "甲" * 80, "丙" * 80),
        ("丙" * 90, "乙" * 80, ""),
    ],
)
def test_the_words_around_end_with_the_turn_or_after_eighty_characters(
    store: Store, keep: Import, coding_of: CodingOf, words: str, before: str, after: str
) -> None:
    keep(store, f"问：好好好\n答：{'甲' * 90}{'乙' * 90}{'丙' * 90}\n问：好好好")
    store.codings.add(coding_of(store, words, coder="me"))
    (excerpt,) = store.excerpts.find(CodingQuery())
    assert (excerpt.before, excerpt.after) == (before, after)


def test_a_coding_without_a_known_speaker_is_found(store: Store, keep: Import) -> None:
    keep(store)
    text = store.documents.text("A01")
    span = store.documents.read("A01").turns[2].speech
    store.codings.add(Coding("1", "A01", span, "laugh", "me", Source.PERSON, span.of(text), turn=2))
    (excerpt,) = store.excerpts.find(CodingQuery())
    assert excerpt.participant == Participant("")
    assert (excerpt.speaker, excerpt.coding.quote) == ("", "（笑）")


def test_excerpts_come_by_document_and_position(coded: Store) -> None:
    places = [
        (each.coding.document, each.coding.span) for each in coded.excerpts.find(CodingQuery())
    ]
    assert places == sorted(places)


def test_what_is_around_is_told_whatever_the_order_documents_are_asked_in(
    store: Store, keep: Import, coding_of: CodingOf
) -> None:
    names = [f"D{number}" for number in range(7)]  # more than are kept at hand
    for name in names:
        keep(store, f"问：你在{name}？\n答：在{name}，走形式多。\n问：好{name}", name=name)
        store.codings.add(coding_of(store, "走形式", document=name, coder="me"))
    found = list(store.excerpts.find(CodingQuery(), context=1))
    assert [each.coding.document for each in found] == names
    rows = store.excerpts.marks(CodingQuery(), {ROW}).numbers[ROW].tolist()
    some = store.excerpts.at(rows)
    assert store.excerpts.quotes(rows) == {row: each.coding.quote for row, each in some.items()}
    for each in (*found, *some.values()):
        assert each.before == f"在{each.coding.document}，"
    assert [each.turns_after[0].text for each in found] == [f"好{name}" for name in names]


def test_reasons_are_left_out_where_nobody_asks(coded: Store) -> None:
    whole = list(coded.excerpts.find(CodingQuery()))
    bare = list(coded.excerpts.find(CodingQuery(), reasons=False))
    assert any(each.coding.evidence.reasons for each in whole)
    for one, other in zip(whole, bare, strict=True):
        assert other.coding == replace(one.coding, evidence=Evidence())
        assert replace(other, coding=one.coding) == one
