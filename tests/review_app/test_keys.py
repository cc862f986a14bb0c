"""Keys as data: every action exists, no key is used twice, core actions pass an input method."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from qualcode.review_app.adjudicate_screen import AdjudicateScreen
from qualcode.review_app.code_screen import CodeScreen
from qualcode.review_app.help import help_lines
from qualcode.review_app.keys import Action, bindings
from qualcode.review_app.review_screen import ReviewScreen

if TYPE_CHECKING:
    from qualcode.model.label import Language
    from qualcode.review_app.desk import Desk

SCREENS = (CodeScreen, ReviewScreen, AdjudicateScreen)
CORE = {
    CodeScreen: {"pick", "grow", "remove", "undo", "redo", "memo", "uncoded(1)", "help", "back"},
    ReviewScreen: {"accept", "reject", "pick", "skip", "undo", "redo", "memo", "status", "help"},
    AdjudicateScreen: {"take(1)", "take(2)", "take(0)", "pick", "skip", "undo", "memo", "help"},
}


@pytest.mark.parametrize("screen", SCREENS)
def test_every_action_is_one_of_the_screen(screen: type[Desk]) -> None:
    for action in screen.ACTIONS:
        name = action.name.partition("(")[0]
        assert hasattr(screen, f"action_{name}"), action


@pytest.mark.parametrize("screen", SCREENS)
def test_no_key_means_two_things_on_a_screen(screen: type[Desk]) -> None:
    counted = Counter(key for action in screen.ACTIONS for key in action.keys)
    assert [key for key, number in counted.items() if number > 1] == []


@pytest.mark.parametrize("screen", SCREENS)
def test_every_core_action_passes_a_chinese_input_method(screen: type[Desk]) -> None:
    safe = {action.name for action in screen.ACTIONS if action.is_safe}
    assert CORE[screen] - safe == set()


def test_the_same_key_means_the_same_on_every_screen() -> None:
    shared = {"undo", "redo", "help", "back", "leave", "quote", "definition", "open"}
    keys: dict[str, set[tuple[str, ...]]] = {}
    for screen in SCREENS:
        for action in screen.ACTIONS:
            if action.name in shared:
                keys.setdefault(action.name, set()).add(action.keys)
    assert {name for name, sets in keys.items() if len(sets) > 1} == set()


def test_full_width_signs_are_bound_as_well() -> None:
    by_action = {each.key for each in bindings([action("help")])}  # type: ignore[union-attr]
    assert {"question_mark", "fullwidth_question_mark", "f1"} == by_action
    found = {each.key for each in bindings([action("find")])}  # type: ignore[union-attr]
    assert {"slash", "fullwidth_solidus", "ideographic_comma"} == found


def action(name: str) -> Action:
    return next(each for each in CodeScreen.ACTIONS if each.name == name)


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [24, 40, 72])
def test_help_names_every_key_and_fits(screen: type[Desk], language: Language, width: int) -> None:
    lines = help_lines(screen.ACTIONS, language, width)
    text = "\n".join(line.plain for line in lines)
    for each in screen.ACTIONS:
        digit = each.keys[0].isdecimal()  # 1–9 stand together
        assert digit or each.shown_keys.split(" ")[0] in text
    assert max(line.cell_len for line in lines) <= max(width, 40)


def test_every_screen_has_names_in_two_languages() -> None:
    for screen in SCREENS:
        for each in screen.ACTIONS:
            assert each.label.zh
            assert each.label.en
            assert bool(each.hint.zh) is bool(each.hint.en)
