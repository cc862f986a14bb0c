"""Memos from a screen: on the coding, the code, the speaker, the document, the project."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from qualcode.workflow.memos import add_memo, edit_memo, find_memos

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from qualcode.model.memo import Target
    from qualcode.review_app.desk import Desk
    from qualcode.workflow.project import Project


class Subject(NamedTuple):
    """Something a memo can be on."""

    target: Target
    name: str
    label: str
    """What a person calls it."""


def ask_memo(
    desk: Desk, project: Project, by: str, subjects: Sequence[Subject], after: Callable[[], None]
) -> None:
    """Ask on which of several things, then for the memo, and keep it.

    Args:
        desk: The screen.
        project: The project.
        by: Who writes.
        subjects: What a memo can be on; where there is one only, nothing is asked.
        after: Called when a memo was kept.
    """

    def write(chosen: tuple[str, ...] | None) -> None:
        if chosen:
            _write(desk, project, by, subjects[int(chosen[0])], after)

    if len(subjects) == 1:
        write(("0",))
        return
    from qualcode.review_app.choices import Choice

    options = [(str(place), each.label) for place, each in enumerate(subjects)]
    question = desk.say("备忘写在", "memo on")
    desk.app.push_screen(Choice(question, options, language=desk.language), write)


def _write(
    desk: Desk, project: Project, by: str, subject: Subject, after: Callable[[], None]
) -> None:
    own = find_memos(project, target=subject.target, target_id=subject.name, author=by)

    def keep(text: str | None) -> None:
        if not text:
            return
        if own:
            kept = desk.attempt(lambda: edit_memo(project, own[-1].id, text, by=by))
        else:
            kept = desk.attempt(
                lambda: add_memo(project, subject.target, subject.name, text, by=by)
            )
        if kept:
            after()

    from qualcode.review_app.prompts import MemoPrompt

    question = f"{desk.say('备忘', 'memo')}: {subject.label}"
    value = own[-1].text if own else ""
    desk.app.push_screen(MemoPrompt(question, value, desk.language), keep)
