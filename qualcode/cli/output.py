"""Delivering results: in the format asked for, to the place asked for.

On a terminal a table is drawn; into a pipe it goes as TSV, with its header and
nothing else. Files are written whole or not at all.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from rich.console import RenderableType

    from qualcode.analysis.table import ResultTable
    from qualcode.cli.enums import Headers
    from qualcode.cli.session import Session
    from qualcode.model.label import Headers as Words

TABLE = "table"
_STDOUT = Path("-")
MOST_DRAWN = 5_000
"""Rows that are drawn on a screen; a million would take a quarter of an hour to draw."""
_FILE_WIDTH = 120
"""Columns of a drawn table that goes into a file."""
_MARKDOWN = {".md": "md", ".markdown": "md", ".json": "json", ".jsonl": "jsonl"}
_PAPER = {".html": "html", ".tex": "latex", ".xlsx": "xlsx", ".docx": "docx"}
_OFFICE = frozenset({"xlsx", "docx"})
"""Formats that are no text."""
_SUFFIXES = {".csv": "csv", ".tsv": "tsv", ".txt": TABLE} | _MARKDOWN | _PAPER


class Delivery:
    """Where a result goes and how it looks.

    Args:
        session: The run.
        form: Format by name; None = decided by the file's suffix or the terminal.
        out: A file; None or ``-`` = stdout.
        headers: Language of headers in files; None = keys in files for programs, in those for
            people the language of the session.
        raw: Leave cells that look like formulas as they are.
        force: Replace a file that is there.
    """

    def __init__(
        self,
        session: Session,
        form: str | None = None,
        out: Path | None = None,
        *,
        headers: Headers | None = None,
        raw: bool = False,
        force: bool = False,
    ) -> None:
        self.session = session
        self.out = None if out == _STDOUT else out
        self.form = form or self._usual_form()
        _refuse_ending(self.form, self.out)
        self.headers = headers.value if headers else self._usual_headers()
        self.raw, self.force = raw, force

    def _usual_form(self) -> str:
        if self.out is not None:
            return _form_of(self.out)
        return TABLE if self.session.is_terminal else "tsv"

    def _usual_headers(self) -> Words:
        from qualcode.exchange.formats import PAPER

        return self.session.language if self.form in PAPER else "keys"

    def table(self, table: ResultTable) -> None:
        """Deliver a table."""
        if self.form == TABLE:
            self._table_drawn(table)
            return
        from qualcode.exchange.formats import PACKED, packed, render

        if self.form in PACKED:
            self._packed(packed(table, self.form, headers=self.headers))
            return
        rendering = render(table, self.form, headers=self.headers, raw=self.raw)
        self._pieces(rendering)
        if self.out is not None and self.form in {"csv", "tsv"}:
            self._beside(self.out, table)
        if rendering.guarded:
            self.session.say(
                f"{rendering.guarded} cells look like formulas and got a leading ' (--raw: as is)",
                f"{rendering.guarded} 个单元格形似公式，已加前导 '（--raw 保持原样）",
            )

    @property
    def most(self) -> int:
        """Return how many rows are drawn: all into a file, on a screen what somebody may read."""
        return MOST_DRAWN if self.out is None and self.session.is_terminal else 0

    def _table_drawn(self, table: ResultTable) -> None:
        rows, most = len(table.rows), self.most
        if not most or rows <= most:
            self.drawn(lambda width: [_drawn(table, self.session, width)])
            return
        first = replace(table, rows=table.rows[:most], levels=table.levels[:most])
        self.drawn(lambda width: [_drawn(first, self.session, width)])
        self.session.say(
            f"the first {most:,} of {rows:,} rows; --out FILE or a pipe has all",
            f"仅显示前 {most:,} 行（共 {rows:,} 行）；--out 文件 或管道可得全部",
        )

    def cards(self, table: ResultTable, *, head: Sequence[str], bare: Sequence[str] = ()) -> None:
        """Deliver a table whose cells are sentences: on a terminal each row is a card.

        Args:
            table: The table.
            head: Keys of the columns in the heading of a card.
            bare: Keys of the columns that need no title there.
        """
        if self.form != TABLE:
            self.table(table)
            return
        from qualcode.report.cards import render_cards

        language = self.session.language
        self.drawn(lambda _: render_cards(table, language=language, head=head, bare=bare))

    def drawn(self, renderables: Callable[[int], Iterable[RenderableType]]) -> None:
        """Deliver what is made for eyes, given the width to draw for."""
        if self.out is not None:
            console = self.session.console(width=_FILE_WIDTH, plain=True)
            with console.capture() as capture:
                for each in renderables(_FILE_WIDTH):
                    console.print(each)
            self._text(capture.get())
            return
        console = self.session.console()
        if not _is_paged(self.session):
            for each in renderables(self.session.width):
                console.print(each)
            return
        with console.capture() as capture:
            for each in renderables(self.session.width):
                console.print(each)
        _page(capture.get())

    def _packed(self, content: bytes) -> None:
        """Deliver a file that is not text: into a file, or through a pipe, not onto a screen."""
        if self.out is not None:
            self._write(self.out, content)
        elif self.session.is_terminal:
            raise UsageError(
                f"{self.form} cannot be shown on a terminal", hint="name a file with --out"
            )
        else:
            sys.stdout.buffer.write(content)

    def prose(self, text: str) -> None:
        """Deliver a text that is no table, as it is."""
        self._text(text)

    def _text(self, text: str) -> None:
        self._pieces([text])

    def _pieces(self, pieces: Iterable[str]) -> None:
        """Deliver a text while it is made; of a file that cannot be finished nothing is left."""
        is_csv = self.form == "csv"
        if self.out is None:
            for each in pieces:
                sys.stdout.write(each.replace("\r\n", "\n") if is_csv else each)
            return
        from qualcode.exchange.files import BOM, write_pieces

        marked = chain([BOM] if is_csv else [], pieces)
        encoded = (each.encode("utf-8", "replace") for each in marked)
        self._say_written(self.out, changed=write_pieces(self.out, encoded, force=self.force))

    def _beside(self, path: Path, table: ResultTable) -> None:
        """Write what a CSV cannot say of itself into a file beside it."""
        from qualcode.exchange.files import write_file
        from qualcode.exchange.sidecar import SUFFIX, sidecar

        content = sidecar(table, self.session.command)
        write_file(path.with_name(path.name + SUFFIX), content, force=True)

    def _write(self, path: Path, content: bytes) -> None:
        from qualcode.exchange.files import write_file

        self._say_written(path, changed=write_file(path, content, force=self.force))

    def _say_written(self, path: Path, *, changed: bool) -> None:
        said = ("wrote", "已写入") if changed else ("unchanged:", "未变：")
        self.session.say(f"{said[0]} {path}", f"{said[1]} {path}")


def _form_of(path: Path) -> str:
    """Return the format that a file's ending stands for."""
    suffix = path.suffix.lower()
    if suffix not in _SUFFIXES:
        raise UsageError(
            f"cannot tell the format from {path.name!r}",
            hint=f"end it in {' '.join(_SUFFIXES)}, or name one with --format",
        )
    return _SUFFIXES[suffix]


