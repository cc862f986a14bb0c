"""Editing a codebook: what must hold of the shipped one, and of any that may be written."""

from __future__ import annotations

import contextlib
from collections import Counter
from dataclasses import replace
from pathlib import Path

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from qualcode.codebook import reshaping
from qualcode.codebook.editing import CodebookText
from qualcode.errors import UsageError
from tests.codebook.edits import NEW, changed_lines

SHIPPED = Path(__file__).parents[2] / "codebooks" / "poverty-alleviation.yaml"
SHIPPED_TEXT = SHIPPED.read_text(encoding="utf-8")
SHIPPED_BOOK = CodebookText(SHIPPED_TEXT, path="p.yaml")
LEAVES = st.sampled_from([code.id for code in SHIPPED_BOOK.codebook.leaves])
FAMILIES = st.sampled_from(["", *(code.id for code in SHIPPED_BOOK.codebook.families)])


def _lost(old: str, new: str) -> int:
    """Return how many lines are no longer there, wherever the others now stand."""
    return (Counter(old.splitlines()) - Counter(new.splitlines())).total()


@settings(max_examples=5, deadline=None, phases=[Phase.generate])
@given(LEAVES, LEAVES, FAMILIES, st.sampled_from(["rename", "remove", "move", "merge", "add"]))
def test_the_shipped_codebook_keeps_every_line_that_is_not_meant(
    one: str, other: str, family: str, verb: str
) -> None:
    edits = {
        "rename": lambda: SHIPPED_BOOK.rename(one, f"{one}-new"),
        "remove": lambda: SHIPPED_BOOK.remove(one),
        "move": lambda: SHIPPED_BOOK.move(one, family),
        "merge": lambda: SHIPPED_BOOK.merge(one, other),
        "add": lambda: SHIPPED_BOOK.add(replace(NEW, id="new-code"), family),
    }
    try:
        new = edits[verb]()
    except UsageError:
        assert one == other
        return
    changed = changed_lines(SHIPPED_TEXT, new)
    removed = [line for line in changed if line.startswith("-")]
    if verb == "rename":
        assert all(one in line for line in removed)
    elif verb == "add":
        assert not removed
    else:
        count = sum(each.id == one for each in SHIPPED_BOOK.codebook.codes)
        block = SHIPPED_TEXT.split(f"- id: {one}\n")[1].split("- id: ")[0].count("\n")
        mentions = SHIPPED_TEXT.count(one)
        assert count == 1
        assert _lost(SHIPPED_TEXT, new) <= block + mentions + 60


@st.composite
def books(draw: st.DrawFn) -> str:
    """Draw a codebook in a random manner of writing: lines or braces, comments, quotes, blanks."""
    ids = [f"c{number}" for number in range(draw(st.integers(2, 6)))]
    lines = ["qualcode: 1", "id: b", 'version: "1"', "name: B", "codes:"]
    dash = draw(st.integers(0, 3))
    nested = 0
    for number, name in enumerate(ids):
        if draw(st.booleans()):
            lines.append(draw(st.sampled_from(["", "# comment", " " * dash + "# comment"])))
        indent = " " * (dash + nested)
        opposite = draw(st.lists(st.sampled_from([i for i in ids if i != name]), unique=True))
        quote = draw(st.sampled_from(["", "'", '"']))
        if draw(st.booleans()):
            words = ", ".join(f"{quote}{each}{quote}" for each in opposite)
            lines.append(
                f"{indent}- {{id: {quote}{name}{quote}, name: n, definition: d,"
                f" opposite: [{words}], patterns: [p{number}]}}"
            )
            continue
        lines += [f"{indent}- id: {quote}{name}{quote}  # id", f"{indent}  name: n"]
        if opposite:
            lines.append(f"{indent}  opposite:")
            lines += [f"{indent}  - {quote}{each}{quote} # o" for each in opposite]
        lines += [f"{indent}  definition: >", f"{indent}    long", "", f"{indent}    text"]
        is_family = draw(st.booleans()) and number < len(ids) - 1
        if is_family:
            lines.append(f"{indent}  codes:")
            nested += 2 + draw(st.integers(0, 2))
        else:
            lines += [f"{indent}  patterns: {{zh: [p{number}],", f"{indent}    en: [q{number}]}}"]
    return "\n".join(lines) + draw(st.sampled_from(["", "\n", "\n\n# end\n"]))


@settings(max_examples=150, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(books(), st.data())
def test_however_a_book_is_written_an_edit_says_what_it_should_or_nothing(
    text: str, data: st.DataObject
) -> None:
    book = CodebookText(text, path="b.yaml")
    ids = st.sampled_from([code.id for code in book.codebook.codes])
    one, other = data.draw(ids), data.draw(ids)
    comments = text.count("# comment")
    try:
        renamed = book.rename(one, "new")
        assert renamed.count("# ") == text.count("# ")
        moved = book.move(one, other)
        assert moved.count("# comment") == comments
        assert reshaping.same(
            CodebookText(moved, path="b.yaml").codebook,
            reshaping.moved(book.codebook, one, other),
        )
    except UsageError:
        pass
    book.remove(one)
    with contextlib.suppress(UsageError):
        book.merge(one, other)
