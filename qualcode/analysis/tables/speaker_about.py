"""Who says it of whom (T5): rows speak, columns are spoken of, the diagonal is self-report.

The finding that poor households lack drive is mostly a statement of officials
about households. Who acts explains by the situation, who looks on by the person
(actor–observer asymmetry, Jones & Nisbett 1971); whether that is so here can be
read off the table, it is not assumed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.analysis.groups import UNCLEAR, Level, grouping
from qualcode.analysis.table import Column, Form, Heading, ResultTable, texts
from qualcode.analysis.tables.nodes import found_marks
from qualcode.model.label import Label

if TYPE_CHECKING:
    from collections.abc import Collection

    from qualcode.analysis.corpus import Corpus
    from qualcode.analysis.groups import Group
    from qualcode.analysis.table import Cell
    from qualcode.model.excerpt import Mark


def speaker_about_table(
    corpus: Corpus, codes: Collection[str] = (), level: Level = Level.FINE
) -> ResultTable:
    """Return who speaks of whom: persons and references in each cell.

    Args:
        corpus: What is counted; of its marks, those that are findings.
        codes: Leaf codes that count; empty = all.
        level: Subjects fine or in groups.
    """
    speakers = grouping(corpus, "subject", level)
    spoken_of = grouping(corpus, "about", level)
    cells: dict[tuple[str, str], list[Mark]] = {}
    for mark in found_marks(corpus):
        if not codes or mark.code in codes:
            (speaker,) = speakers.of(mark)
            for about in spoken_of.of(mark):
                cells.setdefault((speaker, about), []).append(mark)
    used = {about for _, about in cells} | {UNCLEAR}
    columns = [group for group in spoken_of.groups if group.id in used]
    rows = tuple(_row(row, columns, cells) for row in speakers.groups)
    return ResultTable(
        "speaker_about",
        Label("谁说谁", "Who speaks of whom"),
        (
            *texts(
                ("speaker", "说话人代码"), ("speaker_zh", "说话人"), ("speaker_en", "说话人英文")
            ),
            *_columns(columns),
        ),
        rows,
        headings=tuple(Heading(group.id, group.name) for group in columns),
        notes=_notes(cells),
    )


def _row(
    speaker: Group, columns: Collection[Group], cells: dict[tuple[str, str], list[Mark]]
) -> tuple[Cell, ...]:
    numbers: list[Cell] = []
    for about in columns:
        marks = cells.get((speaker.id, about.id), [])
        numbers += [len({mark.participant for mark in marks}), len(marks)]
    return (speaker.id, speaker.name.zh, speaker.name.en, *numbers)


def _columns(groups: Collection[Group]) -> list[Column]:
    return [
        column
        for group in groups
        for column in (
            Column(f"{group.id}_n", Label("人数", "persons"), Form.COUNT, group.id),
            Column(f"{group.id}_refs", Label("参考点", "refs"), Form.COUNT, group.id),
        )
    ]


def _notes(cells: dict[tuple[str, str], list[Mark]]) -> tuple[Label, ...]:
    own = sum(len(marks) for (speaker, about), marks in cells.items() if speaker == about)
    other = sum(
        len(marks) for (speaker, about), marks in cells.items() if about not in {speaker, UNCLEAR}
    )
    unclear = sum(len(marks) for (_, about), marks in cells.items() if about == UNCLEAR)
    return (
        Label(
            "行：谁说的；列：说的是谁；每格为人数与参考点；对角线为自述。一条编码涉及几类主体时各计一次。",
            "Rows speak, columns are spoken of; persons and references; the diagonal is"
            " self-report. A coding about several subjects counts for each.",
        ),
        Label(
            f"说自己 {own} 条，说他人 {other} 条，所谈不明 {unclear} 条。"
            "同一问题由当事人说与由旁人说，解释常不同（行动者—观察者差异），请分开读。",
            f"Of themselves: {own}; of others: {other}; unclear: {unclear}. Those concerned and"
            " those who look on often explain differently (actor–observer asymmetry):"
            " read them apart.",
        ),
    )
