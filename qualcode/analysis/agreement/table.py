"""The reliability table (T8): each code and the whole, with intervals, and why a cell is empty."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from math import ceil, isfinite
from typing import TYPE_CHECKING, NamedTuple

from qualcode.analysis.agreement import coefficients as by
from qualcode.analysis.agreement.alpha import krippendorff_alpha
from qualcode.analysis.agreement.basis import BASIS_NAMES, Basis, SetDistance
from qualcode.analysis.agreement.bootstrap import DRAWS, bootstraps, chosen
from qualcode.analysis.agreement.distances import SET_DISTANCES, nominal
from qualcode.analysis.agreement.holsti import composite, holsti
from qualcode.analysis.agreement.sets import set_agreement, set_interval
from qualcode.analysis.agreement.spans import span_f1, study_disagreement
from qualcode.analysis.agreement.unitizing import pooled
from qualcode.analysis.table import Column, Form, ResultTable, counts, texts
from qualcode.model.label import Label, case_count

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from qualcode.analysis.agreement.ratings import Floats, Ratings
    from qualcode.analysis.agreement.units import Study
    from qualcode.analysis.table import Cell
    from qualcode.model.codebook import Code

OVERALL = "all"
_AT_ONCE = 50
"""Codes whose draws are worked out together."""
WANTED = 0.1
"""Half the width of the interval that the advice on further double coding aims at."""


@dataclass(frozen=True, slots=True)
class AgreementOptions:
    """What to measure, and how."""

    basis: Basis = Basis.SENTENCE
    set_distance: SetDistance = SetDistance.MASI
    """Distance between sets of codes for the overall alpha, see `SET_DISTANCES`."""
    seed: int = 1
    draws: int = DRAWS
    """Resamples of the interviews; 0 = no intervals."""


def agreement_table(
    study: Study, codes: Sequence[Code], options: AgreementOptions | None = None
) -> ResultTable:
    """Return one row per code that anybody used, then the whole.

    Args:
        study: What the coders made of the documents.
        codes: Leaf codes in order; those that nobody used are counted in the notes.
        options: Unit, distance, bootstrap.
    """
    chosen = options or AgreementOptions()
    used = frozenset(study.places.codes)
    f1 = span_f1(study)
    found = [code for code in codes if code.id in used]
    rated = _rated(study, found, chosen)
    rows = [_row(study, each, chosen.basis, f1.get(each.code.id)) for each in rated]
    rows.append(_overall(study, found, chosen))
    unused = [code.id for code in codes if code.id not in used]
    return ResultTable(
        "agreement",
        Label("信度表", "Agreement between coders"),
        _COLUMNS,
        tuple(rows),
        notes=_notes(study, chosen, rows, unused),
    )


class _Rated(NamedTuple):
    """A code with what coders made of it."""

    code: Code
    ratings: Ratings
    interval: tuple[float, float] | None
    """Of alpha."""


def _rated(study: Study, codes: Sequence[Code], options: AgreementOptions) -> Iterator[_Rated]:
    """Yield each code with its ratings; the intervals of a few dozen are drawn at once."""
    for start in range(0, len(codes), _AT_ONCE):
        some = codes[start : start + _AT_ONCE]
        ratings = [study.presence(code.id, options.basis) for code in some]
        yield from map(_Rated, some, ratings, _intervals(ratings, options))


def _row(study: Study, rated: _Rated, basis: Basis, f1: float | None) -> tuple[Cell, ...]:
    code, ratings, interval = rated
    is_span = basis is Basis.SPAN
    alpha = (
        study_disagreement(study, code.id).alpha if is_span else _one(krippendorff_alpha(ratings))
    )
    return (
        *(code.id, code.name.zh, code.name.en, ratings.pairable),
        *_prevalences(ratings),
        *(_one(each(ratings)) for each in (by.raw_agreement, by.positive_agreement)),
        _one(_kappa(ratings)),
        _one(by.fleiss_kappa(ratings)),
        alpha,
        *(interval or (None, None)),
        *(_one(each(ratings)) for each in (by.gwet_ac1, by.brennan_prediger)),
        _holsti(ratings),
        f1,
        _why(ratings, alpha),
    )


def _overall(study: Study, codes: Sequence[Code], options: AgreementOptions) -> tuple[Cell, ...]:
    """Return the row of all codes: alpha of sets of codes, or alpha_u over codes."""
    name = Label("全部编码", "all codes")
    if options.basis in {Basis.SPAN, Basis.CHARACTER}:
        each_code = [study_disagreement(study, code.id) for code in codes]
        alpha = pooled(each_code).alpha
        units = sum(size.of(options.basis) for size in study.documents.values())
        blank: tuple[Cell, ...] = (None,) * 11
        return (OVERALL, name.zh, name.en, units, *blank[:6], alpha, *blank[:6], "alpha_u 2004")
    sets = study.sets(options.basis)
    distance = SET_DISTANCES[options.set_distance]
    found = set_agreement(sets, distance)
    interval = None
    if options.draws:
        draws = chosen(len(study.documents), options.seed, options.draws)
        interval = set_interval(sets, distance, draws)
    return (
        *(OVERALL, name.zh, name.en, found.units, None, None),
        *(found.raw, None, None, None, found.alpha),
        *(interval or (None, None)),
        *(None, None, None, None, distance.label),
    )


def _prevalences(ratings: Ratings) -> tuple[Cell, Cell]:
    """Return the smallest and the largest share of units that a coder gave the code, in percent."""
    shares = [by.prevalence(ratings, coder, True) for coder in range(ratings.coders)]
    known = [100 * share for share in shares if isfinite(share)]
    return (min(known), max(known)) if known else (None, None)


def _kappa(ratings: Ratings) -> Floats:
    """Return Cohen's kappa of two coders, Conger's of more."""
    return by.cohen_kappa(ratings) if ratings.coders == 2 else by.conger_kappa(ratings)


def _intervals(
    ratings: Sequence[Ratings], options: AgreementOptions
) -> Iterable[tuple[float, float] | None]:
    if not options.draws or options.basis is Basis.SPAN:
        return [None] * len(ratings)
    return bootstraps(
        ratings,
        lambda data, weights: krippendorff_alpha(data, nominal, weights),
        seed=options.seed,
        draws=options.draws,
    )


def _holsti(ratings: Ratings) -> float | None:
    """Return Holsti's K of two coders, the composite of more, of what was found to be there."""
    pairs = []
    for one, other in combinations(range(ratings.coders), 2):
        both: Counter[tuple[bool, bool]] = Counter()
        for pattern, weight in zip(ratings.patterns, ratings.total[0], strict=True):
            if pattern[one] is not None and pattern[other] is not None:
                both[bool(pattern[one]), bool(pattern[other])] += int(weight)
        agreed = both[True, True]
        value = holsti(agreed, agreed + both[True, False], agreed + both[False, True])
        if value is not None:
            pairs.append(value)
    if not pairs:
        return None
    mean = sum(pairs) / len(pairs)
    return mean if ratings.coders == 2 else composite(mean, ratings.coders)


