"""Web pages: block elements become paragraphs, tables stay tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from qualcode.errors import DataError
from qualcode.transcripts.encodings import decode
from qualcode.transcripts.formats.prose import Block, content_of, lines_of
from qualcode.transcripts.formats.text import lost

if TYPE_CHECKING:
    from qualcode.transcripts.content import Content
    from qualcode.transcripts.options import ReadingOptions

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([A-Za-z0-9_-]+)", re.IGNORECASE)
_SILENT = frozenset({"script", "style", "head", "template", "noscript", "nav"})
_BLOCK_NAMES = (
    "p div h1 h2 h3 h4 h5 h6 li ul ol dl dt dd section article header footer main aside"
    " blockquote pre figure figcaption tr td th body html form address hr"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_DEEPEST = 400
"""Elements within elements; a page of people has some dozens."""


def read_html(data: bytes, *, path: str, options: ReadingOptions) -> Content:
    """Read a web page.

    Raises:
        DataError: The bytes are no text, or there is nothing to read in them.
    """
    from dataclasses import replace

    from lxml import etree, html

    said = _CHARSET.search(data[:4096])
    named = options.encoding or (said[1].decode("ascii") if said else None)
    decoded = decode(data, path=path, encoding=named, replace=options.replace)
    try:
        # As bytes: lxml refuses text that declares an encoding.
        root = html.fromstring(
            decoded.text.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8")
        )
    except (etree.ParserError, ValueError) as error:
        raise DataError(f"{path} cannot be read as HTML: {error}") from None
    walk = _Walk()
    walk.enter(root, 0)
    walk.end_paragraph()
    content = content_of("html", walk.blocks, path=path, options=options)
    return replace(content, encoding=decoded.encoding, warnings=lost(decoded))


class _Walk:
    """A walk through a page that gathers its paragraphs and tables."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._words: list[str] = []

    def enter(self, element: Any, depth: int) -> None:
        """Take an element and all that is in it."""
        tag = element.tag if isinstance(element.tag, str) else ""
        if not tag or tag in _SILENT:
            return
        rows = _rows(element, depth) if tag == "table" else []
        if any(len(row) > 1 for row in rows):
            self.end_paragraph()
            self.blocks.append(rows)
        elif depth > _DEEPEST:
            self._say("".join(element.itertext()))
        else:
            self._inside(element, tag, depth)

    def end_paragraph(self) -> None:
        """Close the paragraph, if anything is in it."""
        lines = (" ".join(line.split()) for line in "".join(self._words).split("\n"))
        text = "\n".join(lines).strip()
        self._words.clear()
        if text:
            self.blocks.append(text)

    def _inside(self, element: Any, tag: str, depth: int) -> None:
        if tag in _BLOCKS:
            self.end_paragraph()
        elif tag == "br":
            self._words.append("\n")
        self._say(element.text)
        for child in element:
            self.enter(child, depth + 1)
            self._say(child.tail)
        if tag in _BLOCKS:
            self.end_paragraph()

    def _say(self, text: str | None) -> None:
        # A line feed in the source of a page is a blank.
        if text:
            self._words.append(re.sub(r"\s+", " ", text))


def _rows(table: Any, depth: int) -> list[list[str]]:
    """Return the cells of a table, without the rows of tables within it."""
    own = (row for row in table.iter("tr") if next(row.iterancestors("table")) is table)
    return [[_cell(cell, depth) for cell in row if cell.tag in {"td", "th"}] for row in own]


def _cell(cell: Any, depth: int) -> str:
    walk = _Walk()
    walk.enter(cell, depth + 1)
    walk.end_paragraph()
    return "\n".join(map(lines_of, walk.blocks))
