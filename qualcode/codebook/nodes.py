"""A YAML file as a tree that remembers where each word stands.

Scalars stay the text they were written as: in a codebook `version: 1.0`, the
pattern `100` and the id `no` are words, whatever YAML takes them for. Only the
empty value keeps its meaning.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Generic, TypeAlias, TypeVar

_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ScalarNode:
    """A word or a text."""

    value: str
    line: int
    column: int
    plain: bool = True
    """Written without quotes and not as a block."""

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was written (``key:`` or ``key: null``)."""
        return self.plain and self.value in _NOTHING


@dataclass(frozen=True, slots=True)
class ListNode:
    """A list, written with dashes or in brackets."""

    line: int
    column: int
    items: list[Node] = field(default_factory=list)
    flow: bool = False
    """Written in brackets."""


@dataclass(frozen=True, slots=True)
class MapNode:
    """Keys with their values, in order; a key that stands twice is here twice."""

    line: int
    column: int
    entries: list[tuple[ScalarNode, Node]] = field(default_factory=list)
    flow: bool = False
    """Written in braces."""


Node: TypeAlias = ScalarNode | ListNode | MapNode


@dataclass(frozen=True, slots=True)
class Placed(Generic[T]):
    """A value that was read, with the place it was read from."""

    value: T
    line: int
    column: int


def place(value: T, node: Node) -> Placed[T]:
    """Put a value at the place of the node it came from."""
    return Placed(value, node.line, node.column)


def is_empty(node: Node) -> bool:
    """Tell whether a key was written without a value."""
    return isinstance(node, ScalarNode) and node.is_empty


def describe(node: Node) -> str:
    """Return what a node is, in a word for the researcher."""
    if isinstance(node, ListNode):
        return "a list"
    if isinstance(node, MapNode):
        return "a mapping"
    return "nothing" if node.is_empty else "text"
