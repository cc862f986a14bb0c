"""How far the theory reaches (T10): theory by kind, codes nobody used, what stayed uncoded.

Directed content analysis tends to find what it brings along (Hsieh & Shannon
2005), so the table also shows what would tell against the theory: the share of
what people said that no code takes up, and the codes that nothing bears out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.analysis.table import Cell, Column, Form, ResultTable, counts, texts
from qualcode.analysis.tables.nodes import found_marks
from qualcode.model.codebook import Kind
from qualcode.model.label import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.analysis.corpus import Corpus
    from qualcode.model.codebook import Code
    from qualcode.model.excerpt import Mark

NONE = "none"
"""The row of codes that no theory claims."""


def theory_table(corpus: Corpus, *, units: int) -> ResultTable:
    """Return one row per theory and kind of code, and what no code takes up in the notes.

    A code that two theories claim counts in the row of each, and once in the total.

    Args:
        corpus: What is counted; of its marks, those that are findings.
        units: How many sentences respondents spoke in the documents counted.
    """
    marks = found_marks(corpus)
    book = corpus.codebook
    theories = [*book.theories, NONE]
    rows = []
    for theory in theories:
        for kind in Kind:
            codes = [code for code in book.leaves if code.kind is kind and _claims(theory, code)]
            if codes:
                rows.append(_row(theory, kind, codes, corpus, marks))
    rows.append(_row("total", None, list(book.leaves), corpus, marks))
    title = Label("理论覆盖", "Theory coverage")
    return ResultTable("theory", title, _COLUMNS, tuple(rows), notes=_notes(corpus, marks, units))


def coded_units(marks: Sequence[Mark]) -> set[tuple[str, int]]:
    """Return the sentences that some coding touches, as document and number."""
    return {
        (mark.document, unit) for mark in marks for unit in range(mark.unit, mark.unit_last + 1)
    }


def _claims(theory: str, code: Code) -> bool:
    return theory in code.theory or (theory == NONE and not code.theory)


def _row(
    theory: str, kind: Kind | None, codes: Sequence[Code], corpus: Corpus, marks: Sequence[Mark]
) -> tuple[Cell, ...]:
    ids = {code.id for code in codes}
    mine = [mark for mark in marks if mark.code in ids]
    name = corpus.codebook.theories.get(
        theory, Label("合计", "all") if kind is None else Label("无", "none")
    )
    used = {mark.code for mark in mine}
    return (
        *(theory, name.zh, name.en, kind.value if kind else ""),
        *(len(ids), len(used), len({mark.participant for mark in mine} - {""}), len(mine)),
        100 * len(used) / len(ids) if ids else None,
    )


def _notes(corpus: Corpus, marks: Sequence[Mark], units: int) -> tuple[Label, ...]:
    used = {mark.code for mark in marks}
    unused = [code.id for code in corpus.codebook.leaves if code.id not in used]
    coded = len(coded_units(list(corpus.marks)))
    share = f"{100 * (units - coded) / units:.1f}" if units else "n/a"
    never_zh = "、".join(unused) or "无"
    return (
        Label(
            f"受访者共 {units} 句，{units - coded} 句（{share}%）没有任何编码；"
            "理论之外的内容就在其中。",
            f"Of {units} sentences of respondents, {units - coded} ({share} %) carry no code:"
            " what the theory does not see is among them.",
        ),
        Label(
            f"从未用到的编码（{len(unused)}）：{never_zh}。",
            f"Codes never used ({len(unused)}): {', '.join(unused) or 'none'}.",
        ),
    )


_COLUMNS = (
    *texts(
        ("theory", "理论"), ("theory_zh", "理论名称"), ("theory_en", "理论英文名"), ("kind", "性质")
    ),
    *counts(("n_codes", "编码数"), ("n_used", "用到的编码"), ("n_persons", "人数")),
    *counts(("n_references", "参考点")),
    Column("pct_used", Label("用到%", "% used"), Form.PERCENT),
)
