"""Tables, workbooks and the JSON of speech recognition, as the tools write them."""

from __future__ import annotations

import io
import json
from typing import Any

import openpyxl
import pytest

from qualcode.errors import DataError, UsageError
from qualcode.transcripts.reader import ReadingOptions
from tests.transcripts.reading import read, table


def test_speeches_are_written_down_as_a_transcript() -> None:
    transcript = read("speaker,text\n问,好吗？\nAnn,Fine.\n", ".csv")

    assert transcript.text == "问：好吗？\nAnn: Fine.\n"
    assert [turn.span.of(transcript.text) for turn in transcript.turns] == [
        "问：好吗？",
        "Ann: Fine.",
    ]


@pytest.mark.parametrize("sign", [",", "\t", ";"])
def test_tables_by_column_names(sign: str) -> None:
    rows = [
        ["序号", "时间", "说话人", "内容"],
        ["1", "00:01", "访谈者", "好吗？"],
        ["2", "00:05", "张三", "好。"],
    ]
    text = "\n".join(sign.join(row) for row in rows)

    assert table(read(text.encode("gb18030"), ".csv")) == [
        "I 访谈者 00:01|好吗？",
        "R 张三 00:05|好。",
    ]


def test_tables_of_questions_and_answers() -> None:
    assert table(read("访谈问题,访谈内容\n多大了？,58岁。\n哪里人？,A村。\n", ".csv")) == [
        *("I 问 |多大了？", "R 答 |58岁。", "I 问 |哪里人？", "R 答 |A村。"),
    ]


def test_tables_without_a_header() -> None:
    text = (
        '[00:04:28],DB:,"Are you going, then, to collect those essays?"\n'
        "[00:04:31],ST:,Yes. And I will read them.\n"
        "[00:04:40],DB:,When?\n"
        "[00:04:44],ST:,Tomorrow."
    )

    assert table(read(text, ".csv")) == [
        "I DB 00:04:28|Are you going, then, to collect those essays?",
        "R ST 00:04:31|Yes. And I will read them.",
        "I DB 00:04:40|When?",
        "R ST 00:04:44|Tomorrow.",
    ]


def test_columns_named_by_the_user() -> None:
    options = ReadingOptions(columns={"text": "said", "speaker": "by"})
    text = "by,said\nQ,Why?\nA,So.\n"

    assert table(read(text, ".csv", options)) == ["I Q |Why?", "R A |So."]
    with pytest.raises(UsageError, match="there is no column 'said'"):
        read("by,x\nQ,Why?\n", ".csv", options)


def test_tables_without_speech_are_refused() -> None:
    with pytest.raises(DataError, match="no column of speech found among: village, hectares"):
        read("village,hectares\nA,1\nB,2\n", ".csv")


def test_whisper_times_in_milliseconds() -> None:
    text = "start\tend\ttext\n0\t7680\thello\n7680\t15920\tworld\n"

    assert table(read(text, ".tsv")) == ["R  00:00:00|hello world"]


def test_tables_with_the_ending_txt() -> None:
    text = "Line\tSpkr\tStTime\tContent\n1\tATL_int_01\t0.44\tWhy?\n2\tATL_f_01\t2.4\tSo.\n"

    assert table(read(text, ".txt")) == ["I ATL_int_01 00:00:00|Why?", "R ATL_f_01 00:00:02|So."]


def workbook(rows: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_xlsx() -> None:
    data = workbook([["Speaker", "Text", "Start"], ["Q", "Why?", 3], ["A", 12.0, 65.5], [None]])

    assert table(read(data, ".xlsx")) == ["I Q 00:00:03|Why?", "R A 00:01:05|12"]


def test_what_is_no_workbook_is_refused() -> None:
    with pytest.raises(DataError, match=r"is not a Excel \.xlsx file|is damaged"):
        read(b"PK\x03\x04abc", ".xlsx")


def test_whisperx() -> None:
    tree = {
        "segments": [
            {"start": 0.0, "end": 2.0, "text": " Why", "speaker": "SPEAKER_00"},
            {"start": 2.0, "end": 3.0, "text": " is that?", "speaker": "SPEAKER_00"},
            {"start": 63.2, "end": 65.0, "text": " Because.", "speaker": "SPEAKER_01"},
        ]
    }

    assert table(read(json.dumps(tree), ".json")) == [
        "I SPEAKER_00 00:00:00|Why is that?",
        "R SPEAKER_01 00:01:03|Because.",
    ]


def test_amberscript() -> None:
    tree = {
        "speakers": [{"spkid": "spk1", "name": "Interviewer"}, {"spkid": "spk2", "name": "Ann"}],
        "segments": [
            {"speaker": "spk1", "words": [{"start": 1.5, "text": "Why"}, {"text": "?"}]},
            {"speaker": "spk2", "words": [{"start": 3.0, "text": "So."}]},
        ],
    }

    assert table(read(json.dumps(tree), ".json")) == [
        "I Interviewer 00:00:01|Why?",
        "R Ann 00:00:03|So.",
    ]


def test_rev() -> None:
    tree = {
        "monologues": [
            {
                "speaker": 0,
                "elements": [
                    {"type": "text", "value": "Why", "ts": 0.5},
                    {"type": "punct", "value": "?"},
                ],
            },
            {"speaker": 1, "elements": [{"type": "text", "value": "So", "ts": 2.0}]},
        ]
    }

    assert table(read(json.dumps(tree), ".json")) == [
        "I Speaker 0 00:00:00|Why?",
        "R Speaker 1 00:00:02|So",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", r"a\.json:1:2: "),
        ('{"a": 1}', "of no known shape"),
        ('{"segments": []}', "has no words"),
        ('{"segments": [3]}', "a segment is not as it should be"),
        ('{"segments": [{"text": "a", "start": "x"}]}', "a segment is not as it should be"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_other_json_is_refused(text: str, message: str) -> None:
    with pytest.raises(DataError, match=message):
        read(text, ".json")
