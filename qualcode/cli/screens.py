"""`read` and `adjudicate`: the screens for coding by hand and settling, and their plain twins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli import options as opt
from qualcode.cli.completion import complete_document
from qualcode.cli.opening import coders_named, open_adjudication, open_document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.cli.session import Session
    from qualcode.workflow.filters import Filters
    from qualcode.workflow.project import Project

Plain = Annotated[
    bool, typer.Option("--plain", help="In lines, without a screen: for pipes and screen readers.")
]
Whole = Annotated[
    bool | None,
    typer.Option(
        "--whole/--not-whole",
        help="Say that you have read it to its end, or take that back; opens nothing.",
        show_default=False,
    ),
]
SeeOthers = Annotated[
    bool, typer.Option("--see-others", help="See what other persons have coded; default: blind.")
]


def read(
    context: typer.Context,
    document: Annotated[
        str, typer.Argument(help="Document to open.", autocompletion=complete_document)
    ],
    *,
    turn: Annotated[int, typer.Option("--turn", min=1, help="Begin at this turn.")] = 1,
    see_others: SeeOthers = False,
    whole: Whole = None,
    coder: opt.Me = None,
    plain: Plain = False,
) -> None:
    """Read a transcript and code it by hand: select, press a key, saved.

    On a terminal this opens a screen (? shows its keys); with --plain the transcript is
    printed with its codings beneath each turn. --whole says that you have read it to its
    end, so that what you did not code there is a no to `agreement`.

    阅读访谈稿并手工编码：选中文字，按一个键，立即保存。? 显示全部按键。

    \b
    Examples:
      qualcode read P-03 --plain
      qualcode read E-02 --plain --coder zhang --see-others
      qualcode read P-03 --whole
    """
    session: Session = context.obj
    if whole is not None:
        _mark(session, document, by=coder or session.coder, whole=whole)
        return
    if not plain:
        open_document(session, document, by=coder or "", turn=turn, see_others=see_others)
        return
    with session.opened() as project:
        by = coder or session.coder
        _print_reading(session, project, document, by=by, blind=not see_others)


def _mark(session: Session, document: str, *, by: str, whole: bool) -> None:
    """Keep that somebody has read a document to its end, or has not."""
    from qualcode.workflow.readings import mark_read

    with session.opened() as project:
        event = mark_read(project, document, by=by, whole=whole)
    if not event:
        session.say("unchanged", "未变")
    elif whole:
        session.say(f"{document}: read to its end by {by}", f"{document}：{by} 已通读")
    else:
        session.say(f"{document}: not read to its end by {by}", f"{document}：{by} 未通读")


def _print_reading(
    session: Session, project: Project, document: str, *, by: str, blind: bool
) -> None:
    from qualcode.report.plain import visible
    from qualcode.report.reading import reading_lines
    from qualcode.workflow.codes import codebook_at_hand
    from qualcode.workflow.handcoding import read_document

    reading = read_document(project, document, by=by, blind=blind)
    names = {code.id: code.name.say(session.language) for code in codebook_at_hand(project).codes}
    for line in reading_lines(reading.document, reading.codings, names):
        typer.echo(visible(line))


def adjudicate(
    context: typer.Context,
    coders: Annotated[
        list[str] | None, typer.Argument(help="Two coders or more; default: all who have coded.")
    ] = None,
    *,
    code: opt.Codes = None,
    document: opt.Documents = None,
    participant: opt.Participants = None,
    subject: opt.Subjects = None,
    needs_reason: Annotated[
        bool, typer.Option("--needs-reason", help="Settle nothing without a reason.")
    ] = False,
    coder: opt.Me = None,
    plain: Plain = False,
) -> None:
    """Settle what coders disagree on; their own codings stay as they are.

    What is agreed on is kept as the coder "consensus", with its reason. On a terminal this
    opens a screen (? shows its keys); with --plain it asks in lines.

    裁决编码者之间的分歧；各人的原始编码不变，共识记在 consensus 名下，附理由。

    \b
    Examples:
      qualcode adjudicate --plain
      qualcode adjudicate --plain --code contact
    """
    from qualcode.cli.requests import filters_of

    session: Session = context.obj
    filters = filters_of(
        code=code,
        subject=subject,
        participant=participant,
        document=document,
        coder=None,
        status=None,
        review=None,
        about=None,
    )
    by = coder or session.coder
    if not plain:
        open_adjudication(session, coders or (), filters=filters, by=by, needs_reason=needs_reason)
        return
    with session.opened() as project:
        if names := coders_named(session, project, coders or ()):
            _in_lines(session, project, names, filters, by=by, needs_reason=needs_reason)


def _in_lines(
    session: Session,
    project: Project,
    names: Sequence[str],
    filters: Filters,
    *,
    by: str,
    needs_reason: bool,
) -> None:
    from qualcode.cli.adjudicating import adjudicate_in_lines
    from qualcode.workflow.adjudication import disagreements

    cases = disagreements(project, names, filters)
    adjudicate_in_lines(session, project, cases, by=by, needs_reason=needs_reason)


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(read)
    app.command()(adjudicate)
