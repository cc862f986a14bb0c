"""`transcript lost`, `place` and `forget`: codings whose words are no longer there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.completion import complete_document
from qualcode.cli.confirming import confirmed
from qualcode.cli.options import Force, Form, Json, Out, Yes
from qualcode.cli.output import TABLE, Delivery
from qualcode.cli.transcript.tables import lost_table
from qualcode.errors import ExitCode, UsageError
from qualcode.model.label import case_count
from qualcode.model.span import Span

if TYPE_CHECKING:
    from qualcode.cli.session import Session

_PLACE = re.compile(r"(\d+)-(\d+)")


def lost(
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
    """List the codings whose words are not in the present text; exit 1 when there are any.

    列出原话已不在现有文本中的编码；有则退出码为 1。

    \b
    Examples:
      qualcode transcript lost
      qualcode transcript lost P-01 --json
    """
    from qualcode.workflow.losses import lost_codings

    session: Session = context.obj
    with session.opened() as project:
        found = lost_codings(project, documents or ())
    delivery = Delivery(session, "json" if json else form, out, force=force)
    if found or delivery.form != TABLE:
        delivery.cards(lost_table(found), head=("coding", "document", "code", "review"))
    session.say(case_count(len(found), "lost coding"), f"{len(found)} 条编码待安置")
    if found:
        session.say(
            'next: qualcode transcript place CODING "the words", or forget CODING',
            "下一步：qualcode transcript place 编码号 “原话”，或 forget 编码号",
        )
        raise typer.Exit(ExitCode.FOUND)


def place(
    context: typer.Context,
    coding: Annotated[str, typer.Argument(help="Id of a lost coding.")],
    words: Annotated[str, typer.Argument(help="The words it belongs to, as they are now.")] = "",
    *,
    at: Annotated[
        str, typer.Option("--at", help="Their place, START-END, where they stand more than once.")
    ] = "",
) -> None:
    """Put a lost coding on words of the present text; it counts again from then on.

    将丢失的编码安置到现有文本的原话上。

    \b
    Examples:
      qualcode transcript place 3f9a2c "看病还是很难"
      qualcode transcript place 3f9a2c --at 120-126
    """
    from qualcode.workflow.losses import place_lost

    session: Session = context.obj
    with session.opened() as project:
        placed = place_lost(project, coding, words=words, span=_span(at), by=session.coder)
    session.say(
        f"{placed.code} stands on “{placed.quote}” in {placed.document} now",
        f"{placed.code} 现位于 {placed.document} 的“{placed.quote}”",
    )


def forget(
    context: typer.Context,
    codings: Annotated[list[str], typer.Argument(help="Ids of lost codings.")],
    *,
    yes: Yes = False,
) -> None:
    """Give lost codings up; the history keeps what they were.

    放弃丢失的编码；历史记录中仍可查到。

    \b
    Examples:
      qualcode transcript forget 3f9a2c
      qualcode transcript forget 3f9a2c 77b1d0 --yes
    """
    from qualcode.workflow.losses import forget_lost

    session: Session = context.obj
    with session.opened() as project:
        if not (yes or confirmed(session, "give up? / 放弃？")):
            session.say("nothing changed", "未作改动")
            return
        forget_lost(project, codings, by=session.coder)
    session.say(f"gave up {case_count(len(codings), 'coding')}", f"已放弃 {len(codings)} 条编码")


def _span(place: str) -> Span | None:
    if not place:
        return None
    match = _PLACE.fullmatch(place)
    if match is None or int(match[1]) >= int(match[2]):
        raise UsageError(f"--at {place!r} is no place", hint="such as 120-126")
    return Span(int(match[1]), int(match[2]))


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file."""
    for command in (lost, place, forget):
        app.command()(command)
