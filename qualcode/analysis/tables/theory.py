"""How far the theory reaches (T10): theory by kind, codes nobody used, what stayed uncoded.

Directed content analysis tends to find what it brings along (Hsieh & Shannon
2005), so the table also shows what would tell against the theory: the share of
what people said that no code takes up, and the codes that nothing bears out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.analysis.table import Cell, Column, Form, ResultTable, counts, texts
from qualcode.model.codebook import Kind
from qualcode.model.label import Label, case_count
from qualcode.model.rounding import half_up

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    import pandas as pd

    from qualcode.analysis.corpus import Corpus
    from qualcode.model.codebook import Code

NONE = "none"
"""The row of codes that no theory claims."""


def theory_table(
    corpus: Corpus,
    *,
    units: int,
    read: Mapping[str, int] | None = None,
    chosen: Collection[str] = (),
) -> ResultTable:
    """Return one row per theory and kind of code, and what no code takes up in the notes.

    A code that two theories claim counts in the row of each, and once in the total. Where only
    some codes are asked for, nothing is said of sentences without a code: others may hold there.

    Args:
        corpus: What is counted; of its marks, those that are findings.
        units: How many sentences respondents spoke in the documents counted.
        read: The same for each of these documents that somebody says to have read to the end.
        chosen: The leaf codes that are asked for; none = all.
    """
    book, wanted = corpus.codebook, frozenset(chosen)
    leaves = [code for code in book.leaves if not wanted or code.id in wanted]
    theories = [*book.theories, NONE]
    rows = []
    for theory in theories:
        for kind in Kind:
            codes = [code for code in leaves if code.kind is kind and _claims(theory, code)]
            if codes:
                rows.append(_row(theory, kind, codes, corpus))
    rows.append(_row("total", None, leaves, corpus))
    whole = () if chosen else (_uncoded(corpus, units),)
    marked = () if chosen else _read(corpus, units, read or {})
    title = Label("理论覆盖", "Theory coverage")
    notes = (*whole, _unused(corpus, leaves), *marked)
    return ResultTable("theory", title, _COLUMNS, tuple(rows), notes=notes)


def coded_units(frame: pd.DataFrame) -> int:
    """Return how many sentences some coding of a frame touches."""
    from qualcode.analysis.cells import distinct_lines
    from qualcode.analysis.marks import by_unit

    return len(distinct_lines(by_unit(frame), ["document", "unit"]))


def _claims(theory: str, code: Code) -> bool:
    return theory in code.theory or (theory == NONE and not code.theory)


def _row(theory: str, kind: Kind | None, codes: Sequence[Code], corpus: Corpus) -> tuple[Cell, ...]:
    from qualcode.analysis.marks import having

    ids = {code.id for code in codes}
    mine = corpus.found[having(corpus.found, "code", ids)]
    name = corpus.codebook.theories.get(
        theory, Label("合计", "all") if kind is None else Label("无", "none")
    )
    used = set(mine["code"].unique())
    return (
        *(theory, name.zh, name.en, kind.value if kind else ""),
        *(len(ids), len(used), len(set(mine["participant"].unique()) - {""}), len(mine)),
        100 * len(used) / len(ids) if ids else None,
    )


def _uncoded(corpus: Corpus, units: int) -> Label:
    coded = coded_units(corpus.frame)
    share = half_up(100 * (units - coded) / units, 1) if units else "n/a"
    return Label(
        f"受访者共 {units} 句，{units - coded} 句（{share}%）没有任何编码；"
        "理论之外的内容就在其中。",
        f"Of {case_count(units, 'sentence')} of respondents, {units - coded} ({share} %)"
        " carry no code: what the theory does not see is among them.",
    )


def _unused(corpus: Corpus, leaves: Sequence[Code]) -> Label:
    used = set(corpus.found["code"].unique())
    unused = [code for code in leaves if code.id not in used]
    never_zh = "、".join(f"{code.name.say('zh')}（{code.id}）" for code in unused) or "无"
    never_en = "; ".join(f"{code.name.say('en')} ({code.id})" for code in unused) or "none"
    return Label(
        f"从未用到的编码（{len(unused)}）：{never_zh}。",
        f"Codes never used ({len(unused)}): {never_en}.",
    )


def _read(corpus: Corpus, units: int, read: Mapping[str, int]) -> tuple[Label, ...]:
    """Say how many of the sentences without a code somebody has read, where anybody says so."""
    from qualcode.analysis.marks import having

    if not read:
        return ()
    frame = corpus.frame
    empty = sum(read.values()) - coded_units(frame[having(frame, "document", read)])
    left = units - coded_units(frame) - empty
    return (
        Label(
            f"没有编码的句子中，{empty} 句在 {len(read)} 份标为已通读的材料里，是读过而无编码；"
            f"其余 {left} 句所在材料无人标为通读。",
            f"Of the sentences without a code, {empty} stand in {case_count(len(read), 'document')}"
            f" marked as read to the end: read, and empty. The other {left} stand in documents"
            " that nobody has marked so.",
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
