"""Codes that a person keeps at hand, on the digit keys."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.workflow.project import Project

MOST = 9
"""As many as there are digits."""


def pinned_codes(project: Project, by: str) -> list[str]:
    """Return the codes that a person has pinned, in the order of the digits."""
    kept: list[str] = json.loads(project.store.settings.get(_key(by), "[]"))
    return kept


def pin_code(project: Project, code: str, *, by: str) -> list[str]:
    """Pin a code, or take it off when it is pinned; return what is pinned now.

    The tenth takes the place of the first.
    """
    kept = pinned_codes(project, by)
    changed = [each for each in kept if each != code]
    if len(changed) == len(kept):
        changed = [*kept, code][-MOST:]
    _keep(project, by, changed)
    return changed


def _keep(project: Project, by: str, codes: Sequence[str]) -> None:
    with project.store.transaction():
        project.store.settings.set(_key(by), json.dumps(list(codes), ensure_ascii=False))


def _key(by: str) -> str:
    return f"pinned:{by}"
