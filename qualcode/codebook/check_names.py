"""Checks on what things are called: ids, names, prefixes, aliases."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from qualcode.codebook.wording import named, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qualcode.codebook.places import PlaceKey, Places
    from qualcode.errors import Problem
    from qualcode.model.codebook import Codebook
    from qualcode.model.label import Label

_ID = re.compile(r"\w[\w.\-]*")
_ID_RULE = "ids are made of letters (Chinese too), digits and - _ . and begin with none of - ."

RESERVED = frozenset({"any", "total", "unclear", "unknown"})
"""Ids that tables give to rows and columns of their own."""


class _Named(NamedTuple):
    """Anything with an id: what to call it, where it stands."""

    noun: str
    id: str
    name: Label
    key: PlaceKey

    @property
    def title(self) -> str:
        """What to call it in a problem; there is one codebook, there are many codes."""
        return named(self.noun, self.id) if self.key else "the codebook"


def missing(codebook: Codebook, places: Places) -> Iterator[Problem]:
    """Find what lacks an id, a name, a version, a definition or a text.

    A key that is there but could not be read has been reported by its reader.
    """
    for each in (_itself(codebook), *_all_named(codebook)):
        if not each.id and (*each.key, "id") not in places:
            yield places.error(each.key, f"{each.title} has no id")
        if not each.name and (*each.key, "name") not in places:
            yield places.error(each.key, f"{each.title} has no name")
    if not codebook.version and ("version",) not in places:
        yield places.error((), "the codebook has no version", "write 'version: \"1.0\"'")
    for index, code in enumerate(codebook.codes):
        key: PlaceKey = ("codes", index)
        if not code.definition and (*key, "definition") not in places:
            yield places.error(key, f"{named('code', code.id)} has no definition")


def misspelt_ids(codebook: Codebook, places: Places) -> Iterator[Problem]:
    """Find ids that could not be typed as one word on a command line."""
    for each in (_itself(codebook), *_all_named(codebook)):
        if each.id and not _ID.fullmatch(each.id):
            message = f"{quoted(each.id)} cannot be the id of a {each.noun}"
            yield places.error((*each.key, "id"), message, _ID_RULE)
    for theory in codebook.theories:
        if not _ID.fullmatch(theory):
            message = f"{quoted(theory)} cannot be the id of a theory"
            yield places.error(("theories", theory), message, _ID_RULE)


def repeated_ids(codebook: Codebook, places: Places) -> Iterator[Problem]:
    """Find ids given to two codes, two subjects or two groups."""
    first: dict[tuple[str, str], _Named] = {}
    for each in _all_named(codebook):
        if not each.id:
            continue
        known = first.setdefault((each.noun, each.id), each)
        if known is not each:
            line = places.at(known.key).line
            hint = f"first in line {line}" if line else ""
            yield places.error((*each.key, "id"), f"{each.title} is there twice", hint)


def reserved_ids(codebook: Codebook, places: Places) -> Iterator[Problem]:
    """Find ids that tables use for themselves: ``any`` for a row, ``total`` for a column."""
    for each in _all_named(codebook):
        if each.id in RESERVED:
            message = f"the id of {each.title} is used by tables for themselves"
            yield places.error((*each.key, "id"), message, "choose another id")


def groups_named_as_subjects(codebook: Codebook, places: Places) -> Iterator[Problem]:
    """Find groups with the id of a subject and another name: tables show one of the two."""
    scheme = codebook.subjects
    for index, group in enumerate(scheme.groups):
        subject = scheme.by_id.get(group.id)
        if subject and subject.name != group.name:
            message = f"group {quoted(group.id)} has the id of a subject but another name"
            yield places.warning(("groups", index, "id"), message)


def shared_prefixes(codebook: Codebook, places: Places) -> Iterator[Problem]:
    """Find prefixes of participant ids that stand for two subjects."""
    first: dict[str, str] = {}
    for index, subject in enumerate(codebook.subjects.subjects):
        for number, prefix in enumerate(subject.prefixes):
            known = first.setdefault(prefix.casefold(), subject.id)
            if known != subject.id:
                both = f"{quoted(known)} and {quoted(subject.id)}"
                message = f"prefix {quoted(prefix)} stands for {both}"
                yield places.warning(("subjects", index, "prefixes", number), message)


def shared_aliases(codebook: Codebook, places: Places) -> Iterator[Problem]:
    """Find words that name two subjects."""
    first: dict[str, str] = {}
    for subject in codebook.subjects.subjects:
        for name in (subject.name.zh, subject.name.en):
            if name:
                first.setdefault(name.casefold(), subject.id)
    for index, subject in enumerate(codebook.subjects.subjects):
        for language, aliases in subject.aliases.items():
            for number, alias in enumerate(aliases):
                known = first.setdefault(alias.casefold(), subject.id)
                if known != subject.id:
                    message = (
                        f"alias {quoted(alias)} names {quoted(known)} and {quoted(subject.id)}"
                    )
                    key = ("subjects", index, "aliases", language, number)
                    yield places.warning(key, message)


def _itself(codebook: Codebook) -> _Named:
    return _Named("codebook", codebook.id, codebook.name, ())


def _all_named(codebook: Codebook) -> Iterator[_Named]:
    for index, group in enumerate(codebook.subjects.groups):
        yield _Named("group", group.id, group.name, ("groups", index))
    for index, subject in enumerate(codebook.subjects.subjects):
        yield _Named("subject", subject.id, subject.name, ("subjects", index))
    for index, code in enumerate(codebook.codes):
        yield _Named("code", code.id, code.name, ("codes", index))
