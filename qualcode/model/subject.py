"""The kinds of actor a participant can be, fine (`PH`) or in groups (`poor-household`).

"Subject" has two uses that are kept apart everywhere: who speaks (a property of
the participant) and whom a sentence is about (a property of the coding). Both
take their values from one scheme, which the codebook brings with it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from qualcode.model.label import Label

if TYPE_CHECKING:
    from collections.abc import Mapping

UNKNOWN = ""
"""The subject of a participant of whom it is not known."""


@dataclass(frozen=True, slots=True)
class Group:
    """A coarse kind of actor, such as the thesis's five subjects."""

    id: str
    name: Label


@dataclass(frozen=True, slots=True)
class Subject:
    """A fine kind of actor."""

    id: str
    name: Label
    group: str
    definition: Label = field(default_factory=Label)
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Words that name this actor in speech, by language."""
    masks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Words that contain an alias but mean something else (施工队 is no work team)."""
    prefixes: tuple[str, ...] = ()
    """Beginnings of participant ids that stand for this actor (``P`` in ``P-03``)."""


@dataclass(frozen=True)
class SubjectScheme:
    """All kinds of actor of a codebook, in its order."""

    subjects: tuple[Subject, ...] = ()
    groups: tuple[Group, ...] = ()

    @cached_property
    def by_id(self) -> Mapping[str, Subject]:
        """Return the subjects by id."""
        return {subject.id: subject for subject in self.subjects}

    @cached_property
    def names(self) -> Mapping[str, Label]:
        """Return what subjects and groups are called, by id."""
        groups = {each.id: each.name for each in self.groups}
        return groups | {each.id: each.name for each in self.subjects}

    @cached_property
    def _by_any_name(self) -> Mapping[str, str]:
        ids = [(each.id, each.id) for each in self.subjects]
        titles = [
            (title, each.id) for each in self.subjects for title in (each.name.zh, each.name.en)
        ]
        aliases = [
            (alias, each.id)
            for each in self.subjects
            for words in each.aliases.values()
            for alias in words
        ]
        names: dict[str, str] = {}
        for name, subject in (*ids, *titles, *aliases):
            if name:  # what one language does not name, names nobody
                names.setdefault(name.casefold(), subject)
        return names

    def resolve(self, name: str) -> str:
        """Return the id of the subject that a researcher's word stands for, or ``UNKNOWN``.

        Ids, names in both languages and aliases are understood, in this order and
        whatever their case; of two subjects with the same word, the first is meant.
        """
        return self._by_any_name.get(name.strip().casefold(), UNKNOWN)

    def named_in(self, title: str) -> str:
        """Return the only subject that a title names (W镇S村村委会主任), or ``UNKNOWN``.

        A word within a longer one does not count, nor do masks; two subjects are nobody's.
        """
        whole = self.resolve(title)
        if whole:
            return whole
        folded = title.casefold()
        masked = [mask for each in self.subjects for words in each.masks.values() for mask in words]
        for mask in sorted(masked, key=len, reverse=True):
            folded = folded.replace(mask.casefold(), " ")
        found = set()
        for name in sorted(self._by_any_name, key=len, reverse=True):
            if len(name) > 1 and _stands_in(folded, name):
                found.add(self._by_any_name[name])
                folded = folded.replace(name, " ")
        return found.pop() if len(found) == 1 else UNKNOWN

    def from_participant_id(self, participant: str) -> str:
        """Return the subject that an id's prefix stands for (``P-03`` → ``PH``), or ``UNKNOWN``.

        The prefix must be followed by a separator or a digit; the longest prefix wins.
        """
        best = ("", UNKNOWN)
        for subject in self.subjects:
            for prefix in subject.prefixes:
                if len(prefix) > len(best[0]) and _starts_with_prefix(participant, prefix):
                    best = (prefix, subject.id)
        return best[1]

    def group_of(self, subject: str) -> str:
        """Return the group of a subject id; unknown subjects have an unknown group."""
        known = self.by_id.get(subject)
        return known.group if known else UNKNOWN

    def name_of(self, key: str) -> Label:
        """Return the name of a subject or a group."""
        if key in self.by_id:
            return self.by_id[key].name
        return next((group.name for group in self.groups if group.id == key), Label(key, key))


def _starts_with_prefix(participant: str, prefix: str) -> bool:
    rest = participant[len(prefix) :]
    is_start = participant[: len(prefix)].casefold() == prefix.casefold()
    return is_start and bool(rest) and not rest[0].isalpha()


def _stands_in(text: str, name: str) -> bool:
    """Tell whether a text holds a name; one of Latin letters as a word of its own."""
    if not name.isascii():
        return name in text
    return bool(re.search(rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])", text))
