"""`codebook check` and `codebook show`: what is wrong with a codebook, what is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from qualcode.cli import listings
from qualcode.cli.codebook.sources import File, path_of, read
from qualcode.cli.enums import Headers
from qualcode.cli.options import Force, Form, HeaderLanguage, Json, Out
from qualcode.cli.output import TABLE, Delivery
from qualcode.errors import ExitCode, Severity

if TYPE_CHECKING:
    from qualcode.cli.session import Session


def check(
    context: typer.Context,
    file: File = None,
    *,
    form: Form = None,
    json: Json = False,
    out: Out = None,
    force: Force = False,
) -> None:
    """Report every fault of a codebook at once; exit 1 if it cannot be used.

    一次报告编码手册的全部问题（文件:行:列）；有错误时退出码为 1。

    \b
    Examples:
      qualcode codebook check
      qualcode codebook check codebook.yaml --json
    """
    from qualcode.codebook.reader import examine_codebook

    session: Session = context.obj
    path = path_of(session, file)
    _, problems = examine_codebook(path)
    errors = [each for each in problems if each.severity is Severity.ERROR]
    if problems:
        delivery = Delivery(session, "json" if json else form, out, force=force)
        delivery.table(listings.problems_table(problems))
    session.say(
        f"{path}: {len(errors)} errors, {len(problems) - len(errors)} warnings",
        f"{path}：{len(errors)} 个错误，{len(problems) - len(errors)} 个警告",
    )
    if errors:
        raise typer.Exit(ExitCode.FOUND)


def show(
    context: typer.Context,
    file: File = None,
    *,
    form: Form = None,
    json: Json = False,
    out: Out = None,
    force: Force = False,
    headers: HeaderLanguage = Headers.EN,
) -> None:
    """List the codes with their definitions and patterns.

    列出编码：名称、定义、包含与排除、表达式。

    \b
    Examples:
      qualcode codebook show
      qualcode codebook show codebook.yaml --format csv
    """
    from qualcode.analysis.listings import codebook_table
    from qualcode.codebook.listing import codebook_rows

    session: Session = context.obj
    delivery = Delivery(session, "json" if json else form, out, headers=headers.value, force=force)
    rows = codebook_rows(read(session, file)[0])
    if delivery.form == TABLE:
        shown = ("code", "name_zh", "name_en", "kind", f"definition_{session.language}")
        rows = [{key: row[key] for key in shown} for row in rows]
    delivery.table(codebook_table(rows))


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file."""
    for command in (check, show):
        app.command()(command)
