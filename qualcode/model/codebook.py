"""The codebook: named ideas with definitions, examples and patterns, as a tree.

A code is named twice: by its id (``contact-scarce``), unique in the codebook and
stable across renames of what stands above it, and by its path
(``contact/contact-scarce``), a plain string with a handful of pure functions
instead of a tree of live objects.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from qualcode.model.coding import Status
from qualcode.model.label import Label
from qualcode.model.subject import SubjectScheme

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SEPARATOR = "/"


class Kind(StrEnum):
    """What a code says about the world."""

    PROBLEM = "problem"
    CAUSE = "cause"
    POSITIVE = "positive"
    COUNTERMEASURE = "countermeasure"
    THEME = "theme"
    """Any other idea: for studies that are not about problems."""


class PatternKind(StrEnum):
    """How a pattern finds its words."""

    LITERAL = "literal"
    """These characters; in English at word borders, with ``*`` for any ending."""
    REGEX = "regex"
    """A regular expression of the linear-time kind, written ``re:…``."""
    FRAME = "frame"
    """Words of named sets in an order, see `qualcode.model.frame`."""
    TOKEN = "token"  # noqa: S105  no secret
    """Tokens by their attributes as JSON, written ``token:[…]``."""

    @property
    def prefix(self) -> str:
        """Return what stands before such a pattern in the codebook."""
        return {"regex": "re:", "token": "token:"}.get(self.value, "")


class Scope(StrEnum):
    """How far the parts of a frame may stand apart."""

    CLAUSE = "clause"
    SENTENCE = "sentence"
    TURN = "turn"


class Overlap(StrEnum):
    """What becomes of literals and expressions that lie within longer ones."""

    LONGEST = "longest within codebook"
    """The longest wins, whatever codes the two belong to."""
    LONGEST_IN_CODE = "longest within code"
    """The longest wins among those of one code; codes do not take words from each other."""
    ALL = "all"
    """Each counts."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way of finding a code in a text."""

    text: str
    """As the researcher wrote it, without ``re:`` or ``token:``."""
    language: str
    """``zh`` or ``en``."""
    kind: PatternKind = PatternKind.LITERAL
    line: int = 0
    """Line of the codebook file, 1-based; 0 = not from a file."""
    within: Scope = Scope.CLAUSE
    """For frames: how far the parts may stand apart."""
    unless: tuple[str, ...] = ()
    """Words or frames that take the pattern back when they stand in the same sentence."""
    when_asked: tuple[str, ...] = ()
    """Words or frames of which one must stand in the question before."""
    said_by: tuple[str, ...] = ()
    """Subjects or groups of which the speaker must be one; empty = whoever speaks."""
    about: tuple[str, ...] = ()
    """Subjects or groups that it must be about; empty = whomever."""
    whole_words: bool = False
    """For Chinese literals: must begin and end where words do (印度 not in 印度尼西亚)."""

    @property
    def written(self) -> str:
        """Return the pattern as the codebook writes it."""
        return self.kind.prefix + self.text


@dataclass(frozen=True, slots=True)
class WordSet:
    """Words that frames speak of by one name; shared by all codes."""

    name: str
    words: Mapping[str, tuple[str, ...]]
    """By language: words (English with ``*`` for any ending), ``{other-set}``, or frames."""
    about: str = ""
    """Subject whom its words name: a frame with one of them is about that subject."""


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence that shows a code, or one that comes close but is not it."""

    text: str
    language: str
    speaker: str = ""
    """Subject id of the speaker; empty = any."""
    asked: str = ""
    """The question before, where the answer needs it."""
    status: Status | None = Status.ASSERTED
    """What a hit in it must come out as; None = there must be no hit."""
    about: str = ""
    why: str = ""
    """For a near miss: what makes it one."""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Code:
    """One named idea; a family is a code that others stand under."""

    id: str
    path: str
    name: Label
    kind: Kind = Kind.THEME
    theory: tuple[str, ...] = ()
    construct: str = ""
    """The concept of the theory that the code stands for."""
    definition: Label = field(default_factory=Label)
    include: Label = field(default_factory=Label)
    exclude: Label = field(default_factory=Label)
    patterns: tuple[Pattern, ...] = ()
    masks: tuple[Pattern, ...] = ()
    """Words that contain one of the patterns but mean something else."""
    examples: tuple[Example, ...] = ()
    non_examples: tuple[Example, ...] = ()
    opposite: tuple[str, ...] = ()
    """Ids of codes that say the contrary."""
    said_by: tuple[str, ...] = ()
    """Subjects that are expected to say it."""
    about: tuple[str, ...] = ()
    """Subjects that it is expected to be said of; the first serves as the default."""
    line: int = 0


LEVELS = range(30, 95, 5)
"""Percentages of right proposals that can be asked for."""
PRECISION = 60
"""The one that is, where a codebook does not say."""


@dataclass(frozen=True, slots=True)
class LearnedFile:
    """The file of weights that a codebook names."""

    file: str
    """Relative to the codebook's own folder."""
    sha256: str
    """Of the file's bytes: other weights are another codebook."""
    precision: int = PRECISION
    """Percentage of proposals that should be right: the more, the fewer there are."""


