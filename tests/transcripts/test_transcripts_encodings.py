"""Bytes in all the encodings that transcripts come in, and what is refused."""

from __future__ import annotations

import codecs

import pytest

from qualcode.errors import DataError, UsageError
from qualcode.transcripts.encodings import decode

SIMPLIFIED = "答：工作队的人来得不多，一年一两回，来了照个相就走。"
TRADITIONAL = "答：這個問題是這樣的，我們在那裡開會說了很多。"
WESTERN = "Q: What’s it like?\nA: It’s “fine”, the café is naïve – really."


@pytest.mark.parametrize(
    ("text", "encoding", "name"),
    [
        (SIMPLIFIED, "utf-8", "utf-8"),
        (SIMPLIFIED, "utf-8-sig", "utf-8"),
        (SIMPLIFIED, "gb18030", "gb18030"),
        (SIMPLIFIED, "gbk", "gb18030"),
        (SIMPLIFIED, "utf-16", "utf-16-le"),
        (SIMPLIFIED, "utf-16-le", "utf-16-le"),
        (SIMPLIFIED, "utf-16-be", "utf-16-be"),
        (SIMPLIFIED, "utf-32", "utf-32-le"),
        (TRADITIONAL, "big5hkscs", "big5hkscs"),
        (TRADITIONAL, "gb18030", "gb18030"),
        (WESTERN, "cp1252", "cp1252"),
        (WESTERN, "utf-16-le", "utf-16-le"),
    ],
)
def test_found_by_itself(text: str, encoding: str, name: str) -> None:
    decoded = decode(text.encode(encoding), path="a.txt")

    assert (decoded.text, decoded.encoding) == (text, name)


def test_lines_end_alike_and_nothing_else_changes() -> None:
    data = "\ufeff问：好吗？ \r\n答：　好\t。\r问\n".encode()

    assert decode(data, path="a.txt").text == "问：好吗？ \n答：　好\t。\n问\n"


def test_named_encoding_is_used() -> None:
    assert decode("café".encode("latin-1"), path="a.txt", encoding="latin-1").text == "café"


def test_unknown_name_is_refused() -> None:
    with pytest.raises(UsageError, match="there is no encoding 'gbx'"):
        decode(b"abc", path="a.txt", encoding="gbx")


def test_bytes_that_do_not_fit_are_placed() -> None:
    with pytest.raises(DataError, match=r"a\.txt:2: byte 7 \(0xff\) is not utf-8") as caught:
        decode("问：\n".encode() + b"\xff", path="a.txt", encoding="utf-8")

    assert "--replace" in caught.value.hint


def test_bytes_that_do_not_fit_are_accepted_on_request() -> None:
    decoded = decode("问：\n".encode() + b"\xff", path="a.txt", encoding="utf-8", replace=True)

    assert (decoded.text, decoded.replaced) == ("问：\n\ufffd", 1)


def test_nearly_utf8_names_the_faulty_byte() -> None:
    data = SIMPLIFIED.encode() + b"\xff" + SIMPLIFIED.encode()

    with pytest.raises(DataError, match=r"byte 78 \(0xff\) is not utf-8, though the rest is"):
        decode(data, path="a.txt")


@pytest.mark.parametrize("data", [b"", b"  \n ", codecs.BOM_UTF8])
def test_empty_is_refused(data: bytes) -> None:
    with pytest.raises(DataError, match=r"a\.txt is empty"):
        decode(data, path="a.txt")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"PK\x03\x04abc", "a zip or Office file"),
        (b"%PDF-1.7", "a PDF file"),
        (b"\xd0\xcf\x11\xe0abc", "an old Office file"),
    ],
)
def test_binary_files_are_named(data: bytes, what: str) -> None:
    with pytest.raises(DataError, match=what):
        decode(data, path="a.txt")


@pytest.mark.parametrize("data", [b"abc\0def, and so on.", b"\x81\x00\x82\x00\x83\x00\x01"])
def test_nul_is_refused(data: bytes) -> None:
    with pytest.raises(DataError, match="NUL"):
        decode(data, path="a.txt")


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        (f"好\n{SIMPLIFIED}".encode("gbk").decode("latin-1"), "gb18030 text was read as"),
        (SIMPLIFIED.encode().decode("cp1252", "ignore"), "utf-8 text was read as cp1252"),
        ("问：好吗\ufffd", "replaced by U\\+FFFD"),
        ("问：锟斤拷锟斤拷", "锟斤拷"),
    ],
)
def test_damaged_text_is_refused(text: str, cause: str) -> None:
    with pytest.raises(DataError, match=cause):
        decode(text.encode(), path="a.txt")


def test_damage_is_placed() -> None:
    with pytest.raises(DataError, match=r"a\.txt:2: the text is damaged at character 4"):
        decode("问：\n好\ufffd".encode(), path="a.txt")


def test_damage_is_accepted_on_request() -> None:
    assert decode("好\ufffd".encode(), path="a.txt", replace=True).replaced == 1


def test_japanese_is_not_taken_for_chinese() -> None:
    data = "こんにちは、お元気ですか。はい、元気です。".encode("cp932")

    with pytest.raises(DataError, match="Shift-JIS"):
        decode(data, path="a.txt")
    assert decode(data, path="a.txt", encoding="shift_jis").text.startswith("こんにちは")


@pytest.mark.parametrize("text", ["Müller sagte: „Größe“", "señor, ¿qué tal?", "问：А? Б! Ж."])
def test_other_languages_in_utf8_are_not_damage(text: str) -> None:
    assert decode(text.encode(), path="a.txt").text == text


def test_a_short_text_with_faulty_bytes_is_refused_with_their_place() -> None:
    data = "问：你好吗？\n答：我很好".encode() + b"\xff\xfe" + "谢谢。\n".encode()
    with pytest.raises(DataError, match=r"a\.txt:2: byte 34 \(0xff\) is not utf-8, though"):
        decode(data, path="a.txt")
    with pytest.raises(DataError, match=r"a\.txt:1: byte 0 \(0x81\) is not utf-8, and no other"):
        decode(b"\x81\x8d\x8f\x90\x9d\n", path="a.txt")
