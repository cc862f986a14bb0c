"""What coders agree on: that a code counts, the status of what both coded, on the same units."""

from __future__ import annotations

import pytest

from qualcode.analysis.agreement.basis import Basis
from qualcode.analysis.agreement.disagreements import disagreements_table
from qualcode.analysis.agreement.statuses import status_ratings
from qualcode.analysis.agreement.table import AgreementOptions, agreement_table
from qualcode.analysis.agreement.units import Study
from qualcode.analysis.table import Form, stored, valued, written
from tests.analysis.analysis_samples import BOOK
from tests.analysis.test_agreement_tables import coded, row, study

DENIED = coded("scarce", 0, coder="b")._replace(status="denied")


def of_statuses() -> Study:
    """One says that it holds, the other that it does not, on the same words."""
    held = {"a": [coded("scarce", 0)], "b": [DENIED]}
    counted = study({"a": held["a"], "b": []})
    return Study(counted.coders, counted.documents, counted.marks, coded=held)


def test_places_that_differ_in_status_are_listed_though_both_put_the_code() -> None:
    (found,) = disagreements_table(of_statuses(), {}).rows
    assert found[4:7] == ("a b", "", "a=asserted b=denied")
    assert found[-1] == "status"


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"stop": 4}, "span"),
        ({"status": "historical"}, "status"),
        ({"about": "GOV"}, "about"),
        ({}, ""),
    ],
)
def test_the_gravest_way_in_which_coders_differ_is_named(
    change: dict[str, object], kind: str
) -> None:
    marks = {"a": [coded("scarce", 0)], "b": [coded("scarce", 0, coder="b")._replace(**change)]}  # type: ignore[arg-type]
    assert [each[-1] for each in disagreements_table(study(marks), {}).rows] == [kind][: len(kind)]


def test_agreement_on_status_is_told_of_what_both_coded() -> None:
    """Three places both coded, of one of which the statuses differ; a fourth only one coded."""
    held = {
        "a": [coded("scarce", unit) for unit in (0, 2, 4, 6)],
        "b": [DENIED, coded("scarce", 2, coder="b"), coded("scarce", 4, coder="b")],
    }
    ratings = status_ratings(study(held), Basis.SENTENCE)
    assert (ratings.pairable, ratings.units) == (3, 3)
    notes = " ".join(note.en for note in agreement_table(study(held), BOOK.leaves).notes)
    assert "on the 3 places where two put the same code: raw agreement 0.667, alpha 0.000" in notes


def test_one_place_tells_nothing_of_chance() -> None:
    notes = agreement_table(of_statuses(), BOOK.leaves).notes
    (en,) = (note.en for note in notes if "on the 1 place where" in note.en)
    assert en.endswith("alpha n/a (only one place).")
    assert any("alpha 无定义（只有一处）" in note.zh for note in notes)


def test_a_code_that_both_only_deny_is_listed_and_has_no_variation() -> None:
    held = {"a": [DENIED], "b": [DENIED]}
    counted = study({"a": [], "b": []})
    whole = Study(counted.coders, counted.documents, counted.marks, coded=held)
    found = row(agreement_table(whole, BOOK.leaves), "scarce")
    assert (found["raw"], found["alpha"]) == (1.0, None)


def test_all_coefficients_of_decided_places_are_of_the_same_units() -> None:
    """What one alone decided moves neither prevalence nor Fleiss nor AC1."""
    both = {"a": [coded("scarce", 0), coded("scarce", 2)], "b": [coded("scarce", 0)]}
    judged = {name: [coded("scarce", unit) for unit in (0, 2, 4)] for name in "ab"}
    alone = {name: list(marks) for name, marks in both.items()}
    alone["a"] += [coded("scarce", unit) for unit in (6, 8, 10)]
    more = judged | {"a": [*judged["a"], *alone["a"][2:]]}
    rows = []
    for marks, seen in ((both, judged), (alone, more)):
        plain = study(marks)
        table = agreement_table(Study(plain.coders, plain.documents, marks, seen), BOOK.leaves)
        rows.append(row(table, "scarce"))
    assert rows[0] == rows[1]
    assert rows[0]["n_units"] == 3


def test_of_a_single_unit_nothing_is_corrected_for_chance() -> None:
    plain = study({"a": [coded("scarce", 0)], "b": []})
    judged = {"a": [coded("scarce", 0)], "b": [coded("scarce", 0)]}
    table = agreement_table(Study(plain.coders, plain.documents, plain.marks, judged), BOOK.leaves)
    found = row(table, "scarce")
    assert (found["n_units"], found["raw"]) == (1, 0.0)
    assert [found[each] for each in ("kappa", "fleiss", "alpha", "ac1")] == [None] * 4
    assert "a single unit" in str(found["note"])


@pytest.mark.parametrize("documents", ["DE", "DEFG", "DEFGH"])
def test_a_handful_of_interviews_has_no_interval_and_no_advice(documents: str) -> None:
    is_drawn = len(documents) >= 5
    marks = {
        "a": [coded("scarce", 0, document=name) for name in documents],
        "b": [coded("scarce", number % 2, document=name) for number, name in enumerate(documents)],
    }
    table = agreement_table(study(marks, documents=documents), BOOK.leaves, AgreementOptions())
    notes = " ".join(note.en for note in table.notes)
    assert any(low is not None for low in table.column("alpha_low")) is is_drawn
    assert ("± 0.1" in notes) is is_drawn
    assert ("fewer than 5 interviews" in notes) is not is_drawn


def test_documents_that_one_alone_has_coded_are_named() -> None:
    plain = study({"a": [coded("scarce", 0)], "b": [coded("scarce", 0)]})
    whole = Study(plain.coders, plain.documents, plain.marks, alone={"E": "a"})
    notes = " ".join(note.en for note in agreement_table(whole, BOOK.leaves).notes)
    assert "1 document left out, where only one of them coded anything: E (a)" in notes


def test_a_coefficient_is_whole_for_machines_and_has_three_decimals_for_people() -> None:
    assert written(0.7996, Form.COEFFICIENT) == "0.800"
    assert stored(0.7996, Form.COEFFICIENT) == "0.7996"
    assert valued(2 / 3, Form.COEFFICIENT) == 0.666666666667
    assert stored(None, Form.COEFFICIENT) == ""
