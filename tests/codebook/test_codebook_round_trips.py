"""What is written comes back: through YAML apart from lines and digest, through JSON whole."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.codebook.archive import from_json, to_json
from qualcode.codebook.reader import read_codebook_text
from qualcode.codebook.writer import to_yaml
from qualcode.errors import DataError, Severity
from qualcode.model.codebook import (
    Code,
    Codebook,
    Example,
    Kind,
    Pattern,
    PatternKind,
    Scope,
    WordSet,
)
from qualcode.model.coding import Status
from qualcode.model.frame import is_frame
from qualcode.model.label import Label
from qualcode.model.subject import Group, Subject, SubjectScheme

SIGNS = "来没走 aZ10:#-*'\"\\，：、。[]{}&!%@|>?=~,.\n\t"
characters = st.sampled_from(SIGNS) | st.characters(exclude_categories=("Cc", "Cs"))
texts = st.text(characters, min_size=1, max_size=12).map(str.strip).filter(bool)
maybe = texts | st.just("")
ids = st.text("abcZ走访_19", min_size=1, max_size=4)
lines = st.integers(0, 99)
languages = st.sampled_from(("zh", "en"))
labels = st.builds(Label, maybe, maybe)
names = labels.filter(bool)


def is_literal(text: str) -> bool:
    return not (text.startswith("re:") or is_frame(text)) and bool(text.replace("*", "").strip())


literals = st.builds(Pattern, texts.filter(is_literal), languages, line=lines)
expressions = st.builds(
    Pattern,
    st.sampled_from(("来(了|过)?", "a{2,3}", r"\bvisit", "[,#:'] x")),
    languages,
    st.just(PatternKind.REGEX),
    lines,
)
conditions = st.lists(st.sampled_from(("月月", "{come}", "没 … 钱")), max_size=2).map(tuple)
frames = st.builds(
    Pattern,
    st.sampled_from(("{come} … (来|到)", "{come|helper}? …4 {number<=3} 次", "{come} & {helper}")),
    languages,
    st.just(PatternKind.FRAME),
    lines,
    st.sampled_from(Scope),
    conditions,
    conditions,
)


def chinese_first(found: list[Pattern]) -> tuple[Pattern, ...]:
    return tuple(sorted(found, key=lambda pattern: pattern.language != "zh"))


masks = st.lists(literals | expressions, max_size=4).map(chinese_first)
patterns = st.lists(literals | expressions | frames, max_size=4).map(chinese_first)
SETS = (
    WordSet("come", {"zh": ("来", "{helper}", "上 … 门"), "en": ("come*",)}),
    WordSet("helper", {"zh": ("干部",)}),
)


def unique(each: st.SearchStrategy[str], size: int) -> st.SearchStrategy[list[str]]:
    return st.lists(each, max_size=size, unique=True)


@st.composite
def schemes(draw: st.DrawFn) -> SubjectScheme:
    groups = tuple(Group(name, draw(names)) for name in draw(unique(ids, 2)))
    words = st.dictionaries(languages, st.lists(texts, min_size=1, max_size=2).map(tuple))
    subjects = tuple(
        Subject(
            name,
            draw(names),
            draw(st.sampled_from(["", *(group.id for group in groups)])),
            draw(labels),
            draw(words),
            draw(words),
            tuple(draw(st.lists(texts, max_size=2))),
        )
        for name in draw(unique(ids, 3))
    )
    return SubjectScheme(subjects, groups)


@st.composite
def codebooks(draw: st.DrawFn) -> Codebook:
    scheme = draw(schemes())
    theories = {name: draw(names) for name in draw(unique(ids, 2))}
    found = draw(unique(ids, 5))
    codes: list[Code] = []
    for name in found:
        above = draw(st.sampled_from(["", *last_branch(codes)]))
        path = f"{above}/{name}" if above else name
        codes.append(draw(a_code(name, path, scheme, list(theories), found)))
    families = {code.path.rpartition("/")[0] for code in codes}
    tidy = [replace(code, patterns=()) if code.path in families else code for code in codes]
    return Codebook(
        *(draw(ids), draw(names), draw(texts), "x", tuple(tidy), scheme, theories, draw(labels)),
        sets=SETS,
    )


def last_branch(codes: list[Code]) -> list[str]:
    """Return the paths that a next code may stand under, so that the order is depth first."""
    parts = codes[-1].path.split("/") if codes else []
    return ["/".join(parts[: end + 1]) for end in range(len(parts))]


@st.composite
def a_code(
    draw: st.DrawFn,
    name: str,
    path: str,
    scheme: SubjectScheme,
    theories: list[str],
    codes: list[str],
) -> Code:
    subjects = [subject.id for subject in scheme.subjects]

    def some(names: list[str]) -> tuple[str, ...]:
        return tuple(draw(st.lists(st.sampled_from(names), max_size=2))) if names else ()

    examples = st.builds(
        Example,
        texts,
        languages,
        st.sampled_from(["", *subjects]),
        maybe,
        st.sampled_from(Status),
        st.sampled_from(["", *subjects]),
        maybe,
        lines,
    )
    near_misses = st.builds(replace, examples, status=st.none() | st.sampled_from(Status))
    return Code(
        id=name,
        path=path,
        name=draw(names),
        kind=draw(st.sampled_from(Kind)),
        theory=some(theories),
        construct=draw(maybe),
        definition=draw(names),
        include=draw(labels),
        exclude=draw(labels),
        patterns=draw(patterns),
        masks=draw(masks),
        examples=tuple(draw(st.lists(examples, max_size=2))),
        non_examples=tuple(draw(st.lists(near_misses, max_size=2))),
        opposite=some([each for each in codes if each != name]),
        said_by=some(subjects),
        about=some(subjects),
        line=draw(lines),
    )


def without_lines(codebook: Codebook) -> Codebook:
    """Return a codebook as if it came from no file."""

    def bare(code: Code) -> Code:
        placed: dict[str, Any] = {
            key: tuple(replace(item, line=0) for item in getattr(code, key))
            for key in ("patterns", "masks", "examples", "non_examples")
        }
        return replace(code, line=0, **placed)

    return replace(codebook, digest="", codes=tuple(bare(code) for code in codebook.codes))


@settings(deadline=None)
@given(codebooks())
def test_yaml_comes_back(codebook: Codebook) -> None:
    written = to_yaml(codebook)
    read, problems = read_codebook_text(written, path="f")
    assert [str(each) for each in problems if each.severity is Severity.ERROR] == []
    assert read is not None
    assert without_lines(read) == without_lines(codebook)
    assert to_yaml(read) == written


@settings(deadline=None)
@given(codebooks())
def test_json_comes_back_whole(codebook: Codebook) -> None:
    written = to_json(codebook)
    assert "\n" not in written
    assert from_json(written) == codebook


def test_json_leaves_out_what_is_usual() -> None:
    code = Code("x", "x", Label(zh="甲"), non_examples=(Example("t", "en", status=None),))
    codebook = Codebook("a", Label(en="b"), "1", "d", (code,))
    assert json.loads(to_json(codebook)) == {
        "id": "a",
        "name": {"en": "b"},
        "version": "1",
        "digest": "d",
        "codes": [
            {
                "id": "x",
                "path": "x",
                "name": {"zh": "甲"},
                "non_examples": [{"text": "t", "language": "en", "status": None}],
            }
        ],
    }


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", "1", '{"id": 1, "no": 2}', "[" * 100_000])
def test_json_of_something_else_is_an_error_of_ours(text: str) -> None:
    with pytest.raises(DataError, match="cannot be read"):
        from_json(text)
