"""Write what the manual of the screens shows: pictures of them, and their tables of keys.

``python docs/screens.py`` draws docs/screens/*.svg on the sample project and writes the
tables into docs/review.md; ``--check`` only says whether the tables are those of the
bindings, and exits 1 if not.
"""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.review_app.keymap import ADJUDICATE, CODE, REVIEW
from qualcode.review_app.keys import listed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.screen import Screen

    from qualcode.review_app.keys import Action
    from qualcode.workflow.project import Project

DOCS = Path(__file__).parent
MANUAL = DOCS / "review.md"
PICTURES = DOCS / "screens"
TABLES = {"code": CODE, "review": REVIEW, "adjudicate": ADJUDICATE}
DOCUMENT = "P-03"
SIZE = (100, 28)


def with_tables(text: str) -> str:
    """Return the manual with the tables of keys as the bindings have them."""
    for name, actions in TABLES.items():
        begin, end = f"<!-- keys: {name} -->", f"<!-- end: {name} -->"
        pattern = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
        filled = f"{begin}\n{_table(actions)}\n{end}"
        text = pattern.sub(lambda _, filled=filled: filled, text)  # type: ignore[misc]
    return text


def _table(actions: Sequence[Action]) -> str:
    rows = ["| keys | | 作用 |", "|---|---|---|"]
    for action in listed(actions):
        safe = " ●" if action.is_safe else ""
        keys = " ".join(f"`{key}`" for key in action.keys.split(" "))
        rows.append(f"| {keys}{safe} | {action.label.en} | {action.label.zh} |")
    return "\n".join(rows)


def draw(folder: Path) -> None:
    """Draw each screen on a coded sample project in a folder."""
    from qualcode.cli.main import main as qualcode
    from qualcode.workflow.project import opened

    study = folder / "study"
    qualcode(["-q", "init", str(study), "--sample"])
    qualcode(["-q", "--project", str(study), "code"])
    with opened(study / "study.qualcode") as project:
        code, review, adjudicate = _screens(project)
        _picture("code", code, ["n", "space", "1", "n", "space", "1", "n", "space"])
        _picture("picker", code, ["n", "n", "space", "enter", *"zf"])
        _picture("review", review, ["enter", "0"])
        _picture("help", review, ["f1"])
        _picture("adjudicate", adjudicate, ["1"])


def _screens(project: Project) -> tuple[Callable[[], Screen[None]], ...]:
    """Return the three screens, with a little work of two coders to show."""
    from qualcode.model.span import Span
    from qualcode.review_app.adjudicate_screen import AdjudicateScreen
    from qualcode.review_app.cases import Cases
    from qualcode.review_app.code_screen import CodeScreen
    from qualcode.review_app.reader import Reader
    from qualcode.review_app.review_screen import ReviewScreen
    from qualcode.workflow.filters import Filters
    from qualcode.workflow.handcoding import add_coding
    from qualcode.workflow.review import QueueOptions, ReviewQueue

    for place, unit in enumerate(project.store.documents.read(DOCUMENT).units[40:60:5]):
        whole, half = Span(unit.start, unit.end), Span(unit.start, (unit.start + unit.end) // 2)
        add_coding(project, DOCUMENT, whole, "self-reliance", by="zhang")
        other = "skill-gap" if place % 2 else "self-reliance"
        add_coding(project, DOCUMENT, half if place == 0 else whole, other, by="li")

    def queue(options: QueueOptions) -> ReviewQueue:
        return ReviewQueue(project, options, by="zhang")

    cases = Cases(project, ("zhang", "li"), Filters(), by="wang")
    return (
        lambda: CodeScreen(Reader(project, DOCUMENT, by="zhang"), "zh"),
        lambda: ReviewScreen(queue(QueueOptions()), queue, "en"),
        lambda: AdjudicateScreen(cases, "zh"),
    )


def _picture(name: str, screen: Callable[[], Screen[None]], keys: Sequence[str]) -> None:
    from qualcode.review_app.app import ReviewApp

    async def session() -> str:
        app = ReviewApp(screen)
        async with app.run_test(size=SIZE) as pilot:
            await pilot.pause()
            await pilot.press(*keys)
            await pilot.pause()
            return app.export_screenshot(title=f"qualcode · {name}")

    drawn = asyncio.run(session())
    stable = re.sub(r"terminal-\d+", f"terminal-{name}", drawn)  # Rich numbers it by chance
    PICTURES.mkdir(exist_ok=True)
    (PICTURES / f"{name}.svg").write_text(stable, encoding="utf-8")


def main() -> int:
    """Write tables and pictures, or check the tables."""
    text = MANUAL.read_text(encoding="utf-8")
    wanted = with_tables(text)
    if "--check" in sys.argv:
        return int(text != wanted)
    MANUAL.write_text(wanted, encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        draw(Path(folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())
