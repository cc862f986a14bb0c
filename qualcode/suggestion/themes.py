"""Sentences that nobody has coded, grouped by what they speak of.

Words are weighed by TF-IDF and taken apart by non-negative matrix factorisation
(Lee & Seung 1999), whose parts add up and so can be read as themes. It starts
from the singular vectors (Boutsidis & Gallopoulos 2008), not from chance: the
same sentences and seed give the same groups.
"""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qualcode.suggestion.grams import words_of
from qualcode.text.marks import find_marks, without_marks

if TYPE_CHECKING:
    from collections.abc import Sequence

WORDS = 8
"""Words that a theme is shown by."""
_ROUNDS = 300
_LITTLE = frozenset(
    """
    还是 就是 不是 也是 都是 还有 只有 只是 可以 可能 应该 知道 觉得 看到 出来 起来 过来 过去 下来
    上来 回来 这样 那样 这么 那么 这些 那些 这种 那种 这里 那里 这边 那边 哪个 哪里 几个 有些 有的
    有点 一些 一点 一样 一直 一下 一起 不能 不会 不要 不了 不到 一般 反正 其实 当时 后来 今年 去年
    前年 明年 今天 昨天 明天 每年 每天 不过 而且 或者 那时候 这时候 以后 之后 之前 已经 大家 别人
    东西 事情 怎么样 为什么 多少 好多 很多 比较 特别 主要 基本 基本上 差不多 意思
    say says said like went come came look looked know think thing things got get good want maybe
    """.split()  # noqa: SIM905 - a list of words reads as words
)
"""Words that stand in sentences on anything, and so tell no theme."""
_CONTRACTED = re.compile(r"[a-z]+['’](?:s|re|ve|ll|d|m|t)")
"""``she's``, ``won't``: small words, two in one."""
_NUMBER = re.compile(
    r"[第一二两三四五六七八九十百千万几半多每各这那哪0-9]+"
    r"(?:个|年|月|天|次|回|户|人|块|元|斤|亩|岁|点|位|名|家|种|件|条|头|只|里|分|号|日|口|辆|趟)?[多半]?"
)
"""A number, alone or with what it counts: 一年, 两个."""


@dataclass(frozen=True, slots=True)
class Theme:
    """A group of sentences."""

    words: tuple[str, ...]
    """The heaviest, in order."""
    members: tuple[int, ...]
    """Indexes of its sentences, the most central first."""
    weights: tuple[float, ...]
    """How much each belongs to it: its share of the sentence's weight, 0 to 1."""


def themes_of(sentences: Sequence[str], *, number: int, seed: int = 0) -> list[Theme]:
    """Group sentences by theme, the largest group first.

    Args:
        sentences: Any.
        number: Groups to look for, at most; fewer come out of few sentences.
        seed: The same seed gives the same groups.

    Returns:
        Themes; sentences without a word that two of them share belong to none.
    """
    counted = _weighed(sentences)
    if counted is None:
        return []
    matrix, words = counted
    from sklearn.decomposition import NMF

    parts = min(number, *matrix.shape)
    model = NMF(parts, init="nndsvda", random_state=seed, max_iter=_ROUNDS, tol=1e-3)
    with warnings.catch_warnings():  # groups are groups, be the last digit settled or not
        warnings.simplefilter("ignore")
        shares = model.fit_transform(matrix)
    found = [_theme(shares, model.components_[part], part, words) for part in range(parts)]
    return sorted((each for each in found if each.members), key=lambda each: -len(each.members))


def _weighed(sentences: Sequence[str]) -> tuple[Any, Sequence[str]] | None:
    """Return TF-IDF weights and the words; None where no word comes twice."""
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, TfidfVectorizer

    stop = ENGLISH_STOP_WORDS | _LITTLE

    def is_little(word: str) -> bool:
        return bool(word in stop or _NUMBER.fullmatch(word) or _CONTRACTED.fullmatch(word))

    def words(sentence: str) -> list[str]:
        said = words_of(without_marks(sentence, find_marks(sentence)))
        return [word for word in said if not is_little(word)]

    vectorizer = TfidfVectorizer(analyzer=words, min_df=2, sublinear_tf=True)
    try:
        matrix = vectorizer.fit_transform(sentences)
    except ValueError:  # no words are left
        return None
    return matrix, list(vectorizer.get_feature_names_out())


def _theme(shares: Any, weights: Any, part: int, words: Sequence[str]) -> Theme:
    total = shares.sum(axis=1)
    members = [
        index for index in range(len(shares)) if total[index] > 0 and shares[index].argmax() == part
    ]
    members.sort(key=lambda index: (-shares[index][part], index))
    heaviest = sorted(range(len(words)), key=lambda index: (-weights[index], words[index]))
    return Theme(
        tuple(words[index] for index in heaviest[:WORDS] if weights[index] > 0),
        tuple(members),
        tuple(float(shares[index][part] / total[index]) for index in members),
    )
