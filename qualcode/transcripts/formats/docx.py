"""Word files: their words as Word shows them, footnotes and comments apart.

Read directly, since the libraries lose content controls or tracked insertions, put
page headers into the text, or do not say where a comment stands.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from qualcode.errors import DataError
from qualcode.transcripts.formats.archive import open_archive, read_member
from qualcode.transcripts.formats.margins import Comment, Margins, Paragraph
from qualcode.transcripts.formats.prose import content_of
from qualcode.transcripts.formats.word_numbering import Numbering
from qualcode.transcripts.formats.word_text import WORD, blocks_of
from qualcode.transcripts.formats.xml import parse_xml

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator

    from qualcode.transcripts.content import Content
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
        margins = Margins()
        for block in blocks_of(parts.root("document"), Numbering(parts.root("numbering"))):
            margins.take(block)
        content = content_of("docx", margins.blocks, path=path, options=options)
        return replace(
            content,
            notes=tuple(_notes(margins.notes, parts)),
            comments=tuple(margins.remarks(_comments(parts), content)),
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


def _comments(parts: _Parts) -> dict[str, Comment]:
    return {
        name: Comment(words, each.get(f"{WORD}author", "").strip(), each.get(f"{WORD}date", ""))
        for name, (each, words) in parts.texts("comments", "comment").items()
    }
