"""Projects with a little in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pytest

from qualcode.model.coding import AboutBy, Coding, Evidence, Reason, Source
from qualcode.model.document import Unit
from qualcode.model.participant import Participant
from qualcode.model.span import Span
from qualcode.model.transcript import Role
from qualcode.store.store import Store
from qualcode.text.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import TranscriptOf

INTERVIEW = """
    问：家里怎么样？
    答：我没钱。干部见不着😀。
    （笑）
    妻：没水。
    问：还有呢？
    答：走形式。
"""


class Import(Protocol):
    """Keeps an interview in a store; each label is a person of its own."""

    def __call__(self, store: Store, text: str = INTERVIEW, *, name: str = "A01") -> None: ...


class CodingOf(Protocol):
    """Makes a coding on words of a document in a store."""

    def __call__(
        self,
        store: Store,
        words: str,
        code: str = "income",
        *,
        document: str = "A01",
        coder: str = "rules",
    ) -> Coding: ...


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.in_memory() as opened:
        yield opened


@pytest.fixture(scope="session")
def keep(transcript_of: TranscriptOf) -> Import:
    def _keep(store: Store, text: str = INTERVIEW, *, name: str = "A01") -> None:
        transcript = transcript_of(text, name=name)
        spoken = [turn for turn in transcript.turns if turn.role is Role.RESPONDENT]
        speakers = {turn.speaker: f"{name}-{turn.speaker}" for turn in spoken}
        store.participants.put(Participant(each, "PH") for each in speakers.values())
        units = [
            Unit(turn.index, start, end)
            for turn in spoken
            for start, end in sentences(transcript.text, turn.speech.start, turn.speech.end)
        ]
        store.documents.add(transcript, units, speakers=speakers, language="zh", words=9)

    return _keep


@pytest.fixture(scope="session")
def coding_of() -> CodingOf:
    return _coding


def _coding(
    store: Store,
    words: str,
    code: str = "income",
    *,
    document: str = "A01",
    coder: str = "rules",
) -> Coding:
    read = store.documents.read(document)
    start = read.text.index(words)
    span = Span(start, start + len(words))
    return Coding(
        id=f"{document}:{span.start}-{span.end}:{code}:{coder}",
        document=document,
        span=span,
        code=code,
        coder=coder,
        source=Source.RULE if coder == "rules" else Source.PERSON,
        quote=words,
        turn=next(turn.index for turn in read.turns if turn.span.contains(span)),
        about=("PH", "GOV"),
        about_by=AboutBy.NAMED,
        evidence=Evidence(words, (span,), (Reason("pattern", words, words), Reason("about", ""))),
        codebook="digest",
    )
