"""What one event changed, row by row, so that it can be taken back exactly.

A change keeps only the fields that differ; a row that came or went is kept
whole. Taking a change back is making the opposite change, nothing more.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FILE = "file"
"""The kind of a change to one of the researcher's own files: a codebook's YAML."""


@dataclass(frozen=True, slots=True)
class Change:
    """One row before and after; None where there was or is no such row."""

    kind: str
    """What the row is: ``coding``, ``memo``, ``participant`` …, or `FILE`."""
    key: Mapping[str, Any]
    """The fields that name the row."""
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None

    @property
    def opposite(self) -> Change:
        """Return the change that takes this one back."""
        return Change(self.kind, self.key, self.after, self.before)


def changed(
    kind: str, key: Mapping[str, Any], before: Mapping[str, Any], after: Mapping[str, Any]
) -> Change:
    """Return the change between two states of a row, with the fields that differ."""
    names = [name for name in before if before[name] != after[name]]
    return Change(
        kind, key, {name: before[name] for name in names}, {name: after[name] for name in names}
    )


def opposites(changes: Iterable[Change]) -> list[Change]:
    """Return what takes several changes back, the last one first."""
    return [change.opposite for change in reversed(list(changes))]


def to_json(changes: Iterable[Change]) -> tuple[str, str]:
    """Return changes as an event keeps them: the former state and the new one."""
    listed = list(changes)
    before = [{"kind": each.kind, **each.key, "is": each.before} for each in listed]
    after = [{"kind": each.kind, **each.key, "is": each.after} for each in listed]
    return _dumped(before), _dumped(after)


def from_json(before: str, after: str) -> list[Change]:
    """Return the changes that an event keeps; none for an event that cannot be taken back."""
    former, new = _loaded(before), _loaded(after)
    return [
        Change(kind, key, was, becomes)
        for (kind, key, was), (_, _, becomes) in zip(former, new, strict=True)
    ]


def _dumped(rows: list[dict[str, Any]]) -> str:
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def _loaded(text: str) -> list[tuple[str, dict[str, Any], Any]]:
    rows = json.loads(text) if text.startswith("[") else []
    return [
        (row.pop("kind"), {k: v for k, v in row.items() if k != "is"}, row["is"]) for row in rows
    ]
