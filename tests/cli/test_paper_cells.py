"""Every table of the sample study says the same in all formats of papers, and what CSV says."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import docx
import lxml.html
import pytest

from qualcode.analysis.tables.network import network_table
from qualcode.exchange.delimited import to_csv
from qualcode.exchange.formats import packed, render
from qualcode.exchange.paper import paper
from qualcode.model.naming import value_name
from qualcode.workflow.excerpts import excerpts_found, excerpts_listed
from qualcode.workflow.filters import Filters
from qualcode.workflow.project import opened
from qualcode.workflow.report_names import ReportName
from qualcode.workflow.reports import report
from qualcode.workflow.statistics import Comparison, compare, network, saturation
from qualcode.workflow.tabulate import TableRequest, tabulate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from qualcode.analysis.table import Column, ResultTable
    from qualcode.model.label import Language
    from qualcode.workflow.project import Project
    from tests.cli.conftest import Cli

MOST = 25
"""Rows of a long table that are written; the others are made alike."""
NAMES = ("frequency", "compare", "network", "saturation", "excerpts", *map(str, ReportName))
SIGNS = {"textbackslash{}": "\\", "textasciitilde{}": "~", "textasciicircum{}": "^"}
Cells = list[list[str]]


@pytest.fixture(scope="module")
def project(coded_sample: Path) -> Iterator[Project]:
    with opened(coded_sample / "study.qualcode") as found:
        yield found


@pytest.fixture(scope="module", params=NAMES)
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
    if name == "excerpts":
        return excerpts_listed(project, excerpts_found(project, Filters()))
    return report(project, ReportName(name))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_formats_of_papers_agree_cell_for_cell(table: ResultTable, language: Language) -> None:
    html, latex, markdown = (
        read(render(table, form, headers=language).text)
        for form, read in (("html", _of_html), ("latex", _of_latex), ("md", _of_markdown))
    )
    assert html == latex == markdown
    if table.name != "cooccurrence_matrix":  # more columns than Word takes
        assert _of_word(packed(table, "docx", headers=language)) == html


@pytest.mark.parametrize("language", ["zh", "en"])
def test_papers_say_what_csv_says(table: ResultTable, language: Language) -> None:
    lines = csv.DictReader(io.StringIO(to_csv(table, raw=True).text, newline=""))
    columns = {column.key: column for column in table.columns}
    shown = [columns[column.key] for column in paper(table, language).columns]
    _, *found = _of_html(render(table, "html", headers=language).text)
    for cells, line in zip(found, lines, strict=True):
        wanted = [_said(line, column, columns, language) for column in shown]
        assert cells == [" ".join(each.split()) for each in wanted]


def test_every_number_of_csv_stands_in_a_paper(table: ResultTable) -> None:
    shown = {column.key for column in paper(table, "en").columns}
    gone = {column.key for column in table.columns} - shown
    joined = {key for key in gone if key.rpartition("_")[2] in {"pct", "refs"}}
    assert {key.removesuffix("_pct").removesuffix("_refs") + "_n" for key in joined} <= shown
    assert all(column.form == "text" for column in table.columns if column.key in gone - joined)


def test_keys_give_the_columns_of_csv(table: ResultTable) -> None:
    rows = list(csv.reader(io.StringIO(to_csv(table, raw=True).text, newline="")))
    folded = [[" ".join(cell.split()) for cell in row] for row in rows]
    assert _of_html(render(table, "html", headers="keys").text) == folded


def _said(
    line: dict[str, str], column: Column, columns: dict[str, Column], language: Language
) -> str:
    """Return what a cell of a paper has to say, from the line of the CSV alone."""
    cell, names = line[column.key], column.names
    share, refs = (f"{column.group}_{tail}" for tail in ("pct", "refs"))
    if column.group and {share, refs} & columns.keys():
        is_nothing = cell == line.get(refs, "0") == "0"
        percent = f" ({line[share]})" if share in columns else ""
        return (
            cell if is_nothing else cell + percent + (f" / {line[refs]}" if refs in columns else "")
        )
    if names and set(cell.split()) <= names.keys():
        return {"zh": "、", "en": "; "}[language].join(
            names[each].say(language) for each in cell.split()
        )
    for each in sorted(names, key=len, reverse=True):  # words of the chain, with numbers
        cell = re.sub(rf"(?<![\w-]){each}(?![\w-])", names[each].say(language), cell)
    return value_name(column.key, cell, language)


def _of_html(text: str) -> Cells:
    rows = lxml.html.fromstring(f"<div>{text}</div>").iterfind(".//tr")
    return [[" ".join("\n".join(each.itertext()).split()) for each in row] for row in rows]


def _of_markdown(text: str) -> Cells:
    head, _, *lines = text.split("\n\n", maxsplit=1)[0].rstrip("\n").split("\n")
    cells = [re.split(r"(?<!\\) \| ", line[2:-2]) for line in (head, *lines)]
    return [[re.sub(r"\\(.)", r"\1", each).strip() for each in row] for row in cells]


def _of_latex(text: str) -> Cells:
    grid = text.split("\\toprule\n")[1].split("\n\\bottomrule", maxsplit=1)[0]
    head, body = grid.split("\n\\midrule\n")
    lines = [line.removesuffix(r" \\").removeprefix("{}") for line in (head, *body.split("\n"))]
    return [[_unescaped(cell) for cell in re.split(r"(?<!\\) & |^& ", line)] for line in lines]


def _unescaped(cell: str) -> str:
    words = "|".join(map(re.escape, SIGNS))
    plain = re.sub(r"^\\parbox\[b\]\{\S+\}\{\\raggedleft (.*)\}$|^(?:\\quad )+", r"\1", cell)
    plain = re.sub(rf"\\({words}|.)", lambda found: SIGNS.get(found[1], found[1]), plain)
    return plain.strip()


def _of_word(content: bytes) -> Cells:
    grid = docx.Document(io.BytesIO(content)).tables[0]
    return [[" ".join(cell.text.split()) for cell in row.cells] for row in grid.rows]


def test_papers_speak_the_language_of_the_session(sample: Path, cli: Cli) -> None:
    assert sample
    assert cli("table", "--format", "md").out.startswith("| Name | Government (N=3) n (%) |")
    assert cli("--lang", "zh", "table", "--format", "md").out.startswith(
        "| 名称 | 政府 (N=3) n (%) |"
    )
    english = cli("--lang", "zh", "table", "--format", "md", "--headers", "en").out
    assert english.startswith("| Name | Government")
    keys = cli("--lang", "zh", "table", "--format", "md", "--headers", "keys").out
    assert keys.startswith("| code | name\\_zh | name\\_en | GOV\\_n | GOV\\_pct |")
    for csv_ in (cli("--lang", "zh", "table", "--format", "csv"), cli("table", "-f", "csv")):
        assert csv_.out.startswith("code,name_zh,name_en,GOV_n,GOV_pct,")


@pytest.mark.parametrize("words", [("network",), ("report", "chain"), ("report", "framework")])
def test_ids_are_for_files_and_names_for_people(sample: Path, cli: Cli, words: list[str]) -> None:
    assert sample
    ids = re.compile(r"\b(UNIT|GOV|village-hollow|contact-close-effective)\b(?!-)")
    assert ids.search(cli(*words, "--format", "csv").out)
    for form in ("md", "latex", "html", "table"):
        assert not ids.search(cli(*words, "--format", form).out), form
