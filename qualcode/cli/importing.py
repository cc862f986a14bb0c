"""`import`: transcripts into the project."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli import listings
from qualcode.cli.options import (
    Comments,
    DryRun,
    Force,
    Form,
    Interviewer,
    Json,
    Mapped,
    Out,
    Replace,
    SourceEncoding,
    SpeakerFile,
    Strict,
    Table,
)
from qualcode.cli.output import Delivery
from qualcode.cli.progress import progress_bar
from qualcode.errors import ExitCode
from qualcode.model.label import case_count
from qualcode.model.speaker import SpeakerTable

if TYPE_CHECKING:
    from qualcode.cli.session import Session
    from qualcode.model.subject import SubjectScheme
    from qualcode.workflow.comments import CodedComments
    from qualcode.workflow.ingest import ImportOptions, ImportReport


_UNBROKEN = 1_000_000
"""Columns of what is no terminal: lines stay whole, for grep."""


_REMARK = 60
"""Characters of a comment that are shown."""


def import_(
    context: typer.Context,
    sources: Annotated[
        list[Path], typer.Argument(help="Files, folders, zip files, patterns; - is a pipe.")
    ],
    *,
    participants: Table = None,
    encoding: SourceEncoding = None,
    interviewer: Interviewer = None,
    replace: Replace = False,
    update: Annotated[
        bool, typer.Option("--update", help="Replace changed texts that no person has coded.")
    ] = False,
    name: Annotated[
        str, typer.Option("--name", help="What to call what is added; codes also 'zh / en'.")
    ] = "",
    as_: Annotated[
        str, typer.Option("--as", help="Format of what comes through a pipe: txt, docx, vtt …")
    ] = "txt",
    dry_run: DryRun = False,
    strict: Strict = False,
    speakers: SpeakerFile = None,
    columns: Mapped = None,
    comments: Comments = False,
    form: Form = None,
    json: Json = False,
    out: Out = None,
    force: Force = False,
) -> None:
    """Import transcripts, and say what was understood of each.

    What a table of speakers says (--speakers) is kept in the project and holds for later
    imports too; `qualcode speakers` shows it. Of tables, --map says which column is what:
    speaker, text, time, question, answer, document; or, where each row is one respondent,
    --map "respondent=编号,questions=Q1+Q2,attributes=性别+年龄".

    A zip file counts as the folder it was made from. Ctrl-C keeps the files that are
    finished; running the same command again goes on with the others.

    导入访谈稿（文件、文件夹、zip 压缩包、通配符、管道），并逐份说明识别结果（编码、版式、说话人）。

    \b
    Examples:
      qualcode import transcripts/ --dry-run
      qualcode import "transcripts/P-*.txt" --interviewer 问
    """
    from qualcode.transcripts.columns import parse_columns
    from qualcode.transcripts.options import ReadingOptions
    from qualcode.workflow.ingest import ImportOptions
    from qualcode.workflow.sources import Piped
    from qualcode.workflow.speaker_file import read_speakers

    session: Session = context.obj
    options = ImportOptions(
        ReadingOptions(
            encoding=encoding,
            replace=replace,
            interviewer=tuple(interviewer or ()),
            columns=parse_columns(columns or ()),
        ),
        participants,
        read_speakers(speakers) if speakers else SpeakerTable(),
        update=update,
        strict=strict,
        comments=comments,
        dry_run=dry_run,
        by=session.coder,
        piped=Piped(name, as_),
    )
    report = import_into(session, sources, options)
    if form or json or out:
        delivery = Delivery(session, "json" if json else form, out, force=force)
        delivery.table(listings.import_table(report))
    elif dry_run:
        _print(session, report)
    if comments:
        _code_comments(session, report, dry_run=dry_run)
    refused = sum(file.error is not None for file in report.files)
    if refused:
        is_part = refused < len(report.files) and not strict
        raise typer.Exit(ExitCode.FOUND if is_part else ExitCode.DATA)


def import_into(
    session: Session, sources: list[Path], options: ImportOptions | None = None
) -> ImportReport:
    """Import into the session's project and say what came of it."""
    from dataclasses import replace

    from qualcode.workflow.ingest import ImportOptions, import_files

    chosen = options or ImportOptions(by=session.coder)
    with session.opened() as project, progress_bar(session, "import") as progress:
        scheme = scheme_of(session, project.codebook_path)
        chosen = replace(chosen, home=project.folder)
        report = import_files(project.store, sources, scheme, chosen, progress=progress)
    if not chosen.dry_run:
        tell(session, report)
    return report


def _code_comments(session: Session, report: ImportReport, *, dry_run: bool) -> None:
    """Turn comments into codings, and say so."""
    from qualcode.workflow.comments import code_comments

    with session.opened() as project:
        done = code_comments(project, report.files, by=session.coder, dry_run=dry_run)
    tell_comments(session, done)


def tell_comments(session: Session, done: CodedComments) -> None:
    """Say what became of comments, and which were not understood."""
    coders = ", ".join(f"{name} {count}" for name, count in done.coders.most_common())
    session.say(
        f"comments: {case_count(done.codings, 'coding')}, {done.added} new"
        + (f" ({coders})" if coders else ""),
        f"批注：{done.codings} 条编码，新增 {done.added} 条" + (f"（{coders}）" if coders else ""),
    )
    for words, count in sorted(done.refused.items()):
        times = f" ({count} times)" if count > 1 else ""
        session.warn(f"not coded: {words}{times}", f"未编码：{words}{times}")
    for words, count in sorted(done.unknown.items()):
        session.say(
            f"  no code: {_short(words)}" + (f" ({count} times)" if count > 1 else ""),
            f"  不是编码：{_short(words)}" + (f"（{count} 次）" if count > 1 else ""),
        )


def _short(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= _REMARK else flat[: _REMARK - 1] + "…"


def scheme_of(session: Session, codebook: Path) -> SubjectScheme:
    """Return the codebook's subjects; none, and a warning, where it has faults."""
    from qualcode.codebook.reader import read_codebook
    from qualcode.errors import QualcodeError
    from qualcode.model.subject import SubjectScheme

    try:
        return read_codebook(codebook).subjects
    except QualcodeError as error:
        session.warn(
            f"warning: {error}; subjects are not known until it is mended and imported again",
            f"警告：{error}；修正编码手册并重新导入后才能识别主体",
        )
        return SubjectScheme()


def tell(session: Session, report: ImportReport) -> None:
    """Say what an import did; with ``--quiet`` only what is wrong."""
    from qualcode.cli.import_report import report_lines, set_in

    if session.quiet:
        for file in report.files:
            if file.error:
                session.warn(f"skipped: {file.error}", f"跳过：{file.error}")
        return
    width = session.width if sys.stderr.isatty() else _UNBROKEN
    for line in report_lines(report, verbose=session.verbose, dry_run=False):
        session.say(set_in(line.en, width), set_in(line.zh, width))


def _print(session: Session, report: ImportReport) -> None:
    """Print what an import would do: of a dry run this is the result."""
    from qualcode.cli.import_report import report_lines, set_in
    from qualcode.report.plain import visible

    width = session.width if session.is_terminal else _UNBROKEN
    for line in report_lines(report, verbose=session.verbose, dry_run=True):
        sys.stdout.write(visible(set_in(line.say(session.language), width)) + "\n")


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("import")(import_)
