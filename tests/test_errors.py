"""Errors say what is wrong, where, and what to do."""

from __future__ import annotations

import pytest

from qualcode.errors import (
    ConflictError,
    DataError,
    ExitCode,
    Place,
    Problem,
    ProblemsError,
    QualcodeError,
    UnknownNameError,
    UsageError,
    did_you_mean,
)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (QualcodeError("x"), ExitCode.DATA),
        (UsageError("x"), ExitCode.USAGE),
        (DataError("x"), ExitCode.DATA),
        (ConflictError("x"), ExitCode.CONFLICT),
        (ProblemsError("book.yaml", []), ExitCode.DATA),
        (UnknownNameError("code", "x", []), ExitCode.USAGE),
    ],
)
def test_each_error_leads_to_its_exit_code(error: QualcodeError, code: ExitCode) -> None:
    assert error.exit_code is code


def test_an_error_keeps_its_message_and_its_hint() -> None:
    error = DataError("the file is empty", hint="write something")
    assert (str(error), error.message, error.hint) == (
        "the file is empty",
        "the file is empty",
        "write something",
    )


@pytest.mark.parametrize(
    ("name", "known", "guess"),
    [
        ("tabel", ["table", "code"], "did you mean 'table'?"),
        ("TABLE", ["table"], "did you mean 'table'?"),
        ("contact-scarse", ["Contact-Scarce"], "did you mean 'Contact-Scarce'?"),
        ("联系太少", ["联系少", "没钱"], "did you mean '联系少'?"),
        ("zzz", ["table", "code"], ""),
        ("table", [], ""),
    ],
)
def test_the_nearest_word_is_named(name: str, known: list[str], guess: str) -> None:
    assert did_you_mean(name, known) == guess


@pytest.mark.parametrize(
    ("known", "listing", "hint"),
    [
        (["A01", "A02"], "", "choose from: A01, A02"),
        (
            ["contact", "income"],
            "qualcode codes",
            "did you mean 'contact'?; `qualcode codes` lists them",
        ),
        ([], "", "there is no document"),
        ([], "qualcode codes", "there is no document; `qualcode codes` lists them"),
        ([f"A{number:02}" for number in range(13)], "", ""),
    ],
)
def test_an_unknown_name_comes_with_a_way_out(known: list[str], listing: str, hint: str) -> None:
    error = UnknownNameError("document", "contakt", known, listing=listing)
    assert (error.message, error.hint) == ("no document 'contakt'", hint)


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (Place("book.yaml"), "book.yaml"),
        (Place("book.yaml", 3), "book.yaml:3"),
        (Place("book.yaml", 3, 7), "book.yaml:3:7"),
    ],
)
def test_a_place_is_written_as_editors_read_it(place: Place, text: str) -> None:
    assert str(place) == text


def test_a_problem_is_its_place_and_its_message() -> None:
    place = Place("book.yaml", 3)
    assert str(Problem(place, "no name")) == "book.yaml:3: no name"
    assert str(Problem(place, "no name", "add one")) == "book.yaml:3: no name (add one)"


def test_problems_sort_by_place() -> None:
    first, second = Problem(Place("a", 2), "z"), Problem(Place("a", 10), "a")
    assert sorted([second, first]) == [first, second]


@pytest.mark.parametrize(("count", "text"), [(1, "1 problem"), (2, "2 problems")])
def test_all_problems_of_a_file_come_at_once(count: int, text: str) -> None:
    problems = [Problem(Place("a", line), "wrong") for line in range(count)]
    error = ProblemsError("a", problems)
    assert (str(error), error.problems) == (f"a has {text}", tuple(problems))
