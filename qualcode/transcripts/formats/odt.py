"""OpenDocument text: the paragraphs of `content.xml`, in order.

Read directly, since it is a page of code and the one library is abandoned. Deleted
passages and comments are left out: they were not said. Footnotes stand behind the talk.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from qualcode.errors import DataError
from qualcode.transcripts.formats.archive import open_archive, read_member
from qualcode.transcripts.formats.prose import content_of
from qualcode.transcripts.formats.xml import descendants, local_name, parse_xml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qualcode.transcripts.content import Content
    from qualcode.transcripts.options import ReadingOptions

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_SILENT = frozenset({"annotation", "annotation-end", "note", "tracked-changes", "ruby-text"})
_BLANKS = re.compile(r"[ \t\r\n]+")
_MOST_REPEATED = 1000
"""Blanks or cells that one element may stand for."""


def read_odt(data: bytes, *, path: str, options: ReadingOptions) -> Content:
    """Read an OpenDocument text.

    Raises:
        DataError: It is no such file, is damaged or encrypted, or has no text.
    """
    with open_archive(data, path=path, kind="OpenDocument .odt", limit=options.max_bytes) as file:
        tree = parse_xml(read_member(file, "content.xml", path=path), path=path)
    body = tree.find(f".//{_OFFICE}text")
    if body is None:
        raise DataError(f"{path} is not an OpenDocument text", hint="save it as .odt or .docx")
    content = content_of("odt", list(_blocks(body)), path=path, options=options)
    return replace(content, notes=tuple(_notes(body)))


def _notes(body: Any) -> Iterator[str]:
    """Yield footnotes and endnotes in the order of their calls."""
    for number, note in enumerate(body.iter(f"{_TEXT}note"), 1):
        paragraphs = [_inline(p) for part in descendants(note, "note-body") for p in part]
        if any(words.strip() for words in paragraphs):
            yield f"[{number}] " + "\n".join(paragraphs).strip()


def _blocks(element: Any) -> Iterator[str | list[list[str]]]:
    """Yield paragraphs as text and tables as rows of cells."""
    for child in element:
        kind = local_name(child)
        if kind in {"p", "h"}:
            yield _inline(child)
        elif kind == "table":
            yield [_row(row) for row in child.iter(f"{_TABLE}table-row")]
        elif kind not in _SILENT:
            yield from _blocks(child)


def _row(row: Any) -> list[str]:
    cells = (cell for cell in row if local_name(cell) == "table-cell")
    return ["\n".join(_inline(p) for p in descendants(cell, "p")) for cell in cells]


def _inline(element: Any) -> str:
    """Return the words of a paragraph, with its tabs, runs of blanks and line breaks."""
    parts = [_one_blank(element.text)]
    for child in element:
        parts += [_special(child), _one_blank(child.tail)]
    return "".join(parts)


def _one_blank(text: str | None) -> str:
    """Return text with each run of blanks as one: more of them are written as elements."""
    return _BLANKS.sub(" ", text) if text else ""


def _special(child: Any) -> str:
    kind = local_name(child)
    if kind == "s":
        count = child.get(f"{_TEXT}c", "1")
        return " " * min(int(count), _MOST_REPEATED) if count.isdecimal() else " "
    if kind in {"tab", "line-break"}:
        return "\t" if kind == "tab" else "\n"
    return "" if kind in _SILENT or not kind else _inline(child)
