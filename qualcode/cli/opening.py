"""Opening screens for a session; no parser is loaded, so that a screen stands at once."""

from __future__ import annotations

import gc
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from qualcode.errors import typed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qualcode.cli.session import Session
    from qualcode.workflow.filters import Filters
    from qualcode.workflow.project import Project
    from qualcode.workflow.review import QueueOptions


@contextmanager
def undisturbed() -> Iterator[None]:
    """Work without collecting garbage: a fifth of the time until the first screen stands.

    The program switches collecting on again as soon as that screen is drawn. Rows of a table are
    no garbage either, and a million of them would be looked through again and again.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@undisturbed()
def open_document(
    session: Session, document: str, *, by: str = "", turn: int = 1, see_others: bool = False
) -> None:
    """Open a transcript for coding by hand.

    Args:
        session: The run.
        document: Name of the document.
        by: Who codes; empty = the person at the keyboard.
        turn: Where to begin, 1-based.
        see_others: Show what other persons have coded.
    """
    from qualcode.review_app.open import code_document

    prepare(session, hint=f"`qualcode read --plain {typed(document)}` prints the transcript")
    with session.opened() as project:
        code_document(
            project,
            document,
            by=by or session.coder,
            language=session.language,
            blind=not see_others,
            turn=turn - 1,
        )


@undisturbed()
def open_queue(session: Session, project: Project, options: QueueOptions | None = None) -> None:
    """Open a queue of proposals; without options, all that are open."""
    from qualcode.review_app.open import review_queue
    from qualcode.workflow.review import QueueOptions

    prepare(session, hint="--plain goes line by line, --export FILE into a spreadsheet")
    wanted = options or QueueOptions()
    review_queue(project, wanted, by=session.coder, language=session.language)


@undisturbed()
def open_adjudication(
    session: Session,
    coders: Sequence[str] = (),
    *,
    filters: Filters | None = None,
    by: str = "",
    needs_reason: bool = False,
) -> None:
    """Open what coders disagree on.

    Args:
        session: The run.
        coders: Two or more; empty = all who have coded.
        filters: Codes, documents and so on.
        by: Who adjudicates; empty = the person at the keyboard.
        needs_reason: Whether nothing is settled without a reason.
    """
    from qualcode.review_app.open import adjudication
    from qualcode.workflow.filters import Filters

    with session.opened() as project:
        names = coders_named(session, project, coders)
        if not names:
            return
        prepare(session, hint="`qualcode adjudicate --plain` asks in lines")
        adjudication(
            project,
            names,
            filters or Filters(),
            by=by or session.coder,
            language=session.language,
            needs_reason=needs_reason,
        )


def prepare(session: Session, *, hint: str) -> None:
    """Make sure that there is a terminal, and hand the choice of colour on to the screens.

    Raises:
        UsageError: When no screen can be shown; the hint says what to do instead.
    """
    from qualcode.review_app.open import require_terminal

    require_terminal(hint=hint)
    if not session.has_colour:
        os.environ["NO_COLOR"] = "1"


def coders_named(session: Session, project: Project, given: Sequence[str]) -> list[str]:
    """Return who is compared; nobody, with a word on it, while fewer than two have coded."""
    from qualcode.workflow.adjudication import coders_of

    names = list(given or coders_of(project))
    if given or len(names) > 1:
        return names
    session.say(
        "nothing to adjudicate: fewer than two persons have coded",
        "无可裁决：做过编码的人不足两位",
    )
    return []
