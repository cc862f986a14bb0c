"""Turns that a person should look at: probably not read as they were meant."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from qualcode.errors import did_you_mean
from qualcode.model.label import Label
from qualcode.model.transcript import Role
from qualcode.workflow.losses import refuse_unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from qualcode.model.document import Document
    from qualcode.model.transcript import Turn
    from qualcode.workflow.project import Project

LONG_TURN = 3000
"""Characters of a turn in which a label was probably missed."""
LONG_UNIT = 500
"""Characters of a sentence in which the punctuation is probably missing."""
_FEW = 6
"""Turns in a talk that are too few to call a label rare in it."""
_PREAMBLE = 500
"""Characters above the first turn that are probably no header any more."""
_HABIT = 0.1
"""Share of turns whose speaker has just spoken from which that is no mistake."""
_ASKS = 0.8
"""Share of questions among the turns of somebody who only asks."""

_TIME = re.compile(r"^[\[(（]?\d{1,2}(?:[:：.点时h]\d{0,2}){0,2}[\])）]?$|^\d+$")
_QUESTION = re.compile(r"[?？][”’」』）)\]\"'\s]*$")
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that should be looked at."""

    document: str
    turn: int
    """Index of the turn; -1 = the whole document."""
    kind: str
    """What kind of doubt, as a stable key such as ``rare-label``."""
    message: Label
    place: str = ""
    """Where in the source: ``line 12``."""
    words: str = ""
    """The beginning of the turn."""


_Finding = tuple["Turn | None", Label]


def doubts_of(project: Project, documents: Sequence[str] = ()) -> list[Doubt]:
    """Return what is doubtful in documents, in the order of their turns.

    Args:
        project: The project.
        documents: Their names; empty = all.

    Raises:
        UnknownNameError: When there is no such document.
    """
    for name in documents:
        refuse_unknown(project, name)
    found: list[Doubt] = []
    for name in documents or project.store.documents.names():
        document = project.store.documents.read(name)
        places = project.store.documents.places(name)
        for kind, turn, message in _findings(document):
            start = turn.span.start if turn else 0
            words = turn.speech.of(document.text)[:40] if turn else ""
            index = turn.index if turn else -1
            found.append(Doubt(name, index, kind, message, places.of(start), words))
    return found


def _findings(document: Document) -> list[tuple[str, Turn | None, Label]]:
    found = [(kind, *each) for kind, check in _CHECKS.items() for each in check(document)]
    return sorted(found, key=lambda each: each[1].index if each[1] else -1)


def _spoken(document: Document) -> list[Turn]:
    return [turn for turn in document.turns if turn.role is not Role.NOTE]


def _of_labels(document: Document) -> dict[str, list[Turn]]:
    """Return the turns of each label, in order of appearance."""
    found: dict[str, list[Turn]] = {}
    for turn in _spoken(document):
        if turn.speaker:
            found.setdefault(turn.speaker, []).append(turn)
    return found


def _rare_labels(document: Document) -> Iterator[_Finding]:
    labels = _of_labels(document)
    if sum(map(len, labels.values())) < _FEW:
        return
    for label, turns in labels.items():
        if len(turns) == 1:
            others = [each for each in labels if len(labels[each]) > 1]
            near = did_you_mean(label, others)
            yield (
                turns[0],
                Label(
                    f"说话人“{label}”只出现一次",
                    f"the label {label!r} appears once; {near}".rstrip("; "),
                ),
            )


def _time_labels(document: Document) -> Iterator[_Finding]:
    for label, turns in _of_labels(document).items():
        if _TIME.match(label):
            yield turns[0], Label(f"“{label}”像是时间", f"the label {label!r} looks like a time")


def _long_turns(document: Document) -> Iterator[_Finding]:
    for turn in _spoken(document):
        if len(turn.speech) > LONG_TURN:
            size = f"{len(turn.speech):,}"
            yield (
                turn,
                Label(
                    f"共 {size} 字，是否漏了说话人？", f"has {size} characters: is a label missing?"
                ),
            )


