"""The language of ``--where``: what is understood, and that every fault has its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import UsageError
from qualcode.model.where import And, Codes, Field, Measure, Near, Not, Or, Unit
from qualcode.model.where_parser import parse_where


def test_and_binds_closer_than_or_and_not_closest() -> None:
    root = parse_where("a | b & !c").root
    assert root == Or((Codes("a", 0), And((Codes("b", 4), Not(Codes("c", 9))))))
    assert parse_where("(a|b)&c").root == And((Or((Codes("a", 1), Codes("b", 3))), Codes("c", 6)))


def test_properties_and_lists_of_values() -> None:
    root = parse_where('subject=PH,GOV & age>=60 & text~"没 钱" & text~/见不(着|到)/').root
    assert root == And(
        (
            Field("subject", "=", ("PH", "GOV"), 0),
            Field("age", ">=", ("60",), 17),
            Field("text", "~", ("没 钱",), 27),
            Field("text", "~", ("/见不(着|到)/",), 40),
        )
    )


@pytest.mark.parametrize(
    ("text", "measure", "distance"),
    [
        ("A near/2turns B", Measure.TURNS, 2),
        ("A near/1 turn B", Measure.TURNS, 1),
        ("A near/50chars B", Measure.CHARACTERS, 50),
        ("A near/3sentences B", Measure.SENTENCES, 3),
        ("A within sentence B", Measure.SENTENCES, 0),
        ("A WITHIN turn B", Measure.TURNS, 0),
    ],
)
def test_distances(text: str, measure: Measure, distance: int) -> None:
    root = parse_where(text).root
    assert isinstance(root, Near)
    assert (root.left.name, root.right.name) == ("A", "B")
    assert (root.measure, root.distance) == (measure, distance)


def test_words_and_full_width_signs_mean_the_same() -> None:
    assert parse_where("甲 且 非 乙").root == And((Codes("甲", 0), Not(Codes("乙", 6))))
    assert parse_where("甲＆！（乙｜丙）").root == parse_where("甲&!(乙|丙)").root
    assert parse_where("a AND NOT b").root == And((Codes("a", 0), Not(Codes("b", 10))))
    assert parse_where("status＝denied，partial").root == Field(
        "status", "=", ("denied", "partial"), 0
    )


def test_units_and_qualifiers() -> None:
    asked = parse_where("participant: scarce[status=denied & coder!=li] & !contact/formal")
    assert asked.unit is Unit.PARTICIPANT
    assert isinstance(asked.root, And)
    first = asked.root.parts[0]
    assert isinstance(first, Codes)
    assert [(each.name, each.operator) for each in first.qualifiers] == [
        ("status", "="),
        ("coder", "!="),
    ]
    assert parse_where("a").unit is Unit.EXCERPT


@pytest.mark.parametrize(
    ("text", "words", "column"),
    [
        ("", "is empty", 0),
        ("a &", "not the end", 3),
        ("a b", "two names in a row", 2),
        ("(a | b", "never closed", 0),
        ("a)", "one too many", 1),
        ('a & "b', "quotation is never closed", 4),
        ("a & subject=", "nothing follows", 11),
        ("a near/2miles b", "no distance 'miles'", 2),
        ("a within chars b", "no distance 'chars'", 9),
        ("turm: a", "no unit 'turm'", 0),
        ("a[status=denied", "never closed", 1),
        ("a[denied]", "needs =", 8),
        ("& a", "not '&'", 0),
        ("!" * 60 + "a", "too deep", 50),
        ("(" * 60 + "a", "too deep", 50),
    ],
)
def test_each_fault_is_pointed_at(text: str, words: str, column: int) -> None:
    with pytest.raises(UsageError) as caught:
        parse_where(text)
    message, line, mark = caught.value.message.split("\n")
    assert words in message
    assert line == f"  {text}"
    assert mark == " " * (column + 2) + "^"


def test_the_mark_stands_below_chinese_as_it_is_seen() -> None:
    with pytest.raises(UsageError) as caught:
        parse_where("见不着 没钱")
    assert caught.value.message.split("\n")[2] == "  " + " " * 7 + "^"


@given(st.text(alphabet="ab &|!()[]=~<>,:\"/near2turns甲（）“”'\\\n", max_size=40))
def test_nothing_but_a_tree_or_a_fault(text: str) -> None:
    try:
        parse_where(text)
    except UsageError as error:
        said = error.message
    else:
        said = "^"
    assert "^" in said
