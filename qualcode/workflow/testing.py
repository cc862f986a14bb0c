"""A codebook against its own sentences: examples, traps, and files of labelled sentences.

Each sentence goes through the same engine as the interviews. An example of a
code, or a trap, is a promise: one that is broken fails the test. A file of
hundreds of sentences is a measure: it is counted per code, and fails only where
the researcher has set a limit.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from qualcode.codebook.labelled import (
    Labelled,
    Origin,
    example_files,
    labelled_of,
    read_labelled,
    traps_path,
)
from qualcode.matching.autocoder import Autocoder
from qualcode.matching.proposals import PRECEDENCE
from qualcode.workflow.sentence import document_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from qualcode.model.codebook import Codebook
    from qualcode.model.coding import Coding


class Verdict(StrEnum):
    """What became of a labelled sentence."""

    RIGHT = "right"
    MISSED = "missed"
    """The code was not found."""
    STATUS = "status"
    """Found, but judged otherwise."""
    ABOUT = "about"
    """Found and judged rightly, but said of somebody else."""
    FALSE = "false"
    """Found where it must not be."""
    WAITING = "waiting"
    """An example of a code that has no patterns yet, and promises nothing."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A labelled sentence with what the engine made of it."""

    sentence: Labelled
    verdict: Verdict
    codings: tuple[Coding, ...]
    """All that came out, whatever the code."""

    @property
    def coding(self) -> Coding | None:
        """Return the coding that was looked for: that of the code, the strongest claim first."""
        return _strongest(self.sentence.code, self.codings)


@dataclass(frozen=True, slots=True)
class Score:
    """How the labelled sentences of a code came out."""

    code: str
    matches: int = 0
    found: int = 0
    """Matches in which the code was found, whatever its status."""
    right: int = 0
    """Matches whose status (and, where it is told, subject) is right too."""
    near_misses: int = 0
    false_alarms: int = 0
    """Near misses in which the code was found."""

    @property
    def recall(self) -> float | None:
        """Return the share of matches found, in percent."""
        return self.found / self.matches * 100 if self.matches else None

    @property
    def false_share(self) -> float | None:
        """Return the share of near misses with a false alarm, in percent."""
        return self.false_alarms / self.near_misses * 100 if self.near_misses else None

    def plus(self, outcome: Outcome) -> Score:
        """Return the score with one more sentence."""
        match = outcome.sentence.match
        found = outcome.coding is not None
        return Score(
            self.code,
            self.matches + match,
            self.found + (match and found),
            self.right + (match and outcome.verdict is Verdict.RIGHT),
            self.near_misses + (not match),
            self.false_alarms + (outcome.verdict is Verdict.FALSE),
        )


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file of sentences must reach, in percent; None = it is only counted."""

    min_recall: float | None = None
    max_false: float | None = None

    def broken_by(self, score: Score) -> bool:
        """Tell whether a score falls short."""
        too_few = self.min_recall is not None and (score.recall or 0) < self.min_recall
        too_false = self.max_false is not None and (score.false_share or 0) > self.max_false
        return (too_few and score.matches > 0) or too_false


@dataclass(frozen=True, slots=True)
class SentenceRun:
    """A codebook's test."""

    outcomes: tuple[Outcome, ...]

    @property
    def promises(self) -> list[Outcome]:
        """Return the outcomes of examples and traps."""
        return [each for each in self.outcomes if each.sentence.origin is not Origin.FILE]

    @property
    def broken(self) -> list[Outcome]:
        """Return the examples and traps that came out wrong."""
        return [each for each in self.promises if each.verdict not in _GOOD]

    @property
    def waiting(self) -> int:
        """Return how many examples are of codes that have no patterns yet."""
        return sum(each.verdict is Verdict.WAITING for each in self.promises)

    @property
    def wrong(self) -> list[Outcome]:
        """Return everything that came out wrong, examples and traps first."""
        wrong = [each for each in self.outcomes if each.verdict not in _GOOD]
        return sorted(wrong, key=lambda each: each.sentence.origin is Origin.FILE)

    def scores(self, *, origin: Origin | None = None) -> list[Score]:
        """Return the score of each code in the order of the sentences, of one origin or all."""
        found: dict[str, Score] = {}
        for each in self.outcomes:
            if origin in {None, each.sentence.origin}:
                code = each.sentence.code
                found[code] = found.get(code, Score(code)).plus(each)
        return list(found.values())

    def total(self, *, origin: Origin | None = None) -> Score:
        """Return the score of all sentences together."""
        score = Score("")
        for each in self.outcomes:
            if origin in {None, each.sentence.origin}:
                score = score.plus(each)
        return score


