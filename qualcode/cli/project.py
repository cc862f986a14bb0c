"""Commands about the project as a whole: init, status, verify, doctor, config."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from qualcode.cli import listings
from qualcode.cli.arriving import init_from
from qualcode.cli.options import Force, Form, Json, Out, Package
from qualcode.cli.output import Delivery
from qualcode.cli.session import Session
from qualcode.errors import ExitCode
from qualcode.model.label import case_count


def init(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(help="Where; made if missing.")] = Path(),
    *,
    template: Annotated[
        str | None, typer.Option("--template", help="Shipped codebook to start from.")
    ] = None,
    codebook: Annotated[
        Path | None,
        typer.Option("--codebook", help="A codebook file of your own to start from; copied."),
    ] = None,
    sample: Annotated[
        bool, typer.Option("--sample", help="With the synthetic sample interviews, imported.")
    ] = False,
    qdpx: Package = None,
    force: Annotated[
        bool, typer.Option("--force", help="Go on in a folder that is not empty.")
    ] = False,
) -> None:
    """Make a project: one file, and a codebook to start from.

    With --qdpx the texts, codes, codings, cases and notes of another program come along.

    新建项目：一个项目文件和一份可供修改的编码手册；--qdpx 接着用其他软件的项目。

    \b
    Examples:
      qualcode init study --template poverty-alleviation
      qualcode init demo --sample
      qualcode init mine --codebook codebook.yaml
    """
    from qualcode.workflow.initialise import TRANSCRIPTS, initialise

    session: Session = context.obj
    if qdpx:
        others = bool(template or sample)
        init_from(session, qdpx, folder, codebook=codebook, others=others, force=force)
        return
    done = initialise(folder, template=template, codebook=codebook, sample=sample, force=force)
    if not done.written:
        session.say(f"{done.project} is a project already", f"{done.project} 已是项目，未作改动")
        return
    session.say(f"made {done.project}", f"已新建 {done.project}")
    if sample:
        from qualcode.cli.importing import import_into

        own = replace(session, project=done.project)
        import_into(own, [folder / TRANSCRIPTS])
    there = "" if folder == Path() else f"cd {folder} && "
    step = "qualcode code" if sample else "qualcode import FOLDER"
    session.say(f"next: {there}{step}", f"下一步：{there}{step}")


def status(
    context: typer.Context,
    *,
    documents: Annotated[bool, typer.Option("--documents", help="List the documents.")] = False,
    form: Form = None,
    json: Json = False,
    out: Out = None,
    force: Force = False,
) -> None:
    """Say where the project stands, what is stale, what comes next.

    显示项目概况：材料、编码、待审核、下一步。

    \b
    Examples:
      qualcode status
      qualcode status --documents --format csv
    """
    from qualcode.workflow.standing import documents_of, standing_of

    session: Session = context.obj
    with session.opened() as project:
        if documents:
            from qualcode.analysis.listings import documents_table

            table = documents_table(documents_of(project), brief=session.is_terminal)
        else:
            table = listings.standing_table(standing_of(project))
    Delivery(session, "json" if json else form, out, force=force).table(table)


def verify(
    context: typer.Context, *, form: Form = None, json: Json = False, out: Out = None
) -> None:
    """Prove that each quote is the text at its span; exit 1 if not.

    逐条核对：每条编码的原话与其位置上的文本一致，否则退出码为 1。

    \b
    Examples:
      qualcode verify
      qualcode verify --json
    """
    from qualcode.workflow.verify import verify as verify_project

    session: Session = context.obj
    with session.opened() as project:
        found = verify_project(project)
    Delivery(session, "json" if json else form, out).table(listings.verification_table(found))
    if found.uncounted:
        session.warn(
            f"{case_count(len(found.uncounted), 'coding')} on words of an interviewer or on notes:"
            " no table counts them; `qualcode code remove ID` takes one off",
            f"{len(found.uncounted)} 条编码在访谈者的话或备注上，不计入任何表；"
            "`qualcode code remove ID` 可移除",
        )
    if not found.is_sound:
        session.warn("the project does not hold together", "项目数据不一致")
        raise typer.Exit(ExitCode.FOUND)
    if found.lost:
        session.warn(
            f"{case_count(len(found.lost), 'coding')} waiting for a place, since the text was"
            " corrected (`qualcode transcript lost`); all others are where they say",
            f"{len(found.lost)} 条编码因文本更正而待安放（`qualcode transcript lost`）；"
            "其余编码位置无误",
        )
        raise typer.Exit(ExitCode.FOUND)
    session.say(
        f"{case_count(found.codings, 'coding')} in {case_count(found.documents, 'document')}:"
        " all where they say",
        f"{found.documents} 份材料中的 {found.codings} 条编码位置无误",
    )


def doctor(
    context: typer.Context, *, form: Form = None, json: Json = False, out: Out = None
) -> None:
    """Print versions, what is installed, what the terminal can do.

    显示版本、依赖、终端能力与配置位置。

    \b
    Examples:
      qualcode doctor
      qualcode doctor --json
    """
    from qualcode.cli.doctor import doctor_table

    session: Session = context.obj
    Delivery(session, "json" if json else form, out).table(doctor_table(session))


def config(
    context: typer.Context,
    *,
    origin: Annotated[bool, typer.Option("--origin", help="Show where each comes from.")] = False,
    form: Form = None,
    json: Json = False,
    out: Out = None,
) -> None:
    """Print the settings in force and where they come from.

    A flag goes before QUALCODE_LANG, _COLOR and _CODER, these before qualcode.toml beside
    the project, that before the user's own file (see `doctor`), that before the default.

    显示生效的设置及其来源。

    \b
    Examples:
      qualcode config
      qualcode config --origin
    """
    session: Session = context.obj
    table = listings.settings_table(session.settings.values(), origin=origin)
    Delivery(session, "json" if json else form, out).table(table)


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file."""
    for command in (init, status, verify, doctor, config):
        app.command()(command)
