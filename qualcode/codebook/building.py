"""Records as they were read → the codebook of the model, and the places of its values.

The keys of the format are the fields of the model, so records are handed over
whole; only what the tree implies is made here: paths, lines, languages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qualcode.codebook.nodes import Placed
from qualcode.codebook.places import PlaceKey, Places
from qualcode.codebook.schema import NO_HIT
from qualcode.codebook.values import language_of
from qualcode.model.codebook import SEPARATOR, Code, Codebook, Example
from qualcode.model.label import Label
from qualcode.model.subject import Group, Subject, SubjectScheme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qualcode.codebook.records import Record

_MISSING = {"id": "", "name": Label()}
"""What stands in for required values; the checks have told by then."""

_OF_THE_BOOK = (
    *("id", "version", "name", "description", "theories", "examples", "interviews"),
    "learned",
    *("sets", "variants", "cues", "overlap"),
)
"""Keys of the outermost mapping that are fields of the codebook as they are."""

_EXAMPLES = ("examples", "non_examples")


def build(record: Record, *, path: str, digest: str) -> tuple[Codebook, Places]:
    """Make the codebook of a file that was read.

    Args:
        record: The file's outermost mapping.
        path: The file as named in problems.
        digest: sha256 of the file's bytes.

    Returns:
        The codebook and its places. Where the file has errors the codebook is
        as complete as it can be, so that the checks can go on.
    """
    maker = _Maker(Places(path, {(): (record.line, record.column)}))
    codebook = Codebook(
        **{
            **_MISSING,
            "version": "",
            **maker.values(record, (), _OF_THE_BOOK),
        },
        digest=digest,
        codes=maker.codes(record),
        subjects=maker.scheme(record),
    )
    return codebook, maker.places


class _Maker:
    """Makes records of the model and notes where their values stand."""

    def __init__(self, places: Places) -> None:
        self.places = places

    def codes(self, record: Record) -> tuple[Code, ...]:
        """Flatten the tree of codes, depth first."""
        return tuple(
            self._code(each, path, ("codes", index))
            for index, (path, each) in enumerate(_walk(record, ""))
        )

    def scheme(self, record: Record) -> SubjectScheme:
        """Make the subjects and their groups."""
        groups = enumerate(record.get("groups") or ())
        subjects = enumerate(record.get("subjects") or ())
        return SubjectScheme(
            groups=tuple(
                Group(**{**_MISSING, **self.values(each, ("groups", index))})
                for index, each in groups
            ),
            subjects=tuple(
                Subject(**{**_MISSING, "group": "", **self.values(each, ("subjects", index))})
                for index, each in subjects
            ),
        )

    def values(
        self, record: Record, key: PlaceKey, names: tuple[str, ...] | None = None
    ) -> dict[str, Any]:
        """Return the values of a record without their places, which are noted under `key`."""
        self.places.spots[key] = (record.line, record.column)
        return {
            name: self._note(placed, (*key, name))
            for name, placed in record.values.items()
            if names is None or name in names
        }

    def _code(self, record: Record, path: str, key: PlaceKey) -> Code:
        values = self.values(record, key, tuple(set(record.values) - {"codes", *_EXAMPLES}))
        for name in _EXAMPLES:
            placed = record.values.get(name)
            if placed:
                self.places.spots[*key, name] = (placed.line, placed.column)
                values[name] = tuple(
                    self._example(each, (*key, name, index), near_miss=name == "non_examples")
                    for index, each in enumerate(placed.value)
                )
        return Code(**{**_MISSING, **values}, path=path, line=record.line)

    def _example(self, record: Record, key: PlaceKey, *, near_miss: bool) -> Example:
        values = {"text": "", **self.values(record, key)}
        values.setdefault("language", language_of(values["text"]))
        if near_miss and values.get("status", NO_HIT) == NO_HIT:
            values["status"] = None
        return Example(**values, line=record.line)

    def _note(self, value: Any, key: PlaceKey) -> Any:
        """Strip the places off a value, however deep they sit, and keep them."""
        if isinstance(value, Placed):
            self.places.spots[key] = (value.line, value.column)
            return self._note(value.value, key)
        if isinstance(value, tuple):
            return tuple(self._note(item, (*key, index)) for index, item in enumerate(value))
        if isinstance(value, dict):
            return {name: self._note(item, (*key, name)) for name, item in value.items()}
        return value


def _walk(record: Record, above: str) -> Iterator[tuple[str, Record]]:
    """Yield the codes of a record with their paths, each before those under it."""
    for each in record.get("codes") or ():
        path = above + (each.get("id") or "")
        yield path, each
        yield from _walk(each, path + SEPARATOR)
