"""All checks of a codebook: each a small function from the codebook to its problems.

A check sees the codebook and the places of its values, and yields what is wrong;
it stops nothing, so the researcher gets the whole list. A new check is a function
in one of the `check_…` modules and a line at the foot of this one.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias

from qualcode.codebook import (
    check_advice,
    check_codes,
    check_cues,
    check_names,
    check_patterns,
    check_references,
    check_sets,
)
from qualcode.codebook.places import Places, places_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from qualcode.errors import Problem
    from qualcode.model.codebook import Codebook

Check: TypeAlias = "Callable[[Codebook, Places], Iterable[Problem]]"

MAX_EACH = 1000
"""Problems that one check may report; a file with more is not mended by hand."""


def check_codebook(codebook: Codebook, *, path: str) -> list[Problem]:
    """Check a codebook that is already in hand, from a file or from elsewhere.

    Args:
        codebook: Any codebook.
        path: What to call it in the problems.

    Returns:
        Errors and warnings by line, as far as the codebook's records know theirs;
        columns are known only while a file is being read.
    """
    return check_places(codebook, places_of(codebook, path=str(path)))


def check_places(codebook: Codebook, places: Places) -> list[Problem]:
    """Check a codebook whose places are known; see `check_codebook`."""
    return _run(CHECKS, codebook, places)


def advise(codebook: Codebook, places: Places) -> list[Problem]:
    """Look for what could be better in a codebook that can be used; see `check_advice`."""
    return _run(ADVICE, codebook, places)


def _run(checks: Iterable[tuple[str, Check]], codebook: Codebook, places: Places) -> list[Problem]:
    return sorted(
        {
            replace(problem, topic=topic)
            for topic, check in checks
            for problem in _first(check(codebook, places))
        }
    )


def _first(problems: Iterable[Problem]) -> list[Problem]:
    """Take what a check finds, up to a number that anybody would read."""
    found = list(islice(problems, MAX_EACH + 1))
    if len(found) > MAX_EACH:
        found[-1] = replace(found[-1], message="there are more problems like the ones before")
    return found


CHECKS: tuple[tuple[str, Check], ...] = (
    ("names", check_names.missing),
    ("names", check_names.misspelt_ids),
    ("names", check_names.repeated_ids),
    ("names", check_names.reserved_ids),
    ("names", check_names.groups_named_as_subjects),
    ("names", check_names.shared_prefixes),
    ("names", check_names.shared_aliases),
    ("references", check_references.theories),
    ("references", check_references.groups),
    ("references", check_references.subjects),
    ("references", check_references.example_subjects),
    ("references", check_references.condition_subjects),
    ("references", check_references.opposites),
    ("references", check_references.one_sided_opposites),
    ("sets", check_sets.unreadable_frames),
    ("sets", check_sets.unknown_sets),
    ("sets", check_sets.circular_sets),
    ("sets", check_sets.unused_sets),
    ("cues", check_cues.contradicting),
    ("cues", check_cues.empty_words),
    ("patterns", check_patterns.useless),
    ("patterns", check_patterns.short),
    ("patterns", check_patterns.misplaced_wildcards),
    ("patterns", check_patterns.repeated),
    ("patterns", check_patterns.contained),
    ("codes", check_codes.families_with_patterns),
    ("codes", check_codes.incomplete),
    ("codes", check_codes.problems_without_opposite),
    ("codes", check_codes.asserted_near_misses),
)
"""Each check with the topic of what it finds."""

ADVICE: tuple[tuple[str, Check], ...] = (
    ("codes", check_advice.without_examples),
    ("languages", check_advice.missing_languages),
    ("patterns", check_advice.masked_by_themselves),
    ("patterns", check_advice.found_already),
    ("sets", check_advice.silent_frames),
    ("sets", check_advice.words_of_sets),
    ("sets", check_advice.equal_sets),
)
"""Checks that `codebook check` adds to these."""
