"""Documents come back as they were kept."""

from __future__ import annotations

import hashlib
import sqlite3
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.model.document import Unit
from qualcode.model.participant import Participant
from qualcode.model.span import Span
from qualcode.model.transcript import Role, Transcript, Turn
from qualcode.store.store import Store

if TYPE_CHECKING:
    from tests.store.conftest import CodingOf, Import

# A transcript holds no NUL (such a file is refused as no text) and no half of a pair.
CHARACTERS = st.one_of(
    st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r"),
    st.sampled_from("😀𠮷\n’'\"%没"),
)
TEXTS = st.text(CHARACTERS, max_size=40)
NAMES = st.text(CHARACTERS, min_size=1, max_size=8)


@st.composite
def _spans(draw: st.DrawFn, within: Span) -> Span:
    start = draw(st.integers(within.start, within.end))
    return Span(start, draw(st.integers(start, within.end)))


@st.composite
def _transcripts(draw: st.DrawFn) -> tuple[Transcript, list[Unit], dict[str, str]]:
    text = draw(TEXTS)
    wholes = sorted(draw(st.lists(_spans(Span(0, len(text))), max_size=4)))
    turns = tuple(
        Turn(
            index,
            *(whole.start, whole.end),
            *(speech.start, speech.end),
            draw(st.sampled_from(["答", "问", "", "O'Neil %"])),
            draw(st.sampled_from(list(Role))),
            draw(st.sampled_from(["", "00:01"])),
        )
        for index, whole in enumerate(wholes)
        for speech in (draw(_spans(whole)),)
    )
    units = [
        Unit(turn.index, turn.speech.start, turn.speech.end)
        for turn in turns
        if turn.role is Role.RESPONDENT
    ]
    speakers = {turn.speaker: draw(NAMES) for turn in turns if turn.role is Role.RESPONDENT}
    header = draw(st.dictionaries(NAMES, TEXTS, max_size=3))
    warnings = tuple(draw(st.lists(TEXTS, max_size=2)))
    name, sha = draw(NAMES), hashlib.sha256(text.encode()).hexdigest()
    transcript = Transcript(
        name, draw(NAMES), text, sha, "gb18030", "text", "none", turns, header, warnings
    )
    return transcript, units, speakers


@settings(max_examples=60, deadline=None)
@given(_transcripts(), st.sampled_from(["PH", ""]))
def test_what_is_kept_comes_back(
    kept: tuple[Transcript, list[Unit], dict[str, str]], subject: str
) -> None:
    transcript, units, speakers = kept
    with Store.in_memory() as store:
        store.participants.put(Participant(each, subject) for each in set(speakers.values()))
        store.documents.add(transcript, units, speakers=speakers, language="zh", words=7)
        document = store.documents.read(transcript.name)
        (info,) = store.overview.infos()
        (bare,), (whole,) = store.overview.sizes(), store.overview.sizes(whole=True)
        assert store.documents.altered() == []
        assert store.documents.text(transcript.name) == transcript.text
    assert (document.name, document.text) == (transcript.name, transcript.text)
    assert (document.turns, document.units) == (transcript.turns, tuple(units))
    assert document.participants == speakers
    assert document.subjects == dict.fromkeys(speakers, subject)
    own = [turn for turn in transcript.turns if turn.role is Role.RESPONDENT]
    assert info.participants == tuple(dict.fromkeys(speakers[turn.speaker] for turn in own))
    assert (info.name, info.path, info.header) == (
        transcript.name,
        transcript.path,
        transcript.header,
    )
    assert (info.encoding, info.format, info.layout) == ("gb18030", "text", "none")
    assert (info.language, info.words, info.warnings) == ("zh", 7, transcript.warnings)
    assert (info.characters, info.turns) == (len(transcript.text), len(transcript.turns))
    assert (info.units, info.spoken) == (len(units), sum(len(turn.speech) for turn in own))
    assert whole == (info.name, info.units, len(own), info.spoken, info.characters)
    assert bare == (*whole[:-1], 0)
    assert info.text_sha256 == info.source_sha256 == transcript.source_sha256


