"""From codings to ratings: for each code, which coders put it on which units.

The unit is a choice that moves every coefficient (the larger, the higher), so it
is chosen by the user and printed. Nothing is enumerated that nobody coded: units
without a coding are what is left of the document.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from qualcode.analysis.agreement.basis import Basis
from qualcode.analysis.agreement.ratings import Ratings
from qualcode.analysis.agreement.sets import SetRatings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from qualcode.analysis.agreement.ratings import Pattern
    from qualcode.model.excerpt import Mark


@dataclass(frozen=True, slots=True)
class Size:
    """How much respondents said in a document, and who has coded it."""

    sentences: int
    turns: int
    characters: int
    """Spoken by respondents."""
    length: int
    """Of the whole text."""
    coders: frozenset[str]
    """Those who worked through the document, whether or not they found anything."""

    def of(self, basis: Basis) -> int:
        """Return the number of units of a kind."""
        if basis is Basis.SENTENCE:
            return self.sentences
        return self.turns if basis is Basis.TURN else self.characters


@dataclass(frozen=True)
class Study:
    """What several coders made of the same documents."""

    coders: tuple[str, ...]
    documents: Mapping[str, Size]
    marks: Mapping[str, Sequence[Mark]]
    """By coder; only in documents that at least two have coded."""

    @cached_property
    def _places(self) -> Mapping[str, Mapping[str, Mapping[str, Sequence[Mark]]]]:
        found: dict[str, dict[str, dict[str, list[Mark]]]] = {}
        for coder, marks in self.marks.items():
            for mark in marks:
                inside = found.setdefault(mark.code, {}).setdefault(mark.document, {})
                inside.setdefault(coder, []).append(mark)
        return found

    def at(self, coder: str, code: str, document: str) -> Sequence[Mark]:
        """Return where a coder put a code in a document."""
        return self._places.get(code, {}).get(document, {}).get(coder, ())

    def touched(self, code: str) -> Mapping[str, Size]:
        """Return the documents in which anybody used a code."""
        return {name: self.documents[name] for name in self._places.get(code, {})}

    def presence(self, code: str, basis: Basis) -> Ratings:
        """Return who put a code on which units: True, False, or None in documents not coded."""
        groups: dict[str, Counter[Pattern]] = {}
        used = self._places.get(code, {})
        for name, size in self.documents.items():
            if name not in used:
                groups[name] = Counter({self._nothing(size): size.of(basis)})
                continue
            found = [
                self.at(coder, code, name) if coder in size.coders else None
                for coder in self.coders
            ]
            groups[name] = _patterns(found, size.of(basis), _MEASURES[basis])
        return Ratings.of_groups(groups)

    def _nothing(self, size: Size) -> Pattern:
        """Return the pattern of a unit that nobody coded: None for who never read it."""
        return tuple(False if coder in size.coders else None for coder in self.coders)

    def sets(self, basis: Basis) -> SetRatings:
        """Return the set of codes that each coder put on each sentence or turn."""
        groups: dict[str, Counter[Pattern]] = {}
        mine = {coder: _by_document(self.marks.get(coder, ())) for coder in self.coders}
        for name, size in self.documents.items():
            codes: defaultdict[int, dict[str, set[str]]] = defaultdict(dict)
            for coder in self.coders:
                for mark in mine[coder].get(name, ()):
                    for unit in _units(mark, basis):
                        codes[unit].setdefault(coder, set()).add(mark.code)
            groups[name] = self._set_patterns(size, codes, size.of(basis))
        return SetRatings(groups)

    def _set_patterns(
        self, size: Size, codes: Mapping[int, Mapping[str, set[str]]], number: int
    ) -> Counter[Pattern]:
        def pattern(found: Mapping[str, set[str]]) -> Pattern:
            return tuple(
                frozenset(found.get(coder, ())) if coder in size.coders else None
                for coder in self.coders
            )

        counted: Counter[Pattern] = Counter(pattern(found) for found in codes.values())
        counted[pattern({})] += max(0, number - len(codes))
        return counted


def _by_document(marks: Iterable[Mark]) -> dict[str, list[Mark]]:
    found: defaultdict[str, list[Mark]] = defaultdict(list)
    for mark in marks:
        found[mark.document].append(mark)
    return found


def _patterns(
    coders: Sequence[Sequence[Mark] | None],
    number: int,
    measure: Callable[[Sequence[Sequence[Mark] | None]], Counter[Pattern]],
) -> Counter[Pattern]:
    """Count units by who coded them; those that nobody coded are the rest."""
    found = measure(coders)
    nothing = tuple(None if marks is None else False for marks in coders)
    found[nothing] += max(0, number - sum(found.values()))
    return found


def _of_units(basis: Basis) -> Callable[[Sequence[Sequence[Mark] | None]], Counter[Pattern]]:
    def measure(coders: Sequence[Sequence[Mark] | None]) -> Counter[Pattern]:
        units = [
            None if marks is None else {unit for mark in marks for unit in _units(mark, basis)}
            for marks in coders
        ]
        every = set().union(*(each for each in units if each))
        return Counter(
            tuple(None if each is None else unit in each for each in units) for unit in every
        )

    return measure


def _of_characters(coders: Sequence[Sequence[Mark] | None]) -> Counter[Pattern]:
    """Count characters by who coded them, in one sweep over the edges of all codings."""
    edges: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for coder, marks in enumerate(coders):
        for mark in marks or ():
            edges[mark.start][coder] += 1
            edges[mark.stop][coder] -= 1
    found: Counter[Pattern] = Counter()
    depth = [0] * len(coders)
    last = 0
    for place in sorted(edges):
        if any(depth):
            pattern = tuple(
                None if marks is None else depth[coder] > 0 for coder, marks in enumerate(coders)
            )
            found[pattern] += place - last
        for coder, change in edges[place].items():
            depth[coder] += change
        last = place
    return found


def _units(mark: Mark, basis: Basis) -> Iterable[int]:
    return (mark.turn,) if basis is Basis.TURN else range(mark.unit, mark.unit_last + 1)


_MEASURES = {
    Basis.SENTENCE: _of_units(Basis.SENTENCE),
    Basis.TURN: _of_units(Basis.TURN),
    Basis.CHARACTER: _of_characters,
    Basis.SPAN: _of_characters,
}
