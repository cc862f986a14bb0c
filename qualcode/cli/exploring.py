"""`explore` and `similar`: what nobody has coded, and more like this."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli import options as opt
from qualcode.cli.output import Delivery
from qualcode.errors import UsageError
from qualcode.model.label import case_count

if TYPE_CHECKING:
    from qualcode.analysis.table import Cell, Column, ResultTable
    from qualcode.cli.session import Session
    from qualcode.workflow.exploring import Group, Similar
    from qualcode.workflow.spoken import Spoken


def explore(
    context: typer.Context,
    *,
    groups: Annotated[
        int, typer.Option("--themes", min=1, max=200, help="Groups to look for.")
    ] = 12,
    group: Annotated[
        int, typer.Option("--theme", min=0, help="List the sentences of this group; 0 = none.")
    ] = 0,
    as_code: Annotated[
        str, typer.Option("--as-code", help="With --theme: begin a code with this id from it.")
    ] = "",
    subject: opt.Subjects = None,
    seed: opt.Seed = 0,
    limit: opt.Limit = 50,
    form: opt.Form = None,
    json: opt.Json = False,
    out: opt.Out = None,
    force: opt.Force = False,
) -> None:
    """Group what nobody has coded by theme: words, central sentence, who speaks of it.

    --theme lists one group's sentences; --as-code begins an inductive code from it: into
    the codebook, with the sentences as proposals to review. The same seed gives the same.

    把尚无编码的受访者语句按主题分组：常用词、最典型的一句、哪些主体在说；
    --as-code 从一组语句开始一个归纳编码，写进编码手册，组内语句作为建议待审。

    \b
    Examples:
      qualcode explore --themes 6
      qualcode explore --themes 6 --theme 2 --limit 10
    """
    from qualcode.workflow.exploring import begin_code, group_numbered
    from qualcode.workflow.exploring import explore as grouped

    session: Session = context.obj
    if as_code and not group:
        raise UsageError("--as-code needs the group it begins from", hint="--theme NUMBER")
    with session.opened() as project:
        found = grouped(project, number=groups, seed=seed, subjects=subject or ())
        if as_code:
            chosen = group_numbered(found, group)
            count = begin_code(project, as_code, chosen, by=session.coder)
            session.say(
                f"code {as_code} begun: {case_count(count, 'sentence')} proposed;"
                f" `qualcode review --code {as_code}`, and define it in the codebook",
                f"已开始编码 {as_code}：{count} 句待审（`qualcode review --code {as_code}`），"
                "请在编码手册中写明定义",
            )
            return
    table = _sentences_table(group_numbered(found, group), limit) if group else _groups_table(found)
    Delivery(session, "json" if json else form, out, force=force).table(table)
    if not found:
        session.say("nothing uncoded shares a word", "没有可分组的未编码语句")


def similar(
    context: typer.Context,
    sentence: Annotated[str, typer.Argument(help="A sentence in quotes, or the id of a coding.")],
    *,
    limit: opt.Limit = 20,
    form: opt.Form = None,
    json: opt.Json = False,
    out: opt.Out = None,
    force: opt.Force = False,
) -> None:
    """Find the respondents' sentences most like one, with the codes they carry.

    找出与一句话（或某条编码）最相近的受访者语句，并列出其已有编码。

    \b
    Examples:
      qualcode similar "干部一年来不了一两回"
      qualcode similar "nobody asked us" --limit 5
    """
    from qualcode.workflow.exploring import similar as alike

    session: Session = context.obj
    with session.opened() as project:
        found = alike(project, sentence, limit=limit)
    table = _similar_table(found)
    Delivery(session, "json" if json else form, out, force=force).table(table)
    if not found:
        session.say("nothing is like it", "没有相近的语句")


def _groups_table(groups: list[Group]) -> ResultTable:
    from qualcode.analysis.table import ResultTable, counts, texts
    from qualcode.model.label import Label

    columns = (
        *counts(("group", "组"), ("sentences", "句数"), ("persons", "人数")),
        *texts(("words", "常用词"), ("subjects", "主体"), ("central", "典型语句")),
    )
    rows = tuple(
        (
            each.number,
            len(each.sentences),
            each.persons,
            " ".join(each.words),
            " ".join(f"{name or '-'} {count}" for name, count in each.subjects.most_common()),
            each.sentences[0].text,
        )
        for each in groups
    )
    return ResultTable("uncoded-themes", Label("未编码的主题", "Uncoded, by theme"), columns, rows)


def _sentences_table(group: Group, limit: int) -> ResultTable:
    from qualcode.analysis.table import Column, Form, ResultTable
    from qualcode.model.label import Label

    columns = (
        *_place_columns(),
        Column("weight", Label("权重", "weight"), Form.RATE),
    )
    pairs = list(zip(group.sentences, group.weights, strict=True))
    rows = tuple((*_place_cells(each), weight) for each, weight in pairs[: limit or len(pairs)])
    return ResultTable("theme", Label("一组语句", "One theme"), columns, rows)


def _similar_table(found: list[Similar]) -> ResultTable:
    from qualcode.analysis.table import Column, Form, ResultTable, texts
    from qualcode.model.label import Label

    columns = (
        Column("score", Label("相似度", "score"), Form.RATE),
        *_place_columns(),
        *texts(("codes", "编码")),
    )
    rows = tuple((one.score, *_place_cells(one.sentence), " ".join(one.codes)) for one in found)
    return ResultTable("similar", Label("相近的语句", "Similar sentences"), columns, rows)


def _place_columns() -> tuple[Column, ...]:
    """Return the columns of a sentence and where it stands."""
    from qualcode.analysis.table import counts, texts

    return (
        *texts(("document", "材料")),
        *counts(("start", "起")),
        *texts(("participant", "受访者"), ("subject", "主体"), ("sentence", "语句")),
    )


def _place_cells(spoken: Spoken) -> tuple[Cell, ...]:
    return (spoken.document, spoken.start, spoken.participant, spoken.subject, spoken.text)


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(explore)
    app.command()(similar)
