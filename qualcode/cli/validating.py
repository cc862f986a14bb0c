"""`validate`: how right the machine is, by a sample that a person reads blind."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli import options as opt
from qualcode.cli.groups import command_group
from qualcode.cli.output import Delivery
from qualcode.model.label import case_count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.analysis.table import ResultTable
    from qualcode.cli.session import Session
    from qualcode.workflow.project import Project

app = command_group()


@app.callback()
def validate(context: typer.Context) -> None:
    """Validate the machine's codings by a sample that a person reads blind.

    抽样验证机器编码：盲读判定，得出查准率、查全率与校正后的频次表。

    \b
    Examples:
      qualcode validate draw --hits 120 --others 150
      qualcode validate sheet sample.xlsx
    """
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


Sheet = Annotated[Path, typer.Argument(help="A .csv or .xlsx file.")]


@app.command("draw")
def draw(
    context: typer.Context,
    *,
    hits: Annotated[int, typer.Option("--hits", min=0, help="Sentences with a hit.")] = 200,
    others: Annotated[int, typer.Option("--others", min=0, help="Sentences without one.")] = 200,
    seed: opt.Seed = 1,
    yes: opt.Yes = False,
) -> None:
    """Draw a stratified sample of sentences, with and without a hit.

    按编码与主体分层抽样：既抽有命中的句子，也抽没有命中的句子。

    \b
    Examples:
      qualcode validate draw
      qualcode validate draw --hits 120 --others 150 --seed 7
    """
    from qualcode.analysis.validation.sampling import HIT, NO_HIT
    from qualcode.cli.confirming import confirmed
    from qualcode.workflow.validating import draw_sample, has_answers

    session: Session = context.obj
    with session.opened() as project:
        question = "a sample with answers is there; draw another and drop them?"
        if has_answers(project) and not yes and not confirmed(session, question):
            raise typer.Abort
        drawn = draw_sample(project, hits=hits, others=others, seed=seed, by=session.coder)
    with_hit, without = drawn.number(HIT), drawn.number(NO_HIT)
    number = with_hit + without
    session.say(
        f"drew {case_count(number, 'sentence')} from"
        f" {case_count(len(drawn.sizes), 'stratum', 'strata')}, seed {seed};"
        " next: `qualcode review --validation`, or on a sheet: `qualcode validate sheet FILE`",
        f"从 {len(drawn.sizes)} 层抽取 {number} 句，种子 {seed}；"
        "下一步：qualcode review --validation，或导出判定表：qualcode validate sheet 文件",
    )
    if number < hits + others:
        session.say(
            f"fewer than asked for, there are no more:"
            f" {with_hit} of {hits} with a hit, {without} of {others} without",
            f"少于所要的句数，已无更多：有命中 {with_hit}/{hits} 句，无命中 {without}/{others} 句",
        )


@app.command("sheet")
def sheet(context: typer.Context, path: Sheet, *, force: opt.Force = False) -> None:
    """Write the sample as a sheet to be read blind and filled in.

    导出盲读判定表：只给原话与提问，不给机器的编码。

    \b
    Examples:
      qualcode validate draw && qualcode validate sheet sample.xlsx
      qualcode validate draw && qualcode validate sheet sample.csv
    """
    from qualcode.exchange.sheets import write_sheet
    from qualcode.workflow.validation_sheet import sheet as sheet_of

    session: Session = context.obj
    with session.opened() as project:
        table = sheet_of(project)
    fill = {"codes": ()}
    written = write_sheet(
        table, path, choices=fill, headers=session.language, force=force, guided=False
    )
    said = ("wrote", "已写入") if written else ("unchanged:", "未变：")
    session.say(f"{said[0]} {path}: {case_count(len(table.rows), 'sentence')}", f"{said[1]} {path}")
    for note in table.notes:
        session.say(note.en, note.zh)


@app.command("read")
def read(context: typer.Context, path: Sheet) -> None:
    """Take over the answers of a sheet; faults are listed and nothing is taken over then.

    读入判定表；有错误则全部列出且不导入。

    \b
    Examples:
      qualcode validate draw && qualcode validate sheet s.csv && qualcode validate read s.csv
      qualcode validate draw && qualcode validate sheet s.xlsx && qualcode validate read s.xlsx
    """
    from qualcode.exchange.sheets import read_sheet
    from qualcode.workflow.validation_sheet import read_answers

    session: Session = context.obj
    with session.opened() as project:
        done = read_answers(project, path, read_sheet(path), by=session.coder)
    session.say(
        f"{case_count(done.answered, 'sentence')} answered, {done.left} left",
        f"已判定 {done.answered} 句，余 {done.left} 句",
    )


@app.command("show")
def show(
    context: typer.Context,
    *,
    faults: Annotated[
        bool, typer.Option("--faults", help="List false hits by pattern, and what was missed.")
    ] = False,
    corrected: Annotated[
        bool, typer.Option("--corrected", help="Persons and references as estimated.")
    ] = False,
    code: opt.Codes = None,
    coder: opt.Coders = None,
    form: opt.Form = None,
    json: opt.Json = False,
    out: opt.Out = None,
    force: opt.Force = False,
    headers: opt.HeaderLanguage = None,
    raw: opt.Raw = False,
) -> None:
    """Show precision and recall of each code, the faults, or the corrected table.

    Measured is what tables count: the rules, and of a model what a person
    accepted. --coder measures one machine with all that it proposed.

    显示各编码的查准率、查全率；误报与漏报；校正后的频次表。
    所量的是计入表格的：规则的编码与人已接受的模型建议；--coder 单量某一机器。

    \b
    Examples:
      qualcode validate show --faults
      qualcode validate show --corrected --code contact
    """
    from qualcode.analysis.layout import Layout
    from qualcode.workflow import validating as work
    from qualcode.workflow.corrected import corrected as corrected_of
    from qualcode.workflow.filters import Filters
    from qualcode.workflow.tabulate import TableRequest

    session: Session = context.obj
    with session.opened() as project:
        if corrected:
            request = TableRequest(Filters(codes=code or (), coders=coder or ()), Layout(kinds=()))
            table = corrected_of(project, request)
        else:
            measured = work.validation_tables(project, coder or ())[faults]
            table = _of_codes(measured, project, code)
    form_ = "json" if json else form
    Delivery(session, form_, out, headers=headers, raw=raw, force=force).table(table)


def _of_codes(table: ResultTable, project: Project, names: Sequence[str] | None) -> ResultTable:
    """Keep the rows of the codes that are named; of none, all."""
    from qualcode.workflow.filters import codes_named

    wanted = codes_named(names or [], project.codebook())
    codes = table.column("code")
    rows = tuple(row for row, each in zip(table.rows, codes, strict=True) if each in wanted)
    return replace(table, rows=rows) if wanted else table
