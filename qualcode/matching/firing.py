"""Which word sets of a codebook are spoken in each sentence: what a learner may go by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.matching.scanner import Scanner
from qualcode.matching.scene import folded_questions
from qualcode.matching.tally import sets_as_codes
from qualcode.text.fold import fold

if TYPE_CHECKING:
    from qualcode.model.codebook import Codebook
    from qualcode.model.document import Document


class SetFinder:
    """Finds the word sets of a codebook.

    Args:
        codebook: Whose sets; compiled once, here.
    """

    def __init__(self, codebook: Codebook) -> None:
        self._scanner = Scanner(sets_as_codes(codebook)) if codebook.sets else None

    def find(self, document: Document) -> list[tuple[str, ...]]:
        """Return the names of the sets that each unit of a document speaks of, by name."""
        found: list[tuple[str, ...]] = [()] * len(document.units)
        if self._scanner is None:
            return found
        questions = folded_questions(document)
        turns = [unit.turn for unit in document.units]
        scanned = self._scanner.scan_units(
            fold(document.text),
            [(unit.start, unit.end) for unit in document.units],
            lambda index: questions[turns[index]],
            turns,
        )
        for index, hits in scanned:
            found[index] = tuple(sorted({hit.code for hit in hits}))
        return found
