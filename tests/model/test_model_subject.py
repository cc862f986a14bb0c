"""Which kind of actor a word or an id stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qualcode.model.label import Label
from qualcode.model.subject import UNKNOWN, Subject, SubjectScheme

if TYPE_CHECKING:
    from qualcode.model.codebook import Codebook


@pytest.mark.parametrize(
    ("word", "subject"),
    [
        ("PH", "PH"),
        ("ph", "PH"),
        (" 贫困户 ", "PH"),
        ("poor HOUSEHOLD", "PH"),
        ("老百姓", "PH"),
        ("Official", "GOV"),
        ("nobody", UNKNOWN),
        ("", UNKNOWN),
        ("  ", UNKNOWN),
    ],
)
def test_ids_names_and_aliases_are_understood(book: Codebook, word: str, subject: str) -> None:
    assert book.subjects.resolve(word) == subject


def test_a_name_that_one_language_lacks_names_nobody() -> None:
    scheme = SubjectScheme((Subject("PH", Label("贫困户"), "g"),))
    assert scheme.resolve("") == UNKNOWN


def test_an_id_goes_before_a_name_and_a_name_before_an_alias() -> None:
    scheme = SubjectScheme(
        (
            Subject("A", Label("甲", "Alpha"), "g", aliases={"zh": ("乙",), "en": ("b", "c")}),
            Subject("B", Label("乙", "Beta"), "g", aliases={"en": ("c",)}),
        )
    )
    assert [scheme.resolve(word) for word in ("b", "乙", "c")] == ["B", "B", "A"]


@pytest.mark.parametrize(
    ("participant", "subject"),
    [
        ("P-03", "PH"),
        ("p03", "PH"),
        ("P_3", "PH"),
        ("PF03", UNKNOWN),
        ("PH03", "PH"),
        ("G01", "GOV"),
        ("P", UNKNOWN),
        ("", UNKNOWN),
        ("3P", UNKNOWN),
        ("P甲", UNKNOWN),
    ],
)
def test_a_prefix_counts_before_a_digit_or_separator(
    book: Codebook, participant: str, subject: str
) -> None:
    assert book.subjects.from_participant_id(participant) == subject


def test_the_longest_prefix_wins() -> None:
    one = Subject("ONE", Label("一"), "g", prefixes=("V",))
    two = Subject("TWO", Label("二"), "g", prefixes=("V-H", ""))
    for scheme in (SubjectScheme((one, two)), SubjectScheme((two, one))):
        assert scheme.from_participant_id("V-H-1") == "TWO"
        assert scheme.from_participant_id("V-1") == "ONE"
        assert scheme.from_participant_id("X-1") == UNKNOWN


def test_groups_and_their_names(book: Codebook) -> None:
    scheme = book.subjects
    assert (scheme.group_of("PH"), scheme.group_of("?")) == ("households", UNKNOWN)
    assert scheme.name_of("PH").en == "Poor household"
    assert scheme.name_of("households").zh == "农户"
    assert scheme.name_of("?") == Label("?", "?")
