"""The words of a note: as given, as read from stdin, or from the person's editor."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.errors import DataError, UsageError

if TYPE_CHECKING:
    from qualcode.cli.session import Session


def written(session: Session, text: str | None, former: str) -> str:
    """Return the words of a note: as given, as read from stdin, or from the editor."""
    if text == "-":
        return sys.stdin.read()
    if text is not None:
        return text
    if not (session.asks and sys.stdin.isatty()):
        raise UsageError("there is no text", hint='write it in "…", or - to read it from stdin')
    return _edited(former)


def _edited(former: str) -> str:
    """Open the person's editor on a text and return what they leave."""
    command = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi")
    with tempfile.TemporaryDirectory(prefix="qualcode-") as folder:
        path = Path(folder) / "memo.md"
        path.write_text(former + "\n" * bool(former), encoding="utf-8")
        try:
            done = subprocess.run([*command, str(path)], check=False)  # noqa: S603 - their own editor
        except OSError as error:
            raise DataError(
                f"cannot open the editor {command[0]!r}", hint="set $EDITOR, or give the text"
            ) from error
        if done.returncode:
            raise UsageError("the editor was left with an error", hint="nothing was kept")
        return path.read_text(encoding="utf-8")
