"""The saturation table (T11): each interview's new codes, the curve, and when it was flat."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.analysis.groups import Level, grouping
from qualcode.analysis.saturation import (
    ORDERS,
    Curve,
    chao2,
    curve,
    first_at,
    guest_namey_chen,
    only_in_holdout,
)
from qualcode.analysis.table import Cell, Column, Form, ResultTable, counts, texts
from qualcode.model.label import Label, case_count
from qualcode.model.rounding import half_up

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from qualcode.analysis.corpus import Corpus
    from qualcode.analysis.saturation import Run

EVERYBODY = "all"
THRESHOLDS = (0.05, 0.0)
"""Shares of new information at which the paper calls it saturated."""


@dataclass(frozen=True, slots=True)
class SaturationOptions:
    """How to look at it."""

    base: int = 4
    """Interviews of the base."""
    run: int = 2
    """Interviews of a run."""
    holdout: float = 1 / 3
    """Share of the interviews held out to look for codes that only they have."""
    seed: int = 1
    orders: int = ORDERS
    groups: bool = True
    """Also each subject by itself."""
    level: Level = Level.FINE


def saturation_table(
    corpus: Corpus, codes: Sequence[str], options: SaturationOptions | None = None
) -> ResultTable:
    """Return one row per interview, for everybody and for each group of speakers.

    Args:
        corpus: What is counted; its documents in the order of their names.
        codes: Leaf codes to look at.
        options: Base, run, hold-out, seed.
    """
    chosen = options or SaturationOptions()
    everybody = {person.id for person in corpus.participants}
    groups = [(EVERYBODY, Label("全部", "all"), frozenset(everybody))]
    if chosen.groups:
        groups += [
            (group.id, group.name, group.members)
            for group in grouping(corpus, "subject", chosen.level).groups
        ]
    said = _said(corpus, codes)
    rows: list[tuple[Cell, ...]] = []
    notes: list[Label] = []
    for group, name, members in groups:
        names, interviews = _interviews(corpus, said, members)
        if names:
            found = curve(interviews, seed=chosen.seed, orders=chosen.orders)
            runs = guest_namey_chen(found.new, base=chosen.base, run=chosen.run)
            rows += _rows(group, name, names, found, runs)
            notes.append(_verdict(name, interviews, runs, chosen))
    title = Label("饱和度", "Saturation")
    return ResultTable(
        "saturation", title, _COLUMNS, tuple(rows), notes=(*notes, *_warnings(len(codes), chosen))
    )


def _said(corpus: Corpus, codes: Collection[str]) -> dict[str, dict[str, list[str]]]:
    """Return the codes that each person brings up in each document, each once."""
    from qualcode.analysis.cells import distinct_lines
    from qualcode.analysis.marks import having

    frame = corpus.found[having(corpus.found, "code", codes)]
    lines = distinct_lines(frame, ["participant", "document", "code"])
    found: dict[str, dict[str, list[str]]] = {}
    columns = (lines[name].tolist() for name in ("participant", "document", "code"))
    for person, document, code in zip(*columns, strict=True):
        found.setdefault(person, {}).setdefault(document, []).append(code)
    return found


def _interviews(
    corpus: Corpus, said: Mapping[str, Mapping[str, Iterable[str]]], members: Collection[str]
) -> tuple[list[str], list[frozenset[str]]]:
    """Return the documents a group speaks in, and the codes its members bring up in each."""
    names = sorted({name for person in members for name in corpus.speech.get(person, {})})
    found: dict[str, set[str]] = {name: set() for name in names}
    for person in members:
        for document, codes in said.get(person, {}).items():
            if document in found:
                found[document].update(codes)
    return names, [frozenset(found[name]) for name in names]


def _rows(
    group: str, name: Label, names: Sequence[str], found: Curve, runs: Sequence[Run]
) -> list[tuple[Cell, ...]]:
    ratios = {run.last: run.ratio for run in runs}
    return [
        (
            *(group, name.zh, name.en, number, document),
            *(found.new[number - 1], found.total[number - 1]),
            *(found.low[number - 1], found.median[number - 1], found.high[number - 1]),
            None if ratios.get(number) is None else 100 * (ratios[number] or 0.0),
        )
        for number, document in enumerate(names, 1)
    ]


def _verdict(
    name: Label,
    interviews: Sequence[frozenset[str]],
    runs: Sequence[Run],
    options: SaturationOptions,
) -> Label:
    """Say where a group's ratio fell to the thresholds, what is held out, what may be unseen."""
    zh, en = [], []
    count = len(interviews)
    if not any(interviews):
        size = case_count(count, "interview")
        return Label(
            f"{name.zh}（{count} 份）：未见任何所选编码。", f"{name.en} ({size}): no code met."
        )
    if not runs:
        zh.append(f"份数不足，无新信息率（需 {options.base + options.run} 份）")
        en.append(f"too few for the ratio, which takes {options.base + options.run}")
    for threshold in THRESHOLDS if runs else ():
        run = first_at(runs, threshold)
        place = _reached(run, runs, threshold)
        zh.append(f"≤{threshold:.0%}：{place.zh}")
        en.append(f"≤ {threshold:.0%}: {place.en}")
    drawn, fresh = only_in_holdout(interviews, share=options.holdout, seed=options.seed)
    zh.append(f"留出 {len(drawn)} 份中独有编码 {len(fresh)} 个")
    en.append(f"{case_count(len(fresh), 'code')} only in the {len(drawn)} held out")
    unseen = chao2(interviews)
    if unseen:
        band = "{} ({}–{})".format(
            *(half_up(each, 1) for each in (unseen.estimate, unseen.low, unseen.high))
        )
        zh.append(f"已见 {unseen.seen} 个编码，Chao2 估计至少 {band}")
        en.append(f"{case_count(unseen.seen, 'code')} met, Chao2 estimate at least {band}")
    return Label(
        f"{name.zh}（{count} 份）：{'；'.join(zh)}。",
        f"{name.en} ({case_count(count, 'interview')}): {'; '.join(en)}.",
    )


