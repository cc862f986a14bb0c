"""Differences between two codebooks: nothing where nothing differs, everything where it does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.codebook import reshaping
from qualcode.codebook.comparing import Difference, compare
from qualcode.codebook.reader import read_codebook_text

if TYPE_CHECKING:
    from qualcode.model.codebook import Codebook

BOOK = """\
qualcode: 1
id: b
version: "1"
name: B
sets:
  helper: {zh: [干部, 队员]}
subjects:
  - {id: PH, name: 户, aliases: {zh: [我家]}}
codes:
  - id: family
    name: 家
    definition: 家
    codes:
      - id: rare
        name: {zh: 少, en: Rare}
        definition: 来得少。
        about: [PH]
        patterns: {zh: [很少来, {match: 没有, when_asked: [来过]}]}
        examples: [他很少来。]
  - {id: other, name: 其他, definition: 别的}
"""


def _book(text: str = BOOK) -> Codebook:
    book, problems = read_codebook_text(text, path="b.yaml")
    assert book, problems
    return book


def _changed(*pairs: tuple[str, str]) -> list[Difference]:
    text = BOOK
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return compare(_book(), _book(text))


def test_the_same_codebook_differs_in_nothing() -> None:
    assert compare(_book(), _book(BOOK + "# a comment\n")) == []


def test_each_kind_of_change_is_told_with_its_place() -> None:
    assert _changed(("来得少。", "来得很少。")) == [
        Difference("rare", "definition", "来得少。", "来得很少。")
    ]
    assert _changed(("[很少来, {", "[不来, {")) == [
        Difference("rare", "patterns.zh", before="很少来"),
        Difference("rare", "patterns.zh", after="不来"),
    ]
    assert _changed(("[来过]", "[来过, 见过]")) == [
        Difference("rare", "patterns.zh", before="{match: 没有, when_asked: [来过]}"),
        Difference("rare", "patterns.zh", after="{match: 没有, when_asked: [来过, 见过]}"),
    ]
    assert _changed(("队员", "队长")) == [
        Difference("", "sets.helper.zh", before="队员"),
        Difference("", "sets.helper.zh", after="队长"),
    ]
    assert _changed(("我家", "俺家")) == [
        Difference("", "subjects.PH.aliases.zh", before="我家"),
        Difference("", "subjects.PH.aliases.zh", after="俺家"),
    ]
    assert _changed(("name: {zh: 少, en: Rare}", "name: 少")) == [
        Difference("rare", "name.en", before="Rare")
    ]
    assert _changed(("别的}", "别的, kind: problem}")) == [
        Difference("other", "kind", after="problem")
    ]


def test_codes_that_come_go_move_or_get_another_id() -> None:
    old = _book()
    assert compare(old, reshaping.without(old, "other")) == [
        Difference("other", "removed", before="其他")
    ]
    assert compare(reshaping.without(old, "other"), old) == [
        Difference("other", "added", after="其他")
    ]
    assert compare(old, reshaping.moved(old, "rare", "")) == [
        Difference("rare", "moved", "family", "")
    ]
    assert compare(old, reshaping.renamed(old, "rare", "seldom")) == [
        Difference("seldom", "renamed", "rare", "seldom")
    ]
    assert compare(old, reshaping.renamed(old, "family", "home")) == [
        Difference("home", "renamed", "family", "home")
    ]


def test_the_order_of_a_list_counts() -> None:
    text = BOOK.replace("about: [PH]", "about: [PH, TEAM]").replace(
        "codes:\n  - id: family", "  - {id: TEAM, name: 队}\ncodes:\n  - id: family"
    )
    other = text.replace("[PH, TEAM]", "[TEAM, PH]")
    assert compare(_book(text), _book(other)) == [
        Difference("rare", "about", "[PH, TEAM]", "[TEAM, PH]")
    ]


def test_whatever_a_shipped_codebook_says_is_compared() -> None:
    folder = Path(__file__).parents[2] / "codebooks"
    for path in folder.glob("*.yaml"):
        book = _book(path.read_text(encoding="utf-8"))
        assert compare(book, replace(book, digest="other")) == []
        assert compare(book, _book())
