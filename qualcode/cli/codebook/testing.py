"""`codebook test` and `trap`: a codebook against sentences whose codes are known."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.codebook.sources import File, read
from qualcode.cli.options import Codes, Force, Form, Json, Limit, Out
from qualcode.cli.output import Delivery
from qualcode.cli.progress import progress_bar
from qualcode.errors import ExitCode
from qualcode.model.rounding import half_up

if TYPE_CHECKING:
    from qualcode.cli.session import Session
    from qualcode.workflow.testing import Limits, SentenceRun

Summary = Annotated[
    bool, typer.Option("--summary", help="Count per code instead of listing sentences.")
]
Examples = Annotated[
    list[Path] | None,
    typer.Option("--examples", help="A file of labelled sentences to run too; repeatable."),
]
MinRecall = Annotated[
    float | None,
    typer.Option(
        "--min-recall",
        min=0,
        max=100,
        help="Percent of the matches in files of examples that must be found.",
    ),
]
MaxFalse = Annotated[
    float | None,
    typer.Option(
        "--max-false",
        min=0,
        max=100,
        help="Percent of the near misses in files of examples that may be taken for a match.",
    ),
]


def run_test(
    context: typer.Context,
    file: File = None,
    *,
    codes: Codes = None,
    summary: Summary = False,
    examples: Examples = None,
    min_recall: MinRecall = None,
    max_false: MaxFalse = None,
    limit: Limit = 50,
    form: Form = None,
    json: Json = False,
    out: Out = None,
    force: Force = False,
) -> None:
    """Run every example, trap and labelled sentence; exit 1 if a promise is broken.

    Examples in the codebook and traps are promises: each must come out right. Files of
    labelled sentences are counted, and fail only below --min-recall or above --max-false.

    用例句、陷阱句和标注句文件测试编码手册：说出每句得到了什么、为什么。手册内例句与陷阱句必须全对；
    标注句文件只计数，低于 --min-recall 或高于 --max-false 才算不通过。

    \b
    Examples:
      qualcode codebook test
      qualcode codebook test --code contact --summary --min-recall 0
    """
    from qualcode.cli.codebook.reports import HEAD, failures_table, scores_table
    from qualcode.workflow.filters import codes_named
    from qualcode.workflow.testing import Limits, run_sentences

    session: Session = context.obj
    codebook, path = read(session, file)
    with progress_bar(session, "test") as progress:
        run = run_sentences(
            codebook,
            path,
            examples=examples or (),
            codes=codes_named(codes or (), codebook),
            progress=progress,
        )
    delivery = Delivery(session, "json" if json else form, out, force=force)
    if summary:
        delivery.table(scores_table(run, codebook))
    else:
        delivery.cards(failures_table(run, limit), head=HEAD, bare=("sentence",))
    limits = Limits(min_recall, max_false)
    _tell(session, run)
    if run.broken or _falls_short(session, run, limits):
        raise typer.Exit(ExitCode.FOUND)


def _tell(session: Session, run: SentenceRun) -> None:
    """Say in two lines how it went; the last says most."""
    from qualcode.codebook.labelled import Origin

    total = run.total(origin=Origin.FILE)
    if total.matches or total.near_misses:
        session.say(
            f"labelled sentences: {total.found} of {total.matches} matches found"
            f" ({total.right} judged as labelled),"
            f" {total.false_alarms} of {total.near_misses} near misses taken for one",
            f"标注句：{total.matches} 句应得的找到 {total.found} 句（判断也对 {total.right} 句），"
            f"{total.near_misses} 句相近的误得 {total.false_alarms} 句",
        )
    waiting = run.waiting
    kept = len(run.promises) - len(run.broken) - waiting
    session.say(
        f"examples and traps: {kept} right, {len(run.broken)} wrong"
        + (f"; {waiting} of codes without patterns" if waiting else ""),
        f"例句与陷阱句：对 {kept} 句，错 {len(run.broken)} 句"
        + (f"；尚无表达式的编码 {waiting} 句" if waiting else ""),
    )


def _falls_short(session: Session, run: SentenceRun, limits: Limits) -> bool:
    """Tell whether the files of sentences miss the limits, and say so."""
    from qualcode.codebook.labelled import Origin

    total = run.total(origin=Origin.FILE)
    if not limits.broken_by(total):
        return False
    recall, false = total.recall or 0, total.false_share or 0
    session.warn(
        f"beyond the limits: recall {half_up(recall, 1)} %, false alarms {half_up(false, 1)} %",
        f"未达到要求：找到率 {half_up(recall, 1)}%，误得率 {half_up(false, 1)}%",
    )
    return True


def add_to(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command("test")(run_test)
