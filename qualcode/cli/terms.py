"""`terms`: the words that a code lacks, and those that spoil its patterns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli import options as opt
from qualcode.cli.codebook.changing import CodeName, at_hand, perform
from qualcode.cli.output import Delivery
from qualcode.errors import UsageError
from qualcode.model.label import case_count

if TYPE_CHECKING:
    from qualcode.analysis.table import ResultTable
    from qualcode.cli.session import Session
    from qualcode.workflow.terms import Spoiled, Terms


def terms(
    context: typer.Context,
    code: CodeName,
    *,
    add: Annotated[
        str, typer.Option("--add", help="Give the code this word as a pattern, in the YAML.")
    ] = "",
    set_name: Annotated[
        str, typer.Option("--word-set", help="With --add: into this word set instead.")
    ] = "",
    rejected: Annotated[
        bool, typer.Option("--rejected", help="Patterns mostly rejected, and what tells them.")
    ] = False,
    limit: opt.Limit = 30,
    dry_run: opt.DryRun = False,
    form: opt.Form = None,
    json: opt.Json = False,
    out: opt.Out = None,
    force: opt.Force = False,
) -> None:
    """Find words that mark a code's codings and that its patterns lack; --add takes one in.

    Persons count, not repeats: G² says how sure, z ranks. Precision is what the word would
    have got right of past decisions; new is what it would find that is not coded.

    找出某编码的特征词（对数似然 G²、带先验的对数发生比 z）：人数、例句、在已有决定上的准确率、
    会新找到几句；--add 把词写进编码手册（注释保留），--rejected 列出多被否决的表达式。

    \b
    Examples:
      qualcode terms contact-scarce
      qualcode terms contact-scarce --rejected
      qualcode terms contact-scarce --add 一年没见 --dry-run
    """
    from qualcode.workflow.codes import leaf_code
    from qualcode.workflow.terms import find_spoiled, find_terms

    session: Session = context.obj
    if set_name and not add:
        raise UsageError("--word-set says where a word goes", hint="--add WORD --word-set NAME")
    if add:
        _add(session, code, add, set_name, dry_run=dry_run)
        return
    with session.opened() as project:
        named = leaf_code(code, project.codebook())
        if rejected:
            table = _spoiled_table(find_spoiled(project, named))
        else:
            found = find_terms(project, named, limit=limit)
            table = _terms_table(found)
            _tell(session, found)
    Delivery(session, "json" if json else form, out, force=force).table(table)


def _add(session: Session, code: str, word: str, set_name: str, *, dry_run: bool) -> None:
    from qualcode.workflow.codes import leaf_code
    from qualcode.workflow.enriching import plan_pattern, plan_word

    with at_hand(session, None) as (project, book, path):
        plan = (
            plan_word(path, set_name, word)
            if set_name
            else plan_pattern(path, leaf_code(code, book), word)
        )
        perform(session, project, plan, dry_run=dry_run, yes=True)
    if not dry_run:
        session.say("`qualcode code` finds what is new", "运行 `qualcode code` 即按新词编码")


def _tell(session: Session, found: Terms) -> None:
    ground = "accepted codings" if found.accepted else "asserted proposals (nothing accepted yet)"
    ground_zh = "已接受的编码" if found.accepted else "断言成立的建议（尚无已接受的编码）"
    session.say(
        f"from {case_count(found.codings, 'sentence')} with {ground}",
        f"依据 {found.codings} 句{ground_zh}",
    )


def _terms_table(found: Terms) -> ResultTable:
    from qualcode.analysis.table import Column, Form, ResultTable, counts, texts
    from qualcode.model.label import Label

    columns = (
        *texts(("term", "词")),
        *counts(("persons", "人数"), ("inside", "编码内句数"), ("outside", "其余句数")),
        Column("g2", Label("G²", "G²"), Form.RATE),
        Column("z", Label("z", "z"), Form.RATE),
        Column("precision", Label("准确率", "precision"), Form.PERCENT),
        *counts(("new", "新找到")),
        *texts(("example", "例句")),
    )
    rows = tuple(
        (
            each.term.text,
            each.persons,
            len(each.term.inside),
            each.term.outside,
            each.term.g2,
            each.term.z,
            each.precision,
            each.new,
            each.examples[0] if each.examples else "",
        )
        for each in found.terms
    )
    return ResultTable("terms", Label("特征词", "Terms"), columns, rows)


def _spoiled_table(found: list[Spoiled]) -> ResultTable:
    from qualcode.analysis.table import ResultTable, counts, texts
    from qualcode.model.label import Label

    columns = (
        *texts(("pattern", "表达式")),
        *counts(("accepted", "接受"), ("rejected", "否决")),
        *texts(("unless", "可排除的词")),
        *counts(("saved", "可免误判"), ("lost", "会损失")),
        *texts(("example", "例句")),
    )
    rows = tuple(
        (
            each.pattern,
            each.accepted,
            each.rejected,
            each.unless,
            each.saved,
            each.lost,
            each.examples[0] if each.examples else "",
        )
        for each in found
    )
    return ResultTable("rejected-patterns", Label("多被否决的表达式", "Rejected"), columns, rows)


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(terms)
