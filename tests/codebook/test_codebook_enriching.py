"""A word taken into the file: nothing else of it changes."""

from __future__ import annotations

import pytest

from qualcode.codebook.editing import CodebookText
from qualcode.codebook.values import pattern_of
from qualcode.errors import UnknownNameError, UsageError

HEAD = """\
# mine
qualcode: 1
id: tiny
version: "1"
name: {zh: 小, en: Tiny}
sets:
  worn:   # a set
    zh: [累, 乏]
codes:
  - id: tired
    name: {zh: 累, en: Tired}
    definition: {zh: 说累。, en: Says so.}
"""
SHAPES = [
    "    patterns: {zh: [很累], en: [tired]}\n",
    "    patterns:\n      zh:\n        # why\n        - 很累   # here\n      en: [tired]\n",
    "    patterns: [很累, tired]\n",
    "    patterns:\n      en: [tired]\n",
    "",
]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("word", ["乏得很", "worn out", "re:累.{1,3}死", "{worn} … 很"])
def test_a_pattern_comes_in_and_all_else_stays(shape: str, word: str) -> None:
    text = HEAD + shape
    new = CodebookText(text, path="c").add_pattern("tired", pattern_of(word))
    patterns = CodebookText(new, path="c").codebook.by_id["tired"].patterns
    assert pattern_of(word).text in {each.text for each in patterns}
    assert len(patterns) == len(CodebookText(text, path="c").codebook.by_id["tired"].patterns) + 1
    for comment in ("# mine", "# a set", *(["# why", "# here"] if "# why" in text else [])):
        assert comment in new


def test_a_word_comes_into_a_set() -> None:
    new = CodebookText(HEAD, path="c").add_word("worn", "困")
    assert new == HEAD.replace("[累, 乏]", "[累, 乏, 困]")
    english = CodebookText(new, path="c").add_word("worn", "weary")
    assert CodebookText(english, path="c").codebook.sets[0].words["en"] == ("weary",)


def test_what_is_there_or_unknown_is_refused() -> None:
    book = CodebookText(HEAD + SHAPES[0], path="c")
    with pytest.raises(UsageError, match="already"):
        book.add_pattern("tired", pattern_of("很累"))
    with pytest.raises(UsageError, match="already"):
        book.add_word("worn", "累")
    with pytest.raises(UnknownNameError):
        book.add_word("wornn", "困")
