"""The other formats: small files that the tests write, as the tools write them."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import openpyxl
import pytest

from qualcode.errors import DataError, UsageError
from qualcode.model.landmark import Places
from qualcode.model.transcript import Role, Transcript
from qualcode.transcripts.reader import ReadingOptions, read_bytes

_LETTER = {Role.INTERVIEWER: "I", Role.RESPONDENT: "R", Role.NOTE: "N"}


def read(data: bytes | str, suffix: str, options: ReadingOptions | None = None) -> Transcript:
    return read_bytes(
        data.encode() if isinstance(data, str) else data,
        suffix=suffix,
        name="a",
        path=f"a{suffix}",
        options=options or ReadingOptions(),
    )


def table(transcript: Transcript) -> list[str]:
    return [
        f"{_LETTER[turn.role]} {turn.speaker} {turn.time}|"
        + turn.speech.of(transcript.text).replace("\n", "⏎")
        for turn in transcript.turns
    ]


def test_speeches_are_written_down_as_a_transcript() -> None:
    transcript = read("speaker,text\n问,好吗？\nAnn,Fine.\n", ".csv")

    assert transcript.text == "问：好吗？\nAnn: Fine.\n"
    assert [turn.span.of(transcript.text) for turn in transcript.turns] == [
        "问：好吗？",
        "Ann: Fine.",
    ]


def test_srt_with_names_over_several_cues() -> None:
    srt = (
        "1\n00:00:01,000 --> 00:00:02,000\nAnn Lee: Hello, and\nwelcome\n\n"
        "2\n00:00:02,000 --> 00:00:03,500\nto the show. Who are you?\n\n"
        "3\n00:00:04,000 --> 00:00:05,000\nBob: I&#39;m Bob.\n"
    )

    assert table(read(srt, ".srt")) == [
        "I Ann Lee 00:00:01|Hello, and welcome to the show. Who are you?",
        "R Bob 00:00:04|I'm Bob.",
    ]


def test_chinese_cues_are_joined_without_blanks() -> None:
    srt = (
        "1\n00:00:01,000 --> 00:00:02,000\n看病\n\n2\n00:00:02,000 --> 00:00:03,000\n难，药也贵。\n"
    )

    assert table(read(srt.encode("gb18030"), ".srt")) == ["R  00:00:01|看病难，药也贵。"]


def test_vtt_with_voices_open_and_closed() -> None:
    vtt = (
        "WEBVTT\n\nNOTE made by a tool\n\nid-1/2\n00:01.000 --> 00:02.000\n<v Ann>Why?</v>\n\n"
        "00:00:02.000 --> 00:00:03.000 align:start\n<v Bob>Because <i>so</i> &amp; so.\n\n"
        "00:00:03.000 --> 00:00:04.000\n[laughter]\n\n"
        "00:00:04.000 --> 00:00:05.000\n<v Bob>Yes.\n"
    )

    assert table(read(vtt, ".vtt")) == [
        *("I Ann 00:01|Why?", "R Bob 00:00:02|Because so & so."),
        *("N  00:00:03|[laughter]", "R Bob 00:00:04|Yes."),
    ]


def test_vtt_with_names_in_brackets() -> None:
    vtt = (
        "WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.000\n(Danyel Fisher)\nWhy?\n\n"
        "2\n00:00:02.000 --> 00:00:03.000\n(Ann Lee)\nSo.\n"
    )

    assert table(read(vtt, ".vtt")) == ["I Danyel Fisher 00:00:01|Why?", "R Ann Lee 00:00:02|So."]


def test_subtitles_without_cues_are_refused() -> None:
    with pytest.raises(DataError, match=r"a\.srt has no cues"):
        read("hello", ".srt")


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


def test_html() -> None:
    page = (
        "<html><head><title>x</title><style>p{}</style></head><body><h1>访谈</h1>"
        "<p>问：好<b>吗</b>？</p>\n<p>答：好\n得很。<br>真的。</p><!-- no --></body></html>"
    )
    transcript = read(page, ".html")

    assert transcript.text == "访谈\n问：好吗？\n答：好 得很。\n真的。"
    assert table(transcript) == ["I 问 |好吗？", "R 答 |好 得很。⏎真的。"]


def test_html_says_its_encoding() -> None:
    page = '<meta charset="gb2312"><p>问：好吗？</p><p>答：好。</p>'

    transcript = read(page.encode("gb2312"), ".htm")

    assert (transcript.encoding, table(transcript)) == ("gb18030", ["I 问 |好吗？", "R 答 |好。"])


def test_html_tables() -> None:
    page = (
        "<p>编号：P-01</p><table><tr><th>说话人</th><th>内容</th></tr>"
        "<tr><td>访谈者</td><td><p>好吗？</p></td></tr><tr><td>张三</td><td>好。</td></tr></table>"
    )
    transcript = read(page, ".html")

    assert transcript.header == {"id": "P-01"}
    assert table(transcript) == ["N  |编号：P-01", "I 访谈者 |好吗？", "R 张三 |好。"]


_ODT = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0">'
    "<office:body><office:text>{}</office:text></office:body></office:document-content>"
)


def odt(body: str, before: str = "") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("content.xml", before + _ODT.format(body))
    return stream.getvalue()


def test_odt() -> None:
    body = (
        "<text:tracked-changes><text:p>gone</text:p></text:tracked-changes><text:h>访谈</text:h>"
        '<text:p>问：好<text:span>吗<text:s text:c="2"/>？</text:span></text:p>'
        "<text:list><text:list-item><text:p>答：好。<text:line-break/>真<text:tab/>的。"
        "<text:note><text:p>footnote</text:p></text:note></text:p></text:list-item></text:list>"
    )

    assert read(odt(body), ".odt").text == "访谈\n问：好吗  ？\n答：好。\n真\t的。"


def test_odt_footnotes_stand_behind_the_talk() -> None:
    note = "<text:note><text:note-body><text:p>叹气</text:p></text:note-body></text:note>"
    body = f"<text:p>问：好吗？</text:p><text:p>答：好{note}。</text:p>"

    assert table(read(odt(body), ".odt")) == ["I 问 |好吗？", "R 答 |好。", "N  |[1] 叹气"]


def test_odt_entities_are_not_expanded() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">]>'

    assert "lol" not in read(odt("<text:p>问：&b;好</text:p>", bomb), ".odt").text


@pytest.mark.parametrize("data", [b"abc", b"PK\x05\x06" + b"\0" * 18, odt("<text:p>"), odt("")])
def test_what_is_no_odt_is_refused(data: bytes) -> None:
    with pytest.raises(DataError):
        read(data, ".odt")


def test_rtf_with_unicode_and_code_page() -> None:
    page = b"\\'ce\\'ca\\'a3\\'ba\\'ba\\'c3\\'c2\\'f0\\par \\u31572?\\u65306?\\u22909?\\par"
    rtf = b"{\\rtf1\\ansi\\ansicpg936{\\fonttbl{\\f0\\fcharset134 SimSun;}}\\f0 " + page + b"}"

    assert table(read(rtf, ".rtf")) == ["I 问 |好吗", "R 答 |好"]


def test_what_is_no_rtf_is_refused() -> None:
    with pytest.raises(DataError, match="is not an RTF file"):
        read("问：好", ".rtf")


def pdf(lines: list[str]) -> bytes:
    """Write a page in the smallest PDF that there is."""
    shown = "".join(f"({line}) Tj 0 -14 Td " for line in lines)
    stream = f"BT /F1 10 Tf 40 800 Td {shown}ET".encode("latin-1")
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        (
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 850]/Contents 4 0 R"
            b"/Resources<</Font<</F1 5 0 R>>>>>>"
        ),
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, body)
    table_ = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
        % (size, table_, size, len(out))
    )


def test_pdf_lines_are_joined_into_turns() -> None:
    lines = [
        "1/5",
        "Dan: Okay. So my first question is if you currently use plots in your work, and",
        "which of them?",
        "Participant: Not all the time, so it is not the main thing that we do, but we",
        *("use them.", "Dan: Why?", "Participant: Because.", "46", "47", "48"),
    ]

    assert table(read(pdf(lines), ".pdf")) == [
        (
            "I Dan |Okay. So my first question is if you currently use plots in your work, and"
            " which of them?"
        ),
        "R Participant |Not all the time, so it is not the main thing that we do, but we use them.",
        *("I Dan |Why?", "R Participant |Because."),
    ]


def test_pdf_without_text_is_refused() -> None:
    with pytest.raises(DataError, match="has no text layer"):
        read(pdf([]), ".pdf")
    with pytest.raises(DataError, match="no PDF, or is damaged"):
        read(b"%PDF-1.4 nothing", ".pdf")


def test_akoma_ntoso() -> None:
    xml = (
        '<akomaNtoso><debate><meta><references><TLCPerson id="a" showAs="唐鳳"/></references>'
        "</meta><debateBody><debateSection><heading>訪談</heading>"
        "<narrative><p>（錄音）</p></narrative>"
        '<speech by="#b"><p>瞭解\n  嗎？</p></speech>'
        '<speech by="#a"><p>對。</p><p>是。</p></speech>'
        "</debateSection></debateBody></debate></akomaNtoso>"
    )

    assert table(read(xml, ".xml")) == [
        *("N  |訪談", "N  |（錄音）", "I b |瞭解 嗎？", "R 唐鳳 |對。⏎是。"),
    ]


@pytest.mark.parametrize("xml", ["<a>", "<a/>", "<a>" * 100_000, "", "abc"])
def test_other_xml_is_refused(xml: str) -> None:
    with pytest.raises(DataError):
        read(xml, ".xml")


def test_two_speakers_in_one_cue() -> None:
    vtt = (
        "WEBVTT\n\n00:00:08.000 --> 00:00:12.000\n(Danyel Fisher)\nI wanted to start\n\n"
        "00:00:12.000 --> 00:00:15.000\n- with you.\n- (Ann Lee) Sure, why not?\n\n"
        "00:00:15.000 --> 00:00:18.000\n- Good.\n- Thanks.\n"
    )

    assert table(read(vtt, ".vtt")) == [
        "R Danyel Fisher 00:00:08|I wanted to start with you.",
        "I Ann Lee 00:00:12|Sure, why not? Good.",
        "R Danyel Fisher 00:00:15|Thanks.",
    ]


def test_signs_of_a_change_of_speaker() -> None:
    srt = "".join(
        f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n>> {line}\n\n"
        for n, line in enumerate(("Ann: How are you?", "Bob: Fine.", "Ann: And?"), 1)
    )

    assert table(read(srt, ".srt")) == [
        *("I Ann 00:00:01|How are you?", "R Bob 00:00:02|Fine.", "I Ann 00:00:03|And?"),
    ]


def test_words_with_speakers_of_their_own() -> None:
    words = [("How", "A"), ("are", "A"), ("you?", None), ("Fine.", "B")]
    segment = {
        "start": 0,
        "text": "How are you? Fine.",
        "words": [
            {"word": word, "start": n, **({"speaker": who} if who else {})}
            for n, (word, who) in enumerate(words)
        ],
    }

    transcript = read(json.dumps({"segments": [segment]}), ".json")

    assert table(transcript) == ["I A 00:00:00|How are you?", "R B 00:00:03|Fine."]


def test_cues_keep_their_times_within_a_turn() -> None:
    srt = (
        "1\n00:00:01,000 --> 00:00:02,000\nAnn: Hello,\n\n"
        "2\n00:01:02,000 --> 00:01:03,000\nwelcome.\n\n3\n00:01:04,000 --> 00:01:05,000\nBob: Hi.\n"
    )
    transcript = read(srt, ".srt")
    places = Places(transcript.text, transcript.landmarks)

    assert places.of(transcript.text.index("welcome")) == "00:01:02"
    assert places.of(transcript.text.index("Hi")) == "00:01:04"
