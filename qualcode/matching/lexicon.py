"""Words and where they may stand: the automaton, and the borders of Latin words."""

from __future__ import annotations

from typing import Any


def automaton(words: list[str], *, as_table: bool = False) -> Any:
    """Return an automaton (Aho–Corasick) that finds all words in one pass.

    Args:
        words: What to find.
        as_table: Whether to write out every step (DFA): reads English twice as fast, and takes
            some megabytes for a thousand words.
    """
    import ahocorasick_rs

    kind = ahocorasick_rs.Implementation.DFA if as_table else None
    return ahocorasick_rs.AhoCorasick(words, implementation=kind)


def is_letter(character: str) -> bool:
    """Tell whether a character is part of a Latin word, accents (é) included."""
    return character < "\u0250" and character.isalnum()


def word_end(text: str, end: int) -> int:
    """Return where the Latin word ends that a match ended in."""
    while end < len(text) and is_letter(text[end]):
        end += 1
    return end


def at_borders(text: str, start: int, end: int) -> bool:
    """Tell whether a stretch neither begins nor ends inside a Latin word."""
    cut_before = start > 0 and is_letter(text[start - 1]) and is_letter(text[start])
    cut_after = end < len(text) and is_letter(text[end]) and is_letter(text[end - 1])
    return not (cut_before or cut_after)
