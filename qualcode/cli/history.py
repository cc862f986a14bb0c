"""`history`, `undo`, `redo`, `restore`: what was done, and taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli import options as opt
from qualcode.cli.output import TABLE, Delivery
from qualcode.errors import DataError
from qualcode.model.label import case_count
from qualcode.model.naming import value_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from qualcode.cli.session import Session
    from qualcode.workflow.project import Project
    from qualcode.workflow.undoing import Undone

Steps = Annotated[int, typer.Argument(min=1, help="How many steps.")]


def history(
    context: typer.Context,
    *,
    coder: opt.Coders = None,
    document: opt.Documents = None,
    code: opt.Codes = None,
    action: Annotated[
        list[str] | None, typer.Option("--action", help="Such as accept or undo; repeatable.")
    ] = None,
    since: Annotated[str, typer.Option("--since", help="From this day on: 2026-05-31.")] = "",
    limit: opt.Limit = 0,
    form: opt.Form = None,
    json: opt.Json = False,
    out: opt.Out = None,
    force: opt.Force = False,
) -> None:
    """List every change: by whom, when, to what, why; the newest first.

    A terminal shows your local time; CSV, TSV and JSON keep UTC.

    历史：每一处改动是谁、何时、对什么、为什么做的；最新的在前。
    终端上为本地时间；CSV、TSV、JSON 中为 UTC。

    \b
    Examples:
      qualcode history --limit 20
      qualcode history --action accept --since 2026-01 --json
    """
    from qualcode.workflow.filters import codes_named
    from qualcode.workflow.history import BRIEF, HistoryFilter, entries, history_table

    session: Session = context.obj
    with session.opened() as project:
        codes = codes_named(code, project.codebook()) if code else ()
        wanted = HistoryFilter(coder or (), document or (), codes, action or (), since, limit)
        table = history_table(entries(project, wanted))
    delivery = Delivery(session, "json" if json else form, out, force=force)
    delivery.table(table.narrowed(BRIEF) if delivery.form == TABLE else table)


def undo(
    context: typer.Context, steps: Steps = 1, *, coder: opt.Me = None, dry_run: opt.DryRun = False
) -> None:
    """Take back the last thing you did; again and again, down to the beginning.

    Another coder's work is only taken back when --coder names them.

    撤销自己最近的一步；可一直撤到开头。他人的工作须用 --coder 指名才会撤销。

    \b
    Examples:
      qualcode code add B-02 --quote 八十个暖水瓶 --code form-burden --dry-run && qualcode history
      qualcode memo add "想法" && qualcode undo && qualcode redo
    """
    from qualcode.workflow.undoing import undo as take_back

    session: Session = context.obj

    def one(project: Project) -> Undone:
        return take_back(project, by=session.coder, owner=coder or "", dry_run=dry_run)

    _repeat(session, steps, one, ("undone", "已撤销"), dry_run=dry_run)


def redo(
    context: typer.Context, steps: Steps = 1, *, coder: opt.Me = None, dry_run: opt.DryRun = False
) -> None:
    """Do again what was taken back last.

    重做最近撤销的一步。

    \b
    Examples:
      qualcode memo add "想法" && qualcode undo && qualcode redo
      qualcode memo add "再想" && qualcode undo && qualcode redo 1 --dry-run
    """
    from qualcode.workflow.undoing import redo as do_again

    session: Session = context.obj

    def one(project: Project) -> Undone:
        return do_again(project, by=session.coder, owner=coder or "", dry_run=dry_run)

    _repeat(session, steps, one, ("redone", "已重做"), dry_run=dry_run)


def restore(
    context: typer.Context,
    event: Annotated[int, typer.Argument(help="Number of the event, as `history` lists it.")],
    *,
    before: Annotated[
        bool, typer.Option("--before", help="As it was before the event, not after it.")
    ] = False,
    dry_run: opt.DryRun = False,
) -> None:
    """Bring what an event touched to the state it had right after it.

    Whatever was done since to the same things, by whomever, gives way; that is
    an event of its own and can be undone.

    把某一事件涉及的内容恢复到该事件之后（--before：之前）的样子；此举本身也可撤销。

    \b
    Examples:
      qualcode memo add "想法" && qualcode undo && qualcode history --action undo
      qualcode history --limit 5
    """
    from qualcode.workflow.undoing import restore as bring_back

    session: Session = context.obj
    with session.opened() as project:
        done = bring_back(project, event, by=session.coder, before=before, dry_run=dry_run)
    _tell(session, done, ("would restore", "将恢复") if dry_run else ("restored", "已恢复"))


def _repeat(
    session: Session,
    steps: int,
    one: Callable[[Project], Undone],
    said: tuple[str, str],
    *,
    dry_run: bool,
) -> None:
    """Take several steps; when there are fewer, say how many there were."""
    with session.opened() as project:
        for number in range(1 if dry_run else steps):
            try:
                done = one(project)
            except DataError:
                if number == 0:
                    raise
                session.say(
                    f"that was all: {case_count(number, 'step')}", f"到头了，共 {number} 步"
                )
                return
            _tell(session, done, (f"would be {said[0]}", "将" + said[1][1:]) if dry_run else said)


def _tell(session: Session, done: Undone, said: tuple[str, str]) -> None:
    from qualcode.report.cells import local

    event, at = done.event, local(done.event.at)
    rows, action = case_count(len(done.changes), "row"), value_name("action", event.action, "zh")
    about = f" ({event.target_id})" if event.target_id else ""
    session.say(
        f"{said[0]}: {event.action}{about} by {event.who}, {at}: {rows}",
        f"{said[1]}：{event.who} {at} 的“{action}”{about}，{len(done.changes)} 处",
    )


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file."""
    for command in (history, undo, redo, restore):
        app.command()(command)
