"""What several coders coded alike is one reference."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.one_voice import one_voice
from tests.analysis.analysis_samples import mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from qualcode.model.excerpt import Mark


def by(coder: str, unit: int, *, last: int | None = None, source: str = "person") -> Mark:
    name = f"{coder}-{unit}"
    return mark("scarce", unit=unit, unit_last=last, coding=name)._replace(
        coder=coder, source=source
    )


def said(*marks: Mark, dismissed: tuple[Mark, ...] = ()) -> list[str]:
    return [each.coding for each in one_voice(marks, consensus="all", dismissed=dismissed)]


def test_a_person_speaks_before_a_rule() -> None:
    assert said(by("rules", 1, source="rule"), by("li", 1)) == ["li-1"]


ASKED = """
from random import Random

from qualcode.analysis.one_voice import one_voice
from tests.analysis.analysis_samples import mark

random = Random(5)
for _ in range(40):
    pair = [
        mark("scarce", unit=1)._replace(
            coder=coder, about=about, start=random.randrange(90), stop=random.randrange(99)
        )
        for coder, about in (("li", "PH"), ("zhao", "GOV"))
    ]
    print(next(iter(one_voice(pair, consensus="all"))).coder)
"""


def test_who_of_equals_is_heard_is_the_same_in_every_run() -> None:
    """Python hands out a set of words in another order with every seed."""
    heard = {
        subprocess.run(
            [sys.executable, "-c", ASKED],
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
            cwd=Path(__file__).parents[2],
            capture_output=True,
            check=True,
        ).stdout
        for seed in (0, 3, 6, 9)
    }
    assert len(heard) == 1
    assert set(heard.pop().split()) == {b"li", b"zhao"}


def test_the_consensus_speaks_for_all() -> None:
    assert said(by("li", 1), by("zhao", 1), by("all", 1)) == ["all-1"]


def test_a_consensus_that_it_does_not_hold_silences_everybody_there() -> None:
    dismissed = (by("all", 1),)
    assert said(by("li", 1), by("zhao", 1), by("li", 2), dismissed=dismissed) == ["li-2"]


def test_one_coder_may_code_a_sentence_twice() -> None:
    assert said(by("li", 1), by("li", 1)._replace(coding="again")) == ["li-1", "again"]


def test_places_apart_stay_two() -> None:
    assert said(by("li", 1), by("zhao", 2)) == ["li-1", "zhao-2"]


def test_other_codes_are_left_alone() -> None:
    other = by("zhao", 1)._replace(code="formal")
    assert said(by("li", 1), other) == ["li-1", "zhao-1"]


@given(
    st.lists(
        st.tuples(st.sampled_from(["all", "li", "zhao"]), st.integers(0, 6), st.integers(0, 2)),
        max_size=10,
    )
)
def test_every_place_that_anybody_coded_is_still_there(codes: list[tuple[str, int, int]]) -> None:
    marks = [
        by(coder, unit, last=unit + more)._replace(coding=f"c{number}")
        for number, (coder, unit, more) in enumerate(codes)
    ]
    left = one_voice(marks, consensus="all")
    for each in marks:
        assert any(each.unit <= other.unit_last and other.unit <= each.unit_last for other in left)
    assert list(one_voice(left, consensus="all")) == list(left)


CLAIMS = st.builds(
    lambda coder, code, document, unit, more, review, status: mark(
        code, unit=unit, unit_last=unit + more, document=document
    )._replace(
        coder=coder, source="rule" if coder == "rules" else "person", review=review, status=status
    ),
    st.sampled_from(["all", "li", "zhao", "sun", "rules"]),
    st.sampled_from(["scarce", "formal"]),
    st.sampled_from(["D1", "D2"]),
    st.integers(0, 9),
    st.integers(0, 3),
    st.sampled_from(["accepted", "proposed", "rejected"]),
    st.sampled_from(["asserted", "partial", "denied", "historical"]),
)


def counting(marks: Sequence[Mark]) -> NDArray[np.bool_]:
    return np.array([each.status in {"asserted", "partial"} for each in marks], dtype=bool)


def numbers(marks: Sequence[Mark]) -> object:
    """Return all that tables can see of the marks that are left, without who coded them."""
    left = one_voice(marks, consensus="all", counts=counting(marks))
    return {
        "counted": sorted(
            (each.document, each.code, each.unit, each.unit_last)
            for each in left
            if each.status in {"asserted", "partial"}
        ),
        "others": sorted(
            (each.document, each.code, each.unit, each.unit_last, each.status)
            for each in left
            if each.status not in {"asserted", "partial"}
        ),
    }


@given(st.lists(CLAIMS, max_size=14), st.permutations(["li", "zhao", "sun"]))
def test_what_is_counted_does_not_depend_on_the_names_of_coders(
    claims: list[Mark], names: list[str]
) -> None:
    new = dict(zip(["li", "zhao", "sun"], names, strict=True))
    renamed = [each._replace(coder=new.get(each.coder, each.coder)) for each in claims]
    assert numbers(claims) == numbers(renamed)


@given(st.lists(CLAIMS, max_size=14))
def test_a_place_that_any_person_says_counts_does(claims: list[Mark]) -> None:
    persons = [each for each in claims if each.coder not in {"all", "rules"}]
    left = list(one_voice(persons, consensus="all", counts=counting(persons)))
    for status in (("asserted", "partial"), ("denied",), ("historical",)):
        heard = [each for each in left if each.status in status]
        for each in persons:
            assert each.status not in status or any(
                (each.document, each.code) == (other.document, other.code)
                and each.unit <= other.unit_last
                and other.unit <= each.unit_last
                for other in heard
            )


def test_one_who_denies_does_not_silence_one_who_asserts() -> None:
    denied = by("ben", 1)._replace(status="denied")
    for marks in ([by("ann", 1), denied], [by("zoe", 1), denied]):
        left = one_voice(marks, consensus="all", counts=counting(marks))
        assert [each.status for each in left] == ["asserted", "denied"]


@given(st.lists(CLAIMS, max_size=14), st.lists(CLAIMS, max_size=3))
def test_sweeping_finds_what_asking_each_claim_does(
    claims: list[Mark], consensus: list[Mark]
) -> None:
    marks = [each._replace(coding=f"c{n}") for n, each in enumerate(claims)]
    dismissed = [each._replace(coder="all", review="rejected") for each in consensus]
    left = list(one_voice(marks, consensus="all", dismissed=dismissed, counts=counting(marks)))
    assert left == _claim_by_claim(marks, dismissed, {each.coding for each in left})


def _claim_by_claim(marks: list[Mark], dismissed: list[Mark], heard: set[str]) -> list[Mark]:
    """Return what `one_voice` does, the slow way: the strongest first, each beside all others.

    Of equals at the same place it is left open whose voice is heard, so `heard` tells.
    """

    def rank(each: Mark) -> int:
        accepted = 2 if each.review == "accepted" else 3
        return 0 if each.coder == "all" else 1 if each.source == "person" else accepted

    def claim(each: Mark) -> str:
        return "" if each.status in {"asserted", "partial"} or each in dismissed else each.status

    def silences(other: Mark, each: Mark) -> bool:
        return (
            (each.document, each.code) == (other.document, other.code)
            and each.coder != other.coder
            and each.unit <= other.unit_last
            and other.unit <= each.unit_last
            and ((rank(other) + 1) // 2 < (rank(each) + 1) // 2 or claim(other) == claim(each))
        )

    def strength(each: Mark) -> tuple[int, int, bool]:
        return rank(each), each.unit, each not in dismissed and each.coding not in heard

    speaking: list[Mark] = []
    for each in sorted([*dismissed, *marks], key=strength):
        if not any(silences(other, each) for other in speaking):
            speaking.append(each)
    spoken = {each.coding for each in speaking if (each.coder, each.review) != ("all", "rejected")}
    return [each for each in marks if each.coding in spoken]
