"""Akoma Ntoso: the XML of parliaments and open-government interviews."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qualcode.errors import DataError
from qualcode.model.transcript import Role
from qualcode.transcripts.content import Content, Speech
from qualcode.transcripts.formats.xml import descendants, local_name, parse_xml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from qualcode.transcripts.options import ReadingOptions

_SPOKEN = frozenset({"speech", "question", "answer"})
_NOTES = frozenset({"heading", "narrative", "scene", "summary"})


def read_akoma_ntoso(data: bytes, *, path: str, options: ReadingOptions) -> Content:
    """Read an Akoma Ntoso debate.

    Raises:
        DataError: It is no XML, or has no speeches.
    """
    del options  # an XML file says its encoding itself
    root = parse_xml(data, path=path)
    names = {
        person.get("id") or person.get("eId", ""): person.get("showAs", "")
        for person in descendants(root, "TLCPerson")
    }
    speeches = tuple(speech for speech in _speeches(root, names) if speech.text)
    if not any(speech.role is not Role.NOTE for speech in speeches):
        raise DataError(f"{path} has no speeches", hint="only Akoma Ntoso debates are read as .xml")
    encoding = root.getroottree().docinfo.encoding or "utf-8"
    return Content("akoma-ntoso", encoding.lower(), speeches=speeches, layout="speeches")


def _speeches(root: Any, names: Mapping[str, str]) -> Iterator[Speech]:
    """Walk down to what was spoken and what is a note, each once."""
    for child in root:
        kind = local_name(child)
        if kind in _SPOKEN:
            by = child.get("by", "").removeprefix("#")
            yield Speech(names.get(by) or by, _text(child), child.get("startTime", ""))
        elif kind in _NOTES:
            yield Speech("", _text(child), role=Role.NOTE)
        elif kind not in {"meta", "from"}:
            yield from _speeches(child, names)


def _text(element: Any) -> str:
    """Return the paragraphs of an element as lines; without paragraphs its whole text."""
    paragraphs = [_inline(child) for child in element if local_name(child) == "p"]
    return "\n".join(filter(None, paragraphs)) or _inline(element)


def _inline(element: Any) -> str:
    said = "".join(text for text in element.itertext() if isinstance(text, str))
    return " ".join(said.split())
