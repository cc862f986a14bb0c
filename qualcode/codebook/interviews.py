"""Interviews that were coded before, in a file beside a codebook that the YAML names.

An example is written to be clear; an interview is as people talk, and most of it carries
no code at all. So a learner that is to find codings in interviews starts from such ones.
One JSON object a line, one line an answer: ``interview``, ``speaker`` (subject id),
``asked`` and ``said``, a list of sentences with ``text`` and the ``codes`` on it, each
with its assertion status. Empty ``codes`` say that the sentence was read and holds none;
without ``codes`` nothing is said about it, it only stands beside the others. ``source``
names the study, the interviewer or the writer that an interview is of: those of one source
are alike. With ``"chosen_on": true`` the patterns of the codebook were chosen on the
interview; with ``"excerpt": true`` an answer was taken out of one for what it holds.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qualcode.codebook.source import decode, read_bytes
from qualcode.codebook.unknown_names import unknown_names
from qualcode.codebook.wording import nearest, quoted
from qualcode.errors import Place, Problem, ProblemsError
from qualcode.model.coding import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from qualcode.model.codebook import Codebook

_STATUSES = tuple(status.value for status in Status)
_SHAPE = '{"interview": …, "speaker": …, "asked": …, "said": [{"text": …, "codes": {…}}]}'


_MOST_BYTES = 100_000_000
"""A thousand interviews take some 20 MB."""


@dataclass(frozen=True, slots=True)
class CodedSentence:
    """A sentence and what was put on it."""

    text: str
    codes: Mapping[str, str] | None
    """Codes with their assertion status; empty = it holds none, None = nobody has said."""


@dataclass(frozen=True, slots=True)
class CodedAnswer:
    """What somebody said to one question."""

    interview: str
    speaker: str
    """Subject id; empty = not known."""
    asked: str
    said: tuple[CodedSentence, ...]
    place: Place
    source: str = ""
    """What it was collected with; empty = it stands for itself."""
    chosen_on: bool = False
    """Patterns were chosen on this interview: they are right here more often than elsewhere."""
    excerpt: bool = False
    """The answer was taken for what it holds: it tells nothing of how often people say it."""

    @property
    def origin(self) -> str:
        """Return what it is put apart with: its source, its interview, or itself alone."""
        return self.source or self.interview or str(self.place)

    @property
    def is_judged(self) -> bool:
        """Tell whether it shows how good proposals are in interviews not learned from."""
        return not (self.chosen_on or self.excerpt)


def interview_files(codebook: Codebook, path: Path) -> list[Path]:
    """Return the files of coded interviews that a codebook names: relative to its own folder."""
    return [path.parent / name for name in codebook.interviews]


def read_interviews(path: Path) -> list[CodedAnswer]:
    """Read a file of coded interviews.

    Raises:
        ProblemsError: With everything that is wrong with the file.
    """
    found, problems = examine_interviews(path)
    if problems:
        raise ProblemsError(path, problems)
    return found


def examine_interviews(path: Path) -> tuple[list[CodedAnswer], list[Problem]]:
    """Read a file of coded interviews as far as it can be read, with its problems."""
    data = read_bytes(path, _MOST_BYTES)
    text = data if isinstance(data, Problem) else decode(data, str(path))
    if isinstance(text, Problem):
        return [], [text]
    found: list[CodedAnswer] = []
    problems: list[Problem] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            read = _answer(line, Place(str(path), number))
            found += [read] if isinstance(read, CodedAnswer) else []
            problems += [read] if isinstance(read, Problem) else []
    return found, problems


def check_interviews(answers: Iterable[CodedAnswer], codebook: Codebook) -> Iterator[Problem]:
    """Find codes and subjects in coded interviews that the codebook does not have."""
    named = ((noun, name, each.place) for each in answers for noun, name in _named(each))
    yield from unknown_names(named, codes=codebook.by_id, subjects=codebook.subjects.by_id)


def _named(answer: CodedAnswer) -> Iterator[tuple[str, str]]:
    for code in sorted({code for sentence in answer.said for code in sentence.codes or ()}):
        yield "code", code
    yield "subject", answer.speaker


def with_other_codes(text: str, codes: Mapping[str, str | None]) -> str:
    """Return the text of such a file with other codes; lines without them stay as they are.

    Args:
        text: JSON lines.
        codes: For each code the one that takes its place; None = it goes.
    """
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    lines = text.removeprefix(mark).split("\n")
    return mark + "\n".join(_recoded(line, codes) for line in lines)


def written(answers: Iterable[CodedAnswer]) -> str:
    """Return answers as JSON lines, as `read_interviews` reads them."""
    return "".join(_line(_row(each)) + "\n" for each in answers)


def _row(answer: CodedAnswer) -> dict[str, Any]:
    said = [
        {"text": each.text} | ({} if each.codes is None else {"codes": dict(each.codes)})
        for each in answer.said
    ]
    named = ("interview", "source", "speaker", "asked")
    told = {name: getattr(answer, name) for name in named}
    kept: dict[str, Any] = {key: value for key, value in told.items() if value}
    marks = {name: True for name in ("chosen_on", "excerpt") if getattr(answer, name)}
    return {**kept, **marks, "said": said}


def _line(row: Any) -> str:
    return json.dumps(row, ensure_ascii=False)


def _recoded(line: str, codes: Mapping[str, str | None]) -> str:
    try:
        row = json.loads(line)
        held = [each for each in row["said"] if codes.keys() & (each.get("codes") or {}).keys()]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return line  # what cannot be read is told by `codebook check`, and not touched
    for each in held:
        changed = ((codes.get(code, code), status) for code, status in each["codes"].items())
        each["codes"] = {code: status for code, status in changed if code is not None}
    return _line(row) + line[len(line.rstrip("\r\n")) :] if held else line


def _answer(line: str, place: Place) -> CodedAnswer | Problem:
    """Make an answer of one line, or tell what it lacks."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as fault:
        return Problem(place, f"this line is not JSON: {fault}", f"one answer a line: {_SHAPE}")
    said = row.get("said") if isinstance(row, dict) else None
    if not isinstance(said, list) or not said:
        return Problem(place, "the answer has no sentences 'said'", f"write {_SHAPE}")
    sentences = [_sentence(each, place) for each in said]
    for each in sentences:
        if isinstance(each, Problem):
            return each
    told = [row.get(key) or "" for key in ("interview", "speaker", "asked", "source")]
    interview, speaker, asked, source = (str(each).strip() for each in told)
    kept = tuple(each for each in sentences if isinstance(each, CodedSentence))
    marks = (row.get(name) is True for name in ("chosen_on", "excerpt"))
    return CodedAnswer(interview, speaker, asked, kept, place, source, *marks)


def _sentence(told: Any, place: Place) -> CodedSentence | Problem:
    text = told.get("text") if isinstance(told, dict) else None
    if not isinstance(text, str) or not text.strip():
        return Problem(place, "a sentence has no 'text'", f"write {_SHAPE}")
    codes = told.get("codes")
    if codes is None:
        return CodedSentence(text.strip(), None)
    if not isinstance(codes, Mapping):
        return Problem(place, "'codes' is no object", 'write "codes": {"CODE": "asserted"}')
    for status in codes.values():
        if status not in _STATUSES:
            hint = nearest(str(status), _STATUSES) or "choose from: " + ", ".join(_STATUSES)
            return Problem(place, f"the status {quoted(str(status))} is not known", hint)
    return CodedSentence(text.strip(), dict(codes))
