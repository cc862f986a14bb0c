"""`codebook stats`: how patterns and word sets fare in the texts and in review."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.options import Codes, Force, Form, Json, Out
from qualcode.cli.output import TABLE, Delivery
from qualcode.cli.progress import progress_bar
from qualcode.model.label import case_count

if TYPE_CHECKING:
    from qualcode.cli.session import Session

Patterns = Annotated[
    bool, typer.Option("--patterns", help="Each pattern by itself; so does --code.")
]
Silent = Annotated[bool, typer.Option("--never", help="Only the patterns that never fired.")]
Sets = Annotated[bool, typer.Option("--sets", help="The word sets instead: which words are said.")]


def stats(
    context: typer.Context,
    *,
    codes: Codes = None,
    patterns: Patterns = False,
    never: Silent = False,
    sets: Sets = False,
    form: Form = None,
    json: Json = False,
    out: Out = None,
    force: Force = False,
) -> None:
    """Count hits per code or pattern, and how many were accepted in review.

    Hits per 10,000 characters of each language, codings by status, precision with its 95 %
    Wilson interval, quotes of rejected codings; --sets shows the words of each set.

    统计各编码或各表达式的命中数、每万字命中、判断分布、审核准确率（95% Wilson 区间）与误判原话；
    --sets 列出各词集命中的词。

    \b
    Examples:
      qualcode codebook stats
      qualcode codebook stats --code contact-scarce
      qualcode codebook stats --sets --format csv
    """
    from qualcode.cli.codebook import stats_tables as tables
    from qualcode.workflow.filters import codes_named
    from qualcode.workflow.pattern_stats import pattern_stats, set_stats

    session: Session = context.obj
    delivery = Delivery(session, "json" if json else form, out, force=force)
    with session.opened() as project, progress_bar(session, "stats") as progress:
        book = project.codebook()
        if sets:
            delivery.table(tables.sets_table(set_stats(project, book, progress=progress)))
            return
        wanted = codes_named(codes or (), book)
        found = pattern_stats(project, book, codes=wanted, progress=progress)
    brief = delivery.form == TABLE
    if patterns or codes or never:
        shown = [each for each in found.patterns if not never or not each.record.hits]
        delivery.table(tables.patterns_table(shown, brief=brief))
    else:
        delivery.table(tables.codes_table(found.codes(), brief=brief))
    silent = sum(not each.record.hits for each in found.patterns)
    session.say(
        f"{case_count(len(found.patterns), 'pattern')}, {silent} never fired",
        f"{len(found.patterns)} 个表达式，{silent} 个从未命中",
    )


def add_to(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command()(stats)
