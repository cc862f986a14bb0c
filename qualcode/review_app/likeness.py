"""“More like this”: the sentences nearest to one, over the screen that asked.

They are looked for apart, on a connection of their own, so that the screen goes on
answering; which of them are meant is told there, and what is done to them is a verb.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.errors import QualcodeError
from qualcode.model.span import Span
from qualcode.review_app.similar_window import Chosen, SimilarWindow
from qualcode.workflow.handcoding import add_codings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from qualcode.model.codebook import Code
    from qualcode.review_app.desk import Desk
    from qualcode.workflow.exploring import Similar
    from qualcode.workflow.project import Project
    from qualcode.workflow.spoken import Spoken

MOST = 50
"""Sentences that are listed."""


@dataclass(frozen=True, slots=True)
class Asker:
    """A screen that asks for more like something, and what it does with the answer."""

    desk: Desk
    project: Project
    by: str
    codes: Callable[[], Sequence[Code]]
    """What to choose from, the likeliest first."""
    open: Callable[[Spoken], None]
    """Shows a sentence in its transcript."""
    coded: Callable[[], None]
    """Called when a code was put on sentences."""


def ask_similar(asker: Asker, wanted: str) -> None:
    """Look for sentences like one, list them, and do with the chosen ones what is wanted.

    Args:
        asker: The screen; while it waits, it can be used.
        wanted: Words, or the id of a coding.
    """
    desk = asker.desk

    def look() -> None:
        try:
            found = _similar(asker, wanted)
        except QualcodeError as error:
            desk.app.call_from_thread(desk.tell, desk.say("错误：", "error: "), error.message)
        else:
            desk.app.call_from_thread(_show, asker, found)

    desk.tell(desk.say("正在查找相似的语句…", "looking for sentences like this…"))
    desk.run_worker(look, thread=True, exclusive=True, group="similar", exit_on_error=False)


def _similar(asker: Asker, wanted: str) -> list[Similar]:
    from qualcode.workflow.exploring import similar
    from qualcode.workflow.project import opened

    path = asker.project.path
    assert path is not None  # a screen is always of a file
    with opened(path) as project:
        return similar(project, wanted, limit=MOST, by=asker.by)


def _show(asker: Asker, found: Sequence[Similar]) -> None:
    desk = asker.desk
    if desk is not desk.app.screen:  # the person has gone on to something else
        return
    if not found:
        desk.tell(desk.say("没有相近的语句", "nothing is like it"))
        return

    def chosen(answer: Chosen | None) -> None:
        if answer and answer.to_code:
            _pick(asker, [each.sentence for each in answer.sentences])
        elif answer:
            asker.open(answer.sentences[0].sentence)

    desk.tell("")
    desk.app.push_screen(SimilarWindow(found, desk.language), chosen)


def _pick(asker: Asker, sentences: Sequence[Spoken]) -> None:
    from qualcode.review_app.picker import CodePicker, Picked

    desk, number = asker.desk, len(sentences)

    def picked(answer: Picked | None) -> None:
        if answer and answer.code:
            _code(asker, sentences, answer.code)

    more = f" ×{number}" if number > 1 else ""
    title = desk.say("编码 「{}」{}", "code 「{}」{}").format(sentences[0].text, more)
    window = CodePicker(title, asker.codes(), desk.language, may_add=False)
    desk.app.push_screen(window, picked)


def _code(asker: Asker, sentences: Sequence[Spoken], code: str) -> None:
    """Put a code on sentences, as one step to take back."""
    desk = asker.desk
    places = [(each.document, Span(each.start, each.end)) for each in sentences]
    if desk.attempt(lambda: add_codings(asker.project, places, code, by=asker.by)):
        asker.coded()
        desk.tell(("+ ", "bold"), (code, "bold"), f" ×{len(places)}", tail=desk.how_to_undo())
