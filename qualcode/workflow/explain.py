"""Opening a cell of a table: every excerpt that its number counts, and no other."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.analysis.counting import TOTAL
from qualcode.analysis.groups import Level, grouping
from qualcode.analysis.layout import ANY_CODE, ANY_NAME, TOTAL_NAME, rows_of
from qualcode.errors import UnknownNameError
from qualcode.model.codebook import Kind
from qualcode.model.finding import is_finding
from qualcode.workflow.filters import query_of
from qualcode.workflow.tabulate import corpus_of, counted, fitting

if TYPE_CHECKING:
    from collections.abc import Callable

    from qualcode.analysis.corpus import Corpus
    from qualcode.analysis.layout import Layout
    from qualcode.model.codebook import Codebook
    from qualcode.model.excerpt import Excerpt, Mark
    from qualcode.workflow.project import Project
    from qualcode.workflow.tabulate import TableRequest


def explain_cell(
    project: Project, request: TableRequest, *, code: str, group: str, context: int = 0
) -> list[Excerpt]:
    """Return every excerpt that a cell of a table counts, by document and position.

    Args:
        project: The project.
        request: The table the cell stands in.
        code: The row: a code, a family, or ``any``.
        group: The column: as the table's headers name it, or ``total``.
        context: How many turns around each excerpt to bring along.

    Raises:
        UnknownNameError: When the table has no such row or column.
    """
    codebook = project.codebook()
    query = counted(query_of(request.filters, codebook, project.store))
    layout = fitting(request.layout, codebook, query)
    code = _id_of(code, codebook)
    if code in {each.id for each in codebook.leaves} and not layout.kinds_named:
        layout = replace(layout, kinds=())  # a code by its own name, whatever its kind
    if layout.level is Level.FINE and group in {each.id for each in codebook.subjects.groups}:
        layout = replace(layout, level=Level.FIVE)
    corpus = corpus_of(project, codebook, query)
    codes = _codes_of_row(corpus, layout, code)
    in_group = _in_group(corpus, layout, group)
    wanted = {
        mark.coding
        for mark in corpus.marks
        if mark.code in codes and _counts(mark, corpus, layout) and in_group(mark)
    }
    found = project.store.excerpts.find(replace(query, codes=tuple(sorted(codes))), context=context)
    return [each for each in found if each.coding.id in wanted]


def _id_of(name: str, codebook: Codebook) -> str:
    """Return the id of a code that is given by its name; ids stay as they are."""
    labels = [(each.id, each.name) for each in codebook.codes] + [(ANY_CODE, ANY_NAME)]
    names = {
        title.casefold(): code for code, label in labels for title in (label.zh, label.en, code)
    }
    return names.get(name.casefold(), name)


def _codes_of_row(corpus: Corpus, layout: Layout, code: str) -> frozenset[str]:
    rows = {row.id: row.codes for row in rows_of(corpus, layout)}
    if code not in rows:
        raise UnknownNameError("code", code, rows, listing="qualcode codebook show")
    return rows[code]


def _counts(mark: Mark, corpus: Corpus, layout: Layout) -> bool:
    if layout.statuses:
        return mark.status in layout.statuses
    known = corpus.codebook.by_id.get(mark.code)
    return is_finding(mark.status, known.kind if known else Kind.THEME)


def _in_group(corpus: Corpus, layout: Layout, name: str) -> Callable[[Mark], bool]:
    if name in {TOTAL, TOTAL_NAME.zh, TOTAL_NAME.en}:
        return lambda _: True
    columns = grouping(corpus, layout.by, layout.level)
    by_name = {
        alias.casefold(): group.id
        for group in columns.groups
        for alias in (group.name.zh, group.name.en, group.id)
    }
    if name.casefold() not in by_name:
        raise UnknownNameError("column", name, [*(each.id for each in columns.groups), TOTAL])
    wanted = by_name[name.casefold()]
    return lambda mark: wanted in columns.of(mark)
