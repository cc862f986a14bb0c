"""`codebook import` and `codebook export`: codebooks of other programs and of people."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.codebook.sources import File, read
from qualcode.cli.options import Force, Out
from qualcode.errors import UsageError

if TYPE_CHECKING:
    from qualcode.cli.session import Session

_TEXTS = frozenset({"csv", "md", "json", "qdc", "taguette"})
"""Formats that a terminal can show."""


def import_(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(help="A table (csv, tsv, xlsx, md), Taguette's csv, .qdc or .json.")
    ],
    *,
    like: Annotated[
        Path | None,
        typer.Option("--like", help="A codebook that gives subjects, word sets and theories."),
    ] = None,
    out: Out = None,
    force: Force = False,
) -> None:
    """Make a codebook of a table, of Taguette's tags or of a REFI-QDA .qdc file.

    Columns are understood by their names, in English and Chinese: code, name, definition,
    parent, include, exclude, examples, patterns … Several things in a cell stand in lines,
    or are parted by 、 or ;. Without --out the YAML is printed.

    把表格（csv、xlsx、md）、Taguette 标签或 REFI-QDA .qdc 转成编码手册；列名中英文均可。

    \b
    Examples:
      qualcode codebook export -o c.csv && qualcode codebook import c.csv --like codebook.yaml
      qualcode codebook export -o c.qdc && qualcode codebook import c.qdc --like codebook.yaml
    """
    from qualcode.codebook.reader import read_codebook
    from qualcode.workflow.codebook_files import import_codebook

    session: Session = context.obj
    text = import_codebook(file, head=read_codebook(like) if like else None)
    _deliver(session, text.encode(), out, force=force)


def export(
    context: typer.Context,
    file: File = None,
    *,
    form: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            help="csv, xlsx, md, json, qdc or taguette; default: by the ending of --out, or csv.",
        ),
    ] = "",
    out: Out = None,
    force: Force = False,
) -> None:
    """Write a codebook as a table, as JSON, for Taguette or as REFI-QDA .qdc.

    The tables hold all that belongs to codes and are read again by `codebook import`;
    .qdc is read by NVivo, MAXQDA, ATLAS.ti and QualCoder.

    把编码手册导出为表格、JSON、Taguette 标签或 REFI-QDA .qdc（NVivo、MAXQDA、ATLAS.ti 可读）。

    \b
    Examples:
      qualcode codebook export --format md
      qualcode codebook export -o codebook.xlsx
    """
    from qualcode.workflow.codebook_files import FORMATS, export_codebook

    session: Session = context.obj
    suffix = out.suffix.lower().removeprefix(".") if out else ""
    chosen = form or (suffix if suffix in FORMATS else "")
    if not chosen and suffix:
        known = ", ".join(FORMATS)
        raise UsageError(f"cannot tell the format from {out}", hint=f"--format: {known}")
    data = export_codebook(read(session, file)[0], chosen or "csv")
    if (out is None or str(out) == "-") and chosen not in _TEXTS | {""} and sys.stdout.isatty():
        raise UsageError(f"{chosen} is no text for a terminal", hint="--out FILE writes a file")
    _deliver(session, data, out, force=force)


def _deliver(session: Session, data: bytes, out: Path | None, *, force: bool) -> None:
    from qualcode.exchange.files import write_file

    if out is None or str(out) == "-":
        _print(data)
        return
    changed = write_file(out, data, force=force)
    said = ("wrote", "已写入") if changed else ("unchanged:", "未变：")
    session.say(f"{said[0]} {out}", f"{said[1]} {out}")


def _print(data: bytes) -> None:
    """Print text as text, whatever the encoding of the terminal, and bytes as bytes."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        sys.stdout.buffer.write(data)
        return
    sys.stdout.write(text.replace("\r\n", "\n"))


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("import")(import_)
    app.command()(export)
