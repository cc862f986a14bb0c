"""The file of weights: read as it was written, refused when damaged, carried along by a rename."""

from __future__ import annotations

import base64
import json
import tracemalloc
import zlib
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from qualcode.codebook.archive import from_json, to_json
from qualcode.codebook.editing import CodebookText
from qualcode.codebook.leanings import Leaning
from qualcode.codebook.learned import (
    Anything,
    Learned,
    learned_of,
    pattern_key,
    relabelled_weights,
    written,
)
from qualcode.codebook.meaning import Layer, Meaning, Whether, centred
from qualcode.codebook.promise import TERMS as PROMISING
from qualcode.codebook.promise import Promise
from qualcode.codebook.reader import read_codebook_text
from qualcode.codebook.second_look import TERMS, Longest, SecondLook
from qualcode.codebook.writer import to_yaml
from qualcode.errors import DataError, ProblemsError, Severity
from qualcode.model.codebook import LEVELS, PRECISION, Codebook, LearnedFile
from qualcode.model.coding import Status

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ARRAYS = ("rarity", "weights", "scale", "bias", "rule")
OF_ALL = Anything(
    np.array([1, -127, 0, 3], np.int8), 0.5, -1.25, 0.75, share=0.4, odds=(0.5, 0.75, 0.25)
)
LEARNED = Learned(
    ("road", "money"),
    ("泥", "?路", "~\x85\u2028", "#PH"),
    rarity=np.array([1, 2, 3, 4.5], np.float32),
    weights=np.array([[127, -127], [0, 3], [1, 1], [5, -6]], np.int8),
    scale=np.array([0.25, 0.5], np.float32),
    bias=np.array([-1, -2], np.float32),
    rule=np.array([0, 0.75], np.float32),
    limits={level: level / 100 for level in LEVELS},
    anything=OF_ALL,
    patterns=frozenset({pattern_key("road", "全是泥"), pattern_key("money", "没钱")}),
)
MEANING = Meaning(
    "some encoder",
    np.array([0.5, -1, 2], np.float32),
    np.array([[1, 2], [-3, 4], [5, -127]], np.int8),
    scale=np.array([0.5, 0.25], np.float32),
    bias=np.array([-1, 1.5], np.float32),
)
BOOK = """\
# What is learned stands beside it.
qualcode: 1
id: small
version: "1"
name: small   # indeed
{}codes:
  - {{id: road, name: R, definition: d, patterns: [全是泥]}}
  - {{id: money, name: M, definition: d, patterns: [没钱]}}
"""
SHA = "ab" * 32


def _book(learned: str = "") -> Codebook:
    book, problems = read_codebook_text(BOOK.format(learned), path="b.yaml")
    assert book, problems
    return book


def _read(folder: Path, content: bytes) -> Learned | None:
    (folder / "w.jsonl").write_bytes(content)
    named = LearnedFile("w.jsonl", sha256(content).hexdigest())
    return learned_of(replace(_book(), learned=named), folder / "b.yaml")


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    found = _read(tmp_path, written(LEARNED))
    assert found
    for name in ARRAYS:
        one, other = getattr(found, name), getattr(LEARNED, name)
        assert one.dtype == other.dtype
        assert np.array_equal(one, other)
    others = ("codes", "features", "limits", "patterns")
    assert [getattr(found, name) for name in others] == [getattr(LEARNED, name) for name in others]


def test_what_was_learned_of_whether_there_is_anything_is_read_again(tmp_path: Path) -> None:
    found = _read(tmp_path, written(LEARNED))
    assert found
    assert found.anything.weights.tolist() == OF_ALL.weights.tolist()
    told = ("scale", "bias", "length", "share", "odds")
    assert [getattr(found.anything, name) for name in told] == [0.5, -1.25, 0.75, 0.4, OF_ALL.odds]


