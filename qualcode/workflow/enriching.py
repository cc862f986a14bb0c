"""A word taken into the codebook's file: as a pattern of a code, or into a word set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.codebook.values import pattern_of
from qualcode.workflow.restructure import plan_of

if TYPE_CHECKING:
    from pathlib import Path

    from qualcode.workflow.restructure import Plan


def plan_pattern(path: Path, code: str, word: str) -> Plan:
    """Work out a new pattern of a code.

    Args:
        path: The codebook's file.
        code: Id of the code.
        word: The pattern, as the codebook writes it: a literal, ``re:…`` or a frame.
    """
    pattern = pattern_of(word)
    return plan_of(
        "add pattern", path, code, lambda text: text.add_pattern(code, pattern), {}, same=False
    )


def plan_word(path: Path, set_name: str, word: str) -> Plan:
    """Work out a new word of a set."""
    return plan_of(
        "add word", path, set_name, lambda text: text.add_word(set_name, word), {}, same=False
    )