def _one(values: Floats) -> float | None:
    value = float(values[0])
    return value if isfinite(value) else None


def _why(ratings: Ratings, alpha: float | None) -> str:
    """Say why alpha is not there, or why it says little."""
    if ratings.pairable == 0:
        return "n/a: no unit coded by two coders"
    if alpha is None:
        return "n/a: no variation (only one value used)"
    return ""


def _notes(
    study: Study, options: AgreementOptions, rows: Sequence[tuple[Cell, ...]], unused: Sequence[str]
) -> tuple[Label, ...]:
    unit = BASIS_NAMES[options.basis]
    coders = ", ".join(study.coders)
    number = len(study.documents)
    notes = [
        Label(
            f"编码者：{coders}。单位：{unit.zh}（单位越大，一致性越高）。"
            f"{number} 份材料由至少两人编码。",
            f"Coders: {coders}. Unit: {unit.en} (the larger, the higher the agreement)."
            f" {case_count(number, 'document')} coded by at least two.",
        ),
        _intervals_note(options, rows),
    ]
    if unused:
        text = f"{len(unused)}"
        notes.append(
            Label(
                f"无人使用的编码：{text} 个，不列。", f"Codes that nobody used, left out: {text}."
            )
        )
    if len(study.documents) > 1 and _has_no_interval(rows[-1], options):
        notes.append(_LEFT_OUT)
    more = _further(rows[-1], options)
    return (*notes, more) if more else tuple(notes)


