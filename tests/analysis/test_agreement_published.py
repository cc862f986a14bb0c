"""Agreement coefficients against the numbers that were published with them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import pytest

from qualcode.analysis.agreement import distances
from qualcode.analysis.agreement.alpha import krippendorff_alpha
from qualcode.analysis.agreement.basis import SetDistance
from qualcode.analysis.agreement.coefficients import (
    brennan_prediger,
    cohen_kappa,
    conger_kappa,
    fleiss_kappa,
    gwet_ac1,
    positive_agreement,
    raw_agreement,
    scott_pi,
)
from qualcode.analysis.agreement.holsti import composite, holsti
from qualcode.analysis.agreement.ratings import Ratings
from qualcode.analysis.agreement.sets import SetRatings, set_agreement
from qualcode.analysis.agreement.unitizing import disagreement, pooled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.analysis.agreement.ratings import Pattern


def _lines(*lines: str, numbers: bool = True) -> Ratings:
    """Read one line per coder; ``.`` and ``*`` are missing."""
    rows = [line.split() if " " in line else list(line) for line in lines]
    return Ratings.of_coders(
        [[None if v in ".*" else int(v) if numbers else v for v in row] for row in rows]
    )


def _table(counts: Sequence[Sequence[int]]) -> Ratings:
    """Two coders from a table of counts, rows the first one's categories."""
    cells: dict[Pattern, int] = {
        (i, j): n for i, row in enumerate(counts) for j, n in enumerate(row) if n
    }
    return Ratings.of_groups({"all": cells})


def _counts(rows: Sequence[Sequence[int]]) -> Ratings:
    """Many coders from a table of units × categories."""
    return Ratings.of_units(
        tuple(category for category, n in enumerate(row) for _ in range(n)) for row in rows
    )


def _only(values: object) -> float:
    (value,) = np.asarray(values)
    return float(value)


KRIPPENDORFF_2011_C = _lines(
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)
FLEISS_1971 = (
    (0, 0, 0, 6, 0), (0, 3, 0, 0, 3), (0, 1, 4, 0, 1), (0, 0, 0, 0, 6), (0, 3, 0, 3, 0),
    (2, 0, 4, 0, 0), (0, 0, 4, 0, 2), (2, 0, 3, 1, 0), (2, 0, 0, 4, 0), (0, 0, 0, 0, 6),
    (1, 0, 0, 5, 0), (1, 1, 0, 4, 0), (0, 3, 3, 0, 0), (1, 0, 0, 5, 0), (0, 2, 0, 3, 1),
    (0, 0, 5, 0, 1), (3, 0, 0, 1, 2), (5, 1, 0, 0, 0), (0, 2, 0, 4, 0), (1, 0, 2, 0, 3),
    (0, 0, 0, 0, 6), (0, 1, 0, 5, 0), (0, 2, 0, 1, 3), (2, 0, 0, 4, 0), (1, 0, 0, 4, 1),
    (0, 5, 0, 1, 0), (4, 0, 0, 0, 2), (0, 2, 0, 4, 0), (1, 0, 5, 0, 0), (0, 0, 0, 0, 6),
)  # fmt: skip


class TestKrippendorff2011:
    """Computing Krippendorff's alpha-reliability, examples A to D."""

    def test_a_binary(self) -> None:
        ratings = _lines("0100000010", "1110010000")
        assert _only(krippendorff_alpha(ratings)) == pytest.approx(0.095, abs=5e-4)

    def test_b_nominal(self) -> None:
        ratings = _lines("aabbdcccedda", "babbbccceddd", numbers=False)
        assert _only(krippendorff_alpha(ratings)) == pytest.approx(0.692, abs=5e-4)

    @pytest.mark.parametrize(
        ("distance", "alpha"),
        [
            (distances.nominal, 0.743421),
            (distances.ordinal, 0.815),
            (distances.interval, 0.849),
            (distances.ratio, 0.797),
        ],
        ids=lambda value: getattr(value, "label", ""),
    )
    def test_c_and_d_with_gaps(self, distance: distances.Distance, alpha: float) -> None:
        found = _only(krippendorff_alpha(KRIPPENDORFF_2011_C, distance))
        assert found == pytest.approx(alpha, abs=6e-4)

    def test_a_single_value_does_not_count(self) -> None:
        without = _lines(
            "1 2 3 3 2 1 4 1 2 . . .",
            "1 2 3 3 2 2 4 1 2 5 . .",
            ". 3 3 3 2 3 4 2 2 5 1 .",
            "1 2 3 3 2 4 4 1 2 5 1 .",
        )
        assert _only(krippendorff_alpha(without)) == pytest.approx(0.743421, abs=1e-6)


