"""All checks of a codebook: each a small function from the codebook to its problems.

A check sees the codebook and the places of its values, and yields what is wrong;
it stops nothing, so the researcher gets the whole list. A new check is a function
in one of the `check_…` modules and a line at the foot of this one.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from qualcode.codebook import (
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
    return sorted({problem for check in CHECKS for problem in _first(check(codebook, places))})


def _first(problems: Iterable[Problem]) -> list[Problem]:
    """Take what a check finds, up to a number that anybody would read."""
    found = list(islice(problems, MAX_EACH + 1))
    if len(found) > MAX_EACH:
        found[-1] = replace(found[-1], message="there are more problems like the ones before")
    return found


CHECKS: tuple[Callable[[Codebook, Places], Iterable[Problem]], ...] = (
    check_names.missing,
    check_names.misspelt_ids,
    check_names.repeated_ids,
    check_names.reserved_ids,
    check_names.groups_named_as_subjects,
    check_names.shared_prefixes,
    check_names.shared_aliases,
    check_references.theories,
    check_references.groups,
    check_references.subjects,
    check_references.example_subjects,
    check_references.condition_subjects,
    check_references.opposites,
    check_references.one_sided_opposites,
    check_sets.unreadable_frames,
    check_sets.unknown_sets,
    check_sets.circular_sets,
    check_sets.unused_sets,
    check_cues.contradicting,
    check_cues.empty_words,
    check_patterns.useless,
    check_patterns.short,
    check_patterns.misplaced_wildcards,
    check_patterns.repeated,
    check_patterns.contained,
    check_codes.families_with_patterns,
    check_codes.incomplete,
    check_codes.problems_without_opposite,
    check_codes.asserted_near_misses,
)
