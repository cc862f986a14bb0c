"""PDF, by pypdfium2: the right reading order, and lines put back together into turns.

A page is set in lines, so a turn comes as many of them; what stands at the edges of
pages (running titles, page and line numbers) comes between. Both are undone before
turns are looked for.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from contextlib import closing
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from qualcode.errors import DataError
from qualcode.transcripts.content import Content
from qualcode.transcripts.joining import join_words
from qualcode.transcripts.labels import may_be_label
from qualcode.transcripts.shapes import SHAPES, STAMP_LINE, find_marks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qualcode.transcripts.options import ReadingOptions

_MOST_PAGES = 5000
_FEW_CHARACTERS = 10
"""Characters on a page below which it is a picture of a page."""
_FULL = 0.8
"""Share of the widest line from which a line was broken by the margin."""
_PAGE_NUMBER = re.compile(
    r"^(?:第\s*\d+\s*页(?:\s*[/／,，共]\s*共?\s*\d+\s*页)?|[-–—]?\s*\d{1,4}\s*[-–—]?"
    r"|\d{1,4}\s*/\s*\d{1,4}|[Pp]age\s+\d+(?:\s+of\s+\d+)?)$"
)
_NUMBER = re.compile(r"^\d{1,5}$")
_RUN = 3
"""Lines of bare numbers in a row that are line numbers from the margin."""
_BEFORE_LABEL = tuple('。？！?!.…”"」)）]】—-,，')
"""How the line before a label may end; mid-sentence, `label:` is part of the sentence."""


def read_pdf(data: bytes, *, path: str, options: ReadingOptions) -> Content:
    """Read a PDF with a text layer.

    Raises:
        DataError: It is no PDF, is damaged or encrypted, or holds pictures of pages only.
    """
    pages = _pages(data, path, options.max_bytes)
    empty = [n for n, page in enumerate(pages, 1) if len("".join(page.split())) < _FEW_CHARACTERS]
    if len(empty) == len(pages):
        raise DataError(
            f"{path} has no text layer: its pages are pictures",
            hint="recognise the text first (OCR), and save it as .docx or .txt",
        )
    warnings = [f"page {n} has no text: is it a picture?" for n in empty[:5]]
    parts: list[str] = []
    places: list[tuple[int, str]] = []
    here = 0
    for whole in _joined(_without_edges([_lines(page) for page in pages])):
        places += [(here + at, f"page {page}") for at, page in whole.pages]
        parts.append(whole.text)
        here += len(whole.text) + 1
    text = "\n".join(parts)
    return Content("pdf", "utf-8", text=text, places=_changes(places), warnings=tuple(warnings))


class _Line(NamedTuple):
    """A line of a page."""

    page: int
    text: str


class _Whole(NamedTuple):
    """Lines put together, and on which pages they were."""

    text: str
    pages: list[tuple[int, int]]
    """Character and page, from the first on."""


def _changes(places: Sequence[tuple[int, str]]) -> tuple[tuple[int, str], ...]:
    """Keep the places at which a page begins."""
    return tuple(next(same) for _, same in groupby(places, key=itemgetter(1)))


def _pages(data: bytes, path: str, limit: int) -> list[str]:
    import pypdfium2

    try:
        with closing(pypdfium2.PdfDocument(data)) as document:
            if len(document) > _MOST_PAGES:
                raise DataError(f"{path} has {len(document):,} pages; the limit is {_MOST_PAGES:,}")
            return list(_texts(document, path, limit))
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise DataError(
            f"{path} is {'locked with a password' if locked else 'no PDF, or is damaged'}",
            hint="save it without a password" if locked else "export it again",
        ) from None


def _texts(document: Any, path: str, limit: int) -> Iterator[str]:
    size = 0
    for number in range(len(document)):
        with closing(document[number]) as page, closing(page.get_textpage()) as text:
            said = text.get_text_range()
        size += len(said)
        if size > limit:
            raise DataError(f"{path} holds more text than the limit of {limit:,} bytes")
        yield said


def _lines(page: str) -> list[str]:
    # U+FFFE and U+0002 are how the library writes a hyphen at the end of a line.
    text = page.replace("\r\n", "\n").replace("\r", "\n").replace("\ufffe", "-")
    kept = (char for char in text if char == "\n" or unicodedata.category(char) != "Cc")
    return [line.strip() for line in "".join(kept).split("\n")]


def _without_edges(pages: Sequence[list[str]]) -> list[_Line]:
    """Drop what the edge of a page holds: running titles, page numbers, line numbers."""
    bodies = [_without_numbers([line for line in page if line]) for page in pages]
    tops = Counter(page[0] for page in bodies if page)
    bottoms = Counter(page[-1] for page in bodies if page)
    often = max(3, len(pages) // 2)
    lines: list[_Line] = []
    for number, page in enumerate(bodies, 1):
        body = page
        if body and tops[body[0]] >= often:
            body = _without_numbers(body[1:])
        if body and bottoms[body[-1]] >= often:
            body = _without_numbers(body[:-1])
        lines += [_Line(number, line) for line in body]
    return lines


def _without_numbers(lines: list[str]) -> list[str]:
    """Drop a page number, or a column of line numbers, at the top and at the bottom."""
    first, last = 0, len(lines)
    while last > first and _NUMBER.match(lines[last - 1]):
        last -= 1
    if len(lines) - last < _RUN:
        last = len(lines)
        last -= bool(lines) and bool(_PAGE_NUMBER.match(lines[-1]))
    first += first < last and bool(_PAGE_NUMBER.match(lines[first]))
    return lines[first:last]


def _joined(lines: Sequence[_Line]) -> Iterator[_Whole]:
    """Put lines together that the margin broke."""
    widest = max((_width(line.text) for line in lines), default=0)
    whole, before = _Whole("", []), ""
    for page, line in lines:
        if before and _width(before) >= _FULL * widest and not _begins(line, before):
            text = join_words(whole.text, line)
            whole = _Whole(text, [*whole.pages, (len(text) - len(line), page)])
        else:
            if whole.text:
                yield whole
            whole = _Whole(line, [(0, page)])
        before = line
    if whole.text:
        yield whole


def _begins(line: str, before: str) -> bool:
    """Tell whether a line begins a turn: with a label or a time stamp."""
    padded = "\n" + line
    if STAMP_LINE.match(padded):
        return True
    marks = [mark for mark in find_marks(SHAPES[0], padded) if mark.start == 0]
    return any(may_be_label(mark.label) for mark in marks) and before.endswith(_BEFORE_LABEL)


def _width(line: str) -> int:
    """Return how wide a line is set: Chinese characters are twice as wide."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in line)
