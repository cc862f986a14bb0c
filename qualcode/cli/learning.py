"""The learned way of `suggest`: what the decisions so far, and the codebook, have taught."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.cli.output import Delivery
from qualcode.cli.progress import progress_bar

if TYPE_CHECKING:
    from qualcode.cli.session import Session
    from qualcode.workflow.suggesting import Suggested, Wish


NEXT = 200
"""Proposals of which it is told what they would bring."""


def learn(session: Session, wish: Wish, delivery: Delivery) -> None:
    """Propose what has been learned, and show it."""
    from qualcode.workflow.suggesting import suggest, suggestions_table

    with session.opened() as project:
        with progress_bar(session, "learn") as progress:
            done = suggest(project, wish, by=session.coder, progress=progress)
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


def _tell(session: Session, done: Suggested) -> None:
    session.say(
        f"{len(done.proposals)} proposals: {done.added} new, {done.removed} gone,"
        f" {done.kept} unchanged; learned from {done.decisions} decided sentences",
        f"建议 {len(done.proposals)} 条：新增 {done.added}，撤下 {done.removed}，"
        f"未变 {done.kept}；学自 {done.decisions} 个已决定的句子",
    )
