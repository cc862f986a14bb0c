"""The places behind a coefficient that is not 1: who coded what where, and who did not."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from qualcode.analysis.table import ResultTable, counts, texts
from qualcode.model.label import Label

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from qualcode.analysis.agreement.units import Study
    from qualcode.analysis.table import Cell
    from qualcode.model.excerpt import Mark

    _Place = tuple[str, int, str]
    """Document, sentence, code."""


def disagreements_table(study: Study, quotes: Mapping[str, str]) -> ResultTable:
    """Return one row per sentence and code that not all of its coders agree on.

    Args:
        study: What the coders made of the documents.
        quotes: The words of each coding, by its id.
    """
    judged = None if study.judged is None else _places(study, study.judged)
    rows = [
        _row(key, found, _others(key, found, study, judged), quotes)
        for key, found in sorted(_places(study, study.marks).items())
        if _others(key, found, study, judged)
    ]
    title = Label("分歧一览", "Disagreements")
    return ResultTable("disagreements", title, _COLUMNS, tuple(rows))


def _places(study: Study, by_coder: Mapping[str, Sequence[Mark]]) -> dict[_Place, dict[str, Mark]]:
    """Return, for each sentence and code, the coders who put it there, or judged it."""
    found: defaultdict[_Place, dict[str, Mark]] = defaultdict(dict)
    for coder, marks in by_coder.items():
        for mark in marks:
            for unit in mark.units:
                if mark.document in study.documents:
                    found[mark.document, unit, mark.code].setdefault(coder, mark)
    return found


def _others(
    key: _Place,
    found: Mapping[str, Mark],
    study: Study,
    judged: Mapping[_Place, Mapping[str, Mark]] | None,
) -> set[str]:
    """Return who could have put the code there and did not."""
    asked = study.documents[key[0]].coders if judged is None else judged.get(key, {}).keys()
    return set(study.coders).intersection(asked).difference(found)


def _row(
    key: _Place, found: Mapping[str, Mark], others: Collection[str], quotes: Mapping[str, str]
) -> tuple[Cell, ...]:
    document, unit, code = key
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
