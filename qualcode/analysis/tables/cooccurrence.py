"""Which codes come together (T7): in the same sentence, turn, document or person.

Counts come from one sparse product, not from pairs of codings, so a million
codings take no longer than reading them. Jaccard's index is the share of the
windows with either code that have both.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from qualcode.analysis.marks import by_unit, having
from qualcode.analysis.table import Column, Form, ResultTable, counts, texts
from qualcode.analysis.tables.windows import WINDOW_NAMES, Window
from qualcode.errors import UsageError
from qualcode.model.label import Label, case_count

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    import pandas as pd

    from qualcode.analysis.corpus import Corpus
    from qualcode.analysis.marks import Ints


FEW_TOGETHER = 3
"""Windows with both codes from which on their Jaccard coefficient is worth an order."""
MOST_CODES = 2_000
"""Codes up to which a matrix is made: it has four million cells then."""


@dataclass(frozen=True)
class Together:
    """How often codes come alone and together."""

    codes: tuple[str, ...]
    alone: Mapping[str, int]
    """Windows that have a code."""
    both: Mapping[tuple[str, str], int]
    """Windows that have two codes, the one that stands first in `codes` first."""
    same: Mapping[tuple[str, str], int]
    """Of these, the windows that have both themselves; fewer where codes may stand apart."""

    def jaccard(self, one: str, other: str) -> float | None:
        """Return windows with both over windows with either; None where neither is found."""
        pair = (one, other) if self._order[one] < self._order[other] else (other, one)
        either = self.alone[one] + self.alone[other] - self.same.get(pair, 0)
        return self.both.get(pair, 0) / either if either else None

    @cached_property
    def partners(self) -> Mapping[str, Sequence[str]]:
        """Return the codes that each code comes together with, in order."""
        found: dict[str, list[str]] = {}
        for one, other in self.both:
            found.setdefault(one, []).append(other)
            found.setdefault(other, []).append(one)
        return {code: sorted(mine, key=self._order.__getitem__) for code, mine in found.items()}

    @cached_property
    def _order(self) -> Mapping[str, int]:
        return {code: number for number, code in enumerate(self.codes)}


def together(corpus: Corpus, codes: Sequence[str], window: Window, *, reach: int = 0) -> Together:
    """Count how often codes come together.

    Args:
        corpus: What is counted; of its marks, those that are findings.
        codes: Leaf codes, in the order wanted.
        window: What they must share.
        reach: For sentences: how many sentences apart they may stand. Then a window
            is a sentence that has one code, and has the other within reach.
    """
    from scipy import sparse

    keys, numbers = _places(corpus, codes, window)
    windows, rows = np.unique(keys, return_inverse=True)
    shape = (len(windows), len(codes))
    there = sparse.csr_matrix((np.ones(len(rows), np.int64), (rows, numbers)), shape)
    there.data[:] = 1  # once a window, however often
    near = _near(windows, reach) @ there if reach and window is Window.UNIT else there.copy()
    near.data[:] = 1
    # A window with both: one here and the other near. Counted from either side,
    # those that have both here are counted twice, and taken off once.
    crossed, same = (there.T @ near).tocoo(), (there.T @ there).tocsr()
    found: dict[tuple[int, int], int] = {}
    for one, other, number in zip(crossed.row, crossed.col, crossed.data, strict=True):
        if one != other:
            pair = (int(min(one, other)), int(max(one, other)))
            found[pair] = found.get(pair, 0) + int(number)
    here = {pair: int(same[pair]) for pair in sorted(found)}
    return Together(
        tuple(codes),
        {code: int(same[number, number]) for number, code in enumerate(codes)},
        {(codes[a], codes[b]): found[a, b] - here[a, b] for a, b in here},
        {(codes[a], codes[b]): here[a, b] for a, b in here},
    )


def cooccurrence_table(
    corpus: Corpus, codes: Sequence[str], window: Window, *, reach: int = 0
) -> ResultTable:
    """Return one row per pair of codes that comes together at least once, the closest first.

    Pairs that come together in fewer than `FEW_TOGETHER` windows stand behind the others: of one
    window Jaccard's coefficient is 1 where each code stands but once.
    """
    found = together(corpus, codes, window, reach=reach)
    names = {code.id: code.name for code in corpus.codebook.codes}
    pairs = sorted(
        found.both,
        key=lambda pair: (
            found.both[pair] < FEW_TOGETHER,
            -(found.jaccard(*pair) or 0),
            -found.both[pair],
            pair,
        ),
    )
    rows = tuple(
        (
            *(a, names[a].zh, names[a].en, b, names[b].zh, names[b].en),
            *(window.value, found.both[a, b], found.alone[a], found.alone[b], found.jaccard(a, b)),
        )
        for a, b in pairs
        if found.both[a, b]
    )
    title = Label("编码共现", "Co-occurrence of codes")
    return ResultTable("cooccurrence", title, _COLUMNS, rows, notes=(_note(window, reach), _RARE))


def cooccurrence_matrix(
    corpus: Corpus, codes: Sequence[str], window: Window, *, reach: int = 0
) -> ResultTable:
    """Return the matrix as papers print it: counts above the diagonal, Jaccard below.

    The diagonal counts the windows that have the code.

    Raises:
        UsageError: When there are so many codes that nobody could read it.
    """
    if len(codes) > MOST_CODES:
        raise UsageError(
            f"a matrix of {len(codes)} codes; at most {MOST_CODES} can be shown",
            hint="`qualcode report cooccurrence` lists the pairs, --code chooses codes",
        )
    found = together(corpus, codes, window, reach=reach)
    names = {code.id: code.name for code in corpus.codebook.codes}
    rank = {code: place for place, code in enumerate(codes)}

    def cell(row: str, column: str) -> str:
        if row == column:
            return str(found.alone[row])
        if rank[row] < rank[column]:
            return str(found.both.get((row, column), 0))
        share = found.jaccard(row, column)
        return "" if share is None else f"{share:.2f}"

    rows = tuple(
        (row, names[row].zh, names[row].en, *(cell(row, column) for column in codes))
        for row in codes
    )
    columns = (
        *texts(("code", "编码"), ("name_zh", "名称"), ("name_en", "名称")),
        *(Column(code, Label(names[code].zh or code, code)) for code in codes),
    )
    title = Label("编码共现矩阵", "Co-occurrence matrix")
    half = Label(
        "右上：共现次数；左下：Jaccard 系数；对角线：含该编码的窗口数。",
        "Above the diagonal: counts; below: Jaccard's index; on it: windows that have the code.",
    )
    return ResultTable(
        "cooccurrence_matrix", title, columns, rows, notes=(_note(window, reach), half)
    )


_FAR = 64
"""Numbers kept free between two documents, so that none of their sentences are near."""


def _places(corpus: Corpus, codes: Sequence[str], window: Window) -> tuple[Ints, Ints]:
    """Return a number for the window of each coding, and the number of its code."""
    frame = corpus.found
    frame = frame[having(frame, "code", codes)]
    if window is Window.PERSON:
        frame = frame[frame["participant"] != ""]
    if window is Window.UNIT:
        frame = by_unit(frame)
    order = {code: number for number, code in enumerate(codes)}
    numbers = np.array([order.get(str(name), 0) for name in frame["code"].cat.categories] or [0])
    return _keys(frame, window), numbers[frame["code"].cat.codes.to_numpy()]


def _keys(frame: pd.DataFrame, window: Window) -> Ints:
    side = "participant" if window is Window.PERSON else "document"
    homes: Ints = frame[side].cat.codes.to_numpy().astype(np.int64)
    if window in {Window.PERSON, Window.DOCUMENT} or frame.empty:
        return np.asarray(homes)
    inner = frame["unit" if window is Window.UNIT else "turn"].to_numpy()
    return np.asarray(homes * (int(inner.max()) + 1 + _FAR) + inner)


def _near(windows: Ints, reach: int) -> Any:
    """Return windows × windows: 1 where two sentences of a document stand within reach."""
    from scipy import sparse

    pairs = []
    for step in range(-reach, reach + 1):
        places = np.searchsorted(windows, windows + step)
        inside = places < len(windows)
        here = np.flatnonzero(inside)[windows[places[inside]] == (windows + step)[inside]]
        pairs.append((here, places[here]))
    rows, columns = (np.concatenate(side) for side in zip(*pairs, strict=True))
    size = (len(windows), len(windows))
    return sparse.csr_matrix((np.ones(len(rows), np.int64), (rows, columns)), size)


def _note(window: Window, reach: int) -> Label:
    name = WINDOW_NAMES[window]
    if window is Window.UNIT and reach:
        name = Label(
            f"相距 {reach} 句以内", f"within {case_count(reach, 'sentence')} of each other"
        )
    return Label(
        f"共现窗口：{name.zh}。关联，不是因果。",
        f"Together means: {name.en}. An association, not a cause.",
    )


_RARE = Label(
    f"共现不足 {FEW_TOGETHER} 次的编码对排在最后：次数太少，Jaccard 系数说明不了什么。",
    f"Pairs together in fewer than {FEW_TOGETHER} of these stand last: of so few, Jaccard says"
    " little.",
)

_COLUMNS = (
    *texts(("code_a", "编码甲"), ("name_a_zh", "甲名称"), ("name_a_en", "甲英文名")),
    *texts(("code_b", "编码乙"), ("name_b_zh", "乙名称"), ("name_b_en", "乙英文名")),
    *texts(("window", "窗口")),
    *counts(("n_both", "共现"), ("n_a", "甲"), ("n_b", "乙")),
    Column("jaccard", Label("Jaccard 系数", "Jaccard"), Form.RATE),
)
