"""Traps: sentences that a researcher has seen go wrong, kept beside the codebook for good.

They run with every `codebook test`, so what was mended stays mended.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.codebook.labelled import (
    Labelled,
    Origin,
    check_labelled,
    read_labelled,
    traps_path,
    written,
)
from qualcode.errors import Place, ProblemsError, UsageError
from qualcode.exchange.files import write_file
from qualcode.matching.autocoder import Autocoder
from qualcode.workflow.testing import outcome_of

if TYPE_CHECKING:
    from pathlib import Path

    from qualcode.model.codebook import Codebook, Example
    from qualcode.workflow.testing import Outcome


def traps_of(path: Path) -> list[Labelled]:
    """Return the traps of a codebook file, in the order they were added."""
    kept = traps_path(path)
    return read_labelled(kept, origin=Origin.TRAP) if kept.exists() else []


def add_trap(path: Path, codebook: Codebook, code: str, example: Example) -> Outcome:
    """Keep a trap, unless it is there already, and return how it comes out now.

    Args:
        path: The codebook's file.
        codebook: The codebook.
        code: Id of a code; empty = the sentence must get no code at all.
        example: The sentence, and what must come of it.

    Raises:
        ProblemsError: When the codebook has no such code or subject.
    """
    traps = traps_of(path)
    place = Place(str(traps_path(path)), len(traps) + 1)
    trap = Labelled(code, example, example.status is not None, place, Origin.TRAP)
    problems = list(check_labelled([trap], codebook))
    if problems:
        raise ProblemsError(place.path, problems)
    if not any(_is_same(trap, each) for each in traps):
        _write(path, [*traps, trap])
    return outcome_of(trap, Autocoder(codebook))


def remove_trap(path: Path, number: int) -> Labelled:
    """Remove a trap by its number in the list, from 1.

    Raises:
        UsageError: When there is no such trap.
    """
    traps = traps_of(path)
    if not 1 <= number <= len(traps):
        raise UsageError(f"there is no trap {number}", hint="`qualcode trap list` numbers them")
    _write(path, [each for index, each in enumerate(traps, start=1) if index != number])
    return traps[number - 1]


def _write(path: Path, traps: list[Labelled]) -> None:
    write_file(traps_path(path), written(traps).encode(), force=True)


def _is_same(one: Labelled, other: Labelled) -> bool:
    return written([one]) == written([other])
