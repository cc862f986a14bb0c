"""Questions that combine codes, attributes, words and distance: the tree of a ``--where``.

``contact-scarce & !contact-close & subject=poor-household`` is a tree of these
records. A tree is about a unit: of every unit it is true or not, and the codings
in the units of which it is true are found.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    """What a question is asked of."""

    EXCERPT = "excerpt"
    """A coding and those that share words with it."""
    TURN = "turn"
    DOCUMENT = "document"
    PARTICIPANT = "participant"


class Measure(StrEnum):
    """What a distance is counted in."""

    CHARACTERS = "chars"
    SENTENCES = "sentences"
    TURNS = "turns"


@dataclass(frozen=True, slots=True)
class Codes:
    """A coding with one of these codes is in the unit."""

    name: str
    """As it was written: a code, a path, a family, a name."""
    at: int
    """Where it was written, for errors: 0-based position in the question."""
    qualifiers: tuple[Field, ...] = ()
    """What must hold of that very coding as well: status, about, coder, source, review."""
    ids: tuple[str, ...] = ()
    """The leaf codes that are meant, once the name has been looked up."""


@dataclass(frozen=True, slots=True)
class Field:
    """A property has, or has not, one of these values."""

    name: str
    """``subject``, ``status``, ``text`` … or an attribute of the participants."""
    operator: str
    """``=``, ``!=``, ``~`` (contains, or matches ``/…/``), ``<``, ``<=``, ``>`` or ``>=``."""
    values: tuple[str, ...]
    at: int


@dataclass(frozen=True, slots=True)
class Near:
    """Two codings stand near each other, in one document."""

    left: Codes
    right: Codes
    measure: Measure
    distance: int
    """How much may be between them; 0 = they share the sentence or turn."""


@dataclass(frozen=True, slots=True)
class Not:
    """The contrary holds."""

    part: Node


@dataclass(frozen=True, slots=True)
class And:
    """All hold."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one holds."""

    parts: tuple[Node, ...]


Node = Codes | Field | Near | Not | And | Or


@dataclass(frozen=True, slots=True)
class Where:
    """A whole question."""

    text: str
    """As it was written."""
    unit: Unit
    root: Node

    @property
    def asked_codes(self) -> tuple[str, ...]:
        """Return the leaf codes that are asked for and not ruled out: what an excerpt may have."""
        found: dict[str, None] = {}
        _collect(self.root, found, is_asked=True)
        return tuple(found)


def _collect(node: Node, found: dict[str, None], *, is_asked: bool) -> None:
    if isinstance(node, Codes):
        found.update(dict.fromkeys(node.ids if is_asked else ()))
    elif isinstance(node, Near):
        _collect(node.left, found, is_asked=is_asked)
        _collect(node.right, found, is_asked=is_asked)
    elif isinstance(node, Not):
        _collect(node.part, found, is_asked=not is_asked)
    elif isinstance(node, And | Or):
        for part in node.parts:
            _collect(part, found, is_asked=is_asked)
