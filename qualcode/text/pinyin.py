"""Chinese words by the sounds one types: initials (``kbn`` for 看病难) and whole syllables.

Uses pypinyin where it is installed; without it, nothing is found by sound and all
else works.
"""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=4096)
def sounds(words: str) -> tuple[str, str]:
    """Return the initials and the syllables of Chinese words, without tones.

    Letters and digits stand for themselves; other signs are left out.

    Returns:
        Two empty strings where pypinyin is not installed.
    """
    try:
        from pypinyin import lazy_pinyin
    except ImportError:
        return "", ""
    syllables = [each for each in lazy_pinyin(words, errors=_alone) if each[:1].isalnum()]
    return "".join(each[0] for each in syllables).lower(), "".join(syllables).lower()


def _alone(rest: str) -> list[str]:
    """Keep each sign that has no sound as a syllable of its own."""
    return list(rest)
