"""`suggest --progress`: how much of each code is still unseen, and what reading on brings."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from qualcode.analysis.table import Column, Form, ResultTable, texts
from qualcode.model.coding import Review
from qualcode.model.label import Label
from qualcode.model.query import CodingQuery
from qualcode.suggestion.progress import reading_on, sample_of_draws, unseen
from qualcode.workflow.learned_order import DRAW, scores_now

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from qualcode.analysis.table import Cell
    from qualcode.store.waiting import Candidate
    from qualcode.suggestion.progress import Expected
    from qualcode.workflow.project import Project


def outlook(
    project: Project,
    number: int = 200,
    *,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Expected:
    """Return what deciding on the next proposals in the learned order is expected to find."""
    scores = scores_now(project, progress=progress)
    return reading_on(scores.values(), number)


def unseen_table(project: Project) -> ResultTable:
    """Return for each code how many true proposals are undecided, with a 95 % interval."""
    candidates = project.store.waiting.candidates(CodingQuery(), decided=True)
    sample = _sample(project, candidates)
    by_code: defaultdict[str, list[Candidate]] = defaultdict(list)
    for each in candidates:
        by_code[each.code].append(each)
    codebook = project.codebook()
    rows = [
        (code.id, code.name.zh, code.name.en, *_row(by_code[code.id], sample))
        for code in codebook.leaves
        if by_code[code.id]
    ]
    rows.append(("", "合计", "all codes", *_row(candidates, sample)))
    return ResultTable("unseen", Label("尚未看到的编码", "Still unseen"), _columns(), tuple(rows))


def _sample(project: Project, candidates: Sequence[Candidate]) -> set[str]:
    """Return the proposals that are a random sample of all, by the seed that drew most."""
    drawn: defaultdict[int, set[str]] = defaultdict(set)
    for event in project.store.history.latest():
        if event.action == DRAW:
            told = json.loads(event.after)
            drawn[told["seed"]] |= set(told["drawn"])
    if not drawn:
        return set()
    seed = Counter({each: len(ids) for each, ids in drawn.items()}).most_common(1)[0][0]
    decided = {each.id: each.review != Review.PROPOSED for each in candidates}
    return set(sample_of_draws(decided, drawn[seed], seed))


def _row(candidates: Sequence[Candidate], sample: set[str]) -> tuple[Cell, ...]:
    found = sum(each.review == Review.ACCEPTED for each in candidates)
    left = sum(each.review == Review.PROPOSED for each in candidates)
    drawn = [each for each in candidates if each.id in sample]
    true = sum(each.review == Review.ACCEPTED for each in drawn)
    told = unseen(len(candidates), len(drawn), true, found, left)
    counts: tuple[Cell, ...] = (found, left, len(drawn), true)
    return (*counts, *((told.expected, told.low, told.high) if told else (None, None, None)))


def _columns() -> tuple[Column, ...]:
    counts = (
        ("accepted", "已接受"),
        ("undecided", "未决定"),
        ("sample", "随机样本"),
        ("sample_accepted", "样本中接受"),
    )
    return (
        *texts(("code", "编码"), ("name_zh", "名称"), ("name_en", "英文名称")),
        *(Column(key, Label(zh, key.replace("_", " ")), Form.COUNT) for key, zh in counts),
        Column("unseen", Label("估计未见", "unseen"), Form.RATE),
        Column("low", Label("下限", "low"), Form.COUNT),
        Column("high", Label("上限", "high"), Form.COUNT),
    )
