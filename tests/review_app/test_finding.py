"""Type-ahead over codes."""

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING, Any

import pytest

from qualcode.model.codebook import Code
from qualcode.model.label import Label
from qualcode.review_app.finding import entries, ranked
from qualcode.text.pinyin import sounds

if TYPE_CHECKING:
    from collections.abc import Iterator

CODES = [
    Code("access", "access", Label("看病难", "Hard to see a doctor")),
    Code("cost-of-care", "cost-of-care", Label("看病贵", "Care is expensive")),
    Code("schooling", "schooling", Label("上学难", "No places in school")),
    Code("gdp", "gdp", Label("GDP考核", "Growth targets")),
]


def found(typed: str) -> list[str]:
    return [code.id for code in ranked(typed, entries(CODES))]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("access", "access"),
        ("cost", "cost-of-care"),
        ("care", "cost-of-care"),
        ("看病", "access"),
        ("病贵", "cost-of-care"),
        ("kbn", "access"),
        ("kbg", "cost-of-care"),
        ("sxn", "schooling"),
        ("shangxue", "schooling"),
        ("gdpk", "gdp"),
        ("places", "schooling"),
        ("EXPENSIVE", "cost-of-care"),
        ("no school", "schooling"),
    ],
)
def test_what_is_typed_finds_the_code(typed: str, first: str) -> None:
    assert found(typed)[0] == first


def test_nothing_typed_shows_all_and_nonsense_shows_none() -> None:
    assert found("") == [code.id for code in CODES]
    assert found("zzqx") == []


def test_sounds_of_mixed_words() -> None:
    assert sounds("看病难") == ("kbn", "kanbingnan")
    assert sounds("GDP增长_3类")[0] == "gdpzz3l"
    assert sounds("") == ("", "")


@pytest.fixture
def _no_pypinyin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    real = builtins.__import__

    def refuse(name: str, *rest: Any) -> Any:
        if name == "pypinyin":
            raise ImportError(name)
        return real(name, *rest)

    sounds.cache_clear()
    monkeypatch.setattr(builtins, "__import__", refuse)
    yield
    sounds.cache_clear()


@pytest.mark.usefixtures("_no_pypinyin")
def test_without_pypinyin_names_and_ids_still_find() -> None:
    assert found("kbn") == []
    assert found("看病")[0] == "access"
    assert found("cost") == ["cost-of-care"]
