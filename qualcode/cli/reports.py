"""`report`: the tables of a thesis beside the frequency table, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.analysis.groups import Level
from qualcode.analysis.tables.windows import Window
from qualcode.cli import options as opt
from qualcode.cli.opening import undisturbed
from qualcode.cli.output import Delivery
from qualcode.cli.requests import filters_of
from qualcode.workflow.report_names import ReportName

if TYPE_CHECKING:
    from qualcode.cli.session import Session

Name = Annotated[ReportName, typer.Argument(help="Which table.")]
Together = Annotated[
    Window, typer.Option("--window", help="Co-occurrence and chain: what codings must share.")
]
Reach = Annotated[
    int,
    typer.Option("--reach", min=0, max=50, help="Co-occurrence of sentences: how many apart."),
]
Most = Annotated[
    int, typer.Option("--most", min=1, max=20, help="Quotes or codes named in a cell.")
]
ByCode = Annotated[
    bool, typer.Option("--codes", help="Framework: columns are codes, not families.")
]


def report(
    context: typer.Context,
    name: Name,
    *,
    subjects: opt.SubjectLevel = Level.FINE,
    window: Together = Window.TURN,
    reach: Reach = 0,
    most: Most = 2,
    codes: ByCode = False,
    code: opt.Codes = None,
    subject: opt.Subjects = None,
    about: opt.About = None,
    participant: opt.Participants = None,
    document: opt.Documents = None,
    coder: opt.Coders = None,
    status: opt.Statuses = None,
    review: opt.Reviews = None,
    where: opt.Where = "",
    persons: opt.Persons = "",
    form: opt.Form = None,
    json: opt.Json = False,
    out: opt.Out = None,
    force: opt.Force = False,
    headers: opt.HeaderLanguage = None,
    raw: opt.Raw = False,
) -> None:
    """Print another table of a thesis, by its name.

    论文中的其他表格。

    \b
    participants  who was interviewed (受访者基本情况)
    levels        core, main, sub-category with typical sentences (三级编码表)
    nodes         sources, references, coverage (节点：材料来源、参考点、覆盖率)
    about         who speaks of whom (谁说谁)
    framework     a row per person, a column per family (框架矩阵)
    cooccurrence  pairs of codes, Jaccard (编码共现)
    matrix        the same as a matrix (共现矩阵)
    chain         problem, cause, countermeasure (问题–原因–对策)
    theory        theory coverage, what stayed uncoded (理论覆盖)
    quotes        quotes with one turn around them (引语)
    audit         where each coding came from, what was decided (编码审计)
    sources       material by subject and format (材料来源)

    \b
    Examples:
      qualcode report nodes
      qualcode report cooccurrence --window unit --reach 1
      qualcode report framework --codes --code contact --format md
    """
    from qualcode.workflow.reports import ReportOptions
    from qualcode.workflow.reports import report as make

    session: Session = context.obj
    filters = filters_of(
        code=code,
        subject=subject,
        participant=participant,
        document=document,
        coder=coder,
        status=status,
        review=review,
        about=about,
        where=where,
        persons=persons,
    )
    options = ReportOptions(level=subjects, window=window, reach=reach, most=most, by_code=codes)
    form_ = "json" if json else form
    delivery = Delivery(session, form_, out, headers=headers, raw=raw, force=force)
    with undisturbed(), session.opened() as project:
        delivery.table(make(project, name, filters, options))


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command()(report)
