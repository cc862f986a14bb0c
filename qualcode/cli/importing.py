"""`import` and `remove`: transcripts into the project, and out of it again."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli import listings
from qualcode.cli.completion import complete_document
from qualcode.cli.options import (
    DryRun,
    Force,
    Form,
    Interviewer,
    Json,
    Out,
    Replace,
    SourceEncoding,
    Strict,
    Table,
    Yes,
)
from qualcode.cli.output import Delivery
from qualcode.cli.progress import progress_bar
from qualcode.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from qualcode.cli.session import Session
    from qualcode.model.subject import SubjectScheme
    from qualcode.workflow.ingest import ImportOptions, ImportReport


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
        str, typer.Option("--name", help="What to call the document that comes through a pipe.")
    ] = "",
    as_: Annotated[
        str, typer.Option("--as", help="Format of what comes through a pipe: txt, docx, vtt …")
    ] = "txt",
    dry_run: DryRun = False,
    strict: Strict = False,
    form: Form = None,
    json: Json = False,
    out: Out = None,
    force: Force = False,
) -> None:
    """Import transcripts, and say what was understood of each.

    A zip file counts as the folder it was made from. Ctrl-C keeps the files that are
    finished; running the same command again goes on with the others.

    导入访谈稿（文件、文件夹、zip 压缩包、通配符、管道），并逐份说明识别结果（编码、版式、说话人）。

    \b
    Examples:
      qualcode import transcripts/ --dry-run
      qualcode import "transcripts/P-*.txt" --interviewer 问
    """
    from qualcode.transcripts.options import ReadingOptions
    from qualcode.workflow.ingest import ImportOptions
    from qualcode.workflow.sources import Piped

    session: Session = context.obj
    reading = ReadingOptions(
        encoding=encoding, replace=replace, interviewer=tuple(interviewer or ())
    )
    piped = Piped(name, as_)
    options = ImportOptions(reading, participants, update, dry_run, session.coder, piped)
    report = import_into(session, sources, options)
    if session.verbose or dry_run or form or json or out:
        delivery = Delivery(session, "json" if json else form, out, force=force)
        delivery.table(listings.import_table(report))
    refused = [file for file in report.files if file.error]
    if refused and (strict or len(refused) == len(report.files)):
        raise typer.Exit(ExitCode.DATA)


def import_into(
    session: Session, sources: list[Path], options: ImportOptions | None = None
) -> ImportReport:
    """Import into the session's project and say in a few lines what came of it."""
    from qualcode.workflow.ingest import ImportOptions, import_files

    chosen = options or ImportOptions(by=session.coder)
    with session.opened() as project, progress_bar(session, "import") as progress:
        scheme = scheme_of(session, project.codebook_path)
        report = import_files(project.store, sources, scheme, chosen, progress=progress)
    tell(session, report)
    return report


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
    """Say what an import did: problems first, the sum at the end."""
    from qualcode.workflow.ingest import Outcome

    for problem in report.problems:
        session.warn(f"{problem.severity}: {problem}")
    for file in report.files:
        for warning in file.transcript.warnings if file.transcript else ():
            session.say(f"note: {file.path}: {warning}", f"提示：{file.path}：{warning}")
        if file.error:
            session.warn(f"skipped: {file.error}", f"跳过：{file.error}")
            if file.error.hint:
                session.warn(f"hint: {file.error.hint}", f"建议：{file.error.hint}")
    skipped = report.count(Outcome.REFUSED)
    parts = [f"{report.count(each)} {each}" for each in Outcome if report.count(each)]
    read = listings.case_count(len(report.files) - skipped, "file")
    session.say(
        f"read {read}, skipped {skipped} ({', '.join(parts)};"
        f" {listings.case_count(report.participants, 'participant')} new or changed)",
        f"读取 {len(report.files) - skipped} 份，跳过 {skipped} 份"
        f"（新增 {report.count(Outcome.ADDED)}，更新 {report.count(Outcome.UPDATED)}，"
        f"未变 {report.count(Outcome.UNCHANGED)}；受访者新增或变更 {report.participants} 人）",
    )


def remove(
    context: typer.Context,
    documents: Annotated[
        list[str],
        typer.Argument(help="Names of documents.", autocompletion=complete_document),
    ],
    *,
    yes: Yes = False,
    dry_run: DryRun = False,
) -> None:
    """Remove documents and the machine's proposals in them.

    A document in which a person has coded or decided is never removed; the file
    that it was imported from is not touched.

    从项目中移除材料及其机器建议；有人工编码的材料不会被移除，原文件不受影响。

    \b
    Examples:
      qualcode remove P-01 --dry-run
      qualcode remove P-01 --yes
    """
    from qualcode.workflow.removal import plan_removal, remove_documents

    session: Session = context.obj
    with session.opened() as project:
        plan = plan_removal(project, documents)
        for name, codings in plan.items():
            session.say(
                f"{name}: {listings.case_count(codings, 'proposal')}", f"{name}：{codings} 条建议"
            )
        if dry_run or not (yes or confirmed(session)):
            session.say("nothing removed", "未移除任何材料")
            return
        remove_documents(project, list(plan), by=session.coder)
    session.say(f"removed {', '.join(plan)}", f"已移除 {'、'.join(plan)}")


def confirmed(session: Session) -> bool:
    """Ask on a terminal; elsewhere, and with ``--no-input``, an answer must be in the command."""
    if not (session.asks and sys.stdin.isatty()):
        raise UsageError("this needs an answer and nobody can be asked", hint="add --yes")
    return typer.confirm("remove? / 移除？")


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("import")(import_)
    app.command()(remove)
