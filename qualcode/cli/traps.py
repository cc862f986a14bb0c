"""`trap`: sentences that went wrong once, kept beside the codebook and tested ever after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.codebook.reports import HEAD, failures_table, traps_table
from qualcode.cli.codebook.sources import path_of, read
from qualcode.cli.groups import command_group
from qualcode.cli.options import Asked, Force, Form, Json, NewCode, NewStatus, Out, Speaker
from qualcode.cli.output import Delivery
from qualcode.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.cli.session import Session
    from qualcode.model.codebook import Codebook
    from qualcode.model.coding import Status

app = command_group()


@app.callback()
def trap(context: typer.Context) -> None:
    """Keep sentences that went wrong, to be tested ever after.

    陷阱句：把曾经判错的句子留在编码手册旁，每次测试都跑一遍。

    \b
    Examples:
      qualcode trap add "我们家不是等靠要" --code waiting-relying-begging --status denied
      qualcode trap list
    """
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


def add(
    context: typer.Context,
    sentence: Annotated[str, typer.Argument(help="What is said.")],
    *,
    codes: NewCode = None,
    status: NewStatus = None,
    speaker: Speaker = "",
    asked: Asked = "",
    about: Annotated[str, typer.Option("--of", help="Of whom it is said: subject.")] = "",
    none: Annotated[
        bool, typer.Option("--none", help="The code (without --code: any) must not be found.")
    ] = False,
    why: Annotated[str, typer.Option("--why", help="What makes it a trap.")] = "",
) -> None:
    """Keep a sentence with the code and status it must get; say what it gets now.

    记下一句话应得的编码与判断（--none 表示不应得），并说出现在的结果。

    \b
    Examples:
      qualcode trap add "我们家不是等靠要" --code waiting-relying-begging --status denied
      qualcode trap add "施工队走了" --none
    """
    from qualcode.codebook.values import language_of
    from qualcode.model.codebook import Example
    from qualcode.workflow.filters import subjects_named
    from qualcode.workflow.testing import SentenceRun
    from qualcode.workflow.traps import add_trap

    session: Session = context.obj
    codebook, path = read(session, None)
    code = _only_code(codes or (), none=none, codebook=codebook)
    subjects = [subjects_named([each], codebook)[0] if each else "" for each in (speaker, about)]
    example = Example(
        text=sentence.strip(),
        language=language_of(sentence),
        speaker=subjects[0],
        asked=asked,
        status=None if none else _only_status(status or ()),
        about=subjects[1],
        why=why,
    )
    outcome = add_trap(path, codebook, code, example)
    run = SentenceRun((outcome,))
    if run.broken:
        Delivery(session).cards(failures_table(run, 0), head=HEAD, bare=("sentence",))
        session.say("kept; it comes out wrong as yet", "已记下；目前判断有误")
    else:
        session.say("kept; it comes out right", "已记下；目前判断正确")


def list_(
    context: typer.Context,
    *,
    form: Form = None,
    json: Json = False,
    out: Out = None,
    force: Force = False,
) -> None:
    """List the traps with their numbers.

    列出陷阱句及其编号。

    \b
    Examples:
      qualcode trap list
      qualcode trap list --format csv
    """
    from qualcode.workflow.traps import traps_of

    session: Session = context.obj
    traps = traps_of(path_of(session, None))
    Delivery(session, "json" if json else form, out, force=force).table(traps_table(traps))


def remove(
    context: typer.Context,
    number: Annotated[int, typer.Argument(help="Its number in `trap list`.", min=1)],
) -> None:
    """Remove a trap by its number.

    按编号删去一条陷阱句。

    \b
    Examples:
      qualcode trap add "施工队走了" --none && qualcode trap remove 1
      qualcode trap add "没有的事" --none && qualcode trap remove 1 --quiet
    """
    from qualcode.workflow.traps import remove_trap

    session: Session = context.obj
    gone = remove_trap(path_of(session, None), number)
    session.say(f"removed: {gone.example.text}", f"已删去：{gone.example.text}")


def _only_code(names: Sequence[str], *, none: bool, codebook: Codebook) -> str:
    from qualcode.workflow.filters import codes_named

    codes = codes_named(names, codebook)
    if len(codes) > 1 or (not codes and not none):
        raise UsageError(
            "a trap is about one code", hint="--code CODE; --none alone: it must get no code at all"
        )
    return codes[0] if codes else ""


def _only_status(statuses: Sequence[Status]) -> Status:
    from qualcode.model.coding import Status

    if len(statuses) > 1:
        raise UsageError("a trap has one status", hint="give --status once")
    return statuses[0] if statuses else Status.ASSERTED


for _name, _command in (("add", add), ("list", list_), ("remove", remove)):
    app.command(_name)(_command)
