"""Advice for a better codebook, given when somebody asks for it: `codebook check`.

None of this keeps a codebook from being used, and some of it costs more than a
glance, so reading a codebook for coding does without.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from qualcode.codebook.values import LANGUAGES
from qualcode.codebook.wording import named, quoted
from qualcode.model.codebook import PatternKind
from qualcode.model.frame import NUMBER, FrameSyntaxError, is_frame, parse_frames

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from qualcode.codebook.places import Places
    from qualcode.errors import Problem
    from qualcode.model.codebook import Code, Codebook, Pattern, WordSet
    from qualcode.model.frame import Frame

_MOST = 0.8
"""From this share of codes on, having a language is the custom of a codebook."""
_WILDCARD = "*"


def without_examples(codebook: Codebook, places: Places) -> Iterator[Problem]:
    """Find codes that show no sentence: nobody can test them, neither coder nor machine."""
    leaves = set(codebook.leaves)
    for index, code in enumerate(codebook.codes):
        if code in leaves and not code.examples:
            message = f"{named('code', code.id)} has no examples"
            hint = "give a sentence that must get it; `qualcode codebook test` runs it"
            yield places.warning(("codes", index), message, hint)


def missing_languages(codebook: Codebook, places: Places) -> Iterator[Problem]:
    """Find codes that lack a language which nearly all others have."""
    for field in ("name", "definition", "patterns"):
        told = {code.id: _languages(code, field) for code in codebook.leaves}
        for language in LANGUAGES:
            custom = sum(language in found for found in told.values())
            if not told or not _MOST * len(told) <= custom < len(told):
                continue
            for index, code in enumerate(codebook.codes):
                found = told.get(code.id, {language})
                if found and language not in found:
                    message = f"{field} of {named('code', code.id)} has no '{language}'"
                    hint = f"{custom} of {len(told)} codes have it"
                    yield places.warning(("codes", index, field), message, hint)


def masked_by_themselves(codebook: Codebook, places: Places) -> Iterator[Problem]:
    """Find patterns that can never fire, since a mask of their code is the very same words."""
    for index, code in enumerate(codebook.codes):
        masks = {(mask.language, mask.text.casefold()) for mask in code.masks}
        for number, pattern in enumerate(code.patterns):
            is_literal = pattern.kind is PatternKind.LITERAL
            if is_literal and (pattern.language, pattern.text.casefold()) in masks:
                message = f"{quoted(pattern.text)} of {named('code', code.id)} never fires"
                hint = "a mask of the code is the same words: drop one of the two"
                yield places.warning(("codes", index, "patterns", number), message, hint)


def found_already(codebook: Codebook, places: Places) -> Iterator[Problem]:
    """Find literals of a code that a shorter one of the same code finds anyway."""
    for index, code in enumerate(codebook.codes):
        bare = [
            (number, pattern)
            for number, pattern in enumerate(code.patterns)
            if pattern.kind is PatternKind.LITERAL and not _is_conditioned(pattern)
        ]
        texts = {(each.language, each.text.casefold()) for _, each in bare}
        for number, pattern in bare:
            shorter = _inside(pattern, texts)
            if shorter:
                message = (
                    f"{quoted(pattern.text)} of {named('code', code.id)} is found by"
                    f" {quoted(shorter)} already"
                )
                hint = "it only matters where it takes words away from another code"
                yield places.warning(("codes", index, "patterns", number), message, hint)


def silent_frames(codebook: Codebook, places: Places) -> Iterator[Problem]:
    """Find frames that can never stand: a part of them has no word in their language."""
    spoken = _spoken(codebook.sets)
    for index, code in enumerate(codebook.codes):
        for number, pattern in enumerate(code.patterns):
            if pattern.kind is PatternKind.FRAME:
                silent = _silent(_read(pattern.text), spoken, pattern.language)
                if silent:
                    message = (
                        f"{quoted(pattern.text)} of {named('code', code.id)} can never stand:"
                        f" {silent} has no '{pattern.language}' word"
                    )
                    hint = "give the set words of this language, or move the frame"
                    yield places.warning(("codes", index, "patterns", number), message, hint)


def words_of_sets(codebook: Codebook, places: Places) -> Iterator[Problem]:
    """Find words that a set holds twice, or that another of its words finds anyway."""
    for index, each in enumerate(codebook.sets):
        for language, words in each.words.items():
            seen: set[str] = set()
            stems = [word.removesuffix(_WILDCARD) for word in words if word.endswith(_WILDCARD)]
            for word in words:
                plain = word.casefold()
                if plain in seen:
                    message = f"{quoted(word)} stands twice in {named('set', each.name)}"
                    yield places.warning(("sets", index, language), message)
                seen.add(plain)
                stem = next((s for s in stems if word.startswith(s) and word != s + _WILDCARD), "")
                if stem and not is_frame(word):
                    other = quoted(stem + _WILDCARD)
                    message = f"{quoted(word)} of {named('set', each.name)} is found by {other}"
                    yield places.warning(("sets", index, language), message, "drop it")


def equal_sets(codebook: Codebook, places: Places) -> Iterator[Problem]:
    """Find sets that hold the very same words as another."""
    first: dict[tuple[tuple[str, frozenset[str]], ...], str] = {}
    for index, each in enumerate(codebook.sets):
        content = tuple(sorted((name, frozenset(words)) for name, words in each.words.items()))
        known = first.setdefault((*content, ("about", frozenset({each.about}))), each.name)
        if known != each.name:
            message = f"{named('set', each.name)} holds the same words as {quoted(known)}"
            yield places.warning(("sets", index), message, f"write {{{known}}} instead")


def _languages(code: Code, field: str) -> set[str]:
    if field == "patterns":
        return {pattern.language for pattern in code.patterns}
    label = getattr(code, field)
    return {language for language in LANGUAGES if getattr(label, language)}


def _is_conditioned(pattern: Pattern) -> bool:
    conditions = (pattern.unless, pattern.when_asked, pattern.said_by, pattern.about)
    return pattern.whole_words or any(conditions)


def _inside(pattern: Pattern, texts: set[tuple[str, str]]) -> str:
    """Return a literal of the same code that lies within another."""
    is_english = pattern.language == "en"
    units = pattern.text.casefold().split() if is_english else list(pattern.text.casefold())
    joint = " " if is_english else ""
    pieces = (
        joint.join(units[start:end])
        for start in range(len(units))
        for end in range(start + 1, len(units) + 1)
        if end - start < len(units)
    )
    if len(units) > 40:
        return ""
    return next((piece for piece in pieces if (pattern.language, piece) in texts), "")


def _read(text: str) -> tuple[Frame, ...]:
    try:
        return parse_frames(text)
    except FrameSyntaxError:
        return ()


def _spoken(sets: tuple[WordSet, ...]) -> Mapping[str, set[str]]:
    """Return, for each language, the sets that have a word in it, by way of others or not."""
    found: dict[str, set[str]] = defaultdict(set)
    for language in LANGUAGES:
        spoken = found[language]
        spoken.add(NUMBER)
        waiting = {each.name: each.words.get(language, ()) for each in sets}
        while ready := [name for name, words in waiting.items() if _has_word(words, spoken)]:
            spoken.update(ready)
            waiting = {name: words for name, words in waiting.items() if name not in spoken}
    return found


def _has_word(words: tuple[str, ...], spoken: set[str]) -> bool:
    return any(
        not is_frame(word) or any(not _gap(frame, spoken) for frame in _read(word))
        for word in words
    )


def _silent(frames: tuple[Frame, ...], spoken: Mapping[str, set[str]], language: str) -> str:
    """Return what keeps a frame from ever standing; empty where one of its ways can."""
    gaps = [_gap(frame, spoken[language]) for frame in frames]
    return gaps[0] if gaps and all(gaps) else ""


def _gap(frame: Frame, spoken: set[str]) -> str:
    """Return a part that must be there and has no word."""
    for slot in frame.slots:
        if not slot.optional and slot.sets and not slot.words and not spoken & set(slot.sets):
            return "{" + "|".join(slot.sets) + "}"
    return ""
