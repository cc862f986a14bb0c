"""One text in every format, written as the programs write them."""

from __future__ import annotations

import html
import io
import json
import zipfile
from typing import TYPE_CHECKING

import openpyxl

from tests.transcripts.word_files import paragraph, word_file

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Said = tuple[str, str, int]
"""Speaker, words and second of a turn."""


def workbook(sheets: dict[str, list[list[str]]]) -> bytes:
    """Write a workbook of some sheets."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


_ODT = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>'
    "{}</office:text></office:body></office:document-content>"
)
_AKN = (
    '<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><debate><meta>'
    "{people}</meta><debateBody>{speeches}</debateBody></debate></akomaNtoso>"
)


def as_text(text: str) -> bytes:
    """Write UTF-8 text."""
    return text.encode()


def as_gb18030(text: str) -> bytes:
    """Write text as a Chinese Windows saves it."""
    return text.replace("\n", "\r\n").encode("gb18030")


def as_docx(text: str) -> bytes:
    """Write a Word file, a paragraph for each line."""
    return word_file("".join(paragraph(html.escape(line)) for line in text.split("\n")))


def as_odt(text: str) -> bytes:
    """Write an OpenDocument text, a paragraph for each line."""
    lines = "".join(f"<text:p>{_blanks(html.escape(line))}</text:p>" for line in text.split("\n"))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", _ODT.format(lines))
    return stream.getvalue()


def _blanks(line: str) -> str:
    """Write tabs and pairs of blanks as elements, since others are one blank."""
    return line.replace("\t", "<text:tab/>").replace("  ", '<text:s text:c="2"/>')


def as_rtf(text: str) -> bytes:
    """Write rich text with Unicode escapes."""
    signs = "".join(_rtf_sign(sign) for sign in text)
    return f"{{\\rtf1\\ansi\\uc1 {signs}}}".encode("ascii")


def _rtf_sign(sign: str) -> str:
    if sign in "\\{}":
        return f"\\{sign}"
    if sign == "\n":
        return "\\par\n"
    if sign == "\t":
        return "\\tab "
    return sign if sign.isascii() else f"\\u{ord(sign)}?"


LINES: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "txt": (".txt", as_text),
    "gb18030": (".txt", as_gb18030),
    "md": (".md", as_text),
    "docx": (".docx", as_docx),
    "odt": (".odt", as_odt),
    "rtf": (".rtf", as_rtf),
}
"""Formats of running text, in which every layout can stand."""


def _clock(second: int, sign: str = ".") -> str:
    return f"00:{second // 60:02}:{second % 60:02}{sign}000"


def _srt(turns: Sequence[Said]) -> str:
    return "".join(
        f"{n}\n{_clock(at, ',')} --> {_clock(at + 1, ',')}\n{who}: {words}\n\n"
        for n, (who, words, at) in enumerate(turns, 1)
    )


def _vtt(turns: Sequence[Said]) -> str:
    cues = (f"{_clock(at)} --> {_clock(at + 1)}\n<v {who}>{words}\n\n" for who, words, at in turns)
    return "WEBVTT\n\n" + "".join(cues)


def _cells(turns: Sequence[Said], sign: str) -> str:
    rows = (f'{_clock(at)}{sign}{who}{sign}"{words}"\n' for who, words, at in turns)
    return f"时间{sign}说话人{sign}内容\n" + "".join(rows)


def _pairs(turns: Sequence[Said]) -> str:
    words = [words for _, words, _ in turns]
    rows = (f'"{ask}","{answer}"\n' for ask, answer in zip(words[::2], words[1::2], strict=True))
    return "问题,回答\n" + "".join(rows)


def _respondents(turns: Sequence[Said]) -> str:
    asked, answers = [words for _, words, _ in turns][::2], [words for _, words, _ in turns][1::2]
    line = '","'
    return f'编号,"{line.join(asked)}"\nP-01,"{line.join(answers)}"\n'


def _workbook(turns: Sequence[Said]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (("speaker", "text"), *((who, words) for who, words, _ in turns)):
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _page(turns: Sequence[Said]) -> str:
    lines = "".join(f"<p><b>{who}</b>：{html.escape(words)}</p>\n" for who, words, _ in turns)
    return f"<html><head><title>x</title></head><body>{lines}</body></html>"


def _segments(turns: Sequence[Said]) -> list[dict[str, object]]:
    return [{"start": at, "end": at + 1, "text": words, "speaker": who} for who, words, at in turns]


def _rev(turns: Sequence[Said]) -> str:
    names = list(dict.fromkeys(who for who, _, _ in turns))
    speakers = [{"id": n, "name": name} for n, name in enumerate(names)]
    monologues = [
        {"speaker": names.index(who), "elements": [{"type": "text", "value": words, "ts": at}]}
        for who, words, at in turns
    ]
    return json.dumps({"speakers": speakers, "monologues": monologues})


def _amberscript(turns: Sequence[Said]) -> str:
    names = list(dict.fromkeys(who for who, _, _ in turns))
    segments = [
        {"speaker": f"spk{names.index(who)}", "words": [{"text": words, "start": at}]}
        for who, words, at in turns
    ]
    speakers = [{"spkid": f"spk{n}", "name": name} for n, name in enumerate(names)]
    return json.dumps({"speakers": speakers, "segments": segments})


def _by_word(turns: Sequence[Said]) -> str:
    words = [{"word": words, "start": at, "speaker": who} for who, words, at in turns]
    return json.dumps({"segments": [{"start": 0, "text": "", "words": words}]})


def _akn(turns: Sequence[Said]) -> str:
    names = list(dict.fromkeys(who for who, _, _ in turns))
    people = "".join(f'<TLCPerson id="p{n}" showAs="{name}"/>' for n, name in enumerate(names))
    speeches = "".join(
        f'<speech by="#p{names.index(who)}"><p>{words}</p></speech>' for who, words, _ in turns
    )
    return _AKN.format(people=people, speeches=speeches)


TALKS: dict[str, tuple[str, Callable[[Sequence[Said]], str | bytes]]] = {
    "SubRip, names in cues": (".srt", _srt),
    "WebVTT, voice tags": (".vtt", _vtt),
    "CSV, a row per turn": (".csv", lambda turns: _cells(turns, ",")),
    "TSV, a row per turn": (".tsv", lambda turns: _cells(turns, "\t")),
    "CSV, question and answer": (".csv", _pairs),
    "CSV, a row per respondent": (".csv", _respondents),
    "Excel, a row per turn": (".xlsx", _workbook),
    "HTML, a paragraph per turn": (".html", _page),
    "JSON, list of segments (faster-whisper)": (".json", lambda t: json.dumps(_segments(t))),
    "JSON, segments (WhisperX)": (".json", lambda t: json.dumps({"segments": _segments(t)})),
    "JSON, speakers by word (WhisperX)": (".json", _by_word),
    "JSON, Amberscript": (".json", _amberscript),
    "JSON, Rev": (".json", _rev),
    "Akoma Ntoso": (".xml", _akn),
}
"""Formats that tell speakers apart themselves."""
