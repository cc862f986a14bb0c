"""What several coders coded alike is one reference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.one_voice import one_voice
from tests.analysis.analysis_samples import mark

if TYPE_CHECKING:
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


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["all", "li", "zhao", "rules"]),
            st.sampled_from(["scarce", "formal"]),
            st.sampled_from(["D1", "D2"]),
            st.integers(0, 9),
            st.integers(0, 3),
        ),
        max_size=14,
    )
)
def test_looking_only_where_coders_meet_finds_what_looking_everywhere_does(
    codes: list[tuple[str, str, str, int, int]],
) -> None:
    marks = [
        by(coder, unit, last=unit + more)._replace(coding=f"c{n}", code=code, document=document)
        for n, (coder, code, document, unit, more) in enumerate(codes)
    ]
    somewhere_else = by("all", 99)._replace(coding="far", code="plan")
    everywhere = one_voice(marks, consensus="all", dismissed=[somewhere_else])
    assert list(one_voice(marks, consensus="all")) == list(everywhere)
