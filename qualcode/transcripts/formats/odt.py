"""OpenDocument text: the paragraphs of `content.xml`, in order.

Read directly, since it is a page of code and the one library is abandoned. Deleted
passages are left out: they were not said. Footnotes stand behind the talk, comments apart.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from qualcode.errors import DataError
from qualcode.transcripts.formats.archive import open_archive, read_member
from qualcode.transcripts.formats.margins import Comment, Margins, Paragraph
from qualcode.transcripts.formats.prose import content_of
from qualcode.transcripts.formats.xml import descendants, local_name, parse_xml

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from qualcode.transcripts.content import Content
    from qualcode.transcripts.formats.margins import Row
    from qualcode.transcripts.options import ReadingOptions

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_NAME = f"{_OFFICE}name"
_DC = "{http://purl.org/dc/elements/1.1/}"
_SILENT = frozenset({"annotation", "annotation-end", "note", "tracked-changes", "ruby-text"})
_BLANK = {"s": " ", "tab": "\t", "line-break": "\n"}
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
    comments = _comments(body)
    margins = Margins()
    for block in _blocks(body, {name.get(_NAME) for name in descendants(body, "annotation-end")}):
        margins.take(block)
    content = content_of("odt", margins.blocks, path=path, options=options)
    return replace(
        content,
        notes=tuple(_notes(body)),
        comments=tuple(margins.remarks(comments, content)),
    )


def _comments(body: Any) -> dict[str, Comment]:
    """Return what is written in the margin by its name, and give one to what has none."""
    found: dict[str, Comment] = {}
    for number, note in enumerate(body.iter(f"{_OFFICE}annotation")):
        note.set(_NAME, note.get(_NAME, f"unnamed {number}"))
        words = "\n".join(map(_words, descendants(note, "p"))).strip()
        author, at = (note.findtext(f"{_DC}{each}", "").strip() for each in ("creator", "date"))
        found[note.get(_NAME)] = Comment(words, author, at)
    return found


def _notes(body: Any) -> Iterator[str]:
    """Yield footnotes and endnotes in the order of their calls."""
    for number, note in enumerate(body.iter(f"{_TEXT}note"), 1):
        paragraphs = [_words(p) for part in descendants(note, "note-body") for p in part]
        if any(words.strip() for words in paragraphs):
            yield f"[{number}] " + "\n".join(paragraphs).strip()


def _blocks(element: Any, ends: Collection[str]) -> Iterator[Paragraph | list[Row]]:
    """Yield paragraphs and tables.

    Args:
        element: What they are in.
        ends: The names of comments that hang on a stretch, whose end is somewhere.
    """
    for child in element:
        kind = local_name(child)
        if kind in {"p", "h"}:
            yield _paragraph(child, ends)
        elif kind == "table":
            yield [_row(row, ends) for row in child.iter(f"{_TABLE}table-row")]
        elif kind not in _SILENT:
            yield from _blocks(child, ends)


def _row(row: Any, ends: Collection[str]) -> Row:
    cells = (cell for cell in row if local_name(cell) == "table-cell")
    return [
        [_paragraph(p, ends) for p in descendants(cell, "p") if not _is_aside(p)] for cell in cells
    ]


def _is_aside(element: Any) -> bool:
    """Tell whether something stands in a comment or footnote."""
    return any(local_name(each) in _SILENT for each in element.iterancestors())


def _words(element: Any) -> str:
    return _paragraph(element, ()).text


def _paragraph(element: Any, ends: Collection[str]) -> Paragraph:
    """Return a paragraph with its tabs, runs of blanks, line breaks and comments."""
    paragraph = Paragraph("")
    _walk(element, paragraph, ends)
    return paragraph


def _walk(element: Any, paragraph: Paragraph, ends: Collection[str]) -> None:
    paragraph.text += _one_blank(element.text)
    for child in element:
        kind = local_name(child)
        place = (child.get(_NAME), len(paragraph.text))
        if kind == "annotation":
            paragraph.begun.append(place)
        if kind == "annotation-end" or (kind == "annotation" and place[0] not in ends):
            paragraph.ended.append(place)
        if kind in _BLANK:
            paragraph.text += _BLANK[kind] * _count(child)
        elif kind and kind not in _SILENT:
            _walk(child, paragraph, ends)
        paragraph.text += _one_blank(child.tail)


def _one_blank(text: str | None) -> str:
    """Return text with each run of blanks as one: more of them are written as elements."""
    return _BLANKS.sub(" ", text) if text else ""


def _count(blank: Any) -> int:
    count = blank.get(f"{_TEXT}c", "1")
    return min(int(count), _MOST_REPEATED) if count.isdecimal() else 1
