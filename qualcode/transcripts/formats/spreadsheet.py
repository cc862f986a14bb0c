"""Tables as content: one document, or as many as the table names or has respondents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.transcripts.content import Content, Part
from qualcode.transcripts.joining import joined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.transcripts.tables import Talk


def content_of_tables(
    name: str, encoding: str, talks: Sequence[Talk], *, warnings: tuple[str, ...] = ()
) -> Content:
    """Make content of the tables of a file.

    Args:
        name: The format.
        encoding: What the file was decoded with.
        talks: The tables that hold speech, at least one.
        warnings: What the reader was not sure of.
    """
    parts = [part for talk in talks for part in talk.parts]
    warnings += tuple(doubt for talk in talks for doubt in talk.doubts)
    said = "; ".join(dict.fromkeys(talk.columns for talk in talks if talk.columns))
    layout = talks[0].layout
    if len(parts) == 1 and not parts[0].name:
        speeches = _joined(parts[0]).speeches
        return Content(
            name, encoding, speeches=speeches, layout=layout, columns=said, warnings=warnings
        )
    documents = tuple(map(_joined, parts))
    return Content(name, encoding, parts=documents, layout=layout, columns=said, warnings=warnings)


def _joined(part: Part) -> Part:
    """Join the rows of a table without speakers, which are cues rather than turns."""
    if any(speech.speaker for speech in part.speeches):
        return part
    return Part(part.name, tuple(joined(part.speeches)), part.attributes)
