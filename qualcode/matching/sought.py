"""Whether a text can hold any of some codes: told by their words, long before it is coded.

After a change of one code most documents hold none of its words. What would be read of
them, their turns, sentences and speakers, takes longer than to look for a few words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qualcode.matching.lexicon import automaton
from qualcode.matching.spelling import Speller
from qualcode.model.codebook import PatternKind
from qualcode.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from qualcode.model.codebook import Codebook, Pattern


class Sought:
    """The words of some codes.

    Args:
        codebook: Whose codes.
        codes: Their ids.
    """

    def __init__(self, codebook: Codebook, codes: Collection[str]) -> None:
        patterns = [each for code in codebook.codes if code.id in codes for each in code.patterns]
        words = {*_words(patterns, Speller(codebook.variants))}
        self._tells = all(map(_is_told_by_its_words, patterns)) and "" not in words
        self._automaton: Any = automaton(sorted(words)) if words and self._tells else None

    def may_stand_in(self, text: str) -> bool:
        """Tell whether any of the codes may stand in a text; frames and expressions always may."""
        if not self._tells:
            return True
        return self._automaton is not None and bool(
            self._automaton.find_matches_as_indexes(fold(text))
        )


def _words(patterns: Collection[Pattern], speller: Speller) -> Iterator[str]:
    for pattern in patterns:
        for way in speller.ways(pattern.text, pattern.language):
            yield fold(way.removesuffix("*") if pattern.language == "en" else way)


def _is_told_by_its_words(pattern: Pattern) -> bool:
    """Tell whether a pattern stands nowhere but where its letters do.

    A mark of the transcriber counts as blanks, so that several of them may stand for one.
    """
    return pattern.kind is PatternKind.LITERAL and "  " not in pattern.text
