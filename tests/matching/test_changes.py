"""What a change of the codebook can touch, held against coding everything anew."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.codebook.reader import read_codebook_text
from qualcode.matching.autocoder import Autocoder
from qualcode.matching.changes import touched_codes

if TYPE_CHECKING:
    from qualcode.model.codebook import Codebook
    from qualcode.model.coding import Coding
    from qualcode.model.document import Document
    from tests.conftest import DocumentOf

PATTERNS = (
    *(
        "来",
        "不来",
        "没来过",
        "干部来",
        "'re:来.?过'",
        "'re:不.'",
        '"{come} … {who}"',
        '"{who}{come}"',
    ),
    *('"{who} … 来"', "{match: 来过, unless: [没]}", "{match: 不来, about: [PH]}", "过"),
)
WORDS = ("来", "来过", "不", "没", "干部", '"{other}"')
TEXT = "答：干部没来过，他不来。\n问：干部来吗？\n答：没有。\n答：来过来不来，干部来干部。\n"

_codes = st.lists(st.sampled_from(PATTERNS), max_size=3, unique=True)
_masks = st.lists(st.sampled_from(("来过了", "不来", "干部来")), max_size=1)
_books = st.fixed_dictionaries(
    {
        "a": st.tuples(_codes, _masks),
        "b": st.tuples(_codes, _masks),
        "c": st.tuples(_codes, _masks),
        "come": st.lists(st.sampled_from(WORDS), min_size=1, max_size=2, unique=True),
        "who": st.lists(st.sampled_from(WORDS), min_size=1, max_size=2, unique=True),
        "opposite": st.sampled_from(("", "b", "c")),
        "overlap": st.sampled_from(("longest within codebook", "longest within code")),
    }
)


def book_of(drawn: dict[str, Any]) -> Codebook:
    lines = [f'qualcode: 1\nid: b\nversion: "1"\nname: n\noverlap: {drawn["overlap"]}']
    lines.append("sets:\n  other: {zh: [露面]}")
    lines += [f"  {name}: {{zh: [{', '.join(drawn[name])}]}}" for name in ("come", "who")]
    lines.append(
        "subjects: [{id: PH, name: p}, {id: TEAM, name: t, aliases: {zh: [干部]}}]\ncodes:"
    )
    for name in ("a", "b", "c"):
        patterns, masks = drawn[name]
        lines.append(f"  - id: {name}\n    name: n\n    definition: d\n    about: [TEAM, PH]")
        if name == "a" and drawn["opposite"]:
            lines.append(f"    opposite: [{drawn['opposite']}]")
        for key, words in (("patterns", patterns), ("masks", masks)):
            if words:
                lines.append(f"    {key}:\n      zh:")
                lines += [f"        - {word}" for word in words]
    book, problems = read_codebook_text("\n".join(lines) + "\n", path="b")
    assert book is not None, problems
    return book


def proposals(coder: Autocoder, document: Document) -> dict[str, Coding]:
    return {each.id: replace(each, codebook="") for each in coder.code(document)}


@given(old=_books, new=_books)
@settings(
    max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_only_what_is_touched_changes(
    old: dict[str, Any], new: dict[str, Any], document_of: DocumentOf
) -> None:
    document = document_of(TEXT, subject="PH")
    before, after = book_of(old), book_of(new)
    touched = touched_codes(before, after)
    whole = proposals(Autocoder(after), document)
    if touched is None:
        assert before.overlap != after.overlap
        return
    stayed = {
        name: each
        for name, each in proposals(Autocoder(before), document).items()
        if each.code not in touched
    }
    anew = proposals(Autocoder(after, touched), document)
    assert {**stayed, **anew} == whole


def test_a_pattern_touches_its_code_its_opposite_and_what_it_lies_in() -> None:
    base: dict[str, Any] = {
        "a": (["来"], []),
        "b": (["没来过"], []),
        "c": (["露面"], []),
        "come": ["来"],
        "who": ["干部"],
        "opposite": "",
        "overlap": "longest within codebook",
    }
    before = book_of(base)
    assert touched_codes(before, book_of(base)) == frozenset()
    assert touched_codes(before, book_of({**base, "c": (["露面", "上门"], [])})) == frozenset({"c"})
    assert touched_codes(before, book_of({**base, "a": (["来", "过"], [])})) == frozenset(
        {"a", "b"}
    )
    assert touched_codes(before, book_of({**base, "who": ["工作队"]})) == frozenset()
    assert touched_codes(before, book_of({**base, "overlap": "all"})) is None


def test_sentences_that_hold_both_of_two_opposites_say_so(document_of: DocumentOf) -> None:
    base: dict[str, Any] = {
        "a": (["没来"], []),
        "b": (["露面"], []),
        "c": ([], []),
        "come": ["来"],
        "who": ["干部"],
        "opposite": "b",
        "overlap": "all",
    }
    found = Autocoder(book_of(base)).code(document_of("答：他没来，只是露面。"))
    told = [str(reason) for each in found for reason in each.evidence.reasons]
    assert "opposite → the sentence has b too" in told
