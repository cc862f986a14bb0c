"""What stands above and under a reliability table: over what it is reckoned, and what follows.

Where coders only decided on what a machine proposed, the notes say so: such judgements
depend on the proposals, and nothing is known of what nobody proposed.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from qualcode.analysis.agreement.basis import BASIS_NAMES, Basis
from qualcode.analysis.agreement.compared import alone_note, compared, some_of, statuses_note
from qualcode.analysis.agreement.intervals import LEAST
from qualcode.model.label import Label, case_count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.analysis.agreement.table import AgreementOptions
    from qualcode.analysis.agreement.units import Study
    from qualcode.analysis.table import Cell

WANTED = 0.1
"""Half the width of the interval that the advice on further double coding aims at."""


_PREVALENCE = Label(
    "最低、最高占比：在两人均判断的单位中，用该编码最少与最多的编码者各用在百分之几；两者悬殊则各人宽严不一。",
    "Lowest and highest prevalence: in how many percent of the units that they judged the coder who"
    " used the code least, and the one who used it most, put it; far apart, one is stricter.",
)


def title_of(study: Study, basis: Basis) -> Label:
    """Return the title, which names what agreement is reckoned over."""
    unit = BASIS_NAMES[basis]
    zh, en = ("编码是否计入", "on what counts") if study.statuses else ("编码", "on codes")
    if study.judged is not None:
        return Label(
            f"信度表：{zh}（双方都判断过的位置：{unit.zh} × 编码）",
            f"Agreement between coders {en}, on the places that both decided ({unit.en} × code)",
        )
    return Label(
        f"信度表：{zh}（全部{unit.zh}）", f"Agreement between coders {en}, all {_plural(unit.en)}"
    )


def notes_of(
    study: Study, options: AgreementOptions, rows: Sequence[Sequence[Cell]], unused: Sequence[str]
) -> tuple[Label, ...]:
    """Return the footer of a reliability table; its last row is that of the whole."""
    is_decided = study.judged is not None
    notes = [
        _decided(study, options.basis) if is_decided else _coders(study, options.basis),
        compared(study),
        *statuses_note(study, options.basis),
        _intervals_note(study, options, rows),
        *alone_note(study),
        _PREVALENCE,
    ]
    if unused:
        text = f"{len(unused)}"
        notes.append(
            Label(
                f"无人使用的编码：{text} 个，不列。", f"Codes that nobody used, left out: {text}."
            )
        )
    if not is_decided and len(study.documents) > 1 and _has_no_interval(rows[-1], options):
        notes.append(_LEFT_OUT)
    dependent = _dependence(study)
    more = None if is_decided or dependent else _further(rows[-1], options)
    return (*notes, *dependent, *([more] if more else []))


def _coders(study: Study, basis: Basis) -> Label:
    unit = BASIS_NAMES[basis]
    coders = ", ".join(study.coders)
    number = len(study.documents)
    done = Label("通读", "read to the end") if study.is_read else Label("编码", "coded")
    return Label(
        f"编码者：{coders}。单位：{unit.zh}（单位越大，一致性越高）。"
        f"{number} 份材料由至少两人{done.zh}。",
        f"Coders: {coders}. Unit: {unit.en} (the larger, the higher the agreement)."
        f" {case_count(number, 'document')} {done.en} by at least two.",
    )


def _decided(study: Study, basis: Basis) -> Label:
    """Say on how many places agreement is reckoned, and how many only one coder decided."""
    ratings = study.judgements(None, basis)
    coders, both, one = ", ".join(study.coders), ratings.pairable, ratings.units - ratings.pairable
    return Label(
        f"编码者：{coders}。只计至少两人都判断过的 {both} 处；"
        f"仅一人判断过的 {one} 处不计：未判断不等于“没有”。",
        f"Coders: {coders}. Reckoned on the {case_count(both, 'place')} that at least two decided;"
        f" {one} that only one decided are left out: undecided is not a no.",
    )


def _dependence(study: Study) -> list[Label]:
    """Say who only decided on proposals, and what that means for the numbers."""
    notes = []
    if study.left_out:
        notes.append(
            Label(
                f"未计 {len(study.left_out)} 份材料（{some_of(study.left_out, '、')}）："
                "其中有人未通读或只判断过机器建议；"
                "`--places decided` 计双方判断过的位置。",
                f"{case_count(len(study.left_out), 'document')} left out"
                f" ({some_of(study.left_out, ', ')}), where some coder did not read to the end or"
                " only decided on proposals;"
                " `--places decided` measures what both decided.",
            )
        )
    if study.by_hand:
        notes.append(_by_hand(study.by_hand))
    if not study.only_decided:
        return notes
    zh, en = "、".join(study.only_decided), " and ".join(study.only_decided)
    told = Label(
        f"{zh} 没有自行编码，只判断了机器提出的建议：判断并不独立于建议，也说明不了机器漏掉了什么"
        "（`validate` 另测）。",
        f"{en} coded nothing by hand here and only decided on the machine's proposals: these"
        " judgements are not independent of what was proposed, and say nothing of what was missed"
        " (`validate` measures that).",
    )
    if study.judged is None:
        counted = Label(
            "从未判断过的单位按“双方都没有编码”计，一致率、AC1 与 alpha 因此偏高；"
            "`--places decided` 只计判断过的位置。",
            "What they never decided counts as agreed not to be there, which lifts raw agreement,"
            " AC1 and alpha; `--places decided` leaves it out.",
        )
        return [*notes, told, counted]
    return [*notes, told]


def _by_hand(coders: Sequence[str]) -> Label:
    """Warn of codings by hand among decisions: they can agree, and not differ."""
    zh, en = "、".join(coders), " and ".join(coders)
    return Label(
        f"{zh} 有自行编码：自行编码只有“是”而没有“否”，在双方都判断过的位置上使一致性偏高。",
        f"{en} coded by hand as well: by hand nobody says no, which lifts agreement on the places"
        " that both decided.",
    )


def _plural(unit: str) -> str:
    head, *rest = unit.split(" (", 1)
    return " (".join((f"{head}s", *rest))


def _intervals_note(
    study: Study, options: AgreementOptions, rows: Sequence[Sequence[Cell]]
) -> Label:
    """Say how intervals were made, or that there are none, and what the numbers are held to."""
    zh, en = "不计算区间。", "No intervals are worked out."
    if len(study.documents) < LEAST:
        zh = f"不给区间：访谈不足 {LEAST} 份，重抽样太少；也不据此建议还需双人编码多少。"
        en = (
            f"No intervals: fewer than {LEAST} interviews differ in too few draws for an interval,"
            " or for advice on how much more to code twice."
        )
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
    further = case_count(more, f"more {unit.en}", f"more {_plural(unit.en)}")
    return Label(
        f"总体 alpha 的区间半宽 {half:.2f}；要到 ±0.1，约需再双人编码 {more} 个{unit.zh}。",
        f"The interval of the overall alpha is ± {half:.2f}; for ± 0.1, about {further}"
        " should be coded by two.",
    )


_LEFT_OUT = Label(
    "总体 alpha 的区间未给出：不同的编码组合太多，抽样太久；减少 --draws 可得，"
    "或各次抽样无差别，或多数抽样中 alpha 无定义。",
    "The interval of the overall alpha is left out: with so many different sets of codes it would"
    " take minutes (fewer --draws give one), or draws do not differ, or alpha is undefined in"
    " most of them.",
)
