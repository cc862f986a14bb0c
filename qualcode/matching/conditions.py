"""Conditions of a pattern on who speaks and on whom it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.matching.rules import written_as

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.matching.overlap import Hit
    from qualcode.model.codebook import Codebook, Pattern


class Conditions:
    """The patterns of a codebook that ask for a speaker or a subject.

    Args:
        codebook: Whose patterns; a condition names subjects or groups of them.
    """

    def __init__(self, codebook: Codebook) -> None:
        self._scheme = codebook.subjects
        self._patterns: dict[tuple[str, str], Pattern] = {
            (code.id, written_as(pattern)): pattern
            for code in codebook.codes
            for pattern in code.patterns
            if pattern.said_by or pattern.about
        }

    def __bool__(self) -> bool:
        return bool(self._patterns)

    def speaker(self, hit: Hit, speaker: str) -> bool:
        """Tell whether the speaker is one of those the hit's pattern asks for."""
        pattern = self._patterns.get((hit.code, hit.pattern))
        return pattern is None or self._is_one([speaker], pattern.said_by)

    def about(self, hit: Hit, about: Sequence[str]) -> bool:
        """Tell whether a hit is about one of those that its pattern asks for."""
        pattern = self._patterns.get((hit.code, hit.pattern))
        return pattern is None or self._is_one(about, pattern.about)

    def _is_one(self, subjects: Sequence[str], wanted: Sequence[str]) -> bool:
        groups = (self._scheme.group_of(each) for each in subjects)
        return not wanted or any(each in wanted for each in (*subjects, *groups) if each)
