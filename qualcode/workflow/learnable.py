"""What a codebook can learn weights from: coded interviews and examples, its patterns run once.

What patterns find in an answer says how often each kind of hit was right, and how the steps
judge what a coder has put there; so it is kept from the one to the other.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from qualcode.matching.autocoder import Autocoder
from qualcode.matching.proposals import best_of
from qualcode.matching.restating import features_of, open_to
from qualcode.matching.weighing import is_most
from qualcode.model.coding import Status
from qualcode.model.finding import is_finding
from qualcode.suggestion.features import Sentence
from qualcode.suggestion.lines import Coded
from qualcode.suggestion.statuses import Stated
from qualcode.text.fold import fold
from qualcode.workflow.learner_view import seen_at
from qualcode.workflow.lessons import coded_answers, labelled_sentences
from qualcode.workflow.sentence import answer_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from qualcode.codebook.interviews import CodedAnswer
    from qualcode.codebook.labelled import Labelled
    from qualcode.codebook.learned import Learned
    from qualcode.matching.autocoder import Findings
    from qualcode.model.codebook import Codebook
    from qualcode.model.document import Document

_ByUnit: TypeAlias = "defaultdict[int, set[str]]"
_EXAMPLE = 0.5
"""How much an example counts beside a sentence of an interview: it is clearer than people are."""


class Reading(NamedTuple):
    """A coded answer as patterns read it."""

    answer: CodedAnswer
    document: Document
    found: Findings


@dataclass(frozen=True, slots=True)
class Learnable:
    """All that a codebook can learn weights from."""

    codebook: Codebook
    readings: tuple[Reading, ...]
    """What was said in coded interviews."""
    examples: tuple[Labelled, ...]

    @property
    def coded(self) -> list[Coded]:
        """Return the sentences of interviews, then examples, with what is known of each."""
        spoken = [
            each
            for number, reading in enumerate(self.readings)
            for each in _spoken(reading, number, self.codebook)
        ]
        return [*spoken, *(_shown(each, self.codebook) for each in self.examples)]

    def stated(self, learned: Learned) -> Iterator[Stated]:
        """Yield the codes of interviews with their status, and what the steps say of it.

        Args:
            learned: By its weights the steps judge what no pattern finds.
        """
        coder = Autocoder(self.codebook, learned=learned)
        for reading in self.readings:
            yield from _stated(reading, coder)


def learnable_of(
    codebook: Codebook, path: Path, keep: Callable[[CodedAnswer], bool] = lambda _answer: True
) -> Learnable:
    """Return what a codebook can learn weights from, its patterns run over it.

    Args:
        codebook: The codebook.
        path: Its file, beside which its coded interviews and examples lie.
        keep: Tells which answers of interviews are learned from.

    Raises:
        ProblemsError: When a file that it names has faults.
    """
    coder = Autocoder(codebook)
    answers = filter(keep, coded_answers(codebook, path))
    labelled = labelled_sentences(codebook, path)
    examples = tuple(each for each in labelled if each.code in codebook.by_id)
    return Learnable(codebook, tuple(_reading(each, coder) for each in answers), examples)


def _reading(answer: CodedAnswer, coder: Autocoder) -> Reading:
    said = [each.text for each in answer.said]
    document = answer_of(said, speaker=answer.speaker, asked=answer.asked)
    return Reading(answer, document, coder.found(document))


def _spoken(reading: Reading, number: int, codebook: Codebook) -> Iterator[Coded]:
    """Yield the sentences of an answer.

    What fires where patterns were chosen tells nothing of how often they are right elsewhere.
    """
    answer, document, _ = reading
    fired, plain = ({}, {}) if answer.chosen_on else _fired(reading, codebook)
    for at, each in enumerate(answer.said):
        yield Coded(
            seen_at(document, at),
            _claimed(each.codes or {}, codebook),
            frozenset(fired.get(at, ())),
            answer.origin,
            is_judged=answer.is_judged,
            weight=0 if each.codes is None else 1,
            answer=number,
            interview=answer.interview,
            carries=frozenset(each.codes or ()) & codebook.by_id.keys(),
            plain=frozenset(plain.get(at, ())),
        )


def _fired(reading: Reading, codebook: Codebook) -> tuple[_ByUnit, _ByUnit]:
    """Return the codes that patterns claim in units, and those that they claim plainly."""
    claimed: _ByUnit = defaultdict(set)
    plain: _ByUnit = defaultdict(set)
    folded, units = fold(reading.document.text), reading.document.units
    for (unit, code), findings in reading.found.items():
        if findings and is_finding(best_of(findings).judgement.status, codebook.by_id[code].kind):
            claimed[unit].add(code)
            _, *ends = units[unit]
            if any(is_most(each.hit, folded, *ends) for each in findings):
                plain[unit].add(code)
    return claimed, plain


def _shown(labelled: Labelled, codebook: Codebook) -> Coded:
    """Return an example; patterns were written to find it, so what fires there tells nothing."""
    example, code = labelled.example, labelled.code
    status = {code: example.status} if labelled.match and example.status else {}
    return Coded(
        Sentence(example.text, example.asked, speaker=example.speaker),
        _claimed(status, codebook),
        frozenset(),
        weight=_EXAMPLE,
        carries=frozenset([code] if labelled.match else []),
    )


def _stated(reading: Reading, coder: Autocoder) -> Iterator[Stated]:
    """Yield the codes of an answer with their status.

    Whether a claim is likely there is not asked: weights know what they were learned from.
    """
    answer, known = reading.answer, coder.codebook.by_id
    given = {at: each.codes for at, each in enumerate(answer.said) if each.codes}
    wanted = {at: [code for code in codes if code in known] for at, codes in given.items()}
    asked = fold(answer.asked)
    for at, code, judgement in coder.judged(reading.document, wanted, reading.found):
        kind = known[code].kind
        yield Stated(
            code,
            frozenset(features_of(fold(answer.said[at].text), asked, kind, judgement)),
            Status(given[at][code]),
            judgement.status,
            answer.origin,
            answer.is_judged,
            frozenset(open_to(judgement, asked, kind, is_likely=True)),
        )


def _claimed(codes: Mapping[str, str | Status], codebook: Codebook) -> frozenset[str]:
    """Return the codes that hold by their status."""
    known = codebook.by_id
    return frozenset(
        code
        for code, status in codes.items()
        if code in known and is_finding(Status(status), known[code].kind)
    )
