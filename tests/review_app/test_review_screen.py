"""Reviewing, key by key: one key is one decision, saved, and taken back without limit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from rich.cells import cell_len

from qualcode.model.coding import LEARNED, Review, Status
from qualcode.model.memo import Target
from qualcode.review_app.panels import Lines
from qualcode.review_app.review_screen import ReviewScreen
from qualcode.workflow.filters import Filters
from qualcode.workflow.memos import find_memos
from qualcode.workflow.review import QueueOptions, ReviewQueue
from qualcode.workflow.review_order import Order

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from textual.pilot import Pilot

    from qualcode.model.coding import Coding
    from qualcode.workflow.project import Project
    from tests.review_app.conftest import Play


def words(pilot: Pilot[Any], name: str) -> str:
    return pilot.app.screen.query_one(f"#{name}", Lines).words


def screen_of(project: Project, options: QueueOptions | None = None) -> ReviewScreen:
    def reopen(options: QueueOptions) -> ReviewQueue:
        return ReviewQueue(project, options, by="zhang")

    return ReviewScreen(reopen(options or QueueOptions(order=Order.DOCUMENT)), reopen, "en")


@pytest.fixture
def screen(project: Project) -> ReviewScreen:
    return screen_of(project)


def coding(project: Project, name: str) -> Coding:
    found = project.store.codings.get(name)
    assert found is not None
    return found


def test_accept_reject_skip_and_recode(screen: ReviewScreen, project: Project, play: Play) -> None:
    ids = list(screen.queue.ids)

    async def script(pilot: Pilot[Any]) -> None:
        await pilot.press("enter")
        assert coding(project, ids[0]).review is Review.ACCEPTED
        assert "last: ✓" in words(pilot, "message")
        await pilot.press("0")
        assert coding(project, ids[1]).review is Review.REJECTED
        await pilot.press("space")
        assert coding(project, ids[2]).review is Review.PROPOSED
        assert screen.item is not None
        wanted, former = screen.item.candidates[0].code, screen.item.card.name.en
        became = screen.item.candidates[0].name.en
        await pilot.press("1")
        assert f"{former} → {became}" in words(pilot, "message")
        assert coding(project, ids[3]).review is Review.REJECTED
        placed = project.store.codings.of_document(coding(project, ids[3]).document)
        assert [each.coder for each in placed if each.code == wanted and each.coder == "zhang"]
        assert "✓2 ✗1 ~1" in words(pilot, "heading") or "✓1 ✗2 ~1" in words(pilot, "heading")

    play(lambda: screen, script)


def test_the_pattern_of_a_proposal_is_told_once(screen: ReviewScreen, play: Play) -> None:
    async def script(pilot: Pilot[Any]) -> None:
        for _ in screen.queue.ids:
            assert screen.item is not None
            pattern = screen.item.coding.evidence.pattern
            shown = " ".join(words(pilot, "item").split())
            if pattern != LEARNED and pattern in shown:
                assert shown.count(f"→ {pattern}") == 1
                assert f"“{pattern}” ·" not in shown
            await pilot.press("space")

    play(lambda: screen, script)


def test_undo_of_all_returns_every_former_state(
    screen: ReviewScreen, project: Project, play: Play
) -> None:
    ids = list(screen.queue.ids)
    before = {name: coding(project, name) for name in ids}

    async def script(pilot: Pilot[Any]) -> None:
        await pilot.press("enter", "0", "1", "a", "x", "tab", *"contact", "enter", "enter")
        after = {name: coding(project, name) for name in ids}
        assert after != before
        await pilot.press(*["backspace"] * 7)
        assert {name: coding(project, name) for name in ids} == before
        await pilot.press("backspace")
        assert "nothing" in words(pilot, "message")
        assert "[saved ✓]" in words(pilot, "heading")
        await pilot.press(*["f4"] * 7)
        changed = {name: coding(project, name).review for name in ids}
        assert changed == {name: each.review for name, each in after.items()}

    play(lambda: screen, script)


def test_status_about_and_edges_are_changed_in_place(
    screen: ReviewScreen, project: Project, play: Play
) -> None:
    name = screen.queue.ids[0]
    first = coding(project, name)

    async def script(pilot: Pilot[Any]) -> None:
        await pilot.press("f7", "3")
        assert coding(project, name).status is list(Status)[2]
        await pilot.press("f8", "1", "enter")
        assert set(coding(project, name).about) != set(first.about)
        await pilot.press("right_square_bracket")
        assert coding(project, name).span.start == first.span.start + 1
        await pilot.press("left_black_lenticular_bracket")  # 【, as an input method sends it
        assert coding(project, name).span.start == first.span.start
        await pilot.press("left_curly_bracket")
        assert coding(project, name).span.end < first.span.end
        text = project.store.documents.text(first.document)
        now = coding(project, name)
        assert now.span.of(text) == now.quote
        assert screen.queue.ids[screen.queue.position] == name

    play(lambda: screen, script)


def test_many_at_once_are_asked_for_and_taken_back_as_one(
    screen: ReviewScreen, project: Project, play: Play
) -> None:
    by_pattern = (
        name for name in screen.queue.ids if coding(project, name).evidence.pattern != LEARNED
    )
    screen.queue.go_to(next(by_pattern))

    async def script(pilot: Pilot[Any]) -> None:
        same = screen.queue.same_pattern()
        await pilot.press("X")
        assert str(len(same)) in words(pilot, "text")
        await pilot.press("escape")
        assert all(coding(project, name).review is Review.PROPOSED for name in same)
        await pilot.press("X", "enter")
        assert all(coding(project, name).review is Review.REJECTED for name in same)
        await pilot.press("u")
        assert all(coding(project, name).review is Review.PROPOSED for name in same)
        equal = screen.queue.equal_hits()
        await pilot.press("A", "y")
        assert all(coding(project, name).review is Review.ACCEPTED for name in equal)

    play(lambda: screen, script)


def test_memo_flag_context_definition_order_and_limit(
    screen: ReviewScreen, project: Project, play: Play
) -> None:
    name = screen.queue.ids[0]

    async def script(pilot: Pilot[Any]) -> None:
        await pilot.press("f6", "1", *"why", "enter", "f")
        (memo,) = find_memos(project, target=Target.CODING)
        assert (memo.target_id, memo.text) == (name, "why")
        assert "why" in words(pilot, "item")
        assert "⚑" in words(pilot, "item")
        short = words(pilot, "item")
        await pilot.press("e")
        assert "include" in words(pilot, "item")
        await pilot.press("e")
        assert words(pilot, "item") == short
        await pilot.press("g")
        assert screen.queue.options.context == 4
        await pilot.press("s", "2")
        assert screen.queue.options.order is Order.CODE
        assert "by code" in words(pilot, "heading")
        await pilot.press("l", "2")
        assert screen.item is not None
        assert screen.queue.options.filters.codes == (screen.item.coding.code,)
        await pilot.press("l", "1", "o")
        assert pilot.app.screen is not screen
        await pilot.press("escape")
        assert pilot.app.screen is screen

    play(lambda: screen, script)


def test_one_comes_back_to_where_one_left(
    screen: ReviewScreen,
    play: Play,
    reopen: Callable[[], AbstractContextManager[Project]],
) -> None:
    async def script(pilot: Pilot[Any]) -> None:
        await pilot.press("enter", "enter", "down", "down")
        await pilot.press("q")

    play(lambda: screen, script)
    here = screen.queue.ids[screen.queue.position]
    with reopen() as project:
        again = screen_of(project)
        assert again.queue.ids[again.queue.position] == here


def test_the_end_of_the_queue_is_said(project: Project, play: Play) -> None:
    book = project.codebook()
    code = min(
        (each.id for each in book.leaves),
        key=lambda name: len(_open(project, name)) or 10**6,
    )
    options = QueueOptions(filters=Filters(codes=(code,)))
    screen = screen_of(project, options)
    number = len(screen.queue.ids)
    assert number

    async def script(pilot: Pilot[Any]) -> None:
        await pilot.press(*["enter"] * number)
        assert "end of the queue" in words(pilot, "item")
        await pilot.press("enter", "0", "1", "A", "tab", "f", "m", "e", "g", "o")
        assert "end of the queue" in words(pilot, "item")
        await pilot.press("up", "0")
        assert "✗1" in words(pilot, "heading")

    play(lambda: screen, script)


def _open(project: Project, code: str) -> list[str]:
    return ReviewQueue(project, QueueOptions(filters=Filters(codes=(code,))), by="zhang").ids


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (160, 50), (24, 9)])
def test_every_size_shows_the_coded_words(
    screen: ReviewScreen, play: Play, size: tuple[int, int]
) -> None:
    async def script(pilot: Pilot[Any]) -> None:
        for _ in range(6):
            assert "【" in words(pilot, "item")
            shown = words(pilot, "item").split("\n")
            assert len(shown) <= size[1] - 3
            await pilot.press("down")

    play(lambda: screen, script, size=size)


def test_a_wide_screen_has_the_reasons_beside_the_words(
    screen: ReviewScreen, project: Project, play: Play
) -> None:
    async def script(pilot: Pilot[Any]) -> None:
        assert screen.item is not None
        head, *rows = words(pilot, "item").splitlines()
        assert head.strip()
        assert {cell_len(row[: row.index(" │ ")]) for row in rows} == {107}
        beside = "".join(row.partition(" │ ")[2].strip() for row in rows).replace(" ", "")
        card = screen.item.card
        for text in (card.definition, card.include, card.exclude):
            assert text.en.replace(" ", "") in beside
        await pilot.resize_terminal(100, 40)
        await pilot.pause()
        assert not any(" │ " in row for row in words(pilot, "item").splitlines())
        await pilot.resize_terminal(200, 40)
        await pilot.pause()
        assert sum(" │ " in row for row in words(pilot, "item").splitlines()) == 36

    play(lambda: screen, script, size=(200, 40))
