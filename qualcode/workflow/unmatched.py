"""What a table says where a question leaves no coding, lest its zeros be taken for findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.analysis.table import Form
from qualcode.model.label import Label
from qualcode.model.naming import kind_name, review_name, status_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qualcode.analysis.table import ResultTable
    from qualcode.model.codebook import Kind
    from qualcode.workflow.filters import Filters


def is_all_zeros(table: ResultTable) -> bool:
    """Tell whether a table has rows, and counts nothing in any of them."""
    counted = [n for n, each in enumerate(table.columns) if each.form in {Form.COUNT, Form.RATE}]
    return bool(table.rows) and not any(row[number] for row in table.rows for number in counted)


NOBODY = Label(
    "无可列者：没有符合条件的受访者。", "Nothing to list: the filters leave no participant."
)


def unmatched(
    filters: Filters, kinds: Sequence[Kind] = (), *, compared: Sequence[str] = ()
) -> Label:
    """Return the sentence that names the filters which no coding that counts has passed.

    Args:
        filters: What the user asked for.
        kinds: Kinds of code that were asked for.
        compared: The two sides that are compared.
    """
    zh, en = _sides(filters, kinds, compared)
    return Label(
        f"没有符合条件的计入编码：{zh or '任何编码'}。",
        f"No coding matches: {en or 'any code'} (of those that count).",
    )


def filtered(filters: Filters) -> tuple[Label, ...]:
    """Return the sentence that names the filters of a table, which cannot be seen in it.

    A filter on codings leaves the base as it is, and the sentence says so.
    """
    zh, en = _sides(filters)
    if not en:
        return ()
    base = "；`--where` 只筛选编码，分母不变（`--persons` 筛选受访者）" if filters.where else ""
    more = (
        "; --where chooses codings and leaves the base as it is (--persons chooses persons)"
        if filters.where
        else ""
    )
    return (Label(f"筛选：{zh}{base}。", f"Only: {en}{more}."),)


def _sides(
    filters: Filters, kinds: Sequence[Kind] = (), compared: Sequence[str] = ()
) -> tuple[str, str]:
    """Return what is asked for in words, Chinese and English; empty where it is everything."""
    sides = (
        ("两侧", "sides", _as_given(compared)),
        ("类别", "kind", [kind_name(each) for each in kinds]),
        ("编码", "code", _as_given(filters.codes)),
        ("主体", "subject", _as_given(filters.subjects)),
        ("受访者", "participant", _as_given(filters.participants)),
        ("材料", "document", _as_given(filters.documents)),
        ("编码者", "coder", _as_given(filters.coders)),
        ("断言状态", "status", [status_name(each) for each in filters.statuses]),
        ("审核", "review", [review_name(each) for each in filters.reviews]),
        ("所谈主体", "about", _as_given(filters.about)),
        ("条件", "where", _as_given([filters.where] if filters.where else [])),
        ("人", "persons", _as_given([filters.persons] if filters.persons else [])),
    )
    zh = [f"{name} {'、'.join(each.zh for each in said)}" for name, _, said in sides if said]
    en = [f"{name} {', '.join(each.en for each in said)}" for _, name, said in sides if said]
    return "；".join(zh), "; ".join(en)


def _as_given(words: Iterable[str]) -> list[Label]:
    return [Label(word, word) for word in words]
