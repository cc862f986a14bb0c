"""How shown numbers are rounded: half up, as Excel, SPSS and readers with a pencil do.

Python rounds half to even (6.25 to 6.2), which a reader who divides 2 by 32 takes for a mistake.
"""

from __future__ import annotations

from math import copysign

_TIE = 1e-9
"""What lifts a half over the edge, and what binary fractions are off by (0.285 · 100) as well;
no share of fewer than ten million persons lies so near to one."""


def half_up(number: float, digits: int) -> str:
    """Write a number with so many decimals, halves away from zero; never ``-0.0``.

    Examples:
        >>> half_up(6.25, 1), half_up(-6.25, 1), half_up(12.5, 0), half_up(-0.01, 1)
        ('6.3', '-6.3', '13', '0.0')
    """
    return f"{number + copysign(_TIE, number):z.{digits}f}"
