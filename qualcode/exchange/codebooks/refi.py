"""Codebooks in the REFI-QDA exchange format (``.qdc``): NVivo, MAXQDA, ATLAS.ti, QualCoder.

The format holds a name, a description and a tree. What else a code has is told in
its description, in words that people can read and this module finds again:
``[id]`` at its beginning, ``Include:`` and so on at the beginning of a line.
"""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING, Any

from qualcode.errors import DataError
from qualcode.exchange.delimited import without_controls
from qualcode.model.codebook import leaf, parent

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from qualcode.model.codebook import Code, Codebook

NAMESPACE = "urn:QDA-XML:codebook:1.0"
_GUIDS = uuid.UUID("3f1c0e3a-6b0e-5f0a-9d53-7d0b7a4c51c2")
"""The namespace of our GUIDs: the same code has the same one in every export."""
_COLORS = {
    "problem": "#C0392B",
    "cause": "#D68910",
    "positive": "#1E8449",
    "countermeasure": "#2471A3",
    "theme": "#7F8C8D",
}
_PARTS = ("include", "exclude", "examples", "non_examples", "patterns", "opposite")
_TITLES = {
    "include": "Include",
    "exclude": "Exclude",
    "examples": "Examples",
    "non_examples": "Non-examples",
    "patterns": "Patterns",
    "opposite": "Opposite",
    "kind": "Kind",
}
_ID = re.compile(r"\[([\w.\-]+)\]\s*")
_PART = re.compile(rf"^({'|'.join(_TITLES.values())}):[ \t]*", re.MULTILINE)


def guid_of(codebook: str, code: str) -> str:
    """Return the GUID of a code, in capitals: several programs write and expect them so."""
    return str(uuid.uuid5(_GUIDS, f"{codebook}/{code}")).upper()


def to_qdc(codebook: Codebook, rows: Mapping[str, Mapping[str, str]], *, origin: str) -> bytes:
    """Write a codebook as ``.qdc``, valid against the schema of the standard.

    Args:
        codebook: With at least one code: the standard knows no empty codebook.
        rows: The flat row of each code, see `qualcode.codebook.flat`.
        origin: The program and its version.

    Raises:
        DataError: When there is no code.
    """
    from lxml import etree

    if not codebook.codes:
        raise DataError("there is no code to export", hint="a .qdc file needs at least one")
    root = etree.Element(f"{{{NAMESPACE}}}CodeBook", nsmap={None: NAMESPACE}, origin=origin)
    nodes = {"": etree.SubElement(root, f"{{{NAMESPACE}}}Codes")}
    families = {code.id for code in codebook.families}
    for code in codebook.codes:
        node = etree.SubElement(nodes[parent(code.path)], f"{{{NAMESPACE}}}Code")
        node.set("guid", guid_of(codebook.id, code.id))
        node.set("name", without_controls(code.name.zh or code.name.en or code.id))
        node.set("isCodable", "false" if code.id in families else "true")
        node.set("color", _COLORS[code.kind.value])
        description = etree.SubElement(node, f"{{{NAMESPACE}}}Description")
        description.text = without_controls(_described(code, rows[code.id]))
        nodes[code.path] = node
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return written


def from_qdc(data: bytes) -> list[dict[str, str]]:
    """Read a ``.qdc`` file as the rows of a table of codes.

    What programs get wrong is forgiven: an empty ``Sets``, codes without description,
    two codes of one name under different parents.

    Raises:
        DataError: When it is not such a file.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise DataError(f"not a .qdc file: {error.msg}") from error
    if etree.QName(root).localname != "CodeBook":
        hint = "in NVivo, MAXQDA or ATLAS.ti: export the codebook as REFI-QDA .qdc"
        raise DataError("the file is XML, but no REFI-QDA codebook", hint=hint)
    rows: list[dict[str, str]] = []
    taken: set[str] = set()
    for codes in _children(root, "Codes"):
        rows += _rows(codes, "", taken)
    return rows


def _rows(node: Any, above: str, taken: set[str]) -> Iterator[dict[str, str]]:
    for code in _children(node, "Code"):
        description = "\n".join(each.text or "" for each in _children(code, "Description"))
        row = _row(code.get("name") or "", description.strip())
        row["parent"] = row.get("parent") or above
        row["code"] = _free(row["code"] or row["name"] or "code", above, taken)
        taken.add(row["code"])
        yield row
        yield from _rows(code, row["code"], taken)


def _row(name: str, description: str) -> dict[str, str]:
    """Return what a name and a description tell; Taguette puts the path into the name."""
    found = _ID.match(description)
    row = {"code": found[1] if found else "", "name": name}
    told = description[found.end() :] if found else description
    pieces = _PART.split(told)
    row["definition"] = pieces[0].strip()
    keys = {title: key for key, title in _TITLES.items()}
    for title, text in zip(pieces[1::2], pieces[2::2], strict=True):
        row[keys[title]] = text.strip()
    return row


def _free(name: str, above: str, taken: set[str]) -> str:
    """Return a name as an id that no other code has."""
    base = re.sub(r"[^\w.\-]+", "-", name).strip("-.") or "code"
    choices = [base, f"{leaf(above)}-{base}".strip("-")]
    choices += [f"{base}-{number}" for number in range(2, len(taken) + 3)]
    return next(each for each in choices if each not in taken)


def _described(code: Code, row: Mapping[str, str]) -> str:
    """Return a description that tells all of a code in words."""
    lines = [f"[{code.id}] {_both(row, 'definition')}", f"{_TITLES['kind']}: {code.kind.value}"]
    for key in _PARTS:
        told = _both(row, key)
        if told:
            lines.append(f"{_TITLES[key]}: {told}")
    return "\n".join(lines)


def _both(row: Mapping[str, str], key: str) -> str:
    return "\n".join(filter(None, (row.get(key), row.get(f"{key}_zh"), row.get(f"{key}_en"))))


def _children(node: Any, name: str) -> Iterator[Any]:
    """Yield children by their local name, whatever namespace a program has given them."""
    for child in node:
        if isinstance(child.tag, str) and child.tag.rpartition("}")[2] == name:
            yield child
