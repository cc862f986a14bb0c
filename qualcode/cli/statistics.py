"""`compare`, `saturation`, `agreement`, `network`: statistics with what they mean beside them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.analysis.agreement.basis import Basis, SetDistance, Universe, What
from qualcode.analysis.groups import Level
from qualcode.analysis.significance import Adjustment
from qualcode.cli import options as opt
from qualcode.cli.output import Delivery
from qualcode.cli.requests import filters_of

if TYPE_CHECKING:
    from qualcode.cli.session import Session


def compare(
    context: typer.Context,
    first: Annotated[str, typer.Argument(help="One side, such as PH.")],
    second: Annotated[str, typer.Argument(help="The other side, such as GOV.")],
    *,
    by: opt.By = "subject",
    subjects: opt.SubjectLevel = Level.FINE,
    adjust: Annotated[
        Adjustment, typer.Option("--adjust", help="How p-values are adjusted over the codes.")
    ] = Adjustment.HOLM,
    code: opt.Codes = None,
    about: opt.About = None,
    document: opt.Documents = None,
    status: opt.Statuses = None,
    review: opt.Reviews = None,
    coder: opt.Coders = None,
    where: opt.Where = "",
    persons: opt.Persons = "",
    form: opt.Form = None,
    json: opt.Json = False,
    out: opt.Out = None,
    force: opt.Force = False,
    headers: opt.HeaderLanguage = None,
    raw: opt.Raw = False,
) -> None:
    """Compare two subjects, waves, coders or codebooks: differences, the largest first.

    Codebooks are files, `project`, or versions by number or digest; both are tried on a
    copy, the project stays as it is.

    比较两方（主体、批次、编码者、编码手册版本）：差值与区间，从大到小。

    \b
    Examples:
      qualcode compare PH GOV
      qualcode compare 女 男 --by gender --adjust bh
      qualcode compare project codebook.yaml --by codebook
    """
    from qualcode.workflow.statistics import Comparison
    from qualcode.workflow.statistics import compare as make

    session: Session = context.obj
    filters = filters_of(
        code=code,
        about=about,
        document=document,
        status=status,
        review=review,
        coder=coder,
        where=where,
        persons=persons,
    )
    wanted = Comparison(first, second, by, subjects, adjust, filters)
    with session.opened() as project:
        table = make(project, wanted)
    form_ = "json" if json else form
    Delivery(session, form_, out, headers=headers, raw=raw, force=force).table(table)


def saturation(
    context: typer.Context,
    *,
    base: Annotated[int, typer.Option("--base", min=1, help="Interviews of the base.")] = 4,
    run: Annotated[int, typer.Option("--run", min=1, help="Interviews of a run.")] = 2,
    holdout: Annotated[
        float, typer.Option("--holdout", min=0.0, max=0.9, help="Share of interviews held out.")
    ] = 1 / 3,
    seed: opt.Seed = 1,
    subjects: opt.SubjectLevel = Level.FINE,
    groups: Annotated[
        bool, typer.Option("--groups/--no-groups", help="Each subject by itself as well.")
    ] = True,
    code: opt.Codes = None,
    subject: opt.Subjects = None,
    document: opt.Documents = None,
    review: opt.Reviews = None,
    coder: opt.Coders = None,
    status: opt.Statuses = None,
    where: opt.Where = "",
    persons: opt.Persons = "",
    form: opt.Form = None,
    json: opt.Json = False,
    out: opt.Out = None,
    force: opt.Force = False,
    headers: opt.HeaderLanguage = None,
    raw: opt.Raw = False,
) -> None:
    """Show when interviews stopped bringing new codes, in this order and in any.

    饱和度：新编码何时不再出现；按给定顺序与随机顺序、总体与各主体。

    \b
    Examples:
      qualcode saturation --no-groups
      qualcode saturation --base 5 --run 3 --holdout 0.25 --seed 7
    """
    from qualcode.analysis.tables.saturation import SaturationOptions
    from qualcode.workflow.statistics import saturation as make

    session: Session = context.obj
    filters = filters_of(
        code=code,
        subject=subject,
        document=document,
        review=review,
        coder=coder,
        status=status,
        where=where,
        persons=persons,
    )
    options = SaturationOptions(base, run, holdout, seed, groups=groups, level=subjects)
    with session.opened() as project:
        table = make(project, filters, options)
    form_ = "json" if json else form
    Delivery(session, form_, out, headers=headers, raw=raw, force=force).table(table)


def agreement(
    context: typer.Context,
    coders: Annotated[
        list[str] | None,
        typer.Argument(help="Two coders or more; default: all persons, or one and the rules."),
    ] = None,
    *,
    unit: Annotated[Basis, typer.Option("--unit", help="What agreement is measured on.")] = (
        Basis.SENTENCE
    ),
    places: Annotated[
        Universe | None,
        typer.Option(
            "--places",
            help="decided: a code on a unit that two have decided on; read: every unit of documents"
            " that two have read to the end (`read --whole`); all: every unit, undecided as no."
            " Default: all units of documents that two read so or coded by hand, else decided.",
        ),
    ] = None,
    what: Annotated[
        What,
        typer.Option("--what", help="Agree that the code counts, as in tables, or that it is put."),
    ] = What.COUNTS,
    set_distance: Annotated[
        SetDistance, typer.Option("--set-distance", help="Of sets of codes, for the whole.")
    ] = SetDistance.MASI,
    seed: opt.Seed = 1,
    draws: Annotated[
        int, typer.Option("--draws", min=0, help="Bootstrap draws of interviews; 0 = none.")
    ] = 1000,
    disagreements: Annotated[
        bool, typer.Option("--disagreements", help="List the places instead.")
    ] = False,
    fail_under: Annotated[
        float | None, typer.Option("--fail-under", help="Exit 1 when the overall alpha is below.")
    ] = None,
    code: opt.Codes = None,
    subject: opt.Subjects = None,
    participant: opt.Participants = None,
    document: opt.Documents = None,
    status: opt.Statuses = None,
    persons: opt.Persons = "",
    form: opt.Form = None,
    json: opt.Json = False,
    out: opt.Out = None,
    force: opt.Force = False,
    headers: opt.HeaderLanguage = None,
    raw: opt.Raw = False,
) -> None:
    """Measure how far coders agree: alpha, kappa, AC1, Holsti and more, with intervals.

    --subject, --participant and --persons choose whose sentences are compared.

    编码信度：Krippendorff alpha、kappa、AC1、Holsti 等，附自助法区间。

    \b
    Examples:
      qualcode agreement zhang li
      qualcode agreement zhang rules --unit turn --disagreements
      qualcode agreement zhang li --places all
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # more of them wait more than they work
    from qualcode.analysis.agreement.table import AgreementOptions
    from qualcode.workflow import agreement as work

    session: Session = context.obj
    filters = filters_of(
        code=code,
        subject=subject,
        participant=participant,
        document=document,
        status=status,
        persons=persons,
    )
    options = AgreementOptions(unit, set_distance, seed, draws)
    request = work.AgreementRequest(coders or (), filters, options, places, what)
    with session.opened() as project:
        whole = work.agreement(project, request)
        table = work.disagreements(project, request) if disagreements else whole
    form_ = "json" if json else form
    Delivery(session, form_, out, headers=headers, raw=raw, force=force).table(table)
    alpha = whole.column("alpha")[-1]
    if fail_under is not None and (not isinstance(alpha, float) or alpha < fail_under):
        session.say(f"the overall alpha is below {fail_under}", f"总体 alpha 低于 {fail_under}")
        raise typer.Exit(1)


