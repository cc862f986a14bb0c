"""`memo`: the researcher's notes, as Markdown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli import options as opt
from qualcode.cli.groups import command_group
from qualcode.cli.handcoding import at_most_one
from qualcode.cli.output import Delivery
from qualcode.cli.writing import written
from qualcode.errors import UsageError
from qualcode.model.label import case_count
from qualcode.model.memo import Target

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.analysis.table import ResultTable
    from qualcode.cli.session import Session

app = command_group()

CodingOption = Annotated[str | None, typer.Option("--coding", help="Id of a coding.")]
MemoId = Annotated[str, typer.Argument(help="Id of the memo, or its beginning.")]


@app.callback()
def memo(context: typer.Context) -> None:
    """Keep notes on the project, a document, a participant, a code or a coding.

    备忘：记在项目、材料、受访者、编码或某条编码上，Markdown 格式。

    \b
    Examples:
      qualcode memo add "先看家户访谈" && qualcode memo list
      qualcode memo search 家户
    """
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


@app.command()
def add(
    context: typer.Context,
    text: Annotated[
        str | None, typer.Argument(help="The note; - reads it; without it, $EDITOR opens.")
    ] = None,
    *,
    document: opt.Documents = None,
    participant: opt.Participants = None,
    code: opt.Codes = None,
    coding: CodingOption = None,
    coder: opt.Me = None,
) -> None:
    """Keep a note; without an option, on the project as a whole.

    记一条备忘；不指明对象即记在整个项目上。

    \b
    Examples:
      qualcode memo add "先看家户访谈"
      qualcode memo add "与定义不合？" --code contact-scarce
    """
    from qualcode.workflow.memos import add_memo

    session: Session = context.obj
    session.call_me(coder)
    target, name = _target(document, participant, code, coding) or (Target.PROJECT, "")
    with session.opened() as project:
        words = written(session, text, "")
        kept = add_memo(project, target, name, words, by=session.coder)
    typer.echo(kept.id)
    session.say("memo kept", "备忘已记")


@app.command("list")
def list_(
    context: typer.Context,
    *,
    document: opt.Documents = None,
    participant: opt.Participants = None,
    code: opt.Codes = None,
    coding: CodingOption = None,
    coder: opt.Coders = None,
    form: opt.Form = None,
    json: opt.Json = False,
    out: opt.Out = None,
    force: opt.Force = False,
) -> None:
    """List notes, the oldest first.

    列出备忘。

    \b
    Examples:
      qualcode memo list
      qualcode memo list --code contact-scarce --json
    """
    session: Session = context.obj
    target = _target(document, participant, code, coding)
    table = _found(session, target=target, coders=coder)
    Delivery(session, "json" if json else form, out, force=force).table(table)


@app.command()
def search(
    context: typer.Context,
    words: Annotated[list[str], typer.Argument(help="All of these must stand in it.")],
    *,
    coder: opt.Coders = None,
    form: opt.Form = None,
    json: opt.Json = False,
    out: opt.Out = None,
    force: opt.Force = False,
) -> None:
    """Find notes by their words.

    按词查找备忘。

    \b
    Examples:
      qualcode memo search 家户
      qualcode memo search household visit --json
    """
    session: Session = context.obj
    table = _found(session, words=words, coders=coder)
    Delivery(session, "json" if json else form, out, force=force).table(table)


@app.command()
def show(context: typer.Context, memo_id: MemoId) -> None:
    """Print a note as it is.

    原样输出一条备忘。

    \b
    Examples:
      qualcode memo add "先看家户访谈" && qualcode memo list
      qualcode memo list --json
    """
    from qualcode.report.plain import visible
    from qualcode.workflow.memos import find_memo

    session: Session = context.obj
    with session.opened() as project:
        found = find_memo(project, memo_id)
    for line in found.text.split("\n"):
        typer.echo(visible(line))


@app.command()
def edit(
    context: typer.Context,
    memo_id: MemoId,
    text: Annotated[
        str | None, typer.Argument(help="The note; - reads it; without it, $EDITOR opens.")
    ] = None,
    *,
    coder: opt.Me = None,
) -> None:
    """Write one of your notes anew.

    改写自己的一条备忘。

    \b
    Examples:
      qualcode memo add "先看家户访谈" && qualcode memo list
      qualcode memo list --json
    """
    from qualcode.workflow.memos import edit_memo, own_memo

    session: Session = context.obj
    session.call_me(coder)
    with session.opened() as project:
        former = own_memo(project, memo_id, session.coder)
        edit_memo(project, former.id, written(session, text, former.text), by=session.coder)
    session.say("memo changed", "备忘已改")


@app.command()
def remove(context: typer.Context, memo_id: MemoId, *, coder: opt.Me = None) -> None:
    """Take one of your notes away; `undo` brings it back.

    删除自己的一条备忘；`undo` 可恢复。

    \b
    Examples:
      qualcode memo add "先看家户访谈" && qualcode undo
      qualcode memo list
    """
    from qualcode.workflow.memos import remove_memo

    session: Session = context.obj
    session.call_me(coder)
    with session.opened() as project:
        gone = remove_memo(project, memo_id, by=session.coder)
    session.say(f"memo {gone.id} removed", f"备忘 {gone.id} 已删除")


@app.command()
def export(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(help="Folder to write into; made if missing.")],
    *,
    force: opt.Force = False,
) -> None:
    """Write all notes as Markdown files, one for each thing they are on.

    把全部备忘导出为 Markdown 文件，每个对象一个文件。

    \b
    Examples:
      qualcode memo add "先看家户访谈" && qualcode memo export memos
      qualcode memo export memos --force
    """
    from qualcode.exchange.files import write_files
    from qualcode.workflow.memo_listing import memo_files

    session: Session = context.obj
    with session.opened() as project:
        files = memo_files(project)
    changed = write_files(folder, files, force=force)
    session.say(
        f"{case_count(len(files), 'file')} in {folder}, {len(changed)} new or changed",
        f"{folder} 中 {len(files)} 个文件，{len(changed)} 个有变化",
    )


def _found(
    session: Session,
    *,
    target: tuple[Target, str] | None = None,
    words: Sequence[str] = (),
    coders: Sequence[str] | None,
) -> ResultTable:
    from qualcode.workflow.memo_listing import memos_table
    from qualcode.workflow.memos import find_memos

    kind, name = target or (None, "")
    with session.opened() as project:
        found = find_memos(project, target=kind, target_id=name, words=words)
    return memos_table(memo for memo in found if not coders or memo.author in coders)


def _target(
    document: Sequence[str] | None,
    participant: Sequence[str] | None,
    code: Sequence[str] | None,
    coding: str | None,
) -> tuple[Target, str] | None:
    """Return what a note is on, or None where nothing was named."""
    named = [
        (Target.DOCUMENT, at_most_one("--document", document)),
        (Target.PARTICIPANT, at_most_one("--participant", participant)),
        (Target.CODE, at_most_one("--code", code)),
        (Target.CODING, coding),
    ]
    given = [(target, name) for target, name in named if name]
    if len(given) > 1:
        raise UsageError("a memo is on one thing", hint="name one of them")
    return given[0] if given else None
