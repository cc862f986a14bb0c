"""Which units of a document a coding touches, and codings put there."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from qualcode.store.rows import INSERTED, row_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.model.coding import Coding
    from qualcode.model.span import Span
    from qualcode.store.connection import Connection


def insert(db: Connection, document: int, text: str, codings: Sequence[Coding]) -> None:
    """Add codings to a document.

    Args:
        db: The project file.
        document: The number of the document.
        text: Its text.
        codings: Of it; those of one sentence share one span.
    """
    if not codings:
        return
    starts, stops = units_of(db, document)
    spans = {id(each.span): each.span for each in codings}
    places = {key: touched(starts, stops, span) for key, span in spans.items()}
    marks = ", ".join("?" for _ in INSERTED.split(","))
    db.executemany(
        f"INSERT INTO coding ({INSERTED}) VALUES ({marks})",
        (row_of(each, document, places[id(each.span)], text) for each in codings),
    )


def place_of(db: Connection, document: int, span: Span) -> tuple[int, int]:
    """Return the first and last unit of a document that share a character with a span."""
    return touched(*units_of(db, document), span)


def units_of(db: Connection, document: int) -> tuple[list[int], list[int]]:
    """Return where the units of a document start and stop."""
    rows = db.execute(
        "SELECT start, stop FROM unit WHERE document = ? ORDER BY idx", (document,)
    ).fetchall()
    return [row[0] for row in rows], [row[1] for row in rows]


def touched(starts: list[int], stops: list[int], span: Span) -> tuple[int, int]:
    """Return the first and last unit that share a character with a span (the nearest if none)."""
    first = min(bisect_right(stops, span.start), max(len(stops) - 1, 0))
    last = max(bisect_left(starts, span.end) - 1, first)
    return first, last
