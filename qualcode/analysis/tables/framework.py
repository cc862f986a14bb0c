"""The framework matrix (T6): a row per person, a column per family or code, words in the cells.

The tool fills what it knows: how often, the first words, where. The summary of a
cell is the researcher's and is never invented; it is taken from his memo on the
participant where he wrote one for that code.

Source: Ritchie & Spencer (1994), Qualitative data analysis for applied policy research.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from qualcode.analysis.table import Column, ResultTable, texts
from qualcode.analysis.tables.quotes import where
from qualcode.model.label import Label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qualcode.analysis.corpus import Corpus
    from qualcode.model.codebook import Code
    from qualcode.model.excerpt import Excerpt

NOTHING = ""
"""Nothing was said that was coded so: an empty cell means something too."""
SHOWN = 3
"""How many places a cell names before it counts the rest."""


def framework_table(
    corpus: Corpus,
    excerpts: Sequence[Excerpt],
    *,
    columns: Sequence[Code],
    summaries: Mapping[tuple[str, str], str] | None = None,
) -> ResultTable:
    """Return the matrix, everybody in it.

    Args:
        corpus: The people, and the tree of codes.
        excerpts: The findings with their words, by document and position.
        columns: Families or codes.
        summaries: The researcher's own summaries, by participant and code.
    """
    own = summaries or {}
    cells: defaultdict[tuple[str, str], list[Excerpt]] = defaultdict(list)
    homes = {leaf: code.id for code in columns for leaf in corpus.codebook.under(code.id)}
    for each in excerpts:
        if each.coding.code in homes:
            cells[each.participant.id, homes[each.coding.code]].append(each)
    rows = tuple(
        (
            person.id,
            person.subject,
            *(
                _cell(cells.get((person.id, code.id), []), own.get((person.id, code.id), ""))
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
            *texts(("participant", "受访者"), ("subject", "主体")),
            *(Column(code.id, code.name) for code in columns),
        ),
        rows,
        notes=(note,),
    )


def _cell(excerpts: Sequence[Excerpt], summary: str) -> str:
    if not excerpts:
        return summary or NOTHING
    places = ", ".join(where(each) for each in excerpts[:SHOWN])
    more = f" +{len(excerpts) - SHOWN}" if len(excerpts) > SHOWN else ""
    words = f"“{excerpts[0].coding.quote}” [{len(excerpts)}: {places}{more}]"
    return f"{summary} {words}" if summary else words
