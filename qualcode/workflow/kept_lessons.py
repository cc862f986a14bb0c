"""What a codebook teaches, kept in the user's cache folder: nobody waits for it twice.

Its examples and coded interviews are scanned for rules and word sets, which takes some
ten seconds for twenty thousand sentences and gives the same each time. What is kept is
taken only when it is whole, and the folder may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, NamedTuple

from qualcode import __version__
from qualcode.codebook import kept_files
from qualcode.matching import ENGINE
from qualcode.suggestion.features import Sentence
from qualcode.suggestion.training import Lesson, Teacher

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from qualcode.model.codebook import Codebook

MOST = 4
"""Codebooks whose lessons are kept; the one not used for longest makes room."""
_KIND = "lessons"
_SHAPE = "3"
"""Changes whenever what is kept means something else."""


class Lessons(NamedTuple):
    """Sentences, and what is known of them by their row."""

    taught: list[Sentence]
    cold: list[Lesson]


def key_of(codebook: Codebook, files: Sequence[Path]) -> str:
    """Return what names the lessons of a codebook and its files, as they are now."""
    digest = hashlib.sha256(f"{_SHAPE} {__version__} {ENGINE} {codebook.digest}".encode())
    for file in files:
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def find(key: str) -> Lessons | None:
    """Return what is kept under a key, or None."""
    body = kept_files.find(_KIND, key)
    if body is None:
        return None
    try:
        sentences, lessons = json.loads(body)
        taught = [
            Sentence(text, asked, before, after, speaker, tuple(signals))
            for text, asked, before, after, speaker, signals in sentences
        ]
        known = [Lesson(row, code, holds, Teacher(who)) for row, code, holds, who in lessons]
    except (ValueError, TypeError):
        return None
    return Lessons(taught, known)


def keep(key: str, lessons: Lessons) -> None:
    """Keep lessons, where that is possible."""
    sentences = [
        (each.text, each.asked, each.before, each.after, each.speaker, each.signals)
        for each in lessons.taught
    ]
    body = json.dumps([sentences, lessons.cold], ensure_ascii=False).encode(
        "utf-8", "surrogatepass"
    )
    kept_files.keep(_KIND, key, body, most=MOST)
