"""Files of labelled sentences: read whole, or every fault told with its line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.codebook.archive import from_json, to_json
from qualcode.codebook.labelled import (
    Labelled,
    Origin,
    check_labelled,
    examine_labelled,
    labelled_of,
    read_labelled,
    traps_path,
    written,
)
from qualcode.codebook.reader import read_codebook_text
from qualcode.codebook.writer import to_yaml
from qualcode.errors import Place, ProblemsError
from qualcode.model.codebook import Codebook, Example
from qualcode.model.coding import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

EXPRESSIONS = Path(__file__).parents[3] / "shared" / "domain" / "expressions"

BOOK = """\
qualcode: 1
id: b
version: "1"
name: B
examples: [more.jsonl]
subjects:
  - {id: PH, name: 户}
codes:
  - id: poor
    name: 穷
    definition: 没钱。
    examples: [我没钱。]
    non_examples: [钱多。]
"""


def _book() -> Codebook:
    book, problems = read_codebook_text(BOOK, path="b.yaml")
    assert book, problems
    return book


def _file(folder: Path, text: str, name: str = "more.jsonl") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_yaml_names_its_files_and_keeps_them() -> None:
    book = _book()
    assert book.examples == ("more.jsonl",)
    assert from_json(to_json(book)) == book
    again, _ = read_codebook_text(to_yaml(book), path="b.yaml")
    assert again
    assert again.examples == book.examples


def test_examples_and_non_examples_of_codes() -> None:
    found = labelled_of(_book(), path="b.yaml")
    assert [(each.code, each.match, each.example.text) for each in found] == [
        ("poor", True, "我没钱。"),
        ("poor", False, "钱多。"),
    ]
    assert str(found[0].place) == "b.yaml:12"


def test_a_line_tells_code_status_speaker_and_question(tmp_path: Path) -> None:
    path = _file(
        tmp_path,
        '{"code": "poor", "lang": "zh", "speaker": "PH", "asked": "有吗？", "text": "没有。",'
        ' "status": "denied", "about": "PH", "match": true, "extra": 1}\n\n'
        '{"code": "poor", "text": "no money", "match": false}\n',
    )
    first, second = read_labelled(path)
    expected = Example("没有。", "zh", "PH", "有吗？", Status.DENIED, "PH", line=1)
    assert first == Labelled("poor", expected, match=True, place=Place(str(path), 1))
    assert second.place.line == 3
    assert (second.match, second.example.status, second.example.language) == (False, None, "en")


def test_a_table_serves_as_well(tmp_path: Path) -> None:
    path = _file(tmp_path, "code,text,status,match\npoor,没钱,,\npoor,钱,,no\n", "more.csv")
    assert [(each.match, each.example.status) for each in read_labelled(path)] == [
        (True, Status.ASSERTED),
        (False, None),
    ]


def test_every_fault_is_told_with_its_line(tmp_path: Path) -> None:
    path = _file(
        tmp_path,
        '{"code": "poor", "text": "x"}\n{oops\n[1]\n{"text": "x"}\n{"code": "poor"}\n'
        '{"code": "poor", "text": "x", "status": "asertd"}\n',
    )
    with pytest.raises(ProblemsError) as caught:
        read_labelled(path)
    told = [(each.place.line, each.message) for each in caught.value.problems]
    assert [line for line, _ in told] == [2, 3, 4, 5, 6]
    assert "not JSON" in told[0][1]
    assert "asserted" in caught.value.problems[-1].hint
    assert len(examine_labelled(path)[0]) == 1


def test_unknown_codes_and_subjects_are_found(tmp_path: Path) -> None:
    path = _file(
        tmp_path,
        '{"code": "por", "text": "x"}\n{"code": "poor", "text": "x", "speaker": "PHH"}\n',
    )
    problems = list(check_labelled(read_labelled(path), _book()))
    assert [(each.place.line, each.hint) for each in problems] == [
        (1, "did you mean 'poor'?"),
        (2, "did you mean 'PH'?"),
    ]


def test_a_trap_may_name_no_code(tmp_path: Path) -> None:
    path = _file(tmp_path, '{"text": "x", "status": "none"}\n')
    [trap] = read_labelled(path, origin=Origin.TRAP)
    assert (trap.code, trap.match, trap.example.status) == ("", False, None)
    with pytest.raises(ProblemsError):
        read_labelled(path)
    assert traps_path(Path("a/b.yaml")) == Path("a/b.traps.jsonl")


_WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=9).map(str.strip)


@given(
    rows=st.lists(
        st.tuples(
            _WORDS.filter(bool), _WORDS.filter(bool), _WORDS, st.sampled_from([None, *Status])
        ),
        max_size=4,
    )
)
def test_what_is_written_is_read_again(
    rows: list[tuple[str, str, str, Status | None]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("written") / "f.jsonl"
    sentences = [
        Labelled(
            code,
            Example(text, "zh", asked=asked, status=status, line=number),
            status is not None,
            Place(str(path), number),
        )
        for number, (code, text, asked, status) in enumerate(rows, start=1)
    ]
    path.write_text(written(sentences), encoding="utf-8")
    assert read_labelled(path) == sentences


@pytest.mark.skipif(not EXPRESSIONS.exists(), reason="the labelled expressions are not here")
def test_the_shared_expressions_are_read() -> None:
    found = [each for path in _shared() for each in read_labelled(path)]
    assert len(found) == 3300
    assert sum(each.match for each in found) > 2500


def _shared() -> Iterator[Path]:
    return iter(sorted(EXPRESSIONS.glob("*.jsonl")))
