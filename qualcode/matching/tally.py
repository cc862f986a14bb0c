"""How often each pattern and each word set fires: a count of hits, before anything is judged."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.matching.scanner import Scanner
from qualcode.matching.scene import folded_questions
from qualcode.model.codebook import Code, Pattern, PatternKind
from qualcode.model.label import Label
from qualcode.text.fold import fold

if TYPE_CHECKING:
    from qualcode.model.codebook import Codebook
    from qualcode.model.document import Document

Key = tuple[str, str]
"""A code and a pattern as the codebook writes it."""


class HitCounter:
    """Counts the hits of a codebook's patterns, document by document.

    Args:
        codebook: Whose patterns.
    """

    def __init__(self, codebook: Codebook) -> None:
        self._scanner = Scanner(codebook)
        self.hits: Counter[Key] = Counter()
        self.words: defaultdict[Key, Counter[str]] = defaultdict(Counter)
        """The words that were found, as they stand in the texts."""

    def count(self, document: Document, *, words: bool = False) -> None:
        """Count the hits in a document.

        Args:
            document: Any document.
            words: Note the words too.
        """
        folded = fold(document.text)
        questions = folded_questions(document)
        turns = [unit.turn for unit in document.units]
        found = self._scanner.scan_units(
            folded,
            [(unit.start, unit.end) for unit in document.units],
            lambda index: questions[turns[index]],
            turns,
            document.text,
        )
        for _, hits in found:
            for hit in hits:
                key = hit.code, hit.pattern
                self.hits[key] += 1
                if words:
                    self.words[key][folded[hit.start : hit.end]] += 1


def sets_as_codes(codebook: Codebook) -> Codebook:
    """Return a codebook whose codes are the word sets of another, each found by its words alone."""
    codes = tuple(
        Code(
            each.name,
            each.name,
            Label(each.name, each.name),
            patterns=tuple(
                Pattern(f"{{{each.name}}}", language, PatternKind.FRAME) for language in each.words
            ),
        )
        for each in codebook.sets
    )
    return replace(codebook, codes=codes)
