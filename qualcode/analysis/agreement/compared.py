"""What a reliability table says of what it compares: codes that count, statuses, documents."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from qualcode.analysis.agreement.alpha import krippendorff_alpha
from qualcode.analysis.agreement.coefficients import raw_agreement
from qualcode.analysis.agreement.statuses import status_ratings
from qualcode.model.label import Label, case_count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.analysis.agreement.basis import Basis
    from qualcode.analysis.agreement.units import Study

_NAMED = 10
"""Documents that are named; of more, the number is told."""


def compared(study: Study) -> Label:
    """Say what is compared: whether the code counts, or whether it was put there at all."""
    if study.statuses is None:
        return Label(
            "比较的是有无该编码，不论断言状态（默认比较是否计入：`--what counts`）。",
            "Compared is whether the code was put there, in whatever status (`--what counts`, the"
            " default, compares whether it counts).",
        )
    zh, en = study.statuses.zh, study.statuses.en
    return Label(
        f"比较的是该处编码是否计入频次表：{zh}。`--what code` 不论断言状态。",
        f"Compared is whether the code counts there, as tables count it ({en}); `--what code`"
        " takes it in whatever status.",
    )


def statuses_note(study: Study, basis: Basis) -> list[Label]:
    """Say how far coders agree on the status where two put the same code."""
    ratings = status_ratings(study, basis)
    if not ratings.pairable:
        return []
    raw, alpha = (float(each(ratings)[0]) for each in (raw_agreement, krippendorff_alpha))
    is_known = isfinite(alpha) and ratings.pairable > 1
    why = Label("一种状态", "status") if ratings.pairable > 1 else Label("一处", "place")
    places = case_count(ratings.pairable, "place")
    return [
        Label(
            f"两人同处同码的 {ratings.pairable} 处，断言状态一致率 {raw:.3f}，"
            + (f"alpha {alpha:.3f}。" if is_known else f"alpha 无定义（只有{why.zh}）。"),
            f"Status, on the {places} where two put the same code: raw agreement {raw:.3f},"
            + (f" alpha {alpha:.3f}." if is_known else f" alpha n/a (only one {why.en})."),
        )
    ]


def alone_note(study: Study) -> list[Label]:
    """Name the documents that only one of the coders has worked in."""
    if not study.alone:
        return []
    some = list(study.alone.items())[:_NAMED]
    number, rest = len(study.alone), len(study.alone) - len(some)
    zh = "、".join(f"{name}（{coder}）" for name, coder in some)
    en = ", ".join(f"{name} ({coder})" for name, coder in some)
    return [
        Label(
            f"未计 {number} 份材料，其中只有一人有编码：{zh}"
            f"{f' 等，另 {rest} 份' if rest else ''}。没有任何编码的人，是读过而无还是未读，"
            "由 `qualcode read 材料 --whole` 说明。",
            f"{case_count(number, 'document')} left out, where only one of them coded anything:"
            f" {en}{f' and {rest} more' if rest else ''}. Who coded nothing there may have found"
            " nothing, or not have read it: `qualcode read DOCUMENT --whole` tells.",
        )
    ]


def some_of(names: Sequence[str], joint: str) -> str:
    """Return the first names, and how many more there are."""
    rest = len(names) - _NAMED
    return joint.join(names[:_NAMED]) + (f" + {rest}" if rest > 0 else "")
