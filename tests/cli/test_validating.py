"""`validate draw`: what it says of a sample, and what it leaves alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Cli


def test_fewer_than_asked_for_are_told_of_each_kind(sample: Path, cli: Cli) -> None:
    done = cli("validate", "draw", "--hits", "5000", "--others", "1")
    assert done.code == 0, sample
    said = done.out + done.err
    total, hits = (
        int(found[1])
        for found in (re.search(rf"{each}", said) for each in (r"drew (\d+)", r"(\d+) of 5000"))
        if found
    )
    assert 0 < hits < 5000
    assert total == hits + 1
    assert f"{hits} of 5000 with a hit, 1 of 1 without" in said


def test_one_sentence_is_one_sentence(sample: Path, cli: Cli) -> None:
    done = cli("validate", "draw", "--hits", "0", "--others", "1")
    assert "drew 1 sentence from" in done.out + done.err, sample


def test_a_draw_of_nothing_is_refused(sample: Path, cli: Cli) -> None:
    done = cli("validate", "draw", "--hits", "0", "--others", "0")
    assert done.code != 0, sample
    assert "error: no sentence is asked for" in done.err
    assert "hint:" in done.err