@pytest.mark.parametrize(
    ("distance", "alpha"), [(distances.nominal, 0.691), (distances.interval, 0.811)]
)
def test_three_coders_with_many_gaps(distance: distances.Distance, alpha: float) -> None:
    ratings = _lines(
        "* * * * * 3 4 1 2 1 1 3 3 * 3",
        "1 * 2 1 3 3 4 3 * * * * * * *",
        "* * 2 1 3 4 4 * 2 1 1 3 3 * 4",
    )
    assert _only(krippendorff_alpha(ratings, distance)) == pytest.approx(alpha, abs=5e-4)


@pytest.mark.parametrize(
    ("distance", "alpha"), [(distances.ordinal, 0.7598), (distances.nominal, 0.4765)]
)
def test_hayes_and_krippendorff_2007(distance: distances.Distance, alpha: float) -> None:
    """Page 84: five observers, forty units, values 0 to 3."""
    ratings = _lines(
        "112.001122.01311211000201001111223222221",
        "1130000.21102311121000302102111122222221",
        "203000222100221123001.30.1012202.2232.21",
        ".13....0.10022...31.103021122..122...12.",
        "2..0001.2....3112..0.0..2.0..20.2.2222.1",
    )
    assert _only(krippendorff_alpha(ratings, distance)) == pytest.approx(alpha, abs=5e-5)


def test_gwet_on_the_table_with_gaps() -> None:
    """irrCAC, README: four raters, twelve units; there the lone rating is the third rater's."""
    ratings = _lines(
        "1 2 3 3 2 1 4 1 2 . . .",
        "1 2 3 3 2 2 4 1 2 5 . .",
        ". 3 3 3 2 3 4 2 2 5 1 3",
        "1 2 3 3 2 4 4 1 2 5 1 .",
    )
    assert _only(raw_agreement(ratings)) == pytest.approx(0.81818, abs=5e-6)
    assert _only(gwet_ac1(ratings)) == pytest.approx(0.77544, abs=5e-6)
    assert _only(fleiss_kappa(ratings)) == pytest.approx(0.76117, abs=5e-6)
    assert _only(conger_kappa(ratings)) == pytest.approx(0.76282, abs=5e-6)
    assert _only(brennan_prediger(ratings)) == pytest.approx(0.77273, abs=5e-6)


@pytest.mark.parametrize(
    ("table", "observed", "kappa"),
    [
        ([[88, 14, 18], [10, 40, 10], [2, 6, 12]], 0.70, 0.491525),
        ([[25, 12, 3], [13, 2, 15], [12, 16, 2]], 0.29, -0.0923),
    ],
    ids=["p. 45", "p. 37"],
)
def test_cohen_1960(table: list[list[int]], observed: float, kappa: float) -> None:
    ratings = _table(table)
    assert _only(raw_agreement(ratings)) == pytest.approx(observed)
    assert _only(cohen_kappa(ratings)) == pytest.approx(kappa, abs=5e-5)


def test_cohen_1960_p_45_beside_others() -> None:
    table = [[88, 14, 18], [10, 40, 10], [2, 6, 12]]
    assert _only(gwet_ac1(_table(table))) == pytest.approx(0.57597, abs=5e-6)
    assert _only(scott_pi(_table(table))) == pytest.approx(0.48718, abs=5e-6)


