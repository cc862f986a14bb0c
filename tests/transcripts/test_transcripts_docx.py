"""Word files, written by the test as Word writes them."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from qualcode.errors import DataError
from qualcode.transcripts.reader import ReadingOptions, read_bytes
from tests.transcripts.layout_cases import turns_of
from tests.transcripts.word_files import comment, paragraph, row, run, word_file

if TYPE_CHECKING:
    from qualcode.model.transcript import Transcript


def read(data: bytes, limit: int = 10_000_000) -> Transcript:
    options = ReadingOptions(max_bytes=limit)
    return read_bytes(data, suffix=".docx", name="a", path="a.docx", options=options)


def test_paragraphs_are_lines() -> None:
    body = "".join(map(paragraph, ["编号：P-01", "", "问：好吗？", "答：好。", "很好。"]))

    transcript = read(word_file(body))

    assert transcript.text == "编号：P-01\n\n问：好吗？\n答：好。\n很好。"
    assert transcript.header == {"id": "P-01"}
    assert [turn.speech.of(transcript.text) for turn in transcript.turns] == [
        "好吗？",
        "好。\n很好。",
    ]


def test_tracked_insertions_and_soft_breaks_are_kept() -> None:
    body = (
        paragraph("问：好吗？")
        + "<w:p><w:r><w:t>答：好</w:t></w:r>"
        + '<w:ins w:id="1" w:author="L"><w:r><w:t>得很</w:t></w:r></w:ins>'
        + '<w:del w:id="2" w:author="L"><w:r><w:delText>不</w:delText></w:r></w:del>'
        + "<w:r><w:br/><w:t>真的。</w:t></w:r></w:p>"
    )

    assert read(word_file(body)).text == "问：好吗？\n答：好得很\n真的。"


def test_angle_brackets_are_text() -> None:
    body = paragraph("问：&lt;b&gt; 是啥？ 3 &amp; 4") + paragraph("答：好。")

    assert read(word_file(body)).text == "问：<b> 是啥？ 3 & 4\n答：好。"


def test_what_is_no_word_file_is_refused() -> None:
    with pytest.raises(DataError, match=r"is not a Word \.docx file, or it is damaged"):
        read("问：好".encode())
    with pytest.raises(DataError, match="old or encrypted Office file"):
        read(b"\xd0\xcf\x11\xe0" + b"\0" * 100)


def test_other_zip_files_are_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.txt", "a")

    with pytest.raises(DataError, match=r"is not a Word \.docx file"):
        read(stream.getvalue())


def test_damaged_word_files_are_refused() -> None:
    with pytest.raises(DataError, match="is damaged"):
        read(word_file("<w:p><w:r>"))


def test_empty_word_files_are_refused() -> None:
    with pytest.raises(DataError, match="is empty"):
        read(word_file(paragraph(" ")))


def test_zip_bombs_are_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 20_000_000)

    with pytest.raises(DataError, match="would unpack to 19 MB"):
        read(stream.getvalue())
    with pytest.raises(DataError, match="200 times its size"):
        read(stream.getvalue(), limit=100_000_000)


def test_what_surrounds_words_hides_none_of_them() -> None:
    inner = f"<w:smartTag>{run('三')}</w:smartTag><w:hyperlink>{run('口')}</w:hyperlink>"
    body = (
        f"<w:sdt><w:sdtContent>{paragraph('问：几口？')}</w:sdtContent></w:sdt>"
        f"<w:p>{run('答：')}<w:sdt><w:sdtContent>{inner}</w:sdtContent></w:sdt>"
        f"<w:moveTo>{run('人')}</w:moveTo><w:moveFrom>{run('多')}</w:moveFrom>"
        "<w:r><w:tab/><w:noBreakHyphen/><w:t>对</w:t></w:r></w:p>"
    )

    assert read(word_file(body)).text == "问：几口？\n答：三口人\t-对"


def test_a_deleted_end_of_a_paragraph_joins_the_next() -> None:
    merged = '<w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>'
    body = f"<w:p>{merged}{run('问：好')}</w:p>" + paragraph("吗？") + paragraph("答：好。")

    assert read(word_file(body)).text == "问：好吗？\n答：好。"


def test_text_boxes_come_once_behind_their_paragraph() -> None:
    box = f"<w:txbxContent>{paragraph('答：好。')}</w:txbxContent>"
    body = (
        f"<w:p>{run('问：好吗？')}<w:r><w:AlternateContent><w:Choice>{box}</w:Choice>"
        f"<w:Fallback>{box}</w:Fallback></w:AlternateContent></w:r></w:p>"
    )

    assert read(word_file(body)).text == "问：好吗？\n答：好。"


def test_footnotes_stand_behind_the_talk_and_nobody_speaks_them() -> None:
    call = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    body = paragraph("问：好吗？") + f"<w:p>{run('答：好')}{call}{run('。')}</w:p>"
    notes = f'<w:footnote w:id="2">{paragraph("语气无奈")}</w:footnote>'

    transcript = read(word_file(body, footnotes=notes))

    assert turns_of(transcript) == ["I 问 |好吗？", "R 答 |好。", "N  |[1] 语气无奈"]
    assert transcript.text == "问：好吗？\n答：好。\n\n[1] 语气无奈\n"


def test_numbers_of_lists_are_written_out() -> None:
    listed = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    body = "".join(
        f"<w:p>{listed}{run(question)}</w:p>{paragraph(answer)}"
        for question, answer in (("您家几口人？", "五口。"), ("都在家吗？", "不在。"))
    )
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
        '<w:lvlText w:val="%1、"/></w:lvl>'
    )
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )

    text = read(word_file(body, numbering=numbering)).text

    assert text == "一、 您家几口人？\n五口。\n二、 都在家吗？\n不在。"


def test_comments_know_their_words_author_and_time() -> None:
    start, end = '<w:commentRangeStart w:id="0"/>', '<w:commentRangeEnd w:id="0"/>'
    point = '<w:r><w:commentReference w:id="1"/></w:r>'
    body = (
        f"<w:p>{run('问：好吗？')}</w:p>"
        f"<w:p>{run('答：还行，')}{start}{run('看病')}{run('贵')}{end}{run('。')}</w:p>"
        f"<w:p>{run('路不好。')}{point}</w:p>"
    )
    comments = comment(0, "cost") + comment(1, "路况", "Wang")

    transcript = read(word_file(body, comments=comments))

    said = [(each.span.of(transcript.text), each.text, each.author) for each in transcript.comments]
    assert said == [("看病贵", "cost", "李"), ("路不好。", "路况", "Wang")]
    assert transcript.comments[0].at == "2020-01-02T03:04:05Z"


def test_comments_in_tables_and_over_paragraphs() -> None:
    start, end = '<w:commentRangeStart w:id="0"/>', '<w:commentRangeEnd w:id="0"/>'
    cell = f"<w:tc><w:p>{start}{run('好得很')}{end}{run('。')}</w:p></w:tc>"
    body = (
        f"<w:tbl>{row('说话人', '内容')}{row('问', '好吗？')}<w:tr><w:tc>{paragraph('答')}</w:tc>"
    )
    table = read(word_file(f"{body}{cell}</w:tr></w:tbl>", comments=comment(0, "welfare")))
    assert table.comments[0].span.of(table.text) == "好得很"

    prose = f"<w:p>{run('问：好？')}</w:p><w:p>{run('答：')}{start}{run('好。')}</w:p>"
    over = read(
        word_file(f"{prose}<w:p>{run('真的')}{end}{run('。')}</w:p>", comments=comment(0, "x"))
    )
    assert over.comments[0].span.of(over.text) == "好。\n真的"


def test_tables_of_questions_and_answers_and_of_times() -> None:
    pairs = f"<w:tbl>{row('问题', '回答')}{row('好吗？', '好。')}{row('忙吗？', '忙。')}</w:tbl>"
    assert turns_of(read(word_file(pairs))) == [
        *("I 问 |好吗？", "R 答 |好。"),
        *("I 问 |忙吗？", "R 答 |忙。"),
    ]
    timed = f"<w:tbl>{row('访谈者', '00:01', '好吗？')}{row('受访者', '00:04', '好。')}</w:tbl>"
    assert turns_of(read(word_file(timed))) == ["I 访谈者 00:01|好吗？", "R 受访者 00:04|好。"]


def test_a_form_above_the_talk_is_its_header() -> None:
    form = (
        f"<w:tbl>{row('编号', 'P-01', '性别', '女')}{row('年龄', '58', '地点', '张家村')}</w:tbl>"
    )
    transcript = read(word_file(form + paragraph("问：好吗？") + paragraph("答：好。")))

    assert transcript.header == {"id": "P-01", "gender": "女", "age": "58", "place": "张家村"}
    assert turns_of(transcript) == ["I 问 |好吗？", "R 答 |好。"]


def test_a_header_longer_than_its_table_is_still_a_header() -> None:
    header = ["访谈编号：P-22", "访谈时间：2019年8月3日", "访谈对象：罗某，女，47岁，彝族"]
    table = row("问题", "回答") + row("几口人？", "六口。") + row("够吃吗？", "不够。")
    body = "".join(map(paragraph, header)) + f"<w:tbl>{table}</w:tbl>"
    transcript = read(word_file(body))
    assert [turn for turn in turns_of(transcript) if turn[0] != "N"] == [
        "I 问 |几口人？",
        "R 答 |六口。",
        "I 问 |够吃吗？",
        "R 答 |不够。",
    ]
    assert (transcript.header["id"], transcript.header["age"]) == ("P-22", "47")


def test_a_table_of_talk_goes_on_with_the_talk_around_it() -> None:
    table = row("访谈者", "00:10", "谁来收？") + row("00:15", "受访者", "没人来。")
    body = (
        paragraph("访谈者：您家种什么，卖得掉吗，今年价钱怎么样？")
        + paragraph("受访者：种洋芋，卖不掉，路太烂，车进不来。")
        + f"<w:tbl>{table}</w:tbl>"
        + paragraph("访谈者：好的。")
    )
    assert turns_of(read(word_file(body))) == [
        "I 访谈者 |您家种什么，卖得掉吗，今年价钱怎么样？",
        "R 受访者 |种洋芋，卖不掉，路太烂，车进不来。",
        "I 访谈者 00:10|谁来收？",
        "R 受访者 00:15|没人来。",
        "I 访谈者 |好的。",
    ]


def test_talk_is_not_lost_beside_a_list_of_respondents() -> None:
    people = row("编号", "性别", "说明") + row(
        "P-01", "女", "在县城打工多年，后来回村养羊，不识字。"
    )
    talk = ["访谈者：您家几口人？", "受访者：六口人，三个娃娃念书，两个老人有病。"] * 3
    body = f"<w:tbl>{people}</w:tbl>" + "".join(map(paragraph, talk))
    spoken = [turn for turn in turns_of(read(word_file(body))) if turn[0] != "N"]
    assert [turn for turn in spoken if "娃娃" in turn or "几口" in turn] == spoken[-6:]
