"""Two sides of the data beside each other: two subjects, waves, coders or codebooks.

Persons who assert each code on either side, the difference in percentage points
with its interval, and the largest differences first. Two groups of people are
compared as such; two coders or codebooks look at the same people, so there the
interval is that of matched shares.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from qualcode.analysis.counting import Count, tally
from qualcode.analysis.differences import difference_interval, mcnemar, paired_interval
from qualcode.analysis.notes import few_note
from qualcode.analysis.significance import Adjustment, adjusted, compare_groups
from qualcode.analysis.table import Column, Form, Heading, ResultTable, texts
from qualcode.model.label import Label
from qualcode.model.naming import kinds_named

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qualcode.analysis.corpus import Corpus
    from qualcode.analysis.table import Cell
    from qualcode.model.codebook import Code


LEAST = 5
"""Persons a side from which on differences have an interval. Of fewer a share moves by more than
20 points with each of them: an interval then tells who happened to be asked."""


@dataclass(frozen=True)
class Side:
    """One of the two sides."""

    name: Label
    corpus: Corpus
    """Its people, and the codings that its side made or that its people's words got."""

    @property
    def size(self) -> int:
        """Return how many people there are."""
        return len(self.corpus.participants)

    def persons(self, code: str) -> frozenset[str]:
        """Return who asserts a code."""
        return frozenset(self._named.get(code, ())) - {""}

    def references(self, code: str) -> int:
        """Return how many codings of a code there are."""
        return self._references.get((code,), 0)

    @cached_property
    def _named(self) -> Mapping[str, set[str]]:
        from qualcode.analysis.cells import distinct_lines

        found: defaultdict[str, set[str]] = defaultdict(set)
        lines = distinct_lines(self.corpus.found, ["code", "participant"])
        for code, person in lines.itertuples(index=False, name=None):
            found[code].add(person)
        return found

    @cached_property
    def _references(self) -> Mapping[tuple[str, ...], int]:
        return tally(self.corpus.found, Count.REFERENCES, ["code"])


@dataclass(frozen=True, slots=True)
class _Line:
    """A code on both sides."""

    code: Code
    counts: tuple[int, int]
    refs: tuple[int, int]
    difference: float | None
    interval: tuple[float, float] | None
    p: float | None


def compare_table(
    first: Side,
    second: Side,
    codes: Sequence[Code],
    *,
    paired: bool = False,
    adjust: Adjustment = Adjustment.HOLM,
) -> ResultTable:
    """Return one row per code that either side has, the largest difference first.

    Args:
        first: One side.
        second: The other side.
        codes: Leaf codes to look at.
        paired: Both sides look at the same people (two coders, two codebooks).
        adjust: How p-values are adjusted for there being many codes.
    """
    sizes = first.size, second.size
    lines = [_line(code, first, second, paired=paired) for code in codes]
    lines = [line for line in lines if any(line.refs)]
    new = adjusted([line.p for line in lines], adjust)
    rows = [
        (abs(line.difference or 0), _cells(line, sizes, p_new))
        for line, p_new in zip(lines, new, strict=True)
    ]
    ordered = tuple(cells for _, cells in sorted(rows, key=lambda row: -row[0]))
    title = Label(
        f"比较：{first.name.zh} 与 {second.name.zh}",
        f"Comparison: {first.name.en} and {second.name.en}",
    )
    notes = (*_notes(first, second, paired=paired, adjust=adjust), _kinds(codes))
    heads = Heading("a", first.name, first.size), Heading("b", second.name, second.size)
    columns = _columns(first, second)
    return ResultTable("compare", title, columns, ordered, headings=heads, notes=notes)


