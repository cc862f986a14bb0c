"""Where each value of a codebook stands in its file.

The model's records carry a line at most, and a codebook can also come from
elsewhere than a file. So places are kept beside it, under keys made of names and
indices: ``("codes", 3, "opposite", 0)`` is the first opposite of the fourth code
in `Codebook.codes`, ``("subjects", 1, "aliases", "zh", 2)`` an alias.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from qualcode.errors import Place, Problem, Severity

if TYPE_CHECKING:
    from qualcode.model.codebook import Codebook

PlaceKey: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Places:
    """The file of a codebook and the places in it, as far as they are known."""

    path: str
    spots: dict[PlaceKey, tuple[int, int]] = field(default_factory=dict)
    """Line and column, 1-based; column 0 = not known."""

    def __contains__(self, key: PlaceKey) -> bool:
        return key in self.spots

    def at(self, key: PlaceKey) -> Place:
        """Return the place of a value, or of the nearest thing around it that has one."""
        for end in range(len(key), -1, -1):
            spot = self.spots.get(key[:end])
            if spot:
                return Place(self.path, *spot)
        return Place(self.path)

    def error(self, key: PlaceKey, message: str, hint: str = "") -> Problem:
        """Make the problem of a value that cannot stay."""
        return Problem(self.at(key), message, hint)

    def warning(self, key: PlaceKey, message: str, hint: str = "") -> Problem:
        """Make the problem of a value that is probably not meant."""
        return Problem(self.at(key), message, hint, Severity.WARNING)


def places_of(codebook: Codebook, *, path: str) -> Places:
    """Return the places that the records themselves remember: lines without columns."""
    spots: dict[PlaceKey, tuple[int, int]] = {}
    for index, code in enumerate(codebook.codes):
        spots["codes", index] = (code.line, 0)
        for key in ("patterns", "masks", "examples", "non_examples"):
            for number, item in enumerate(getattr(code, key)):
                spots["codes", index, key, number] = (item.line, 0)
    return Places(path, {key: spot for key, spot in spots.items() if spot[0]})
