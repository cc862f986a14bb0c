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
from qualcode.errors import ExitCode, UsageError
from qualcode.model.label import case_count
from qualcode.model.speaker import SpeakerTable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qualcode.cli.session import Session
    from qualcode.model.label import Headers as Words
    from qualcode.workflow.export import Exported, ExportOptions
    from qualcode.workflow.project import Project

_FILES = {".xlsx", ".docx", ".qdpx"}
"""What is written as one file, by an option of that name."""
_ENDINGS = {**{each.replace(".", "--"): each for each in _FILES}, "--interviews": ".jsonl"}
"""How a file has to end, by the option that names it."""


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
    _refuse_endings({"--xlsx": xlsx, "--docx": docx, "--qdpx": qdpx, "--interviews": interviews})
    if not qdpx and (proposals or utf16):
        option = "--proposals" if proposals else "--utf16"
        raise UsageError(f"{option} goes with --qdpx", hint=f"add --qdpx FILE, or leave {option}")
    options = replace_(_options(session, csv_encoding, headers, raw=raw, force=force), where=where)
    if folder and folder.suffix.lower() in _FILES:
        option = folder.suffix.lower().replace(".", "--")
        raise UsageError(f"{folder} is no name of a folder", hint=f"for a file: {option} {folder}")
    with session.opened() as project:
        if folder:
            _tell(session, export_study(project, folder, options))
        if xlsx:
            _workbook(session, project, xlsx, options)
        if docx:
            _document(session, project, docx, options, headers)
        if qdpx:
            _package(session, project, qdpx, proposals=proposals, utf16=utf16, force=force)
        if interviews:
            _interviews(session, project, interviews, force=force)


def _refuse_endings(files: Mapping[str, Path | None]) -> None:
    """Refuse a name that promises another format than the one that would be written."""
    for option, path in files.items():
        ending = _ENDINGS[option]
        if path and path.suffix.lower() != ending:
            raise UsageError(
                f"{option} {path}: the name does not end in {ending}",
                hint=f"{option} {path.with_suffix(ending)}"
                if path.name
                else f"{option} FILE{ending}",
            )


def _package(
    session: Session, project: Project, path: Path, *, proposals: bool, utf16: bool, force: bool
) -> None:
    from qualcode.workflow.sharing import package_of

    made = package_of(project, proposals=proposals, utf16=utf16)
    _save(session, path, made.content, force=force)
    session.say(
        f"{case_count(made.sources, 'document')}, {case_count(made.codings, 'coding')};"
        f" {made.not_claimed} of them with a code of their status (denied, …) beside their own",
        f"{made.sources} 份材料，{made.codings} 条编码，"
        f"其中 {made.not_claimed} 条另带状态编码（否认等）",
    )
    if made.proposals:
        session.say(
            f"left out: {case_count(made.proposals, 'proposal')} that nobody has decided on"
            " (--proposals takes them along)",
            f"未导出：{made.proposals} 条尚无人决定的建议（--proposals 一并导出）",
        )
    if made.settled:
        session.say(
            f"left out: {case_count(made.settled, 'coding')} that did not hold in adjudication",
            f"未导出：{made.settled} 条经裁定不成立的编码",
        )
    if made.homeless:
        session.warn(
            f"left out: {case_count(made.homeless, 'coding')} whose code is gone or has become"
            " a family",
            f"未导出：{made.homeless} 条编码，其编码已不存在或已成为上级编码",
        )
    if made.astral and not utf16:
        session.say(
            f"{made.astral} characters count twice in NVivo for Windows (--utf16 for it)",
            f"{made.astral} 个字符在 NVivo（Windows）中按两个计（为其导出用 --utf16）",
        )


def _interviews(session: Session, project: Project, path: Path, *, force: bool) -> None:
    from qualcode.workflow.own_interviews import own_interviews

    made = own_interviews(project)
    _save(session, path, made.text.encode(), force=force)
    session.say(
        f"{case_count(made.documents, 'document')}, of which {made.whole} marked as read to the end"
        f" (`qualcode read --whole`): {case_count(made.told, 'sentence')} of which it is said what"
        " they hold",
        f"{made.documents} 份材料，其中 {made.whole} 份标为已通读（`qualcode read --whole`）；"
        f"{made.told} 句说明了有什么编码或没有编码",
    )
    _tell_learning(session, project, path)


def _tell_learning(session: Session, project: Project, path: Path) -> None:
    """Say how the codebook comes to learn from a file; what it names by now stays named."""
    from qualcode.codebook.reader import examine_codebook
    from qualcode.workflow.paths import seen_from

    book = project.codebook_path
    present, _ = examine_codebook(book)  # as it is now, coded under it or not
    name, others = seen_from(book.parent, str(path)), (present or project.codebook()).interviews
    if name in others:
        session.say("next: `qualcode codebook learn`", "下一步：`qualcode codebook learn`")
        return
    named = ", ".join([*others, name])
    session.say(
        f"next: in {book}: `interviews: [{named}]`, then `qualcode codebook learn`",
        f"下一步：在 {book} 中写 `interviews: [{named}]`，再运行 `qualcode codebook learn`",
    )


def _workbook(session: Session, project: Project, path: Path, options: ExportOptions) -> None:
    from qualcode.workflow.workbook import study_workbook

    book = study_workbook(
        project, command=options.command, headers=options.headers, where=options.where
    )
    _save(session, path, book.content, force=options.force)
    if book.cut:
        session.say(
            f"{book.cut} cells were longer than Excel takes and were cut, with a mark",
            f"{book.cut} 个单元格超出 Excel 上限，已截断并注明",
        )


def _document(
    session: Session, project: Project, path: Path, options: ExportOptions, headers: Headers | None
) -> None:
    from qualcode.workflow.workbook import study_document

    words: Words = headers.value if headers else session.language
    content = study_document(project, headers=words, where=options.where)
    _save(session, path, content, force=options.force)


def _save(session: Session, path: Path, content: bytes, *, force: bool) -> None:
    from qualcode.exchange.files import write_file

    said = (
        ("wrote", "已写入") if write_file(path, content, force=force) else ("unchanged:", "未变：")
    )
    session.say(f"{said[0]} {path}", f"{said[1]} {path}")


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
