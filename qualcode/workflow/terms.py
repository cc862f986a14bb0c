"""Words that a code lacks: what marks its codings, and what spoils its patterns.

Codings that persons accepted or made are the ground; where a code has fewer
than two, its asserted proposals are, which is said. Nothing is written here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from qualcode.model.coding import Coding, Review, Source
from qualcode.model.query import COUNTED_STATUSES, CodingQuery
from qualcode.suggestion.grams import grams_of
from qualcode.suggestion.keyness import Term, key_terms
from qualcode.text.fold import fold
from qualcode.workflow.spoken import Spoken, spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qualcode.workflow.project import Project

_EXAMPLES = 2


@dataclass(frozen=True, slots=True)
class KeyTerm:
    """A term that marks a code, and what it would do as a pattern."""

    term: Term
    persons: int
    """Participants who say it in codings of the code."""
    accepted: int
    """Of the decided codings in sentences that hold it: accepted."""
    rejected: int
    new: int
    """Sentences that hold it and carry no coding of the code."""
    examples: tuple[str, ...]

    @property
    def precision(self) -> float | None:
        """Return the share of past decisions that it would have got right, in percent."""
        decided = self.accepted + self.rejected
        return self.accepted / decided * 100 if decided else None


@dataclass(frozen=True, slots=True)
class Terms:
    """What was found for a code."""

    terms: tuple[KeyTerm, ...]
    codings: int
    """Sentences that it was found in."""
    accepted: bool
    """Whether these are codings that persons accepted or made; else asserted proposals."""


@dataclass(frozen=True, slots=True)
class Spoiled:
    """A pattern that persons mostly reject, and the word that would have told."""

    pattern: str
    accepted: int
    rejected: int
    unless: str
    """Empty where no word tells the two apart."""
    saved: int
    """Rejected codings that the word would have kept away."""
    lost: int
    """Accepted ones that it would have cost."""
    examples: tuple[str, ...]


def find_terms(project: Project, code: str, *, limit: int = 30) -> Terms:
    """Return the words that mark the codings of a code and that no pattern of it holds yet.

    Args:
        project: The project.
        code: Id of a leaf code.
        limit: How many at most; 0 = all.
    """
    codings = _codings(project, code)
    accepted = [each for each in codings if each.review is Review.ACCEPTED]
    is_accepted = len(accepted) >= 2
    ground = accepted if is_accepted else [each for each in codings if _is_asserted(each)]
    told = _Sides(codings, ground)
    inside, outside = told.sorted(spoken(project))
    known = {fold(each.text) for each in project.codebook().by_id[code].patterns}
    found = (
        _key_term(term, inside, outside, told)
        for term in key_terms([each.text for each in inside], (each.text for each in outside))
        if term.text not in known
    )
    return Terms(tuple(islice(found, limit or None)), len(inside), is_accepted)


def find_spoiled(project: Project, code: str) -> list[Spoiled]:
    """Return the patterns of a code that persons reject more often than not."""
    by_pattern: defaultdict[str, list[Coding]] = defaultdict(list)
    for each in _codings(project, code):
        if each.source is Source.RULE and each.review is not Review.PROPOSED:
            by_pattern[each.evidence.pattern].append(each)
    spoiled = (_spoiled(pattern, found) for pattern, found in sorted(by_pattern.items()))
    found = [each for each in spoiled if each.rejected > each.accepted]
    return sorted(found, key=lambda each: each.accepted - each.rejected)


def _spoiled(pattern: str, codings: Sequence[Coding]) -> Spoiled:
    rejected = [each.quote for each in codings if each.review is Review.REJECTED]
    accepted = [each.quote for each in codings if each.review is Review.ACCEPTED]
    saves = Counter(gram for quote in rejected for gram in grams_of(quote))
    costs = Counter(gram for quote in accepted for gram in grams_of(quote))
    told = [gram for gram in saves if gram not in fold(pattern) and saves[gram] > costs[gram]]
    best = max(told, key=lambda gram: (saves[gram] - 2 * costs[gram], len(gram), gram), default="")
    return Spoiled(
        pattern,
        len(accepted),
        len(rejected),
        best,
        saves[best],
        costs[best],
        tuple(rejected[:_EXAMPLES]),
    )


class _Sides:
    """Which sentences carry a code, which were decided, which are open."""

    def __init__(self, codings: Iterable[Coding], ground: Iterable[Coding]) -> None:
        self._every = _places(codings)
        self._ground = _places(ground)

    def sorted(self, sentences: Iterable[Spoken]) -> tuple[list[Spoken], list[Spoken]]:
        """Return the sentences of the code and all others."""
        inside: list[Spoken] = []
        outside: list[Spoken] = []
        for each in sentences:
            (inside if _at(self._ground, each) else outside).append(each)
        return inside, outside

    def reviews(self, sentence: Spoken) -> set[Review]:
        """Return what was made of the code in a sentence; empty where it carries none."""
        return {each.review for each in _at(self._every, sentence)}


def _key_term(
    term: Term, inside: Sequence[Spoken], outside: Sequence[Spoken], told: _Sides
) -> KeyTerm:
    here = [inside[index] for index in term.inside]
    there = [each for each in outside if term.text in fold(each.text)] if term.outside else []
    reviews = [told.reviews(each) for each in (*here, *there)]
    return KeyTerm(
        term,
        persons=len({each.participant or each.document for each in here}),
        accepted=sum(Review.ACCEPTED in each for each in reviews),
        rejected=sum(Review.REJECTED in each for each in reviews),
        new=sum(not each for each in reviews),
        examples=tuple(each.text for each in here[:_EXAMPLES]),
    )


def _codings(project: Project, code: str) -> list[Coding]:
    query = CodingQuery(codes=(code,))
    return [each.coding for each in project.store.excerpts.find(query)]


def _is_asserted(coding: Coding) -> bool:
    return coding.review is not Review.REJECTED and coding.status in COUNTED_STATUSES


def _places(codings: Iterable[Coding]) -> dict[tuple[str, int], list[Coding]]:
    """Return codings by document and turn: a quick way to those that touch a sentence."""
    found: defaultdict[tuple[str, int], list[Coding]] = defaultdict(list)
    for each in codings:
        found[each.document, each.turn].append(each)
    return found


def _at(places: dict[tuple[str, int], list[Coding]], sentence: Spoken) -> list[Coding]:
    near = places.get((sentence.document, sentence.turn), ())
    return [
        each for each in near if each.span.start < sentence.end and sentence.start < each.span.end
    ]
