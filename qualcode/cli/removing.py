"""`remove`: documents out of the project; for good, where consent is withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.completion import complete_document
from qualcode.cli.confirming import confirmed
from qualcode.cli.options import DryRun, Yes
from qualcode.model.label import Label, case_count

if TYPE_CHECKING:
    from qualcode.cli.session import Session
    from qualcode.workflow.erasure import Erased, Erasure
    from qualcode.workflow.removal import Going


def remove(
    context: typer.Context,
    documents: Annotated[
        list[str],
        typer.Argument(help="Names of documents.", autocompletion=complete_document),
    ],
    *,
    with_codings: Annotated[
        bool,
        typer.Option("--with-codings", help="Remove also what persons have coded or read whole."),
    ] = False,
    for_good: Annotated[
        bool,
        typer.Option(
            "--for-good", help="Erase them, with all that the history keeps: never to come back."
        ),
    ] = False,
    yes: Yes = False,
    dry_run: DryRun = False,
) -> None:
    """Remove documents and the machine's proposals in them.

    A document that a person has coded or decided in, or read whole, goes only with --with-codings:
    `qualcode undo` brings it back with everything on it. With --for-good (consent is withdrawn)
    words, codings, memos and participants go out of the history as well, also of documents that
    were removed before, and nothing brings them back. The file that it was imported from
    is not touched.

    从项目中移除材料及其机器建议；有人工编码或通读标记者须加 --with-codings，可撤销；
    受访者撤回同意时用 --for-good 彻底删除（连同历史记录，不可恢复）；原文件不变。

    \b
    Examples:
      qualcode remove P-01 --dry-run
      qualcode remove P-01 --yes
      qualcode remove P-01 --for-good --dry-run
    """
    session: Session = context.obj
    if for_good:
        _erase(session, documents, yes=yes, dry_run=dry_run)
    else:
        _remove(session, documents, with_codings=with_codings, yes=yes, dry_run=dry_run)


def _remove(
    session: Session, documents: list[str], *, with_codings: bool, yes: bool, dry_run: bool
) -> None:
    from qualcode.workflow.removal import plan_removal, remove_documents

    with session.opened() as project:
        plan = plan_removal(project, documents, with_codings=with_codings)
        for name, going in plan.items():
            _tell_going(session, name, going)
        if dry_run or not (yes or confirmed(session, "remove? / 移除？")):
            session.say("nothing removed", "未移除任何材料")
            return
        remove_documents(project, plan, by=session.coder)
    back = any(going.is_work for going in plan.values())
    session.say(
        f"removed {', '.join(plan)}"
        + ("; `qualcode undo` brings back what persons have worked on" if back else ""),
        f"已移除 {'、'.join(plan)}" + ("；`qualcode undo` 可恢复有人工工作的材料" if back else ""),
    )


def _tell_going(session: Session, name: str, going: Going) -> None:
    """Say what would go with a document."""
    persons = f", {case_count(going.codings, 'coding')} of persons" if going.codings else ""
    persons_zh = f"，人工编码 {going.codings} 条" if going.codings else ""
    if going.readings:
        persons += f", {case_count(going.readings, 'mark')} of having read it whole"
        persons_zh += f"，通读标记 {going.readings} 个"
    session.say(
        f"{name}: {case_count(going.proposals, 'proposal')}{persons}",
        f"{name}：{going.proposals} 条建议{persons_zh}",
    )


def _erase(session: Session, documents: list[str], *, yes: bool, dry_run: bool) -> None:
    """Erase for good, which takes what persons did with it in any case."""
    from qualcode.workflow.erasure import erase_documents, plan_erasure

    with session.opened() as project:
        plan = plan_erasure(project, documents)
        for name, erasure in plan.items():
            _tell_erasure(session, name, erasure)
        question = "erase for good? nothing brings it back / 彻底删除？不可恢复"
        if dry_run or not (yes or confirmed(session, question)):
            session.say("nothing erased", "未删除任何材料")
            return
        erased = erase_documents(project, plan, by=session.coder)
    _tell_erased(session, len(plan), erased)


def _tell_erasure(session: Session, name: str, erasure: Erasure) -> None:
    trace = erasure.trace
    past, past_zh = ("", "") if erasure.is_present else (" (removed before)", "（此前已移除）")
    session.say(
        f"{name}{past}: {case_count(len(trace.codings), 'coding')},"
        f" {case_count(len(trace.memos), 'memo')}, {case_count(len(trace.people), 'participant')}",
        f"{name}{past_zh}：{len(trace.codings)} 条编码、{len(trace.memos)} 条备忘、"
        f"{len(trace.people)} 位受访者",
    )


def _tell_erased(session: Session, documents: int, erased: Erased) -> None:
    """Say what was done, and where else the words may be."""
    session.say(
        f"{case_count(documents, 'document')} erased; {case_count(erased.events, 'event')}"
        f" of the history rewritten",
        f"已彻底删除 {documents} 份材料；改写历史记录 {erased.events} 条",
    )
    for kind, name in erased.remaining:
        where = _KINDS[kind]
        session.warn(
            f"still holds words of it: {where.en} {name}", f"仍含其原话：{where.zh} {name}"
        )
    for name in erased.backups:
        session.warn(f"a copy of the project from before: {name}", f"删除前的项目备份：{name}")
    session.say(
        "not touched: transcripts, exports, packages, copies of the project elsewhere",
        "未涉及：原始访谈稿、导出文件、交换包及其他位置的项目副本",
    )


_KINDS = {
    "memo": Label("备忘", "memo"),
    "codebook": Label("项目内的编码手册版本", "codebook version in the project"),
    "event": Label("历史记录", "event of the history"),
    "setting": Label("设置", "setting"),
    "answer of a model": Label("模型回答", "answer of the model"),
    "file": Label("文件", "file"),
}


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(remove)