def test_ac1_may_be_negative() -> None:
    assert _only(gwet_ac1(_table([[25, 12, 3], [13, 2, 15], [12, 16, 2]]))) == pytest.approx(
        -0.04797, abs=5e-6
    )


def test_sas_proc_freq() -> None:
    """The example of PROC FREQ that statsmodels quotes."""
    ratings = _table([[0, 4, 1], [0, 8, 0], [0, 1, 5]])
    assert _only(cohen_kappa(ratings)) == pytest.approx(0.4842, abs=5e-5)


class TestFleiss1971:
    """Thirty patients, six raters, five categories."""

    def test_kappa(self) -> None:
        ratings = _counts(FLEISS_1971)
        assert _only(fleiss_kappa(ratings)) == pytest.approx(0.4302445, abs=5e-8)
        assert _only(raw_agreement(ratings)) == pytest.approx(0.5556, abs=5e-5)

    def test_first_fifteen_rows(self) -> None:
        """irrCAC's data set of fifteen subjects."""
        ratings = _counts(FLEISS_1971[:15])
        assert _only(gwet_ac1(ratings)) == pytest.approx(0.4448007, abs=5e-8)
        assert _only(fleiss_kappa(ratings)) == pytest.approx(0.4139265, abs=5e-8)
        assert _only(krippendorff_alpha(ratings)) == pytest.approx(0.4204384, abs=5e-8)
        assert _only(brennan_prediger(ratings)) == pytest.approx(0.4388889, abs=5e-8)


def test_fleiss_on_ten_units_and_fourteen_raters() -> None:
    rows = (
        (0, 0, 0, 0, 14), (0, 2, 6, 4, 2), (0, 0, 3, 5, 6), (0, 3, 9, 2, 0), (2, 2, 8, 1, 1),
        (7, 7, 0, 0, 0), (3, 2, 6, 3, 0), (2, 5, 3, 2, 2), (6, 5, 2, 1, 0), (0, 2, 2, 3, 7),
    )  # fmt: skip
    assert _only(fleiss_kappa(_counts(rows))) == pytest.approx(0.20993, abs=5e-6)


def test_irrcac_hundred_units() -> None:
    ratings = _table([[13, 0, 0], [0, 20, 7], [0, 4, 56]])
    assert _only(cohen_kappa(ratings)) == pytest.approx(0.7964094, abs=5e-8)
    assert _only(scott_pi(ratings)) == pytest.approx(0.7962397, abs=5e-8)
    assert _only(gwet_ac1(ratings)) == pytest.approx(0.8493305, abs=5e-8)
    assert _only(brennan_prediger(ratings)) == pytest.approx(0.835)
    assert _only(krippendorff_alpha(ratings)) == pytest.approx(0.7972585, abs=5e-8)
    assert _only(raw_agreement(ratings)) == pytest.approx(0.89)


def test_kappa_paradox() -> None:
    """Nearly all units alike: kappa below zero at 94 % agreement (Gwet 2002)."""
    ratings = _table([[118, 5], [2, 0]])
    assert _only(raw_agreement(ratings)) == pytest.approx(0.944)
    assert _only(cohen_kappa(ratings)) == pytest.approx(-0.0234, abs=5e-5)
    assert _only(gwet_ac1(ratings)) == pytest.approx(0.9408, abs=5e-5)
    assert _only(brennan_prediger(ratings)) == pytest.approx(0.888)
    assert _only(krippendorff_alpha(ratings)) == pytest.approx(-0.0247, abs=5e-5)


def test_irrcac_two_by_two() -> None:
    ratings = _table([[80, 7], [8, 5]])
    assert _only(raw_agreement(ratings)) == pytest.approx(0.85)
    assert _only(cohen_kappa(ratings)) == pytest.approx(0.3144, abs=5e-5)
    assert _only(gwet_ac1(ratings)) == pytest.approx(0.808, abs=5e-4)


