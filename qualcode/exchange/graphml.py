"""A network as GraphML, for Gephi, igraph, NetworkX and yEd."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from qualcode.exchange.delimited import without_controls

if TYPE_CHECKING:
    from qualcode.analysis.tables.network import Network

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_KEYS = (
    ("name_zh", "node", "string"),
    ("name_en", "node", "string"),
    ("n_persons", "node", "int"),
    ("persons", "edge", "int"),
    ("references", "edge", "int"),
    ("codes", "edge", "string"),
)


def to_graphml(network: Network) -> bytes:
    """Write a network as a directed graph; weights are persons and references."""
    root = Element("graphml", {"xmlns": _NAMESPACE})
    for name, owner, kind in _KEYS:
        attributes = {"id": name, "for": owner, "attr.name": name, "attr.type": kind}
        SubElement(root, "key", attributes)
    graph = SubElement(root, "graph", {"id": "subjects", "edgedefault": "directed"})
    for node in network.nodes:
        found = SubElement(graph, "node", {"id": node.id})
        _data(found, name_zh=node.name.zh, name_en=node.name.en, n_persons=node.persons)
    for number, edge in enumerate(network.edges):
        ends = {"id": f"e{number}", "source": edge.source, "target": edge.target}
        found = SubElement(graph, "edge", ends)
        _data(found, persons=edge.persons, references=edge.references, codes=" ".join(edge.codes))
    indent(root)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _data(element: Element, **values: object) -> None:
    for key, value in values.items():
        SubElement(element, "data", {"key": key}).text = without_controls(str(value))
