"""A codebook → YAML that a researcher can go on writing in.

What is short stays on one line; Chinese is written as Chinese; keys come in the
order of the format; what is empty is left out. Reading the result gives the same
codebook again. Comments are not kept: this makes new files, it edits none.
"""

from __future__ import annotations

import io
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from qualcode.codebook.schema import CODE, EXAMPLE, GROUP, NO_HIT, SUBJECT
from qualcode.codebook.values import (
    FORMAT_VERSION,
    LANGUAGES,
    language_of,
    needs_quotes,
)
from qualcode.model.codebook import Kind, Overlap, Scope, leaf, parent
from qualcode.model.coding import Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qualcode.model.codebook import Code, Codebook, Example, Pattern, WordSet
    from qualcode.model.label import Label
    from qualcode.model.subject import Group, Subject

_LINE = 88
"""Columns up to which a list or mapping stays on one line; a Han character takes two."""

_UNSAFE_STARTS = (":", "?")
"""What YAML's writer leaves bare within brackets although its reader stumbles over it."""


def to_yaml(codebook: Codebook) -> str:
    """Return a codebook as the text of a YAML file, in the format `reader` reads."""
    return dump(codebook_record(codebook))


def dump(record: dict[str, Any]) -> str:
    """Return the record of a codebook as YAML."""
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.width = 1_000_000  # never broken: Chinese has no blanks to break at
    yaml.indent(mapping=2, sequence=4, offset=2)
    stream = io.StringIO()
    yaml.dump(styled(record, 0), stream)
    return stream.getvalue()


def codebook_record(codebook: Codebook) -> dict[str, Any]:
    """Return a codebook as the mapping of its keys."""
    head = {"qualcode": int(FORMAT_VERSION), **head_record(codebook)}
    return {**head, "codes": _codes(codebook)}


def head_record(codebook: Codebook) -> dict[str, Any]:
    """Return all of a codebook but its codes, empty keys left out."""
    plain = {
        "id": codebook.id,
        "version": codebook.version,
        "name": _label(codebook.name),
        "description": _label(codebook.description),
        "theories": {key: _label(label) for key, label in codebook.theories.items()},
        "overlap": "" if codebook.overlap is Overlap.LONGEST else codebook.overlap.value,
        "variants": {key: [list(row) for row in rows] for key, rows in codebook.variants.items()},
        "cues": {
            key: {status: list(words) for status, words in rows.items()}
            for key, rows in codebook.cues.items()
        },
        "sets": {each.name: _set(each) for each in codebook.sets},
        "examples": list(codebook.examples),
        "interviews": list(codebook.interviews),
        "learned": asdict(codebook.learned) if codebook.learned else {},
        "groups": [_group(group) for group in codebook.subjects.groups],
        "subjects": [_subject(subject) for subject in codebook.subjects.subjects],
    }
    return filled(plain)


def _group(group: Group) -> dict[str, Any]:
    return filled({"id": group.id, "name": _label(group.name)}, order=GROUP)


def _subject(subject: Subject) -> dict[str, Any]:
    plain = {
        "id": subject.id,
        "name": _label(subject.name),
        "group": subject.group,
        "prefixes": list(subject.prefixes),
        "definition": _label(subject.definition),
        "aliases": _words(subject.aliases),
        "masks": _words(subject.masks),
    }
    return filled(plain, order=SUBJECT)


def _codes(codebook: Codebook) -> list[dict[str, Any]]:
    """Return the tree of codes as nested lists."""
    below: dict[str, list[Code]] = {}
    for code in codebook.codes:
        below.setdefault(parent(code.path), []).append(code)

    def branch(path: str) -> list[dict[str, Any]]:
        return [
            filled({**code_record(code), "codes": branch(code.path)}, order=CODE)
            for code in below.get(path, ())
        ]

    return branch("")


