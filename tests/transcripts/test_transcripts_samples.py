"""The interviews that are shipped: each has both sides, and nothing in them is doubtful."""

from __future__ import annotations

import pathlib

import pytest

from qualcode.model.transcript import Role
from qualcode.transcripts.reader import read_transcript

SAMPLES = pathlib.Path(__file__).resolve().parents[2] / "sample_transcripts"


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("[A-Z]-*.*")), ids=lambda path: str(path.name))
def test_shipped_samples_have_both_sides(path: pathlib.Path) -> None:
    transcript = read_transcript(path)
    roles = set(transcript.speakers().values())

    assert roles == {Role.INTERVIEWER, Role.RESPONDENT}
    assert transcript.warnings == ()
    assert 10 < len(transcript.turns) < 200
