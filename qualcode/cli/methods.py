"""`methods`: the methods section in draft, and reporting checklists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli import options as opt
from qualcode.cli.output import Delivery
from qualcode.workflow.approaches import Approach, Standard

if TYPE_CHECKING:
    from qualcode.cli.session import Session


def methods(
    context: typer.Context,
    *,
    approach: Annotated[
        Approach, typer.Option("--approach", help="How the analysis understands itself.")
    ] = Approach.DIRECTED,
    checklist: Annotated[
        Standard | None, typer.Option("--checklist", help="A reporting checklist instead.")
    ] = None,
    form: opt.Form = None,
    json: opt.Json = False,
    out: opt.Out = None,
    force: opt.Force = False,
    headers: opt.HeaderLanguage = None,
    raw: opt.Raw = False,
) -> None:
    """Draft the methods section, or fill COREQ or SRQR as far as the project knows.

    方法部分草稿；或按项目所知填写 COREQ、SRQR 清单，其余留待研究者填写。

    \b
    Examples:
      qualcode methods --lang zh
      qualcode methods --checklist coreq --format md
    """
    from qualcode.workflow.methods import checklist as fill
    from qualcode.workflow.methods import methods_paragraph

    session: Session = context.obj
    with session.opened() as project:
        if checklist is not None:
            table = fill(project, checklist.value)
            form_ = "json" if json else form
            delivery = Delivery(session, form_, out, headers=headers, raw=raw, force=force)
            delivery.table(table)
            return
        text = methods_paragraph(project, approach).say(session.language)
    typer.echo(text)
    session.say(
        "a draft from what the project knows: correct and complete it",
        "依项目所知起草，请核对补充",
    )


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command()(methods)
