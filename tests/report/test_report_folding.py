"""Folding: nothing lost, no line too wide, no full stop at the beginning of a line."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text

from qualcode.report.folding import Folded
from qualcode.report.wrapping import line_starts
from tests.report.report_samples import TEXTS, printed


def lines(text: str, width: int) -> list[str]:
    starts = [0, *line_starts(text, width), len(text)]
    return [text[a:b] for a, b in itertools.pairwise(starts)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("他不识字，但爱听", ["他不识", "字，但", "爱听"]),
        ("我说连花都【养不活】", ["我说连", "花都", "【养不", "活】"]),
        ("see you in town", ["see ", "you in ", "town"]),
        ("contact-scarce", ["contac", "t-", "scarce"]),
        ("a 看病难", ["a 看病", "难"]),
        ("", [""]),
    ],
)
def test_lines_of_six_cells(text: str, expected: list[str]) -> None:
    assert lines(text, 6) == expected


def test_a_break_moved_forward_may_ask_for_another() -> None:
    assert lines("a病 。", 4) == ["a", "病 ", "。"]


@given(st.lists(TEXTS, max_size=5).map("".join), st.integers(4, 60))
def test_no_line_is_too_wide_and_nothing_is_lost(text: str, width: int) -> None:
    text = text.replace("\n", "")
    found = lines(text, width)
    assert "".join(found) == text
    assert all(cell_len(line.rstrip()) <= width for line in found)


@given(st.text(st.sampled_from("看病难，。）【abc "), max_size=60), st.integers(12, 40))
def test_closing_signs_begin_a_line_only_after_other_signs(text: str, width: int) -> None:
    for before, line in zip(found := lines(text, width), found[1:], strict=False):
        if line[0] in "，。）":
            assert all(sign in "，。）【" or sign.isascii() for sign in before.lstrip("看病难"))


def test_further_lines_stand_under_the_first() -> None:
    folded = Folded(Text("一二三四五六七八九十一二三"), "  ▸ ")
    assert printed([folded], 14) == "  ▸ 一二三四五\n    六七八九十\n    一二三\n"


def test_a_margin_too_deep_is_left_out() -> None:
    assert printed([Folded(Text("一二三"), "    ")], 8) == "一二三\n"


def test_line_breaks_of_the_text_are_kept() -> None:
    assert printed([Folded(Text("一\n\n二"))], 20) == "一\n\n二\n"
