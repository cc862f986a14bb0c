"""What a model answers, of any quality: only what stands in the text becomes a proposal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.codebook.reader import read_codebook
from qualcode.model.coding import Source, Status
from qualcode.model.span import Span
from qualcode.suggestion.batches import Reply, read_batch
from qualcode.suggestion.quotes import locate
from qualcode.suggestion.replies import LONGEST, Asked, Dropped, Fault, Judge
from qualcode.suggestion.windows import Window

BOOK = read_codebook(Path(__file__).parents[2] / "codebooks" / "poverty-alleviation.yaml")
TEXT = "答：干部一年来不了一两回。“来了”照个相就走。\n问：真的？\n答：去年还送了一桶油。"
SENTENCES = (Span(2, 13), Span(13, 23), Span(32, 41))
ASKED = Asked("q1", Window("A", SENTENCES, (0, 0, 2)))
GOOD = {
    "sentence": 1,
    "code": "contact-scarce",
    "quote": "干部一年来不了一两回。",
    "status": "asserted",
}


def _read(reply: str, asked: Asked = ASKED) -> tuple[list[tuple[str, str]], list[Fault]]:
    made, dropped = Judge(BOOK, "m").read(asked, TEXT, reply)
    assert all(each.quote == TEXT[each.span.start : each.span.end] for each in made)
    return [(each.code, each.quote) for each in made], [each.fault for each in dropped]


def _said(*entries: object) -> str:
    return json.dumps({"codings": list(entries)}, ensure_ascii=False)


def test_a_coding_becomes_a_proposal_with_its_reasons() -> None:
    entry = GOOD | {"about": ["UNIT", "nobody"], "reason": "one visit a year", "status": "Partial"}
    made, dropped = Judge(BOOK, "m").read(ASKED, TEXT, _said(entry))
    assert dropped == []
    (coding,) = made
    assert (coding.coder, coding.source, coding.status) == ("m", Source.MODEL, Status.PARTIAL)
    assert coding.about == ("UNIT",)
    told = " ".join(map(str, coding.evidence.reasons))
    assert "one visit a year" in told
    assert "q1" in told


@pytest.mark.parametrize(
    "wrapped",
    ["{}", "```json\n{}\n```", "Here you are:\n{}\nGood luck!", "<think>{{hm}}</think>{}"],
)
def test_the_json_is_found_in_what_is_around_it(wrapped: str) -> None:
    reply = wrapped.replace("{{", "\0").replace("{}", _said(GOOD)).replace("\0", "{")
    assert _read(reply) == ([("contact-scarce", "干部一年来不了一两回。")], [])


@pytest.mark.parametrize(
    ("reply", "fault"),
    [
        ("I would rather not.", Fault.NOT_JSON),
        ("", Fault.NOT_JSON),
        ("{" * 5000, Fault.NOT_JSON),
        ("x" * (LONGEST + 1), Fault.TOO_LONG),
        ('{"answer": 3}', Fault.NO_CODINGS),
        (_said(3), Fault.NOT_A_CODING),
        (_said(GOOD | {"code": "laziness"}), Fault.UNKNOWN_CODE),
        (_said(GOOD | {"code": ["contact-scarce"]}), Fault.UNKNOWN_CODE),
        (_said(GOOD | {"status": "certain"}), Fault.UNKNOWN_STATUS),
        (_said(GOOD | {"quote": "干部天天来。"}), Fault.QUOTE_LOST),
        (_said(GOOD | {"quote": "真的？"}), Fault.QUOTE_LOST),
        (_said(GOOD | {"quote": "。"}), Fault.QUOTE_LOST),
        (_said(GOOD | {"quote": None}), Fault.QUOTE_LOST),
    ],
)
def test_what_does_not_count_is_told_and_makes_nothing(reply: str, fault: Fault) -> None:
    assert _read(reply) == ([], [fault])


def test_half_a_json_gives_what_is_whole_in_it() -> None:
    broken = _said(GOOD, GOOD | {"code": "contact-formalistic", "quote": "照个相就走"})[:-20]
    assert _read(broken) == ([("contact-scarce", "干部一年来不了一两回。")], [Fault.NOT_JSON])


def test_the_same_coding_twice_counts_once() -> None:
    made, faults = _read(_said(GOOD, GOOD))
    assert len(made) == 1
    assert faults == [Fault.TWICE]


def test_a_code_that_was_not_asked_for_does_not_count() -> None:
    asked = Asked("q1", ASKED.window, ("gift-only-help",))
    assert _read(_said(GOOD), asked) == ([], [Fault.UNKNOWN_CODE])


def test_a_quote_is_found_folded_and_over_two_sentences() -> None:
    assert locate('"来了"照个相 就走', SENTENCES, TEXT) == Span(13, 22)
    assert locate("一两回。“来了”", SENTENCES, TEXT) == Span(9, 17)
    assert locate("就走。\n问：真的？", SENTENCES, TEXT) is None


def test_the_named_sentence_comes_first() -> None:
    text = "好。好。"
    assert locate("好。", (Span(0, 2), Span(2, 4)), text, 2) == Span(2, 4)
    assert locate("好。", (Span(0, 2), Span(2, 4)), text, 99) == Span(0, 2)


@given(st.text())
def test_no_reply_breaks_it(reply: str) -> None:
    made, faults = _read(reply)
    assert made == []
    assert faults


@given(st.text(min_size=1), st.text(), st.text())
def test_whatever_is_found_stands_there(quote: str, before: str, after: str) -> None:
    text = before + quote + after
    found = locate(quote, (Span(0, len(text)),), text)
    if any(character.isalnum() for character in quote):
        assert found is not None
        assert found.of(text) == quote.strip()


def test_a_batch_of_any_quality_is_read_line_by_line(tmp_path: Path) -> None:
    completion = {"model": "m", "choices": [{"message": {"content": "hello"}}]}
    lines = [
        json.dumps({"custom_id": "a", "response": {"status_code": 200, "body": completion}}),
        json.dumps({"custom_id": "b", "response": None, "error": {"message": "rate limit"}}),
        json.dumps({"custom_id": "c", "response": {"status_code": 500, "body": {"error": "x"}}}),
        "{half a li",
        json.dumps({"no": "id"}),
        "[1]",
        "",
        json.dumps({"custom_id": "d", "content": [{"type": "text", "text": "parts"}]}),
        json.dumps({"custom_id": "e", "x": "y" * (5 * LONGEST)}),
        json.dumps({"custom_id": "f", "body": completion}),
    ]
    path = tmp_path / "replies.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    found = list(read_batch(path))
    assert [each for each in found if isinstance(each, Reply)] == [
        Reply("a", "m", "hello"),
        Reply("d", "", "parts"),
        Reply("f", "m", "hello"),
    ]
    assert [(each.request, each.fault) for each in found if isinstance(each, Dropped)] == [
        ("b", Fault.ERROR),
        ("c", Fault.ERROR),
        ("", Fault.NOT_JSON),
        ("", Fault.NO_REQUEST),
        ("", Fault.NO_REQUEST),
        ("", Fault.TOO_LONG),
    ]
