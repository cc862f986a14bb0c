"""The columns of a table: into which groups persons, or what is said of them, fall.

Who speaks and whom it is about are two questions. Groups by subject, attribute,
participant or document are properties of the speaker and have a number of
persons each; groups by `about` are properties of the coding, and their base is
everybody who was interviewed.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from typing import TYPE_CHECKING

from qualcode.errors import UnknownNameError
from qualcode.model.label import Label
from qualcode.model.sides import side_meant
from qualcode.model.subject import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from qualcode.analysis.corpus import Corpus
    from qualcode.model.excerpt import Mark
    from qualcode.model.participant import Participant

UNCLEAR = "unclear"
"""The group of codings of which it is not clear whom they are about."""
NOT_KNOWN = "unknown"
"""The group of participants of whom the subject or attribute is not known."""

MISSING = frozenset({"", "nan", "na", "n/a", "#n/a", "nat", "null"})
"""What tables of participants write where a value is missing, in small letters."""

_NAMES = {UNCLEAR: Label("不明", "unclear"), NOT_KNOWN: Label("未知", "unknown")}


class Level(StrEnum):
    """How finely subjects are told apart."""

    FINE = "fine"
    FIVE = "five"
    """In the codebook's groups, such as the thesis's five subjects."""


@dataclass(frozen=True, slots=True)
class Group:
    """One column group of a table."""

    id: str
    name: Label
    members: frozenset[str]
    """Participants that make up its base."""
    document: str | None = None
    """For groups by document: which, since its speakers may speak in others too."""


@dataclass(frozen=True, slots=True)
class Grouping:
    """How codings fall into groups."""

    by: str
    groups: tuple[Group, ...]
    empty: tuple[Label, ...]
    """Names of groups that exist in the codebook but have nobody in them."""
    home: Callable[[str], Sequence[str]]
    """The ids of the groups that a value of `depends_on` falls into; several only for `about`."""

    def of(self, mark: Mark) -> Sequence[str]:
        """Return the ids of the groups that a coding falls into."""
        return self.home(getattr(mark, self.depends_on))

    @property
    def depends_on(self) -> str:
        """Return the side of a mark that decides: all marks alike in it fall alike."""
        return self.by if self.by in {"about", "document"} else "participant"


def grouping(corpus: Corpus, by: str, level: Level = Level.FINE) -> Grouping:
    """Return how to group by a side of the data.

    Args:
        corpus: What is counted.
        by: ``subject``, ``about``, ``participant``, ``document``, an attribute, or two
            properties of persons crossed, such as ``subject,gender``.
        level: For subjects: fine or in groups.

    Raises:
        UnknownNameError: When `by` is none of these.
    """
    attributes = sorted({name for person in corpus.participants for name in person.attributes})
    by = side_meant(by, (*_GROUPINGS, *attributes))
    if by in _GROUPINGS:
        return _GROUPINGS[by](corpus, level)
    if "," in by:
        return _crossed(corpus, [part.strip() for part in by.split(",")], level)
    if by not in attributes:
        raise UnknownNameError("grouping", by, [*_GROUPINGS, *attributes])
    return _by_person(corpus, by, lambda person: _attribute(person, by), None)


def _attribute(person: Participant, name: str) -> str:
    """Return an attribute as it was written, or that it is not known."""
    value = person.attributes.get(name, "")
    return NOT_KNOWN if value.strip().casefold() in MISSING else value


def _crossed(corpus: Corpus, parts: Sequence[str], level: Level) -> Grouping:
    """Group persons by several of their properties at once; combinations of nobody are left out."""
    for part in parts:
        if part in {"about", "document"}:
            known = [*_GROUPINGS.keys() - {"about", "document"}]
            raise UnknownNameError("property of persons", part, sorted(known))
    sides = [grouping(corpus, part, level).groups for part in parts]
    groups = []
    for combination in product(*sides):
        members = frozenset.intersection(*(group.members for group in combination))
        if members:
            name = Label(
                *(" × ".join(g.name.say(lang) for g in combination) for lang in ("zh", "en"))
            )
            groups.append(Group(" × ".join(g.id for g in combination), name, members))
    home = {person: group.id for group in groups for person in group.members}
    found = tuple(groups)
    return Grouping(",".join(parts), found, (), lambda person: [home.get(person, NOT_KNOWN)])


def _by_subject(corpus: Corpus, level: Level) -> Grouping:
    scheme = corpus.codebook.subjects
    order = _subject_order(corpus, level)
    to_group = _to_group(corpus, level)
    grouped = _by_person(corpus, "subject", lambda person: to_group(person.subject), order)
    there = {group.id for group in grouped.groups}
    empty = tuple(scheme.name_of(each) for each in order if each not in there)
    named = tuple(
        Group(group.id, _NAMES.get(group.id) or scheme.name_of(group.id), group.members)
        for group in grouped.groups
    )
    return Grouping("subject", named, empty, grouped.home)


def _by_about(corpus: Corpus, level: Level) -> Grouping:
    scheme = corpus.codebook.subjects
    to_group = _to_group(corpus, level)
    everybody = frozenset(person.id for person in corpus.participants)
    order = [*_subject_order(corpus, level), UNCLEAR]

    def home(about: str) -> list[str]:
        return list(dict.fromkeys(to_group(each) for each in about.split())) or [UNCLEAR]

    used = {group for about in corpus.frame["about"].cat.categories for group in home(about)}
    ids = [*order, *sorted(used.difference(order))]
    groups = tuple(Group(each, _NAMES.get(each) or scheme.name_of(each), everybody) for each in ids)
    return Grouping("about", groups, (), home)


def _by_participant(corpus: Corpus, _: Level) -> Grouping:
    return _by_person(corpus, "participant", lambda person: person.id, None)


def _by_document(corpus: Corpus, _: Level) -> Grouping:
    people: dict[str, set[str]] = {}
    for person, documents in corpus.speech.items():
        for document in documents:
            people.setdefault(document, set()).add(person)
    groups = tuple(
        Group(name, Label(name, name), frozenset(people[name]), name) for name in sorted(people)
    )
    return Grouping("document", groups, (), lambda document: [document])


def _by_person(
    corpus: Corpus, by: str, group_of: Callable[[Participant], str], order: Sequence[str] | None
) -> Grouping:
    """Group by a property of the speaker, in a given order or by name, the unknown last."""
    members: dict[str, set[str]] = {}
    for person in corpus.participants:
        members.setdefault(group_of(person), set()).add(person.id)
    ids = [each for each in order or () if each in members]
    ids += sorted(set(members).difference(ids), key=lambda each: (each == NOT_KNOWN, each))
    home: Mapping[str, str] = {person: each for each in ids for person in members[each]}
    groups = tuple(
        Group(each, _NAMES.get(each) or Label(each, each), frozenset(members[each])) for each in ids
    )
    return Grouping(by, groups, (), lambda person: [home.get(person, NOT_KNOWN)])


def _subject_order(corpus: Corpus, level: Level) -> list[str]:
    scheme = corpus.codebook.subjects
    return [each.id for each in (scheme.subjects if level is Level.FINE else scheme.groups)]


def _to_group(corpus: Corpus, level: Level) -> Callable[[str], str]:
    scheme = corpus.codebook.subjects

    def fine(subject: str) -> str:
        return subject if subject != UNKNOWN else NOT_KNOWN

    def five(subject: str) -> str:
        return scheme.group_of(subject) or NOT_KNOWN

    return fine if level is Level.FINE else five


_GROUPINGS: dict[str, Callable[[Corpus, Level], Grouping]] = {
    "subject": _by_subject,
    "about": _by_about,
    "participant": _by_participant,
    "document": _by_document,
}
