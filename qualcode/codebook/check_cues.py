"""Checks on what a codebook adds to the engine: cues of assertion status, variants of words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.codebook.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qualcode.codebook.places import Places
    from qualcode.errors import Problem
    from qualcode.model.codebook import Codebook

_AFTER = ("…", "...")
"""What a cue begins with that stands after the words it judges."""


def contradicting(codebook: Codebook, places: Places) -> Iterator[Problem]:
    """Find cues that would give two statuses at the same place."""
    for language, rows in codebook.cues.items():
        first: dict[str, str] = {}
        for status, words in rows.items():
            for number, word in enumerate(words):
                known = first.setdefault(word.casefold(), status)
                if known != status:
                    message = f"the cue {quoted(word)} stands under {known!r} and {status!r}"
                    hint = "keep it under one of them"
                    yield places.error(("cues", language, status, number), message, hint)


def empty_words(codebook: Codebook, places: Places) -> Iterator[Problem]:
    """Find cues without a word in them, and rows of variants with nothing to vary."""
    for language, rows in codebook.cues.items():
        for status, words in rows.items():
            for number, word in enumerate(words):
                if not word.removeprefix(_AFTER[0]).removeprefix(_AFTER[1]).strip():
                    message = f"the cue {quoted(word)} has no word in it"
                    yield places.error(("cues", language, status, number), message)
    for language, table in codebook.variants.items():
        for number, row in enumerate(table):
            if len(set(row)) == 1:
                message = f"{quoted(row[0])} has no variant beside it"
                yield places.warning(("variants", language, number), message)
