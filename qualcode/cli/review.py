"""`review`: deciding on what the machine proposes, on a screen, in lines, or in a spreadsheet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli import options as opt
from qualcode.cli.opening import open_queue
from qualcode.cli.requests import filters_of
from qualcode.cli.screens import Plain
from qualcode.errors import UsageError
from qualcode.model.label import case_count
from qualcode.workflow.review_order import Order

if TYPE_CHECKING:
    from qualcode.cli.session import Session
    from qualcode.workflow.project import Project
    from qualcode.workflow.review import QueueOptions, ReviewQueue


def review(
    context: typer.Context,
    *,
    code: opt.Codes = None,
    subject: opt.Subjects = None,
    about: opt.About = None,
    participant: opt.Participants = None,
    document: opt.Documents = None,
    status: opt.Statuses = None,
    where: opt.Where = "",
    coder: opt.Me = None,
    order: Annotated[Order, typer.Option("--order", help="What comes first.")] = Order.UNCERTAIN,
    stale: Annotated[
        bool, typer.Option("--stale", help="Decisions made under another definition.")
    ] = False,
    flagged: Annotated[bool, typer.Option("--flagged", help="What you have flagged.")] = False,
    sample: Annotated[
        int, typer.Option("--sample", min=0, help="Draw so many, each code its share; blind.")
    ] = 0,
    seed: opt.Seed = 1,
    mine: Annotated[
        bool, typer.Option("--mine", help="Only documents assigned to you; blind.")
    ] = False,
    blind: opt.Blind = False,
    validation: Annotated[
        bool,
        typer.Option("--validation", help="Read the sample of `validate draw`, blind, in lines."),
    ] = False,
    context_turns: opt.Context = 2,
    limit: opt.Limit = 0,
    plain: Plain = False,
    export: Annotated[
        Path | None, typer.Option("--export", help="Write a sheet to decide in: .csv or .xlsx.")
    ] = None,
    import_: Annotated[
        Path | None, typer.Option("--import", help="Take over the decisions of such a sheet.")
    ] = None,
    dry_run: opt.DryRun = False,
    force: opt.Force = False,
) -> None:
    """Decide on what the machine proposes: accept, reject, or put another code.

    Each decision is saved at once and can be undone. You see your own work; what
    others have decided stays hidden with --blind, and in a sample.

    逐条审核机器建议：接受、拒绝或改编。每个决定立即保存，可无限撤销。
    --plain 逐行审核；--export / --import 在电子表格里审核。

    \b
    Examples:
      qualcode review --export decide.csv --code contact && qualcode review --import decide.csv
      qualcode review --export decide.xlsx --order code --sample 20 --seed 7
    """
    from qualcode.workflow.review import QueueOptions

    session: Session = context.obj
    if sum((plain, export is not None, import_ is not None)) > 1:
        raise UsageError("--plain, --export and --import exclude each other")
    if validation and (export or import_ or sample):
        raise UsageError(
            "--validation has its own sample", hint="sheets: `qualcode validate sheet`"
        )
    session.call_me(coder)
    filters = filters_of(
        code=code,
        subject=subject,
        participant=participant,
        document=document,
        coder=None,
        status=status,
        review=None,
        about=about,
        where=where,
    )
    wanted = QueueOptions(
        filters=filters,
        order=order,
        stale=stale,
        flagged=flagged,
        sample=sample,
        seed=seed,
        mine=mine,
        blind=blind,
        context=context_turns,
    )
    with session.opened() as project:
        if validation:
            from qualcode.cli.review_lines import ask
            from qualcode.cli.validation_lines import read_sample

            read_sample(session, project, ask)
        elif import_ is not None:
            _import(session, project, import_, dry_run=dry_run)
        elif export is not None:
            _export(session, project, wanted, export, limit=limit, force=force)
        else:
            _sit_down(session, project, wanted, plain=plain)


def _sit_down(session: Session, project: Project, wanted: QueueOptions, *, plain: bool) -> None:
    """Go through the queue on a screen, or line by line."""
    if not plain:
        open_queue(session, project, wanted)
        return
    from qualcode.cli.review_lines import LineReview, ask
    from qualcode.workflow.review import ReviewQueue

    queue = ReviewQueue(project, wanted, by=session.coder)
    LineReview(queue, session.language, ask).run()
    _sum_up(session, queue)


def _sum_up(session: Session, queue: ReviewQueue) -> None:
    from qualcode.workflow.agreed import CONSENSUS

    done = queue.progress
    codings = queue.project.store.codings
    others = [name for name in codings.persons() if name not in (queue.by, CONSENSUS)]
    is_empty = not (done.decided or done.open or queue.options.is_blind)
    if is_empty and others and codings.origins().proposed:
        session.say(
            f"nothing is open: {', '.join(others)} decided before you; `qualcode review --blind"
            f" --coder {queue.by}` gives you the same proposals, without showing what others said",
            f"没有待审核的建议：{'、'.join(others)} 已先判断；`qualcode review --blind --coder"
            f" {queue.by}` 可独立再判断同样的建议，看不到他人的决定",
        )
    session.say(
        f"{done.decided} decided ({done.accepted} accepted, {done.rejected} rejected),"
        f" {done.open} open",
        f"已决定 {done.decided} 条（接受 {done.accepted}，拒绝 {done.rejected}），"
        f"待审核 {done.open} 条",
    )


def _export(
    session: Session,
    project: Project,
    wanted: QueueOptions,
    path: Path,
    *,
    limit: int,
    force: bool,
) -> None:
    from qualcode.exchange.sheets import write_sheet
    from qualcode.workflow.review import ReviewQueue
    from qualcode.workflow.review_sheet import choices, sheet_of

    queue = ReviewQueue(project, wanted, by=session.coder)
    table = sheet_of(queue, language=session.language, limit=limit)
    offers = choices(queue.codebook, session.language)
    written = write_sheet(table, path, choices=offers, headers=session.language, force=force)
    said = ("wrote", "已写入") if written else ("unchanged:", "未变：")
    count = len(table.rows) - 1
    session.say(f"{said[0]} {path}: {count} to decide", f"{said[1]} {path}：{count} 条待决定")


def _import(session: Session, project: Project, path: Path, *, dry_run: bool) -> None:
    from qualcode.exchange.sheets import read_sheet
    from qualcode.workflow.sheet_import import import_sheet, rows_of

    rows = rows_of(path, read_sheet(path))
    done = import_sheet(project, path, rows, by=session.coder, dry_run=dry_run)
    would = ("would take over", "将导入") if dry_run else ("took over", "已导入")
    session.say(
        f"{would[0]} {case_count(done.decided, 'decision')} and {case_count(done.memos, 'memo')};"
        f" {done.same} stood already, {done.undecided} undecided",
        f"{would[1]} {done.decided} 个决定、{done.memos} 条备忘；"
        f"{done.same} 个原已如此，{done.undecided} 条未定",
    )


def add_to(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command()(review)
