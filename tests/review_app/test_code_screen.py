"""Coding by hand, key by key: what is pressed is saved, and can be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from rich.cells import cell_len

from qualcode.model.coding import Review
from qualcode.model.memo import Target
from qualcode.model.transcript import Role
from qualcode.review_app.code_screen import CodeScreen
from qualcode.review_app.panels import Lines
from qualcode.review_app.reader import Reader
from qualcode.review_app.rows import MEASURE
from qualcode.workflow.handcoding import visible_codings
from qualcode.workflow.memos import find_memos

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.pilot import Pilot

    from qualcode.model.coding import Coding
    from qualcode.workflow.project import Project
    from tests.review_app.conftest import Play

DOCUMENT = "P-03"


@pytest.fixture
def screen(project: Project) -> CodeScreen:
    return CodeScreen(Reader(project, DOCUMENT, by="zhang"), "zh")


@pytest.fixture
def own(project: Project) -> Callable[[], list[Coding]]:
    def codings() -> list[Coding]:
        found = visible_codings(project, DOCUMENT, by="zhang")
        return [each for each in found if each.coder == "zhang"]

    return codings


def words(pilot: Pilot[Any], name: str) -> str:
    return pilot.app.screen.query_one(f"#{name}", Lines).words


def test_that_it_was_read_to_its_end_is_said_by_a_key(
    screen: CodeScreen, project: Project, play: Play
) -> None:
    async def script(pilot: Pilot[Any]) -> None:
        assert "已通读" not in words(pilot, "heading")
        await pilot.press("R")
        assert "已通读" in words(pilot, "heading")
        assert project.store.views.marked("zhang") == {DOCUMENT}
        await pilot.press("u")
        assert "已通读" not in words(pilot, "heading")
        await pilot.press("R", "R")
        assert project.store.views.marked("zhang") == set()

    play(lambda: screen, script, size=(120, 24))


def test_a_sentence_is_coded_by_pinyin_and_taken_back(
    screen: CodeScreen, own: Callable[[], list[Coding]], play: Play
) -> None:
    async def script(pilot: Pilot[Any]) -> None:
        await pilot.press("n", "space", "enter", *"zflxxs", "enter")
        (coding,) = own()
        assert coding.code == "contact-scarce"
        assert coding.quote.startswith("不进不进")
        assert coding.span.of(screen.reader.document.text) == coding.quote
        assert coding.review is Review.ACCEPTED
        assert "走访联系稀少" in words(pilot, "message")
        assert "1 走访联系稀少" in words(pilot, "panel")
        await pilot.press("backspace")
        assert own() == []
        await pilot.press("f4")
        assert own() == [coding]

    play(lambda: screen, script)


def test_digits_and_repeat_use_what_was_used_last(
    screen: CodeScreen, own: Callable[[], list[Coding]], play: Play
) -> None:
    async def script(pilot: Pilot[Any]) -> None:
        await pilot.press("1")
        assert "还没有" in words(pilot, "message") or "没有编码" in words(pilot, "message")
        await pilot.press("n", "space", "enter", *"contact-scarce", "enter")
        await pilot.press("n", "space", "1")
        await pilot.press("n", "space", "full_stop")
        assert [each.code for each in own()] == ["contact-scarce"] * 3

    play(lambda: screen, script)


@pytest.mark.parametrize("key", ["enter", "1", "full_stop", "t", "i"])
def test_what_the_interviewer_asks_is_not_coded_and_it_is_said_why(
    project: Project, own: Callable[[], list[Coding]], play: Play, key: str
) -> None:
    turns = project.store.documents.read(DOCUMENT).turns
    at = next(turn.speech.start for turn in turns if turn.role is Role.INTERVIEWER)
    screen = CodeScreen(Reader(project, DOCUMENT, by="zhang"), "en", at=at)
    book = project.codebook_path.read_bytes()

    async def script(pilot: Pilot[Any]) -> None:
        screen.reader.last_code = "contact-scarce"
        await pilot.press("space", key)
        await pilot.pause()
        assert pilot.app.screen is screen
        assert "interviewer's" in words(pilot, "message") or key == "1"
        await pilot.press("escape", "escape", "enter")  # nothing is selected
        await pilot.pause()
        assert "what interviewers say is not coded" in words(pilot, "message")
        assert own() == []
        assert project.codebook_path.read_bytes() == book
        assert not screen.view.scene.tagged

    play(lambda: screen, script)


def test_signs_are_selected_one_by_one_and_by_words(
    screen: CodeScreen, own: Callable[[], list[Coding]], play: Play
) -> None:
    async def script(pilot: Pilot[Any]) -> None:
        await pilot.press("n", "shift+right", "shift+right", "c", *"income", "enter")
        assert [each.quote for each in own()] == ["不进"]
        await pilot.press("n", "v", "w", "enter", *"contact-scarce", "enter")
        quotes = {each.quote for each in own()} - {"不进"}
        assert len(quotes) == 1
        assert quotes.pop()

    play(lambda: screen, script)


def test_delete_takes_off_a_code_and_rejects_a_proposal(
    project: Project, own: Callable[[], list[Coding]], play: Play
) -> None:
    proposals = visible_codings(project, DOCUMENT, by="zhang")
    assert proposals, "the sample document has proposals"
    first = proposals[0]
    screen = CodeScreen(Reader(project, DOCUMENT, by="zhang"), "en", at=first.span.start)

    async def script(pilot: Pilot[Any]) -> None:
        here = {mark.id for mark in screen.here}
        await pilot.press("delete")
        gone = here - {mark.id for mark in screen.here}
        assert len(gone) == 1
        taken = project.store.codings.get(gone.pop())
        assert taken is not None
        assert taken.review is Review.REJECTED
        assert taken.decided_by == "zhang"

    play(lambda: screen, script)


def test_in_vivo_and_new_codes_go_into_the_yaml(
    screen: CodeScreen, own: Callable[[], list[Coding]], play: Play, project: Project
) -> None:
    before = project.codebook_path.read_text(encoding="utf-8")

    async def script(pilot: Pilot[Any]) -> None:
        await pilot.press("n", "shift+right", "shift+right", "i")
        await pilot.pause()
        await pilot.press("n", "space", "enter", *"brandnew", "enter", "enter", "enter")
        await pilot.pause()
        assert [each.code for each in own()] == ["不进", "brandnew"]

    play(lambda: screen, script)
    after = project.codebook_path.read_text(encoding="utf-8")
    assert "brandnew" in after
    assert "不进" in after
    assert len(after) > len(before)


def test_tagged_places_are_coded_together(
    screen: CodeScreen, own: Callable[[], list[Coding]], play: Play
) -> None:
    async def script(pilot: Pilot[Any]) -> None:
        await pilot.press("n", "space", "t", "n", "right_parenthesis", "space", "t")
        assert len(screen.view.scene.tagged) == 2
        await pilot.press("semicolon", *"contact-scarce", "enter")
        assert len(own()) == 2
        assert not screen.view.scene.tagged
        await pilot.press("backspace")  # one step, however many places
        assert not own()
        await pilot.press("f4")
        assert len(own()) == 2

    play(lambda: screen, script)


def test_a_new_code_goes_onto_all_that_is_tagged(
    screen: CodeScreen, own: Callable[[], list[Coding]], play: Play
) -> None:
    async def script(pilot: Pilot[Any]) -> None:
        await pilot.press("n", "space", "t", "n", "right_parenthesis", "space", "t", "semicolon")
        await pilot.press(*"brandnew", "enter", "enter", "enter")
        await pilot.pause()
        assert [each.code for each in own()] == ["brandnew"] * 2

    play(lambda: screen, script)


def test_memo_pin_flag_find_limit(screen: CodeScreen, play: Play, project: Project) -> None:
    async def script(pilot: Pilot[Any]) -> None:
        await pilot.press("n", "space", "enter", *"contact-scarce", "enter")
        await pilot.press("p")
        assert screen.reader.quick[0] == "contact-scarce"
        await pilot.press("f6", "1", *"note", "ctrl+j", *"two", "enter")
        (memo,) = find_memos(project, target=Target.CODING)
        assert memo.text == "note\ntwo"
        assert "note" in words(pilot, "panel")
        await pilot.press("m", "2", *"on the whole", "enter")
        assert [each.target_id for each in find_memos(project, target=Target.DOCUMENT)] == [
            DOCUMENT
        ]
        await pilot.press("f")
        assert words(pilot, "message").strip().startswith("⚑")
        await pilot.press("slash")
        pilot.app.screen.query_one("Input").value = "西安"  # type: ignore[attr-defined]
        await pilot.press("enter")
        found = screen.view.scene.found
        assert len(found) > 2
        assert screen.view.caret.offset == found[0].start
        await pilot.press("greater_than_sign")
        assert screen.view.caret.offset == found[1].start
        await pilot.press("escape", "f7", "down", "down", "enter")
        assert screen.reader.only_code
        assert {mark.code for mark in screen.view.scene.lanes.codings} == {screen.reader.only_code}
        await pilot.press("escape")
        assert not screen.reader.only_code

    play(lambda: screen, script)


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (200, 50), (24, 8)])
def test_every_size_is_drawn_and_resized(
    screen: CodeScreen, play: Play, size: tuple[int, int]
) -> None:
    async def script(pilot: Pilot[Any]) -> None:
        await pilot.press("n", "space")
        span = screen.view.caret.span
        for other in ((100, 30), (30, 10), size):
            await pilot.resize_terminal(*other)
            await pilot.pause()
            assert screen.view.caret.span == span
            row, _ = screen.view.scene.rows.cell_of(screen.view.caret.offset)
            assert 0 <= row - screen.view.scroll_offset.y < screen.view.size.height
        await pilot.press("question_mark")
        await pilot.press("escape", "enter", "escape")

    play(lambda: screen, script, size=size)


def test_mouse_selects(screen: CodeScreen, play: Play) -> None:
    async def script(pilot: Pilot[Any]) -> None:
        margin = screen.view.scene.margin
        await pilot.mouse_down(screen.view, offset=(margin + 2, 1))
        await pilot.hover(screen.view, offset=(margin + 8, 1))
        await pilot.mouse_up(screen.view, offset=(margin + 8, 1))
        rows = screen.view.scene.rows
        assert screen.view.caret.span is not None
        assert screen.view.caret.span.start == rows.offset_at(1, 2)
        assert screen.view.caret.span.end == rows.offset_at(1, 8)

    play(lambda: screen, script)


def test_a_removed_project_file_is_said_and_nothing_moves_on(
    screen: CodeScreen, play: Play, study: Path, own: Callable[[], list[Coding]]
) -> None:
    async def script(pilot: Pilot[Any]) -> None:
        await pilot.press("n", "space", "enter", *"contact-scarce", "enter")
        kept = own()
        moved = study / "study.qualcode"
        moved.rename(study / "elsewhere")
        await pilot.press("n", "space", "full_stop")
        assert "未保存" in words(pilot, "heading")
        assert "错误" in words(pilot, "message")
        (study / "elsewhere").rename(moved)
        await pilot.press("full_stop")
        assert "已保存" in words(pilot, "heading")
        assert len(own()) == len(kept) + 1

    play(lambda: screen, script)


def test_another_writer_is_waited_for_or_named(
    screen: CodeScreen, play: Play, study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sqlite3

    other = sqlite3.connect(study / "study.qualcode", isolation_level=None)

    async def script(pilot: Pilot[Any]) -> None:
        screen.reader.project.store._db.execute("PRAGMA busy_timeout = 50")
        other.execute("BEGIN IMMEDIATE")
        await pilot.press("n", "space", "enter", *"contact-scarce", "enter")
        assert "未保存" in words(pilot, "heading")
        other.execute("ROLLBACK")
        await pilot.press("space", "enter", *"contact-scarce", "enter")
        assert "已保存" in words(pilot, "heading")

    play(lambda: screen, script)
    other.close()


def test_lines_stay_short_on_a_wide_screen_and_the_panel_takes_the_room(
    screen: CodeScreen, play: Play
) -> None:
    async def script(pilot: Pilot[Any]) -> None:
        rows = screen.view.scene.rows
        assert max(cell_len(rows.shown(row).rstrip()) for row in range(len(rows))) <= MEASURE
        assert screen.query_one("#panel").size.width == 60 - 2
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert screen.query_one("#panel").size.width == 26 - 2

    play(lambda: screen, script, size=(200, 40))
