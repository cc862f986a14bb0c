"""`transcript show` and `transcript check`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.completion import complete_document
from qualcode.cli.options import Force, Form, Json, Out
from qualcode.cli.output import TABLE, Delivery
from qualcode.cli.transcript.tables import doubts_table, turns_table
from qualcode.errors import ExitCode, UsageError
from qualcode.model.label import case_count

if TYPE_CHECKING:
    from qualcode.cli.session import Session
    from qualcode.model.document import Document
    from qualcode.model.transcript import Turn

Name = Annotated[str, typer.Argument(help="Name of a document.", autocompletion=complete_document)]
Positions = Annotated[bool, typer.Option("--positions", help="With the places of the words.")]

_RANGE = re.compile(r"(\d+)(?:(-)(\d*))?")


def show(
    context: typer.Context,
    document: Name,
    *,
    turns: Annotated[
        str, typer.Option("--turns", help="Only these: 5, 3-10, 40- or several with commas.")
    ] = "",
    positions: Positions = False,
    form: Form = None,
    json: Json = False,
    out: Out = None,
    force: Force = False,
) -> None:
    """Show a document turn by turn, as it was understood.

    按话轮查看访谈稿：编号、说话人、角色、时间、内容。

    \b
    Examples:
      qualcode transcript show P-01 --turns 1-6
      qualcode transcript show P-01 --positions --json
    """
    from qualcode.workflow.losses import refuse_unknown

    session: Session = context.obj
    with session.opened() as project:
        refuse_unknown(project, document)
        read = project.store.documents.read(document)
        places = project.store.documents.places(document)
    shown = _chosen(read, turns)
    delivery = Delivery(session, "json" if json else form, out, force=force)
    if delivery.form != TABLE:
        delivery.table(turns_table(read, shown, places if positions else None))
        return
    from qualcode.report.transcript import render_turns

    delivery.drawn(lambda _: render_turns(read, shown, positions=positions))


def check(
    context: typer.Context,
    documents: Annotated[
        list[str] | None,
        typer.Argument(help="Names of documents; default: all.", autocompletion=complete_document),
    ] = None,
    *,
    form: Form = None,
    json: Json = False,
    out: Out = None,
    force: Force = False,
) -> None:
    """List turns that were probably not read as they were meant; exit 1 when there are any.

    Looked at: labels that appear once or look like a time, respondents who only ask,
    speakers twice in a row, empty and very long turns, sentences without an end.

    列出可疑的话轮（只出现一次的说话人、过长或空的话轮、像时间的标签等）；有则退出码为 1。

    \b
    Examples:
      qualcode transcript check
      qualcode transcript check P-01 --json
    """
    from qualcode.workflow.doubts import doubts_of

    session: Session = context.obj
    with session.opened() as project:
        found = doubts_of(project, documents or ())
        count = len(documents or ()) or project.store.documents.count()
    delivery = Delivery(session, "json" if json else form, out, force=force)
    if found or delivery.form != TABLE:
        delivery.table(doubts_table(found, session.language))
    session.say(
        f"{case_count(len(found), 'doubt')} in {case_count(count, 'document')}",
        f"{count} 份材料，{len(found)} 处可疑",
    )
    if found:
        raise typer.Exit(ExitCode.FOUND)


def _chosen(document: Document, ranges: str) -> list[Turn]:
    """Return the turns that a word such as ``3-10,15`` means, counted from 1."""
    if not ranges:
        return list(document.turns)
    wanted: set[int] = set()
    for each in ranges.split(","):
        match = _RANGE.fullmatch(each.strip())
        if match is None:
            raise UsageError(
                f"--turns {ranges!r} is no range", hint="such as 5, 3-10, 40- or 1,7-9"
            )
        first = int(match[1])
        last = len(document.turns) if match[2] and not match[3] else int(match[3] or first)
        wanted.update(range(first, min(last, len(document.turns)) + 1))
    shown = [turn for turn in document.turns if turn.index + 1 in wanted]
    if not shown:
        raise UsageError(f"{document.name!r} has {len(document.turns)} turns, none in {ranges}")
    return shown


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(show)
    app.command()(check)