def run_sentences(
    codebook: Codebook,
    path: Path,
    *,
    examples: Iterable[Path] = (),
    codes: Sequence[str] = (),
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> SentenceRun:
    """Run every labelled sentence of a codebook through the engine.

    Args:
        codebook: The codebook.
        path: Its file: traps and files of examples lie beside it.
        examples: More files of labelled sentences than the codebook names.
        codes: Ids of codes to test; empty = all.
        progress: Told how many of how many sentences are done.

    Raises:
        ProblemsError: When a file of sentences has faults.
    """
    sentences = [
        each
        for each in sentences_of(codebook, path, examples)
        if not codes or each.code in codes or not each.code
    ]
    autocoder = Autocoder(codebook)
    outcomes: list[Outcome] = []
    for done, sentence in enumerate(sentences):
        if done % _STEP == 0:
            progress(done, len(sentences))
        outcome = outcome_of(sentence, autocoder)
        is_waiting = outcome.verdict is Verdict.MISSED and not _promises(codebook, sentence)
        outcomes.append(replace(outcome, verdict=Verdict.WAITING) if is_waiting else outcome)
    progress(len(sentences), len(sentences))
    return SentenceRun(tuple(outcomes))


_STEP = 50
_GOOD = (Verdict.RIGHT, Verdict.WAITING)


def _promises(codebook: Codebook, sentence: Labelled) -> bool:
    """Tell whether a sentence is to be found: a code put on by hand has words and no patterns."""
    code = codebook.by_id.get(sentence.code)
    return sentence.origin is not Origin.CODE or not code or bool(code.patterns)


def sentences_of(codebook: Codebook, path: Path, more: Iterable[Path] = ()) -> list[Labelled]:
    """Return the labelled sentences of a codebook: its own examples, its traps, its files."""
    traps = traps_path(path)
    files = list(dict.fromkeys((*example_files(codebook, path), *more)))
    return [
        *labelled_of(codebook, path=str(path)),
        *(read_labelled(traps, origin=Origin.TRAP) if traps.exists() else ()),
        *(sentence for file in files for sentence in read_labelled(file)),
    ]


def outcome_of(sentence: Labelled, autocoder: Autocoder) -> Outcome:
    """Run one labelled sentence through the engine."""
    example = sentence.example
    document = document_of(example.text, speaker=example.speaker, asked=example.asked)
    codings = tuple(autocoder.code(document))
    return Outcome(sentence, _verdict(sentence, codings), codings)


def _verdict(sentence: Labelled, codings: tuple[Coding, ...]) -> Verdict:
    coding = _strongest(sentence.code, codings)
    example = sentence.example
    if coding is None:
        return Verdict.MISSED if sentence.match else Verdict.RIGHT
    if example.status is None:
        return Verdict.FALSE
    if coding.status is not example.status:
        return Verdict.STATUS if sentence.match else Verdict.FALSE
    if example.about and example.about not in coding.about:
        return Verdict.ABOUT
    return Verdict.RIGHT


def _strongest(code: str, codings: Iterable[Coding]) -> Coding | None:
    """Return the coding of a code (of any, where none is named) that claims most."""
    own = [each for each in codings if each.code == code or not code]
    return min(own, key=lambda each: PRECEDENCE.index(each.status), default=None)