def _long_units(document: Document) -> Iterator[_Finding]:
    for unit in document.units:
        if unit.end - unit.start > LONG_UNIT:
            size = f"{unit.end - unit.start:,}"
            yield (
                document.turns[unit.turn],
                Label(
                    f"一句长达 {size} 字，是否缺标点？",
                    f"a sentence of {size} characters: is punctuation missing?",
                ),
            )


def _empty_turns(document: Document) -> Iterator[_Finding]:
    for turn in _spoken(document):
        if not _WORD.search(document.text, turn.speech.start, turn.speech.end):
            yield turn, Label("没有内容", "nothing is said in it")


def _repeated(document: Document) -> Iterator[_Finding]:
    """Find the turns of a labelled talk whose speaker has just spoken.

    Where that happens often it is how the text is written: a label before each paragraph.
    """
    found = [turn for before, turn in pairwise(document.turns) if _goes_on(before, turn)]
    if len({turn.speaker for turn in _spoken(document)}) < 2:
        return
    if len(found) > max(3, _HABIT * len(document.turns)):
        return
    for turn in found:
        yield (
            turn,
            Label(
                f"“{turn.speaker}”连说两轮，是否标错？",
                f"{turn.speaker!r} speaks twice in a row: is a label wrong?",
            ),
        )


def _goes_on(before: Turn, turn: Turn) -> bool:
    same = (before.speaker, before.role) == (turn.speaker, turn.role)
    return same and bool(turn.speaker) and turn.role is not Role.NOTE


def _voices(document: Document) -> Iterator[_Finding]:
    """Find respondents who only ask and interviewers who never do."""
    for label, turns in _of_labels(document).items():
        asked = sum(bool(_QUESTION.search(turn.speech.of(document.text))) for turn in turns)
        is_respondent = turns[0].role is Role.RESPONDENT
        if is_respondent and len(turns) > 2 and asked >= _ASKS * len(turns):
            yield (
                turns[0],
                Label(
                    f"受访者“{label}”几乎只提问，是否为访谈者？",
                    f"the respondent {label!r} only asks: --interviewer {label}?",
                ),
            )
        elif not is_respondent and len(turns) > 2 and not asked:
            yield (
                turns[0],
                Label(
                    f"访谈者“{label}”从不提问，是否为受访者？",
                    f"the interviewer {label!r} never asks: is it a respondent?",
                ),
            )


def _sides(document: Document) -> Iterator[_Finding]:
    roles = Counter(turn.role for turn in _spoken(document))
    if not roles[Role.RESPONDENT]:
        yield None, Label("没有受访者", "no respondent found")
    elif not any(turn.speaker for turn in document.turns):
        yield None, Label("没有说话人标记，全文视为一位受访者", "no speaker labels: one respondent")
    elif not roles[Role.INTERVIEWER]:
        yield None, Label("没有访谈者", "no interviewer found")


def _preamble(document: Document) -> Iterator[_Finding]:
    if document.turns and document.turns[0].span.start > _PREAMBLE:
        size = f"{document.turns[0].span.start:,}"
        yield (
            document.turns[0],
            Label(
                f"此前有 {size} 字不属于任何说话人", f"{size} characters stand before any speaker"
            ),
        )


def _replaced(document: Document) -> Iterator[_Finding]:
    for turn in document.turns:
        if "\ufffd" in turn.span.of(document.text):
            yield turn, Label("含无法解码的字符", "holds characters that could not be decoded")


_CHECKS: dict[str, Callable[[Document], Iterable[_Finding]]] = {
    "sides": _sides,
    "preamble": _preamble,
    "rare-label": _rare_labels,
    "time-label": _time_labels,
    "voice": _voices,
    "repeated-speaker": _repeated,
    "empty-turn": _empty_turns,
    "long-turn": _long_turns,
    "long-sentence": _long_units,
    "undecoded": _replaced,
}
"""Each kind of doubt and the check that finds it."""
