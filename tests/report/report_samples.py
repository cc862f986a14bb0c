"""Printing to a string, golden files, and tables to print."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import strategies as st
from rich.console import Console

from qualcode.analysis.table import Cell, Column, Form, Heading, ResultTable
from qualcode.model.label import Label
from qualcode.report.tables import render_table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import RenderableType

    from qualcode.model.label import Language

GOLDEN = Path(__file__).parent / "golden"


def printed(parts: Iterable[RenderableType], width: int, *, color: bool = False) -> str:
    """Return what a terminal of a width shows."""
    buffer = io.StringIO()
    console = Console(
        file=buffer,
        width=width,
        color_system="truecolor" if color else None,
        force_terminal=color,
        legacy_windows=False,
    )
    for part in parts:
        console.print(part)
    return buffer.getvalue()


def drawn(table: ResultTable, width: int, language: Language = "en") -> str:
    return printed([render_table(table, language=language, width=width)], width)


def assert_golden(name: str, text: str) -> None:
    """Compare with a golden file; ``UPDATE_GOLDEN=1 pytest tests/report`` writes it anew."""
    path = GOLDEN / f"{name}.txt"
    kept = "".join(line.rstrip() + "\n" for line in text.splitlines())
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(kept, encoding="utf-8")
    assert kept == path.read_text(encoding="utf-8")


WORDS = [
    "走访联系稀少",
    "contact-scarce",
    "a",
    "",
    "看病难，",
    "[laughs]",
    "Co-operative",
    "😀",
    "e\u0301",
]
TEXTS = st.one_of(
    st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join),
    st.text(st.characters(categories=["L", "N", "P", "Z"]), max_size=20),
)
_NUMBERS: dict[Form, st.SearchStrategy[Cell]] = {
    Form.COUNT: st.one_of(st.none(), st.integers(0, 10**7)),
    Form.PERCENT: st.one_of(st.none(), st.floats(0, 100)),
    Form.RATE: st.one_of(st.none(), st.floats(0, 10**6)),
    Form.COEFFICIENT: st.one_of(st.none(), st.floats(-1, 1)),
    Form.PROBABILITY: st.one_of(st.none(), st.floats(0, 1)),
}


@st.composite
def listings(draw: st.DrawFn) -> ResultTable:
    """Tables without groups: texts and numbers in any order."""
    forms = draw(st.lists(st.sampled_from(Form), min_size=1, max_size=9))
    cells = [TEXTS if form is Form.TEXT else _NUMBERS[form] for form in forms]
    rows = draw(st.lists(st.tuples(*cells), max_size=4))
    columns = tuple(
        Column(f"c{number}", Label(zh, en), form)
        for number, form in enumerate(forms)
        for zh, en in [(draw(TEXTS), draw(TEXTS))]
    )
    return ResultTable("listing", Label("一览", "Listing"), columns, tuple(rows))


@st.composite
def frequencies(draw: st.DrawFn) -> ResultTable:
    """Tables of persons with a code tree down and groups across."""
    groups = [f"G{number}" for number in range(draw(st.integers(1, 6)))]
    columns = [
        Column("code", Label("编码", "code")),
        Column("name_zh", Label("名称", "name (zh)")),
        Column("name_en", Label("英文名称", "name")),
    ]
    for group in groups:
        columns += [
            Column(f"{group}_n", Label("人数", "persons"), Form.COUNT, group),
            Column(f"{group}_pct", Label("占比%", "%"), Form.PERCENT, group),
        ]
    pair = st.tuples(st.integers(0, 150), st.one_of(st.none(), st.floats(0, 100)))
    rows = []
    levels = []
    for number in range(draw(st.integers(0, 5))):
        pairs = [draw(pair) for _ in groups]
        rows.append((f"code-{number}", draw(TEXTS), draw(TEXTS), *(c for p in pairs for c in p)))
        levels.append(draw(st.integers(0, 3)))
    headings = tuple(
        Heading(group, Label(draw(TEXTS), draw(TEXTS)), draw(st.integers(0, 150)))
        for group in groups
    )
    notes = (Label("说明：" + draw(TEXTS), "Note: " + draw(TEXTS)),)
    title = Label("频次表", "Frequency")
    return ResultTable(
        "frequency", title, tuple(columns), tuple(rows), headings, tuple(levels), notes
    )
