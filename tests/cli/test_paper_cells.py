"""Every table of the sample study says the same in Word and in LaTeX as in CSV, cell for cell."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import docx
import pytest

from qualcode.analysis.tables.network import network_table
from qualcode.exchange.delimited import to_csv
from qualcode.exchange.markup import to_latex
from qualcode.exchange.word import joined, to_docx
from qualcode.workflow.filters import Filters
from qualcode.workflow.project import opened
from qualcode.workflow.report_names import ReportName
from qualcode.workflow.reports import report
from qualcode.workflow.statistics import Comparison, compare, network, saturation
from qualcode.workflow.tabulate import TableRequest, tabulate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from qualcode.analysis.table import ResultTable
    from qualcode.workflow.project import Project

MOST = 25
"""Rows of a long table that are written; the others are made alike."""
NAMES = ("frequency", "compare", "network", "saturation", *map(str, ReportName))
SIGNS = {"textbackslash{}": "\\", "textasciitilde{}": "~", "textasciicircum{}": "^"}


@pytest.fixture(scope="module")
def project(_coded: Path) -> Iterator[Project]:
    with opened(_coded / "study.qualcode") as found:
        yield found


@pytest.fixture(params=[name for name in NAMES if name != "matrix"])  # more columns than Word takes
def table(project: Project, request: pytest.FixtureRequest) -> ResultTable:
    found = _made(project, request.param)
    assert found.rows
    return replace(found, rows=found.rows[:MOST], levels=found.levels[:MOST])


def _made(project: Project, name: str) -> ResultTable:
    if name == "frequency":
        return tabulate(project, TableRequest())
    if name == "compare":
        return compare(project, Comparison("女", "男", by="gender"))
    if name == "network":
        return network_table(network(project, Filters()))
    if name == "saturation":
        return saturation(project, Filters())
    return report(project, ReportName(name))


def test_latex_has_the_cells_of_csv(table: ResultTable) -> None:
    body = "".join(to_latex(table)).split("\\midrule\n")[1].split("\n\\bottomrule")[0]
    lines = [line.removesuffix(r" \\").removeprefix("{}") for line in body.split("\n")]
    found = [[_unescaped(cell) for cell in re.split(r"(?<!\\) & |^& ", line)] for line in lines]
    assert found == [[" ".join(cell.split()) for cell in row] for row in _csv(table)]


def test_word_has_the_cells_of_csv(table: ResultTable) -> None:
    grid = docx.Document(io.BytesIO(to_docx([table], headers="en"))).tables[0]
    rows = [[cell.text for cell in row.cells] for row in grid.rows[1:]]
    found = [[first.lstrip("\u3000"), *others] for first, *others in rows]
    assert found == _csv(joined(table))


def _csv(table: ResultTable) -> list[list[str]]:
    return list(csv.reader(io.StringIO(to_csv(table, raw=True).text, newline="")))[1:]


def _unescaped(cell: str) -> str:
    words = "|".join(map(re.escape, SIGNS))
    plain = re.sub(rf"\\({words}|.)", lambda found: SIGNS.get(found[1], found[1]), cell)
    return plain.strip()
