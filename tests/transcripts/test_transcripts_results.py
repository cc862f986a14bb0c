"""Tables of codings, codebooks and counts are told from transcripts, whoever wrote them."""

from __future__ import annotations

import io

import docx
import pytest

from qualcode.errors import DataError
from qualcode.transcripts.reader import ReadingOptions, read_several
from qualcode.transcripts.results import result_of
from tests.transcripts.writers import workbook

CODINGS = (
    "id,document,tag,content",
    "document,start_byte,end_byte,start_cp,end_cp,code,text",
    "Color,Document group,Document name,Code,Beginning,End,Weight score,Segment",
    "Document,Quotation Content,Codes,Comment",
    "Media Title,Excerpt Copy,Codes Applied Combined",
    "codename,filename,selfirst,selend,seltext",
    "文档组,文档名,代码,开始,结束,文本段",
    "文件名,编码,原文",
)


@pytest.mark.parametrize("header", CODINGS)
def test_codings_of_other_tools(header: str) -> None:
    assert result_of(header.split(",")) == "codings"


@pytest.mark.parametrize(
    ("header", "what"),
    [
        ("tag,description,number of highlights", "a codebook"),
        ("编码,定义,例句", "a codebook"),
        ("coding,document,participant,speaker,quote,code", "results of a study"),
        ("编码号,材料,受访者,原话,编码", "results of a study"),
        ("document,file,participants,source_sha256", "results of a study"),
        ("participant,subject,n_contact,n_voice", "counts"),
        ("Problem,Women N=12,Men N=9", "counts"),
    ],
)
def test_other_results(header: str, what: str) -> None:
    assert result_of(header.split(",")) == what


@pytest.mark.parametrize(
    "header",
    [
        "speaker,text",
        "speaker,text,code",
        "document,speaker,text,code",
        "time,text,code",
        "问题,回答,编码",
        "code,gender,What do you think of it?",
        "编码,性别,您家几口人？",
    ],
)
def test_talk_that_has_codes_beside_it_is_talk(header: str) -> None:
    assert not result_of(header.split(","))


ROWS = [["document", "code", "text"], ["A", "x", "我没有钱。"], ["A", "y", "路也不好走。"]]


def _word(rows: list[list[str]], *paragraphs: str) -> bytes:
    document = docx.Document()
    for words in paragraphs:
        document.add_paragraph(words)
    table = document.add_table(len(rows), len(rows[0]))
    for line, row in zip(table.rows, rows, strict=True):
        for cell, words in zip(line.cells, row, strict=True):
            cell.text = words
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _delimited(sign: str) -> bytes:
    return "\n".join(sign.join(row) for row in ROWS).encode()


def _piped() -> bytes:
    lines = ["| " + " | ".join(row) + " |" for row in ROWS]
    return "\n".join([lines[0], "| --- | --- | --- |", *lines[1:]]).encode()


def _page() -> bytes:
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in ROWS)
    return f"<table>{rows}</table>".encode()


@pytest.mark.parametrize(
    ("suffix", "data"),
    [
        (".csv", _delimited(",")),
        (".tsv", _delimited("\t")),
        (".md", _piped()),
        (".html", _page()),
        (".xlsx", workbook({"codings": ROWS})),
        (".docx", _word(ROWS)),
    ],
)
def test_codings_are_refused_in_every_format(suffix: str, data: bytes) -> None:
    with pytest.raises(DataError, match="holds codings, not a transcript") as refused:
        read_several(data, suffix=suffix, name="c", path=f"c{suffix}")
    assert "--map" in refused.value.hint


def test_the_user_has_the_last_word() -> None:
    told = ReadingOptions(columns={"text": "text"})
    found = read_several(_delimited(","), suffix=".csv", name="c", path="c.csv", options=told)
    assert [each.name for each in found] == ["A"]


def test_a_workbook_of_talk_with_its_codebook_is_talk() -> None:
    talk = [["speaker", "text"], ["问", "几口人？"], ["答", "五口。"]]
    book = workbook({"talk": talk, "codes": [["code", "definition"], ["x", "poor"]]})
    (found,) = read_several(book, suffix=".xlsx", name="w", path="w.xlsx")
    assert [turn.speaker for turn in found.turns] == ["问", "答"]


def test_a_talk_in_word_with_a_small_table_of_codes_is_talk() -> None:
    lines = ["访谈者：您家几口人？", "受访者：五口人，三个娃娃都在念书，老人身体也不好。"] * 8
    (found,) = read_several(_word(ROWS, *lines), suffix=".docx", name="w", path="w.docx")
    assert len(found.turns) == 16
