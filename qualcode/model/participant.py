"""The persons interviewed (the field also says case)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Participant:
    """One person interviewed; tables count persons, so each is kept even without any coding."""

    id: str
    subject: str = ""
    """Id of the kind of actor this person is; empty = not known."""
    attributes: Mapping[str, str] = field(default_factory=dict)
    """Gender, age, village and whatever else the researcher recorded."""
