"""`codebook check` and `codebook show`: what is wrong with a codebook, what is in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli import listings
from qualcode.cli.codebook.sources import File, path_of, read
from qualcode.cli.completion import complete_code
from qualcode.cli.options import CodebookFile, Force, Form, HeaderLanguage, Json, Out
from qualcode.cli.output import TABLE, Delivery
from qualcode.errors import DataError, ExitCode, Severity
from qualcode.model.label import Label

if TYPE_CHECKING:
    from qualcode.cli.session import Session
    from qualcode.model.codebook import Codebook
    from qualcode.workflow.cards import Counts


def check(
    context: typer.Context,
    file: File = None,
    *,
    strict: Annotated[bool, typer.Option("--strict", help="Exit 1 for advice too.")] = False,
    form: Form = None,
    json: Json = False,
    out: Out = None,
    force: Force = False,
) -> None:
    """Report every fault of a codebook at once, and what could be better; exit 1 for faults.

    Faults keep a codebook from being used; advice does not (--strict: exit 1 for it too).
    Traps and files of examples beside it are looked at as well.

    一次报告编码手册的全部问题（文件:行:列）：错误使其不能使用，退出码为 1；建议不影响使用。

    \b
    Examples:
      qualcode codebook check
      qualcode codebook check codebook.yaml --json
    """
    from qualcode.workflow.checking import check_codebook_file

    session: Session = context.obj
    found = check_codebook_file(path_of(session, file))
    delivery = Delivery(session, "json" if json else form, out, force=force)
    if delivery.form == TABLE:
        from qualcode.report.problems import render_problems

        language = session.language
        delivery.drawn(lambda _: render_problems(found.problems, TOPICS, language=language))
    else:
        delivery.table(listings.problems_table(found.problems))
    faults, advice = found.count(Severity.ERROR), found.count(Severity.WARNING)
    session.say(
        f"{found.path}: {faults} errors, {advice} warnings",
        f"{found.path}：{faults} 个错误，{advice} 个警告",
    )
    if faults or (strict and advice):
        raise typer.Exit(ExitCode.FOUND)


TOPICS = {
    "": Label("读取", "reading"),
    "names": Label("名称与编号", "names"),
    "references": Label("引用", "references"),
    "codes": Label("编码", "codes"),
    "languages": Label("双语", "languages"),
    "patterns": Label("表达式", "patterns"),
    "sets": Label("词集与框架", "word sets and frames"),
    "cues": Label("判断线索", "cues"),
    "examples": Label("标注句", "labelled sentences"),
}
"""The topics of problems, in words."""


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
    headers: HeaderLanguage = None,
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
    delivery = Delivery(session, "json" if json else form, out, headers=headers, force=force)
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
