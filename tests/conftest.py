"""Small worlds for tests: an interview from a few lines of text, a codebook of three codes."""

from __future__ import annotations

import hashlib
import os
from textwrap import dedent
from typing import TYPE_CHECKING, Protocol

import pytest
from hypothesis import HealthCheck, settings

from qualcode.model.codebook import Code, Codebook, Kind, Pattern
from qualcode.model.document import Document, Unit
from qualcode.model.label import Label
from qualcode.model.subject import Group, Subject, SubjectScheme
from qualcode.model.transcript import Role, Transcript, Turn
from qualcode.text.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_INTERVIEWERS = frozenset({"问", "访", "Q", "Interviewer"})


# On a developer's machine properties meet new examples each time; what a server runs is the
# same every time, so that a failure there speaks of the change it was run for. How long an
# example takes is nobody's failure: speed is measured in benchmarks.
_UNTIMED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("untimed", _UNTIMED)
settings.register_profile("server", _UNTIMED, derandomize=True)
settings.load_profile("server" if os.environ.get("CI") else "untimed")


class TranscriptOf(Protocol):
    """Makes a transcript of lines such as ``问：…`` and ``答：…``."""

    def __call__(self, text: str, *, name: str = "A01") -> Transcript: ...


class DocumentOf(Protocol):
    """Makes a document of such lines; every respondent is one person of one subject."""

    def __call__(self, text: str, *, name: str = "A01", subject: str = "PH") -> Document: ...


@pytest.fixture(scope="session")
def transcript_of() -> TranscriptOf:
    return _transcript


@pytest.fixture(scope="session")
def document_of() -> DocumentOf:
    return _document


@pytest.fixture(scope="session")
def coded_sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the sample project, coded; whoever changes anything takes a copy."""
    from qualcode.cli.main import main

    folder = tmp_path_factory.mktemp("sample") / "study"
    assert main(["--quiet", "init", str(folder), "--sample"]) == 0
    assert main(["--quiet", "--project", str(folder), "code"]) == 0
    return folder


@pytest.fixture(scope="session")
def book() -> Codebook:
    """Two families and three leaf codes; the last leaf stands at the top."""
    return Codebook(
        id="tiny",
        name=Label("小手册", "Tiny"),
        version="1",
        digest="d" * 64,
        codes=(
            Code("contact", "contact", Label("联系", "Contact"), Kind.PROBLEM),
            Code(
                "contact-scarce",
                "contact/contact-scarce",
                Label("联系少", "Scarce contact"),
                Kind.PROBLEM,
                patterns=(Pattern("见不着", "zh"), Pattern("never visit*", "en")),
                about=("GOV",),
            ),
            Code(
                "contact-formal",
                "contact/contact-formal",
                Label("走形式", "Formal contact"),
                Kind.PROBLEM,
                patterns=(Pattern("走形式", "zh"), Pattern("拍照", "zh")),
                masks=(Pattern("拍照片", "zh"),),
                about=("GOV",),
            ),
            Code(
                "income",
                "income",
                Label("收入", "Income"),
                Kind.PROBLEM,
                patterns=(Pattern("没钱", "zh"),),
                about=("PH",),
            ),
        ),
        subjects=SubjectScheme(
            subjects=(
                Subject(
                    "PH",
                    Label("贫困户", "Poor household"),
                    "households",
                    aliases={"zh": ("老百姓",), "en": ("villager",)},
                    prefixes=("P", "PH"),
                ),
                Subject(
                    "GOV",
                    Label("政府", "Government"),
                    "state",
                    aliases={"zh": ("干部", "县上"), "en": ("official",)},
                    prefixes=("G",),
                ),
            ),
            groups=(
                Group("households", Label("农户", "Households")),
                Group("state", Label("政府")),
            ),
        ),
    )


def _transcript(text: str, *, name: str = "A01") -> Transcript:
    whole = dedent(text).strip("\n")
    return Transcript(
        name=name,
        path=f"{name}.txt",
        text=whole,
        source_sha256=hashlib.sha256(whole.encode()).hexdigest(),
        encoding="utf-8",
        format="text",
        layout="label-colon",
        turns=tuple(_turns(whole)),
    )


def _turns(text: str) -> Iterable[Turn]:
    start = 0
    for index, line in enumerate(text.split("\n")):
        label, colon, _ = line.partition("：")
        label = label if colon else ""
        role = Role.INTERVIEWER if label in _INTERVIEWERS else Role.RESPONDENT
        speech = start + len(label) + len(colon)
        end = start + len(line)
        yield Turn(index, start, end, speech, end, label, role if label else Role.NOTE)
        start = end + 1


def _document(text: str, *, name: str = "A01", subject: str = "PH") -> Document:
    transcript = _transcript(text, name=name)
    spoken = [turn for turn in transcript.turns if turn.role is Role.RESPONDENT]
    return Document(
        name=name,
        text=transcript.text,
        turns=transcript.turns,
        units=tuple(
            Unit(turn.index, start, end)
            for turn in spoken
            for start, end in sentences(transcript.text, turn.speech.start, turn.speech.end)
        ),
        participants={turn.speaker: name for turn in spoken},
        subjects={turn.speaker: subject for turn in spoken},
    )
