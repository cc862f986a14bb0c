"""Memos from a screen: on the coding, the code, the speaker, the document, the project."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from qualcode.model.label import Label
from qualcode.model.memo import Target
from qualcode.workflow.memos import add_memo, edit_memo, find_memos

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from qualcode.model.label import Language
    from qualcode.review_app.desk import Desk
    from qualcode.workflow.project import Project

_HERE = Label("这一处", "here")
_CODE, _DOCUMENT = Label("编码", "code"), Label("材料", "document")
_PERSON, _PROJECT = Label("受访者", "participant"), Label("整个项目", "the project")


class Subject(NamedTuple):
    """Something a memo can be on."""

    target: Target
    name: str
    label: str
    """What a person calls it."""


def subjects(
    codings: Sequence[tuple[str, str]],
    document: str,
    person: str,
    language: Language,
    names: Mapping[str, str],
) -> list[Subject]:
    """Return what a memo can be on: codings first, the project last.

    Args:
        codings: Id and code of each coding at hand.
        document: Where they are.
        person: Who speaks; empty = not known.
        language: To name things in.
        names: What the codes are called.
    """
    here = f"({_HERE.say(language)})"
    listed = [
        *((Target.CODING, name, f"{names[code]} {here}") for name, code in codings),
        (Target.DOCUMENT, document, f"{_DOCUMENT.say(language)} {document}"),
        *([(Target.PARTICIPANT, person, f"{_PERSON.say(language)} {person}")] if person else ()),
        *((Target.CODE, code, f"{_CODE.say(language)} {name}") for code, name in names.items()),
        (Target.PROJECT, "", _PROJECT.say(language)),
    ]
    return [Subject(*each) for each in listed]


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
    draft = f"{subject.target}:{subject.name}"

    def keep(text: str | None) -> None:
        if not text:
            return
        desk.drafts[draft] = text
        comfort = desk.say("文字没有丢：按 m 再试", "your text is not lost: m brings it back")
        if desk.attempt(lambda: save(text), comfort=comfort):
            del desk.drafts[draft]
            after()

    def save(text: str) -> object:
        if own:
            return edit_memo(project, own[-1].id, text, by=by)
        return add_memo(project, subject.target, subject.name, text, by=by)

    from qualcode.review_app.prompts import MemoPrompt

    question = f"{desk.say('备忘', 'memo')}: {subject.label}"
    value = desk.drafts.get(draft) or (own[-1].text if own else "")
    desk.app.push_screen(MemoPrompt(question, value, desk.language), keep)
