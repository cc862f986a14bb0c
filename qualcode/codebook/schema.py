"""The format as data: which keys stand where, and how the value of each is read.

A new key is one line here and one field of the same name in the model. What a
key *means* (that ``opposite`` names a code) is for the checks; here is only what
it looks like.
"""

from __future__ import annotations

from pathlib import PureWindowsPath
from typing import TYPE_CHECKING, Any

from qualcode.codebook.mappings import cues, sets, theories, variants
from qualcode.codebook.records import Key, Record, Schema, examples, named_records, record
from qualcode.codebook.values import (
    LANGUAGES,
    Log,
    by_value,
    format_version,
    label,
    number,
    one_of,
    patterns,
    text,
    words,
    words_by_language,
)
from qualcode.model.codebook import LEVELS, PRECISION, Kind, LearnedFile, Overlap, Scope
from qualcode.model.coding import Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qualcode.codebook.nodes import Node, Placed
    from qualcode.model.codebook import Pattern

NO_HIT = "none"
"""The status of a non-example in which nothing at all may be found."""


def _patterns(node: Node, log: Log, title: str) -> tuple[Placed[Pattern], ...]:
    """Read patterns: each a text, or a mapping that adds conditions to it."""
    each = f"an item of {title}"
    return patterns(node, log, title, lambda item: _conditions(item, log, each))


def _conditions(node: Node, log: Log, title: str) -> tuple[str, dict[str, Any]]:
    """Read a pattern with conditions; return its text and the fields of the model."""
    found = record(node, log, PATTERN, title)
    values = {
        name: tuple(item.value for item in placed.value)
        if isinstance(placed.value, tuple)
        else placed.value
        for name, placed in found.values.items()
        if name not in COMBINATIONS
    }
    distance = str(values.pop("distance", ""))
    written = [name for name in COMBINATIONS if name in found.values]
    if len(written) != 1:
        hint = "one of: " + ", ".join(COMBINATIONS)
        what = "says in two ways what it finds" if written else "does not say what it finds"
        log.error(node, f"{title} {what}", hint)
        return "", values
    return _combined(written[0], found.get(written[0]), distance), values


def _combined(how: str, parts: Any, distance: str) -> str:
    """Return a combination of words as a frame."""
    if how == "match":
        return str(parts)
    return (
        COMBINATIONS[how]
        .format(distance)
        .join(each.value for each in parts)
        .join(("(", ")") if how == "any_of" else ("", ""))
    )


def _learned(node: Node, log: Log, title: str) -> LearnedFile:
    """Read which file of weights is meant."""
    found = record(node, log, LEARNED, title)
    name = found.get("file") or ""
    if _leads_away(name):
        hint = "`codebook learn` writes this file, so it must lie beside the codebook or below"
        log.error(node, f"'file' of {title} leads out of the codebook's folder", hint)
    precision = found.get("precision") or PRECISION
    return LearnedFile(name, found.get("sha256") or "", int(precision))


def _leads_away(name: str) -> bool:
    """Tell whether a file's name, of whichever system, leads out of the folder it is seen from."""
    parts = PureWindowsPath(name).parts  # reads both kinds of slashes
    return ".." in parts or PureWindowsPath(name).anchor != "" or name.startswith("~")


def _codes(node: Node, log: Log, title: str) -> list[Record]:
    """Read codes; each may have codes under it, which is why this is no constant."""
    found: list[Record] = named_records(CODE, "code")(node, log, title)
    return found


EXAMPLE: Schema = {
    "text": Key(text, required=True),
    "language": Key(one_of({language: language for language in LANGUAGES})),
    "speaker": Key(text),
    "asked": Key(text),
    "status": Key(one_of(by_value(Status))),
    "about": Key(text),
    "why": Key(text),
}

NON_EXAMPLE: Schema = {**EXAMPLE, "status": Key(one_of({**by_value(Status), NO_HIT: NO_HIT}))}

PATTERN: Schema = {
    "match": Key(text),
    "all_of": Key(words),
    "any_of": Key(words),
    "before": Key(words),
    "near": Key(words),
    "distance": Key(number),
    "within": Key(one_of(by_value(Scope))),
    "whole_words": Key(one_of({"yes": True, "true": True, "no": False, "false": False})),
    "unless": Key(words),
    "when_asked": Key(words),
    "said_by": Key(words),
    "about": Key(words),
}

COMBINATIONS = {
    "match": "",
    "all_of": " & ",
    "any_of": "|",
    "before": " …{} ",
    "near": " &{} ",
}
"""How a pattern says what it finds, and what joins the parts of a frame that says the same."""

GROUP: Schema = {
    "id": Key(text),
    "name": Key(label),
}

SUBJECT: Schema = {
    "id": Key(text),
    "name": Key(label),
    "group": Key(text),
    "prefixes": Key(words),
    "definition": Key(label),
    "aliases": Key(words_by_language),
    "masks": Key(words_by_language),
}

LEARNED: Schema = {
    "file": Key(text, required=True),
    "sha256": Key(text, required=True),
    "precision": Key(one_of({str(level): level for level in LEVELS})),
}

CODE: Schema = {
    "id": Key(text),
    "name": Key(label),
    "kind": Key(one_of(by_value(Kind))),
    "theory": Key(words),
    "construct": Key(text),
    "definition": Key(label),
    "include": Key(label),
    "exclude": Key(label),
    "opposite": Key(words),
    "said_by": Key(words),
    "about": Key(words),
    "patterns": Key(_patterns),
    "masks": Key(_patterns),
    "examples": Key(examples(EXAMPLE)),
    "non_examples": Key(examples(NON_EXAMPLE)),
    "codes": Key(_codes),
}

CODEBOOK: Schema = {
    "qualcode": Key(format_version, required=True),
    "id": Key(text),
    "version": Key(text),
    "name": Key(label),
    "description": Key(label),
    "theories": Key(theories),
    "sets": Key(sets),
    "variants": Key(variants),
    "cues": Key(cues),
    "overlap": Key(one_of(by_value(Overlap))),
    "examples": Key(words),
    "interviews": Key(words),
    "learned": Key(_learned),
    "groups": Key(named_records(GROUP, "group")),
    "subjects": Key(named_records(SUBJECT, "subject")),
    "codes": Key(_codes, required=True),
}

SCHEMAS: Mapping[str, Schema] = {
    "codebook": CODEBOOK,
    "group": GROUP,
    "subject": SUBJECT,
    "learned": LEARNED,
    "code": CODE,
    "pattern": PATTERN,
    "example": EXAMPLE,
    "non-example": NON_EXAMPLE,
}
"""Every kind of record of the format, for whoever documents or lists its keys."""
