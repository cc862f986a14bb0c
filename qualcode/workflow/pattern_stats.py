"""How the patterns and word sets of a codebook fare in a project's texts and in review.

Hits are counted by reading every text again; precision is what persons made of
the codings that a pattern proposed: accepted of all that were decided, with its
Wilson interval. Patterns of one code that fired in the same sentence share its
coding; the one that is named in the evidence gets the decision.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qualcode.analysis.intervals import wilson
from qualcode.codebook.values import LANGUAGES, language_of
from qualcode.matching.rules import written_as
from qualcode.matching.tally import HitCounter, sets_as_codes
from qualcode.model.coding import Review, Source
from qualcode.model.query import CodingQuery

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from qualcode.model.codebook import Code, Codebook, Pattern, WordSet
    from qualcode.model.document import Document
    from qualcode.workflow.project import Project

Progress = Callable[[int, int], None]

_BY = 10_000
_SHOWN = 3
"""Rejected quotes that are kept of each pattern."""


@dataclass(slots=True)
class Record:
    """What the codings of a code or pattern came to."""

    hits: int = 0
    rate: float | None = None
    """Hits per 10,000 characters of its language; None where nobody speaks it."""
    statuses: Counter[str] = field(default_factory=Counter)
    accepted: int = 0
    rejected: int = 0
    false: list[str] = field(default_factory=list)
    """Quotes of codings that a person has rejected."""

    @property
    def decided(self) -> int:
        """Return how many of its codings a person has decided on."""
        return self.accepted + self.rejected

    @property
    def precision(self) -> float | None:
        """Return the share of decided codings that were accepted, in percent."""
        return self.accepted / self.decided * 100 if self.decided else None

    @property
    def interval(self) -> tuple[float | None, float | None]:
        """Return the 95 % Wilson interval of the precision, in percent."""
        bounds = wilson(self.accepted, self.decided)
        return (bounds[0] * 100, bounds[1] * 100) if bounds else (None, None)


@dataclass(frozen=True, slots=True)
class PatternStat:
    """A pattern and what it came to."""

    code: Code
    pattern: Pattern
    record: Record


@dataclass(frozen=True, slots=True)
class CodeStat:
    """A code and what its patterns came to together."""

    code: Code
    patterns: int
    silent: int
    """Patterns that never fired."""
    hits: dict[str, int]
    """By language."""
    rates: dict[str, float | None]
    record: Record


@dataclass(frozen=True, slots=True)
class SetStat:
    """A word set in one language and what it came to."""

    set: WordSet
    language: str
    hits: int
    rate: float | None
    words: tuple[tuple[str, int], ...]
    """The words found, the most frequent first."""


@dataclass(frozen=True, slots=True)
class Stats:
    """The patterns of a codebook in a project."""

    patterns: tuple[PatternStat, ...]
    characters: dict[str, int]
    """Characters of respondents by the language of their sentences."""

    def codes(self) -> Iterator[CodeStat]:
        """Yield the stats of each code that has patterns, in the codebook's order."""
        by_code: dict[str, list[PatternStat]] = {}
        for each in self.patterns:
            by_code.setdefault(each.code.id, []).append(each)
        for found in by_code.values():
            hits = {
                str(language): sum(s.record.hits for s in found if s.pattern.language == language)
                for language in LANGUAGES
            }
            yield CodeStat(
                code=found[0].code,
                patterns=len(found),
                silent=sum(not each.record.hits for each in found),
                hits=hits,
                rates={name: _rate(hits[name], self.characters[name]) for name in hits},
                record=_together(each.record for each in found),
            )


def pattern_stats(
    project: Project,
    codebook: Codebook,
    *,
    codes: Sequence[str] = (),
    progress: Progress = lambda _done, _all: None,
) -> Stats:
    """Count how each pattern fares.

    Args:
        project: The project.
        codebook: Whose patterns to count; decisions are those on the project's codings.
        codes: Ids of codes; empty = all.
        progress: Told how many of how many documents are done.
    """
    counter = HitCounter(codebook)
    characters = _read(project, counter, progress, words=False)
    records = _decisions(project, codes)
    found = []
    for code in codebook.leaves:
        for pattern in code.patterns if not codes or code.id in codes else ():
            key = (code.id, written_as(pattern))
            record = records.get(key) or Record()
            record.hits = counter.hits[key]
            record.rate = _rate(record.hits, characters[pattern.language])
            found.append(PatternStat(code, pattern, record))
    return Stats(tuple(found), characters)


def set_stats(
    project: Project, codebook: Codebook, *, progress: Progress = lambda _done, _all: None
) -> list[SetStat]:
    """Count how often the words of each set are spoken, in each of its languages."""
    counter = HitCounter(sets_as_codes(codebook))
    characters = _read(project, counter, progress, words=True)
    found = []
    for each in codebook.sets:
        # the two languages of a set are one pattern, `{name}`: its words tell which is meant
        spoken = counter.words[each.name, f"{{{each.name}}}"]
        for language in each.words:
            words = [pair for pair in spoken.most_common() if language_of(pair[0]) == language]
            hits = sum(number for _, number in words)
            rate = _rate(hits, characters[language])
            found.append(SetStat(each, language, hits, rate, tuple(words)))
    return found


def _read(
    project: Project, counter: HitCounter, progress: Progress, *, words: bool
) -> dict[str, int]:
    """Count hits in every document; return the characters spoken in each language."""
    characters = {str(language): 0 for language in LANGUAGES}
    names = project.store.documents.names()
    for done, name in enumerate(names):
        progress(done, len(names))
        document = project.store.documents.read(name)
        counter.count(document, words=words)
        for language, number in _spoken(document):
            characters[language] += number
    progress(len(names), len(names))
    return characters


def _spoken(document: Document) -> Iterator[tuple[str, int]]:
    for _, start, end in document.units:
        yield language_of(document.text[start:end]), end - start


def _decisions(project: Project, codes: Sequence[str]) -> dict[tuple[str, str], Record]:
    """Gather the codings of patterns by code and pattern."""
    found: dict[tuple[str, str], Record] = {}
    for excerpt in project.store.excerpts.find(CodingQuery(codes=tuple(codes))):
        coding = excerpt.coding
        if coding.source is not Source.RULE:
            continue
        record = found.setdefault((coding.code, coding.evidence.pattern), Record())
        record.statuses[coding.status.value] += 1
        record.accepted += coding.review is Review.ACCEPTED
        if coding.review is Review.REJECTED:
            record.rejected += 1
            if len(record.false) < _SHOWN:
                record.false.append(coding.quote)
    return found


def _together(records: Iterable[Record]) -> Record:
    whole = Record()
    for each in records:
        whole.hits += each.hits
        whole.statuses += each.statuses
        whole.accepted += each.accepted
        whole.rejected += each.rejected
        whole.false = (whole.false + each.false)[:_SHOWN]
    return whole


def _rate(hits: int, characters: int) -> float | None:
    return hits / characters * _BY if characters else None
