"""`reproduce`: rebuild an export from its manifest, byte for byte, or say what has changed."""

from __future__ import annotations

import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.errors import DataError, ExitCode
from qualcode.model.label import case_count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.cli.session import Session


def reproduce(
    context: typer.Context,
    manifest: Annotated[Path, typer.Argument(help="manifest.json of an export, or its folder.")],
    *,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Keep the rebuilt files in this folder.")
    ] = None,
) -> None:
    """Run the command of an export again and compare every file with its manifest.

    依清单重做一次导出，逐字节比对；有出入时说明是什么变了（编码手册、文本、版本、编码）。

    Run it where the export was made, so that its paths still lead there.

    \b
    Examples:
      qualcode export results && qualcode reproduce results
      qualcode export results && qualcode reproduce results/manifest.json --out again
    """
    from qualcode.workflow.reproducing import compared, read_manifest

    session: Session = context.obj
    found = read_manifest(manifest)
    with tempfile.TemporaryDirectory() as scratch:
        folder = out or Path(scratch) / "again"
        _run_again(session, str(found["command"]), folder)
        result = compared(found, folder)
    for name in result.different:
        session.say(f"different: {name}", f"不同：{name}")
    for name in result.missing:
        session.say(f"missing: {name}", f"缺少：{name}")
    for reason in result.reasons:
        session.say(f"changed: {reason}", f"变化：{reason}")
    number = len(result.same)
    session.say(
        f"byte for byte the same: {case_count(number, 'file')}", f"{number} 个文件逐字节相同"
    )
    if not result.is_same:
        raise typer.Exit(ExitCode.FOUND)


def _run_again(session: Session, command: str, folder: Path) -> None:
    """Run the recorded command with another folder to write to.

    Raises:
        DataError: When the command is none that exports, or does not end well.
    """
    words = shlex.split(command)[1:]
    again = _redirected(words, str(folder))
    if again is None:
        raise DataError(
            f"the manifest's command does not export: {command}",
            hint="only `export FOLDER` and `run … --out FOLDER` can be run again",
        )
    here = ["--project", str(session.project)] if session.project else []
    program = [sys.executable, "-m", "qualcode", "--quiet", *here, *again]
    if subprocess.run(program, check=False).returncode != ExitCode.OK:  # noqa: S603
        raise DataError("the command could not be run again", hint=f"try it: {command}")


def _redirected(words: Sequence[str], folder: str) -> list[str] | None:
    """Return a command line that writes elsewhere; None when it writes no folder."""
    if "run" in words:
        for number, word in enumerate(words):
            if word in {"--out", "-o"} and number + 1 < len(words):
                return [*words[: number + 1], folder, *words[number + 2 :], "--force"]
            if word.startswith("--out="):
                return [*words[:number], f"--out={folder}", *words[number + 1 :], "--force"]
        return None
    if "export" not in words:
        return None
    place = list(words).index("export") + 1
    options_with_values = {"--csv-encoding", "--headers", "--where", "--xlsx", "--docx"}
    kept = list(words)
    skip = False
    for number in range(place, len(kept)):
        if skip:
            skip = False
        elif kept[number] in options_with_values:
            skip = True
        elif not kept[number].startswith("-"):
            kept[number] = folder
            return [*kept, "--force"]
    return None


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command()(reproduce)
