"""`transcript rename`: another name for a document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.options import DryRun
from qualcode.cli.transcript.looking import Name
from qualcode.model.label import case_count

if TYPE_CHECKING:
    from qualcode.cli.session import Session
    from qualcode.workflow.renaming import Renamed


def rename(
    context: typer.Context,
    old: Name,
    new: Annotated[str, typer.Argument(help="The new name.")],
    *,
    dry_run: DryRun = False,
) -> None:
    """Give a document another name, and carry all that stands on it along.

    Codings keep their ids; memos, flags, shares of the work, rules of speakers, former texts
    and the validation sample go along, and importing the file again finds the document. Ids
    of participants stay as they are. `qualcode undo` takes it back.

    给访谈稿改名：编码号不变，备忘录、分工、说话人规则、旧稿与验证样本随之更改，可撤销。

    \b
    Examples:
      qualcode transcript rename P-01 PH-01 --dry-run
      qualcode transcript rename P-01 PH-01
    """
    from qualcode.workflow.renaming import rename_document

    session: Session = context.obj
    with session.opened() as project:
        done = rename_document(project, old, new, by=session.coder, dry_run=dry_run)
    _tell(session, done, dry_run=dry_run)


def _tell(session: Session, done: Renamed, *, dry_run: bool) -> None:
    counts = (done.codings, "coding"), (done.proposals, "proposal"), (done.memos, "memo")
    codings, proposals, memos = (case_count(*each) for each in counts)
    along = f"{codings} of persons, {proposals}, {memos} on the document"
    along_zh = (
        f"人工编码 {done.codings} 条、机器建议 {done.proposals} 条、材料备忘录 {done.memos} 条"
    )
    if dry_run:
        session.say(
            f"{done.old} → {done.new} would take along: {along}; nothing was changed",
            f"{done.old} → {done.new} 将带上：{along_zh}；未作改动",
        )
        return
    session.say(
        f"{done.old} is now {done.new}, with {along}; `qualcode undo` takes it back",
        f"{done.old} 已改名为 {done.new}，带上{along_zh}；`qualcode undo` 可撤销",
    )


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(rename)