LEANINGS = {
    Status.NORMATIVE: Leaning(-2.5, -0.5, {"要是": 1.25, "?if": 2.0}, {"road": 0.5, "money": 0.0}),
    Status.ASSERTED: Leaning(2.0, 0.25, {"了": 0.5}, {"road": 0.0, "money": -1.5}),
    Status.IRONIC: Leaning(2.0, None, {"哼": 0.5}, {"road": 0.0, "money": 0.0}),
    Status.HISTORICAL: Leaning(1.5, 0.25, {"那": 0.5}, {"road": 0.0, "money": 0.5}, most=-2.25),
}


def test_what_was_learned_of_statuses_is_read_again_and_goes_with_the_name_of_a_code(
    tmp_path: Path,
) -> None:
    content = written(replace(LEARNED, leanings=LEANINGS))
    found = _read(tmp_path, content)
    assert found
    assert found.leanings == LEANINGS
    renamed = relabelled_weights(content.decode(), {"road": "way"}, {})
    again = _read(tmp_path, renamed.encode())
    assert again
    assert again.leanings[Status.NORMATIVE].codes == {"way": 0.5, "money": 0.0}
    without = _read(tmp_path, written(LEARNED))
    assert without
    assert without.leanings == {}


@pytest.mark.parametrize(
    "row",
    [
        "{}",
        "[]",
        '{"statuses": {"sure": {"bias": 0, "least": 0, "codes": [0, 0], "words": {}}}}',
        '{"statuses": {"denied": {"bias": 0, "least": 0, "codes": [0], "words": {}}}}',
        '{"statuses": {"denied": {"bias": 0, "least": 0, "codes": [0, 0], "words": {"a": "b"}}}}',
        '{"statuses": 5}',
        '{"statuses": {"denied": {"bias": 0, "least": 0, "codes": [0, 0], "words": ["a"]}}}',
        '{"statuses": {}}\n{"statuses": {}}',
    ],
)
def test_a_damaged_row_of_statuses_is_told(tmp_path: Path, row: str) -> None:
    with pytest.raises(DataError, match="is damaged"):
        _read(tmp_path, written(LEARNED) + row.encode() + b"\n")


def test_a_second_look_is_read_again(tmp_path: Path) -> None:
    terms = np.arange(len(TERMS), dtype=np.float32) / 8
    look = SecondLook(terms, np.array([-1.5, 0.25], np.float32), 0.75, plain=0.5, answer=9)
    found = _read(tmp_path, written(replace(LEARNED, second_look=look)))
    assert found
    assert found.second_look
    assert found.second_look.terms.tolist() == terms.tolist()
    assert found.second_look.offset.tolist() == [-1.5, 0.25]
    told = found.second_look
    assert (told.rule, told.plain, told.answer) == (0.75, 0.5, 9)
    plain = _read(tmp_path, written(LEARNED))
    assert plain
    assert plain.second_look is None


def test_a_file_that_does_not_tell_how_long_speech_is_has_what_was_usual(tmp_path: Path) -> None:
    look = SecondLook(np.zeros(len(TERMS), np.float32), np.zeros(2, np.float32), 0, 0.5, 9)
    content = written(replace(LEARNED, second_look=look, longest=Longest(30, 90)))
    found = _read(tmp_path, content)
    assert found
    assert found.longest == Longest(30, 90)
    first, *others = content.decode().split("\n")
    head = json.loads(first)
    del head["longest"], head["second_look"]["plain"], head["second_look"]["answer"]
    older = _read(tmp_path, "\n".join([json.dumps(head), *others]).encode())
    assert older
    assert older.second_look
    assert (older.longest, older.second_look.plain, older.second_look.answer) == (
        (50, 160),
        1.1,
        12,
    )


def test_a_promise_is_read_again_and_older_files_have_none(tmp_path: Path) -> None:
    terms = np.arange(len(PROMISING), dtype=np.float32) / 8
    weights = np.array([3, 0, -127, 1], np.int8)
    promise = Promise(weights, 0.25, -0.5, length=0.75, constant=1.5, terms=terms)
    found = _read(tmp_path, written(replace(LEARNED, promise=promise)))
    assert found
    assert found.promise
    assert found.promise.weights.tolist() == weights.tolist()
    assert found.promise.terms.tolist() == terms.tolist()
    told = [getattr(found.promise, name) for name in ("scale", "bias", "length", "constant")]
    assert told == [0.25, -0.5, 0.75, 1.5]
    older = _read(tmp_path, written(LEARNED))
    assert older
    assert older.promise is None


