"""Counting all codes at once finds what a slow recount, sentence by sentence, finds."""

from __future__ import annotations

from collections import Counter
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.analysis.agreement import set_pairs
from qualcode.analysis.agreement.alpha import krippendorff_alpha
from qualcode.analysis.agreement.basis import Basis, SetDistance
from qualcode.analysis.agreement.bootstrap import bootstrap, chosen
from qualcode.analysis.agreement.distances import SET_DISTANCES
from qualcode.analysis.agreement.places import masks_of
from qualcode.analysis.agreement.ratings import Ratings
from qualcode.analysis.agreement.sets import SetRatings, set_agreement, set_interval
from qualcode.analysis.agreement.units import Size, Study
from qualcode.errors import UsageError
from qualcode.model.marks import Marks
from tests.analysis.test_agreement_tables import coded

if TYPE_CHECKING:
    from qualcode.analysis.agreement.ratings import Pattern

CODERS, DOCUMENTS, CODES, UNITS = "abc", "DEF", ("scarce", "formal", "plan"), 6

_CODINGS = st.lists(
    st.tuples(
        st.sampled_from(CODERS),
        st.sampled_from(DOCUMENTS),
        st.sampled_from(CODES),
        st.integers(0, UNITS - 1),
        st.integers(0, 2),
    ),
    max_size=25,
)
_READ = st.lists(st.sets(st.sampled_from(CODERS)), min_size=3, max_size=3)


def a_study(codings: list[tuple[str, str, str, int, int]], read: list[set[str]]) -> Study:
    sizes = {
        name: Size(UNITS, UNITS // 2, UNITS * 10, UNITS * 10, frozenset(who))
        for name, who in zip(DOCUMENTS, read, strict=True)
    }
    marks = {
        coder: Marks.of(
            coded(code, unit, last=min(unit + more, UNITS - 1), document=document, coder=coder)
            for who, document, code, unit, more in codings
            if who == coder
        )
        for coder in CODERS
    }
    return Study(tuple(CODERS), sizes, marks)


def recounted(study: Study, basis: Basis) -> dict[tuple[str, int, str], set[str]]:
    """Return the codes of each document, unit and coder, one coding after another."""
    found: dict[tuple[str, int, str], set[str]] = {}
    for coder, marks in study.marks.items():
        for mark in marks:
            units = {
                Basis.SENTENCE: range(mark.unit, mark.unit_last + 1),
                Basis.TURN: [mark.turn],
                Basis.CHARACTER: range(mark.start, mark.stop),
            }[basis]
            for unit in units:
                found.setdefault((mark.document, unit, coder), set()).add(mark.code)
    return found


def patterns(ratings: Ratings) -> dict[str, Counter[Pattern]]:
    return {
        group: Counter({p: int(w) for p, w in zip(ratings.patterns, row, strict=True) if w})
        for group, row in zip(ratings.groups, ratings.weights, strict=True)
    }


@given(_CODINGS, _READ, st.sampled_from([Basis.SENTENCE, Basis.TURN, Basis.CHARACTER]))
def test_presence(
    codings: list[tuple[str, str, str, int, int]], read: list[set[str]], basis: Basis
) -> None:
    study = a_study(codings, read)
    there = recounted(study, basis)
    for code in CODES:
        slow = {
            name: Counter(
                tuple(
                    code in there.get((name, unit, coder), ()) if coder in size.coders else None
                    for coder in CODERS
                )
                for unit in range(size.of(basis))
            )
            for name, size in study.documents.items()
        }
        for counter in slow.values():  # units that one coder alone has rated tell nothing
            for pattern in [p for p in counter if sum(each is not None for each in p) < 2]:
                del counter[pattern]
        assert patterns(study.presence(code, basis)) == slow


@settings(deadline=None)  # the first example loads scipy.sparse
@given(_CODINGS, _READ, st.sampled_from([Basis.SENTENCE, Basis.TURN]))
def test_sets_and_their_alpha(
    codings: list[tuple[str, str, str, int, int]], read: list[set[str]], basis: Basis
) -> None:
    study = a_study(codings, read)
    there = recounted(study, basis)
    slow = Ratings.of_groups(
        {
            name: Counter(
                tuple(
                    frozenset(there.get((name, unit, coder), ())) if coder in size.coders else None
                    for coder in CODERS
                )
                for unit in range(size.of(basis))
            )
            for name, size in study.documents.items()
        }
    )
    for distance in SET_DISTANCES.values():
        found = set_agreement(study.sets(basis), distance)
        alpha = float(krippendorff_alpha(slow, distance)[0])
        assert found.units == slow.pairable
        assert found.alpha == (pytest.approx(alpha) if np.isfinite(alpha) else None)


@pytest.mark.parametrize("distance", list(SetDistance))
@pytest.mark.parametrize("few", [0, 1, 2, 6])
def test_the_interval_is_that_of_the_plain_bootstrap(
    distance: SetDistance, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether sets are taken apart into groups of codes or compared with each other."""
    monkeypatch.setattr(set_pairs, "FEW", few)
    interviews = 12
    random = np.random.default_rng(5)
    sets: list[frozenset[str] | None] = [
        frozenset(c for c, there in zip("pqr", each, strict=True) if there)
        for each in product([0, 1], repeat=3)
    ]
    sets.append(None)
    groups: dict[str, Counter[Pattern]] = {
        str(number): Counter(
            (sets[a], sets[b] if random.random() < 0.3 else sets[a])
            for a, b in random.integers(0, len(sets), (25, 2))
        )
        for number in range(interviews)
    }
    measure = SET_DISTANCES[distance]
    slow = bootstrap(
        Ratings.of_groups(groups),
        lambda ratings, weights: krippendorff_alpha(ratings, measure, weights),
        seed=3,
        draws=200,
    )
    fast = set_interval(SetRatings.of_groups(groups), measure, chosen(interviews, 3, 200))
    assert slow is not None
    assert fast == pytest.approx(slow)


def test_more_coders_than_bits_are_an_error_and_no_wrong_number() -> None:
    with pytest.raises(UsageError, match="61 coders"):
        masks_of([f"c{number}" for number in range(61)], [])
