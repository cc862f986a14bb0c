"""`try` and `why`: what finds a sentence, how it is judged, and by which steps."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.options import Asked, Force, Form, Json, Out, Speaker
from qualcode.cli.output import Delivery
from qualcode.cli.trying_tables import HEAD, why_table
from qualcode.model.naming import status_name

if TYPE_CHECKING:
    from qualcode.cli.session import Session

Answer = Annotated[str, typer.Argument(help="What is said; in quotes.", metavar="SENTENCE")]
OtherCodebook = Annotated[
    Path | None, typer.Option("--codebook", help="Another codebook than the project's.")
]


def try_(
    context: typer.Context,
    text: Answer,
    *,
    speaker: Speaker = "",
    asked: Asked = "",
    codebook: OtherCodebook = None,
    form: Form = None,
    json: Json = False,
    out: Out = None,
    force: Force = False,
) -> None:
    """Try a sentence: every pattern that finds it, each step of judging it, the outcome.

    试一句话：哪些表达式命中、每一步怎么判断（附线索词）、结果如何；不算数的候选也列出原因。

    \b
    Examples:
      qualcode try "一年来不了一两回" --speaker PH
      qualcode try "他没来过。" --asked "第一书记来过吗？" --speaker PH --json
    """
    from qualcode.cli.codebook.sources import read
    from qualcode.cli.trying_tables import trials_table
    from qualcode.codebook.learned import learned_of
    from qualcode.workflow.trying import try_answer

    session: Session = context.obj
    book, path = read(session, codebook)
    learned = learned_of(book, path)
    tried = try_answer(book, text, speaker=speaker, asked=asked, learned=learned)
    delivery = Delivery(session, "json" if json else form, out, force=force)
    delivery.cards(trials_table(tried, book, session.language), head=HEAD, bare=("sentence",))
    if not tried.trials:
        session.say("no pattern finds anything here", "没有表达式命中")
        return
    counted = ", ".join(
        f"{each.code} ({status_name(each.status).say(session.language)})" for each in tried.codings
    )
    session.say(f"outcome: {counted or 'nothing counts'}", f"结果：{counted or '都不算数'}")


def why(
    context: typer.Context,
    coding: Annotated[str, typer.Argument(help="Id of a coding, or a document before a position.")],
    position: Annotated[
        int | None,
        typer.Argument(help="Position in the document, in characters.", min=0, show_default=False),
    ] = None,
    *,
    form: Form = None,
    json: Json = False,
    out: Out = None,
    force: Force = False,
) -> None:
    """Tell why something is coded: the matched words, the pattern, each step with its cue.

    为什么这样编码：命中的词、所用表达式、每一步判断及线索词；可给编码号，或材料名加位置。

    \b
    Examples:
      qualcode why B-01 2130
      qualcode why B-01 2130 --json --lang zh
    """
    from qualcode.workflow.trying import codings_at

    session: Session = context.obj
    with session.opened() as project:
        found = codings_at(project, coding, position)
        book = project.codebook()
    delivery = Delivery(session, "json" if json else form, out, force=force)
    delivery.cards(why_table(found, book, session.language), head=HEAD, bare=("sentence",))


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("try")(try_)
    app.command("why")(why)
