"""Codebooks in and out: tables, Taguette, REFI-QDA and JSON on one side, our YAML on the other."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from qualcode import __version__
from qualcode.codebook.flat import COLUMNS, flat_rows, yaml_of_rows
from qualcode.codebook.reader import read_codebook_text
from qualcode.codebook.writer import codebook_record, dump
from qualcode.errors import DataError, ProblemsError, Severity, UnknownNameError
from qualcode.exchange.codebooks.tables import read_rows, to_csv, to_markdown, to_xlsx
from qualcode.exchange.codebooks.taguette import from_taguette, is_taguette, to_taguette
from qualcode.exchange.refi.codebook import from_qdc, to_qdc

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from qualcode.model.codebook import Codebook

_SHOWN = 5
"""Faults that are told: what is missing is missing in a thousand patterns."""


def import_codebook(path: Path, *, head: Codebook | None = None) -> str:
    """Return the YAML of a codebook that comes as a table, ``.qdc`` or JSON.

    Args:
        path: The file; its ending tells what it is.
        head: A codebook that gives subjects, word sets and all else but the codes.

    Raises:
        DataError: When the file cannot be read.
        ProblemsError: When what it says is no codebook; the places are those of the YAML.
    """
    suffix = path.suffix.lower()
    if suffix == ".json":
        text = dump(_json(path))
    elif suffix == ".qdc":
        text = yaml_of_rows(from_qdc(_bytes(path)), name=path.stem, head=head)
    else:
        rows = read_rows(path)
        rows = from_taguette(rows) if is_taguette(rows) else rows
        text = yaml_of_rows(rows, name=path.stem, head=head)
    codebook, problems = read_codebook_text(text, path=f"{path} as YAML")
    if codebook is None:
        errors = [each for each in problems if each.severity is Severity.ERROR]
        hint = "word sets, subjects and theories come from another codebook with --like FILE"
        raise ProblemsError(path, errors, hint=hint, shown=_SHOWN)
    return text


def export_codebook(codebook: Codebook, form: str) -> bytes:
    """Return a codebook in another format.

    Raises:
        UnknownNameError: When there is no such format.
        DataError: When the format cannot hold the codebook.
    """
    if form not in FORMATS:
        raise UnknownNameError("format", form, FORMATS)
    return FORMATS[form](codebook)


def _json(path: Path) -> dict[str, object]:
    try:
        record = json.loads(_bytes(path).decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise DataError(f"{path} is not JSON: {error}") from error
    if not isinstance(record, dict):
        raise DataError(f"{path} holds no codebook", hint="`qualcode codebook export` writes one")
    return record


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise DataError(f"cannot read {path}: {error.strerror}") from error


def _to_qdc(codebook: Codebook) -> bytes:
    rows = {row["code"]: row for row in flat_rows(codebook)}
    return to_qdc(codebook, rows, origin=f"qualcode {__version__}")


def _to_json(codebook: Codebook) -> bytes:
    record = codebook_record(codebook)
    return (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode()


FORMATS: dict[str, Callable[[Codebook], bytes]] = {
    "csv": lambda book: to_csv(COLUMNS, flat_rows(book)),
    "xlsx": lambda book: to_xlsx(COLUMNS, flat_rows(book)),
    "md": lambda book: to_markdown(COLUMNS, flat_rows(book)),
    "json": _to_json,
    "qdc": _to_qdc,
    "taguette": to_taguette,
}
"""What a codebook can be written as, by name; all but ``taguette`` are endings of files too."""
