"""`methods`: the methods section in draft, and reporting checklists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli import options as opt
from qualcode.cli.output import TABLE, Delivery
from qualcode.errors import UsageError
from qualcode.workflow.approaches import Approach, Standard

if TYPE_CHECKING:
    from qualcode.cli.session import Session

_PROSE = "md"
"""The format of a text."""


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

    The draft is prose, printed or written to a .md or .txt file; a checklist is a table.

    方法部分草稿；或按项目所知填写 COREQ、SRQR 清单，其余留待研究者填写。

    \b
    Examples:
      qualcode methods --lang zh
      qualcode methods --out methods.md
      qualcode methods --checklist coreq --format md
    """
    from qualcode.workflow.methods import checklist as fill
    from qualcode.workflow.methods import methods_paragraph

    session: Session = context.obj
    wanted = "json" if json else form
    if checklist is None and wanted is None and out is None:
        wanted = _PROSE
    delivery = Delivery(session, wanted, out, headers=headers, raw=raw, force=force)
    if checklist is None:
        _refuse_tables(delivery.form)
    with session.opened() as project:
        if checklist is not None:
            delivery.table(fill(project, checklist.value))
            return
        text = methods_paragraph(project, approach).say(session.language)
    delivery.prose(text + "\n")
    session.say(
        "a draft from what the project knows: correct and complete it",
        "依项目所知起草，请核对补充",
    )


def _refuse_tables(form: str) -> None:
    if form not in {_PROSE, TABLE}:
        raise UsageError(
            f"the draft is prose, there is no {form} of it",
            hint="--out FILE.md or FILE.txt; with --checklist it is a table, in any format",
        )


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command()(methods)
