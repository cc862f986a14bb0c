"""Participants are kept, counted, and known by their subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.model.participant import Participant
from qualcode.store.store import Store

if TYPE_CHECKING:
    from tests.store.conftest import Import

WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=8)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.builds(Participant, WORDS, WORDS, st.dictionaries(WORDS, WORDS, max_size=3)),
        unique_by=lambda person: person.id,
        max_size=4,
    )
)
def test_people_come_back_and_the_same_people_are_no_news(people: list[Participant]) -> None:
    with Store.in_memory() as store:
        assert store.participants.put(people) == [person.id for person in people]
        assert store.participants.put(people) == []
        assert {person.id: person for person in store.participants.all()} == {
            person.id: person for person in people
        }


def _uncoded(store: Store) -> list[str]:
    return store.coded.uncoded("k")


def test_another_subject_has_the_documents_coded_again(store: Store, keep: Import) -> None:
    for name in ("A01", "A02"):
        keep(store, name=name)
        store.proposals.replace(name, [], coder="rules", key="k")
    assert store.participants.put([Participant("A01-答", "PH", {"age": "50"})]) == ["A01-答"]
    assert _uncoded(store) == []
    assert store.participants.put([Participant("A01-答", "GOV", {"age": "50"})]) == ["A01-答"]
    assert _uncoded(store) == ["A01"]


def test_speech_and_documents_of_each_person(store: Store, keep: Import) -> None:
    keep(store, "答：没钱\n问：什么？\n答：没水😀\n妻：嗯")
    keep(store, "答：好", name="A02")
    assert store.participants.speech() == {
        "A01-答": {"A01": 5},
        "A01-妻": {"A01": 1},
        "A02-答": {"A02": 1},
    }
    assert store.participants.speech(["A02"]) == {"A02-答": {"A02": 1}}


def test_who_speaks_nowhere_can_be_forgotten(store: Store, keep: Import) -> None:
    keep(store)
    store.participants.put([Participant("silent", "PH")])
    store.participants.forget_silent()
    assert [person.id for person in store.participants.all()] == ["A01-妻", "A01-答"]
