"""The benchmark that holds interviews out: they come back as gold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.gold import read_gold
from benchmarks.held_out import write_gold
from qualcode.codebook.interviews import CodedAnswer, CodedSentence
from qualcode.errors import Place

if TYPE_CHECKING:
    from pathlib import Path


def test_what_is_written_is_read_as_gold(tmp_path: Path) -> None:
    said = (
        CodedSentence("They never came.", {"contact-scarce": "asserted"}),
        CodedSentence("Maybe once.", None),
        CodedSentence("没有。", {}),
    )
    write_gold(tmp_path / "g", [CodedAnswer("W105", "PH", "Who came?", said, Place("x", 1))])
    gold = read_gold(tmp_path / "g")
    text = (tmp_path / "g" / "transcripts" / "W105.txt").read_text("utf-8")
    assert [text[unit.start : unit.end] for unit in gold.units["W105"]] == [
        each.text for each in said
    ]
    first, second, third = gold.units["W105"]
    assert gold.codings[first.id, "contact-scarce"].coders == 2
    assert gold.codings[second.id, "contact-scarce"].coders == 1
    assert not any(unit == third.id for unit, _ in gold.codings)
    assert gold.subjects == {"W105": "PH"}