@dataclass(frozen=True)
class Codebook:
    """The tree of codes and the scheme of subjects, in the order of the file."""

    id: str
    name: Label
    version: str
    digest: str
    """sha256 of the file's bytes: names this very wording."""
    codes: tuple[Code, ...] = ()
    """Families and codes, depth first."""
    subjects: SubjectScheme = field(default_factory=SubjectScheme)
    theories: Mapping[str, Label] = field(default_factory=dict)
    description: Label = field(default_factory=Label)
    sets: tuple[WordSet, ...] = ()
    """The word sets that frames are made of."""
    variants: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    """By language: rows of words that stand for each other in all patterns (没, 莫, 冒)."""
    cues: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    """By language and status: words that give a hit after them that status; with ``…`` at
    their beginning, a hit before them. They come before the cues that are built in."""
    overlap: Overlap = Overlap.LONGEST
    examples: tuple[str, ...] = ()
    """Files of labelled sentences beside the codebook."""
    interviews: tuple[str, ...] = ()
    """Files of interviews beside the codebook that were coded with it."""
    learned: LearnedFile | None = None
    """What was learned from them, see `qualcode.codebook.learned`."""

    @cached_property
    def by_id(self) -> Mapping[str, Code]:
        """Return families and codes by id."""
        return {code.id: code for code in self.codes}

    @cached_property
    def names(self) -> Mapping[str, Label]:
        """Return what families and codes are called, by id."""
        return {code.id: code.name for code in self.codes}

    @cached_property
    def families(self) -> tuple[Code, ...]:
        """Return the codes that have others under them, in order."""
        parents = {parent(code.path) for code in self.codes}
        return tuple(code for code in self.codes if code.path in parents)

    @cached_property
    def leaves(self) -> tuple[Code, ...]:
        """Return the codes that are put on text: those with none under them."""
        parents = {parent(code.path) for code in self.codes}
        return tuple(code for code in self.codes if code.path not in parents)

    def under(self, name: str) -> tuple[str, ...]:
        """Return the ids of the leaf codes at or below an id or path; empty if unknown."""
        code = self.by_id.get(leaf(name))
        return tuple(self._under.get(code.path, ())) if code else ()

    @cached_property
    def _under(self) -> Mapping[str, Sequence[str]]:
        """Return the leaf codes at or below each path, in order."""
        found: dict[str, list[str]] = {}
        for code in self.leaves:
            path = code.path
            while path:
                found.setdefault(path, []).append(code.id)
                path = parent(path)
        return found

    def family_of(self, code: str) -> str:
        """Return the id of the topmost code above a code; itself where nothing is above."""
        known = self.by_id.get(code)
        return root(known.path) if known else code


def parent(path: str) -> str:
    """Return the path above, or the empty string at the top."""
    return path.rpartition(SEPARATOR)[0]


def leaf(path: str) -> str:
    """Return the id at the end of a path."""
    return path.rpartition(SEPARATOR)[2]


def root(path: str) -> str:
    """Return the first id of a path."""
    return path.partition(SEPARATOR)[0]


def depth(path: str) -> int:
    """Return how many codes stand above."""
    return path.count(SEPARATOR)


def is_under(path: str, ancestor: str) -> bool:
    """Tell whether a path is an ancestor's own or lies below it."""
    return path == ancestor or path.startswith(ancestor + SEPARATOR)
