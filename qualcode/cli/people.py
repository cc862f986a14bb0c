"""`assign` and `merge`: several coders on one study."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli import options as opt
from qualcode.cli.output import Delivery
from qualcode.model.label import case_count

if TYPE_CHECKING:
    from qualcode.cli.session import Session


def assign(
    context: typer.Context,
    coders: Annotated[list[str], typer.Argument(help="Names of two coders or more.")],
    *,
    overlap: Annotated[
        float, typer.Option("--overlap", min=0, max=1, help="Share that everybody codes.")
    ] = 0.2,
    seed: opt.Seed = 1,
    dry_run: opt.DryRun = False,
    form: opt.Form = None,
    json: opt.Json = False,
    out: opt.Out = None,
    force: opt.Force = False,
) -> None:
    """Share the documents out among coders, some to all of them for agreement.

    Each kind of participant is shared out evenly. `review --mine` then asks each coder
    for their own documents, blind to what the others have decided.

    按主体分层把材料分给各编码者，并留出共同编码的部分用于一致性检验。

    \b
    Examples:
      qualcode assign li zhao --dry-run
      qualcode assign li zhao wang --overlap 0.25 --seed 7
    """
    from qualcode.analysis.table import ResultTable, texts
    from qualcode.model.label import Label
    from qualcode.workflow.assigning import assign as keep
    from qualcode.workflow.assigning import share_out

    session: Session = context.obj
    with session.opened() as project:
        shares = share_out(project, coders, overlap=overlap, seed=seed)
        if not dry_run:
            keep(project, shares, by=session.coder)
    common = set(shares.overlap)
    rows = tuple(
        (coder, document, "all" if document in common else "own")
        for coder, documents in shares.documents.items()
        for document in documents
    )
    columns = texts(("coder", "编码者"), ("document", "材料"), ("share", "份额"))
    table = ResultTable("assignment", Label("分工", "Assignment"), columns, rows)
    Delivery(session, "json" if json else form, out, force=force).table(table)
    counts = ", ".join(f"{name} {len(each)}" for name, each in shares.documents.items())
    session.say(
        f"{'would be ' if dry_run else ''}shared out: {counts}; {len(common)} to all",
        f"{'将' if dry_run else '已'}分配：{counts}；共同编码 {len(common)} 份",
    )


def merge(
    context: typer.Context,
    other: Annotated[Path, typer.Argument(help="The other project file.")],
    *,
    coder: opt.Coders = None,
    dry_run: opt.DryRun = False,
    form: opt.Form = None,
    json: opt.Json = False,
    out: opt.Out = None,
    force: opt.Force = False,
) -> None:
    """Bring in what a colleague has coded, decided and noted on the same transcripts.

    Transcripts are the same when their texts are; where a text differs, the places are
    found again. The other file is not changed, and merging it again changes nothing.

    合并同事项目文件中的编码、决定与备忘：文本相同即同一材料，文本有别则重新定位。

    \b
    Examples:
      qualcode init li --sample && qualcode merge li/study.qualcode --dry-run
      qualcode init li --sample && qualcode merge li/study.qualcode --coder li
    """
    from qualcode.workflow.merged import Outcome
    from qualcode.workflow.merging import merge as bring_in
    from qualcode.workflow.merging import merge_table

    session: Session = context.obj
    with session.opened() as project:
        report = bring_in(project, other, by=session.coder, coders=coder or (), dry_run=dry_run)
    Delivery(session, "json" if json else form, out, force=force).table(merge_table(report))
    counts = {each: report.count(each) for each in Outcome}
    told = ", ".join(f"{number} {each}" for each, number in counts.items())
    session.say(
        f"{'would merge' if dry_run else 'merged'} {other}: {told};"
        f" {case_count(report.memos, 'memo')}",
        f"{'将合并' if dry_run else '已合并'} {other}：新增 {counts[Outcome.ADDED]}，"
        f"相同 {counts[Outcome.SAME]}，冲突 {counts[Outcome.CONFLICT]}，"
        f"未能定位 {counts[Outcome.UNPLACED]}；备忘 {report.memos} 条",
    )


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file."""
    for command in (assign, merge):
        app.command()(command)
