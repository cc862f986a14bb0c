"""Small results of commands as tables, so that every listing has every format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.analysis.table import Cell, Column, Form, ResultTable
from qualcode.model.label import Label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qualcode.cli.config import Setting
    from qualcode.errors import Problem
    from qualcode.workflow.ingest import ImportedFile, ImportReport
    from qualcode.workflow.standing import Standing
    from qualcode.workflow.verify import Verification


def facts(name: str, title: Label, rows: Iterable[tuple[str, Label, str]]) -> ResultTable:
    """Return a table of facts: a key for programs, its name for people, its value."""
    columns = (
        Column("key", Label("项目", "key")),
        Column("name_zh", Label("项目", "item (zh)")),
        Column("name_en", Label("项目", "item")),
        Column("value", Label("值", "value")),
    )
    cells = tuple((key, label.zh, label.en, value) for key, label, value in rows)
    return ResultTable(name, title, columns, cells)


def standing_table(standing: Standing) -> ResultTable:
    """Return where a project stands."""
    codebook = str(standing.codebook)
    if not standing.codebook_readable:
        codebook += "  (missing / 缺失)"
    elif standing.codebook_changed:
        codebook += "  (changed since coding / 编码后已改动)"
    rows = [
        ("project", Label("项目文件", "project"), str(standing.project)),
        ("codebook", Label("编码手册", "codebook"), codebook),
        ("documents", Label("材料", "documents"), str(standing.documents)),
        ("participants", Label("受访者", "participants"), str(standing.participants)),
        ("uncoded", Label("待编码材料", "documents to code"), str(standing.uncoded)),
    ]
    names = {"proposed": "待审核", "accepted": "已接受", "rejected": "已拒绝"}
    rows += [
        (review.value, Label(names[review], f"codings {review}, all coders"), str(number))
        for review, number in standing.reviews.items()
    ]
    if standing.unsettled.places:
        told = str(standing.unsettled.places)
        title = Label("编码者意见不一、未裁决的位置", "places coders disagree on, not settled")
        rows.append(("unsettled", title, told))
    if standing.stale:
        counted = ", ".join(f"{code} {number}" for code, number in standing.stale.items())
        told = f"{sum(standing.stale.values())}: {counted}"
        rows.append(("stale", Label("定义已变，待重看", "decided under another definition"), told))
    if standing.uncounted:
        told = f"{standing.uncounted}  (qualcode verify)"
        title = Label("不计入：访谈者的话或备注上", "codings on no respondent's words, not counted")
        rows.append(("uncounted", title, told))
    if standing.lost:
        rows.append(("lost", Label("待安置的编码", "codings lost"), str(standing.lost)))
    rows += [
        (f"assigned_{name}", Label(f"分给 {name} 的材料", f"documents of {name}"), str(count))
        for name, count in standing.assigned.items()
    ]
    rows += [
        (
            f"read_{name}",
            Label(f"{name} 已通读的材料", f"documents {name} read to the end"),
            str(count),
        )
        for name, count in standing.read.items()
    ]
    rows.append(("next", Label("下一步", "next"), standing.next_step))
    return facts("status", Label("项目概况", "Status"), rows)


def verification_table(found: Verification) -> ResultTable:
    """Return what a verification found, one row per fault."""
    rows = [
        ("coding", f"{document} {span.start}-{span.end}", name)
        for name, document, span in found.misplaced
    ]
    rows += [
        ("uncounted", f"{document} {span.start}-{span.end}", name)
        for name, document, span in found.uncounted
    ]
    rows += [("lost", document, name) for name, document in found.lost]
    rows += [("text", name, "") for name in found.altered]
    rows += [("file", each, "") for each in found.damage]
    columns = (
        Column("fault", Label("问题", "fault")),
        Column("where", Label("位置", "where")),
        Column("coding", Label("编码号", "coding")),
    )
    return ResultTable("verify", Label("核对结果", "Faults"), columns, tuple(rows))


def settings_table(settings: Iterable[Setting], *, origin: bool) -> ResultTable:
    """Return the settings in force."""
    columns = [Column("key", Label("设置", "setting")), Column("value", Label("值", "value"))]
    if origin:
        columns.append(Column("origin", Label("来源", "origin")))
    rows = tuple(
        (each.key, each.value, each.origin) if origin else (each.key, each.value)
        for each in settings
    )
    return ResultTable("config", Label("设置", "Settings"), tuple(columns), rows)


def problems_table(problems: Iterable[Problem]) -> ResultTable:
    """Return the problems of a file."""
    columns = (
        Column("where", Label("位置", "where")),
        Column("severity", Label("级别", "severity")),
        Column("problem", Label("问题", "problem")),
        Column("hint", Label("建议", "hint")),
        Column("topic", Label("方面", "topic")),
    )
    rows = tuple(
        (str(each.place), each.severity.value, each.message, each.hint, each.topic)
        for each in problems
    )
    return ResultTable("problems", Label("检查结果", "Problems"), columns, rows)


def import_table(report: ImportReport) -> ResultTable:
    """Return what was understood of each document, one row per speaker."""
    rows = tuple(row for file in report.files for row in _speaker_rows(file))
    return ResultTable("import", Label("导入结果", "Import"), _IMPORT_COLUMNS, rows)


def _speaker_rows(file: ImportedFile) -> list[tuple[Cell, ...]]:
    head = (file.path, file.name, file.outcome.value, file.encoding, file.format, file.layout)
    attributes = "; ".join(f"{key}={value}" for key, value in file.header.items())
    notes = "; ".join((*file.warnings, *([str(file.error)] if file.error else ())))
    speakers = [
        (each.label, each.role.value, each.participant, each.subject, each.turns, each.characters)
        for each in file.speakers
    ]
    nobody = ("", "", "", "", 0, 0)
    return [(*head, *speaker, attributes, file.columns, notes) for speaker in speakers or [nobody]]


_IMPORT_COLUMNS = (
    Column("file", Label("文件", "file")),
    Column("document", Label("材料", "document")),
    Column("outcome", Label("结果", "outcome")),
    Column("encoding", Label("编码格式", "encoding")),
    Column("format", Label("文件格式", "format")),
    Column("layout", Label("版式", "layout")),
    Column("speaker", Label("说话人", "speaker")),
    Column("role", Label("角色", "role")),
    Column("participant", Label("受访者", "participant")),
    Column("subject", Label("主体", "subject")),
    Column("turns", Label("话轮", "turns"), Form.COUNT),
    Column("characters", Label("字符", "characters"), Form.COUNT),
    Column("attributes", Label("属性", "attributes")),
    Column("columns", Label("列", "columns")),
    Column("notes", Label("提示", "notes")),
)
