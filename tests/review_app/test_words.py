"""Every value of the model has a name on the screens, in two languages."""

from __future__ import annotations

import pytest

from qualcode.model.coding import AboutBy, Source, Status
from qualcode.review_app.words import (
    about_name,
    kind_name,
    order_name,
    source_name,
    span_of_time,
    status_name,
)
from qualcode.workflow.adjudication_cases import Kind
from qualcode.workflow.review_order import Order


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
