"""Problem – cause – countermeasure (T9): the chain of the thesis, from what is said together.

For each problem, the causes and countermeasures that are named in the same
answer most often (Jaccard). An association of words, not a cause of things, and
the table says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.analysis.counting import Count, tally
from qualcode.analysis.table import Column, ResultTable, counts, texts
from qualcode.analysis.tables.cooccurrence import together
from qualcode.analysis.tables.windows import WINDOW_NAMES, Window
from qualcode.analysis.wording import called
from qualcode.model.codebook import Kind
from qualcode.model.label import Label

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from qualcode.analysis.corpus import Corpus
    from qualcode.analysis.table import Cell
    from qualcode.model.codebook import Code


def chain_table(
    corpus: Corpus,
    quotes: Mapping[str, str],
    window: Window = Window.TURN,
    *,
    most: int = 3,
    problems: Collection[str] = (),
) -> ResultTable:
    """Return one row per problem that was named, with what is said together with it.

    Args:
        corpus: What is counted; of its marks, those that are findings.
        quotes: A typical quote of each code.
        window: What the codings must share.
        most: How many causes and countermeasures to name.
        problems: Codes to look at; empty = all problems.
    """
    named = _Named(corpus, window)
    rows = tuple(
        (*named.cells(code, most), quotes.get(code.id, ""))
        for code in corpus.codebook.leaves
        if code.kind is Kind.PROBLEM
        and named.together.alone[code.id]
        and (not problems or code.id in problems)
    )
    place = WINDOW_NAMES[window]
    notes = (
        Label(
            f"原因与对策按与该问题在{place.zh}中共现的 Jaccard 系数排列，括号内为系数；"
            "对策后为提出该对策的人数。关联，不是因果。",
            f"Causes and countermeasures by Jaccard's index with the problem within {place.en}"
            " (in brackets); behind countermeasures, persons who propose them."
            " An association, not a cause.",
        ),
    )
    title = Label("问题–原因–对策", "Problem, cause, countermeasure")
    names = corpus.codebook.names
    columns = called(_COLUMNS, causes=names, countermeasures=names)
    return ResultTable("chain", title, columns, rows, notes=notes)


class _Named:
    """What is named together, and by how many.

    Args:
        corpus: What is counted.
        window: What codings must share.
    """

    def __init__(self, corpus: Corpus, window: Window) -> None:
        book = corpus.codebook
        self._kinds = {code.id: code.kind for code in book.codes}
        self.together = together(corpus, [code.id for code in book.leaves], window)
        self._persons = tally(corpus.found, Count.PERSONS, ["code"])
        self._references = tally(corpus.found, Count.REFERENCES, ["code"])

    def cells(self, code: Code, most: int) -> tuple[Cell, ...]:
        """Return a problem, how often it is named, and the causes and countermeasures with it."""
        causes = self._closest(code.id, Kind.CAUSE)[:most]
        answers = self._closest(code.id, Kind.COUNTERMEASURE)[:most]
        return (
            *(code.id, code.name.zh, code.name.en),
            *(self._persons.get((code.id,), 0), self._references.get((code.id,), 0)),
            "; ".join(f"{each} ({share:.2f})" for each, share in causes),
            "; ".join(
                f"{each} ({share:.2f}) n={self._persons.get((each,), 0)}" for each, share in answers
            ),
        )

    def _closest(self, problem: str, kind: Kind) -> list[tuple[str, float]]:
        """Return the codes of a kind that come together with a problem, the closest first."""
        shares = [
            (code, self.together.jaccard(problem, code) or 0.0)
            for code in self.together.partners.get(problem, ())
            if self._kinds[code] is kind
        ]
        return sorted((each for each in shares if each[1]), key=lambda each: -each[1])


_COLUMNS = (
    *texts(("code", "编码"), ("name_zh", "问题"), ("name_en", "问题英文名")),
    *counts(("n_persons", "人数"), ("n_references", "参考点")),
    Column("causes", Label("共现原因", "causes named with it")),
    Column("countermeasures", Label("相应对策", "countermeasures named with it")),
    Column("quote", Label("代表语句", "typical quote")),
)
