"""`codebook add`, `rename`, `merge`, `move`, `remove`: YAML changed, codings carried along."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.completion import complete_code
from qualcode.cli.options import CodebookFile, DryRun, Yes
from qualcode.model.label import case_count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qualcode.cli.session import Session
    from qualcode.model.codebook import Codebook
    from qualcode.workflow.project import Project
    from qualcode.workflow.restructure import Carried, Plan

CodeName = Annotated[str, typer.Argument(help="Code, by id or name.", autocompletion=complete_code)]
Under = Annotated[
    str,
    typer.Option("--under", help="The family it stands under; / = none.", show_default=False),
]
TOP = "/"
"""What stands for no family on the command line."""


def add(
    context: typer.Context,
    code: Annotated[str, typer.Argument(help="Id of the new code.")],
    *,
    name: Annotated[
        str, typer.Option("--name", help="What to call what is added; codes also 'zh / en'.")
    ],
    definition: Annotated[str, typer.Option("--definition", help="What it means.")],
    under: Under = TOP,
    what: Annotated[
        str, typer.Option("--code-kind", help="Kind: problem, cause, positive …")
    ] = "theme",
    patterns: Annotated[
        list[str] | None, typer.Option("--pattern", help="How it is found; repeatable.")
    ] = None,
    examples: Annotated[
        list[str] | None, typer.Option("--example", help="A sentence that shows it; repeatable.")
    ] = None,
    codebook: CodebookFile = None,
    dry_run: DryRun = False,
) -> None:
    """Add a code to the codebook's file.

    在编码手册中新增一个编码。

    \b
    Examples:
      qualcode codebook add rain --name "下雨 / Rain" --definition "雨水" --under system --dry-run
      qualcode codebook add rain --name 下雨 --definition 雨水 --pattern 下雨 --code-kind cause
    """
    from qualcode.workflow.newcode import new_code
    from qualcode.workflow.restructure import plan_add

    made = new_code(
        code, name, definition, kind=what, patterns=patterns or (), examples=examples or ()
    )
    with at_hand(context.obj, codebook) as (project, book, path):
        home = _family(book, under)
        perform(context.obj, project, plan_add(path, made, home), dry_run=dry_run, yes=True)


def rename(
    context: typer.Context,
    old: CodeName,
    new: Annotated[str, typer.Argument(help="The new id.")],
    *,
    codebook: CodebookFile = None,
    dry_run: DryRun = False,
) -> None:
    """Give a code another id, wherever it is named, and carry its codings along.

    给编码换编号：手册、例句、陷阱句与已有编码记录一并更改，可撤销。

    \b
    Examples:
      qualcode codebook rename contact-scarce contact-rare --dry-run
      qualcode codebook rename 走访联系稀少 contact-rare
    """
    from qualcode.codebook.reshaping import code_named
    from qualcode.workflow.restructure import plan_rename

    with at_hand(context.obj, codebook) as (project, book, path):
        code = code_named(book, old)
        perform(context.obj, project, plan_rename(path, code.id, new), dry_run=dry_run, yes=True)
        name = code.name.say(context.obj.language)
        if name and not dry_run:
            context.obj.say(
                f"tables go on calling it {name!r}: its `name` in {path.name} is yours to change",
                f"表中仍称“{name}”：名称在 {path.name} 的 name 处修改",
            )


def merge(
    context: typer.Context,
    gone: CodeName,
    into: Annotated[
        str, typer.Argument(help="The code that remains.", autocompletion=complete_code)
    ],
    *,
    codebook: CodebookFile = None,
    dry_run: DryRun = False,
) -> None:
    """Merge a code into another: patterns, examples and codings; name and definition stay.

    Where both stand on the same place, one coding remains: accepted before rejected before
    proposed. Decisions made under the other definition count as stale.

    把一个编码并入另一个：表达式、例句与编码记录合并；同一处两条合为一条，可撤销。

    \b
    Examples:
      qualcode codebook merge contact-formalistic contact-scarce --dry-run
      qualcode codebook merge info-silo fragmented-action
    """
    from qualcode.codebook.reshaping import code_named
    from qualcode.workflow.restructure import plan_merge

    with at_hand(context.obj, codebook) as (project, book, path):
        plan = plan_merge(path, code_named(book, gone).id, code_named(book, into).id)
        perform(context.obj, project, plan, dry_run=dry_run, yes=True)


def move(
    context: typer.Context,
    code: CodeName,
    *,
    under: Under,
    codebook: CodebookFile = None,
    dry_run: DryRun = False,
) -> None:
    """Move a code, with all under it, into another family.

    把编码（连同下级）移到另一家族下。

    \b
    Examples:
      qualcode codebook move form-burden --under system --dry-run
      qualcode codebook move form-burden --under /
    """
    from qualcode.codebook.reshaping import code_named
    from qualcode.workflow.restructure import plan_move

    with at_hand(context.obj, codebook) as (project, book, path):
        plan = plan_move(path, code_named(book, code).id, _family(book, under))
        perform(context.obj, project, plan, dry_run=dry_run, yes=True)


def remove(
    context: typer.Context,
    code: CodeName,
    *,
    codebook: CodebookFile = None,
    dry_run: DryRun = False,
    yes: Yes = False,
) -> None:
    """Remove a code, all under it, and their codings; asks first.

    删去编码、其下级与它们的编码记录；先询问，可撤销。

    \b
    Examples:
      qualcode codebook remove welfare-job --dry-run
      qualcode codebook remove welfare-job --yes
    """
    from qualcode.codebook.reshaping import code_named
    from qualcode.workflow.restructure import plan_remove

    with at_hand(context.obj, codebook) as (project, book, path):
        plan = plan_remove(path, code_named(book, code).id)
        perform(context.obj, project, plan, dry_run=dry_run, yes=yes)


@contextmanager
def at_hand(session: Session, file: Path | None) -> Iterator[tuple[Project | None, Codebook, Path]]:
    """Open the project whose codebook it is (None for a file of no project), and the codebook."""
    from qualcode.codebook.reader import read_codebook

    if file is not None and session.project_folder is None:
        yield None, read_codebook(file), file
        return
    with session.opened() as project:
        path = file or project.codebook_path
        is_own = path.resolve() == project.codebook_path.resolve()
        yield project if is_own else None, read_codebook(path), path


def _family(book: Codebook, name: str) -> str:
    from qualcode.codebook.reshaping import TOP as NONE
    from qualcode.codebook.reshaping import code_named

    return NONE if name == TOP else code_named(book, name).id


def perform(
    session: Session, project: Project | None, plan: Plan, *, dry_run: bool, yes: bool
) -> None:
    """Show what a plan does, or do it."""
    from qualcode.cli.confirming import confirmed
    from qualcode.workflow.restructure import carry_out, codings_at_stake

    stake = codings_at_stake(project, plan) if project else None
    if dry_run:
        typer.echo(plan.diff, nl=False)
    if stake and (dry_run or not yes):
        _tell_stake(session, stake)
    if dry_run or not (yes or confirmed(session, "remove? / 删去？")):
        session.say("nothing was changed", "未作改动")
        return
    carried = carry_out(project, plan, by=session.coder)
    _tell_done(session, plan, carried)


def _tell_stake(session: Session, stake: Carried) -> None:
    count = stake.moved + stake.removed
    verb = ("would go", "将删去") if stake.removed else ("would be carried along", "将随之更改")
    session.say(
        f"{case_count(count, 'coding')} {verb[0]}, {stake.decided} of them decided by persons",
        f"{count} 条编码{verb[1]}，其中人工决定 {stake.decided} 条",
    )


def _tell_done(session: Session, plan: Plan, carried: Carried) -> None:
    files = ", ".join(path.name for path in plan.texts)
    told = [f"{plan.action}: {files}"]
    told_zh = [f"已更改 {files}"]
    if carried.moved or carried.joined:
        told.append(f"{case_count(carried.moved, 'coding')} carried along, {carried.joined} joined")
        told_zh.append(f"编码随改 {carried.moved} 条，合并 {carried.joined} 条")
    if carried.removed:
        told.append(f"{case_count(carried.removed, 'coding')} removed")
        told_zh.append(f"删去编码 {carried.removed} 条")
    if carried.event:
        told.append("`qualcode undo` takes it back")
        told_zh.append("`qualcode undo` 可撤销")
    session.say("; ".join(told), "；".join(told_zh))


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file."""
    for command in (add, rename, merge, move, remove):
        app.command()(command)
