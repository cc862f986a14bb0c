"""A study as REFI-QDA can hold it: the records that the writer takes and the reader gives.

The standard knows codes, not what a speaker claims with them. So a coding that is no
plain claim also has a code of its status, in a group of its own, which every program
can filter by; whom it is about stands in the description of its selection.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qualcode.exchange.refi.elements import guid_of
from qualcode.model.coding import Source as Maker
from qualcode.model.coding import Status

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qualcode.model.memo import Memo
    from qualcode.model.participant import Participant

STATUS_GROUP = guid_of("statuses")
STATUS_CODES = {status: guid_of("statuses", status) for status in Status}
"""The code of each status; the same in every project, so that it is known again."""
SUBJECT = "subject"
SUBJECT_VARIABLE = guid_of("variable of subjects")
"""The variable that holds the kind of actor; others of this name are attributes."""


MACHINE = "machine:"
"""What the id of a user begins with who is a machine; its kind follows."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """One code on one stretch of a text, by one person."""

    start: int
    """Code points of the text, half-open."""
    end: int
    code: str
    """Id of the code."""
    coder: str
    at: str = ""
    """When, ISO 8601; empty = not told."""
    status: Status = Status.ASSERTED
    about: tuple[str, ...] = ()
    view_of: str = ""
    memos: tuple[Memo, ...] = ()
    maker: Maker = Maker.PERSON
    """What kind of coder; of a machine, what nobody has decided on."""


@dataclass(frozen=True, slots=True)
class Source:
    """One text with its codings."""

    name: str
    text: str
    codings: Sequence[Tagged] = ()
    memos: Sequence[Memo] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """One person, and where they speak."""

    participant: Participant
    speaks_as: Mapping[str, str]
    """The label, by the name of the document; empty = not told."""


@dataclass(frozen=True, slots=True)
class Study:
    """What a package holds."""

    name: str
    origin: str
    """The program that wrote it."""
    rows: Sequence[Mapping[str, str]]
    """The codes as rows of a table, see `qualcode.codebook.flat`."""
    sources: Sequence[Source]
    cases: Sequence[Case] = ()
    memos: Sequence[Memo] = ()
    """Those on the project and on codes."""
    notes: tuple[str, ...] = field(default=())
    """What was left out or is doubtful, in words for the user."""

    @property
    def is_ours(self) -> bool:
        """Tell whether this program wrote it, whose descriptions are to be taken at their word."""
        return self.origin.startswith("qualcode")
