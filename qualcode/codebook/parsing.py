"""YAML text → a tree of nodes with places, within bounds.

The tree is built from the parser's events instead of its ready dictionaries:
only so are duplicate keys all seen, does each word keep its column, and can a
file be refused that is made to explode (aliases of aliases, nesting without
end) before anything has grown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from qualcode.codebook.faults import explain
from qualcode.codebook.nodes import ListNode, MapNode, Node, ScalarNode
from qualcode.codebook.wording import quoted
from qualcode.errors import Place, Problem

MAX_NODES = 400_000
"""Words, lists and mappings, those repeated by aliases counted each time."""

MAX_DEPTH = 50
"""Levels of lists and mappings within each other."""


class _RefusedError(Exception):
    """The file is YAML, but not of a kind that is read here."""

    def __init__(self, spot: tuple[int, int], message: str, hint: str = "") -> None:
        super().__init__(message)
        self.line, self.column = spot
        self.message = message
        self.hint = hint


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not come yet."""

    node: ListNode | MapNode
    anchor: str | None
    before: int
    """Nodes of the file before this one."""
    height: int = 0
    """Levels found below so far."""
    key: ScalarNode | None = None
    """The key that waits for its value."""


@dataclass(frozen=True, slots=True)
class _Anchored:
    """A node that aliases may repeat."""

    node: Node
    size: int
    height: int


def parse(text: str, *, path: str) -> Node | Problem | None:
    """Read YAML text.

    Args:
        text: The file's text.
        path: The file as named in problems.

    Returns:
        The tree; None for a file with nothing in it; the problem where the text
        is not YAML or beyond the bounds.
    """
    from ruamel.yaml import YAML

    tree, line = _Tree(), 1
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            tree.take(event)
            line = event.end_mark.line + 1
    except _RefusedError as refused:
        return Problem(Place(path, refused.line, refused.column), refused.message, refused.hint)
    except Exception as fault:  # noqa: BLE001  the scanner trips over odd input in many ways
        return explain(fault, text, path, near=line)
    return tree.root


class _Tree:
    """The tree under construction."""

    def __init__(self) -> None:
        self.root: Node | None = None
        self._open: list[_Open] = []
        self._anchors: dict[str, _Anchored | None] = {}
        self._size = 0
        self._documents = 0

    def take(self, event: Any) -> None:
        """Take in the next event of the parser."""
        handler = _HANDLERS.get(type(event).__name__)
        if handler:
            handler(self, event)

    def document(self, event: Any) -> None:
        """Start a document; there may be one."""
        self._documents += 1
        if self._documents > 1:
            raise _RefusedError(
                _spot(event),
                "a second YAML document starts here",
                "one codebook per file: remove '---'",
            )

    def scalar(self, event: Any) -> None:
        """Take a word or text."""
        _refuse_tag(event)
        self._grow(event, 1)
        node = ScalarNode(event.value, *_spot(event), plain=not event.style)
        self._remember(event.anchor, _Anchored(node, 1, 0))
        self._add(node, 0)

    def start_list(self, event: Any) -> None:
        """Open a list."""
        self._start(ListNode(*_spot(event), flow=bool(event.flow_style)), event)

    def start_map(self, event: Any) -> None:
        """Open a mapping."""
        self._start(MapNode(*_spot(event), flow=bool(event.flow_style)), event)

    def end(self, _event: Any) -> None:
        """Close the innermost list or mapping."""
        done = self._open.pop()
        height = done.height + 1
        self._remember(done.anchor, _Anchored(done.node, self._size - done.before, height))
        self._add(done.node, height)

    def alias(self, event: Any) -> None:
        """Repeat an anchored node."""
        if event.anchor not in self._anchors:
            name = quoted("&" + event.anchor)
            hint = "put a word that begins with '*' in quotes"
            raise _RefusedError(_spot(event), f"there is no anchor {name} to repeat", hint)
        known = self._anchors[event.anchor]
        if known is None:
            raise _RefusedError(
                _spot(event), f"the alias {quoted('*' + event.anchor)} stands inside itself"
            )
        self._grow(event, known.size)
        if len(self._open) + known.height > MAX_DEPTH:
            raise _RefusedError(_spot(event), f"more than {MAX_DEPTH} levels within each other")
        self._add(known.node, known.height)

    def _start(self, node: ListNode | MapNode, event: Any) -> None:
        _refuse_tag(event)
        if len(self._open) >= MAX_DEPTH:
            raise _RefusedError(_spot(event), f"more than {MAX_DEPTH} levels within each other")
        before = self._size
        self._grow(event, 1)
        self._remember(event.anchor, None)
        self._open.append(_Open(node, event.anchor, before))

    def _grow(self, event: Any, by: int) -> None:
        self._size += by
        if self._size > MAX_NODES:
            hint = "a codebook has some thousand; are there aliases that repeat aliases?"
            raise _RefusedError(
                _spot(event), f"more than {MAX_NODES} words, lists and mappings", hint
            )

    def _remember(self, anchor: str | None, anchored: _Anchored | None) -> None:
        if anchor is not None:
            self._anchors[anchor] = anchored

    def _add(self, node: Node, height: int) -> None:
        """Hang a finished node below the innermost open one."""
        if not self._open:
            self.root = node
            return
        above = self._open[-1]
        above.height = max(above.height, height)
        if isinstance(above.node, ListNode):
            above.node.items.append(node)
        elif above.key is not None:
            above.node.entries.append((above.key, node))
            above.key = None
        elif isinstance(node, ScalarNode):
            above.key = node
        else:
            spot = (node.line, node.column)
            raise _RefusedError(spot, "a list or mapping stands where a key belongs")


def _spot(event: Any) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _refuse_tag(event: Any) -> None:
    """Refuse ``!!python/name`` and its kin; a codebook has no use for types."""
    if event.tag is not None:
        hint = "put a word that begins with '!' in quotes"
        raise _RefusedError(
            _spot(event), f"the YAML tag {quoted(str(event.tag))} is not used here", hint
        )


_HANDLERS = {
    "DocumentStartEvent": _Tree.document,
    "ScalarEvent": _Tree.scalar,
    "AliasEvent": _Tree.alias,
    "SequenceStartEvent": _Tree.start_list,
    "SequenceEndEvent": _Tree.end,
    "MappingStartEvent": _Tree.start_map,
    "MappingEndEvent": _Tree.end,
}
