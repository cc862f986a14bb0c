"""`codebook diff` and `codebook history`: what changed between versions, and what that does."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.codebook import comparing_tables as tables
from qualcode.cli.completion import complete_code
from qualcode.cli.options import Force, Form, Json, Out
from qualcode.cli.output import Delivery
from qualcode.cli.progress import progress_bar
from qualcode.model.label import case_count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qualcode.cli.session import Session
    from qualcode.workflow.impact import Impact
    from qualcode.workflow.project import Project

Version = Annotated[
    str,
    typer.Argument(
        help="A file, a digest's beginning, a version number, or: coded, project.",
        show_default=False,
    ),
]


def diff(
    context: typer.Context,
    old: Version = "coded",
    new: Version = "",
    *,
    impact: Annotated[
        bool, typer.Option("--impact", help="Which codings and cells of the table would change.")
    ] = False,
    cells: Annotated[
        bool, typer.Option("--cells", help="With --impact: the cells instead of the codings.")
    ] = False,
    form: Form = None,
    json: Json = False,
    out: Out = None,
    force: Force = False,
) -> None:
    """Show what differs between two codebooks; default: as last coded under, and the file now.

    A version is a file, `coded` (that the last `code` ran under), `project` (that with what
    was renamed, moved or added since), a digest, or a version number. With --impact a copy of
    the project in memory is coded; without names it tells what the next `code` would change.

    比较两版编码手册，默认为上次编码时的版本与现在的文件；--impact 说明哪些编码会增减、改判，
    频次表哪些格会变，不写入任何文件。

    \b
    Examples:
      qualcode codebook diff
      qualcode codebook diff project codebook.yaml --impact --cells
    """
    from qualcode.codebook.comparing import compare
    from qualcode.workflow.versions import CODED, codebook_version

    session: Session = context.obj
    delivery = Delivery(session, "json" if json else form, out, force=force)
    with _maybe_opened(session) as project:
        one = codebook_version(project, old)
        other = codebook_version(project, new or _file(project))
        if not impact:
            found = compare(one, other)
            delivery.cards(tables.differences_table(found), head=("code", "field"))
            session.say(
                f"{case_count(len(found), 'difference')} from {old} ({one.digest[:12]})",
                f"与 {old}（{one.digest[:12]}）有 {len(found)} 处不同",
            )
            return
        from qualcode.workflow.impact import impact_of

        with session.opened() as opened, progress_bar(session, "impact") as progress:
            base = None if old == CODED else one
            found_impact = impact_of(opened, base, other, progress=progress)
    if cells:
        delivery.table(tables.cells_table(found_impact, other))
    else:
        delivery.cards(
            tables.impact_table(found_impact), head=("change", "code", "document"), bare=("quote",)
        )
    _tell(session, found_impact)


def history(
    context: typer.Context,
    code: Annotated[str, typer.Argument(help="Code, by id.", autocompletion=complete_code)],
    *,
    form: Form = None,
    json: Json = False,
    out: Out = None,
    force: Force = False,
) -> None:
    """Show how the definition of a code changed from version to version, and when.

    显示编码的定义在各版编码手册中如何变化、何时变化。

    \b
    Examples:
      qualcode codebook history contact-scarce
      qualcode codebook history contact-scarce --json
    """
    from qualcode.workflow.definitions import definition_history

    session: Session = context.obj
    with session.opened() as project:
        found = definition_history(project, code)
    delivery = Delivery(session, "json" if json else form, out, force=force)
    delivery.cards(tables.history_table(found), head=("at", "version", "field"))


def _tell(session: Session, impact: Impact) -> None:
    from qualcode.workflow.impact import ABOUT, CAME, STATUS, WENT

    came, went, status, about = (impact.count(each) for each in (CAME, WENT, STATUS, ABOUT))
    session.say(
        f"{case_count(came, 'coding')} would come, {went} go, {status} change status,"
        f" {about} change about; {impact.unchanged} stay;"
        f" {case_count(len(impact.cells), 'cell')} of the table to change",
        f"编码将新增 {came} 条、消失 {went} 条、改判 {status} 条、改主体 {about} 条，"
        f"{impact.unchanged} 条不变；频次表 {len(impact.cells)} 格变化",
    )


def _file(project: Project | None) -> str:
    from qualcode.errors import UsageError

    if project is None:
        raise UsageError("outside of a project, name two files", hint="codebook diff OLD NEW")
    return str(project.codebook_path)


@contextmanager
def _maybe_opened(session: Session) -> Iterator[Project | None]:
    """Open the project, if there is one."""
    if session.project is None and session.project_folder is None:
        yield None
        return
    with session.opened() as project:
        yield project


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file."""
    for command in (diff, history):
        app.command()(command)
