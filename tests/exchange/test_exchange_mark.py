"""The byte order mark: in CSV files, so that Excel shows Chinese, and nowhere else."""

from __future__ import annotations

from qualcode.exchange.files import BOM
from qualcode.exchange.formats import FORMATS, render
from qualcode.workflow.export import _encoded
from tests.exchange.table_samples import grouped


def test_files_for_excel_begin_with_the_mark() -> None:
    text = render(grouped(), "csv", headers="zh").text
    encoded = b"".join(_encoded([text[:9], text[9:]], "utf-8-sig"))
    assert encoded == BOM.encode() + text.encode()
    assert encoded.decode("utf-8-sig") == text


def test_other_encodings_have_none() -> None:
    assert b"".join(_encoded(["编", "码"], "utf-8")) == "编码".encode()
    assert b"".join(_encoded(["编码", "😀"], "gb18030")).decode("gb18030") == "编码😀"


def test_no_format_brings_a_mark_of_its_own() -> None:
    assert not any(BOM in render(grouped(), form).text for form in FORMATS)
