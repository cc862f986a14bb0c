"""What a package of another program brings, put into its place: names, persons, codings, memos."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from itertools import chain, count
from typing import TYPE_CHECKING, NamedTuple

from qualcode.model.coding import AboutBy, Coding, Evidence, Review, Source, coding_id, stable_id
from qualcode.model.formula import guarded
from qualcode.model.history import Event
from qualcode.model.memo import Target
from qualcode.model.span import Span
from qualcode.model.speaker import SpeakerRule, SpeakerTable
from qualcode.store.history import now
from qualcode.text.anchoring import anchor
from qualcode.transcripts.people import is_column
from qualcode.workflow.decisions import keep, placed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qualcode.exchange.refi.study import Case, Study, Tagged
    from qualcode.exchange.refi.study import Source as Text
    from qualcode.model.memo import Memo
    from qualcode.model.subject import SubjectScheme
    from qualcode.workflow.project import Project

_NOT_IN_NAME = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u2028\u2029]+')
_LONGEST_NAME = 80
_SUFFIX = re.compile(r"\.(txt|docx)$", re.IGNORECASE)


class Arrived(NamedTuple):
    """How much was put into its place."""

    codings: int
    memos: int
    unplaced: int
    """Codings whose words are not in the text as it was imported."""
    unknown: int = 0
    """Codings about subjects that the codebook does not have, which they no longer name."""


def free_names(sources: Sequence[Text]) -> list[str]:
    """Return a name for each text that is a harmless file name and that no other has."""
    taken: set[str] = set()
    names = []
    for source in sources:
        plain = _SUFFIX.sub("", _NOT_IN_NAME.sub(" ", source.name))
        base = plain[:_LONGEST_NAME].strip(" .") or "text"
        numbered = (f"{base}-{number}" for number in count(2))
        name = next(each for each in chain([base], numbered) if each.casefold() not in taken)
        taken.add(name.casefold())
        names.append(name)
    return names


def participants_table(study: Study, names: Sequence[str]) -> bytes:
    """Return the cases as a table of participants; empty where there are none."""
    if not study.cases:
        return b""
    attributes = dict.fromkeys(key for case in study.cases for key in case.participant.attributes)
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    heads = [f"{key} (attribute)" if is_column(key) else key for key in attributes]
    writer.writerow(map(guarded, ("id", "document", "subject", *heads)))
    for case in study.cases:
        person = case.participant
        values = [person.attributes.get(key, "") for key in attributes]
        cells = (person.id, _alone_in(case, study, names), person.subject, *values)
        writer.writerow(map(guarded, cells))
    return buffer.getvalue().encode()


def speaker_table(study: Study, names: Sequence[str]) -> SpeakerTable:
    """Return who is behind the labels that the cases tell."""
    named = _named(study, names)
    rules: dict[str, dict[str, SpeakerRule]] = {}
    for case in study.cases:
        for document, label in case.speaks_as.items():
            if label:
                rule = SpeakerRule(participant=case.participant.id)
                rules.setdefault(named[document], {})[label] = rule
    return SpeakerTable(rules)


def bring(
    project: Project, study: Study, names: Sequence[str], scheme: SubjectScheme, *, by: str
) -> Arrived:
    """Put codings and memos of a study into a project that has its texts, as one event.

    Args:
        project: Into which.
        study: What.
        names: What its texts are called here.
        scheme: The subjects that a coding can be about; other programs' descriptions may
            begin with "about" as well.
        by: Who does it, for the history.
    """
    store, at = project.store, now()
    notes = _Notes(project)
    codings = unplaced = unknown = 0
    event = Event(at, by, "import codings", Target.PROJECT, "", reason=study.origin)
    with store.recorded(event):
        for name, source in zip(names, study.sources, strict=True):
            for coding, on_it in _codings(project, name, source, at):
                if coding is None:
                    unplaced += 1
                    continue
                about = tuple(each for each in coding.about if each in scheme.names)
                by_whom = coding.about_by if about else AboutBy.UNCLEAR
                keep(project, replace(coding, about=about, about_by=by_whom))
                unknown += about != coding.about and study.is_ours
                codings += 1
                notes.keep(on_it, coding.id)
            notes.keep(source.memos, name)
        for memo in study.memos:
            notes.keep([memo], memo.target_id)
    return Arrived(codings, notes.kept, unplaced, unknown)


class _Notes:
    """Memos on their way in; one on several things becomes one on each."""

    def __init__(self, project: Project) -> None:
        self._memos = project.store.memos
        self._known = {memo.id: memo.target_id for memo in self._memos.all()}
        self.kept = 0

    def keep(self, memos: Sequence[Memo], target: str) -> None:
        """Keep memos on something, unless they are there already."""
        for memo in memos:
            is_here = self._known.get(memo.id, target) == target
            key = memo.id if is_here else stable_id(memo.id, target)
            if key not in self._known:
                self._known[key] = target
                self._memos.add(replace(memo, id=key, target_id=target))
                self.kept += 1


def _codings(
    project: Project, name: str, source: Text, at: str
) -> Iterator[tuple[Coding | None, Sequence[Memo]]]:
    """Yield the codings of a text in their place, None for one whose words are not there."""
    text = project.store.documents.text(name)
    spans = [Span(each.start, each.end) for each in source.codings]
    if text != source.text:
        found = [each.new for each in anchor(source.text, text, spans)] if text else []
    else:
        found = list(spans)
    first = project.store.first_names.of(name)
    for number, tagged in enumerate(source.codings):
        span = found[number] if found else None
        coding = _coding(first, name, span, tagged, at) if span else None
        yield placed(project, coding, coding.span) if coding else None, tagged.memos


def _coding(first: str, name: str, span: Span, tagged: Tagged, at: str) -> Coding:
    coding = Coding(
        coding_id(first, span, tagged.code, tagged.coder),
        name,
        span,
        tagged.code,
        tagged.coder,
        tagged.maker,
        "",
        status=tagged.status,
        about=tagged.about,
        about_by=AboutBy.NAMED if tagged.about else AboutBy.UNCLEAR,
        view_of=tagged.view_of,
        evidence=Evidence(),
    )
    if tagged.maker is not Source.PERSON:
        return coding
    return coding.decided(Review.ACCEPTED, by=tagged.coder, at=tagged.at or at)


def _named(study: Study, names: Sequence[str]) -> dict[str, str]:
    """Return the name here of each text."""
    return {source.name: name for source, name in zip(study.sources, names, strict=True)}


def _alone_in(case: Case, study: Study, names: Sequence[str]) -> str:
    """Return the text that a case is the only speaker of, as far as it tells no label."""
    documents = [name for name, label in case.speaks_as.items() if not label]
    return _named(study, names)[documents[0]] if len(documents) == 1 else ""
