"""Labelled sentences beside a codebook: a file of examples that the YAML names, and traps.

A codebook holds a few examples of each code for its readers; hundreds belong into
a file of their own, one JSON object a line (or a CSV table with the same columns):
``code``, ``text``, and, where they matter, ``speaker``, ``asked``, ``status``,
``about``, ``lang``, ``match`` and ``why``. They test the codebook, and a learning
coder may start from them. Traps are such sentences that a researcher has seen go
wrong; they lie in ``NAME.traps.jsonl`` beside ``NAME.yaml``.
"""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from qualcode.codebook.schema import NO_HIT
from qualcode.codebook.source import decode, read_bytes
from qualcode.codebook.unknown_names import unknown_names
from qualcode.codebook.values import LANGUAGES, language_of
from qualcode.codebook.wording import nearest, quoted
from qualcode.errors import Place, Problem, ProblemsError
from qualcode.model.codebook import Example
from qualcode.model.coding import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from qualcode.model.codebook import Codebook

TRAPS = ".traps.jsonl"
"""What the file of traps ends in, after the codebook's own name."""

_FALSE = frozenset({"false", "no", "0", "否"})
_STATUSES = {status.value: status for status in Status}


class Origin(StrEnum):
    """Where a labelled sentence comes from."""

    CODE = "code"
    """An example or non-example of the codebook."""
    TRAP = "trap"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence and what the codebook must make of it."""

    code: str
    """Id of the code; empty in a trap = whatever the code."""
    example: Example
    match: bool
    """The code must be found; False = a near miss."""
    place: Place
    origin: Origin = Origin.FILE


def labelled_of(codebook: Codebook, *, path: str) -> list[Labelled]:
    """Return the examples and non-examples of a codebook's own codes."""
    return [
        Labelled(code.id, example, match, Place(path, example.line), Origin.CODE)
        for code in codebook.codes
        for match, examples in ((True, code.examples), (False, code.non_examples))
        for example in examples
    ]


def example_files(codebook: Codebook, path: Path) -> list[Path]:
    """Return the files of examples that a codebook names: relative to its own folder."""
    return [path.parent / name for name in codebook.examples]


def traps_path(path: Path) -> Path:
    """Return where the traps of a codebook lie."""
    return path.with_name(path.stem + TRAPS)


def read_labelled(path: Path, *, origin: Origin = Origin.FILE) -> list[Labelled]:
    """Read a file of labelled sentences, JSON lines or CSV.

    Raises:
        ProblemsError: With everything that is wrong with the file.
    """
    found, problems = examine_labelled(path, origin=origin)
    if problems:
        raise ProblemsError(path, problems)
    return found


def examine_labelled(
    path: Path, *, origin: Origin = Origin.FILE
) -> tuple[list[Labelled], list[Problem]]:
    """Read a file of labelled sentences as far as it can be read, with its problems."""
    data = read_bytes(path)
    text = data if isinstance(data, Problem) else decode(data, str(path))
    if isinstance(text, Problem):
        return [], [text]
    found: list[Labelled] = []
    problems: list[Problem] = []
    rows = _table(text) if path.suffix.lower() == ".csv" else _lines(text)
    for line, row in rows:
        read = _labelled(row, Place(str(path), line), origin)
        if isinstance(read, Labelled):
            found.append(read)
        else:
            problems.append(read)
    return found, problems


def check_labelled(sentences: Iterable[Labelled], codebook: Codebook) -> Iterator[Problem]:
    """Find codes and subjects in labelled sentences that the codebook does not have."""
    named = (
        (noun, name, each.place)
        for each in sentences
        for noun, name in (
            ("code", each.code),
            ("subject", each.example.speaker),
            ("subject", each.example.about),
        )
    )
    yield from unknown_names(named, codes=codebook.by_id, subjects=codebook.subjects.by_id)


def written(sentences: Sequence[Labelled]) -> str:
    """Return labelled sentences as JSON lines, as `read_labelled` reads them."""
    return "".join(json.dumps(_row(each), ensure_ascii=False) + "\n" for each in sentences)


def _row(each: Labelled) -> dict[str, Any]:
    example = each.example
    told = {
        "code": each.code,
        "lang": example.language,
        "speaker": example.speaker,
        "asked": example.asked,
        "text": example.text,
        "status": example.status.value if example.status else NO_HIT,
        "about": example.about,
        "match": each.match,
        "why": example.why,
    }
    return {key: value for key, value in told.items() if value != ""}


def _lines(text: str) -> Iterator[tuple[int, Any]]:
    """Yield the object of each line with its number; a line that is none as the fault in it."""
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except (ValueError, RecursionError) as fault:
                yield number, fault


def _table(text: str) -> Iterator[tuple[int, Any]]:
    reader = csv.DictReader(io.StringIO(text))
    try:
        for row in reader:
            yield reader.line_num, {key: value for key, value in row.items() if key and value}
    except csv.Error as fault:
        yield reader.line_num, fault


def _labelled(row: Any, place: Place, origin: Origin) -> Labelled | Problem:
    """Make a labelled sentence of one object, or tell what it lacks."""
    if isinstance(row, Exception):
        return Problem(place, f"this line is not JSON: {row}", "one object a line: {…}")
    if not isinstance(row, dict):
        return Problem(place, "this line is no JSON object", "write {…}")
    text = _word(row, "text")
    code = _word(row, "code")
    if not text or (not code and origin is Origin.FILE):
        lacking = "text" if not text else "code"
        return Problem(place, f"the sentence has no {lacking!r}", f"add {lacking!r}")
    wanted = _word(row, "status")
    if wanted and wanted != NO_HIT and wanted not in _STATUSES:
        hint = nearest(wanted, _STATUSES) or "choose from: " + ", ".join((*_STATUSES, NO_HIT))
        return Problem(place, f"the status {quoted(wanted)} is not known", hint)
    match = _is_match(row, wanted)
    return Labelled(code, _example(row, text, wanted, place, match=match), match, place, origin)


def _is_match(row: dict[str, Any], status: str) -> bool:
    told = row.get("match")
    if told is None:
        return status != NO_HIT
    return str(told).strip().lower() not in _FALSE


def _example(row: dict[str, Any], text: str, wanted: str, place: Place, *, match: bool) -> Example:
    language = _word(row, "lang") or _word(row, "language")
    status = _STATUSES.get(wanted)
    return Example(
        text=text,
        language=language if language in LANGUAGES else language_of(text),
        speaker=_word(row, "speaker"),
        asked=_word(row, "asked"),
        status=status or (Status.ASSERTED if match else None),
        about=_word(row, "about"),
        why=_word(row, "why") or _word(row, "note"),
        line=place.line,
    )


def _word(row: dict[str, Any], key: str) -> str:
    value = row.get(key)
    return value.strip() if isinstance(value, str) else ""
