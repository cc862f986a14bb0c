"""Every value of the model has a name on the screens, in two languages."""

from __future__ import annotations

import pytest

from qualcode.model.change import Change
from qualcode.model.coding import AboutBy, Source, Status
from qualcode.model.history import Event
from qualcode.model.memo import Target
from qualcode.review_app.words import (
    about_name,
    kind_name,
    order_name,
    source_name,
    span_of_time,
    status_name,
    undone_said,
)
from qualcode.workflow.adjudication_cases import Kind
from qualcode.workflow.review_order import Order
from qualcode.workflow.undoing import Undone


def test_every_value_has_a_name() -> None:
    names = [
        *map(status_name, Status),
        *map(source_name, Source),
        *map(kind_name, Kind),
        *map(about_name, AboutBy),
        *map(order_name, Order),
    ]
    assert all(name.zh and name.en for name in names)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(10, "under a minute"), (60, "1 min"), (1800, "30 min"), (3700, "1 h 02"), (7200, "2 h 00")],
)
def test_times_are_told_roughly(seconds: float, said: str) -> None:
    assert span_of_time(seconds, "en") == said


@pytest.mark.parametrize(
    ("number", "en", "zh"),
    [(1, "suggest", "学习建议"), (33, "suggest (33 codings)", "学习建议（33 条编码）")],
)
def test_what_is_undone_of_a_run_tells_how_much(number: int, en: str, zh: str) -> None:
    changes = tuple(Change("coding", {"id": str(n)}, None, {}) for n in range(number))
    undone = Undone(Event("", "li", "suggest", Target.PROJECT, ""), changes, 7)
    assert (undone_said(undone, "en"), undone_said(undone, "zh")) == (en, zh)
