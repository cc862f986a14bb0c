"""Who says it of whom (T5): rows speak, columns are spoken of, the diagonal is self-report.

The finding that poor households lack drive is mostly a statement of officials
about households. Who acts explains by the situation, who looks on by the person
(actor–observer asymmetry, Jones & Nisbett 1971); whether that is so here can be
read off the table, it is not assumed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.analysis.counting import Count, tally
from qualcode.analysis.groups import UNCLEAR, Level, grouping
from qualcode.analysis.notes import about_note
from qualcode.analysis.table import Column, Form, Heading, ResultTable, texts
from qualcode.model.label import Label

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    import pandas as pd

    from qualcode.analysis.corpus import Corpus
    from qualcode.analysis.groups import Group
    from qualcode.analysis.table import Cell

    Cells = Mapping[tuple[str, ...], int]
    """Counts by who speaks and who is spoken of."""


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
    said = said_of(corpus, codes, level)
    persons = tally(said, Count.PERSONS, ["speaker", "target"])
    refs = tally(said, Count.REFERENCES, ["speaker", "target"])
    used = {about for _, about in refs} | {UNCLEAR}
    columns = [group for group in spoken_of.groups if group.id in used]
    rows = tuple(_row(row, columns, persons, refs) for row in speakers.groups)
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
        notes=(*_notes(refs), *about_note(chosen(corpus, codes))),
    )


def said_of(corpus: Corpus, codes: Collection[str], level: Level) -> pd.DataFrame:
    """Return the findings with who speaks and who is spoken of: one line for each of them."""
    from qualcode.analysis.marks import spread

    frame = chosen(corpus, codes)
    for by, column in (("subject", "speaker"), ("about", "target")):
        groups = grouping(corpus, by, level)
        side = groups.depends_on
        homes = {value: groups.home(value) for value in frame[side].cat.categories}
        frame = spread(frame, side, homes, column)
    return frame


def chosen(corpus: Corpus, codes: Collection[str]) -> pd.DataFrame:
    """Return the findings of some codes; of none named, all."""
    return corpus.found_of(codes) if codes else corpus.found


def _row(
    speaker: Group, columns: Collection[Group], persons: Cells, refs: Cells
) -> tuple[Cell, ...]:
    numbers: list[Cell] = []
    for about in columns:
        cell = speaker.id, about.id
        numbers += [persons.get(cell, 0), refs.get(cell, 0)]
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


def _notes(refs: Cells) -> tuple[Label, ...]:
    own = sum(n for (speaker, about), n in refs.items() if speaker == about)
    unclear = sum(n for (_, about), n in refs.items() if about == UNCLEAR)
    other = sum(refs.values()) - own - unclear
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
