"""`codebook`: look at a codebook and check it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli import listings
from qualcode.cli.enums import Headers
from qualcode.cli.options import Force, Form, HeaderLanguage, Json, Out
from qualcode.cli.output import TABLE, Delivery
from qualcode.errors import ExitCode, Severity

if TYPE_CHECKING:
    from qualcode.cli.session import Session

app = typer.Typer(
    rich_markup_mode=None,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)

File = Annotated[
    Path | None, typer.Argument(help="A codebook; default: the project's.", show_default=False)
]


@app.callback()
def codebook(context: typer.Context) -> None:
    """Check and show a codebook.

    检查与查看编码手册。

    \b
    Examples:
      qualcode codebook check codebook.yaml
      qualcode codebook show
    """
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


@app.command()
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
    path = _path(session, file)
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


@app.command()
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
    from qualcode.codebook.reader import read_codebook

    session: Session = context.obj
    delivery = Delivery(session, "json" if json else form, out, headers=headers.value, force=force)
    rows = codebook_rows(read_codebook(_path(session, file)))
    if delivery.form == TABLE:
        shown = ("code", "name_zh", "name_en", "kind", f"definition_{session.language}")
        rows = [{key: row[key] for key in shown} for row in rows]
    delivery.table(codebook_table(rows))


def _path(session: Session, file: Path | None) -> Path:
    if file is not None:
        return file
    with session.opened() as project:
        return project.codebook_path
