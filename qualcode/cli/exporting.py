"""`export` and `run`: the study as files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.analysis.counting import Count
from qualcode.analysis.groups import Level
from qualcode.cli import options as opt
from qualcode.cli.coding import tell as tell_coded
from qualcode.cli.enums import Encoding, Headers, Sort
from qualcode.cli.importing import tell as tell_imported
from qualcode.cli.importing import tell_comments
from qualcode.cli.output import Delivery
from qualcode.cli.progress import progress_bar
from qualcode.cli.requests import layout_of
from qualcode.cli.single_files import (
    refuse_endings,
    refuse_folder,
    save_document,
    save_interviews,
    save_package,
    save_workbook,
)
from qualcode.errors import ExitCode, UsageError
from qualcode.model.speaker import SpeakerTable

if TYPE_CHECKING:
    from qualcode.cli.session import Session
    from qualcode.workflow.export import Exported, ExportOptions


def export(
    context: typer.Context,
    folder: Annotated[
        Path | None, typer.Argument(help="Where the CSV files go; made if missing.")
    ] = None,
    *,
    xlsx: Annotated[
        Path | None, typer.Option("--xlsx", help="The whole study as one workbook.")
    ] = None,
    docx: Annotated[
        Path | None, typer.Option("--docx", help="The tables of a thesis for Word (三线表).")
    ] = None,
    qdpx: opt.Package = None,
    proposals: Annotated[
        bool, typer.Option("--proposals", help="With --qdpx: undecided proposals as well.")
    ] = False,
    utf16: Annotated[
        bool,
        typer.Option("--utf16", help="With --qdpx: positions as NVivo for Windows counts them."),
    ] = False,
    interviews: Annotated[
        Path | None,
        typer.Option("--interviews", help="What persons have coded, for `codebook learn`: .jsonl."),
    ] = None,
    where: opt.Where = "",
    csv_encoding: opt.CsvEncoding = Encoding.UTF8_SIG,
    headers: opt.HeaderLanguage = None,
    raw: opt.Raw = False,
    force: opt.Force = False,
) -> None:
    """Write all tables of the study: CSV files with a manifest, a workbook, tables for Word.

    With --qdpx, the project for other programs: texts, codes, codings, persons and memos.
    With --interviews, the texts with what persons have coded, for a codebook to learn from.

    导出全部表格（CSV 与说明清单、Excel 工作簿、Word 三线表）；内容不变时重复导出逐字节相同。
    --qdpx 导出整个项目，供 NVivo、MAXQDA、ATLAS.ti 打开；
    --interviews 导出人工编码过的访谈，供手册学习。

    \b
    Examples:
      qualcode export results
      qualcode export results-r --raw --csv-encoding utf-8
      qualcode export --xlsx study.xlsx --docx tables.docx
      qualcode export --qdpx study.qdpx --proposals
    """
    from dataclasses import replace as replace_

    from qualcode.workflow.export import export_study

    session: Session = context.obj
    if not (folder or xlsx or docx or qdpx or interviews):
        hint = "name a folder, --xlsx FILE, --docx FILE, --qdpx FILE or --interviews FILE"
        raise UsageError("nothing to export to", hint=hint)
    refuse_endings({"--xlsx": xlsx, "--docx": docx, "--qdpx": qdpx, "--interviews": interviews})
    if not qdpx and (proposals or utf16):
        option = "--proposals" if proposals else "--utf16"
        raise UsageError(f"{option} goes with --qdpx", hint=f"add --qdpx FILE, or leave {option}")
    options = replace_(_options(session, csv_encoding, headers, raw=raw, force=force), where=where)
    if folder:
        refuse_folder(folder)
    with session.opened() as project:
        if folder:
            _tell(session, export_study(project, folder, options))
        if xlsx:
            save_workbook(session, project, xlsx, options)
        if docx:
            save_document(session, project, docx, options, headers)
        if qdpx:
            save_package(session, project, qdpx, proposals=proposals, utf16=utf16, force=force)
        if interviews:
            save_interviews(session, project, interviews, force=force)


def run(
    context: typer.Context,
    sources: Annotated[list[Path], typer.Argument(help="Files and folders of transcripts.")],
    *,
    codebook: Annotated[
        Path, typer.Option("--codebook", help="A codebook file, or the name of a shipped one.")
    ],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Folder for the files; made if missing.")
    ] = None,
    participants: opt.Table = None,
    encoding: opt.SourceEncoding = None,
    interviewer: opt.Interviewer = None,
    speakers: opt.SpeakerFile = None,
    columns: opt.Mapped = None,
    replace: opt.Replace = False,
    strict: opt.Strict = False,
    comments: opt.Comments = False,
    kind: opt.Kind = None,
    by: opt.By = "subject",
    subjects: opt.SubjectLevel = Level.FINE,
    count: opt.Counted = Count.PERSONS,
    sort: opt.Sorted = Sort.CODEBOOK,
    form: opt.Form = None,
    json: opt.Json = False,
    csv_encoding: opt.CsvEncoding = Encoding.UTF8_SIG,
    headers: opt.HeaderLanguage = None,
    raw: opt.Raw = False,
    force: opt.Force = False,
) -> None:
    """Go the whole way at once: transcripts in, tables out, no project.

    一步到位，无需建项目：输入访谈稿与编码手册，输出各表并打印频次表。

    \b
    Examples:
      qualcode run transcripts --codebook codebook.yaml --out results
      qualcode run transcripts --codebook codebook.yaml --subjects five
    """
    from qualcode.transcripts.columns import parse_columns
    from qualcode.transcripts.options import ReadingOptions
    from qualcode.workflow.ingest import ImportOptions
    from qualcode.workflow.oneshot import RunRequest
    from qualcode.workflow.oneshot import run as run_all
    from qualcode.workflow.shipped import codebook_named
    from qualcode.workflow.speaker_file import read_speakers
    from qualcode.workflow.tabulate import TableRequest

    session: Session = context.obj
    reading = ReadingOptions(
        encoding=encoding,
        replace=replace,
        interviewer=tuple(interviewer or ()),
        columns=parse_columns(columns or ()),
    )
    told = read_speakers(speakers) if speakers else SpeakerTable()
    request = RunRequest(
        sources,
        codebook_named(codebook),
        TableRequest(layout=layout_of(kind=kind, by=by, level=subjects, count=count, sort=sort)),
        ImportOptions(
            reading, participants, told, strict=strict, comments=comments, by=session.coder
        ),
        _options(session, csv_encoding, headers, raw=raw, force=force),
        out,
    )
    with progress_bar(session, "run") as progress:
        done = run_all(request, progress=lambda _, number, total: progress(number, total))
    tell_imported(session, done.imported)
    tell_coded(session, done.coded)
    if comments:
        tell_comments(session, done.commented)
    Delivery(session, "json" if json else form, headers=headers).table(done.table)
    if done.exported:
        _tell(session, done.exported)
    if strict and any(file.error for file in done.imported.files):
        raise typer.Exit(ExitCode.DATA)


def _options(
    session: Session, encoding: Encoding, headers: Headers | None, *, raw: bool, force: bool
) -> ExportOptions:
    from qualcode.workflow.export import ExportOptions

    return ExportOptions(
        command=session.command,
        encoding=encoding.value,
        headers=headers.value if headers else "keys",
        raw=raw,
        force=force,
    )


def _tell(session: Session, done: Exported) -> None:
    files = ", ".join(done.files)
    if done.written:
        session.say(f"wrote {done.folder}: {files}", f"已写入 {done.folder}：{files}")
    else:
        session.say(f"unchanged: {done.folder}", f"未变：{done.folder}")
    if done.guarded:
        session.say(
            f"{done.guarded} cells begin like a formula and got a leading ' (--raw: as is)",
            f"{done.guarded} 个单元格形似公式，已加前导 '（--raw 保持原样）",
        )


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file."""
    for command in (export, run):
        app.command()(command)
