"""Which reader a file's ending stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.errors import DataError, did_you_mean
from qualcode.transcripts.formats.akoma_ntoso import read_akoma_ntoso
from qualcode.transcripts.formats.csv import read_csv
from qualcode.transcripts.formats.doc import read_doc
from qualcode.transcripts.formats.docx import read_docx
from qualcode.transcripts.formats.html import read_html
from qualcode.transcripts.formats.json import read_json
from qualcode.transcripts.formats.odt import read_odt
from qualcode.transcripts.formats.pdf import read_pdf
from qualcode.transcripts.formats.rtf import read_rtf
from qualcode.transcripts.formats.subtitles import read_subtitles
from qualcode.transcripts.formats.text import read_text
from qualcode.transcripts.formats.xlsx import read_xlsx

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qualcode.transcripts.content import Format


def reader_for(suffix: str, *, path: str) -> Format:
    """Return the reader of a kind of file.

    Args:
        suffix: The ending with its dot, in any case.
        path: What to call the file in an error.

    Raises:
        DataError: Files of this kind cannot be read; the hint lists those that can.
    """
    known = suffix.lower()
    if known in _READERS:
        return _READERS[known]
    if known in _ADVICE:
        raise DataError(f"{path}: {known} files cannot be read", hint=_ADVICE[known])
    kind = f"{suffix} files cannot be read" if suffix else "the file has no ending"
    choices = f"readable formats: {', '.join(SUFFIXES)}"
    guess = did_you_mean(known, SUFFIXES)
    raise DataError(f"{path}: {kind}", hint=f"{guess} {choices}".strip())


_ADVICE = {
    ".xls": "open it in Excel and save it as .xlsx",
    ".pages": "export it from Pages as .docx",
    ".qdpx": "`qualcode init FOLDER --qdpx FILE` makes a project of it, `qualcode merge FILE`"
    " brings its codings into this one",
}

_READERS: Mapping[str, Format] = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_text,
    ".markdown": read_text,
    ".docx": read_docx,
    ".doc": read_doc,
    ".wps": read_doc,
    ".odt": read_odt,
    ".rtf": read_rtf,
    ".pdf": read_pdf,
    ".html": read_html,
    ".htm": read_html,
    ".srt": read_subtitles,
    ".vtt": read_subtitles,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".xlsx": read_xlsx,
    ".json": read_json,
    ".xml": read_akoma_ntoso,
}

SUFFIXES = tuple(_READERS)
"""Endings of all files that can be read."""
