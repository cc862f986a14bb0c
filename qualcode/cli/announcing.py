"""Before sentences are read for their meaning: how long that takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.model.label import case_count

if TYPE_CHECKING:
    from qualcode.cli.session import Session

LONG = 5.0
"""Seconds that nobody need be told of."""


def announce(session: Session, left: int, seconds: float) -> None:
    """Say how long reading takes, where that is worth a line."""
    if seconds < LONG:
        return
    session.say(
        f"{case_count(left, 'sentence')} to read for their meaning,"
        f" about {seconds / 60:.1f} minutes, once; Ctrl-C keeps what is done",
        f"还有 {left} 个句子要读取语义，约 {seconds / 60:.1f} 分钟，只需一次；"
        "Ctrl-C 会保留已完成的部分",
    )
