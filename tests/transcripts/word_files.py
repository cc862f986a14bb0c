"""Word files written as Word writes them, with the parts that a test needs."""

from __future__ import annotations

import io
import zipfile

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


def word_file(body: str, **parts: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELS)
        document = f'<w:document xmlns:w="{_W}" xmlns:r="{_R}"><w:body>{body}</w:body></w:document>'
        archive.writestr("word/document.xml", f'<?xml version="1.0"?>{document}')
        for name, content in parts.items():
            part = f'<w:{name} xmlns:w="{_W}">{content}</w:{name}>'
            archive.writestr(f"word/{name}.xml", part)
    return stream.getvalue()


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def comment(name: int, text: str, author: str = "李") -> str:
    head = f'<w:comment w:id="{name}" w:author="{author}" w:date="2020-01-02T03:04:05Z">'
    return f"{head}{paragraph(text)}</w:comment>"


def row(*cells: str) -> str:
    return "<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in cells) + "</w:tr>"
