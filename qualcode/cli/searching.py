"""`search`: words in context, lined up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli import options as opt
from qualcode.cli.output import TABLE, Delivery
from qualcode.cli.progress import progress_bar
from qualcode.cli.requests import filters_of
from qualcode.model.label import case_count

if TYPE_CHECKING:
    from qualcode.cli.session import Session


def search(
    context: typer.Context,
    words: Annotated[str, typer.Argument(help="Words; of any length, in either script.")],
    *,
    regex: Annotated[
        bool, typer.Option("--regex", help="The words are a regular expression (RE2).")
    ] = False,
    near: Annotated[str, typer.Option("--near", help="Other words that must stand near.")] = "",
    distance: Annotated[
        int, typer.Option("--distance", min=0, help="For --near: characters between, at most.")
    ] = 20,
    everybody: Annotated[
        bool, typer.Option("--everybody", help="Interviewers too; default: respondents only.")
    ] = False,
    code: opt.Codes = None,
    subject: opt.Subjects = None,
    participant: opt.Participants = None,
    document: opt.Documents = None,
    status: opt.Statuses = None,
    where: opt.Where = "",
    limit: opt.Limit = 0,
    form: opt.Form = None,
    json: opt.Json = False,
    out: opt.Out = None,
    force: opt.Force = False,
) -> None:
    """Find words in the transcripts, in context, lined up (KWIC).

    With --code, --status or --where, only turns that have such a coding are searched.
    The first search makes a full-text index, which later ones keep up to date.

    检索原话（上下文居中对齐）：任意长度的词、正则、邻近；默认只查受访者的话。

    \b
    Examples:
      qualcode search 补贴 --subject PH
      qualcode search "养(牛|羊)" --regex --limit 20
      qualcode search 牛 --near 贷款 --distance 30
    """
    from qualcode.workflow.search import SearchRequest, hits_table
    from qualcode.workflow.search import search as find

    session: Session = context.obj
    filters = filters_of(
        code=code,
        subject=subject,
        participant=participant,
        document=document,
        status=status,
        where=where,
    )
    request = SearchRequest(words, regex, near, distance, everybody, filters)
    with session.opened() as project, progress_bar(session, "index") as progress:
        found = find(project, request, progress=progress)
    shown = found[:limit] if limit else found
    delivery = Delivery(session, "json" if json else form, out, force=force)
    if delivery.form == TABLE:
        from qualcode.report.concordance import render_concordance

        delivery.drawn(lambda width: render_concordance(shown, width=width))
    else:
        delivery.table(hits_table(shown))
    people = len({each.participant for each in found if each.participant})
    more = f", {len(shown)} shown" if len(shown) < len(found) else ""
    session.say(
        f"{case_count(len(found), 'hit')}, {case_count(people, 'person')}{more}",
        f"{len(found)} 处，{people} 人" + (f"，显示 {len(shown)} 处" if more else ""),
    )


def add_to(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command()(search)
