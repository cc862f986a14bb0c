"""What happened to a project: append-only, by whom, when, what, before and after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualcode.model.memo import Target


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
