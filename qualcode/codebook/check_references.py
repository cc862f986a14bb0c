"""Checks on what refers to something else: theories, groups, subjects, opposite codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.codebook.wording import named, nearest, quoted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from qualcode.codebook.places import PlaceKey, Places
    from qualcode.errors import Problem
    from qualcode.model.codebook import Codebook

_SUBJECT_KEYS = ("said_by", "about")


def theories(codebook: Codebook, places: Places) -> Iterator[Problem]:
    """Find theories that the codebook does not list."""
    known = codebook.theories
    for index, code in enumerate(codebook.codes):
        for number, theory in enumerate(code.theory):
            if theory not in known:
                key = ("codes", index, "theory", number)
                yield _unknown(places, key, "theory", theory, known=known)


def groups(codebook: Codebook, places: Places) -> Iterator[Problem]:
    """Find groups of subjects that the codebook does not list."""
    known = [group.id for group in codebook.subjects.groups]
    for index, subject in enumerate(codebook.subjects.subjects):
        if subject.group and subject.group not in known:
            key = ("subjects", index, "group")
            yield _unknown(places, key, "group", subject.group, known=known)


def subjects(codebook: Codebook, places: Places) -> Iterator[Problem]:
    """Find subjects under ``said_by`` and ``about`` that the codebook does not list."""
    for index, code in enumerate(codebook.codes):
        for name in _SUBJECT_KEYS:
            for number, subject in enumerate(getattr(code, name)):
                key = ("codes", index, name, number)
                yield from _unknown_subject(codebook, places, key, subject)


def condition_subjects(codebook: Codebook, places: Places) -> Iterator[Problem]:
    """Find subjects and groups in conditions of patterns and in sets that are not listed."""
    groups = {group.id for group in codebook.subjects.groups}
    for index, code in enumerate(codebook.codes):
        for number, pattern in enumerate(code.patterns):
            for name in (*pattern.said_by, *pattern.about):
                if name not in groups:
                    key: PlaceKey = ("codes", index, "patterns", number)
                    yield from _unknown_subject(codebook, places, key, name)
    for index, each in enumerate(codebook.sets):
        yield from _unknown_subject(codebook, places, ("sets", index), each.about)


def example_subjects(codebook: Codebook, places: Places) -> Iterator[Problem]:
    """Find speakers of examples, and whom they are about, that the codebook does not list."""
    for index, code in enumerate(codebook.codes):
        for kind in ("examples", "non_examples"):
            for number, example in enumerate(getattr(code, kind)):
                for name in ("speaker", "about"):
                    key = ("codes", index, kind, number, name)
                    yield from _unknown_subject(codebook, places, key, getattr(example, name))


def opposites(codebook: Codebook, places: Places) -> Iterator[Problem]:
    """Find opposites that are no code, or the code itself."""
    for index, code in enumerate(codebook.codes):
        for number, other in enumerate(code.opposite):
            key = ("codes", index, "opposite", number)
            if other not in codebook.by_id:
                yield _unknown(places, key, "code", other, known=codebook.by_id)
            elif other == code.id:
                yield places.error(key, f"{named('code', code.id)} is named as its own opposite")


def one_sided_opposites(codebook: Codebook, places: Places) -> Iterator[Problem]:
    """Find codes whose opposite does not name them in turn."""
    for index, code in enumerate(codebook.codes):
        for number, name in enumerate(code.opposite):
            other = codebook.by_id.get(name)
            if other and other.id != code.id and code.id not in other.opposite:
                message = f"{quoted(name)} is the opposite of {quoted(code.id)}, but not in turn"
                hint = f"add {quoted(code.id)} to the opposite of {quoted(name)}"
                yield places.warning(("codes", index, "opposite", number), message, hint)


def _unknown_subject(
    codebook: Codebook, places: Places, key: PlaceKey, name: str
) -> Iterator[Problem]:
    """Find a subject that is not listed; its name or an alias points to the id."""
    scheme = codebook.subjects
    if name and name not in scheme.by_id:
        meant = scheme.resolve(name)
        hint = f"did you mean {meant!r}?" if meant else _nearest("subject", name, scheme.by_id)
        yield places.error(key, _there_is_no("subject", name), hint)


def _unknown(
    places: Places, key: PlaceKey, noun: str, name: str, *, known: Collection[str]
) -> Problem:
    return places.error(key, _there_is_no(noun, name), _nearest(noun, name, known))


def _there_is_no(noun: str, name: str) -> str:
    return f"there is no {noun} {quoted(name)}"


def _nearest(noun: str, name: str, known: Collection[str]) -> str:
    """Name what was probably meant, or all there is where that is not much."""
    if not known:
        return f"the codebook lists no {noun}"
    choices = [each for each in known if each]
    listed = f"the codebook lists: {', '.join(choices)}" if len(choices) <= 12 else ""
    return nearest(name, known) or listed
