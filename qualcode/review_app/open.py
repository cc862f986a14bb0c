"""Opening a screen: only on a terminal that can show one, with the project closed in the end."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from qualcode.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.screen import Screen

    from qualcode.model.label import Language
    from qualcode.workflow.filters import Filters
    from qualcode.workflow.project import Project
    from qualcode.workflow.review import QueueOptions


def require_terminal(*, hint: str) -> None:
    """Refuse where no screen can be shown, before anything is drawn.

    Raises:
        UsageError: When keyboard or screen is not a terminal, or one without a cursor.
    """
    if os.environ.get("TERM", "") in {"", "dumb"}:
        raise UsageError("this terminal cannot show a screen (TERM=dumb)", hint=hint)
    streams = (sys.__stdin__, sys.__stdout__, sys.__stderr__)  # Textual draws on the last
    if not all(stream is not None and stream.isatty() for stream in streams):
        raise UsageError("there is no terminal to show a screen on", hint=hint)


def code_document(
    project: Project, document: str, *, by: str, language: Language, blind: bool, turn: int = 0
) -> None:
    """Open a transcript for coding by hand, until the person leaves.

    Args:
        project: The open project.
        document: Name of the document.
        by: Who codes.
        language: To speak.
        blind: Leave out what other persons have coded.
        turn: Index of the turn to begin at.

    Raises:
        UsageError: When there is no such turn.
    """
    from qualcode.review_app.code_screen import CodeScreen
    from qualcode.review_app.reader import Reader

    reader = Reader(project, document, by=by, blind=blind)
    turns = reader.document.turns
    if turn and turn >= len(turns):
        raise UsageError(f"{document!r} has {len(turns)} turns", hint="--turn counts from 1")
    at = turns[turn].speech.start if turn else 0
    _show(lambda: CodeScreen(reader, language, at=at))


def review_queue(project: Project, options: QueueOptions, *, by: str, language: Language) -> None:
    """Open a queue of proposals, until the person leaves.

    Args:
        project: The open project.
        options: Which proposals, in which order.
        by: Who reviews.
        language: To speak.
    """
    from qualcode.review_app.review_screen import ReviewScreen
    from qualcode.workflow.review import ReviewQueue

    def reopen(options: QueueOptions) -> ReviewQueue:
        return ReviewQueue(project, options, by=by)

    queue = reopen(options)
    _show(lambda: ReviewScreen(queue, reopen, language))


def adjudication(
    project: Project,
    coders: Sequence[str],
    filters: Filters,
    *,
    by: str,
    language: Language,
    needs_reason: bool = False,
) -> None:
    """Open what coders disagree on, until the person leaves.

    Args:
        project: The open project.
        coders: Two or more.
        filters: Codes, documents and so on.
        by: Who adjudicates.
        language: To speak.
        needs_reason: Whether nothing is settled without a reason.
    """
    from qualcode.review_app.adjudicate_screen import AdjudicateScreen
    from qualcode.review_app.cases import Cases

    cases = Cases(project, coders, filters, by=by)
    _show(lambda: AdjudicateScreen(cases, language, needs_reason=needs_reason))


def _show(first: Callable[[], Screen[None]]) -> None:
    from qualcode.review_app.app import ReviewApp

    app = ReviewApp(first)
    app.run()
    if app.fault is not None:
        raise app.fault
