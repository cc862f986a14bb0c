"""What a screen says and keeps when something cannot be saved: a full disk, a kill."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from qualcode.model.memo import Target
from qualcode.review_app.code_screen import CodeScreen
from qualcode.review_app.panels import Lines
from qualcode.review_app.reader import Reader
from qualcode.workflow.memos import find_memos

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from qualcode.workflow.project import Project
    from tests.review_app.conftest import Play

LONG = "很长的一条备忘" * 900


def words(pilot: Pilot[Any], name: str) -> str:
    return pilot.app.screen.query_one(f"#{name}", Lines).words


@pytest.mark.parametrize(("size", "language"), [((40, 12), "zh"), ((80, 24), "en")])
def test_a_memo_that_finds_no_room_is_there_again(
    project: Project, play: Play, size: tuple[int, int], language: Any
) -> None:
    screen = CodeScreen(Reader(project, "P-03", by="zhang"), language)
    db = project.store._db
    pages = db.execute("PRAGMA page_count").fetchone()[0]

    async def script(pilot: Pilot[Any]) -> None:
        db.execute(f"PRAGMA max_page_count = {pages}")
        await pilot.press("m", "enter")
        pilot.app.screen.query_one("TextArea").insert(LONG)  # type: ignore[attr-defined]
        await pilot.press("enter")
        said = words(pilot, "message").replace("\n", "")
        assert "no room left on the disk" in said
        assert ("按 m 再试" if language == "zh" else "m brings it back") in said
        assert "✗" in words(pilot, "heading")
        db.execute("PRAGMA max_page_count = 1000000")
        await pilot.press("m", "enter")
        assert pilot.app.screen.query_one("TextArea").text == LONG  # type: ignore[attr-defined]
        await pilot.press("enter")
        assert "✓" in words(pilot, "heading")
        assert len(words(pilot, "message").splitlines()) == 1

    play(lambda: screen, script, size=size)
    [memo] = find_memos(project, target=Target.DOCUMENT, author="zhang")
    assert memo.text == LONG
