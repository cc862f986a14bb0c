"""Mappings whose keys are the researcher's own: theories, word sets, variants and cues.

A schema cannot list such keys; what each of them may hold is read here.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.codebook.nodes import MapNode, Node, Placed, ScalarNode, describe, place
from qualcode.codebook.values import (
    LANGUAGES,
    Log,
    by_value,
    items,
    label,
    repeated_key,
    text,
    unknown_key,
    words,
    words_by_language,
)
from qualcode.codebook.wording import named
from qualcode.model.codebook import WordSet
from qualcode.model.coding import Status

if TYPE_CHECKING:
    from qualcode.model.label import Label


def theories(node: Node, log: Log, title: str) -> dict[str, Placed[Label]]:
    """Read the theories: an id and a name each."""
    entries = _entries(node, log, title, "'id: name'")
    return {
        key.value: place(label(value, log, named("theory", key.value)), key)
        for key, value in entries
    }


def _entries(node: Node, log: Log, title: str, form: str) -> list[tuple[ScalarNode, Node]]:
    """Return the entries of a mapping whose keys are free, each key once."""
    if not isinstance(node, MapNode):
        log.error(
            node, f"{title} must be a mapping, but is {describe(node)}", f"write each as {form}"
        )
        return []
    found: dict[str, tuple[ScalarNode, Node]] = {}
    for key, value in node.entries:
        if key.value in found:
            repeated_key(key, found[key.value][0], log, title)
        else:
            found[key.value] = (key, value)
    return list(found.values())


def sets(node: Node, log: Log, title: str) -> tuple[Placed[WordSet], ...]:
    """Read the word sets: a name and its words by language each."""
    entries = _entries(node, log, title, "'name: {zh: […], en: […]}'")
    return tuple(place(_set(key.value, value, log), key) for key, value in entries)


def _set(name: str, node: Node, log: Log) -> WordSet:
    """Read the words of a set; a mapping may also tell whom they name."""
    about = ""
    if isinstance(node, MapNode):
        told = [value for key, value in node.entries if key.value == "about"]
        about = text(told[0], log, f"'about' of {named('set', name)}") if told else ""
        rest = [entry for entry in node.entries if entry[0].value != "about"]
        node = replace(node, entries=rest)
    listed = words_by_language(node, log, named("set", name))
    words: dict[str, tuple[str, ...]] = {
        language: tuple(each.value for each in items) for language, items in listed.items()
    }
    return WordSet(name, words, about)


def variants(node: Node, log: Log, title: str) -> dict[str, tuple[Placed[tuple[str, ...]], ...]]:
    """Read rows of words that stand for each other, by language."""
    found: dict[str, tuple[Placed[tuple[str, ...]], ...]] = {}
    for key, value in _entries(node, log, title, "'zh: [[没, 莫], [咋, 怎么]]'"):
        if key.value not in LANGUAGES:
            unknown_key(key, LANGUAGES, log, title)
            continue
        rows = [(row, words(row, log, f"a row of {title}")) for row in items(value, log, title)]
        found[key.value] = tuple(
            place(tuple(each.value for each in row), item) for item, row in rows
        )
    return found


def cues(node: Node, log: Log, title: str) -> dict[str, dict[str, tuple[Placed[str], ...]]]:
    """Read cues by language and by the status that they give."""
    statuses = by_value(Status)
    found: dict[str, dict[str, tuple[Placed[str], ...]]] = {}
    for key, value in _entries(node, log, title, "'zh: {denied: […]}'"):
        if key.value not in LANGUAGES:
            unknown_key(key, LANGUAGES, log, title)
            continue
        rows: dict[str, tuple[Placed[str], ...]] = {}
        for status, listed in _entries(value, log, title, "'denied: […]'"):
            if status.value in statuses:
                rows[status.value] = words(listed, log, f"{status.value!r} of {title}")
            else:
                unknown_key(status, statuses, log, title)
        found[key.value] = rows
    return found
