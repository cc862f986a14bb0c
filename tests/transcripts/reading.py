"""What a few lines of a transcript are read as."""

from __future__ import annotations

from qualcode.model.transcript import Role, Transcript
from qualcode.transcripts.reader import ReadingOptions, read_bytes

_LETTER = {Role.INTERVIEWER: "I", Role.RESPONDENT: "R", Role.NOTE: "N"}


def read(
    data: bytes | str, suffix: str = ".txt", options: ReadingOptions | None = None
) -> Transcript:
    return read_bytes(
        data.encode() if isinstance(data, str) else data,
        suffix=suffix,
        name="a",
        path=f"a{suffix}",
        options=options or ReadingOptions(),
    )


def table(transcript: Transcript) -> list[str]:
    """Write each turn as `role speaker time|words`."""
    return [
        f"{_LETTER[turn.role]} {turn.speaker} {turn.time}|"
        + turn.speech.of(transcript.text).replace("\n", "⏎")
        for turn in transcript.turns
    ]
