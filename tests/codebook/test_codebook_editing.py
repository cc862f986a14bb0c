"""Edits of a codebook's file: everything but the edited places stays, byte for byte."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qualcode.codebook import reshaping
from qualcode.codebook.editing import CodebookText
from qualcode.codebook.reader import read_codebook_text
from qualcode.errors import ProblemsError, UnknownNameError, UsageError
from qualcode.model.codebook import Kind
from tests.codebook.edits import NEW, changed_lines

if TYPE_CHECKING:
    from collections.abc import Callable


BOOK = """\
# A codebook with   odd   spacing.
qualcode: 1
id: visits
version: "1.0"
name: {zh: 走访,   en: 'Visits'}

codes:
  # the first family
  - id: contact     # of helpers
    name: 联系
    definition: "来往"
    codes:

      # rare
      - id: rare
        name: 少
        kind: problem
        definition: |
          来得少，
            很少。

        opposite: [ "close", distant ]   # both ways
        patterns:
          zh:
            - 很少来      # plain
            # seen in P03
            - {match: 没有, when_asked: [来过]}
          en: [hardly ever come, 'once, or twice']
        examples:
          - 他很少来。

      - id: close
        name: 近
        kind: positive
        definition: 来得勤。
        opposite: rare
        patterns:
          zh:
            - 经常来
          en: [hardly ever come]
        non_examples: [他很少来。]
  - {id: distant, name: 远, definition: 远, opposite: [rare, close], patterns: [远得很]}

  # the last one
  - id: other
    definition: 其他
    name: >-
      其他
      的
    # a tail
"""


DISTANT = "  - {id: distant, name: 远, definition: 远, opposite: [rare, close], patterns: [远得很]}"


def _text(text: str = BOOK) -> CodebookText:
    return CodebookText(text, path="b.yaml")


def test_a_rename_changes_the_id_and_the_mentions_alone() -> None:
    assert changed_lines(BOOK, _text().rename("rare", "seldom")) == [
        "-      - id: rare",
        "+      - id: seldom",
        "-        opposite: rare",
        "+        opposite: seldom",
        f"-{DISTANT}",
        f"+{DISTANT.replace('rare', 'seldom')}",
    ]
    assert '[ "close2", distant ]   # both ways' in _text().rename("close", "close2")


def test_a_taken_id_and_a_bad_one_are_refused() -> None:
    with pytest.raises(UsageError, match="already"):
        _text().rename("rare", "close")
    with pytest.raises(ProblemsError):
        _text().rename("rare", "two words")


def test_a_removed_code_takes_its_lines_its_comments_and_mentions_along() -> None:
    assert changed_lines(BOOK, _text().remove("other")) == [
        "-  # the last one",
        "-  - id: other",
        "-    definition: 其他",
        "-    name: >-",
        "-      其他",
        "-      的",
        "-    # a tail",
    ]
    found = changed_lines(BOOK, _text().remove("close"))
    assert '-        opposite: [ "close", distant ]   # both ways' in found
    assert "+        opposite: [ distant ]   # both ways" in found
    assert "-        non_examples: [他很少来。]" in found


def test_the_last_code_of_a_family_takes_the_key_along() -> None:
    text = CodebookText(_text().remove("rare"), path="b.yaml").remove("close")
    assert "    codes:" not in text
    assert "# the first family" in text


def test_a_family_goes_with_all_under_it() -> None:
    text = _text().remove("contact")
    assert "rare" not in text
    assert text.startswith("# A codebook with   odd   spacing.\nqualcode: 1\n")


def test_without_any_code_the_list_stays_empty() -> None:
    text = BOOK
    for code in ("contact", "distant", "other"):
        text = CodebookText(text, path="b.yaml").remove(code)
    assert "\ncodes: []\n" in text


def test_a_moved_code_keeps_its_lines_and_comments() -> None:
    text = _text().move("other", "contact")
    assert text.endswith(
        "      # the last one\n      - id: other\n        definition: 其他\n        name: >-\n"
        "          其他\n          的\n        # a tail\n"
        f"{DISTANT}\n\n"
    )
    up = _text().move("rare", reshaping.TOP)
    assert "  # rare\n  - id: rare\n    name: 少\n" in up
    assert "    definition: |\n      来得少，\n        很少。\n" in up
    assert "        # seen in P03\n        - {match: 没有, when_asked: [来过]}\n" in up


def test_a_code_in_braces_moves_between_lines() -> None:
    text = _text().move("distant", "contact")
    assert "      - {id: distant, name: 远," in text


def test_a_family_cannot_move_under_itself_or_under_patterns() -> None:
    with pytest.raises(UsageError, match="itself"):
        _text().move("contact", "rare")
    with pytest.raises(UsageError, match="patterns"):
        _text().move("other", "close")


def test_a_move_makes_a_family_of_a_code_without_patterns() -> None:
    text = _text().move("distant", "other")
    assert "    codes:\n      - {id: distant" in text


def test_a_merge_appends_what_the_other_lacks() -> None:
    text = _text().merge("rare", "close")
    found = changed_lines(BOOK, text)
    assert "+            - 很少来      # plain" in found
    assert "+            # seen in P03" in found
    assert "+            - {match: 没有, when_asked: [来过]}" in found
    assert "+          en: [hardly ever come, 'once, or twice']" in found
    assert "+        examples: [他很少来。]" in found
    assert "-      - id: rare" in found
    assert "opposite: [close], patterns: [远得很]" in text
    book, _ = read_codebook_text(text, path="b.yaml")
    assert book
    close = book.by_id["close"]
    assert close.opposite == ("distant",)
    assert [each.text for each in close.patterns] == [
        *("经常来", "很少来", "没有", "hardly ever come", "once, or twice")
    ]
    assert close.kind is Kind.POSITIVE


ENGLISH_LINES = """\
qualcode: 1
id: b
version: "1"
name: b
codes:
  - id: stays
    name: stays
    definition: stays
    patterns:
      en:
        - {match: comes, within: turn}
  - id: goes
    name: goes
    definition: goes
    patterns:
      zh: [来]
      en:
        - arrives
