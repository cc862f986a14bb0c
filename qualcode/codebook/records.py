"""Mappings of a codebook's YAML, read key by key as a schema says.

What is unknown, repeated or missing is noted with its place, and the rest is read on.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from qualcode.codebook.nodes import MapNode, Node, Placed, ScalarNode, describe, is_empty, place
from qualcode.codebook.values import (
    Log,
    Reader,
    items,
    repeated_key,
    text,
    unknown_key,
)
from qualcode.codebook.wording import named

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Key:
    """One key of the format."""

    read: Reader
    required: bool = False
    """Missing is an error here; where a record of the model shows it, the checks tell."""


@dataclass(slots=True)
class Record:
    """A mapping that was read: the values of its known keys, with their places."""

    title: str
    """What it is called in problems, such as ``code 'contact'``."""
    line: int
    column: int
    values: dict[str, Placed[Any]] = field(default_factory=dict)

    def get(self, key: str) -> Any:
        """Return a value without its place; None where the key is missing or empty."""
        placed = self.values.get(key)
        return placed.value if placed else None


Schema: TypeAlias = "Mapping[str, Key]"


def record(node: Node, log: Log, schema: Schema, title: str) -> Record:
    """Read a mapping by its schema; unknown, repeated and missing keys are noted."""
    if not isinstance(node, MapNode):
        log.error(node, f"{title} must be keys with values, but is {describe(node)}")
        return Record(title, node.line, node.column)
    found = Record(title, node.line, node.column)
    seen: dict[str, ScalarNode] = {}
    for key, value in node.entries:
        if key.value not in schema:
            unknown_key(key, schema, log, found.title)
        elif key.value in seen:
            repeated_key(key, seen[key.value], log, found.title)
        else:
            seen[key.value] = key
            _take(found, key.value, value, log, schema)
    for name in schema:
        if schema[name].required and name not in found.values:
            log.error(node, f"{found.title} lacks {name!r}")
    return found


def _take(found: Record, name: str, value: Node, log: Log, schema: Schema) -> None:
    """Read one value; a key without value counts as not written."""
    if is_empty(value):
        return
    read = schema[name].read(value, log, f"{name!r} of {found.title}")
    if read is not None:
        found.values[name] = place(read, value)


def named_records(schema: Schema, noun: str) -> Reader:
    """Make a reader of a list of records that have ids."""

    def read(node: Node, log: Log, title: str) -> list[Record]:
        found = [
            (item, record(item, log, schema, _title(item, noun)))
            for item in items(node, log, title)
        ]
        return [each for item, each in found if isinstance(item, MapNode)]

    return read


def examples(schema: Schema) -> Reader:
    """Make a reader of examples: each a text, or a mapping that tells more of it."""

    def read(node: Node, log: Log, title: str) -> list[Record]:
        each = f"an item of {title}"
        return [_example(item, log, schema, each) for item in items(node, log, title)]

    return read


def _example(node: Node, log: Log, schema: Schema, title: str) -> Record:
    if isinstance(node, MapNode):
        return record(node, log, schema, title)
    bare = Record(title, node.line, node.column)
    bare.values["text"] = place(text(node, log, title), node)
    return bare


def _title(node: Node, noun: str) -> str:
    """Name a record by its id where it has one."""
    ids = [
        value.value.strip()
        for key, value in (node.entries if isinstance(node, MapNode) else ())
        if key.value == "id" and isinstance(value, ScalarNode)
    ]
    return named(noun, ids[0] if ids else "")
