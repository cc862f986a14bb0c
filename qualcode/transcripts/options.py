"""What the user can say about how a file is to be read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qualcode.model.transcript import Role

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """How to read a transcript; every default leaves the decision to the reader."""

    encoding: str | None = None
    """The encoding of a text file; ``None`` = find out."""
    replace: bool = False
    """Accept what cannot be decoded, or is damaged, as U+FFFD and go on."""
    interviewer: tuple[str, ...] = ()
    """Speaker labels that are interviewers, whatever they look like."""
    respondent: tuple[str, ...] = ()
    """Speaker labels that are respondents, whatever they look like."""
    roles: Mapping[str, Role] = field(default_factory=dict)
    """Roles by label from the researcher's table of speakers."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """For tables: the name or number of a column by what it is; see `columns.ROLES`."""
    max_bytes: int = 200 * MEGABYTE
    """Larger files are refused, and so is what unpacks to more than this."""
    long_turn: int = 3000
    """Turns of more characters than this are warned of: a label was probably missed."""
