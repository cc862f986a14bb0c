"""Rich Text Format, by striprtf; it knows GBK code pages as well as Unicode escapes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.errors import DataError
from qualcode.transcripts.content import Content

if TYPE_CHECKING:
    from collections.abc import Callable

    from qualcode.transcripts.options import ReadingOptions


def read_rtf(data: bytes, *, path: str, options: ReadingOptions) -> Content:
    """Read a rich text file.

    Raises:
        DataError: It is no rich text, is damaged, or has no text.
    """
    from striprtf import striprtf

    to_text: Callable[..., str] = striprtf.rtf_to_text  # it has no types of its own

    if not data.lstrip().startswith(b"{\\rtf"):
        raise DataError(f"{path} is not an RTF file", hint="save it as .rtf or .docx")
    try:
        text = to_text(
            data.decode("latin-1"),
            encoding=options.encoding or "cp1252",
            errors="replace" if options.replace else "strict",
        )
    except (ValueError, LookupError, TypeError, ArithmeticError, RecursionError) as error:
        raise DataError(
            f"{path} is damaged: {type(error).__name__}",
            hint="open it in Word and save it as .docx, or accept the loss with --replace",
        ) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    if not text.strip():
        raise DataError(f"{path} is empty", hint="there is no text to code in it")
    return Content("rtf", "rtf", text=text)