def code_record(code: Code) -> dict[str, Any]:
    """Return a code as the mapping of its keys, empty ones too."""
    plain: dict[str, Any] = {
        "id": leaf(code.path),
        "kind": "" if code.kind is Kind.THEME else code.kind.value,
        "construct": code.construct,
        "patterns": _patterns(code.patterns),
        "masks": _patterns(code.masks),
        "examples": [example_record(each, Status.ASSERTED) for each in code.examples],
        "non_examples": [example_record(each, None) for each in code.non_examples],
    }
    for name in ("theory", "opposite", "said_by", "about"):
        plain[name] = list(getattr(code, name))
    for name in ("name", "definition", "include", "exclude"):
        plain[name] = _label(getattr(code, name))
    return plain


def _patterns(patterns: tuple[Pattern, ...]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {language: [] for language in LANGUAGES}
    for pattern in patterns:
        found[pattern.language].append(pattern_record(pattern))
    return {language: words for language, words in found.items() if words}


def pattern_record(pattern: Pattern) -> str | dict[str, Any]:
    """Return a pattern, as bare text where there is no condition on it."""
    within = "" if pattern.within is Scope.CLAUSE else pattern.within.value
    conditions = filled(
        {
            "within": within,
            "whole_words": "yes" if pattern.whole_words else "",
            "unless": list(pattern.unless),
            "when_asked": list(pattern.when_asked),
            "said_by": list(pattern.said_by),
            "about": list(pattern.about),
        }
    )
    written = pattern.written
    return {"match": written, **conditions} if conditions else written


def _set(each: WordSet) -> dict[str, Any]:
    return filled({**_words(each.words), "about": each.about})


def _words(words: Mapping[str, tuple[str, ...]]) -> dict[str, list[str]]:
    return {language: list(words[language]) for language in LANGUAGES if words.get(language)}


def example_record(example: Example, usual: Status | None) -> str | dict[str, Any]:
    """Return an example, as bare text where there is nothing else to tell."""
    status = example.status.value if example.status else NO_HIT
    language = "" if example.language == language_of(example.text) else example.language
    plain = {
        "text": example.text,
        "language": language,
        "speaker": example.speaker,
        "asked": example.asked,
        "status": "" if example.status is usual else status,
        "about": example.about,
        "why": example.why,
    }
    found = filled(plain, order=EXAMPLE)
    return example.text if list(found) == ["text"] else found


def _label(label: Label) -> str | dict[str, str]:
    """Return a label; one half alone is bare text where its language shows."""
    halves = {key: text for key, text in (("zh", label.zh), ("en", label.en)) if text}
    if len(halves) == 1:
        [(language, text)] = halves.items()
        return text if language_of(text) == language else halves
    return halves


def filled(plain: dict[str, Any], *, order: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Leave out what is empty; put the rest in the order of the format."""
    return {key: plain[key] for key in order or plain if plain.get(key)}


def styled(value: Any, level: int) -> Any:
    """Choose block or one-line style for each list and mapping, quotes for odd texts."""
    from ruamel.yaml.comments import CommentedMap, CommentedSeq
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString

    if isinstance(value, str):
        odd = needs_quotes(value) or value.startswith(_UNSAFE_STARTS)
        return DoubleQuotedScalarString(value) if odd else value
    if not isinstance(value, dict | list):
        return value
    node: Any
    if isinstance(value, dict):
        node = CommentedMap({key: styled(item, level + 2) for key, item in value.items()})
    else:
        node = CommentedSeq([styled(item, level + 2) for item in value])
    if level and _fits(value, level):
        node.fa.set_flow_style()
    else:
        node.fa.set_block_style()
    return node


def _fits(value: Any, level: int) -> bool:
    """Tell whether something is flat and short enough for one line."""
    if isinstance(value, dict):
        items = list(value.values())
        keys = sum(_cells(key) + 4 for key in value)
    else:
        items, keys = value, 4 * len(value)
    flat = all(isinstance(item, str) or _is_short_list(item) for item in items)
    return flat and level * 2 + keys + sum(_cells(item) for item in items) <= _LINE


def _is_short_list(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _cells(value: str | list[str]) -> int:
    """Return the columns a text takes on a screen, near enough for choosing a line break."""
    if isinstance(value, list):
        return sum(_cells(item) + 2 for item in value)
    return sum(1 if ord(sign) < 0x1100 else 2 for sign in value)
