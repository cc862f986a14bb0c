"""The validation sample is read blind, sentence by sentence, and every answer is kept at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qualcode.cli.main import main
from qualcode.errors import DataError, UnknownNameError
from qualcode.workflow.undoing import undo
from qualcode.workflow.validating import (
    draw_sample,
    has_answers,
    kept_sample,
    sentences_of,
    validation_tables,
)
from qualcode.workflow.validation_queue import ValidationQueue

if TYPE_CHECKING:
    from qualcode.workflow.project import Project


@pytest.fixture
def drawn(study: Project) -> Project:
    draw_sample(study, hits=50, others=50, seed=1, by="li")
    return study


def test_whoever_reads_all_of_it_truly_gives_the_machine_full_marks(drawn: Project) -> None:
    truth = {each.key: " ".join(sorted(each.hits)) or "无" for each in sentences_of(drawn)}
    queue = ValidationQueue(drawn, by="li")
    while reading := queue.current:
        assert reading.answer is None
        queue.answer(truth[reading.key])
    assert queue.answered == len(queue.keys)
    quality, faults = validation_tables(drawn)
    assert faults.rows == ()
    assert {row[6] for row in quality.rows} == {1.0}


def test_a_reader_goes_on_where_he_left_and_takes_answers_back(drawn: Project) -> None:
    queue = ValidationQueue(drawn, by="li")
    first, second = queue.keys[:2]
    assert queue.answer("没钱，formal formal") == ["income", "formal"]
    assert queue.answer("-") == []
    assert kept_sample(drawn)["answers"] == {first: ["income", "formal"], second: []}
    queue.undo()
    assert queue.current is not None
    assert queue.current.key == second
    again = ValidationQueue(drawn, by="li")
    assert again.position == 1
    again.undo()
    assert not has_answers(drawn)
    with pytest.raises(DataError):
        again.undo()
    assert undo(drawn, by="li").event.action == "draw sample"


def test_what_is_no_code_is_no_answer(drawn: Project) -> None:
    queue = ValidationQueue(drawn, by="li")
    with pytest.raises(UnknownNameError):
        queue.answer("incme")
    assert (queue.position, queue.answered) == (0, 0)


def test_a_new_sample_drops_the_answers_of_the_old(drawn: Project) -> None:
    ValidationQueue(drawn, by="li").answer("-")
    draw_sample(drawn, hits=5, others=5, seed=2, by="li")
    assert not has_answers(drawn)


def test_review_reads_the_sample_in_lines_and_shows_nothing_of_the_machine(
    drawn: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    number = len(kept_sample(drawn)["items"])
    lines = iter(["nonsense", "income", "s", "u", "-", "?", "q"])

    def typed(_: str) -> str:
        return next(lines)

    monkeypatch.setattr("qualcode.cli.review_lines.ask", typed)
    drawn.store.close()
    assert drawn.path is not None
    monkeypatch.chdir(drawn.path.parent)
    assert main(["review", "--validation", "--coder", "li"]) == 0
    out, err = capsys.readouterr()
    assert "【" in out
    assert "rules" not in out
    assert "! no code" in out or "! there is no code" in out
    assert f"1 sentence answered, {number - 1} left" in err
