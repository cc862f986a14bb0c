"""`codebook stats` on the sample project."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Cli


def test_stats_by_code_by_pattern_and_by_set(sample: Path, cli: Cli) -> None:
    answer = cli("codebook", "stats", "--json")
    assert answer.code == 0
    rows = {row["code"]: row for row in json.loads(answer.out)["rows"]}
    row = rows["special-poor-hardship"]
    assert row["zh_hits"] > 0
    assert row["precision_pct"] is None
    assert "never fired" in answer.err
    rows = json.loads(cli("codebook", "stats", "--code", "special-poor-hardship", "--json").out)[
        "rows"
    ]
    assert sum(each["hits"] for each in rows) == row["zh_hits"] + row["en_hits"]
    assert len(rows) == row["patterns"]
    never = json.loads(cli("codebook", "stats", "--never", "--json").out)["rows"]
    assert never
    assert all(each["hits"] == 0 for each in never)
    sets = json.loads(cli("codebook", "stats", "--sets", "--json").out)["rows"]
    assert any(each["hits"] > 0 for each in sets)
    shown = cli("codebook", "stats", "--format", "table").out
    assert "zh hits" in shown
    assert cli("codebook", "stats", "--code", "nothing-such").code == 2
