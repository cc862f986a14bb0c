"""Write the command reference from the app itself: docs/cli.md and docs/qualcode.1.

``python docs/reference.py`` writes both; ``--check`` only says whether they are
what the app says, and exits 1 if not.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

os.environ |= {"COLUMNS": "80", "NO_COLOR": "1", "TERM": "dumb"}

import typer.main

from qualcode import __version__
from qualcode.cli.app import app

if TYPE_CHECKING:
    from collections.abc import Iterator

DOCS = Path(__file__).parent
EXIT_CODES = (
    ("0", "everything is well"),
    ("1", "a check found problems (`codebook check`, `verify`), or some files were not read"),
    ("2", "the command line is wrong"),
    ("3", "a project, transcript or codebook is missing or invalid"),
    ("4", "an optional package is not installed"),
    ("5", "something is in the way: a locked project, an output that exists"),
    ("70", "a fault in qualcode itself"),
    ("130", "stopped with Ctrl-C"),
)


def pages() -> Iterator[tuple[str, str]]:
    """Yield each command with its help, the tree depth first."""
    command: Any = typer.main.get_command(app)
    yield from _pages(command, None, "qualcode")


def _pages(command: Any, parent: Any, name: str) -> Iterator[tuple[str, str]]:
    context = command.context_class(
        command,
        info_name=name.rsplit(maxsplit=1)[-1],
        parent=parent,
        terminal_width=80,
        max_content_width=80,
    )
    yield name, command.get_help(context)
    for sub in getattr(command, "commands", {}):
        yield from _pages(command.commands[sub], context, f"{name} {sub}")


def markdown() -> str:
    """Return the reference as Markdown."""
    parts = [
        "# Commands 命令参考\n",
        "Made by `python docs/reference.py` from the app itself; do not edit.\n",
        *(f"## {name}\n\n```text\n{text}\n```\n" for name, text in pages()),
        "## Exit codes 退出码\n\n| code | meaning |\n| --- | --- |",
        *(f"| {code} | {meaning} |" for code, meaning in EXIT_CODES),
    ]
    return "\n".join(parts) + "\n"


def man() -> str:
    """Return the reference as a manual page."""
    lines = [f'.TH QUALCODE 1 "" "qualcode {__version__}" "User Commands"', ".SH NAME"]
    lines.append("qualcode \\- code qualitative interviews in the terminal")
    for name, text in pages():
        lines += [f".SH {name.upper()}", ".nf", *map(_roff, text.splitlines()), ".fi"]
    lines.append(".SH EXIT STATUS")
    for code, meaning in EXIT_CODES:
        lines += [".TP", code, _roff(meaning)]
    return "\n".join(lines) + "\n"


def _roff(line: str) -> str:
    escaped = line.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{escaped}" if escaped[:1] in {".", "'"} else escaped


def main() -> int:
    """Write the files, or check them."""
    wanted = {DOCS / "cli.md": markdown(), DOCS / "qualcode.1": man()}
    if "--check" in sys.argv:
        stale = [
            path.name
            for path, text in wanted.items()
            if not path.exists() or path.read_text(encoding="utf-8") != text
        ]
        if stale:
            print(f"stale: {', '.join(stale)}; run `make docs`", file=sys.stderr)
        return 1 if stale else 0
    for path, text in wanted.items():
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
