"""Long work in a thread beside a person who presses keys: the keys go first.

Python lets a thread work for 5 ms before another gets its turn, and a decision takes
dozens of turns. And now and then it stops all threads to look through every object for
garbage in rings: with the words of half a million sentences that takes seconds. So
turns are short meanwhile, and nothing is looked through.
"""

from __future__ import annotations

import gc
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

TURN = 0.0002
"""Seconds that a thread works before another gets its turn."""
_ONE_AT_A_TIME = threading.Lock()
"""Both settings are those of the whole program: who comes second waits."""


@contextmanager
def beside_keys() -> Iterator[None]:
    """Let other threads go first for as long as the block lasts."""
    with _ONE_AT_A_TIME:
        turn, is_collecting = sys.getswitchinterval(), gc.isenabled()
        sys.setswitchinterval(TURN)
        gc.disable()
        try:
            yield
        finally:
            sys.setswitchinterval(turn)
            if is_collecting:
                gc.enable()
