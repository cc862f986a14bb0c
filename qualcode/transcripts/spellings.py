"""Which spelling a speaker goes under: one person may be labelled in several ways."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from qualcode.transcripts.labels import base_of, canonical, question_number

if TYPE_CHECKING:
    from collections.abc import Collection


def spellings(raw: Counter[str], believed: Collection[str]) -> dict[str, str]:
    """Give each believed label the first spelling of its speaker.

    `Q1`, `Q2` … are one speaker when every number comes once: questions are
    numbered then, not persons. `张某（村支书）` and `张某` are one person when no
    other bracket goes with that name.
    """
    numbered = numbered_questions(raw)
    brackets: dict[str, set[str]] = {}
    for label in raw:
        brackets.setdefault(base_of(label), set()).add(canonical(label))
    first: dict[str, str] = {}
    names: dict[str, str] = {}
    for label in raw:
        word = canonical(label)
        if word not in believed:
            continue
        letter, _ = question_number(label)
        if letter in numbered:
            names[label] = first.setdefault(letter, _letters(label))
            continue
        variants = brackets[base_of(label)]
        same = len(variants) <= 2 and base_of(label) in variants
        names[label] = first.setdefault(base_of(label) if same else word, label)
    return names


def numbered_questions(raw: Counter[str]) -> set[str]:
    """Return the letters whose numbers count questions: each once, beside a partner's.

    `Q` and `A` stand for question and answer by themselves; any other two letters do when
    they bear the same numbers (`A1`, `B1`, `A2`, `B2`).
    """
    seen: dict[str, Counter[int]] = {}
    for label, count in raw.items():
        letter, number = question_number(label)
        if letter:
            seen.setdefault(letter, Counter())[number] += count
    once = {letter: set(numbers) for letter, numbers in seen.items() if max(numbers.values()) == 1}
    alike = Counter(frozenset(numbers) for numbers in once.values() if len(numbers) > 1)
    return {
        letter
        for letter, numbers in once.items()
        if len(letter) > 1 or letter in "qa问答問" or alike[frozenset(numbers)] > 1
    }


def _letters(label: str) -> str:
    return label.rstrip("0123456789０１２３４５６７８９ ")
