"""Codebooks in the REFI-QDA exchange format (``.qdc``): NVivo, MAXQDA, ATLAS.ti, QualCoder.

The format holds a name, a description and a tree. What else a code has is told in
its description, in words that people can read and this module finds again:
``[id]`` at its beginning, ``Include:`` and so on at the beginning of a line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from qualcode.errors import DataError
from qualcode.exchange.refi.elements import (
    below,
    children,
    guid_of,
    local_name,
    parsed,
    plain_guid,
    text_of,
    xml_text,
)
from qualcode.model.codebook import leaf, parent

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from qualcode.model.codebook import Code, Codebook

NAMESPACE = "urn:QDA-XML:codebook:1.0"
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

    root = etree.Element(f"{{{NAMESPACE}}}CodeBook", nsmap={None: NAMESPACE}, origin=origin)
    write_codes(etree.SubElement(root, f"{{{NAMESPACE}}}Codes"), codebook, rows)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return written


def write_codes(
    codes: Any, codebook: Codebook, rows: Mapping[str, Mapping[str, str]]
) -> dict[str, Any]:
    """Write the tree of codes below a ``Codes`` element; return the element of each by its id.

    Raises:
        DataError: When there is no code.
    """
    if not codebook.codes:
        raise DataError("there is no code to export", hint="REFI-QDA needs at least one")
    families = {code.id for code in codebook.families}
    nodes = {"": codes}
    for code in codebook.codes:
        node = below(nodes[parent(code.path)], "Code")
        node.set("guid", guid_of(codebook.id, code.id))
        node.set("name", xml_text(code.name.zh or code.name.en or code.id))
        node.set("isCodable", "false" if code.id in families else "true")
        node.set("color", _COLORS[code.kind.value])
        below(node, "Description").text = xml_text(_described(code, rows[code.id]))
        nodes[code.path] = node
    return {leaf(path): node for path, node in nodes.items() if path}


def from_qdc(data: bytes) -> list[dict[str, str]]:
    """Read a ``.qdc`` file as the rows of a table of codes.

    What programs get wrong is forgiven: an empty ``Sets``, codes without description,
    two codes of one name under different parents.

    Raises:
        DataError: When it is not such a file.
    """
    root = parsed(data, "a .qdc file")
    if local_name(root) != "CodeBook":
        hint = "in NVivo, MAXQDA or ATLAS.ti: export the codebook as REFI-QDA .qdc"
        raise DataError("the file is XML, but no REFI-QDA codebook", hint=hint)
    return rows_of_codes(root)


def rows_of_codes(codebook: Any) -> list[dict[str, str]]:
    """Return the rows of the codes below a ``CodeBook`` element, each with its ``guid``."""
    rows: list[dict[str, str]] = []
    taken: set[str] = set()
    for codes in children(codebook, "Codes"):
        rows += _rows(codes, "", taken)
    return rows


def _rows(node: Any, above: str, taken: set[str]) -> Iterator[dict[str, str]]:
    for code in children(node, "Code"):
        row = _row(code.get("name") or "", text_of(code, "Description"))
        row["guid"] = plain_guid(code.get("guid"))
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
