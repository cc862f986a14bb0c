"""Codes by id and path, families and leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.codebook import SEPARATOR, depth, is_under, leaf, parent, root
from qualcode.model.label import Label

if TYPE_CHECKING:
    from qualcode.model.codebook import Codebook
    from qualcode.model.label import Language

IDS = st.text("abc-", min_size=1, max_size=4)
PATHS = st.lists(IDS, min_size=1, max_size=4).map(SEPARATOR.join)


@pytest.mark.parametrize(
    ("path", "above", "end", "top", "levels"),
    [
        ("contact", "", "contact", "contact", 0),
        ("contact/scarce", "contact", "scarce", "contact", 1),
        ("a/b/c", "a/b", "c", "a", 2),
        ("", "", "", "", 0),
    ],
)
def test_paths_are_taken_apart(path: str, above: str, end: str, top: str, levels: int) -> None:
    assert (parent(path), leaf(path), root(path), depth(path)) == (above, end, top, levels)


@given(PATHS, IDS)
def test_a_child_is_under_its_parent(path: str, name: str) -> None:
    child = path + SEPARATOR + name
    assert (parent(child), leaf(child)) == (path, name)
    assert root(child) == root(path)
    assert depth(child) == depth(path) + 1
    assert is_under(child, path)
    assert is_under(path, path)
    assert not is_under(path, child)


def test_a_longer_word_is_not_below_a_shorter_one() -> None:
    assert not is_under("contact-scarce", "contact")


def test_families_have_others_under_them_and_leaves_have_none(book: Codebook) -> None:
    assert [code.id for code in book.families] == ["contact"]
    assert [code.id for code in book.leaves] == ["contact-scarce", "contact-formal", "income"]
    assert {code.id for code in book.codes} == set(book.by_id)


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("contact", ("contact-scarce", "contact-formal")),
        ("contact-scarce", ("contact-scarce",)),
        ("contact/contact-scarce", ("contact-scarce",)),
        ("income", ("income",)),
        ("nothing", ()),
        ("contact/nothing", ()),
        ("", ()),
    ],
)
def test_a_name_means_the_leaves_at_or_below_it(
    book: Codebook, name: str, codes: tuple[str, ...]
) -> None:
    assert book.under(name) == codes


@pytest.mark.parametrize(
    ("code", "family"),
    [("contact-formal", "contact"), ("contact", "contact"), ("income", "income"), ("old", "old")],
)
def test_the_family_is_what_stands_at_the_top(book: Codebook, code: str, family: str) -> None:
    assert book.family_of(code) == family


@pytest.mark.parametrize(
    ("label", "language", "said"),
    [
        (Label("甲", "A"), "zh", "甲"),
        (Label("甲", "A"), "en", "A"),
        (Label("", "A"), "zh", "A"),
        (Label("甲"), "en", "甲"),
        (Label(), "en", ""),
    ],
)
def test_a_label_falls_back_on_the_other_language(
    label: Label, language: Language, said: str
) -> None:
    assert label.say(language) == said
    assert bool(label) is bool(said)
