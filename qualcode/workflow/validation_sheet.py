"""The sheet that a validation sample is read on, and the answers taken back from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qualcode.analysis.table import ResultTable, texts
from qualcode.errors import Place, Problem, ProblemsError, did_you_mean
from qualcode.model.label import Label
from qualcode.workflow.validating import keep_sample, kept_sample
from qualcode.workflow.validation_queue import NOTHING, SEPARATOR, codes_of, reading_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from qualcode.model.codebook import Codebook
    from qualcode.model.document import Document
    from qualcode.workflow.project import Project


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of a sheet that was read."""

    answered: int
    left: int
    """Sentences of the sample that nobody has answered yet."""


def sheet(project: Project) -> ResultTable:
    """Return the sample as a sheet to be filled in, in the order of the interviews.

    Raises:
        DataError: When no sample has been drawn.
    """
    kept = kept_sample(project)
    by_document: dict[str, list[tuple[str, int]]] = {}
    for key, item in kept["items"].items():
        by_document.setdefault(item["document"], []).append((key, item["unit"]))
    rows = [
        row
        for name in sorted(by_document)
        for row in _sheet_rows(project.store.documents.read(name), by_document[name], kept)
    ]
    note = Label(
        "在 codes 列写下此句中成立的全部编码（断言或部分断言；空格或逗号分隔），没有则写 - 。",
        "Write every code that holds in the sentence (asserted or partly) into the column codes,"
        " separated by blanks or commas; - where none does.",
    )
    title = Label("验证样本", "Validation sample")
    return ResultTable("validation_sample", title, _SHEET, tuple(rows), notes=(note,))


def read_answers(
    project: Project, path: Path, rows: Sequence[tuple[int, Mapping[str, str]]], *, by: str
) -> Reading:
    """Take over the answers of a sheet, all of them or none.

    Args:
        project: The project.
        path: The sheet, for messages.
        rows: Line number and cells of each row.
        by: Who has read the sentences.

    Raises:
        DataError: When no sample has been drawn.
        ProblemsError: When the sheet names sentences or codes that are not there.
    """
    kept = kept_sample(project)
    codebook = project.codebook()
    problems: list[Problem] = []
    answers: dict[str, list[str]] = dict(kept["answers"])
    for line, cells in rows:
        key, words = cells.get("sentence", "").strip(), cells.get("codes", "").strip()
        if not words:
            continue
        place = Place(str(path), line)
        found = list(_problems(place, (key, words), kept["items"], codebook))
        problems += found
        if not found:
            answers[key] = _codes(words, codebook)
    if problems:
        raise ProblemsError(path, problems)
    keep_sample(project, kept | {"answers": answers}, by=by, action="validate")
    return Reading(len(answers), len(kept["items"]) - len(answers))


def _sheet_rows(
    document: Document, wanted: Sequence[tuple[str, int]], kept: Mapping[str, Any]
) -> Iterator[tuple[str, ...]]:
    for key, number in sorted(wanted, key=lambda each: each[1]):
        shown = reading_of(document, number, key, kept["answers"].get(key))
        yield (
            *(shown.key, shown.document, shown.subject, shown.question),
            *(shown.before, shown.words, shown.after),
            "" if shown.answer is None else " ".join(shown.answer) or "-",
        )


def _codes(words: str, codebook: Codebook) -> list[str]:
    return codes_of(words, lambda word: _leaf(word, codebook) or word)


def _leaf(word: str, codebook: Codebook) -> str:
    """Return the leaf code that a word names, by id or name; empty when there is none."""
    named = {
        title.casefold(): code.id
        for code in codebook.leaves
        for title in (code.id, code.name.zh, code.name.en)
        if title
    }
    return named.get(word.casefold(), "")


def _problems(
    place: Place, answer: tuple[str, str], items: Mapping[str, Any], codebook: Codebook
) -> Iterator[Problem]:
    """Yield what is wrong with an answer: a sentence or codes that are not there."""
    key, words = answer
    if key not in items:
        yield Problem(place, f"{key!r} is not a sentence of the sample")
    elif words.casefold() not in NOTHING:
        known = [code.id for code in codebook.leaves]
        for word in SEPARATOR.split(words):
            if word and not _leaf(word, codebook):
                yield Problem(place, f"no code {word!r}", did_you_mean(word, known))


_SHEET = texts(
    ("sentence", "句"),
    ("document", "材料"),
    ("subject", "主体"),
    ("question", "问题"),
    ("before", "前文"),
    ("words", "原话"),
    ("after", "后文"),
    ("codes", "编码（填写）"),
)
