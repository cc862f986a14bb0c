"""Checks on whether a code says what it needs to say, for coders and for the machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.codebook.wording import named
from qualcode.model.codebook import Kind
from qualcode.model.coding import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qualcode.codebook.places import Places
    from qualcode.errors import Problem
    from qualcode.model.codebook import Code, Codebook

_ADVICE = {
    "exclude": "say what comes close but belongs elsewhere",
    "non_examples": "give a sentence that comes close but is not it",
    "patterns": "without patterns only persons can put this code",
}
"""What a good code has, and what to do where it lacks it."""


def families_with_patterns(codebook: Codebook, places: Places) -> Iterator[Problem]:
    """Find patterns on a family: only the codes under it are put on text."""
    families = {code.path for code in codebook.families}
    for index, code in enumerate(codebook.codes):
        if code.id and code.path in families and code.patterns:
            message = f"{named('code', code.id)} has both patterns and codes under it"
            hint = "move the patterns to one of those codes"
            yield places.error(("codes", index, "patterns"), message, hint)


def incomplete(codebook: Codebook, places: Places) -> Iterator[Problem]:
    """Find codes without exclusion, non-examples or patterns."""
    for index, code in _leaves(codebook):
        for name, advice in _ADVICE.items():
            if not getattr(code, name) and ("codes", index, name) not in places:
                message = f"{named('code', code.id)} has no {name}"
                yield places.warning(("codes", index), message, advice)


def problems_without_opposite(codebook: Codebook, places: Places) -> Iterator[Problem]:
    """Find problems whose denial has no code to be offered."""
    for index, code in _leaves(codebook):
        if code.kind is Kind.PROBLEM and not code.opposite:
            message = f"problem {named('code', code.id)} has no opposite"
            hint = "name the positive code that a denial may stand for, where there is one"
            yield places.warning(("codes", index), message, hint)


def asserted_near_misses(codebook: Codebook, places: Places) -> Iterator[Problem]:
    """Find non-examples that are expected to count: those are examples."""
    for index, code in enumerate(codebook.codes):
        for number, example in enumerate(code.non_examples):
            if example.status is Status.ASSERTED:
                message = f"a non-example of {named('code', code.id)} has the status 'asserted'"
                key = ("codes", index, "non_examples", number, "status")
                yield places.warning(key, message, "move it to examples")


def _leaves(codebook: Codebook) -> Iterator[tuple[int, Code]]:
    """Yield the codes that are put on text, with their index among all."""
    leaves = {code.path for code in codebook.leaves}
    for index, code in enumerate(codebook.codes):
        if code.path in leaves and code.id:
            yield index, code
