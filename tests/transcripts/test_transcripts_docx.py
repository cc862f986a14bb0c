"""Word files, written by the test as Word writes them."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from qualcode.errors import DataError
from qualcode.transcripts.reader import ReadingOptions, read_bytes

if TYPE_CHECKING:
    from qualcode.model.transcript import Transcript

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MIME = "application/vnd.openxmlformats"
_TYPES = (
    f'<?xml version="1.0"?><Types xmlns="{_PACKAGE}/content-types">'
    f'<Default Extension="rels" ContentType="{_MIME}-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml"'
    f' ContentType="{_MIME}-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELS = (
    f'<?xml version="1.0"?><Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_R}/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)


def paragraph(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def word_file(body: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELS)
        document = f'<w:document xmlns:w="{_W}" xmlns:r="{_R}"><w:body>{body}</w:body></w:document>'
        archive.writestr("word/document.xml", f'<?xml version="1.0"?>{document}')
    return stream.getvalue()


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
