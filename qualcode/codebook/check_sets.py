"""Checks on word sets and the frames that speak of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.codebook.wording import named, nearest, quoted
from qualcode.model.codebook import PatternKind
from qualcode.model.frame import NUMBER, FrameSyntaxError, is_frame, parse_frames

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from qualcode.codebook.places import PlaceKey, Places
    from qualcode.errors import Problem
    from qualcode.model.codebook import Codebook

Written = tuple[str, "PlaceKey", str]
"""A frame as written, its place, and what it belongs to."""


def unreadable_frames(codebook: Codebook, places: Places) -> Iterator[Problem]:
    """Find frames that break the language of frames, and masks that are frames."""
    for text, key, title in _frames(codebook):
        try:
            parse_frames(text)
        except FrameSyntaxError as fault:
            message = f"{quoted(text)} of {title} is no frame: {fault}"
            yield places.error(key, message, f"at character {fault.offset + 1}")
    for index, code in enumerate(codebook.codes):
        for number, mask in enumerate(code.masks):
            if mask.kind is PatternKind.FRAME:
                message = f"{quoted(mask.text)} of {named('code', code.id)} is a frame, not words"
                hint = "masks are words; conditions on a frame are written 'unless'"
                yield places.error(("codes", index, "masks", number), message, hint)


def unknown_sets(codebook: Codebook, places: Places) -> Iterator[Problem]:
    """Find frames that speak of a set that is not there."""
    known = {each.name for each in codebook.sets} | {NUMBER}
    for text, key, title in _frames(codebook):
        for name in sorted(_sets_of(text) - known):
            hint = nearest(name, sorted(known)) or "sets stand under the key 'sets'"
            yield places.error(key, f"no set {quoted(name)} for {quoted(text)} of {title}", hint)


def circular_sets(codebook: Codebook, places: Places) -> Iterator[Problem]:
    """Find sets that hold themselves, by way of others or not."""
    holds = {
        each.name: _named(word for words in each.words.values() for word in words)
        for each in codebook.sets
    }
    for index, each in enumerate(codebook.sets):
        seen: set[str] = set()
        waiting = set(holds[each.name])
        while waiting:
            name = waiting.pop()
            seen.add(name)
            waiting |= holds.get(name, set()) - seen
        if each.name in seen:
            yield places.error(("sets", index), f"{named('set', each.name)} holds itself")


def unused_sets(codebook: Codebook, places: Places) -> Iterator[Problem]:
    """Find sets that no frame speaks of."""
    used = _named(text for text, _, _ in _frames(codebook))
    for index, each in enumerate(codebook.sets):
        if each.name == NUMBER:
            yield places.error(("sets", index), f"{named('set', NUMBER)} is built in", "rename it")
        elif each.name not in used:
            yield places.warning(("sets", index), f"{named('set', each.name)} is used by no frame")


def _frames(codebook: Codebook) -> Iterator[Written]:
    """Yield everything that is written in the language of frames."""
    for index, code in enumerate(codebook.codes):
        for number, pattern in enumerate(code.patterns):
            key: PlaceKey = ("codes", index, "patterns", number)
            title = named("code", code.id)
            if pattern.kind is PatternKind.FRAME:
                yield pattern.text, key, title
            for condition in (*pattern.unless, *pattern.when_asked):
                yield condition, key, title
    for index, each in enumerate(codebook.sets):
        for word in (word for words in each.words.values() for word in words):
            if is_frame(word):
                yield word, ("sets", index), named("set", each.name)


def _named(texts: Iterable[str]) -> set[str]:
    """Return the sets that texts speak of, as far as they are frames that can be read."""
    return {name for text in texts if is_frame(text) for name in _sets_of(text)}


def _sets_of(text: str) -> set[str]:
    try:
        return {name for frame in parse_frames(text) for name in frame.sets()}
    except FrameSyntaxError:
        return set()