"""


def test_a_merge_puts_lines_into_their_list_and_a_new_key_behind_it() -> None:
    text = _text(ENGLISH_LINES).merge("goes", "stays")
    assert text.endswith(
        "      en:\n        - {match: comes, within: turn}\n        - arrives\n      zh: [来]\n"
    )


def test_a_merge_with_itself_or_with_a_family_is_refused() -> None:
    for gone, into in (("rare", "rare"), ("contact", "other"), ("other", "contact")):
        with pytest.raises(UsageError):
            _text().merge(gone, into)


@pytest.mark.parametrize("under", ["", "contact", "other"])
def test_a_new_code_is_the_last_of_its_family(under: str) -> None:
    text = _text().add(NEW, under)
    assert all(line.startswith("+") for line in changed_lines(BOOK, text))
    book, _ = read_codebook_text(text, path="b.yaml")
    assert book
    found = book.by_id["new"]
    assert (found.name, found.kind, found.definition) == (NEW.name, NEW.kind, NEW.definition)
    assert found.path == (f"{under}/new" if under else "new")
    with pytest.raises(UsageError):
        CodebookText(text, path="b.yaml").add(NEW, under)


def test_a_code_into_a_codebook_without_any() -> None:
    text = 'qualcode: 1\nid: a\nversion: "1"\nname: A\ncodes: []\n# end\n'
    new = _text(text).add(NEW, "")
    assert new.startswith('qualcode: 1\nid: a\nversion: "1"\nname: A\n')
    assert "# end" in new


def test_windows_line_ends_and_byte_order_mark_stay() -> None:
    text = "\ufeff" + BOOK.replace("\n", "\r\n")
    edits: tuple[Callable[[CodebookText], str], ...] = (
        lambda book: book.rename("rare", "seldom"),
        lambda book: book.move("rare", ""),
        lambda book: book.merge("rare", "close"),
        lambda book: book.add(NEW, "contact"),
    )
    for edit in edits:
        new = edit(CodebookText(text, path="b.yaml"))
        assert new.startswith("\ufeff")
        assert new.replace("\r\n", "").count("\n") == 0
        assert new.replace("\r\n", "\n").removeprefix("\ufeff") == edit(_text())


def test_a_file_with_faults_is_not_edited() -> None:
    with pytest.raises(ProblemsError):
        _text(BOOK.replace("kind: problem", "kind: prblem"))


def test_a_code_is_known_by_id_path_or_name() -> None:
    book = _text().codebook
    for name in ("rare", "contact/rare", "少", "RARE"):
        assert reshaping.code_named(book, name).id == "rare"
    with pytest.raises(UnknownNameError):
        reshaping.code_named(book, "rar")
