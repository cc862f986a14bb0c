"""The learned way of `suggest`: what the decisions so far, and the codebook, have taught."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from qualcode.cli.announcing import announce
from qualcode.cli.output import Delivery
from qualcode.cli.progress import progress_bar
from qualcode.model.label import case_count

if TYPE_CHECKING:
    from qualcode.cli.session import Session
    from qualcode.workflow.suggesting import Suggested, Wish


NEXT = 200
"""Proposals of which it is told what they would bring."""


def learn(
    session: Session, wish: Wish, delivery: Delivery, *, by_meaning: bool | None = None
) -> None:
    """Propose what has been learned, and show it.

    Args:
        session: The command.
        wish: What is wanted.
        delivery: Where the table goes.
        by_meaning: Whether the project compares by meaning from now on; None = as before.
    """
    from qualcode.workflow.embedding import Watch, choose_meaning
    from qualcode.workflow.suggesting import suggest, suggestions_table

    with session.opened() as project:
        if by_meaning is not None:
            choose_meaning(project, on=by_meaning)
        with progress_bar(session, "learn") as progress:
            watch = Watch(progress, partial(announce, session))
            done = suggest(project, wish, by=session.coder, watch=watch)
        delivery.table(suggestions_table(project, done.proposals))
    _tell(session, done)


def tell_progress(session: Session, delivery: Delivery) -> None:
    """Show how much is estimated to be unseen, and what reading on would bring."""
    from qualcode.workflow.unseen import outlook, unseen_table

    with session.opened() as project:
        table = unseen_table(project)
        with progress_bar(session, "learn") as progress:
            ahead = outlook(project, NEXT, progress=progress)
    delivery.table(table)
    session.say(
        f"deciding on the next {NEXT} proposals is expected to find"
        f" {ahead.found:.0f} ± {ahead.spread:.0f} more (by the learner's scores)",
        f"再看 {NEXT} 条建议，预计还能找到 {ahead.found:.0f} ± {ahead.spread:.0f} 处（按学习得分）",
    )
    if table.rows[-1][-1] is None:
        session.say(
            "no estimate yet: it needs the random share of `qualcode review --order learn`",
            "尚无法估计：需要 `qualcode review --order learn` 中随机抽取的部分",
        )


def tell_quality(session: Session, wish: Wish, delivery: Delivery) -> None:
    """Show how good the learner is in interviews it has not learned from, beside the rules."""
    from qualcode.workflow.embedding import Watch
    from qualcode.workflow.learned_quality import quality_table

    with session.opened() as project, progress_bar(session, "learn") as progress:
        watch = Watch(progress, partial(announce, session))
        table = quality_table(project, wish, watch=watch)
    delivery.table(table)


def _tell(session: Session, done: Suggested) -> None:
    session.say(
        f"{case_count(len(done.proposals), 'proposal')}: {done.added} new, {done.removed} gone,"
        f" {done.kept} unchanged; learned from"
        f" {case_count(done.decisions, 'decided sentence')}",
        f"建议 {len(done.proposals)} 条：新增 {done.added}，撤下 {done.removed}，"
        f"未变 {done.kept}；学自 {done.decisions} 个已决定的句子",
    )
