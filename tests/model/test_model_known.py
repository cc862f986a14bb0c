"""What has been worked out before is looked up, and nothing is mixed up by it."""

from __future__ import annotations

from qualcode.model import known
from qualcode.model.known import Known, Unkept


def test_a_text_is_worked_on_once() -> None:
    asked: list[str] = []
    upper = Known[str](lambda text: asked.append(text) or text.upper())  # type: ignore[func-returns-value]
    assert [upper[each] for each in ("a", "b", "a")] == ["A", "B", "A"]
    assert asked == ["a", "b"]


def test_what_is_counted_is_worked_out_each_time() -> None:
    asked: list[str] = []

    def guarded(text: str) -> str:
        asked.append(text)
        return Unkept("'" + text)

    cells = Known[str](guarded)
    assert [cells["="], cells["="]] == ["'=", "'="]
    assert len(asked) == 2


def test_it_does_not_grow_without_end() -> None:
    same = Known[str](str)
    for number in range(known._MOST * 2 + 10):
        assert same[str(number)] == str(number)
    assert len(same) <= known._MOST