def _refuse_ending(form: str, out: Path | None) -> None:
    """Refuse a file that another program would open as something else than it is."""
    meant = _SUFFIXES.get(out.suffix.lower()) if out else None
    if meant and meant != form and not _OFFICE.isdisjoint({meant, form}):
        ending = next(each for each, name in _SUFFIXES.items() if name == form)
        raise UsageError(
            f"--format {form} does not go with {out}",
            hint=f"leave out --format, or end the file in {ending}",
        )


def _drawn(table: ResultTable, session: Session, width: int) -> RenderableType:
    from qualcode.report.tables import render_table

    return render_table(table, language=session.language, width=width)


def _is_paged(session: Session) -> bool:
    """Tell whether to page: on a terminal, with a pager there, unless it is refused."""
    pager = shlex.split(os.environ.get("PAGER", "less"))
    return bool(session.pager and session.is_terminal and pager and shutil.which(pager[0]))


def _page(text: str) -> None:
    """Show a text in the pager; ``less`` ends by itself when it fits on the screen."""
    command = shlex.split(os.environ.get("PAGER", "less"))
    environment = {"LESS": "-FRX", "LESSCHARSET": "utf-8"} | dict(os.environ)
    subprocess.run(command, input=text.encode(), env=environment, check=False)  # noqa: S603
