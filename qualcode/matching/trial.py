"""Trying one answer: every pattern that finds something in it, and what became of each.

The autocoder only tells what it proposes. Here the candidates that did not count
are told too, with what kept them out, so that a researcher sees why a sentence
came out as it did.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.matching.about import Aboutness
    from qualcode.matching.assertion import Judgement
    from qualcode.matching.overlap import Hit
    from qualcode.model.span import Span


class Fate(StrEnum):
    """What became of a candidate."""

    COUNTS = "counts"
    LONGER = "within a longer match"
    MASK = "masked"
    UNLESS = "taken back by 'unless'"
    NOT_ASKED = "the question before does not fit"
    SPEAKER = "said by another subject"
    ABOUT = "about another subject"
    UNLIKELY = "unlikely, as coded interviews have it"


class Candidate(NamedTuple):
    """A match of a pattern, with what became of it."""

    hit: Hit
    fate: Fate = Fate.COUNTS
    by: str = ""
    """What kept it out: the longer match with its code, or the mask."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A candidate in its sentence, as the autocoder would judge it."""

    sentence: Span
    candidate: Candidate
    matched: Sequence[Span]
    judgement: Judgement
    aboutness: Aboutness
    view_of: str = ""
