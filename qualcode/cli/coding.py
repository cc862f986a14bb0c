"""`code`: the codebook over the transcripts; below it, codes put on by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from qualcode.cli import handcoding
from qualcode.cli.groups import command_group
from qualcode.cli.options import CodebookFile
from qualcode.cli.progress import progress_bar
from qualcode.model.label import case_count

if TYPE_CHECKING:
    from qualcode.cli.session import Session
    from qualcode.workflow.coding import CodingRun
    from qualcode.workflow.project import Project


app = command_group()


@app.callback()
def code(context: typer.Context, *, codebook: CodebookFile = None) -> None:
    """Code what has not been coded under the codebook as it is now.

    Its commands put codes on a text, change them and take them off, one at a time.

    按编码手册编码。机器只提建议，人作决定；已作的决定不会被改动。
    子命令 add、change、remove 用于脚本逐条手工编码。

    \b
    Examples:
      qualcode code
      qualcode code --codebook codebook.yaml
    """
    if context.invoked_subcommand is not None:
        return
    from qualcode.workflow.coding import code_project

    session: Session = context.obj
    with session.opened() as project, progress_bar(session, "code") as progress:
        try:
            run = code_project(project, codebook=codebook, by=session.coder, progress=progress)
        except KeyboardInterrupt:
            _tell_kept(session, project)
            raise
    tell(session, run)


def _tell_kept(session: Session, project: Project) -> None:
    """Say how far a run had come that somebody stopped."""
    from qualcode.workflow.project import coded_key

    total = project.store.documents.count()
    done = total - project.store.coded.count_uncoded(coded_key(project.digest))
    session.say(
        f"{done} of {case_count(total, 'document')} are coded under this codebook, and kept",
        f"共 {total} 份材料，{done} 份已按此编码手册编码并保存",
    )


def tell(session: Session, run: CodingRun) -> None:
    """Say in one line what a run did."""
    if not run.documents:
        session.say(
            f"nothing to do; coded under this codebook: {case_count(run.unchanged, 'document')}",
            f"无需编码：{run.unchanged} 份材料均已按此编码手册编码",
        )
        return
    answered = f"; decided before: {case_count(run.answered, 'place')}" if run.answered else ""
    session.say(
        f"coded {case_count(run.documents, 'document')}: {case_count(run.added, 'proposal')} new,"
        f" {run.removed} gone, {run.kept} unchanged{answered}",
        f"已编码 {run.documents} 份材料：新增建议 {run.added} 条，撤下 {run.removed} 条，"
        f"未变 {run.kept} 条" + (f"，{run.answered} 处已有人工决定" if run.answered else ""),
    )


handcoding.add_to(app)
