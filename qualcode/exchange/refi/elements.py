"""The XML of REFI-QDA: GUIDs, and elements read by their local names, as programs differ."""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING, Any

from qualcode.errors import DataError
from qualcode.exchange.delimited import without_controls

if TYPE_CHECKING:
    from collections.abc import Iterator

_GUIDS = uuid.UUID("3f1c0e3a-6b0e-5f0a-9d53-7d0b7a4c51c2")
"""The namespace of our GUIDs: the same thing has the same one in every export."""

_LENGTH = 16
"""Hexadecimal digits of the id of a memo."""
_ID = re.compile(rf"[0-9a-f]{{{_LENGTH}}}")
_MEMO = "6d656d6f-7163-5000-"
"""What GUIDs of memos begin with; the id of the memo follows."""
_NOT_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")


def xml_text(text: str) -> str:
    """Return a text without the characters that XML cannot hold."""
    return _NOT_XML.sub("", without_controls(text))


def guid_of(*parts: str) -> str:
    """Return the GUID of a thing that is told by its parts.

    In capitals: several programs write and expect them so.
    """
    return str(uuid.uuid5(_GUIDS, "/".join(parts))).upper()


def memo_guid(memo: str) -> str:
    """Return the GUID of a memo, from which `memo_of` finds its id again."""
    if not _ID.fullmatch(memo):
        return guid_of("memo", memo)
    return f"{_MEMO}{memo[:4]}-{memo[4:]}".upper()


def memo_of(guid: str) -> str:
    """Return the id of a memo by its GUID: our own, or one made of a GUID of another program.

    The ends of GUIDs are not enough: those of one machine may all end alike.
    """
    if guid.lower().startswith(_MEMO):
        return guid.replace("-", "").lower()[-_LENGTH:]
    return guid_of("memo", guid).replace("-", "").lower()[:_LENGTH]


def plain_guid(guid: str | None) -> str:
    """Return a GUID as it can be compared: the standard's own example mixes the ways of writing."""
    return (guid or "").strip("{} ").upper()


def parsed(data: bytes, what: str) -> Any:
    """Parse XML that nobody vouches for: no entities, no network, no giant trees.

    Raises:
        DataError: When it is no XML.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise DataError(f"not {what}: {error.msg}") from error


def local_name(node: Any) -> str:
    """Return the name of an element, whatever namespace a program has given it."""
    return str(node.tag).rpartition("}")[2] if isinstance(node.tag, str) else ""


def children(node: Any, *path: str) -> Iterator[Any]:
    """Yield the elements that a path of local names leads to."""
    if not path:
        yield node
        return
    for child in node:
        if local_name(child) == path[0]:
            yield from children(child, *path[1:])


def text_of(node: Any, name: str) -> str:
    """Return the text of the children of a name."""
    return "\n".join(each.text or "" for each in children(node, name)).strip()


def below(node: Any, tag: str, /, **attributes: str) -> Any:
    """Add an element, in the namespace of the one above."""
    from lxml import etree

    namespace = etree.QName(node).namespace
    return etree.SubElement(node, f"{{{namespace}}}{tag}", attributes)
