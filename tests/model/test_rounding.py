"""Halves go up, as readers recompute them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest

from qualcode.model.rounding import half_up


@pytest.mark.parametrize("digits", [0, 1, 2])
def test_shares_are_rounded_as_with_a_pencil(digits: int) -> None:
    step = Decimal(1).scaleb(-digits)
    for base in (7, 8, 16, 32, 40, 80, 96, 160, 640, 2000):
        for number in range(base + 1):
            exact = (Decimal(100 * number) / base).quantize(step, ROUND_HALF_UP)
            assert half_up(100 * number / base, digits) == str(exact)
            assert half_up(number / base * 100, digits) == str(exact)


def test_what_falls_short_is_rounded_alike_and_nothing_is_minus_zero() -> None:
    assert half_up(-6.25, 1) == "-6.3"
    assert half_up(-0.04, 1) == half_up(-0.0, 1) == "0.0"
