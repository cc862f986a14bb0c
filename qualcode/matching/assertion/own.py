"""The cues that a codebook adds: steps of its own, asked before those that are built in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qualcode.matching.assertion.step import Cue
from qualcode.matching.assertion.window import Place
from qualcode.model.coding import Status
from qualcode.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qualcode.matching.assertion.step import Step

_AFTER = ("…", "...")


def own_steps(
    cues: Mapping[str, Mapping[str, Sequence[str]]],
) -> Mapping[str, tuple[Step, ...]]:
    """Return the cues of a codebook as steps by language.

    Args:
        cues: Words by language and status, see `Codebook.cues`.
    """
    return {
        language: tuple(
            _step(word, Status(status), is_english=language == "en")
            for status, words in rows.items()
            for word in words
        )
        for language, rows in cues.items()
    }


def _step(word: str, status: Status, *, is_english: bool) -> Cue:
    stem = word.removeprefix(_AFTER[0]).removeprefix(_AFTER[1]).strip()
    pattern = re.escape(fold(stem))
    place = Place.BEFORE if stem == word.strip() else Place.LATER
    bounded = rf"\b{pattern}\b" if is_english else pattern
    return Cue("cue", re.compile(bounded), place, status, "a cue of the codebook")
