"""Zip containers that are damaged in odd ways: always an error that says so."""

from __future__ import annotations

import io
import zipfile

import pytest

from qualcode.errors import DataError
from qualcode.transcripts.formats.archive import open_archive, read_member


def test_a_part_in_a_compression_nobody_knows_is_told_as_damaged() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("content.xml", "words " * 100)
    data = bytearray(file.getvalue())
    for mark, place in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        data[data.index(mark) + place] = 99
    opened = open_archive(bytes(data), path="a.odt", kind="OpenDocument", limit=10**9)
    with pytest.raises(DataError, match=r"a\.odt is damaged: content\.xml cannot be unpacked"):
        read_member(opened, "content.xml", path="a.odt")
