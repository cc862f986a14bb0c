"""A document that can hold no code is told by its words, and never one that can."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.codebook.reader import read_codebook_text
from qualcode.matching.autocoder import Autocoder
from qualcode.matching.sought import Sought

if TYPE_CHECKING:
    from qualcode.model.codebook import Codebook
    from tests.conftest import DocumentOf

HEAD = """\
qualcode: 1
id: b
version: "1"
name: n
variants: {zh: [[没, 莫]]}
sets: {come: {zh: [来]}}
subjects: [{id: PH, name: p}]
codes:
"""
OTHER = "  - {id: other, name: n, definition: d, patterns: {zh: [不来了]}}\n"


def book_of(patterns: str) -> Codebook:
    code = f"  - {{id: a, name: n, definition: d, about: [PH], patterns: {patterns}}}\n"
    book, problems = read_codebook_text(HEAD + code + OTHER, path="b")
    assert book is not None, problems
    return book


@pytest.mark.parametrize(
    ("patterns", "text", "may"),
    [
        ("{zh: [没来]}", "答：他没来。", True),
        ("{zh: [没来]}", "答：他莫來。", True),  # another way to write it, traditional characters
        ("{zh: [没来]}", "答：他来没有。", False),
        ("{zh: [没来]}", "问：他没来吗？\n答：对。", True),  # a bare yes claims the question
        ('{en: ["help*"]}', "A: They Helped us.", True),
        ('{en: ["help*"]}', "A: They came.", False),
        ("{zh: ['re:没.来']}", "答：好。", True),  # what an expression finds is not told by words
        ('{zh: ["没{come}"]}', "答：好。", True),
        ("{zh: ['没  来']}", "答：没（笑）来。", True),  # a mark counts as blanks
        ("{}", "答：没来。", False),
    ],
)
def test_words_tell_whether_a_code_may_stand_in_a_text(patterns: str, text: str, may: bool) -> None:
    assert Sought(book_of(patterns), {"a"}).may_stand_in(text) is may


def test_the_words_of_other_codes_do_not_count() -> None:
    assert not Sought(book_of("{zh: [没来]}"), {"a"}).may_stand_in("答：不来了。")
    assert Sought(book_of("{zh: [没来]}"), {"other"}).may_stand_in("答：不来了。")


PIECES = (
    "没",
    "莫",
    "来",
    "來",
    "不",
    "了",
    "（笑）",
    " ",
    "。",
    "\n答：",
    "\n问：",
    "吗？",
    "help",
    "ed",
)


@given(
    patterns=st.sampled_from(
        ("{zh: [没来, 不来]}", '{en: ["help*"], zh: [来了]}', '{zh: ["没{come}"]}')
    ),
    pieces=st.lists(st.sampled_from(PIECES), max_size=14),
)
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_text_that_is_passed_over_holds_no_coding(
    patterns: str, pieces: list[str], document_of: DocumentOf
) -> None:
    document = document_of("答：好。" + "".join(pieces) + "\n", subject="PH")
    coder = Autocoder(book_of(patterns), {"a"})
    assert coder.sought is not None
    if coder.code(document):
        assert coder.sought.may_stand_in(document.text)


def test_a_run_of_all_codes_or_with_weights_passes_nothing_over() -> None:
    assert Autocoder(book_of("{zh: [没来]}")).sought is None
