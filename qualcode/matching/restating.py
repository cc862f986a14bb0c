"""Restating: where coded interviews clearly say another status than the steps do.

What was learned is asked last, and only of answers to a question, as it was learned from
such. Cues of the codebook and bare answers (“no.”) are never overruled; what the steps take
for no claim becomes one only where the weights say that the code is likely there.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from qualcode.codebook.leanings import CONTESTED, LEFT_TO_STEPS
from qualcode.matching.assertion import Judgement
from qualcode.model.coding import Reason, Status
from qualcode.model.finding import is_finding
from qualcode.text.grams import ASKED, grams, pairs

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from qualcode.codebook.leanings import Leaning
    from qualcode.matching.weighing import Weighed
    from qualcode.model.codebook import Code, Kind

_FIRM = frozenset({"cue", "answer"})
"""Steps that are never overruled."""
_TOLD, _TELLING = 3, 0.3
"""Words that are told as reasons, and how much one must weigh; single Han characters tell
nobody anything."""


_STEPS = "="
"""The mark before features of what the steps made of a hit."""


class Restater:
    """Says how a coder would have it.

    Args:
        leanings: What was learned, by status.
    """

    def __init__(self, leanings: Mapping[Status, Leaning]) -> None:
        self._leanings = leanings
        self._statuses = tuple(leanings)
        self._rows: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
        for column, each in enumerate(leanings.values()):
            for word, weight in each.words.items():
                self._rows[word].append((column, weight))

    def restated(self, weighed: Weighed, unit: int, code: Code, judgement: Judgement) -> Judgement:
        """Return the judgement of a hit, or another one where that is clearly likelier.

        Args:
            weighed: The document.
            unit: Number of the sentence.
            code: Its code.
            judgement: What the steps say.
        """
        said, asked = weighed.heard(unit)
        if not _is_open(judgement, asked):
            return judgement
        seen = features_of(said, asked, code.kind, judgement)
        status = self._likeliest(seen, code.id, judgement.status)
        is_likely = weighed.expects(unit, code.id)
        if status is None or status not in open_to(
            judgement, asked, code.kind, is_likely=is_likely
        ):
            return judgement
        words = " … ".join(self._words(seen, status, said))
        reason = Reason("learned", words, f"{status}, as coded interviews have it")
        return Judgement(status, reasons=(*judgement.reasons, reason))

    def _likeliest(self, seen: Iterable[str], code: str, judged: Status) -> Status | None:
        """Return the likeliest status if it may overrule what the steps say."""
        scores = [each.bias + each.codes.get(code, 0) for each in self._leanings.values()]
        rows = self._rows
        for word in seen:
            if word in rows:
                for column, weight in rows[word]:
                    scores[column] += weight
        best = max(range(len(scores)), key=scores.__getitem__)
        status = self._statuses[best]
        least = self._leanings[status].least
        is_sure = least is not None and scores[best] >= least
        return status if is_sure and self._gives_way(judged, scores) else None

    def _gives_way(self, judged: Status, scores: Sequence[float]) -> bool:
        """Tell whether a status that coders differ in is unlikely enough to be overruled."""
        if judged not in CONTESTED:
            return True
        most = self._leanings[judged].most if judged in self._leanings else None
        return most is not None and scores[self._statuses.index(judged)] <= most

    def _words(self, seen: Iterable[str], status: Status, said: str) -> list[str]:
        """Return the words of a sentence that speak most for a status."""
        weights = self._leanings[status].words
        telling = (word for word in seen if weights.get(word, 0) >= _TELLING)
        heavy = sorted(
            (word for word in telling if len(word) > 1 and word.split()[0] in said),
            key=lambda word: -weights[word],
        )
        found: list[str] = []
        for word in heavy:
            if not any(word in other or other in word for other in found):
                found.append(word)
        return sorted(found[:_TOLD], key=lambda word: said.find(word.split()[0]))


def open_to(judgement: Judgement, asked: str, kind: Kind, *, is_likely: bool) -> Collection[Status]:
    """Return the statuses that may be taken instead of what the steps say.

    Args:
        judgement: What the steps say.
        asked: The search copy of the question before.
        kind: What the code says about the world.
        is_likely: Whether weights take a claim for likely.
    """
    if not _is_open(judgement, asked):
        return ()
    may_claim = is_likely or is_finding(judgement.status, kind)
    others = (each for each in Status if each not in (judgement.status, *LEFT_TO_STEPS))
    return [each for each in others if may_claim or not is_finding(each, kind)]


def _is_open(judgement: Judgement, asked: str) -> bool:
    is_firm = any(each.step in _FIRM for each in judgement.reasons)
    return not is_firm and judgement.status not in LEFT_TO_STEPS and bool(asked.strip())


def features_of(said: str, asked: str, kind: Kind, judgement: Judgement) -> set[str]:
    """Return what is seen of a sentence that holds a code.

    Args:
        said: The search copy of the sentence.
        asked: That of the question before.
        kind: What the code says about the world.
        judgement: What the steps say.
    """
    found = {*grams(said), *_asked(asked)}
    status = judgement.status
    found.update((f"{_STEPS}{kind}", f"{_STEPS}{status}", f"{_STEPS}{kind} {status}"))
    found.update(f"{_STEPS}{each.step}: {each.outcome}" for each in judgement.reasons)
    return found


@lru_cache(maxsize=4096)
def _asked(question: str) -> tuple[str, ...]:
    """Return the features of a question; many sentences share one."""
    return tuple(ASKED + each for each in pairs(question))
