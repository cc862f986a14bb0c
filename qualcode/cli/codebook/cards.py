"""The full card of one code: all that the codebook says of it, and its counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.analysis.table import Cell, ResultTable, texts
from qualcode.codebook.schema import NO_HIT
from qualcode.codebook.snippets import pattern_on_one_line
from qualcode.model.codebook import parent
from qualcode.model.label import Label, case_count

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from qualcode.model.codebook import Code, Codebook, Example
    from qualcode.workflow.cards import Counts


def card_table(book: Codebook, code: Code, counts: Counts | None) -> ResultTable:
    """Return a code as a table of its fields: one row for each that says something.

    Args:
        book: The codebook.
        code: The code, or a family.
        counts: What it has come to in a project; None outside of one.
    """
    name = " / ".join(dict.fromkeys(filter(None, (code.name.zh, code.name.en))))
    rows = [
        (_NAMES.get(field, field), item, text)
        for field, item, text in (*_fields(book, code), *(_counted(counts) if counts else ()))
        if text
    ]
    return ResultTable(
        "card", Label(f"{code.id}  {name}", f"{code.id}  {name}"), _COLUMNS, tuple(rows)
    )


def _fields(book: Codebook, code: Code) -> Iterator[tuple[str, str, Cell]]:
    """Yield field, item and text; an item tells what of several a text is."""
    yield "id", "", code.id
    yield "path", "", code.path
    yield "kind", "", code.kind.value
    yield "theory", "", ", ".join((*code.theory, code.construct) if code.construct else code.theory)
    for field in ("name", "definition", "include", "exclude"):
        label: Label = getattr(code, field)
        yield field, "zh", label.zh
        yield field, "en", label.en
    for other in code.opposite:
        known = book.by_id.get(other)
        yield "opposite", other, known.name.zh or known.name.en if known else other
    yield "said_by", "", ", ".join(code.said_by)
    yield "about", "", ", ".join(code.about)
    yield "codes", "", ", ".join(each.id for each in book.codes if parent(each.path) == code.path)
    for field in ("patterns", "masks"):
        for pattern in getattr(code, field):
            yield field, pattern.language, pattern_on_one_line(pattern)
    for field in ("examples", "non_examples"):
        for example in getattr(code, field):
            yield field, _told(example), example.text


def _told(example: Example) -> str:
    status = example.status.value if example.status else NO_HIT
    return ", ".join(filter(None, (status, example.speaker, example.asked, example.why)))


def _counted(counts: Counts) -> Iterator[tuple[str, str, Cell]]:
    yield (
        "counts",
        "",
        (
            f"{case_count(counts.codings, 'coding')}, {case_count(counts.documents, 'document')};"
            f" tables count {counts.counted} of {case_count(counts.persons, 'person')}"
        ),
    )
    yield "review", "", _tallied(counts.reviews)
    yield "status", "", _tallied(counts.statuses)
    yield "stale", "", str(counts.stale) if counts.stale else ""


def _tallied(numbers: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {number}" for name, number in sorted(numbers.items()))


_NAMES = {"said_by": "said by", "non_examples": "non-examples"}

_COLUMNS = texts(("field", "项目"), ("item", "分项"), ("text", "内容"))
