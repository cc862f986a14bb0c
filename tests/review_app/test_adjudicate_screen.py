"""Adjudication, key by key: originals stay, the consensus is kept with its reason."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from qualcode.model.coding import Review
from qualcode.model.span import Span
from qualcode.model.transcript import Role
from qualcode.review_app.adjudicate_screen import AdjudicateScreen
from qualcode.review_app.cases import Cases
from qualcode.review_app.panels import Lines
from qualcode.workflow.agreed import CONSENSUS
from qualcode.workflow.filters import Filters
from qualcode.workflow.handcoding import add_coding

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from qualcode.model.coding import Coding
    from qualcode.workflow.project import Project
    from tests.review_app.conftest import Play

DOCUMENT = "P-03"


@pytest.fixture
def disputed(project: Project) -> Project:
    """Two coders who differ in edges, in codes twice in the same way, and in coding at all."""
    units = project.store.documents.read(DOCUMENT).units[2:30:4]
    for place, unit in enumerate(units[:4]):
        whole = Span(unit.start, unit.end)
        half = Span(unit.start, (unit.start + unit.end) // 2)
        add_coding(project, DOCUMENT, whole, "contact-scarce", by="zhang")
        if place == 0:
            add_coding(project, DOCUMENT, half, "contact-scarce", by="li")
        elif place < 3:
            add_coding(project, DOCUMENT, whole, "gift-only-help", by="li")
    return project


def words(pilot: Pilot[Any], name: str) -> str:
    return pilot.app.screen.query_one(f"#{name}", Lines).words


def consensus(project: Project) -> list[Coding]:
    return project.store.codings.of_coder(CONSENSUS)


def holding(project: Project) -> list[Coding]:
    return [each for each in consensus(project) if each.review is Review.ACCEPTED]


def screen_of(project: Project, *, needs_reason: bool = False) -> AdjudicateScreen:
    cases = Cases(project, ("zhang", "li"), Filters(), by="wang")
    return AdjudicateScreen(cases, "en", needs_reason=needs_reason)


def test_sides_are_taken_and_taken_back(disputed: Project, play: Play) -> None:
    screen = screen_of(disputed)

    async def script(pilot: Pilot[Any]) -> None:
        assert "zhang vs li · 1/4 · 4 open" in words(pilot, "heading")
        assert "different edges" in words(pilot, "item")
        await pilot.press("2")
        (agreed,) = consensus(disputed)
        sides = screen.cases.cases[0].sides
        assert agreed.span == sides["li"][0].span
        assert agreed.decided_by == "wang"
        assert {each.coder for each in sides["li"] + sides["zhang"]} == {"li", "zhang"}
        await pilot.press("3", "0")
        assert len(consensus(disputed)) == 5
        assert sum(each.review is Review.REJECTED for each in consensus(disputed)) == 2
        assert "1 open" in words(pilot, "heading")
        await pilot.press("backspace", "backspace", "backspace")
        assert consensus(disputed) == []
        assert "1/4 · 4 open" in words(pilot, "heading")
        await pilot.press("f4")
        assert consensus(disputed) == [agreed]

    play(lambda: screen, script)


def test_equal_cases_are_settled_together_when_that_is_meant(disputed: Project, play: Play) -> None:
    screen = screen_of(disputed)

    async def script(pilot: Pilot[Any]) -> None:
        await pilot.press("down")
        assert "2 equal cases" in words(pilot, "item")
        await pilot.press("A", "2", "escape")
        assert consensus(disputed) == []
        await pilot.press("A", "2", "enter")
        assert [each.code for each in holding(disputed)] == ["gift-only-help"] * 2

    play(lambda: screen, script)


def test_another_code_other_edges_and_a_reason(disputed: Project, play: Play) -> None:
    screen = screen_of(disputed, needs_reason=True)

    async def script(pilot: Pilot[Any]) -> None:
        case = screen.cases.current
        assert case is not None
        await pilot.press("right_square_bracket", "1")
        assert consensus(disputed) == []
        await pilot.press(*"because", "enter")
        (agreed,) = consensus(disputed)
        assert agreed.span.start == case.start + 1
        assert "because" in " ".join(reason.outcome for reason in agreed.evidence.reasons)
        text = disputed.store.documents.text(DOCUMENT)
        assert agreed.span.of(text) == agreed.quote
        await pilot.press("m", *"better", "enter", "tab", *"form-burden", "enter")
        assert {each.code for each in holding(disputed)} == {"contact-scarce", "form-burden"}

    play(lambda: screen, script)


def test_of_three_coders_a_case_shows_those_who_read_its_document(
    disputed: Project, play: Play
) -> None:
    document = disputed.store.documents.read("P-01")
    start = next(turn.speech.start for turn in document.turns if turn.role is Role.RESPONDENT)
    add_coding(disputed, "P-01", Span(start, start + 4), "contact-scarce", by="anna")
    add_coding(disputed, "P-01", Span(start, start + 4), "gift-only-help", by="zhang")
    cases = Cases(disputed, ("anna", "zhang", "li"), Filters(), by="wang")
    screen = AdjudicateScreen(cases, "en")

    async def script(pilot: Pilot[Any]) -> None:
        assert "anna vs zhang · 1/5" in words(pilot, "heading")
        await pilot.press("2")
        assert [each.code for each in holding(disputed)] == ["gift-only-help"]
        assert "zhang vs li · 2/5" in words(pilot, "heading")
        await pilot.press("b")
        assert "B vs C" in words(pilot, "heading")
        await pilot.press("3")
        assert cases.open == 3

    play(lambda: screen, script)


def test_names_can_be_hidden_and_transcripts_opened(disputed: Project, play: Play) -> None:
    screen = screen_of(disputed)

    async def script(pilot: Pilot[Any]) -> None:
        await pilot.press("b")
        assert "A vs B" in words(pilot, "heading")
        assert "zhang" not in words(pilot, "item")
        await pilot.press("o")
        assert pilot.app.screen is not screen
        await pilot.press("escape", "percent_sign")
        said = words(pilot, "message")
        assert re.search(r"all α -?\d\.\d\d", said)
        assert re.search(r"contact-scarce κ -?\d\.\d\d", said)
        await pilot.press("2", "percent_sign")  # what is agreed on changes nothing of it
        assert words(pilot, "message").split(" · ")[0] == said.split(" · ")[0]
        await pilot.press("u", "space", "e")
        assert "2/4" in words(pilot, "heading")
        assert "exclude" in words(pilot, "item")

    play(lambda: screen, script)


def test_coders_who_agree_leave_nothing_to_do(project: Project, play: Play) -> None:
    unit = project.store.documents.read(DOCUMENT).units[3]
    for name in ("zhang", "li"):
        add_coding(project, DOCUMENT, Span(unit.start, unit.end), "contact-scarce", by=name)
    screen = screen_of(project)

    async def script(pilot: Pilot[Any]) -> None:
        assert "No disagreements" in words(pilot, "item")
        await pilot.press(
            "1", "0", "A", "tab", "n", "space", "down", "o", "y", "left_square_bracket"
        )
        assert consensus(project) == []

    play(lambda: screen, script)


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (24, 9)])
def test_every_size_shows_the_disputed_words(
    disputed: Project, play: Play, size: tuple[int, int]
) -> None:
    async def script(pilot: Pilot[Any]) -> None:
        assert "【" in words(pilot, "item")

    play(lambda: screen_of(disputed), script, size=size)


def test_taking_back_what_made_one_a_coder_is_said_and_breaks_nothing(
    disputed: Project, play: Play
) -> None:
    cases = Cases(disputed, ("zhang", "li"), Filters(), by="li")
    screen = AdjudicateScreen(cases, "en")

    async def script(pilot: Pilot[Any]) -> None:
        await pilot.press("backspace", "backspace")
        assert len(screen.cases.cases) == 4
        await pilot.press("backspace")  # the last of li's own codings
        assert not disputed.store.codings.of_coder("li")
        assert "error: no coder 'li'" in words(pilot, "message")
        await pilot.press("f4")
        assert disputed.store.codings.of_coder("li")
        assert "done again" in words(pilot, "message")

    play(lambda: screen, script)
