"""The reliability table (T8): each code and the whole, with intervals, and why a cell is empty."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import combinations
from math import isfinite
from typing import TYPE_CHECKING, NamedTuple

from qualcode.analysis.agreement import coefficients as by
from qualcode.analysis.agreement.alpha import krippendorff_alpha
from qualcode.analysis.agreement.basis import Basis, SetDistance
from qualcode.analysis.agreement.bootstrap import DRAWS, chosen
from qualcode.analysis.agreement.distances import SET_DISTANCES
from qualcode.analysis.agreement.holsti import composite, holsti
from qualcode.analysis.agreement.intervals import EQUAL, LEAST, intervals_of, why, without_points
from qualcode.analysis.agreement.notes import notes_of, title_of
from qualcode.analysis.agreement.sets import set_agreement, set_interval
from qualcode.analysis.agreement.spans import span_f1, study_disagreement
from qualcode.analysis.agreement.unitizing import pooled
from qualcode.analysis.table import Column, Form, ResultTable, counts, texts
from qualcode.model.label import Label

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qualcode.analysis.agreement.ratings import Floats, Ratings
    from qualcode.analysis.agreement.units import Study
    from qualcode.analysis.table import Cell
    from qualcode.model.codebook import Code

OVERALL = "all"
_AT_ONCE = 50
"""Codes whose draws are worked out together."""


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
    if len(study.documents) < LEAST:
        chosen = replace(chosen, draws=0)
    used = study.used
    f1 = span_f1(study) if study.judged is None else {}
    found = [code for code in codes if code.id in used]
    rated = _rated(study, found, chosen)
    rows = [_row(study, each, chosen.basis, f1.get(each.code.id)) for each in rated]
    rows.append(_overall(study, found, chosen))
    unused = [code.id for code in codes if code.id not in used]
    return ResultTable(
        "agreement",
        title_of(study, chosen.basis),
        _COLUMNS,
        tuple(rows),
        notes=notes_of(study, chosen, rows, unused),
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
        yield from map(_Rated, some, ratings, intervals_of(ratings, options))


def _row(study: Study, rated: _Rated, basis: Basis, f1: float | None) -> tuple[Cell, ...]:
    code, ratings, interval = rated
    is_span = basis is Basis.SPAN
    alpha = (
        study_disagreement(study, code.id).alpha if is_span else _one(krippendorff_alpha(ratings))
    )
    shown = without_points(ratings, interval)
    reason = why(ratings, alpha, is_point=shown != interval)
    return (code.id, code.name.zh, code.name.en, *_cells(ratings, alpha, shown, f1), reason)


def _cells(
    ratings: Ratings,
    alpha: float | None,
    interval: tuple[float, float] | None,
    f1: float | None = None,
) -> tuple[Cell, ...]:
    """Return what is measured, from the number of units to the F1 of spans."""
    if not ratings.pairable:
        return (0, *(None,) * 13)
    observed = (
        ratings.pairable,
        *_prevalences(ratings),
        *(_one(each(ratings)) for each in (by.raw_agreement, by.positive_agreement)),
    )
    if ratings.pairable == 1:
        return (*observed, *(None,) * 9)
    return (
        *observed,
        _one(_kappa(ratings)),
        _one(by.fleiss_kappa(ratings)),
        alpha,
        *(interval or (None, None)),
        *(_one(each(ratings)) for each in (by.gwet_ac1, by.brennan_prediger)),
        _holsti(ratings),
        f1,
    )


def _over_places(study: Study, options: AgreementOptions) -> tuple[Cell, ...]:
    """Return the row of all codes where decisions on places are compared: yes or no, nothing else.

    Of the sets of codes on a sentence nothing is known where not every code was judged.
    """
    ratings = study.presence(None, options.basis)
    (interval,) = intervals_of([ratings], options)
    shown = without_points(ratings, interval)
    cells = _cells(ratings, _one(krippendorff_alpha(ratings)), shown)
    return (OVERALL, "全部编码", "all codes", *cells, "yes or no, all places together")


def _overall(study: Study, codes: Sequence[Code], options: AgreementOptions) -> tuple[Cell, ...]:
    """Return the row of all codes: alpha of sets of codes, or alpha_u over codes."""
    name = Label("全部编码", "all codes")
    if study.judged is not None:
        return _over_places(study, options)
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
    if interval and interval[1] - interval[0] < EQUAL:
        interval = None
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


def _rate(key: str, zh: str, en: str) -> Column:
    return Column(key, Label(zh, en), Form.COEFFICIENT)


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
