"""The whole study as one workbook, or its tables as one Word document."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.analysis.groups import Level
from qualcode.analysis.layout import Layout
from qualcode.analysis.tables.network import network_table
from qualcode.errors import DataError
from qualcode.exchange.paper import laid_out
from qualcode.exchange.sidecar import dictionary, facts_sheet, versions
from qualcode.exchange.word import to_docx
from qualcode.exchange.workbook import sheets_of, to_xlsx
from qualcode.workflow.agreement import AgreementRequest, agreement
from qualcode.workflow.export import counting_rule, inputs_of, study_tables, whole_corpus
from qualcode.workflow.filters import Filters, query_of
from qualcode.workflow.report_names import ReportName
from qualcode.workflow.reports import report
from qualcode.workflow.statistics import network, saturation
from qualcode.workflow.tabulate import TableRequest, tabulate

if TYPE_CHECKING:
    from qualcode.analysis.corpus import Corpus
    from qualcode.analysis.table import ResultTable
    from qualcode.exchange.workbook import Workbook
    from qualcode.model.label import Headers
    from qualcode.workflow.project import Project

_REPORTS = (
    *(ReportName.PARTICIPANTS, ReportName.LEVELS, ReportName.NODES, ReportName.ABOUT),
    *(ReportName.FRAMEWORK, ReportName.COOCCURRENCE, ReportName.CHAIN, ReportName.THEORY),
    *(ReportName.QUOTES, ReportName.AUDIT, ReportName.SOURCES),
)
_IN_WORD = (
    *(ReportName.PARTICIPANTS, ReportName.LEVELS, ReportName.NODES, ReportName.CHAIN),
    *(ReportName.THEORY, ReportName.SOURCES),
)


def study_workbook(
    project: Project, *, command: str, headers: Headers = "en", where: str = ""
) -> Workbook:
    """Return a workbook: README, every table, codings, codebook, participants, agreement.

    Args:
        project: The project.
        command: The command line, for the README sheet.
        headers: Stable English keys, or Chinese titles.
        where: A question that all tables are narrowed to.

    Raises:
        DataError: When nothing has been coded yet.
    """
    filters = Filters(where=where)
    query = query_of(filters, project.codebook(), project.store)
    corpus = whole_corpus(project, query)
    tables = [
        tabulate(project, TableRequest(filters, Layout(level=Level.FIVE, references=True))),
        *_with_one_name_each(study_tables(project, corpus, query)),
        *(report(project, name, filters) for name in _REPORTS),
        network_table(network(project, filters)),
        saturation(project, filters),
        *_agreement(project),
    ]
    others = [*tables, dictionary(tables)]
    readme = facts_sheet(_facts(project, corpus, command, _contents(others, headers)))
    return to_xlsx([readme, *others], headers=headers)


def _contents(tables: list[ResultTable], headers: Headers) -> list[tuple[str, str]]:
    """Return what stands on each sheet, by its name."""
    _, *names = sheets_of([facts_sheet([]), *tables], headers)
    return [
        (f"sheet / 工作表 {name}", f"{each.name}: {each.title.en} / {each.title.zh}")
        for name, each in zip(names, tables, strict=True)
    ]


def _with_one_name_each(tables: list[ResultTable]) -> list[ResultTable]:
    """Return tables of which the long form of the frequencies is not called like the wide one."""
    first, *others = tables
    return [replace(first, name=f"{first.name}_long"), *others]


def study_document(project: Project, *, headers: Headers = "zh", where: str = "") -> bytes:
    """Return a Word document with the tables of a thesis as three-line tables.

    Args:
        project: The project.
        headers: Language of captions, heads and notes; keys have the columns of files.
        where: A question that all tables are narrowed to.

    Raises:
        DataError: When nothing has been coded yet.
    """
    filters = Filters(where=where)
    frequency = tabulate(project, TableRequest(filters, Layout(level=Level.FIVE)))
    tables = [frequency, *(report(project, name, filters) for name in _IN_WORD)]
    return to_docx([laid_out(table, headers) for table in tables], headers=headers)


def _agreement(project: Project) -> list[ResultTable]:
    try:
        return [agreement(project, AgreementRequest())]
    except DataError:  # one coder alone: there is no agreement to show
        return []


def _facts(
    project: Project, corpus: Corpus, command: str, contents: list[tuple[str, str]]
) -> list[tuple[str, str]]:
    book = corpus.codebook
    return [
        ("command / 命令", command),
        *((f"version / 版本 {name}", found) for name, found in versions().items()),
        ("codebook / 编码手册", f"{book.id} {book.version}"),
        ("codebook sha256", book.digest),
        ("participants / 受访者", str(len(corpus.participants))),
        ("documents / 材料", str(len(corpus.documents))),
        *(("counting rule / 计数规则", f"{note.en} / {note.zh}") for note in counting_rule(corpus)),
        ("positions / 位置", "Unicode code points of the stored text, half-open"),
        *contents,
        *((f"text sha256 {name}", digest) for name, digest in inputs_of(project).items()),
    ]
