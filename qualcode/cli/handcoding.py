"""`code add`, `code change`, `code remove`: coding by hand, for scripts and for one-off codings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from qualcode.cli import options as opt
from qualcode.errors import UsageError
from qualcode.model.naming import value_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.cli.session import Session
    from qualcode.model.span import Span
    from qualcode.workflow.decisions import Decided
    from qualcode.workflow.project import Project

T = TypeVar("T", bound=str)

Quote = Annotated[str, typer.Option("--quote", help="The words, as they stand in the document.")]
Nth = Annotated[
    int,
    typer.Option("--nth", min=0, help="Which of several equal places, from 1; 0 = the only one."),
]
Memo = Annotated[str, typer.Option("--memo", help="A note to keep on the coding.")]
Why = Annotated[str, typer.Option("--reason", help="Why, for the history.")]
CodingId = Annotated[str, typer.Argument(help="Id of the coding, as `excerpts` shows it.")]


def add(
    context: typer.Context,
    document: opt.OneDocument,
    *,
    quote: Quote,
    code: opt.NewCode = None,
    nth: Nth = 0,
    status: opt.NewStatus = None,
    about: opt.NewAbout = None,
    memo: Memo = "",
    coder: opt.Me = None,
    dry_run: opt.DryRun = False,
) -> None:
    """Put a code on words of a respondent.

    The words of an interviewer, notes, and words of several speakers at once are not coded.
    Doing it again changes nothing. The id of the coding is printed.

    在受访者的一段原话上手工编码；访谈者的话、备注、跨说话人的文字不编码；重复执行不会改变结果。

    \b
    Examples:
      qualcode code add B-02 --quote 八十个暖水瓶 --code form-burden --dry-run
      qualcode code add B-02 --quote 八十个暖水瓶 --code form-burden --status denied --memo "再看看"
    """
    from qualcode.model.coding import Status
    from qualcode.workflow.codes import codebook_at_hand
    from qualcode.workflow.filters import subjects_named
    from qualcode.workflow.handcoding import add_coding

    session: Session = context.obj
    session.call_me(coder)
    one = exactly_one("--code", code)
    kind = at_most_one("--status", status)
    with session.opened() as project:
        span = _span(project, document, quote, nth)
        if dry_run:
            session.say(
                f"would put {one} on {document} {span.start}-{span.end}",
                f"将在 {document} {span.start}-{span.end} 编 {one}",
            )
            return
        done = add_coding(
            project,
            document,
            span,
            one,
            by=session.coder,
            about=subjects_named(about, codebook_at_hand(project)) if about else (),
            memo=memo,
            status=kind or Status.ASSERTED,
        )
    tell(session, done)


def change(
    context: typer.Context,
    coding: CodingId,
    *,
    code: opt.NewCode = None,
    status: opt.NewStatus = None,
    about: opt.NewAbout = None,
    quote: Annotated[
        str | None, typer.Option("--quote", help="The words, as they stand in the document.")
    ] = None,
    nth: Nth = 0,
    reason: Why = "",
    coder: opt.Me = None,
) -> None:
    """Change code, status, about or words of a coding; a machine's is accepted with that.

    修改一条编码的编码、判断、所指或范围；机器建议随之视为接受。

    \b
    Examples:
      qualcode excerpts --code contact-formalistic --limit 1
      qualcode code change 4f79dd8bd37bddd2 --status historical --about GOV
      qualcode code change 4f79dd8bd37bddd2 --code form-burden --reason "说的是填表"
    """
    from qualcode.workflow.decisions import Decision
    from qualcode.workflow.filters import subjects_named
    from qualcode.workflow.handcoding import change_coding

    session: Session = context.obj
    session.call_me(coder)
    with session.opened() as project:
        found = project.store.codings.get(coding)
        if found is None:
            raise UsageError(f"there is no coding {coding!r}", hint="`qualcode excerpts` has ids")
        decision = Decision(
            code=at_most_one("--code", code),
            status=at_most_one("--status", status),
            about=subjects_named(about, project.codebook()) if about else None,
            span=_span(project, found.document, quote, nth) if quote else None,
            reason=reason,
        )
        done = change_coding(project, coding, decision, by=session.coder)
    tell(session, done)


def remove(
    context: typer.Context,
    codings: Annotated[list[str], typer.Argument(help="Ids of codings, as `excerpts` shows them.")],
    *,
    reason: Why = "",
    coder: opt.Me = None,
) -> None:
    """Take codings off: your own go, a machine's are rejected; `undo` brings them back.

    移除编码：自己的删除，机器的记为拒绝；`undo` 可恢复。

    \b
    Examples:
      qualcode excerpts --coder rules --limit 1
      qualcode code remove 4f79dd8bd37bddd2 --reason "说的是别处"
    """
    from qualcode.workflow.handcoding import remove_coding

    session: Session = context.obj
    session.call_me(coder)
    with session.opened() as project:
        for coding in codings:
            tell(session, remove_coding(project, coding, by=session.coder, reason=reason))


def exactly_one(option: str, values: Sequence[str] | None) -> str:
    """Return the one value that an option must have here."""
    if not values or len(values) > 1:
        raise UsageError(f"{option} must be given once here")
    return values[0]


def at_most_one(option: str, values: Sequence[T] | None) -> T | None:
    """Return the value of an option that may be given once here; None where it is not."""
    if values and len(values) > 1:
        raise UsageError(f"{option} may be given once here")
    return values[0] if values else None


def tell(session: Session, done: Decided) -> None:
    """Print the ids of codings as data, and say what became of them."""
    for coding in done.codings:
        typer.echo(coding)
    if done.event:
        zh = value_name("action", done.action, "zh")
        session.say(f"{done.action}: event {done.event}", f"{zh}：第 {done.event} 步")
    else:
        session.say("unchanged", "未变")


def _span(project: Project, document: str, quote: str, nth: int) -> Span:
    from qualcode.workflow.handcoding import known_document
    from qualcode.workflow.quoting import find_quote, refuse_uncodable

    span = find_quote(known_document(project, document).text, quote, nth=nth)
    refuse_uncodable(project, document, span)
    return span


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file."""
    for command in (add, change, remove):
        app.command()(command)
