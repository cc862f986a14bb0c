"""Counting on numbers finds what counting line by line finds, by a list of all or by sorting."""

from __future__ import annotations

from collections import Counter

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.cells import Cells, distinct, distinct_lines, summed

ROWS = {"c0": ["top", "c0"], "c1": ["top"]}
"""The rows of some codes; `c2` has none."""
FEW, MANY = 3, 3_000
"""So many persons that all combinations are listed, and so many that those there are get sorted."""

_LINES = st.lists(
    st.tuples(st.sampled_from(["c0", "c1", "c2"]), st.sampled_from("ab"), st.integers(0, FEW - 1)),
    max_size=30,
)


def _frame(lines: list[tuple[str, str, int]], persons: int) -> pd.DataFrame:
    codes, groups, who = zip(*lines, strict=True) if lines else ((), (), ())
    return pd.DataFrame(
        {
            "code": pd.Categorical(codes, categories=["c0", "c1", "c2"]),
            "group": pd.Categorical(groups, categories=["a", "b", "nobody's"]),
            "person": pd.Categorical([*map(str, who)], categories=list(map(str, range(persons)))),
            "unit": list(who),
        }
    )


@pytest.mark.parametrize("persons", [FEW, MANY])
@given(lines=_LINES)
def test_lines_and_distinct_values_are_counted(
    lines: list[tuple[str, str, int]], persons: int
) -> None:
    frame, cell = _frame(lines, persons), ["code", "group"]
    assert distinct(frame, cell, []).named() == Counter(line[:2] for line in lines)
    assert distinct(frame, cell, ["person"]).named() == Counter(line[:2] for line in set(lines))


@pytest.mark.parametrize("persons", [FEW, MANY])
@given(lines=_LINES)
def test_each_combination_comes_once(lines: list[tuple[str, str, int]], persons: int) -> None:
    columns = ["code", "person", "unit"]
    found = distinct_lines(_frame(lines, persons), columns)
    wanted = {(code, str(who), who) for code, _, who in lines}
    assert sorted(found.itertuples(index=False, name=None)) == sorted(wanted)


@given(lines=_LINES)
def test_rows_add_up_their_codes_and_say_nothing_of_values_that_are_not_there(
    lines: list[tuple[str, str, int]],
) -> None:
    sums = summed(distinct(_frame(lines, FEW), ["code", "group"], []), ROWS)
    wanted = Counter((row, group) for code, group, _ in lines for row in ROWS.get(code, ()))
    assert sums.named() == wanted
    assert sums.across(["b", "else", "a"]) == {
        row: [wanted[row, "b"], 0, wanted[row, "a"]] for row in ("top", "c0")
    }


def test_no_cell_is_no_count() -> None:
    nothing: Cells = distinct(_frame([], FEW), ["code", "group"], ["person"])
    assert nothing.named() == {}
    assert nothing.table().shape == (3, 3)
