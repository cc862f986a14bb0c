"""The score of codings against interviews coded twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks.gold import Found, Scorer, credited, read_gold, table_correlation
from qualcode.codebook.reader import read_codebook
from qualcode.workflow.shipped import template

if TYPE_CHECKING:
    from pathlib import Path

CODES = """unit_id\tcode\tstatus\tabout\tcoders
X1:0000\tcontact-scarce\tasserted\tUNIT\t2
X1:0001\tform-burden\tdenied\tVC\t2
X1:0002\tskill-gap\tasserted\tPH\t1
X1:0003\tbackstop-call\tnormative\tGOV\t2
X1:0003\tcontact-scarce\tasserted/denied\tUNIT\t2
"""


@pytest.fixture
def scorer(tmp_path: Path) -> Scorer:
    for folder in ("codes", "units", "transcripts"):
        (tmp_path / folder).mkdir()
    (tmp_path / "codes" / "X1.tsv").write_text(CODES, "utf-8")
    units = "".join(f"X1:{n:04d}\t{n}0\t{n + 1}0\t一二三四五六七八九十\n" for n in range(4))
    (tmp_path / "units" / "X1.tsv").write_text(units, "utf-8")
    (tmp_path / "transcripts" / "participants.csv").write_text("id,subject\nX1,PH\n", "utf-8")
    return Scorer(read_gold(tmp_path), read_codebook(template("poverty-alleviation")))


def found(*codings: tuple[int, int, str, str]) -> list[Found]:
    return [Found("X1", *each) for each in codings]


def test_what_both_set_must_be_found_and_what_one_set_counts_neither_way(scorer: Scorer) -> None:
    mine = found((0, 10, "contact-scarce", "asserted"), (20, 30, "skill-gap", "asserted"))
    rate = scorer.answer.rate(scorer.asserted(credited(mine, scorer.gold)))
    assert (rate.right, rate.wrong, rate.missed) == (1, 0, 1)


def test_an_asserted_coding_where_both_deny_is_wrong(scorer: Scorer) -> None:
    mine = credited(found((10, 20, "form-burden", "asserted")), scorer.gold)
    assert scorer.answer.rate(scorer.asserted(mine)).wrong == 1
    assert scorer.status_right(mine) == 0


def test_a_wish_asserts_a_countermeasure_only(scorer: Scorer) -> None:
    assert scorer.holds(("X1:0003", "backstop-call"), {"normative"})
    assert not scorer.holds(("X1:0003", "skill-gap"), {"normative"})


def test_where_coders_differ_whether_it_holds_nothing_counts(scorer: Scorer) -> None:
    mine = credited(found((30, 40, "contact-scarce", "asserted")), scorer.gold)
    assert scorer.answer.rate(scorer.asserted(mine)).wrong == 0


def test_a_coding_is_credited_where_half_of_it_lies(scorer: Scorer) -> None:
    mine = credited(found((8, 20, "form-burden", "asserted")), scorer.gold)
    assert set(mine) == {("X1:0001", "form-burden")}


def test_a_table_found_whole_correlates_fully(scorer: Scorer) -> None:
    codes = read_leaves()
    assert table_correlation(scorer.answer.must, scorer.answer, codes) == pytest.approx(1)
    assert table_correlation((), scorer.answer, codes) == 0


def read_leaves() -> list[str]:
    book = read_codebook(template("poverty-alleviation"))
    return [code.id for code in book.leaves]
