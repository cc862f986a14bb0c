"""What stands in the margins of a text document, from whatever word processor it comes.

A comment hangs on a stretch of characters, and a stretch may go through several
paragraphs; so the paragraphs are put together here and each stretch is found in the whole.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from qualcode.transcripts.content import Remark
from qualcode.transcripts.formats.prose import lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from qualcode.transcripts.content import Content
    from qualcode.transcripts.formats.prose import Block


@dataclass(slots=True)
class Paragraph:
    """One paragraph."""

    text: str
    begun: list[tuple[str, int]] = field(default_factory=list)
    """Comments that begin here: id and character."""
    ended: list[tuple[str, int]] = field(default_factory=list)
    """Comments that end here."""
    notes: list[str] = field(default_factory=list)
    """Footnotes and endnotes that are called here: kind and id, such as ``footnote 2``."""


Row = list[list[Paragraph]]
"""The cells of a row, each with its paragraphs."""


class Comment(NamedTuple):
    """What somebody wrote in the margin."""

    text: str
    author: str
    at: str


@dataclass
class Margins:
    """What was gathered of a document's blocks."""

    blocks: list[Block] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    _begun: dict[str, int] = field(default_factory=dict)
    """Where each comment begins, in the running text of all blocks."""
    _ended: dict[str, int] = field(default_factory=dict)
    _length: int = 0

    def take(self, block: Paragraph | list[Row]) -> None:
        """Take a paragraph or a table."""
        if isinstance(block, Paragraph):
            self._remember(block, self._length, self._length + len(block.text))
            self._add(block.text)
            return
        rows = [["\n".join(p.text for p in cell).strip() for cell in row] for row in block]
        whole = lines_of(rows)
        here = 0
        for paragraph in (p for row in block for cell in row for p in cell):
            # A table's cells are joined elsewhere; each paragraph is found again in order.
            at = whole.find(paragraph.text, here) if paragraph.text else -1
            here = here if at < 0 else at + len(paragraph.text)
            start = self._length + max(at, 0)
            self._remember(paragraph, start, start + len(paragraph.text))
        self._add(rows)

    def remarks(self, comments: Mapping[str, Comment], content: Content) -> Iterator[Remark]:
        """Yield the comments with the words they are on, in order.

        Args:
            comments: What they say, by id.
            content: What was made of the blocks.
        """
        running = "\n".join(map(lines_of, self.blocks))
        for name in sorted(comments.keys() & self._begun.keys(), key=self._begun.__getitem__):
            start = self._begun[name]
            quote = running[start : self._ended.get(name, start)]
            if comments[name].text and quote.strip():
                yield Remark(quote, *comments[name], start if content.text else -1)

    def _add(self, block: Block) -> None:
        self.blocks.append(block)
        self._length += len(lines_of(block)) + 1

    def _remember(self, paragraph: Paragraph, start: int, end: int) -> None:
        self.notes += paragraph.notes
        for name, at in paragraph.begun:
            self._begun[name] = start + at
        for name, at in paragraph.ended:
            self._ended.setdefault(name, start + at)
            if self._begun.get(name, end) >= self._ended[name]:
                # A comment without a stretch of its own is about its paragraph.
                self._begun[name], self._ended[name] = start, end
