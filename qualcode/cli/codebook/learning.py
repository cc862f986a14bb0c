"""`codebook learn`: weights from coded interviews, by which `code` holds back and adds."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.analysis.table import Column, Form, ResultTable
from qualcode.cli.announcing import announce
from qualcode.cli.codebook.sources import File, read
from qualcode.cli.options import SEMANTIC, DryRun, Force, Json, Out
from qualcode.cli.options import Form as FileForm
from qualcode.cli.output import Delivery
from qualcode.cli.progress import progress_bar
from qualcode.model.label import Label
from qualcode.model.naming import status_name

if TYPE_CHECKING:
    from qualcode.cli.session import Session
    from qualcode.workflow.weighing import Taught, Teaching

Precision = Annotated[
    int | None,
    typer.Option(
        "--precision",
        min=30,
        max=90,
        help="Percent of proposals that should be right, in steps of 5; more = fewer proposals.",
    ),
]

Semantic = Annotated[bool, typer.Option("--semantic", help=SEMANTIC)]


def learn(
    context: typer.Context,
    file: File = None,
    *,
    precision: Precision = None,
    semantic: Semantic = False,
    dry_run: DryRun = False,
    form: FileForm = None,
    json: Json = False,
    out: Out = None,
    force: Force = False,
) -> None:
    """Learn from the coded interviews a codebook names which proposals are likely to be right.

    --semantic also learns from what sentences mean, for `suggest --semantic`: once, some minutes.

    从编码手册所列的已编码访谈中学习：`code` 据此收起多半不对的、补上表达式没有找到的，仍由人来定。
    --semantic 另从语义学习，供 `suggest --semantic` 使用，只需一次，要几分钟。

    \b
    Examples:
      qualcode codebook learn --dry-run
      qualcode codebook learn --precision 70 --dry-run
    """
    from qualcode.errors import UsageError
    from qualcode.model.codebook import LEVELS
    from qualcode.workflow.embedding import Watch
    from qualcode.workflow.learnable import learnable_of
    from qualcode.workflow.weighing import learn_weights, teaching_of

    session: Session = context.obj
    if precision is not None and precision not in LEVELS:
        raise UsageError(f"--precision {precision} is no step of 5")
    codebook, path = read(session, file)
    delivery = Delivery(session, "json" if json else form, out, force=force)
    _tell(session, teaching_of(codebook, path))
    if dry_run:
        return
    with progress_bar(session, "learn") as progress:
        taught = learn_weights(
            codebook,
            path,
            learnable_of(codebook, path),
            precision=precision,
            by_meaning=semantic,
            watch=Watch(progress, partial(announce, session)),
        )
    delivery.table(_table(taught))
    _tell_statuses(session, taught)
    _tell_level(session, taught)
    if taught.lost_meaning:
        session.say(
            "what was learned of meaning is gone, being of other codes: --semantic learns it anew",
            "此前从语义学到的属于另一组编码，已不再保留：用 --semantic 重新学习",
        )
    session.say(
        f"wrote {taught.file}; `qualcode code` goes by the line of {taught.precision} %",
        f"已写入 {taught.file}；`qualcode code` 按 {taught.precision}% 那一行提出建议",
    )


def _tell(session: Session, teaching: Teaching) -> None:
    session.say(
        f"{teaching.sentences} coded sentences of {teaching.interviews} interviews,"
        f" {teaching.examples} examples",
        f"已编码访谈 {teaching.interviews} 份 {teaching.sentences} 句，例句 {teaching.examples} 句",
    )


def _tell_level(session: Session, taught: Taught) -> None:
    """Say loudly where the percentage asked for was not reached in interviews put apart."""
    found = taught.outcomes.get(taught.precision)
    share = found.found.precision if found else None
    if share is not None and 100 * share >= taught.precision:
        return
    reached = "nothing" if share is None else f"{100 * share:.0f} %"
    session.warn(
        f"warning: {taught.precision} % right was not reached in interviews put apart ({reached}):"
        " look at what `code` proposes, or name more coded interviews",
        f"警告：留出访谈上没有达到 {taught.precision}%"
        f"（{'无从得知' if share is None else reached}）：请留意 `code` 的建议，或补充已编码访谈",
    )


def _tell_statuses(session: Session, taught: Taught) -> None:
    """Tell how often statuses that overrule the steps were right."""
    for status, found in taught.changes.items():
        changed = found.right + found.wrong
        session.say(
            f"status {status} instead of what the steps say: right in {found.right} of {changed}",
            f"判断由“{status_name(status).zh}”取代步骤所得：{changed} 处中 {found.right} 处正确",
        )


def _table(taught: Taught) -> ResultTable:
    """Return what each percentage asked for gave in interviews put apart."""
    rows = tuple(
        (
            level,
            each.found.right + each.found.wrong,
            each.found.right,
            _percent(each.found.precision),
            _percent(each.found.recall),
        )
        for level, each in taught.outcomes.items()
    )
    note = Label(
        "访谈分五组轮流留出；同一来源的访谈不拆开。",
        "In interviews put apart in turn, five parts, no source split.",
    )
    title = Label("留出访谈上的结果", "In interviews put apart")
    return ResultTable("learned", title, _COLUMNS, rows, notes=(note,))


def _percent(share: float | None) -> float | None:
    return None if share is None else 100 * share


_COLUMNS = (
    Column("precision", Label("要求正确%", "asked for %"), Form.COUNT),
    Column("proposals", Label("建议", "proposals"), Form.COUNT),
    Column("right", Label("正确", "right"), Form.COUNT),
    Column("right_percent", Label("正确%", "right %"), Form.PERCENT),
    Column("found_percent", Label("找到%", "found %"), Form.PERCENT),
)


def add_to(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command("learn")(learn)