def test_a_promise_of_before_knows_nothing_of_how_interviews_begin(tmp_path: Path) -> None:
    weights, terms = np.zeros(4, np.int8), np.ones(len(PROMISING), np.float32)
    promise = Promise(weights, 0.25, -0.5, length=0.75, constant=1.5, terms=terms)
    rows = [json.loads(line) for line in written(replace(LEARNED, promise=promise)).splitlines()]
    for name in ("opening", "closing"):
        rows[0]["promise"]["terms"].pop(name)
    content = "".join(json.dumps(row) + "\n" for row in rows).encode()
    found = _read(tmp_path, content)
    assert found
    assert found.promise
    assert found.promise.terms.tolist() == [1] * (len(PROMISING) - 2) + [0, 0]
    rows[0]["promise"]["terms"].pop("length")
    with pytest.raises(DataError, match="is damaged"):
        _read(tmp_path, "".join(json.dumps(row) + "\n" for row in rows).encode())


@pytest.mark.parametrize("fault", ["odds", "share", "scale"])
def test_half_of_it_is_damage(tmp_path: Path, fault: str) -> None:
    rows = [json.loads(line) for line in written(LEARNED).splitlines()]
    rows[0]["anything"].pop(fault)
    with pytest.raises(DataError, match="is damaged"):
        _read(tmp_path, "".join(json.dumps(row) + "\n" for row in rows).encode())


def test_what_was_learned_of_embeddings_is_read_again(tmp_path: Path) -> None:
    found = _read(tmp_path, written(replace(LEARNED, meaning=MEANING)))
    assert found
    assert found.meaning
    assert found.meaning.encoder == "some encoder"
    for name in ("centre", "weights", "scale", "bias"):
        assert np.array_equal(getattr(found.meaning, name), getattr(MEANING, name))


def test_hidden_units_are_read_again(tmp_path: Path) -> None:
    layer = Layer(
        np.array([[1, -2], [3, 4], [5, 6]], np.int8),
        scale=np.array([0.5, 0.25], np.float32),
        bias=np.array([1, -1], np.float32),
    )
    meaning = replace(MEANING, weights=np.array([[1, 2], [-3, 4]], np.int8), layer=layer)
    found = _read(tmp_path, written(replace(LEARNED, meaning=meaning)))
    assert found
    assert found.meaning
    vectors = np.array([[1, 2, 3], [0, -1, 1]], np.float32)
    assert found.meaning.scores(vectors).codes.tolist() == meaning.scores(vectors).codes.tolist()
    rows = 10 * centred(vectors, MEANING.centre)
    units = np.maximum(rows @ [[0.5, -0.5], [1.5, 1], [2.5, 1.5]] + [1, -1], 0)
    expected = units @ [[0.5, 0.5], [-1.5, 1]] + [-1, 1.5]
    assert np.allclose(meaning.scores(vectors).codes, expected, atol=1e-4)
    rows_of_file = [
        json.loads(line) for line in written(replace(LEARNED, meaning=meaning)).splitlines()
    ]
    rows_of_file[0]["meaning"]["units"] = 3
    with pytest.raises(DataError, match="is damaged"):
        _read(tmp_path, "".join(json.dumps(row) + "\n" for row in rows_of_file).encode())


def test_whether_there_is_any_code_is_read_again_and_is_missing_in_files_of_before(
    tmp_path: Path,
) -> None:
    vectors = np.array([[1, 2, 3], [0, -1, 1]], np.float32)
    assert MEANING.scores(vectors).anything.tolist() == [0, 0]
    whether = Whether(np.array([2, -4, 6], np.int8), 0.5, -1.25)
    content = written(replace(LEARNED, meaning=replace(MEANING, anything=whether)))
    found = _read(tmp_path, content)
    assert found
    assert found.meaning
    expected = centred(vectors, MEANING.centre) @ [1, -2, 3] - 1.25
    assert np.allclose(found.meaning.scores(vectors).anything, expected, atol=1e-4)
    rows = [json.loads(line) for line in content.splitlines()]
    rows[2]["meaning anything"] = rows[2]["anything"]
    with pytest.raises(DataError, match="is damaged"):
        _read(tmp_path, "".join(json.dumps(row) + "\n" for row in rows).encode())


