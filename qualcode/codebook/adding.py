"""A new code into the researcher's YAML: comments, order and layout stay as they are."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from qualcode.codebook.values import needs_quotes
from qualcode.errors import DataError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qualcode.model.label import Label


def with_code(
    text: str,
    code: str,
    name: Label,
    *,
    parent: str = "",
    kind: str = "",
    definition: Label | None = None,
    example: str = "",
) -> str:
    """Return the text of a codebook file with one more code.

    Args:
        text: The file as it is.
        code: Its id.
        name: Its name.
        parent: Id of the code it stands under; empty = at the top.
        kind: ``problem``, ``cause`` …; empty = a theme.
        definition: What it means.
        example: A sentence that shows it.

    Raises:
        UnknownNameError: When there is no such parent.
        DataError: When the file has no codes to add to.
    """
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 1_000_000  # never broken: Chinese has no blanks to break at
    yaml.indent(mapping=2, sequence=4, offset=2)
    tree = yaml.load(text)
    if not isinstance(tree, dict) or not isinstance(tree.get("codes"), list):
        raise DataError("the codebook has no `codes:` to add to", hint="`qualcode codebook check`")
    _siblings(tree, parent).append(_node(code, name, kind, definition, example))
    stream = io.StringIO()
    yaml.dump(tree, stream)
    return stream.getvalue()


def _siblings(tree: Any, parent: str) -> Any:
    """Return the list of codes that a new one joins."""
    if not parent:
        return tree["codes"]
    known = {str(node.get("id")): node for node in _nodes(tree["codes"])}
    if parent not in known:
        raise UnknownNameError("code", parent, known, listing="qualcode codebook show")
    return known[parent].setdefault("codes", [])


def _nodes(codes: Any) -> Iterator[Any]:
    for node in codes:
        if isinstance(node, dict):
            yield node
            yield from _nodes(node.get("codes") or ())


def _node(code: str, name: Label, kind: str, definition: Label | None, example: str) -> Any:
    from ruamel.yaml.comments import CommentedMap

    node = CommentedMap(id=_scalar(code), name=_label(name))
    if kind and kind != "theme":
        node["kind"] = kind
    if definition and (definition.zh or definition.en):
        node["definition"] = _label(definition)
    if example:
        node["examples"] = [_scalar(example)]
    return node


def _label(label: Label) -> Any:
    from ruamel.yaml.comments import CommentedMap

    sides = {"zh": label.zh, "en": label.en}
    mapping = CommentedMap({key: _scalar(value) for key, value in sides.items() if value})
    mapping.fa.set_flow_style()
    return mapping


def _scalar(text: str) -> Any:
    """Return a text so that YAML reads it as the text it is."""
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString

    is_plain = text and not needs_quotes(text) and not set(text) & set(",[]{}:#&*!|>'\"%@`\n\t")
    return text if is_plain else DoubleQuotedScalarString(text)
