"""Packages of other programs, made for tests."""

from __future__ import annotations

import io
import zipfile

PROJECT = """<Project xmlns="urn:QDA-XML:project:1.0" name="p" origin="Other 1">
<Users><User guid="{aa}" name="Ann"/></Users>
<CodeBook><Codes><Code guid="C1" name="Family" isCodable="true"><Code guid="C2" name="Leaf"/></Code>
</Codes></CodeBook>
<Sources><TextSource guid="S1" name="Doc"><PlainTextContent>Nobody comes here.</PlainTextContent>
<PlainTextSelection guid="X1" startPosition="0" endPosition="6">
<Coding guid="G1" creatingUser="AA"><CodeRef targetGUID="c1"/></Coding>
<Coding guid="G2"><CodeRef targetGUID="{C2}"/></Coding>
<Coding guid="G3"><CodeRef targetGUID="gone"/></Coding></PlainTextSelection>
<PlainTextSelection guid="X2" startPosition="minus" endPosition="6"/>
<PlainTextSelection guid="X3" startPosition="7" endPosition="7"/></TextSource>
<TextSource guid="S2" name="Lost" plainTextPath="internal://nowhere.txt"/>
<PictureSource guid="S3" name="Photo"/></Sources></Project>"""


def packed(**members: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(
                name.replace("__", "/").replace("_qde", ".qde").replace("_txt", ".txt"), content
            )
    return buffer.getvalue()
