"""The one family of errors, and the exit codes they lead to.

Every error a user can cause is a `QualcodeError`: it says *what* is wrong and
*where*, and its hint says what to do about it. Faults in a researcher's own
files are not raised one by one: they are `Problem` values, collected and
reported together, so that a file is mended in one go.
"""

from __future__ import annotations

import difflib
import shlex
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path


class ExitCode(IntEnum):
    """What the process tells the shell."""

    OK = 0
    FOUND = 1
    """A check found problems (`codebook check`, `verify`), or some of several files are unread."""
    USAGE = 2
    """The command line is wrong: an unknown option, code or document."""
    DATA = 3
    """A project, transcript or codebook is missing or invalid."""
    MISSING = 4
    """An optional package is not installed."""
    CONFLICT = 5
    """Something is in the way: a locked project, an output that exists."""
    INTERNAL = 70
    """A fault in qualcode itself."""
    INTERRUPTED = 130
    """Stopped with Ctrl-C."""


class QualcodeError(Exception):
    """An error with a way out.

    Args:
        message: One sentence that says what is wrong, and where.
        hint: What the user can do; empty where nothing can be advised.
    """

    exit_code = ExitCode.DATA

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(QualcodeError):
    """The command line names something that does not exist or does not fit."""

    exit_code = ExitCode.USAGE


class DataError(QualcodeError):
    """A file or project cannot be used as it is."""


class ConflictError(QualcodeError):
    """Another process, or an existing file, is in the way."""

    exit_code = ExitCode.CONFLICT


class MissingExtraError(QualcodeError):
    """Something needs a package that is only installed on request.

    Args:
        extra: The extra that brings it, as in ``pip install 'qualcode[figures]'``.
        what: What needs it.
    """

    exit_code = ExitCode.MISSING

    def __init__(self, extra: str, what: str) -> None:
        super().__init__(f"{what}: not installed", hint=f"pip install 'qualcode[{extra}]'")


class UnknownNameError(UsageError):
    """A name that is not among the known ones, with the nearest of them.

    Args:
        kind: What was looked for, such as ``code`` or ``document``.
        name: What was given.
        known: All names that would have been right.
        listing: The command that lists them.
    """

    def __init__(self, kind: str, name: str, known: Iterable[str], *, listing: str = "") -> None:
        choices = list(known)
        guess = did_you_mean(name, choices)
        parts = [guess] if guess else []
        if len(choices) <= 12 and not guess:
            parts.append("choose from: " + ", ".join(choices) if choices else f"there is no {kind}")
        if listing:
            parts.append(f"`{listing}` lists them")
        super().__init__(f"no {kind} {name!r}", hint="; ".join(parts))


class Severity(StrEnum):
    """How much a problem matters."""

    ERROR = "error"
    """The file cannot be used."""
    WARNING = "warning"
    """The file can be used, but something in it is probably not meant."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A position in one of the user's files: 1-based line and column, 0 = unknown."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        numbers = [str(n) for n in (self.line, self.column) if n]
        return ":".join([self.path, *numbers])


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault in one of the user's files, as a value."""

    place: Place
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR
    topic: str = field(default="", compare=False)
    """What it has to do with, such as ``patterns``: for listing it beside its like."""

    def __str__(self) -> str:
        text = f"{self.place}: {self.message}"
        return f"{text} ({self.hint})" if self.hint else text


class ProblemsError(DataError):
    """A file with problems, all of them at once.

    Args:
        path: The faulty file.
        problems: What is wrong with it, in the order of the file.
        hint: What to do, where one advice serves for all.
        shown: How many are told; the others are counted.
    """

    def __init__(
        self, path: Path | str, problems: Sequence[Problem], *, hint: str = "", shown: int = 50
    ) -> None:
        count = len(problems)
        noun = "problem" if count == 1 else "problems"
        super().__init__(f"{path} has {count} {noun}", hint=hint)
        self.problems = tuple(problems)
        self.shown = shown


def typed(*names: str) -> str:
    """Return names as they are typed after a command of ours, for hints.

    Args:
        names: Names of documents, files …: quoted where a shell would cut them up, and after
            ``--`` where one begins like an option; so options stand before them.
    """
    dashes = ["--"] if any(name.startswith("-") for name in names) else []
    return " ".join([*dashes, *map(_quoted, names)])


def _quoted(name: str) -> str:
    """Return a name for a shell; letters of all scripts need no quotes."""
    if name and all(letter.isalnum() or letter in _UNQUOTED for letter in name):
        return name
    return shlex.quote(name)


_UNQUOTED = "@%+=:,./-_"
"""Signs that mean nothing to a shell."""


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Name the nearest known word, or nothing.

    Returns:
        A clause such as ``did you mean 'table'?``; empty when nothing is near.
    """
    choices = list(known)
    lowered = {choice.lower(): choice for choice in reversed(choices)}
    near = difflib.get_close_matches(name.lower(), list(lowered), n=1, cutoff=0.6)
    return f"did you mean {lowered[near[0]]!r}?" if near else ""
