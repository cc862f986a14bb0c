"""Small whole files of every kind, and ways of breaking them."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING

import docx
import xlsxwriter

if TYPE_CHECKING:
    from random import Random

TALK = "问：您家怎么样？\n答：看病很难，路也不好走。（笑）\n问：水呢？\n答：还是喝井水。\n"
LINES = [line.split("：", 1) for line in TALK.splitlines()]
NASTY = (
    b"\0",
    b"\xff",
    b"\xfe\xff",
    b"<",
    b">",
    b"{",
    b"}",
    b"\\",
    b"\r",
    b'"',
    b"&x;",
    b"\x1b[2J",
)

ODT = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"><office:body><office:text>'
    "{}</office:text></office:body></office:document-content>"
)
AKN = (
    '<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><debate><debateBody>'
    "{}</debateBody></debate></akomaNtoso>"
)
XXE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
LAUGHS = "<!DOCTYPE x [<!ENTITY l0 'haha'>{}]>".format(
    "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 10))
)
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def whole_files() -> dict[str, bytes]:
    """Return one small readable file for each ending."""
    cues = "".join(
        f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{who}: {what}\n\n"
        for n, (who, what) in enumerate(LINES, 1)
    )
    rows = "".join(f"{who}\t{what}\n" for who, what in LINES)
    segments = [{"start": n, "end": n + 1, "text": what} for n, (_, what) in enumerate(LINES)]
    speeches = "".join(
        f"<speech by='#{n}'><from>{who}</from><p>{what}</p></speech>"
        for n, (who, what) in enumerate(LINES)
    )
    escaped = "".join(f"\\u{ord(char)}?" if ord(char) > 127 else char for char in TALK)
    return {
        ".txt": TALK.encode(),
        ".md": f"# 访谈\n\n{TALK}".encode("gb18030"),
        ".docx": word(),
        ".odt": odt("".join(f"<text:p>{line}</text:p>" for line in TALK.splitlines())),
        ".rtf": b"{\\rtf1\\ansi " + escaped.replace("\n", "\\par\n").encode() + b"}",
        ".pdf": pdf(["(Q: How are you?) Tj T*", "(A: The road is bad and long.) Tj"]),
        ".html": "".join(f"<p>{line}</p>" for line in TALK.splitlines()).encode(),
        ".srt": cues.encode(),
        ".vtt": ("WEBVTT\n\n" + cues.replace(",", ".")).encode(),
        ".csv": ("speaker,text\n" + rows.replace("\t", ",")).encode(),
        ".tsv": ("speaker\ttext\n" + rows).encode("utf-16"),
        ".xlsx": workbook(),
        ".json": json.dumps({"segments": segments}, ensure_ascii=False).encode(),
        ".xml": AKN.format(speeches).encode(),
    }


def word() -> bytes:
    file, document = io.BytesIO(), docx.Document()
    for line in TALK.splitlines():
        document.add_paragraph(line)
    table = document.add_table(rows=0, cols=2)
    for who, what in LINES:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = who, what
    document.save(file)
    return file.getvalue()


def word_of(body: str, *, head: str = "", method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a Word file with a body of one's own."""
    xml = f'{head}<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'
    return repacked(word(), {"word/document.xml": xml.encode()}, method=method)


def repacked(data: bytes, parts: dict[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip container with some parts replaced."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", method) as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name, old.read(name)))
    return file.getvalue()


def odt(body: str, *, head: str = "") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", head + ODT.format(body))
    return file.getvalue()


def workbook() -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([["speaker", "text"], *LINES]):
            sheet.write_row(number, 0, row)
    return file.getvalue()


def pdf(lines: list[str], *, tree: list[bytes] | None = None, trailer: bytes = b"") -> bytes:
    """Return a PDF of one page; `tree` replaces its catalogue and pages."""
    stream = f"BT /F 12 Tf 14 TL 20 700 Td {' '.join(lines)} ET".encode()
    font = b"/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"
    objects = [
        *(tree or [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"]),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<<%s>>>>" % font,
        b"<</Length %d>>\nstream\n%s\nendstream" % (len(stream), stream),
    ]
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    end = b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (size, trailer, len(body))
    return body + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table) + end


def broken(data: bytes, random: Random) -> bytes:
    """Return a file with some bytes changed; of a container, those of one of its parts."""
    if data.startswith(b"PK") and random.random() < 0.7:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            name = random.choice(archive.namelist())
            part = archive.read(name)
        return repacked(data, {name: _changed(part, random)})
    return _changed(data, random)


def _changed(data: bytes, random: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(random.randrange(1, 6)):
        at = random.randrange(len(changed) + 1)
        end = min(len(changed), at + random.randrange(1, 40))
        piece = bytes(changed[at:end])
        new = random.choice(
            [b"", piece * 2, piece * 50, piece[::-1], random.choice(NASTY), random.randbytes(3)]
        )
        changed[at:end] = new
    return bytes(
        changed[: random.randrange(len(changed) + 1)] if random.random() < 0.2 else changed
    )
