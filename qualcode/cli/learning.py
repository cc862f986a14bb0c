"""The learned way of `suggest`: what the decisions so far, and the codebook, have taught."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.cli.output import Delivery
from qualcode.cli.progress import progress_bar

if TYPE_CHECKING:
    from qualcode.cli.session import Session
    from qualcode.workflow.suggesting import Suggested, Wish


def learn(session: Session, wish: Wish, delivery: Delivery) -> None:
    """Propose what has been learned, and show it."""
    from qualcode.workflow.suggesting import suggest, suggestions_table

    with session.opened() as project:
        with progress_bar(session, "learn") as progress:
            done = suggest(project, wish, by=session.coder, progress=progress)
        delivery.table(suggestions_table(project, done.proposals))
    _tell(session, done)


def _tell(session: Session, done: Suggested) -> None:
    session.say(
        f"{len(done.proposals)} proposals: {done.added} new, {done.removed} gone,"
        f" {done.kept} unchanged; learned from {done.decisions} decided sentences",
        f"建议 {len(done.proposals)} 条：新增 {done.added}，撤下 {done.removed}，"
        f"未变 {done.kept}；学自 {done.decisions} 个已决定的句子",
    )
