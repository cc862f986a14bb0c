"""Documents and turns as rows of their tables, and rows as what listings say of a document."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from qualcode.model.document import DocumentInfo
from qualcode.model.transcript import Role

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qualcode.model.transcript import Transcript, Turn

HEAD = (
    *("name", "path", "text", "text_sha256", "source_sha256", "encoding", "format", "layout"),
    *("language", "words", "header", "warnings", "landmarks"),
)
"""The columns of the values that `_head` returns."""


def head_row(transcript: Transcript, language: str, words: int) -> tuple[Any, ...]:
    """Return the row of a new document, with the columns of `HEAD`."""
    return (
        transcript.name,
        transcript.path,
        transcript.text,
        hash_of(transcript.text),
        transcript.source_sha256,
        transcript.encoding,
        transcript.format,
        transcript.layout,
        language,
        words,
        json.dumps(dict(transcript.header), ensure_ascii=False),
        json.dumps(transcript.warnings, ensure_ascii=False),
        json.dumps(transcript.landmarks, ensure_ascii=False),
    )


def hash_of(text: str) -> str:
    """Return the hash that a text is known by."""
    return hashlib.sha256(text.encode()).hexdigest()


def turn_row(document: int, turn: Turn, speakers: Mapping[str, str]) -> tuple[Any, ...]:
    """Return the row of a turn; only respondents are participants."""
    spoken_by = speakers.get(turn.speaker) if turn.role is Role.RESPONDENT else None
    *places, speaker, role, time = turn
    return (document, *places, speaker, role.value, time, spoken_by)


def info_of(row: tuple[Any, ...], people: list[str]) -> DocumentInfo:
    """Return what listings say of a document."""
    _, name, path, source, text, encoding, form, layout, language, words, header, warnings = row[
        :12
    ]
    characters, turns, units, spoken = row[12:]
    return DocumentInfo(
        name=name,
        path=path,
        source_sha256=source,
        text_sha256=text,
        encoding=encoding,
        format=form,
        layout=layout,
        language=language,
        participants=tuple(people),
        turns=turns,
        units=units,
        characters=characters,
        spoken=spoken,
        words=words,
        header=json.loads(header),
        warnings=tuple(json.loads(warnings)),
    )
