"""Pages that were written to be read: HTML, OpenDocument, RTF, PDF and Akoma Ntoso."""

from __future__ import annotations

import io
import zipfile

import pytest

from qualcode.errors import DataError
from tests.transcripts.reading import read, table


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
