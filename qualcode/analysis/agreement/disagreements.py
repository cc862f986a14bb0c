"""The places behind a coefficient that is not 1: who coded what, who did not, how they differ.

They are the places that adjudication goes through: a code that only some put there, the same
code on other words, in another status, or about somebody else.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from qualcode.analysis.table import ResultTable, counts, texts
from qualcode.model.label import Label

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from qualcode.analysis.agreement.units import Study
    from qualcode.analysis.table import Cell
    from qualcode.model.excerpt import Mark

    _Place = tuple[str, int, str]
    """Document, sentence, code."""
    _Found = dict[str, list[Mark]]
    """What each coder put at a place."""

MISSING = "missing"
"""Only some of the coders put the code there."""
_VIEWS: dict[str, Callable[[Mark], object]] = {
    "span": lambda mark: (mark.start, mark.stop),
    "status": lambda mark: mark.status,
    "about": lambda mark: frozenset(mark.about.split()),
}
"""How coders differ who put the same code on a sentence, in the order of adjudication."""


def disagreements_table(
    study: Study, quotes: Mapping[str, str], settled: Collection[_Place] = ()
) -> ResultTable:
    """Return one row per sentence and code that not all of its coders agree on.

    Args:
        study: What the coders made of the documents.
        quotes: The words of each coding, by its id.
        settled: Document, sentence and code of all that the consensus has judged since; what
            touches such a place is settled, with other edges too.
    """
    settled = set(settled)
    judged = None if study.judged is None else _places(study, study.judged)
    rows = []
    for key, found in sorted(_places(study, study.codings).items()):
        others = _others(key, found, study, judged)
        if kind := _kind(found, others):
            done = "yes" if _touched(found) & settled else ""
            rows.append((*_row(key, found, others, quotes), done, kind))
    title = Label("分歧一览", "Disagreements")
    return ResultTable("disagreements", title, _COLUMNS, tuple(rows))


def _places(study: Study, by_coder: Mapping[str, Sequence[Mark]]) -> dict[_Place, _Found]:
    """Return, for each sentence and code, what the coders put there, or judged."""
    found: defaultdict[_Place, _Found] = defaultdict(dict)
    for coder, marks in by_coder.items():
        for mark in marks:
            for unit in mark.units:
                if mark.document in study.documents:
                    found[mark.document, unit, mark.code].setdefault(coder, []).append(mark)
    return found


def _touched(found: _Found) -> set[_Place]:
    marks = (mark for marks in found.values() for mark in marks)
    return {(mark.document, unit, mark.code) for mark in marks for unit in mark.units}


def _others(
    key: _Place,
    found: _Found,
    study: Study,
    judged: Mapping[_Place, _Found] | None,
) -> set[str]:
    """Return who could have put the code there and did not."""
    asked = study.documents[key[0]].coders if judged is None else judged.get(key, {}).keys()
    return set(study.coders).intersection(asked).difference(found)


def _kind(found: _Found, others: Collection[str]) -> str:
    """Return how coders differ at a place, the gravest difference first; empty: they do not."""
    if others:
        return MISSING
    for kind, view in _VIEWS.items():
        if len({frozenset(map(view, marks)) for marks in found.values()}) > 1:
            return kind
    return ""


def _row(
    key: _Place,
    found: _Found,
    others: Collection[str],
    quotes: Mapping[str, str],
) -> tuple[Cell, ...]:
    document, unit, code = key
    first = next(iter(found.values()))[0]
    statuses = {
        coder: "+".join(sorted({each.status for each in marks})) for coder, marks in found.items()
    }
    return (
        *(document, first.turn + 1, unit + 1, code),
        *(" ".join(sorted(found)), " ".join(sorted(others))),
        " ".join(f"{coder}={status}" for coder, status in sorted(statuses.items())),
        quotes.get(first.coding, ""),
    )


_COLUMNS = (
    *texts(("document", "材料")),
    *counts(("turn", "话轮"), ("unit", "句序")),
    *texts(("code", "编码"), ("coded_by", "编了的"), ("not_by", "没编的")),
    *texts(("statuses", "断言状态"), ("quote", "原话")),
    *texts(("settled", "已裁决"), ("differ_in", "分歧在")),
)
