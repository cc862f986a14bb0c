"""From bytes to text: byte order mark, strict UTF-8, then the best of the likely encodings.

Nothing is ever replaced in silence: bytes that do not fit and text that was
damaged before it came here are refused with their position, unless the user
asks to go on. Apart from line ends and the byte order mark the text is not touched.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from qualcode.errors import DataError, UsageError
from qualcode.transcripts.damage import find_damage
from qualcode.transcripts.encoding_guess import guess_encoding

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_BINARY = (
    (b"PK\x03\x04", "a zip or Office file", "give it its own ending, such as .docx"),
    (b"%PDF", "a PDF file", "give it the ending .pdf"),
    (b"{\\rtf", "an RTF file", "give it the ending .rtf"),
    (b"\xd0\xcf\x11\xe0", "an old Office file", "open it in Word and save it as .docx"),
    (b"\x89PNG", "a picture", "only text can be read"),
    (b"\xff\xd8\xff", "a picture", "only text can be read"),
    (b"\x1f\x8b", "a gzip archive", "unpack it first"),
    (b"ID3", "a sound file", "only text can be read"),
    (b"RIFF", "a sound file", "only text can be read"),
)

_REPLACED = "\ufffd"
_LINE_END = re.compile(rb"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and what is known of its encoding."""

    text: str
    """LF line ends, no byte order mark, otherwise unchanged."""
    encoding: str
    """Name of the encoding that was used."""
    replaced: int = 0
    """Number of U+FFFD in the text; above 0 only where the user accepted them."""


def decode(
    data: bytes, *, path: str, encoding: str | None = None, replace: bool = False
) -> Decoded:
    """Turn the bytes of a text file into text.

    Args:
        data: The whole file.
        path: What to call the file in an error.
        encoding: The encoding the user names; ``None`` = find out.
        replace: Accept undecodable bytes and damaged text as U+FFFD.

    Raises:
        DataError: The file is empty or not text, its bytes do not fit the encoding, no
            encoding fits, or the text was damaged before.
        UsageError: There is no encoding of that name.
    """
    _refuse_binary(data, path)
    found, text = "utf-8", _as_utf8(data) if encoding is None else None
    if text is None:
        found = _encoding_of(data, path, encoding)
        body = _without_mark(data, found)
        text = body.decode(found, "replace") if replace else _strictly(body, found, path)
        _refuse_nul(text, path)
    if not replace:
        _refuse_damage(text, path)
    text = _unix_lines(text)
    if text.isspace() or not text:
        raise DataError(f"{path} is empty", hint="there is no text to code in it")
    return Decoded(text, found, text.count(_REPLACED) if replace else 0)


def _as_utf8(data: bytes) -> str | None:
    """Return the text if it is UTF-8, as nearly all is, with or without the mark."""
    try:
        return None if b"\0" in data else data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None


def _encoding_of(data: bytes, path: str, named: str | None) -> str:
    if named is not None:
        return _known(named)
    marked = (name for mark, name in _MARKS if data.startswith(mark))
    return next(marked, "") or guess_encoding(data, path=path)


def _known(named: str) -> str:
    try:
        name = codecs.lookup(named).name
    except LookupError:
        hint = "common ones: utf-8, gb18030, big5, utf-16, cp1252"
        raise UsageError(f"there is no encoding {named!r}", hint=hint) from None
    # Python's "utf-8-sig" and "utf-16" are UTF-8 and UTF-16 with the mark we drop ourselves.
    return {"utf-8-sig": "utf-8", "gbk": "gb18030", "gb2312": "gb18030"}.get(name, name)


def _without_mark(data: bytes, encoding: str) -> bytes:
    for mark, name in _MARKS:
        if name == encoding and data.startswith(mark):
            return data[len(mark) :]
    return data


def _strictly(data: bytes, encoding: str, path: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = len(_LINE_END.findall(data, 0, error.start)) + 1
        raise DataError(
            f"{path}:{line}: byte {error.start} ({data[error.start]:#04x}) is not {encoding}",
            hint="name another encoding with --encoding, or accept the loss with --replace",
        ) from None


def _refuse_binary(data: bytes, path: str) -> None:
    if not data:
        raise DataError(f"{path} is empty", hint="there is no text to code in it")
    for magic, what, hint in _BINARY:
        if data.startswith(magic):
            raise DataError(f"{path} is {what}, not text", hint=hint)


def _refuse_nul(text: str, path: str) -> None:
    at = text.find("\0")
    if at >= 0:
        line = text.count("\n", 0, at) + 1
        raise DataError(
            f"{path}:{line}: a NUL character at position {at}: this is not a text file",
            hint="if it is text, name its encoding with --encoding",
        )


def _refuse_damage(text: str, path: str) -> None:
    damage = find_damage(text)
    if damage:
        line = text.count("\n", 0, damage.position) + 1
        raise DataError(
            f"{path}:{line}: the text is damaged at character {damage.position}: {damage.cause}",
            hint="use the file it was made from, or accept it as it is with --replace",
        )


def _unix_lines(text: str) -> str:
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text