def network(
    context: typer.Context,
    *,
    subjects: opt.SubjectLevel = Level.FINE,
    graphml: Annotated[
        Path | None, typer.Option("--graphml", help="Also write a GraphML file (Gephi, igraph).")
    ] = None,
    code: opt.Codes = None,
    document: opt.Documents = None,
    review: opt.Reviews = None,
    coder: opt.Coders = None,
    status: opt.Statuses = None,
    where: opt.Where = "",
    persons: opt.Persons = "",
    form: opt.Form = None,
    json: opt.Json = False,
    out: opt.Out = None,
    force: opt.Force = False,
    headers: opt.HeaderLanguage = None,
    raw: opt.Raw = False,
) -> None:
    """Show who speaks of whom, as a network of subjects.

    谁说谁的网络：表与 GraphML。

    \b
    Examples:
      qualcode network --code contact --code synergy
      qualcode network --subjects five --graphml subjects.graphml
    """
    from qualcode.analysis.tables.network import network_table
    from qualcode.exchange.files import write_file
    from qualcode.exchange.graphml import to_graphml
    from qualcode.workflow.statistics import network as make

    session: Session = context.obj
    filters = filters_of(
        code=code,
        document=document,
        review=review,
        coder=coder,
        status=status,
        where=where,
        persons=persons,
    )
    with session.opened() as project:
        found = make(project, filters, subjects)
    if graphml:
        write_file(graphml, to_graphml(found), force=force)
        session.say(f"wrote {graphml}", f"已写入 {graphml}")
    form_ = "json" if json else form
    Delivery(session, form_, out, headers=headers, raw=raw, force=force).table(network_table(found))


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.command()(compare)
    app.command()(saturation)
    app.command()(agreement)
    app.command()(network)
