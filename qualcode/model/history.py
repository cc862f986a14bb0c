"""What happened to a project: append-only, by whom, when, what, before and after."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qualcode.model.change import from_json

if TYPE_CHECKING:
    from qualcode.model.change import Change
    from qualcode.model.memo import Target

UNDO = "undo"
REDO = "redo"
RESTORE = "restore"
NUMBER = "document"
"""First in the former state of a document that went, or whose text was replaced: its number."""
IDS = "ids"
"""In the new state of a text that was replaced: the new id of each coding, by its former one."""


@dataclass(frozen=True, slots=True)
class Event:
    """One change. Machine proposals are one event a run, decisions of persons one each."""

    at: str
    """ISO 8601, UTC."""
    who: str
    action: str
    """A verb: ``import``, ``code``, ``accept`` …"""
    target: Target
    target_id: str
    before: str = ""
    """The former state as JSON; empty where there was none."""
    after: str = ""
    """The new state as JSON; empty where nothing is left."""
    reason: str = ""
    owner: str = ""
    """Whose work it is, to be taken back by ``undo``; empty for what cannot be taken back."""
    of: int = 0
    """For `UNDO`, `REDO` and `RESTORE`: the number of the event they speak of."""
    id: int = field(default=0, compare=False)
    """Its number in the project; 0 before it is kept."""

    @property
    def document(self) -> int:
        """Return the number of the document it is of where its changes do not tell it; else 0."""
        is_told = self.before.startswith(f'{{"{NUMBER}": ') and not self.owner
        return int(json.loads(self.before)[NUMBER]) if is_told else 0

    @property
    def new_ids(self) -> dict[str, str]:
        """Return the new id of each coding that was given another one, with another text."""
        is_told = f'"{IDS}": {{' in self.after and not self.owner
        return dict(json.loads(self.after)[IDS]) if is_told else {}

    @property
    def changes(self) -> list[Change]:
        """Return what it changed; empty for what cannot be taken back."""
        return from_json(self.before, self.after) if self.owner else []
