"""XML read with distrust: no entities, no network, no depth without end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qualcode.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator


def parse_xml(data: bytes, *, path: str) -> Any:
    """Return the root element of an XML document.

    Entities that the document declares are not expanded: they are how a few lines
    become gigabytes, or read files of the machine.

    Raises:
        DataError: It is no well-formed XML.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DataError(f"{path} is not well-formed XML: {error}") from None
    return root


def local_name(element: Any) -> str:
    """Return an element's name without its namespace; empty for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def descendants(element: Any, name: str) -> Iterator[Any]:
    """Yield all elements of a local name below an element, in order."""
    return (child for child in element.iter() if local_name(child) == name)
