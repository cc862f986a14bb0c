"""Words and runs of words of a sentence, as literals that a codebook could hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qualcode.text.fold import fold
from qualcode.text.words import chinese_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_HAN_RUN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
_LATIN_RUN = re.compile(r"[a-zà-öø-ÿ'’]+(?: [a-zà-öø-ÿ'’]+)*")

STOP_ZH = frozenset(
    """
    的 了 是 我 你 他 她 它 我们 你们 他们 咱 咱们 这 那 这个 那个 就 都 也 还 又 在 有 和 跟 与
    把 被 给 着 过 得 地 么 呢 吧 啊 呀 嘛 一 个 一个 不 没 没有 要 会 能 说 去 来 到 上 下 里
    人 人家 自己 什么 啥 怎么 咋 很 太 再 才 只 但 但是 可是 因为 所以 如果 要是 然后 现在 以前 时候
    就是
    """.split()  # noqa: SIM905 - a list of words reads as words
)
"""Chinese words that say little by themselves."""
STOP_EN = frozenset(
    """
    a an the and or but so if of to in on at by for with from as is are was were be been am do
    does did have has had i you he she it we they me him her us them my your his its our their
    this that these those there here not no yes then than when what who which how all some any
    very just can could will would should about into up out too also it's i'm don't that's
    """.split()  # noqa: SIM905 - a list of words reads as words
)
"""English ones."""
LONGEST = 4
"""Words of a run, at most."""


def grams_of(sentence: str) -> set[str]:
    """Return the words and runs of words of a sentence; small words do not stand alone."""
    lowered = fold(sentence)
    found: set[str] = set()
    for run in _HAN_RUN.findall(lowered):
        words = [run[start:end] for start, end in chinese_words(run)]
        found.update("".join(each) for each in _runs(words, STOP_ZH) if len("".join(each)) > 1)
    for run in _LATIN_RUN.findall(lowered):
        found.update(" ".join(each) for each in _runs(run.split(), STOP_EN))
    return found


def words_of(sentence: str) -> list[str]:
    """Return the words of a sentence that mean something by themselves, in order."""
    lowered = fold(sentence)
    han = [run[start:end] for run in _HAN_RUN.findall(lowered) for start, end in chinese_words(run)]
    latin = [word for run in _LATIN_RUN.findall(lowered) for word in run.split()]
    kept = [word for word in han if word not in STOP_ZH and len(word) > 1]
    return kept + [word for word in latin if word not in STOP_EN and len(word) > 2]


def _runs(words: Sequence[str], stop: frozenset[str]) -> Iterator[Sequence[str]]:
    """Yield runs of words that do not consist of small words alone."""
    for start in range(len(words)):
        for end in range(start + 1, min(start + LONGEST, len(words)) + 1):
            run = words[start:end]
            if not stop.issuperset(run):
                yield run
