"""Words from transcripts print as they are, and powerless."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.table import Column, ResultTable
from qualcode.model.label import Label
from qualcode.report.excerpts import render_excerpts
from qualcode.report.plain import visible
from tests.report.report_samples import drawn, printed
from tests.report.test_report_excerpts import BOOK, excerpt

LITERAL = ["[laughs]", "[/x]", "[/b]", "[inaudible 00:12]", "[bold red]x[/bold red]", ":smile:"]
POWER = {
    "\x1b[31mred": "␛[31mred",
    "a\x07b": "a␇b",
    "a\rb": "a␍b",
    "a\x08b": "a␈b",
    "\x9b31m": "�31m",
    "a\x7fb": "a␡b",
    "\u202eabc": "�abc",
    "\u2066abc\u2069": "�abc�",
    "a\u2028b": "a�b",
    "a\u200fb": "a�b",
}


def listed(text: str) -> str:
    columns = (Column("quote", Label("原话", "quote")),)
    return drawn(ResultTable("t", Label("表", "T"), columns, ((text,),)), 60)


def shown(text: str) -> str:
    return printed(render_excerpts([excerpt(quote=text)], BOOK, language="en"), 60)


@pytest.mark.parametrize("text", LITERAL)
def test_markup_prints_literally(text: str) -> None:
    assert text in listed(text)
    assert text in shown(text)


@pytest.mark.parametrize(("text", "seen"), POWER.items())
def test_powers_are_shown_instead_of_obeyed(text: str, seen: str) -> None:
    assert visible(text) == seen
    assert seen in shown(text)
    assert text not in listed(text)


@given(st.text())
def test_visible_keeps_length_and_all_that_is_harmless(text: str) -> None:
    made = visible(text)
    assert len(made) == len(text)
    assert all(a == b for a, b in zip(text, made, strict=True) if a.isprintable())
    assert not any(ord(sign) < 32 and sign not in "\t\n" for sign in made)


@pytest.mark.parametrize("text", [*POWER, "\x1b]8;;http://x\x07"])
def test_no_escape_byte_reaches_the_terminal(text: str) -> None:
    for output in (listed(text), shown(text)):
        assert all(sign == "\n" or sign.isprintable() for sign in output)