def test_characters_as_nvivo_counts_them() -> None:
    """A thousand characters: 50 coded by both, 150 by one, 800 by neither."""
    ratings = _table([[800, 50], [100, 50]])
    assert _only(raw_agreement(ratings)) == pytest.approx(0.85)
    assert _only(cohen_kappa(ratings)) == pytest.approx(0.31818, abs=5e-6)
    assert _only(krippendorff_alpha(ratings)) == pytest.approx(0.31463, abs=5e-6)


def test_holsti_and_its_composite() -> None:
    assert holsti(80, 100, 100) == pytest.approx(0.80)
    assert composite(0.80, 2) == pytest.approx(0.8889, abs=5e-5)
    assert composite(0.82, 3) == pytest.approx(0.9318, abs=5e-5)
    assert holsti(0, 0, 0) is None


def test_masi_of_a_pair() -> None:
    small, large = frozenset({1, 2}), frozenset({1, 2, 3, 4})
    assert distances.masi.of(small, large) == pytest.approx(2 / 3)
    assert distances.masi_product.of(small, large) == pytest.approx(1 / 6)


SETS = (
    *(("", ""), ("A", ""), ("A", "A"), ("A", "B"), ("AB", "A")),
    *(("AB", "AC"), ("ABC", "ABC"), ("C", "AC"), ("C", "AC")),
)


@pytest.mark.parametrize(
    ("name", "alpha"),
    [
        ("dp", 0.186),
        ("masi-product", 0.253),
        ("masi", 0.273),
        ("jaccard", 0.316),
        ("nominal", 0.239),
    ],
)
def test_set_valued_alpha(name: str, alpha: float) -> None:
    """DKPro's set annotations; the product form is asserted there as .252 ± .001."""
    units = [(frozenset(a), frozenset(b)) for a, b in SETS]
    distance = distances.SET_DISTANCES[SetDistance(name)]
    found = _only(krippendorff_alpha(Ratings.of_units(units), distance))
    assert found == pytest.approx(alpha, abs=5e-4)
    in_blocks = set_agreement(SetRatings.of_groups({"all": Counter(units)}), distance)
    assert in_blocks.alpha == pytest.approx(found)


class TestUnitizing2004:
    """Krippendorff (2004), figure 2: a continuum from 150 to 450, two coders, codes c and k."""

    c = ([(225, 295), (370, 400)], [(220, 300), (355, 375), (400, 420)])
    k = ([(180, 240), (300, 350)], [(180, 240), (300, 350)])

    def test_one_code(self) -> None:
        found = disagreement(self.c, 150, 450)
        assert found.observed == pytest.approx(0.0144, abs=5e-5)
        assert found.expected == pytest.approx(0.0532, abs=5e-5)
        assert found.alpha == pytest.approx(0.7286, abs=5e-4)

    def test_perfect_code(self) -> None:
        found = disagreement(self.k, 150, 450)
        assert found.alpha == 1.0
        assert found.expected == pytest.approx(0.0490, abs=5e-5)

    def test_all_codes(self) -> None:
        assert pooled(
            disagreement(each, 150, 450) for each in (self.c, self.k)
        ).alpha == pytest.approx(0.859, abs=5e-4)


def test_krippendorff_1995_as_positions() -> None:
    ratings = _lines("001111111100001111110000", "000011110000000110000000")
    assert _only(cohen_kappa(ratings)) == pytest.approx(0.385, abs=5e-4)
    assert _only(scott_pi(ratings)) == pytest.approx(0.314, abs=5e-4)
    assert _only(krippendorff_alpha(ratings)) == pytest.approx(0.329, abs=5e-4)


def test_ten_units_with_one_difference() -> None:
    """DKPro's control for Gwet 2008."""
    ratings = Ratings.of_units([(True, True)] * 8 + [(False, False)] + [(True, False)])
    assert _only(raw_agreement(ratings)) == pytest.approx(0.9)
    assert _only(gwet_ac1(ratings)) == pytest.approx(0.8658, abs=5e-5)
    assert _only(scott_pi(ratings)) == pytest.approx(0.6078, abs=5e-5)
    assert _only(positive_agreement(ratings)) == pytest.approx(16 / 17)
