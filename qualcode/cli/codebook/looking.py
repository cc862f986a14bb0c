"""`codebook check` and `codebook show`: what is wrong with a codebook, what is in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli import listings
from qualcode.cli.codebook.sources import File, path_of, read
from qualcode.cli.completion import complete_code
from qualcode.cli.enums import Headers
from qualcode.cli.options import CodebookFile, Force, Form, HeaderLanguage, Json, Out
from qualcode.cli.output import TABLE, Delivery
from qualcode.errors import DataError, ExitCode, Severity

if TYPE_CHECKING:
    from qualcode.cli.session import Session
    from qualcode.model.codebook import Codebook
    from qualcode.workflow.cards import Counts


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
    what: Annotated[
        str,
        typer.Argument(
            help="A code, by id or name, or a codebook; default: all codes of the project's.",
            show_default=False,
            autocompletion=complete_code,
        ),
    ] = "",
    *,
    codebook: CodebookFile = None,
    form: Form = None,
    json: Json = False,
    out: Out = None,
    force: Force = False,
    headers: HeaderLanguage = Headers.EN,
) -> None:
    """List the codes with their definitions and patterns, or show the full card of one.

    列出编码：名称、定义、包含与排除、表达式；给出编码则显示其完整卡片与计数。

    \b
    Examples:
      qualcode codebook show
      qualcode codebook show contact-scarce
      qualcode codebook show codebook.yaml --format csv
    """
    session: Session = context.obj
    delivery = Delivery(session, "json" if json else form, out, headers=headers.value, force=force)
    is_file = Path(what).suffix in {".yaml", ".yml"} or (bool(what) and Path(what).is_file())
    book, path = read(session, Path(what) if is_file else codebook)
    if what and not is_file:
        _show_card(session, delivery, book, path, what)
    else:
        _show_all(session, delivery, book)


def _show_all(session: Session, delivery: Delivery, book: Codebook) -> None:
    from qualcode.analysis.listings import codebook_table
    from qualcode.codebook.listing import codebook_rows

    rows = codebook_rows(book)
    if delivery.form == TABLE:
        shown = ("code", "name_zh", "name_en", "kind", f"definition_{session.language}")
        rows = [{key: row[key] for key in shown} for row in rows]
    delivery.table(codebook_table(rows))


def _show_card(session: Session, delivery: Delivery, book: Codebook, path: Path, name: str) -> None:
    from qualcode.cli.codebook.cards import card_table
    from qualcode.codebook.reshaping import code_named

    code = code_named(book, name)
    table = card_table(book, code, _counts(session, path, book.under(code.id)))
    delivery.table(table)


def _counts(session: Session, path: Path, codes: tuple[str, ...]) -> Counts | None:
    """Count the codings of codes, where the codebook is that of the project at hand."""
    from qualcode.workflow.cards import counts_of

    try:
        with session.opened() as project:
            if path.resolve() != project.codebook_path.resolve():
                return None
            return counts_of(project, codes)
    except DataError:
        return None


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file."""
    for command in (check, show):
        app.command()(command)