def _line(code: Code, first: Side, second: Side, *, paired: bool) -> _Line:
    one, other = first.persons(code.id), second.persons(code.id)
    sizes = first.size, second.size
    counted = (len(one), len(other))
    refs = first.references(code.id), second.references(code.id)
    if paired:
        only = len(one - other), len(other - one)
        interval, p = paired_interval(*only, sizes[0]), mcnemar(*only)
    else:
        interval = difference_interval((counted[0], sizes[0]), (counted[1], sizes[1]))
        p = compare_groups(counted, sizes).p
    if min(sizes) < LEAST:
        interval = None
    difference = counted[0] / sizes[0] - counted[1] / sizes[1] if all(sizes) else None
    return _Line(code, counted, refs, difference, interval, p)


def _cells(line: _Line, sizes: tuple[int, int], p_new: float | None) -> tuple[Cell, ...]:
    shares = [
        100 * number / size if size else None
        for number, size in zip(line.counts, sizes, strict=True)
    ]
    low, high = line.interval or (None, None)
    return (
        *(line.code.id, line.code.name.zh, line.code.name.en),
        *(line.counts[0], shares[0], line.refs[0], line.counts[1], shares[1], line.refs[1]),
        *(None if each is None else 100 * each for each in (line.difference, low, high)),
        *(line.p, p_new),
    )


def _columns(first: Side, second: Side) -> tuple[Column, ...]:
    def side(letter: str) -> tuple[Column, ...]:
        return (
            Column(f"{letter}_n", Label("人数", "persons"), Form.COUNT, letter),
            Column(f"{letter}_pct", Label("%", "%"), Form.PERCENT, letter),
            Column(f"{letter}_refs", Label("参考点", "refs"), Form.COUNT, letter),
        )

    minus = Label(
        f"{first.name.zh} 减 {second.name.zh}（百分点）",
        f"{first.name.en} minus {second.name.en}, points",
    )
    return (
        *texts(("code", "编码"), ("name_zh", "名称"), ("name_en", "英文名称")),
        *side("a"),
        *side("b"),
        Column("difference", minus, Form.PERCENT),
        Column("ci_low", Label("95% 区间下限", "95 % interval low"), Form.PERCENT),
        Column("ci_high", Label("95% 区间上限", "95 % interval high"), Form.PERCENT),
        Column("p", Label("p", "p"), Form.PROBABILITY),
        Column("p_adjusted", Label("校正 p", "adjusted p"), Form.PROBABILITY),
    )


def _kinds(codes: Sequence[Code]) -> Label:
    """Say which kinds of code are compared."""
    names = kinds_named({code.kind for code in codes})
    return Label(f"所比编码的类别：{names.zh}。", f"Kinds of code compared: {names.en}.")


def _too_few(sizes: Sequence[int]) -> tuple[Label, ...]:
    """Say why differences have no interval where a side has hardly anybody."""
    if min(sizes) >= LEAST:
        return ()
    return (
        Label(
            f"一侧不足 {LEAST} 人，差值不给区间：每多一人，占比就变动 20 个百分点以上。",
            f"No intervals: a side has fewer than {LEAST} persons, of whom each moves its share by"
            " more than 20 points.",
        ),
    )


def _notes(first: Side, second: Side, *, paired: bool, adjust: Adjustment) -> tuple[Label, ...]:
    sizes = first.size, second.size
    how = (
        Label(
            "同一批人：Agresti–Min 区间，McNemar 精确检验",
            "same people: Agresti–Min, exact McNemar",
        )
        if paired
        else Label("不同的人：Newcombe 区间，Fisher 精确检验", "different people: Newcombe, Fisher")
    )
    return (
        Label(
            f"{first.name.zh} N = {sizes[0]}，{second.name.zh} N = {sizes[1]}。{how.zh}；"
            f"p 值校正：{adjust.value}。描述性统计，非随机样本。",
            f"{first.name.en} N = {sizes[0]}, {second.name.en} N = {sizes[1]}. Intervals and tests:"
            f" {how.en}; p-values adjusted by: {adjust.value}. Descriptive; the sample is not"
            " random.",
        ),
        *_too_few(sizes),
        *([] if paired else few_note([(each.name, each.size) for each in (first, second)])),
    )
