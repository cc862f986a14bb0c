"""Word files: their words as Word shows them, footnotes and comments apart.

Read directly, since the libraries lose content controls or tracked insertions, put
page headers into the text, or do not say where a comment stands.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from qualcode.errors import DataError
from qualcode.transcripts.content import Remark
from qualcode.transcripts.formats.archive import open_archive, read_member
from qualcode.transcripts.formats.prose import Block, content_of, lines_of
from qualcode.transcripts.formats.word_numbering import Numbering
from qualcode.transcripts.formats.word_text import WORD, Paragraph, blocks_of
from qualcode.transcripts.formats.xml import parse_xml

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator

    from qualcode.transcripts.content import Content
    from qualcode.transcripts.formats.word_text import Row
    from qualcode.transcripts.options import ReadingOptions

_DOCUMENT = "word/document.xml"


def read_docx(data: bytes, *, path: str, options: ReadingOptions) -> Content:
    """Read a Word file.

    Raises:
        DataError: It is no Word file, is damaged or encrypted, or has no text.
    """
    with open_archive(data, path=path, kind="Word .docx", limit=options.max_bytes) as archive:
        if _DOCUMENT not in archive.namelist():
            raise DataError(f"{path} is not a Word .docx file", hint="save it as .docx in Word")
        parts = _Parts(archive, path)
        reading = _Reading()
        for block in blocks_of(parts.root("document"), Numbering(parts.root("numbering"))):
            reading.take(block)
        content = content_of("docx", reading.blocks, path=path, options=options)
        return replace(
            content,
            notes=tuple(_notes(reading.notes, parts)),
            comments=tuple(_comments(reading, parts, content)),
        )


class _Parts:
    """The XML parts of a Word file."""

    def __init__(self, archive: zipfile.ZipFile, path: str) -> None:
        self._archive = archive
        self._path = path
        self._names = frozenset(archive.namelist())

    def root(self, name: str) -> Any:
        """Return the root of a part; ``None`` where there is no such part.

        Raises:
            DataError: The part is damaged.
        """
        member = f"word/{name}.xml"
        if member not in self._names:
            return None
        data = read_member(self._archive, member, path=self._path)
        try:
            return parse_xml(data, path=member)
        except DataError as error:
            raise DataError(
                f"{self._path} is damaged: {error}", hint="open it in Word and save it again"
            ) from None

    def texts(self, name: str, element: str) -> dict[str, tuple[Any, str]]:
        """Return the elements of a part and their words, by id."""
        root = self.root(name)
        if root is None:
            return {}
        return {
            each.get(f"{WORD}id", ""): (each, "\n".join(_words(each)).strip())
            for each in root.findall(f"{WORD}{element}")
        }


def _words(element: Any) -> Iterator[str]:
    for block in blocks_of(element, Numbering()):
        if isinstance(block, Paragraph):
            yield block.text


@dataclass
class _Reading:
    """What was gathered of a document's blocks."""

    blocks: list[Block] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    begun: dict[str, int] = field(default_factory=dict)
    """Where each comment begins, in the running text of all blocks."""
    ended: dict[str, int] = field(default_factory=dict)
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

    def _add(self, block: Block) -> None:
        self.blocks.append(block)
        self._length += len(lines_of(block)) + 1

    def _remember(self, paragraph: Paragraph, start: int, end: int) -> None:
        self.notes += paragraph.notes
        for name, at in paragraph.begun:
            self.begun[name] = start + at
        for name, at in paragraph.ended:
            self.ended.setdefault(name, start + at)
            if self.begun.get(name, end) >= self.ended[name]:
                # A comment without a stretch of its own is about its paragraph.
                self.begun[name], self.ended[name] = start, end


def _notes(called: list[str], parts: _Parts) -> Iterator[str]:
    """Yield footnotes and endnotes in the order of their calls."""
    texts = {
        f"{kind} {name}": words
        for kind in ("footnote", "endnote")
        for name, (_, words) in parts.texts(f"{kind}s", kind).items()
    }
    for number, name in enumerate(dict.fromkeys(called), 1):
        if texts.get(name):
            yield f"[{number}] {texts[name]}"


def _comments(reading: _Reading, parts: _Parts, content: Content) -> Iterator[Remark]:
    running = "\n".join(map(lines_of, reading.blocks))
    found = parts.texts("comments", "comment")
    for name in sorted(found.keys() & reading.begun.keys(), key=reading.begun.__getitem__):
        element, words = found[name]
        start = reading.begun[name]
        quote = running[start : reading.ended.get(name, start)]
        author = element.get(f"{WORD}author", "").strip()
        at = element.get(f"{WORD}date", "")
        if words and quote.strip():
            yield Remark(quote, words, author, at, start if content.text else -1)
