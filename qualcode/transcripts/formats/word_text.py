"""The words of a Word file's `document.xml`, in order, with what hangs on them.

What was inserted with tracked changes is there, what was deleted is not, as Word shows
it when all changes are accepted. Footnotes and comments are kept apart from the words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qualcode.transcripts.formats.margins import Paragraph
from qualcode.transcripts.formats.xml import local_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qualcode.transcripts.formats.margins import Row
    from qualcode.transcripts.formats.word_numbering import Numbering

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_INSIDE_NAMES = """
    ins moveTo sdt sdtContent smartTag hyperlink fldSimple customXml bdo dir ruby rubyBase
    object body document
"""
_INSIDE = frozenset(_INSIDE_NAMES.split())
"""Elements that only surround what was written."""
_BOXES = frozenset({"drawing", "pict", "AlternateContent", "Choice", "txbxContent"})
_SIGNS = {"tab": "\t", "cr": "\n", "noBreakHyphen": "-"}


def blocks_of(root: Any, numbering: Numbering) -> Iterator[Paragraph | list[Row]]:
    """Yield the paragraphs and tables of a document."""
    held: Paragraph | None = None
    for element in _block_elements(root):
        if local_name(element) == "tbl":
            if held:
                yield held
                held = None
            yield [list(_cells(row, numbering)) for row in _rows(element)]
            continue
        paragraph, boxes = _paragraph(element, numbering)
        held = _together(held, paragraph) if held else paragraph
        if not _is_merged(element):
            yield held
            held = None
        for box in boxes:
            yield from blocks_of(box, numbering)
    if held:
        yield held


def _block_elements(parent: Any) -> Iterator[Any]:
    for child in parent:
        kind = local_name(child)
        if kind in {"p", "tbl"}:
            yield child
        elif kind in _INSIDE:
            yield from _block_elements(child)


def _rows(table: Any) -> Iterator[Any]:
    for child in table:
        kind = local_name(child)
        if kind == "tr" and child.find(f"{WORD}trPr/{WORD}del") is None:
            yield child
        elif kind in _INSIDE:
            yield from _rows(child)


def _cells(row: Any, numbering: Numbering) -> Iterator[list[Paragraph]]:
    for child in row:
        kind = local_name(child)
        if kind == "tc":
            yield list(_flat(child, numbering))
        elif kind in _INSIDE:
            yield from _cells(child, numbering)


def _flat(cell: Any, numbering: Numbering) -> Iterator[Paragraph]:
    """Yield the paragraphs of a cell, those of tables within it too."""
    for block in blocks_of(cell, numbering):
        if isinstance(block, Paragraph):
            yield block
        else:
            yield from (paragraph for row in block for inner in row for paragraph in inner)


def _is_merged(element: Any) -> bool:
    """Tell whether the end of a paragraph was deleted, so that the next one goes on with it."""
    return element.find(f"{WORD}pPr/{WORD}rPr/{WORD}del") is not None


def _together(first: Paragraph, second: Paragraph) -> Paragraph:
    by = len(first.text)
    return Paragraph(
        first.text + second.text,
        first.begun + [(name, at + by) for name, at in second.begun],
        first.ended + [(name, at + by) for name, at in second.ended],
        first.notes + second.notes,
    )


def _paragraph(element: Any, numbering: Numbering) -> tuple[Paragraph, list[Any]]:
    walk = _Walk()
    walk.say(numbering.label(element))
    walk.inside(element)
    return Paragraph("".join(walk.parts), walk.begun, walk.ended, walk.notes), walk.boxes


class _Walk:
    """A walk through one paragraph."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.begun: list[tuple[str, int]] = []
        self.ended: list[tuple[str, int]] = []
        self.notes: list[str] = []
        self.boxes: list[Any] = []
        """Text boxes, which stand behind the paragraph that holds them."""
        self._length = 0

    def say(self, text: str) -> None:
        """Take words."""
        self.parts.append(text)
        self._length += len(text)

    def inside(self, element: Any) -> None:
        """Take the words of an element."""
        for child in element:
            self._take(child, local_name(child))

    def _take(self, child: Any, kind: str) -> None:
        if kind == "t":
            self.say((child.text or "").replace("\r", ""))
        elif kind == "r" or kind in _INSIDE:
            self.inside(child)
        elif kind == "br":
            self.say("" if child.get(f"{WORD}type") in {"page", "column"} else "\n")
        elif kind in _SIGNS:
            self.say(_SIGNS[kind])
        elif kind == "commentRangeStart":
            self.begun.append((child.get(f"{WORD}id", ""), self._length))
        elif kind in {"commentRangeEnd", "commentReference"}:
            self.ended.append((child.get(f"{WORD}id", ""), self._length))
        elif kind in {"footnoteReference", "endnoteReference"}:
            self.notes.append(f"{kind.removesuffix('Reference')} {child.get(f'{WORD}id', '')}")
        elif kind in _BOXES:
            self._box(child)

    def _box(self, element: Any) -> None:
        """Take the text boxes of a drawing; a fallback says the same again."""
        if local_name(element) == "txbxContent":
            self.boxes.append(element)
            return
        for child in element:
            if local_name(child) != "Fallback":
                self._box(child)