@pytest.mark.parametrize("numbers", [2, -3, 10**9, None])
def test_embeddings_of_another_size_are_damage(tmp_path: Path, numbers: int | None) -> None:
    rows = [json.loads(line) for line in written(replace(LEARNED, meaning=MEANING)).splitlines()]
    rows[0]["meaning"]["numbers"] = numbers
    with pytest.raises(DataError, match="is damaged"):
        _read(tmp_path, "".join(json.dumps(row) + "\n" for row in rows).encode())


def test_what_all_embeddings_share_is_taken_away() -> None:
    found = centred(np.array([[3.0, 1], [2, 5], [2, 1]]), np.array([2.0, 1]))
    assert found.tolist() == [[1, 0], [0, 1], [0, 0]]


def test_a_codebook_without_weights_has_none(tmp_path: Path) -> None:
    assert learned_of(_book(), tmp_path / "b.yaml") is None


def test_a_missing_file_and_another_one_are_told(tmp_path: Path) -> None:
    book = replace(_book(), learned=LearnedFile("w.jsonl", SHA))
    with pytest.raises(DataError, match="cannot read") as missing:
        learned_of(book, tmp_path / "b.yaml")
    (tmp_path / "w.jsonl").write_bytes(written(LEARNED))
    with pytest.raises(DataError, match="not the file that the codebook means") as other:
        learned_of(book, tmp_path / "b.yaml")
    assert "codebook learn" in (missing.value.hint or "")
    assert "codebook learn" in (other.value.hint or "")


