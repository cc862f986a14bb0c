"""Every cell of the table, recounted from codings.csv by another hand: plain csv, plain loops."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Cli

Rows = list[dict[str, str]]


def rows_of(path: Path) -> Rows:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def counts(row: dict[str, str]) -> bool:
    """The published counting rule, written down once more."""
    if row["review"] == "rejected":
        return False
    return row["status"] in {"asserted", "partial"} or (
        row["kind"] == "countermeasure" and row["status"] == "normative"
    )


@pytest.fixture
def exported(sample: Path, cli: Cli) -> Path:
    assert cli("export", "out").code == 0
    return sample / "out"


def test_each_cell_of_the_table_is_what_codings_csv_says(exported: Path, cli: Cli) -> None:
    assert cli("table", "--kind", "all", "--out", "table.csv").code == 0
    codings = [row for row in rows_of(exported / "codings.csv") if counts(row)]
    people = rows_of(exported / "case_by_code.csv")
    persons: dict[tuple[str, str], set[str]] = defaultdict(set)
    references: dict[str, int] = defaultdict(int)
    for row in codings:
        for name in (row["code"], row["family"], "any"):
            persons[name, row["subject"]].add(row["participant"])
            persons[name, "total"].add(row["participant"])
            references[name] += 1
    base: dict[str, int] = defaultdict(int)
    for person in people:
        base[person["subject"]] += 1
        base["total"] += 1
    table = rows_of(Path("table.csv"))
    assert len(table) == 60 + 9 + 1
    checked = 0
    for row in table:
        assert int(row["references"]) == references[row["code"]]
        for group, number in base.items():
            found = len(persons[row["code"], group])
            assert int(row[f"{group}_n"]) == found, (row["code"], group)
            assert row[f"{group}_pct"] == _rounded(Decimal(100 * found) / number)
            checked += 1
    assert checked == 70 * len(base)


@pytest.mark.parametrize("kind", ["problem", "cause", "positive", "countermeasure"])
def test_frequency_csv_agrees_with_the_table(exported: Path, cli: Cli, kind: str) -> None:
    options = ("--kind", kind, "--denied", "--historical", "--out", "table.csv")
    assert cli("table", *options).code == 0
    rows = [row for row in rows_of(exported / "frequency.csv") if row["kind"] == kind]
    long = {(row["code"], row["group"]): row for row in rows}
    assert len(long) == len(rows)
    for row in rows_of(Path("table.csv")):
        total = long[row["code"], "total"]
        assert total["n_references"] == row["references"]
        assert total["n_denied"] == row["denied_n"]
        assert total["n_historical"] == row["historical_n"]
        for key, value in row.items():
            if key.endswith("_n") and (row["code"], key[:-2]) in long:
                assert long[row["code"], key[:-2]]["n_persons"] == value


def test_case_by_code_sums_to_the_references(exported: Path) -> None:
    codings = [row for row in rows_of(exported / "codings.csv") if counts(row)]
    people = rows_of(exported / "case_by_code.csv")
    cells = sum(int(value) for row in people for key, value in row.items() if key[:2] == "n_")
    assert cells == len(codings)
    assert len(people) == 32  # everybody who was interviewed, silent ones too


def test_explain_opens_every_cell_to_the_excerpts_it_counts(exported: Path, cli: Cli) -> None:
    wanted = [row for row in rows_of(exported / "frequency.csv") if int(row["n_references"])]
    assert len(wanted) > 30
    for row in wanted[::7]:
        options = ("--kind", row["kind"], "--format", "jsonl")
        answer = cli("explain", row["code"], row["group"], *options)
        assert answer.code == 0
        assert answer.out.count("\n") == int(row["n_references"]), row


@pytest.mark.parametrize("kind", [(), ("problem",), ("positive",), ("all",)])
def test_codes_and_kinds_hold_together(sample: Path, cli: Cli, kind: tuple[str, ...]) -> None:
    options = ("--code", "contact", *(word for each in kind for word in ("--kind", each)))
    rows = list(csv.DictReader(io.StringIO(cli("table", *options, "--format", "csv").out)))
    codes = {row["code"] for row in rows}
    assert ("contact-formalistic" in codes) is (kind != ("positive",))
    assert ("contact-close-effective" in codes) is (kind != ("problem",))
    for row in rows:
        opened = cli("explain", row["code"], "total", *options, "--format", "jsonl").out
        assert opened.count("\n") == int(row["references"]), row["code"]


def test_quotes_are_the_text_at_their_span(exported: Path, cli: Cli) -> None:
    from qualcode.store.store import Store

    with Store.open(Path("study.qualcode")) as store:
        for row in rows_of(exported / "codings.csv"):
            text = store.documents.text(row["document"])
            assert text[int(row["start"]) : int(row["end"])] == row["quote"].removeprefix("'")
    assert cli("verify").code == 0


def _rounded(share: Decimal) -> str:
    """Return a share as a reader with a pencil rounds it."""
    return str(share.quantize(Decimal("0.1"), ROUND_HALF_UP))
