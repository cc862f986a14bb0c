"""Old word processor files (.doc, .wps), by way of LibreOffice where it is installed.

LibreOffice runs without a window, in a folder of its own that is removed, with a
profile of its own, so that it neither waits for one that is open nor changes it; after
two minutes it is stopped. Macros are not run in this way of converting.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from qualcode.errors import DataError
from qualcode.transcripts.formats.docx import read_docx

if TYPE_CHECKING:
    from qualcode.transcripts.content import Content
    from qualcode.transcripts.options import ReadingOptions

SECONDS = 120
"""How long a conversion may take; one of an ordinary interview takes two to five."""

_PROGRAMS = (
    "soffice",
    "libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
)


def read_doc(data: bytes, *, path: str, options: ReadingOptions) -> Content:
    """Read an old word processor file.

    Raises:
        DataError: LibreOffice is not installed, cannot convert the file or takes too long.
    """
    if data.startswith(b"PK\x03\x04"):  # a .docx that somebody has given the old ending
        return read_docx(data, path=path, options=options)
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise DataError(
            f"{path}: old Word files are converted by LibreOffice, which is not installed",
            hint="install LibreOffice, or open it in Word or WPS and save it as .docx",
        )
    converted = _converted(program, data, path)
    return replace(read_docx(converted, path=path, options=options), format="doc")


def _converted(program: str, data: bytes, path: str) -> bytes:
    """Return the file as .docx."""
    with TemporaryDirectory(prefix="qualcode-", ignore_cleanup_errors=True) as place:
        folder = Path(place)
        source = folder / "transcript.doc"
        source.write_bytes(data)
        _run(program, folder, source, path)
        try:
            return source.with_suffix(".docx").read_bytes()
        except OSError:
            raise DataError(
                f"{path} cannot be converted by LibreOffice",
                hint="open it in Word or WPS and save it as .docx",
            ) from None


def _run(program: str, folder: Path, source: Path, path: str) -> None:
    profile = (folder / "profile").as_uri()
    command = [program, f"-env:UserInstallation={profile}", "--headless", "--norestore"]
    command += ["--convert-to", "docx", "--outdir", str(folder), str(source)]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(  # noqa: S603 - the program is LibreOffice, the names are our own
        command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
    )
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired:
        raise DataError(
            f"{path}: LibreOffice has not converted it within {SECONDS} seconds",
            hint="open it in Word or WPS and save it as .docx",
        ) from None
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Stop LibreOffice with all that it has started, on Ctrl-C as well."""
    if process.poll() is not None:
        return
    if sys.platform == "win32":
        process.kill()
    else:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
