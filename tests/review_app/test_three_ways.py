"""Two hundred decisions by keys alone give the same codings, byte for byte, as in lines.

That lines and spreadsheets agree is tested with the commands.
"""

from __future__ import annotations

import io
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from qualcode.cli.main import main
from qualcode.model.coding import Status
from qualcode.review_app.review_screen import ReviewScreen
from qualcode.workflow.filters import Filters
from qualcode.workflow.project import opened
from qualcode.workflow.review import QueueOptions, ReviewQueue
from qualcode.workflow.review_order import Order

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from textual.pilot import Pilot

    from qualcode.workflow.review_items import Item
    from tests.review_app.conftest import Play

MOMENT = "2026-05-01T08:00:00+00:00"
WANTED = 200
EVERYWHERE = """
  - id: everywhere
    name: {zh: 到处}
    kind: problem
    definition: {zh: 到处都有。}
    patterns: {zh: [我们, 村里, 他们, 没有, 一个, 不是, 就是]}
"""
PLAN = ("accept", "reject", "accept", "recode", "status", "about")


@pytest.fixture(autouse=True)
def _one_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stop the clock, so that only what was decided can differ."""
    for module in ("decisions", "memos", "undoing"):
        monkeypatch.setattr(f"qualcode.workflow.{module}.now", lambda: MOMENT)


@pytest.fixture
def many(study: Path) -> Path:
    """The sample with a code that is found everywhere."""
    path = study / "codebook.yaml"
    path.write_text(path.read_text(encoding="utf-8").rstrip() + EVERYWHERE, encoding="utf-8")
    assert main(["-q", "--project", str(study), "code"]) == 0
    return study


def documents_of(folder: Path) -> list[str]:
    """Return documents that hold some two hundred proposals together."""
    found: list[str] = []
    with opened(folder / "study.qualcode") as project:
        for name in project.store.documents.names():
            found.append(name)
            options = QueueOptions(filters=Filters(documents=found), order=Order.DOCUMENT)
            if len(ReviewQueue(project, options, by="li").ids) >= WANTED:
                break
    return found


def code_for(code: str) -> str:
    return "skill-gap" if code != "skill-gap" else "form-burden"


def keys_for(verb: str, item: Item, subjects: Sequence[str]) -> Iterator[str]:
    match verb:
        case "accept":
            yield "enter"
        case "reject":
            yield "0"
        case "recode":
            yield from ("tab", *code_for(item.coding.code), "enter")
        case "status":
            yield from ("f7", str(list(Status).index(Status.DENIED) + 1), "down")
        case _:
            yield from ("f8", *_switches(item.coding.about, subjects), "enter", "down")


def _switches(about: Sequence[str], subjects: Sequence[str]) -> Iterator[str]:
    """Yield the keys that leave GOV alone chosen."""
    at = next((subjects.index(each) for each in about if each in subjects), 0)
    for place in sorted(subjects.index(each) for each in {*about} ^ {"GOV"}):
        yield from ["down"] * ((place - at) % len(subjects))
        yield "space"
        at = place


def line_for(verb: str, code: str) -> list[str]:
    return {
        "accept": ["y"],
        "reject": ["n"],
        "recode": [f"c {code_for(code)}"],
        "status": ["t denied", "j"],
        "about": ["b GOV", "j"],
    }[verb]


def exported(folder: Path) -> bytes:
    out = folder / "out"
    assert main(["-q", "--project", str(folder), "export", str(out), "--force"]) == 0
    return (out / "codings.csv").read_bytes()


def test_keys_and_lines_give_the_same_bytes(
    many: Path, play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = documents_of(many)
    before = exported(many)
    other = many.with_name("other")
    shutil.copytree(many, other)
    codes: list[str] = []

    with opened(many / "study.qualcode") as project:

        def queue(options: QueueOptions) -> ReviewQueue:
            return ReviewQueue(project, options, by="li")

        options = QueueOptions(filters=Filters(documents=names), order=Order.DOCUMENT)
        screen = ReviewScreen(queue(options), queue, "en")
        subjects = [each.id for each in screen.queue.codebook.subjects.subjects]
        total = len(screen.queue.ids)

        async def decide(pilot: Pilot[Any]) -> None:
            for place in range(total):
                assert screen.item is not None
                codes.append(screen.item.coding.code)
                await pilot.press(*keys_for(PLAN[place * 7 % 6], screen.item, subjects))
            assert screen.item is None

        async def take_back(pilot: Pilot[Any]) -> None:
            await pilot.press(*["backspace"] * total)

        play(lambda: screen, decide)
        by_keys = exported(many)
        again = ReviewScreen(queue(options), queue, "en")
        play(lambda: again, take_back)

    assert total >= WANTED
    lines = [line for n, code in enumerate(codes) for line in line_for(PLAN[n * 7 % 6], code)]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join([*lines, "q"]) + "\n"))
    words = [word for name in names for word in ("--document", name)]
    order = ["--order", "document", "--coder", "li", "--plain"]
    assert main(["-q", "--project", str(other), "review", *words, *order]) == 0
    assert exported(other) == by_keys
    assert by_keys != before
    assert exported(many) == before