def _intervals_note(options: AgreementOptions, rows: Sequence[Sequence[Cell]]) -> Label:
    """Say how intervals were made, or that there are none, and what the numbers are held to."""
    zh, en = "不计算区间。", "No intervals are worked out."
    if any(row[11] is not None for row in rows):
        zh = f"区间：对访谈做自助法重抽样 {options.draws} 次，种子 {options.seed}，95% 百分位区间。"
        en = (
            f"Intervals: {options.draws} bootstrap draws of interviews, seed {options.seed}, 95 %"
            " percentiles."
        )
    return Label(
        f"{zh}Holsti 未校正偶然一致。门槛（Krippendorff）：≥ .800 可用，.667–.800 暂用。",
        f"{en} Holsti is not corrected for chance. Krippendorff's bar: .800 and above"
        " to rely on, .667 to .800 tentative.",
    )


def _has_no_interval(overall: Sequence[Cell], options: AgreementOptions) -> bool:
    """Tell whether the overall alpha is there and its interval, which is asked for, is not."""
    is_sets = options.basis in {Basis.SENTENCE, Basis.TURN}
    return bool(options.draws) and is_sets and overall[10] is not None and overall[11] is None


def _further(overall: Sequence[Cell], options: AgreementOptions) -> Label | None:
    """Say how much more to code twice for ± 0.1: intervals shrink with the root of n."""
    units, low, high = overall[3], overall[11], overall[12]
    if not (isinstance(units, int) and isinstance(low, float) and isinstance(high, float)):
        return None
    half = (high - low) / 2
    more = ceil(units * (half / WANTED) ** 2) - units
    unit = BASIS_NAMES[options.basis]
    if more <= 0:
        return Label(
            f"总体 alpha 的区间半宽 {half:.2f}，已不超过 ±0.1。",
            f"The interval of the overall alpha is ± {half:.2f}: no more double coding is needed"
            " for ± 0.1.",
        )
    return Label(
        f"总体 alpha 的区间半宽 {half:.2f}；要到 ±0.1，约需再双人编码 {more} 个{unit.zh}。",
        f"The interval of the overall alpha is ± {half:.2f}; for ± 0.1, about {more} more"
        f" {unit.en}s coded by two are needed.",
    )


_LEFT_OUT = Label(
    "总体 alpha 的区间未给出：不同的编码组合太多，抽样太久；减少 --draws 可得，"
    "或多数抽样中 alpha 无定义。",
    "The interval of the overall alpha is left out: with so many different sets of codes it would"
    " take minutes (fewer --draws give one), or alpha is undefined in most draws.",
)


def _rate(key: str, zh: str, en: str) -> Column:
    return Column(key, Label(zh, en), Form.RATE)


_COLUMNS = (
    *texts(("code", "编码"), ("name_zh", "名称"), ("name_en", "英文名称")),
    *counts(("n_units", "单位数")),
    Column("prevalence_min", Label("最低占比%", "lowest prevalence %"), Form.PERCENT),
    Column("prevalence_max", Label("最高占比%", "highest prevalence %"), Form.PERCENT),
    _rate("raw", "一致率", "raw agreement"),
    _rate("positive", "正一致率", "positive agreement"),
    _rate("kappa", "Cohen/Conger kappa", "Cohen/Conger kappa"),
    _rate("fleiss", "Scott/Fleiss", "Scott/Fleiss"),
    _rate("alpha", "Krippendorff alpha", "Krippendorff alpha"),
    _rate("alpha_low", "alpha 下限", "alpha low"),
    _rate("alpha_high", "alpha 上限", "alpha high"),
    _rate("ac1", "Gwet AC1", "Gwet AC1"),
    _rate("brennan_prediger", "Brennan–Prediger", "Brennan–Prediger"),
    _rate("holsti", "Holsti", "Holsti"),
    _rate("span_f1", "片段 F1", "span F1"),
    *texts(("note", "说明")),
)
