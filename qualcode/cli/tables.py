"""`table`, `explain` and `excerpts`: the founding question, and the words behind every number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.analysis.counting import Count
from qualcode.analysis.groups import Level
from qualcode.cli import options as opt
from qualcode.cli.completion import complete_code, complete_subject
from qualcode.cli.enums import Base, Sort
from qualcode.cli.output import TABLE, Delivery
from qualcode.cli.requests import filters_of, layout_of
from qualcode.model.label import case_count
from qualcode.model.naming import value_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qualcode.cli.session import Session
    from qualcode.model.excerpt import Excerpt
    from qualcode.model.label import Language
    from qualcode.workflow.project import Project


def table(
    context: typer.Context,
    *,
    kind: opt.Kind = None,
    by: opt.By = "subject",
    subjects: opt.SubjectLevel = Level.FINE,
    count: opt.Counted = Count.PERSONS,
    denominator: opt.Denominator = Base.ALL,
    sort: opt.Sorted = Sort.CODEBOOK,
    denied: opt.Denied = False,
    historical: opt.Historical = False,
    totals: opt.Totals = True,
    families: opt.Families = True,
    ci: opt.Intervals = False,
    test: opt.Tests = None,
    refs: opt.References = False,
    corrected: Annotated[
        bool, typer.Option("--corrected", help="Persons and references as estimated.")
    ] = False,
    code: opt.Codes = None,
    subject: opt.Subjects = None,
    about: opt.About = None,
    participant: opt.Participants = None,
    document: opt.Documents = None,
    coder: opt.Coders = None,
    status: opt.Statuses = None,
    review: opt.Reviews = None,
    where: opt.Where = "",
    persons: opt.Persons = "",
    form: opt.Form = None,
    json: opt.Json = False,
    out: opt.Out = None,
    force: opt.Force = False,
    headers: opt.HeaderLanguage = None,
    raw: opt.Raw = False,
) -> None:
    """Tabulate who names which problem: persons n/N, %, references.

    问题频次表：各主体有多少人（n/N、%）提到哪些问题，以及参考点数。

    \b
    Examples:
      qualcode table
      qualcode table --subjects five --sort size
      qualcode table --by about --kind all --count references
      qualcode table --code contact --denied --historical --out contact.csv
      qualcode table --by subject,gender --ci --test holm --refs
    """
    from qualcode.workflow.corrected import corrected as corrected_of
    from qualcode.workflow.tabulate import TableRequest, tabulate

    session: Session = context.obj
    make = corrected_of if corrected else tabulate
    request = TableRequest(
        filters_of(
            code=code,
            subject=subject,
            participant=participant,
            document=document,
            coder=coder,
            status=status,
            review=review,
            about=about,
            where=where,
            persons=persons,
        ),
        layout_of(
            kind=kind,
            by=by,
            level=subjects,
            count=count,
            denominator=denominator,
            sort=sort,
            denied=denied,
            historical=historical,
            totals=totals,
            families=families,
            intervals=ci,
            tests=test,
            references=refs,
        ),
    )
    with session.opened() as project:
        result = make(project, request)
        _warn_if_stale(session, project)
    form_ = "json" if json else form
    Delivery(session, form_, out, headers=headers, raw=raw, force=force).table(result)


def explain(
    context: typer.Context,
    row: Annotated[
        str,
        typer.Argument(help="Row: a code, a family, or any.", autocompletion=complete_code),
    ],
    column: Annotated[
        str,
        typer.Argument(
            help="Column: as the table names it, or total.", autocompletion=complete_subject
        ),
    ] = "total",
    *,
    kind: opt.Kind = None,
    by: opt.By = "subject",
    subjects: opt.SubjectLevel = Level.FINE,
    code: opt.Codes = None,
    subject: opt.Subjects = None,
    about: opt.About = None,
    participant: opt.Participants = None,
    document: opt.Documents = None,
    coder: opt.Coders = None,
    status: opt.Statuses = None,
    review: opt.Reviews = None,
    where: opt.Where = "",
    persons: opt.Persons = "",
    context_turns: opt.Context = 0,
    form: opt.Form = None,
    json: opt.Json = False,
    out: opt.Out = None,
    force: opt.Force = False,
    headers: opt.HeaderLanguage = None,
    raw: opt.Raw = False,
) -> None:
    """Open a cell of the table: the excerpts that its number counts.

    Give it the options that the table was made with.

    打开表中一格：列出该数字所计的每一条原话；选项与制表时相同。

    \b
    Examples:
      qualcode explain any PH
      qualcode explain agency total --kind all --context 1
      qualcode explain contact total --code contact
    """
    from qualcode.workflow.explain import explain_cell
    from qualcode.workflow.tabulate import TableRequest

    session: Session = context.obj
    layout = layout_of(kind=kind, by=by, level=subjects, count=Count.PERSONS)
    filters = filters_of(
        code=code,
        subject=subject,
        participant=participant,
        document=document,
        coder=coder,
        status=status,
        review=review,
        about=about,
        where=where,
        persons=persons,
    )
    request = TableRequest(filters, layout)
    with session.opened() as project:
        found = explain_cell(project, request, code=row, group=column, context=context_turns)
        form_ = "json" if json else form
        delivery = Delivery(session, form_, out, headers=headers, raw=raw, force=force)
        _deliver(session, project, found, delivery)
    people = len({each.participant.id for each in found})
    _sum_up(session, len(found), people, others={})


def excerpts(
    context: typer.Context,
    *,
    code: opt.Codes = None,
    subject: opt.Subjects = None,
    about: opt.About = None,
    participant: opt.Participants = None,
    document: opt.Documents = None,
    coder: opt.Coders = None,
    status: opt.Statuses = None,
    review: opt.Reviews = None,
    where: opt.Where = "",
    persons: opt.Persons = "",
    context_turns: opt.Context = 1,
    limit: opt.Limit = 0,
    form: opt.Form = None,
    json: opt.Json = False,
    out: opt.Out = None,
    force: opt.Force = False,
    headers: opt.HeaderLanguage = None,
    raw: opt.Raw = False,
) -> None:
    """Show coded excerpts with their context, evidence and reasons.

    查看编码原话：上下文、依据（【】标出）、理由。

    \b
    Examples:
      qualcode excerpts --code contact-scarce --context 2
      qualcode excerpts --subject PH --status denied --format csv
    """
    from qualcode.workflow.excerpts import excerpts_found, excerpts_listed, excerpts_read

    session: Session = context.obj
    filters = filters_of(
        code=code,
        subject=subject,
        participant=participant,
        document=document,
        coder=coder,
        status=status,
        review=review,
        about=about,
        where=where,
        persons=persons,
    )
    with session.opened() as project:
        found = excerpts_found(project, filters)
        form_ = "json" if json else form
        delivery = Delivery(session, form_, out, headers=headers, raw=raw, force=force)
        if delivery.form == TABLE:
            limit = limit or delivery.most
            read = excerpts_read(project, found, context=context_turns, limit=limit)
            _draw(session, project, read, delivery)
        else:
            delivery.table(excerpts_listed(project, found, limit=limit))
        lost = project.store.lost.count()
    _sum_up(session, found.references, found.people, others=found.others)
    _say_shown(session, limit, len(found.marks))
    if lost:
        session.say(
            f"{case_count(lost, 'coding')} lost their words: `qualcode transcript lost` lists them",
            f"另有 {lost} 条编码的原话已不在文本中：`qualcode transcript lost`",
        )


def _deliver(session: Session, project: Project, found: list[Excerpt], delivery: Delivery) -> None:
    from qualcode.workflow.excerpts import excerpts_table

    if delivery.form == TABLE:
        _draw(session, project, found, delivery)
    else:
        delivery.table(excerpts_table(project, found))


def _draw(session: Session, project: Project, found: list[Excerpt], delivery: Delivery) -> None:
    from qualcode.report.excerpts import render_excerpts

    codebook = project.codebook()
    delivery.drawn(lambda _: render_excerpts(found, codebook, language=session.language))


def _sum_up(session: Session, references: int, people: int, *, others: Mapping[str, int]) -> None:
    """Say how many references are listed, of how many persons, and what else tables leave out."""
    said = {language: _statuses(others, language) for language in ("zh", "en")}
    number = sum(others.values())
    session.say(
        f"{case_count(references, 'reference')}, {case_count(people, 'person')}"
        + (f"; not counted in tables: {number} ({said['en']})" if number else ""),
        f"{references} 个参考点，{people} 人"
        + (f"；另有 {number} 条不计入表（{said['zh']}）" if number else ""),
    )


def _statuses(numbers: Mapping[str, int], language: Language) -> str:
    words = (f"{value_name('status', each, language)} {n}" for each, n in numbers.items())
    return {"zh": "、", "en": ", "}[language].join(words)


def _say_shown(session: Session, limit: int, listed: int) -> None:
    if limit and limit < listed:
        session.say(f"{limit} shown of {listed}", f"显示 {limit} 条，共 {listed} 条")


def _warn_if_stale(session: Session, project: Project) -> None:
    from qualcode.workflow.standing import is_behind

    if is_behind(project):
        session.say(
            "note: the codebook or the documents have changed since; `qualcode code` codes anew",
            "提示：编码手册或材料已有变动，请运行 `qualcode code` 重新编码",
        )


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file."""
    for command in (table, explain, excerpts):
        app.command()(command)
