"""“More like this” in review and reading: listed in place, opened, coded together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from qualcode.model.span import Span
from qualcode.review_app.code_screen import CodeScreen
from qualcode.review_app.panels import Lines
from qualcode.review_app.reader import Reader
from qualcode.review_app.review_screen import ReviewScreen
from qualcode.review_app.similar_window import SimilarWindow
from qualcode.workflow.exploring import similar
from qualcode.workflow.handcoding import add_coding
from qualcode.workflow.review import QueueOptions, ReviewQueue
from qualcode.workflow.review_order import Order

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from qualcode.workflow.project import Project
    from tests.review_app.conftest import Play


def words(pilot: Pilot[Any], name: str) -> str:
    return pilot.app.screen.query_one(f"#{name}", Lines).words


async def listed(pilot: Pilot[Any]) -> list[str]:
    """Ask for more like this; return the rows of the list."""
    await pilot.press("equals_sign")
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    assert isinstance(pilot.app.screen, SimilarWindow)
    return words(pilot, "sentences").splitlines()


def own(project: Project, by: str) -> list[tuple[str, str]]:
    return [(each.document, each.code) for each in project.store.codings.of_coder(by)]


def review(project: Project) -> ReviewScreen:
    def reopen(options: QueueOptions) -> ReviewQueue:
        return ReviewQueue(project, options, by="zhang")

    return ReviewScreen(reopen(QueueOptions(order=Order.DOCUMENT)), reopen, "en")


def test_several_like_a_proposal_are_coded_in_one_step(project: Project, play: Play) -> None:
    screen = review(project)
    code = screen.queue.current.coding.code if screen.queue.current else ""

    async def script(pilot: Pilot[Any]) -> None:
        rows = await listed(pilot)
        assert rows[0].startswith("▸☐ 0.")
        scores = [float(row[3:7]) for row in rows]
        assert scores == sorted(scores, reverse=True)
        await pilot.press("space", "down", "space", "c", "enter")  # the proposal's code comes first
        assert len(own(project, "zhang")) == 2
        assert {name for _, name in own(project, "zhang")} == {code}
        assert f"+ {code} ×2" in words(pilot, "message")
        await pilot.press("backspace")
        assert own(project, "zhang") == []

    play(lambda: screen, script)


def test_one_is_opened_in_its_transcript_and_esc_comes_back(project: Project, play: Play) -> None:
    screen = review(project)
    assert screen.queue.current is not None
    found = similar(project, screen.queue.current.coding.id, limit=2, by="zhang")

    async def script(pilot: Pilot[Any]) -> None:
        await listed(pilot)
        await pilot.press("down", "enter")
        reading = pilot.app.screen
        assert isinstance(reading, CodeScreen)
        assert reading.reader.name == found[1].sentence.document
        assert reading.view.caret.offset == found[1].sentence.start
        await pilot.press("escape")
        assert pilot.app.screen is screen

    play(lambda: screen, script)


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (200, 50)])
def test_from_the_reading_screen_at_any_size(
    project: Project, play: Play, size: tuple[int, int]
) -> None:
    screen = CodeScreen(Reader(project, "P-03", by="zhang"), "zh")

    async def script(pilot: Pilot[Any]) -> None:
        await pilot.press("n")
        rows = await listed(pilot)
        assert 3 <= len(rows) <= size[1] - 8 or len(rows) == 3
        await pilot.press("escape")
        assert pilot.app.screen is screen
        await listed(pilot)
        await pilot.press("tab", *"contact-scarce", "enter")
        assert [code for _, code in own(project, "zhang")] == ["contact-scarce"]
        assert "← Backspace 撤销" in words(pilot, "message") or size[0] == 40

    play(lambda: screen, script, size=size)


def test_what_colleagues_coded_is_not_shown_to_somebody_who_codes_blind(project: Project) -> None:
    wanted = "干部一年来不了一两回"
    first = similar(project, wanted, limit=1)[0].sentence
    add_coding(project, first.document, Span(first.start, first.end), "trust-deficit", by="li")
    assert "trust-deficit" in similar(project, wanted, limit=1)[0].codes
    assert "trust-deficit" in similar(project, wanted, limit=1, by="li")[0].codes
    assert "trust-deficit" not in similar(project, wanted, limit=1, by="zhang")[0].codes
