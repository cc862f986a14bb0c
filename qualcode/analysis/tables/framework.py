"""The framework matrix (T6): a row per person, a column per family or code, words in the cells.

The tool fills what it knows: how often, the first words, where. The summary of a
cell is the researcher's and is never invented; it is taken from his memo on the
participant where he wrote one for that code.

Source: Ritchie & Spencer (1994), Qualitative data analysis for applied policy research.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.analysis.table import Column, ResultTable, texts
from qualcode.analysis.tables.typical import SHOWN
from qualcode.analysis.wording import called
from qualcode.model.label import Label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qualcode.analysis.corpus import Corpus
    from qualcode.analysis.tables.typical import Places
    from qualcode.model.codebook import Code, Codebook

NOTHING = ""
"""Nothing was said that was coded so: an empty cell means something too."""


def framework_table(
    corpus: Corpus,
    cells: Mapping[tuple[str, str], Places],
    quotes: Mapping[int, str],
    *,
    columns: Sequence[Code],
    summaries: Mapping[tuple[str, str], str] | None = None,
) -> ResultTable:
    """Return the matrix, everybody in it.

    Args:
        corpus: The people.
        cells: What each participant says of each column, see `typical.places`.
        quotes: The words of the first coding of each cell, by its line.
        columns: Families or codes.
        summaries: The researcher's own summaries, by participant and code.
    """
    own = summaries or {}
    rows = tuple(
        (
            person.id,
            person.subject,
            *(
                _cell(cells.get((person.id, code.id)), quotes, own.get((person.id, code.id), ""))
                for code in columns
            ),
        )
        for person in corpus.participants
    )
    note = Label(
        "每格：研究者的摘要（写在受访者备忘中，工具不代写）、首句原话、参考点数与出处；空格表示没有相应编码。",
        "Cells: the researcher's own summary (from memos; never written by the tool), the first"
        " words, references and where; an empty cell: nothing was coded so.",
    )
    return ResultTable(
        "framework",
        Label("框架矩阵", "Framework matrix"),
        (
            *called(_WHO, subject=corpus.codebook.subjects.names),
            *(Column(code.id, code.name) for code in columns),
        ),
        rows,
        notes=(note,),
    )


_WHO = texts(("participant", "受访者"), ("subject", "主体"))


def homes(codebook: Codebook, columns: Sequence[Code]) -> dict[str, str]:
    """Return the column that each leaf code stands in."""
    return {leaf: code.id for code in columns for leaf in codebook.under(code.id)}


def _cell(places: Places | None, quotes: Mapping[int, str], summary: str) -> str:
    if places is None:
        return summary or NOTHING
    more = f" +{places.number - SHOWN}" if places.number > SHOWN else ""
    found = f"{places.number}: {', '.join(places.where)}{more}"
    words = f"“{quotes.get(places.first, '')}” [{found}]"
    return f"{summary} {words}" if summary else words
