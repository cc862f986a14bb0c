"""The places behind a coefficient that is not 1: who coded what where, and who did not."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from qualcode.analysis.table import ResultTable, counts, texts
from qualcode.model.label import Label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qualcode.analysis.agreement.units import Study
    from qualcode.analysis.table import Cell
    from qualcode.model.excerpt import Mark


def disagreements_table(study: Study, quotes: Mapping[str, str]) -> ResultTable:
    """Return one row per sentence and code that not all of its coders agree on.

    Args:
        study: What the coders made of the documents.
        quotes: The words of each coding, by its id.
    """
    rows = [
        _row(key, found, study, quotes)
        for key, found in sorted(_places(study).items())
        if set(found) != study.documents[key[0]].coders & set(study.coders)
    ]
    title = Label("分歧一览", "Disagreements")
    return ResultTable("disagreements", title, _COLUMNS, tuple(rows))


def _places(study: Study) -> dict[tuple[str, int, str], dict[str, Mark]]:
    """Return, for each sentence and code, the coders who put it there."""
    found: defaultdict[tuple[str, int, str], dict[str, Mark]] = defaultdict(dict)
    for coder, marks in study.marks.items():
        for mark in marks:
            for unit in range(mark.unit, mark.unit_last + 1):
                if mark.document in study.documents:
                    found[mark.document, unit, mark.code].setdefault(coder, mark)
    return found


def _row(
    key: tuple[str, int, str], found: Mapping[str, Mark], study: Study, quotes: Mapping[str, str]
) -> tuple[Cell, ...]:
    document, unit, code = key
    others = study.documents[document].coders & set(study.coders) - set(found)
    first = next(iter(found.values()))
    return (
        document,
        first.turn + 1,
        unit + 1,
        code,
        " ".join(sorted(found)),
        " ".join(sorted(others)),
        " ".join(f"{coder}={mark.status}" for coder, mark in sorted(found.items())),
        quotes.get(first.coding, ""),
    )


_COLUMNS = (
    *texts(("document", "材料")),
    *counts(("turn", "话轮"), ("unit", "句序")),
    *texts(("code", "编码"), ("coded_by", "编了的"), ("not_by", "没编的")),
    *texts(("statuses", "断言状态"), ("quote", "原话")),
)
