"""The walk over the sample: suggest, review, terms --add, code, table; and how good it all is."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.cli.conftest import Cli

CODE = "form-burden"


def rows(out: str) -> list[dict[str, Any]]:
    """Return the rows of a table that was printed as JSON."""
    found: list[dict[str, Any]] = json.loads(out)["rows"]
    return found


def references(cli: Cli) -> int:
    """Return how many references of the code the table counts."""
    told = cli("table", "--code", CODE, "--format", "csv").out
    lines = list(csv.DictReader(told.splitlines()))
    return next(int(each["references"]) for each in lines if each["code"] == CODE)


def accept(cli: Cli, codings: set[str], sheet: str) -> None:
    """Accept some proposals on a review sheet, as one would in a spreadsheet."""
    assert cli("review", "--code", CODE, "--export", sheet).code == 0
    with Path(sheet).open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    for line in lines:
        line["decision"] = "accept" if line["coding"] in codings else ""
    with Path(sheet).open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(lines[0]))
        writer.writeheader()
        writer.writerows(lines)
    told = cli("review", "--import", sheet)
    assert told.code == 0
    assert f"took over {len(codings)} decisions" in told.err


def test_from_suggestions_over_review_and_terms_to_the_table(sample: Path, cli: Cli) -> None:
    found = cli("suggest", "--code", CODE, "--limit", "14", "--min-score", "0", "--json")
    assert found.code == 0
    proposals = {each["coding"] for each in rows(found.out)}
    assert len(proposals) == 14
    before = references(cli)
    accept(cli, proposals, "decide.csv")
    counted = references(cli)
    assert counted == before + 14
    terms = rows(cli("terms", CODE, "--json", "--limit", "0").out)
    new = max(terms, key=lambda each: int(each["new"]))["term"]
    assert cli("terms", CODE, "--add", new).code == 0
    assert new in (sample / "codebook.yaml").read_text("utf-8")
    told = cli("code")
    assert told.code == 0
    assert " 0 proposals new" not in told.err
    assert references(cli) > counted
