"""`init --qdpx`: a project of another program goes on here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.cli.importing import tell
from qualcode.errors import UsageError
from qualcode.model.label import case_count

if TYPE_CHECKING:
    from pathlib import Path

    from qualcode.cli.session import Session
    from qualcode.workflow.arriving import Arrival


def init_from(
    session: Session,
    package: Path,
    folder: Path,
    *,
    codebook: Path | None,
    others: bool,
    force: bool,
) -> None:
    """Make a project of a REFI-QDA package, and say what came over.

    Args:
        session: The session.
        package: The ``.qdpx`` file.
        folder: Where the project goes.
        codebook: A codebook to take instead of the codes in the package.
        others: Another start was asked for as well, a template or the sample.
        force: Go on in a folder that is not empty.

    Raises:
        UsageError: When another start was asked for as well.
    """
    from qualcode.workflow.arriving import project_of

    if others:
        raise UsageError(
            "a package brings its own texts and codes", hint="leave out --template and --sample"
        )
    done = project_of(package, folder, by=session.coder, codebook=codebook, force=force)
    session.say(f"made {done.project}", f"已新建 {done.project}")
    tell(session, done.imported)
    _say_brought(session, done)
    session.say("next: qualcode status", "下一步：qualcode status")


def _say_brought(session: Session, done: Arrival) -> None:
    codings, memos, unplaced, unknown = done.brought
    session.say(
        f"brought: {case_count(codings, 'coding')}, {case_count(memos, 'memo')}",
        f"带入：{codings} 条编码，{memos} 条备忘",
    )
    for note in done.notes:
        session.say(f"  {note}", f"  {note}")
    if unplaced:
        session.warn(
            f"{case_count(unplaced, 'coding')} not placed: their words are not in the texts",
            f"{unplaced} 条编码未能定位：文本中没有相应的原话",
        )
    if unknown:
        session.warn(
            f"{case_count(unknown, 'coding')} about subjects that the codebook does not have",
            f"{unknown} 条编码所指的主体不在编码手册中",
        )
