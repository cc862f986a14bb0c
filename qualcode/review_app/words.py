"""What the screens call the values of the model, in two languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.model.label import Label
from qualcode.model.naming import about_name, action_said, source_name, status_name

if TYPE_CHECKING:
    from qualcode.model.label import Language
    from qualcode.workflow.adjudication_cases import Kind
    from qualcode.workflow.review_order import Order
    from qualcode.workflow.undoing import Undone

__all__ = [
    "about_name",
    "kind_name",
    "order_name",
    "source_name",
    "span_of_time",
    "status_name",
    "undone_said",
]

_ORDERS = {  # by value: a screen names these without loading what decides them
    "uncertain": Label("最没把握的在前", "uncertain first"),
    "code": Label("按编码", "by code"),
    "document": Label("按材料", "by document"),
    "learn": Label("学习排序", "as learnt from decisions"),
    "impact": Label("影响大的在前", "most at stake first"),
}

_KINDS = {
    "code": Label("编码不同", "different codes"),
    "missing": Label("有人未编码", "not all of them coded it"),
    "span": Label("边界不同", "different edges"),
    "status": Label("断言状态不同", "different status"),
    "about": Label("所指主体不同", "about different subjects"),
}


def order_name(order: Order) -> Label:
    """Return the name of an order of proposals."""
    return _ORDERS[order]


def kind_name(kind: Kind) -> Label:
    """Return the name of a kind of disagreement."""
    return _KINDS[kind]


def span_of_time(seconds: float, language: Language) -> str:
    """Return a time in hours and minutes, roughly."""
    minutes = round(seconds / 60)
    if minutes < 1:
        return Label("不到 1 分钟", "under a minute").say(language)
    hours, rest = divmod(minutes, 60)
    if hours:
        return f"{hours} h {rest:02d}"
    return f"{minutes} {Label('分钟', 'min').say(language)}"


def undone_said(undone: Undone, language: Language) -> str:
    """Return what was taken back or done again; of a run over many codings, how many."""
    action, number = action_said(undone.event.action, language), len(undone.codings)
    if number <= _STEP:
        return action
    return Label(f"{action}（{number} 条编码）", f"{action} ({number} codings)").say(language)


_STEP = 2
"""Codings that a step at the screen changes at most: to recode rejects one and makes another."""
