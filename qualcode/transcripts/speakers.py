"""Which of the labels found in a text are speakers: the evidence weighed, once per label.

A label is believed when it names a person by itself, when the header names that
person, when it is set off by markup, or when it comes again. What is believed on
a single appearance is told to the user.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from qualcode.transcripts import role_words
from qualcode.transcripts.labels import (
    base_of,
    canonical,
    has_role,
    has_short,
    is_called,
    is_diarised,
    is_role_word,
    may_be_label,
    may_be_name,
    name_kind,
    names_person,
    question_number,
    stem,
)
from qualcode.transcripts.spellings import numbered_questions, spellings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from qualcode.transcripts.shapes import Mark, Shape


_LABEL, _SIGN = attrgetter("label"), attrgetter("sign")
_IN_SERIES = re.compile(r"(\D{1,8}?[-_]?)\d{1,3}$")
_MOSTLY = 0.6
"""Share of marks with a time from which a time is part of the layout."""
_MARKED = 0.3
"""Share of lines that labels which come only once must begin."""
_SCRIPTED = 0.5
"""Share of lines that known speakers must begin for a word shaped like theirs to be doubted."""


@dataclass(frozen=True, slots=True)
class Cast:
    """The speakers of a document."""

    names: Mapping[str, str] = field(default_factory=dict)
    """Label as written → the spelling under which that speaker goes."""
    once: tuple[str, ...] = ()
    """Speakers believed on a single appearance, without a role word or voice number."""
    passed: tuple[str, ...] = ()
    """Labels that come again, or are like names of others, and were still not believed."""

    def name(self, label: str) -> str | None:
        """Return the speaker a label stands for; ``None`` when it is not believed."""
        return self.names.get(label)


def believe(marks: Sequence[Mark], shape: Shape, padded: str, known: Iterable[str] = ()) -> Cast:
    """Decide which labels are speakers.

    Args:
        marks: All places that have the shape of a label.
        shape: That shape.
        padded: The text they are in, with a line feed before it.
        known: Names that the header or the user gives.
    """
    raw = Counter(map(_LABEL, marks))
    del raw[""]
    counts = count_labels(marks)
    timed = _timed(marks, padded)
    evidence = _Evidence(
        counts,
        {canonical(name) for name in known},
        (_likely(_set_off(marks), counts) if shape.paired else _set_off(marks)) | timed,
        any(is_role_word(label) or is_diarised(label) for label in raw),
        _is_sided(raw),
        numbered_questions(raw),
    )
    believed = {canonical(label) for label in raw if _is_believed(label, shape, evidence)}
    believed |= _series(counts, believed) | _plain(raw, believed)
    if not (shape.strict or shape.paired):
        believed |= _partners(marks, counts, believed, padded)
        if not evidence.sided:
            believed |= _answering(marks, counts, believed, padded)
    if _are_headings(raw, believed, evidence, padded) or (shape.paired and not _paired(believed)):
        believed = set()
    names = spellings(raw, believed)
    alike = _alike(marks, counts, believed, padded) if names else set()
    totals: Counter[str] = Counter()
    for label, name in names.items():
        totals[name] += raw[label]
    once = (name for name, total in totals.items() if total == 1 and canonical(name) not in timed)
    return Cast(
        names,
        tuple(name for name in once if not (is_role_word(name) or is_diarised(name))),
        tuple(label for label in raw if names and _is_passed(label, believed, counts, alike)),
    )


def _is_passed(label: str, believed: set[str], counts: Counter[str], alike: set[str]) -> bool:
    word = canonical(label)
    is_like = counts[word] > 1 or is_called(label) or word in alike
    return word not in believed and is_like and may_be_label(label)


def _is_sided(labels: Iterable[str]) -> bool:
    words = set(map(stem, labels))
    return not (words.isdisjoint(role_words.INTERVIEWER) or words.isdisjoint(role_words.RESPONDENT))


def count_labels(marks: Iterable[Mark]) -> Counter[str]:
    """Count the labels in their canonical form."""
    counts: Counter[str] = Counter()
    for label, count in Counter(map(_LABEL, marks)).items():
        if label:
            counts[canonical(label)] += count
    return counts


class _Evidence(NamedTuple):
    """What is known of all labels of a text."""

    counts: Counter[str]
    """How often each comes, in canonical form."""
    known: set[str]
    """Those whom the header or the user names."""
    set_off: set[str]
    """Those that markup sets off."""
    firm: bool
    """Some are role words or voice numbers."""
    sided: bool
    """Role words say both who asks and who answers."""
    numbered: set[str]
    """Letters that stand for question and answer, with numbers behind them."""


def _is_believed(label: str, shape: Shape, evidence: _Evidence) -> bool:
    word = canonical(label)
    if word in evidence.known or base_of(label) in evidence.known:
        return True
    if not may_be_label(label) or (word in role_words.SELF and evidence.counts[word] < 2):
        return False
    if has_short(label) and evidence.counts[base_of(label)] >= 2:
        return True
    count, signed = evidence.counts[word], word in evidence.set_off
    if shape.strict:
        return is_role_word(label) or is_diarised(label) or (signed and count >= 2)
    if (
        names_person(label)
        or has_role(label)
        or signed
        or question_number(label)[0] in evidence.numbered
    ):
        return True
    return count >= _enough(label, evidence)


def _enough(label: str, evidence: _Evidence) -> int:
    """Return how often a word must come that only its place makes a label.

    Beside role words an unknown one must come oftener: it is more likely a heading. What may
    be a name is one where they do not already say who asks and who answers.
    """
    if is_called(label):
        return 2 if evidence.sided else 1
    if may_be_name(label) and not evidence.sided:
        return 2
    return 3 if evidence.firm else 2


def _partners(
    marks: Sequence[Mark], counts: Counter[str], believed: set[str], padded: str
) -> set[str]:
    """Find the other side of a talk of which only one is believed so far.

    Whoever speaks twice then is believed, and else whoever speaks on the line after
    the one who is.
    """
    if not believed or (len(believed) > 1 and not believed <= role_words.INTERVIEWER):
        return set()
    others = {
        canonical(mark.label): mark.label
        for mark in marks
        if mark.label and canonical(mark.label) not in believed and may_be_label(mark.label)
    }
    twice = {word for word in others if counts[word] >= 2}
    if twice:
        return twice
    found: set[str] = set()
    for before, mark in pairwise(marks):
        after_speaker = canonical(before.label) in believed | found
        next_line = "\n" not in padded[before.end + 1 : mark.start + 1].strip()
        if after_speaker and next_line and canonical(mark.label) in others:
            found.add(canonical(mark.label))
    return found


def _answering(
    marks: Sequence[Mark], counts: Counter[str], believed: set[str], padded: str
) -> set[str]:
    """Find who speaks twice or oftener, each time on the line after who asks: no heading does.

    After an answer somebody asks again: else it may be a probe, which belongs to the question.
    """
    words = [canonical(mark.label) for mark in marks]
    asking = {word for word in believed if stem(word) in role_words.INTERVIEWER}
    after: Counter[str] = Counter()
    for (former, who), (mark, word) in pairwise(zip(marks, words, strict=True)):
        is_next = "\n" not in padded[former.end + 1 : mark.start + 1].strip()
        after[word] += who in asking and is_next
    asked_again = {word for word, following in pairwise(words) if following in asking}
    return {
        word
        for word, mark in zip(words, marks, strict=True)
        if word in asked_again and 2 <= counts[word] == after[word] and may_be_label(mark.label)
    }


def _alike(
    marks: Sequence[Mark], counts: Counter[str], believed: set[str], padded: str
) -> set[str]:
    """Find who may speak once among people named alike: 王五 beside 张三, Chris beside Anna.

    They are doubted, not believed: 高中 and Honestly have the same shape. Only where known
    speakers begin most lines: elsewhere such a word is more likely a heading.
    """
    spoken = [word for mark in marks if (word := canonical(mark.label)) in believed]
    if len(spoken) <= _SCRIPTED * _filled(padded):
        return set()
    kinds = {canonical(mark.label): name_kind(mark.label) for mark in marks}
    common = Counter(kinds[word] for word in set(spoken) if counts[word] >= 2)
    return {word for word, kind in kinds.items() if kind and common[kind] >= 2}


def _filled(padded: str) -> int:
    """Return how many lines are not blank."""
    return sum(bool(line.strip()) for line in padded.split("\n"))


def _set_off(marks: Sequence[Mark]) -> set[str]:
    """Return the labels that the sign of most marks sets off (`**Ryan:**`, `### 蔣金：`)."""
    signs = Counter(map(_SIGN, marks))
    usual = signs.most_common(1)[0][0] if signs else ""
    if usual in {"", "-", "•", ">"}:
        return set()
    return set(map(canonical, {mark.label for mark in marks if mark.sign == usual}))


def _likely(words: set[str], counts: Counter[str]) -> set[str]:
    """Leave out, where nobody asks twice, what comes once: `## Results` of a report."""
    asked = sum(counts[word] for word in words if stem(word) in role_words.INTERVIEWER)
    return {word for word in words if asked > 1 or counts[word] > 1 or may_be_name(word)}


def _series(counts: Iterable[str], believed: set[str]) -> set[str]:
    """Return the labels that differ from a believed one by their number: `F2` beside `F1`."""
    series = {_series_of(word) for word in believed} - {""}
    return {word for word in counts if _series_of(word) in series}


def _plain(raw: Iterable[str], believed: set[str]) -> set[str]:
    """Return the labels that come with a bracket elsewhere: `张某` beside `张某（村支书）`."""
    bases = {base_of(label) for label in raw if canonical(label) in believed}
    return {canonical(label) for label in raw if canonical(label) in bases}


def _series_of(word: str) -> str:
    """Return what numbered labels of one kind share; single letters (`F1`, `M1`) are one kind."""
    found = _IN_SERIES.match(word)
    if not found:
        return ""
    return "letter" if len(found[1]) == 1 and found[1].isascii() else found[1]


def _timed(marks: Sequence[Mark], padded: str) -> set[str]:
    """Return the labels with a time behind them where most have one: `Lenny (00:01:24):`."""
    timed = [
        canonical(mark.label)
        for mark in marks
        if mark.label and mark.time and padded[mark.start + 1] not in "[(（【{<#0123456789"
    ]
    return set(timed) if len(timed) > _MOSTLY * len(marks) else set()


def _are_headings(raw: Counter[str], believed: set[str], evidence: _Evidence, padded: str) -> bool:
    """Tell whether all that is believed comes once and marks little of the text.

    `On Slack:` and `Urgent Situations:` are shaped like names. Two who speak once each
    are believed where their turns are a good part of the lines.
    """
    firm = evidence.known | evidence.set_off
    if any(evidence.counts[word] > 1 or word in firm for word in believed):
        return False
    if any(is_role_word(label) or is_diarised(label) for label in raw):
        return False
    return len(believed) < 2 or len(believed) < _MARKED * _filled(padded)


def _paired(believed: set[str]) -> bool:
    """Tell whether somebody asks and somebody answers, or voices alternate."""
    asking = any(stem(word) in role_words.INTERVIEWER for word in believed)
    return asking and len(believed) > 1