def _reached(run: Run | None, runs: Sequence[Run], threshold: float) -> Label:
    """Say which run reached a threshold, and where later ones brought more again."""
    if run is None:
        return Label("未达到", "not reached")
    zh, en = f"第 {run.first}–{run.last} 份", f"interviews {run.first}–{run.last}"
    later = runs[runs.index(run) :]
    if any(each.ratio is not None and each.ratio > threshold for each in later):
        return Label(f"{zh}首次达到，其后未保持", f"{en}, first reached, not kept")
    return Label(zh, en)


def _warnings(codes: int, options: SaturationOptions) -> tuple[Label, ...]:
    return (
        Label(
            "顺序：按材料名称（不一定是访谈先后）。"
            f"新信息率（Guest、Namey、Chen 2020）：基数 {options.base} 份，窗口 {options.run} 份；"
            f"带：{options.orders} 次随机顺序的中位数与 95% 范围，种子 {options.seed}。",
            "Order: by the names of the documents, which need not be that of interviewing."
            f" New-information ratio (Guest, Namey & Chen 2020): base {options.base}, run"
            f" {options.run}; band: median and 95 % of {options.orders} random orders, seed"
            f" {options.seed}.",
        ),
        Label(
            f"编码手册是预先给定的（{codes} 个编码），曲线不会超出手册："
            "这里看到的是既定编码的覆盖，不是归纳意义上的饱和（Saunders 等 2018）。",
            f"The codebook was given beforehand ({case_count(codes, 'code')}), and the curve cannot"
            " rise above it: this is coverage of given codes, not inductive saturation"
            " (Saunders et al. 2018).",
        ),
    )


_COLUMNS = (
    *texts(("group", "组别代码"), ("group_zh", "组别"), ("group_en", "组别")),
    *counts(("number", "序号")),
    *texts(("document", "材料")),
    *counts(("new_codes", "新编码"), ("total_codes", "累计编码")),
    Column("low", Label("随机顺序 2.5%", "random order 2.5 %"), Form.RATE),
    Column("median", Label("随机顺序中位数", "random order median"), Form.RATE),
    Column("high", Label("随机顺序 97.5%", "random order 97.5 %"), Form.RATE),
    Column("new_ratio", Label("新信息率%", "new information %"), Form.PERCENT),
)
