"""The corrected table: what `table` would say had a person read all, by the same rows and columns.

Of the table's options it honours those that choose rows and groups. Filters it refuses: the
sample stands for all sentences of respondents, in the machine's hits of whoever's review, and
says nothing of a part chosen by coder, status or words.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.analysis.counting import TOTAL, Count
from qualcode.analysis.groups import Group, grouping
from qualcode.analysis.layout import TOTAL_NAME, codes_of
from qualcode.analysis.notes import codebook_note, unknown_note
from qualcode.analysis.validation.tables import corrected_table
from qualcode.errors import UsageError
from qualcode.workflow.filters import query_of
from qualcode.workflow.tabulate import fitting, uncounted
from qualcode.workflow.validating import sample_of, sentences_of

if TYPE_CHECKING:
    from qualcode.analysis.layout import Layout
    from qualcode.analysis.table import ResultTable
    from qualcode.workflow.filters import Filters
    from qualcode.workflow.project import Project
    from qualcode.workflow.tabulate import TableRequest


def corrected(project: Project, request: TableRequest) -> ResultTable:
    """Return the corrected table: estimated persons and references beside those found.

    Args:
        project: The project, with a sample that has answers.
        request: Kinds, codes and groups; references alone where they are to be counted.

    Raises:
        DataError: When there are no answers yet.
        UsageError: When something is asked for that the sample cannot tell.
    """
    _refuse(request.filters, request.layout)
    sample, seed = sample_of(project)
    codebook = project.codebook()
    query = query_of(request.filters, codebook, project.store)
    corpus = uncounted(project, codebook, replace(query, codes=()))
    layout = fitting(request.layout, codebook, query)
    groups = list(grouping(corpus, layout.by, layout.level).groups)
    everybody = frozenset(person.id for person in corpus.participants)
    groups += [Group(TOTAL, TOTAL_NAME, everybody)] if layout.totals else []
    wanted = codes_of(corpus, layout)
    codes = [code for code in codebook.leaves if code.id in wanted]
    table = corrected_table(sample, codes, list(sentences_of(project)), groups, seed=seed)
    notes = (*table.notes, *unknown_note(corpus, layout), codebook_note(corpus))
    return _counting(replace(table, notes=notes), layout.count)


def _counting(table: ResultTable, count: Count) -> ResultTable:
    """Leave out what is estimated of persons where references are counted."""
    if count is Count.PERSONS:
        return table
    return table.narrowed(
        [each.key for each in table.columns if not each.key.startswith("persons")]
    )


def _refuse(filters: Filters, layout: Layout) -> None:
    """Refuse what would change nothing here, and say why."""
    given = {
        "--subject": filters.subjects,
        "--about": filters.about,
        "--participant": filters.participants,
        "--persons": filters.persons,
        "--document": filters.documents,
        "--coder": filters.coders,
        "--status": filters.statuses,
        "--review": filters.reviews,
        "--where": filters.where,
        "--denominator coded": layout.coded_only,
        "--sort size": layout.by_size,
        "--denied": layout.denied,
        "--historical": layout.historical,
        "--ci": layout.intervals,
        "--test": layout.tests,
        "--refs": layout.references,
        f"--by {layout.by}": layout.by in {"about", "document"},
        f"--count {layout.count}": layout.count not in {Count.PERSONS, Count.REFERENCES},
    }
    refused = [option for option, value in given.items() if value]
    if refused:
        raise UsageError(
            f"--corrected does not go with {', '.join(refused)}: the validation sample stands for"
            " all sentences of respondents, and cannot tell of a part of them",
            hint="it goes with --by a property of persons, --subjects, --kind, --code, --no-totals"
            " and --count persons or references; intervals it has by itself",
        )
