"""Tables on a terminal: golden texts, no line too wide, nothing cut, columns aligned."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from qualcode.analysis.table import Column, Form, Heading, ResultTable
from qualcode.model.label import Label, Language
from tests.report.report_samples import assert_golden, drawn, frequencies, listings

GROUPS = (
    ("GOV", "政府", "Government", 3),
    ("TEAM", "驻村工作队/第一书记", "Village team / First Secretary", 3),
    ("COOP", "合作社/大户", "Co-operative / large grower", 2),
    ("PH", "一般贫困户", "Registered poor household", 12),
    ("SPH", "特殊贫困户（无劳力）", "Special poor household (no labour capacity)", 0),
    ("total", "合计", "all", 20),
)
ROWS = (
    ("contact", "帮扶联系", "Helper-household contact", 0, (0, 1, 0, 9, 0, 10)),
    ("contact-scarce", "走访联系稀少", "Rare contact", 1, (0, 0, 0, 9, 0, 9)),
    ("contact-formalistic", "走过场式走访", "Going through the motions", 1, (0, 1, 0, 2, 0, 3)),
    ("voice", "知情、发言与参与", "Information, voice", 0, (0, 0, 2, 12, 0, 14)),
    ("decision-exclusion", "决策无话语权", "Excluded from decisions", 1, (0, 0, 2, 12, 0, 14)),
    ("any", "以上任一", "any of these", 0, (0, 1, 2, 12, 0, 15)),
)


def frequency() -> ResultTable:
    columns = [
        Column("code", Label("编码", "code")),
        Column("name_zh", Label("名称", "name (zh)")),
        Column("name_en", Label("英文名称", "name")),
    ]
    for group, *_ in GROUPS:
        columns += [
            Column(f"{group}_n", Label("人数", "persons"), Form.COUNT, group),
            Column(f"{group}_pct", Label("占比%", "%"), Form.PERCENT, group),
        ]
    columns.append(Column("references", Label("参考点", "refs"), Form.COUNT))
    bases = [base for *_, base in GROUPS]
    rows = tuple(
        (code, zh, en, *(cell for pair in _pairs(numbers, bases) for cell in pair), sum(numbers))
        for code, zh, en, _, numbers in ROWS
    )
    return ResultTable(
        name="frequency",
        title=Label("问题频次表", "Frequency of problems"),
        columns=tuple(columns),
        rows=rows,
        headings=tuple(Heading(group, Label(zh, en), base) for group, zh, en, base in GROUPS),
        levels=tuple(level for *_, level, _ in ROWS),
        notes=(
            Label(
                "单元格：断言该编码的人数与占比；一人可提到多个编码，占比之和可超过 100%。",
                "Cells: persons who assert the code, and their share.",
            ),
        ),
    )


def _pairs(numbers: tuple[int, ...], bases: list[int]) -> list[tuple[int, float | None]]:
    return [(n, n / base * 100 if base else None) for n, base in zip(numbers, bases, strict=True)]


def documents() -> ResultTable:
    keys = ("document", "file", "participants", "sha256", "language", "place", "warnings")
    titles = ("材料", "文件", "受访者", "文件指纹", "语言", "地点", "提示")
    columns = [Column(key, Label(title, key)) for key, title in zip(keys, titles, strict=True)]
    columns.insert(4, Column("n_chars", Label("字符数", "characters"), Form.COUNT))
    rows = (
        ("A01", "访谈/A01.docx", "P-01 P-02", "0a9b" * 16, 48250, "zh", "河边村村部", ""),
        ("B02", "interviews/B02.txt", "B02", "7c1d" * 16, 931, "en", "", "no speaker labels found"),
    )
    return ResultTable("documents", Label("访谈材料", "Documents"), tuple(columns), rows)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [40, 80, 120, 200])
def test_the_frequency_table_as_it_is_read(width: int, language: Language) -> None:
    assert_golden(f"frequency-{language}-{width}", drawn(frequency(), width, language))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [40, 80, 120, 200])
def test_a_listing_as_it_is_read(width: int, language: Language) -> None:
    assert_golden(f"documents-{language}-{width}", drawn(documents(), width, language))


TABLES = st.one_of(listings(), frequencies())
WIDTHS = st.one_of(st.sampled_from([40, 80, 120, 200]), st.integers(30, 220))
LANGUAGES = st.sampled_from(["zh", "en"])


@settings(max_examples=150, deadline=None)
@given(TABLES, WIDTHS, LANGUAGES)
def test_no_line_is_wider_than_the_terminal(
    table: ResultTable, width: int, language: Language
) -> None:
    for line in drawn(table, width, language).splitlines():
        assert cell_len(line) <= width


@settings(max_examples=150, deadline=None)
@given(listings(), WIDTHS, LANGUAGES)
def test_nothing_of_a_listing_is_cut(table: ResultTable, width: int, language: Language) -> None:
    shown = drawn(table, width, language)
    for row in table.rows:
        for cell, column in zip(row, table.columns, strict=True):
            if isinstance(cell, str):
                assert _signs(cell) <= _signs(shown)
            elif column.form is Form.COUNT and cell is not None:
                assert str(cell) in shown


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("看病难，。ab -"), min_size=1), st.integers(12, 60))
def test_a_folded_cell_reads_on_from_line_to_line(text: str, width: int) -> None:
    columns = (Column("n", Label("", ""), Form.COUNT), Column("words", Label("", "")))
    shown = drawn(ResultTable("t", Label("", ""), columns, ((1, text),)), width)
    assert re.sub(r"[\s─]", "", shown) == "1" + re.sub(r"\s", "", text)


@settings(max_examples=100, deadline=None)
@given(frequencies(), WIDTHS)
def test_every_share_stands_whole_on_a_line(table: ResultTable, width: int) -> None:
    shown = drawn(table, width, "zh")
    bases = {each.group: each.base for each in table.headings}
    for row in table.rows:
        for index, column in enumerate(table.columns[:-1]):
            if column.form is Form.COUNT and row[index] and bases[column.group]:
                share = row[index + 1]
                words = (
                    ""
                    if share is None
                    else str(Decimal(f"{share:.9f}").quantize(Decimal("0.1"), ROUND_HALF_UP))
                )
                assert f"{row[index]}/{bases[column.group]} {words}%" in shown
        assert _signs(str(row[1])) <= _signs(shown)


def _signs(text: str) -> set[str]:
    return set(re.sub(r"\s", "", text))


@pytest.mark.parametrize("width", [40, 60, 80, 200])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_columns_end_in_the_same_cell_on_every_line(width: int, language: Language) -> None:
    block: list[int] = []
    for line in drawn(frequency(), width, language).splitlines():
        if set(line.strip()) == {"─"}:
            block = [cell_len(line)]
        elif block and line.startswith(" ") and re.search(r"\d%? *$", line):
            block.append(cell_len(line))
            assert len(set(block)) == 1, line


def test_every_block_repeats_the_names_of_the_rows() -> None:
    shown = drawn(frequency(), 60, "zh")
    blocks = shown.count("名称")
    assert blocks > 1
    assert shown.count("走访联系稀少") == blocks
    assert "TEAM" in shown


def test_folded_names_stay_under_their_beginning() -> None:
    lines = drawn(frequency(), 40, "en").splitlines()
    first = next(i for i, line in enumerate(lines) if line.startswith("   contact-"))
    assert lines[first].split()[0] == "contact-"
    assert lines[first + 1].rstrip() == "   scarce"


def test_a_listing_of_few_columns_is_one_block() -> None:
    columns = (Column("key", Label("设置", "setting")), Column("value", Label("值", "value")))
    table = ResultTable("config", Label("设置", "Settings"), columns, (("language", "zh"),))
    shown = drawn(table, 40, "en")
    assert shown.count("setting") == 1
    assert "language  zh" in shown


def test_a_table_without_rows_or_columns_is_its_title() -> None:
    empty = ResultTable("none", Label("空", "Nothing"), (), ())
    assert "Nothing" in drawn(empty, 40)
    header = ResultTable("none", Label("空", "Nothing"), (Column("a", Label("甲", "first")),), ())
    assert "first" in drawn(header, 40)


def test_undefined_is_a_dash_and_zero_a_zero() -> None:
    columns = (Column("n", Label("数", "n"), Form.COUNT), Column("r", Label("率", "r"), Form.RATE))
    shown = drawn(ResultTable("t", Label("表", "T"), columns, ((0, None), (3, 1.005))), 40)
    assert re.search(r"^\s+0\s+–\s*$", shown, re.MULTILINE)
    assert re.search(r"^\s+3\s+1\.0[01]\s*$", shown, re.MULTILINE)


@pytest.mark.parametrize("width", [5, 12, 20])
def test_even_a_tiny_terminal_brings_no_traceback(width: int) -> None:
    assert drawn(frequency(), width, "zh")
    assert drawn(documents(), width, "en")


def test_sentences_on_a_narrow_terminal_stand_below_each_other() -> None:
    quote = "一年来不了一两回，来了也就是照个相，站到门口问两句就走了，连炕都没挨。" * 2
    table = ResultTable(
        "levels",
        Label("三级编码表", "Levels"),
        (
            Column("main", Label("主范畴", "main")),
            Column("sub", Label("副范畴", "sub")),
            Column("n", Label("参考点", "references"), Form.COUNT),
            Column("quotes", Label("代表性原始语句", "quotes")),
        ),
        (("帮扶联系", "走访联系稀少", 3, quote), ("帮扶联系", "走过场", 0, "")),
    )
    lines = drawn(table, language="zh", width=34).splitlines()
    text = "".join(line.strip() for line in lines)
    assert "副范畴: 走访联系稀少" in text
    assert quote in text
    assert text.count("帮扶联系") == 1
    assert all(cell_len(line) <= 34 for line in lines)
    assert "副范畴:" not in drawn(table, language="zh", width=200)


def _by_hand(share: float) -> str:
    return str(Decimal(f"{share:.9f}").quantize(Decimal("0.1"), ROUND_HALF_UP))