def test_documents_are_listed_by_name(store: Store, keep: Import) -> None:
    for name in ("B 2", "A'1", "C%"):
        keep(store, name=name)
    assert store.documents.names() == ["A'1", "B 2", "C%"]
    assert [info.name for info in store.overview.infos()] == ["A'1", "B 2", "C%"]
    assert store.documents.count() == 3
    assert set(store.documents.fingerprints()) == {"A'1", "B 2", "C%"}


def test_a_name_is_given_once(store: Store, keep: Import) -> None:
    keep(store)
    with pytest.raises(sqlite3.IntegrityError, match=r"document\.name"):
        keep(store)


def test_the_text_of_no_document_is_empty(store: Store) -> None:
    assert store.documents.text("none") == ""


def test_the_fingerprint_tells_a_changed_file(store: Store, keep: Import) -> None:
    keep(store, "答：没钱")
    sha = hashlib.sha256("答：没钱".encode()).hexdigest()
    assert store.documents.fingerprints() == {"A01": (sha, sha)}


def test_a_text_that_was_tampered_with_is_found(store: Store, keep: Import) -> None:
    keep(store)
    keep(store, name="A02")
    store._db.execute("UPDATE document SET text = text || ' ' WHERE name = 'A02'")
    assert store.documents.altered() == ["A02"]


def test_documents_wait_until_they_are_coded_under_a_key(store: Store, keep: Import) -> None:
    keep(store, name="A02")
    keep(store, name="A01")
    assert store.coded.uncoded("k1") == ["A01", "A02"]
    store.proposals.replace("A01", [], coder="rules", key="k1")
    assert store.coded.uncoded("k1") == ["A02"]
    assert (store.coded.count_uncoded("k1"), store.coded.count_uncoded("k2")) == (1, 2)


def test_documents_may_be_coded_while_they_are_handed_out(store: Store, keep: Import) -> None:
    for number in range(3):
        keep(store, name=f"A{number}")
    for document in map(store.documents.read, store.coded.uncoded("k")):
        store.proposals.replace(document.name, [], coder="rules", key="k")
    assert store.coded.count_uncoded("k") == 0


class TestAssign:
    def test_the_same_speakers_change_nothing(self, store: Store, keep: Import) -> None:
        keep(store)
        store.proposals.replace("A01", [], coder="rules", key="k")
        assert not store.documents.assign("A01", {"答": "A01-答", "妻": "A01-妻"})
        assert store.coded.count_uncoded("k") == 0

    def test_another_speaker_has_the_document_coded_again(self, store: Store, keep: Import) -> None:
        keep(store)
        keep(store, name="A02")
        for name in ("A01", "A02"):
            store.proposals.replace(name, [], coder="rules", key="k")
        store.participants.put([Participant("new", "GOV")])
        assert store.documents.assign("A01", {"答": "new", "妻": "A01-妻"})
        assert store.coded.uncoded("k") == ["A01"]
        assert store.documents.read("A01").subjects == {"答": "GOV", "妻": "PH"}
        assert store.documents.read("A02").participants["答"] == "A02-答"

    def test_interviewers_and_notes_are_nobody(self, store: Store, keep: Import) -> None:
        keep(store)
        assert not store.documents.assign("A01", {"问": "A01-答", "": "A01-答"})
        assert set(store.documents.read("A01").participants) == {"答", "妻"}


class TestRemove:
    def test_a_document_goes_with_its_proposals(
        self, store: Store, keep: Import, coding_of: CodingOf
    ) -> None:
        keep(store)
        store.proposals.replace("A01", [coding_of(store, "没钱")], coder="rules", key="k")
        store.documents.remove("A01")
        assert store.documents.count() == 0
        assert sum(store.codings.tally().values()) == 0
        assert store.damage() == []

    def test_a_document_with_the_work_of_a_person_stays(
        self, store: Store, keep: Import, coding_of: CodingOf
    ) -> None:
        keep(store)
        store.codings.add(coding_of(store, "没钱", coder="me"))
        with pytest.raises(sqlite3.IntegrityError), store.transaction():
            store.documents.remove("A01")
        assert store.documents.names() == ["A01"]
        assert store.codings.decisions() == {"A01": 1}

    def test_removing_what_is_not_there_is_no_fault(self, store: Store) -> None:
        store.documents.remove("none")
        assert store.documents.names() == []
