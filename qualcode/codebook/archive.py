"""A codebook as JSON, complete to the line numbers: the form the project file keeps.

Tables are made under the codebook that the codings were made under, not under
the file of today, and they must start at once. So this module needs neither
YAML nor checks; what it reads it has written itself. Fields that hold their
default are left out.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import lru_cache
from typing import Any, TypeAlias

from qualcode.errors import DataError
from qualcode.model.codebook import (
    Code,
    Codebook,
    Example,
    Kind,
    LearnedFile,
    Overlap,
    Pattern,
    PatternKind,
    Scope,
    WordSet,
)
from qualcode.model.coding import Status
from qualcode.model.label import Label
from qualcode.model.subject import Group, Subject, SubjectScheme

Decoder: TypeAlias = Callable[[Any], Any]


def to_json(codebook: Codebook) -> str:
    """Return a codebook as one line of JSON; `from_json` gives an equal codebook back."""
    return json.dumps(_encode(codebook), ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=4)
def from_json(text: str) -> Codebook:
    """Return the codebook that `to_json` wrote; the same one again for the same text.

    Raises:
        DataError: When the text is not such JSON.
    """
    try:
        codebook: Codebook = _codebook(json.loads(text))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as fault:
        raise DataError(
            "a codebook kept in the project cannot be read",
            hint="run `qualcode verify`; coding again keeps the codebook anew",
        ) from fault
    return codebook


def _encode(value: Any) -> Any:
    """Turn records into objects, tuples into arrays; words stay words."""
    if is_dataclass(value):
        return {
            field.name: _encode(getattr(value, field.name))
            for field in fields(value)
            if getattr(value, field.name) != _default(field)
        }
    if isinstance(value, Mapping):
        return {key: _encode(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [_encode(item) for item in value]
    return value


def _default(field: Field[Any]) -> Any:
    if field.default_factory is not MISSING:
        return field.default_factory()
    return field.default


def _each(decode: Decoder) -> Decoder:
    """Make a decoder of an array of things."""
    return lambda values: tuple(decode(value) for value in values)


def _each_value(decode: Decoder) -> Decoder:
    """Make a decoder of an object whose values are things."""
    return lambda values: {key: decode(value) for key, value in values.items()}


def _made_of(record: type[Any], **decoders: Decoder) -> Decoder:
    """Make a decoder of a record; fields without a decoder are words or numbers."""

    def decode(values: Any) -> Any:
        return record(
            **{
                name: decoders[name](value) if name in decoders else value
                for name, value in values.items()
            }
        )

    return decode


def _status(value: str | None) -> Status | None:
    return None if value is None else Status(value)


_label = _made_of(Label)
_pattern = _made_of(
    Pattern,
    kind=PatternKind,
    within=Scope,
    unless=tuple,
    when_asked=tuple,
    said_by=tuple,
    about=tuple,
)
_words = _each_value(tuple)
_learned = _made_of(LearnedFile)
_set = _made_of(WordSet, words=_words)
_example = _made_of(Example, status=_status)
_group = _made_of(Group, name=_label)
_subject = _made_of(
    Subject, name=_label, definition=_label, aliases=_words, masks=_words, prefixes=tuple
)
_scheme = _made_of(SubjectScheme, subjects=_each(_subject), groups=_each(_group))
_code = _made_of(
    Code,
    name=_label,
    kind=Kind,
    theory=tuple,
    definition=_label,
    include=_label,
    exclude=_label,
    patterns=_each(_pattern),
    masks=_each(_pattern),
    examples=_each(_example),
    non_examples=_each(_example),
    opposite=tuple,
    said_by=tuple,
    about=tuple,
)
_codebook = _made_of(
    Codebook,
    name=_label,
    description=_label,
    codes=_each(_code),
    subjects=_scheme,
    theories=_each_value(_label),
    sets=_each(_set),
    variants=_each_value(_each(tuple)),
    cues=_each_value(_words),
    overlap=Overlap,
    examples=tuple,
    interviews=tuple,
    learned=_learned,
)