FAULTS: dict[str, Callable[[list[Any]], object]] = {
    "another format": lambda rows: rows[0].update(format=1),
    "no format": lambda rows: rows[0].pop("format"),
    "a level less": lambda rows: rows[0]["limits"].pop(str(PRECISION)),
    "limits in a list": lambda rows: rows[0].update(limits=[1]),
    "nothing of all": lambda rows: rows[0].pop("anything"),
    "half a second look": lambda rows: rows[0].update(second_look={"terms": {}, "rule": 1}),
    "a head that is a list": lambda rows: rows.__setitem__(0, []),
    "a code more": lambda rows: rows[0]["codes"].append("c"),
    "a feature less": lambda rows: rows[1]["features"].pop(),
    "more codes than any": lambda rows: rows[0].update(codes=["c"] * 10_001),
    "no base64": lambda rows: rows[2].update(bias="§"),
    "nothing packed": lambda rows: rows[2].update(bias="AAAA"),
    "numbers that are none": lambda rows: rows[2].update(bias=3),
    "an array less": lambda rows: rows[2].pop("rule"),
    "a line less": lambda rows: rows.pop(),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_damaged_file_is_told_with_what_to_do(tmp_path: Path, fault: str) -> None:
    rows = [json.loads(line) for line in written(LEARNED).split(b"\n")[:3]]
    FAULTS[fault](rows)
    content = "".join(json.dumps(row) + "\n" for row in rows).encode()
    with pytest.raises(DataError, match="is damaged") as caught:
        _read(tmp_path, content)
    assert "codebook learn" in (caught.value.hint or "")


def test_no_more_is_unpacked_than_was_told(tmp_path: Path) -> None:
    rows = [json.loads(line) for line in written(LEARNED).split(b"\n")[:3]]
    rows[2]["weights"] = base64.b64encode(zlib.compress(bytes(50_000_000), 9)).decode()
    content = "".join(json.dumps(row) + "\n" for row in rows).encode()
    tracemalloc.start()
    try:
        with pytest.raises(DataError, match="weights has not the size"):
            _read(tmp_path, content)
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"no JSON\n", b"[" * 100_000])
def test_what_is_no_such_file_is_told(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(DataError, match="is damaged"):
        _read(tmp_path, content)


PATTERNS = {"road": ["全是泥"], "money": ["没钱"]}


def _relabelled(codes: dict[str, str | None]) -> tuple[list[str], list[str]]:
    """Return codes and patterns after a change; the numbers must be as they were."""
    text = written(LEARNED).decode()
    changed = relabelled_weights(text, codes, PATTERNS)
    assert changed.partition("\n")[2] == text.partition("\n")[2]
    head = json.loads(changed.partition("\n")[0])
    return head["codes"], head["patterns"]


def test_a_renamed_code_keeps_its_weights_and_its_patterns_are_still_known() -> None:
    codes, patterns = _relabelled({"road": "way"})
    assert codes == ["way", "money"]
    assert set(patterns) == {pattern_key("way", "全是泥"), pattern_key("money", "没钱")}


def test_of_two_codes_that_meet_the_one_that_was_there_keeps_its_weights() -> None:
    assert _relabelled({"road": "money"})[0] == ["", "money"]
    assert _relabelled({"money": "road"})[0] == ["road", ""]


def test_a_removed_code_has_no_weights() -> None:
    codes, patterns = _relabelled({"road": None})
    assert codes == ["", "money"]
    assert pattern_key("money", "没钱") in patterns
    assert _relabelled({"road": None, "money": None})[0] == ["", ""]


@pytest.mark.parametrize("text", ["", "no JSON\n", "[]\n", '{"codes": ["road"]}\n', '{"codes": 1}'])
def test_a_file_that_cannot_be_read_is_not_touched(text: str) -> None:
    assert relabelled_weights(text, {"road": "way"}, PATTERNS) == text


def test_a_codebook_says_which_file_it_means() -> None:
    book = _book(f"learned: {{file: w.jsonl, sha256: {SHA}, precision: 70}}\n")
    assert book.learned == LearnedFile("w.jsonl", SHA, 70)
    again, _ = read_codebook_text(to_yaml(book), path="b.yaml")
    assert again
    assert again.learned == book.learned
    assert from_json(to_json(book)) == book
    plain = _book(f"learned: {{file: w.jsonl, sha256: {SHA}}}\n")
    assert plain.learned == LearnedFile("w.jsonl", SHA, PRECISION)
    assert from_json(to_json(_book())).learned is None


@pytest.mark.parametrize(
    ("learned", "told"),
    [
        (f"{{file: w.jsonl, sha256: {SHA}, precision: 62}}", "62"),
        ("{file: w.jsonl}", "sha256"),
        (f"{{sha256: {SHA}}}", "file"),
        ("w.jsonl", "learned"),
        (f"{{file: ../w.jsonl, sha256: {SHA}}}", "leads out"),
        (f"{{file: /tmp/w.jsonl, sha256: {SHA}}}", "leads out"),
        (f'{{file: "C:\\\\w.jsonl", sha256: {SHA}}}', "leads out"),
    ],
)
def test_what_is_wrong_with_it_is_told(learned: str, told: str) -> None:
    _, problems = read_codebook_text(BOOK.format(f"learned: {learned}\n"), path="b.yaml")
    (fault,) = (each for each in problems if each.severity is Severity.ERROR)
    assert fault.place.line == 6
    assert told in fault.message


def test_naming_a_file_changes_nothing_else() -> None:
    text = BOOK.format("")
    first = CodebookText(text, path="b.yaml").learned(LearnedFile("w x.jsonl", SHA, 70))
    new = [line for line in first.splitlines() if line not in text.splitlines()]
    assert len(new) == 1
    assert first.replace(new[0] + "\n", "") == text
    second = CodebookText(first, path="b.yaml").learned(LearnedFile("w.jsonl", SHA[::-1]))
    named = f"learned: {{file: w.jsonl, sha256: {SHA[::-1]}}}"
    assert second == first.replace(new[0], named)


def test_a_name_that_cannot_be_written_is_refused() -> None:
    with pytest.raises((DataError, ProblemsError)):
        CodebookText(BOOK.format(""), path="b.yaml").learned(LearnedFile("w.jsonl", "a, b: c"))
