"""Over which places agreement is reckoned: who only decided on proposals has not read the rest."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from qualcode.analysis.agreement.basis import Basis, Universe
from qualcode.analysis.agreement.table import AgreementOptions
from qualcode.analysis.agreement.unsettled import Unsettled
from qualcode.analysis.layout import Layout
from qualcode.errors import DataError, UsageError
from qualcode.model.coding import Coding, Review, Source
from qualcode.model.query import CodingQuery
from qualcode.model.span import Span
from qualcode.workflow.adjudication import Choice, settle
from qualcode.workflow.adjudication import disagreements as cases
from qualcode.workflow.agreement import AgreementRequest, agreement, disagreements
from qualcode.workflow.decisions import Decision, decide
from qualcode.workflow.excerpts import excerpts_found, excerpts_read
from qualcode.workflow.filters import Filters
from qualcode.workflow.handcoding import add_coding
from qualcode.workflow.readings import mark_read
from qualcode.workflow.review import ReviewQueue
from qualcode.workflow.standing import standing_of
from qualcode.workflow.tabulate import TableRequest, tabulate

if TYPE_CHECKING:
    from qualcode.analysis.table import Cell, ResultTable
    from qualcode.workflow.project import Project

BOTH = ("zhang", "li")
NO_DRAWS = AgreementOptions(draws=0)


def proposals(project: Project) -> list[str]:
    """Return the machine's proposals of places of their own, in order of their ids."""
    found: dict[tuple[str, int, str], str] = {}
    for mark in project.store.excerpts.marks(CodingQuery()):
        if mark.source == "rule":
            found.setdefault((mark.document, mark.unit, mark.code), mark.coding)
    return list(found.values())


def judge(project: Project, by: str, codings: list[str], said: str) -> None:
    for coding, letter in zip(codings, said, strict=True):
        review = Review.ACCEPTED if letter == "y" else Review.REJECTED
        decide(project, [coding], Decision(review), by=by)


def measure(
    project: Project, universe: Universe | None = None, basis: Basis = Basis.SENTENCE
) -> ResultTable:
    wanted = AgreementOptions(basis, draws=0)
    return agreement(project, AgreementRequest(BOTH, options=wanted, universe=universe))


def overall(table: ResultTable) -> dict[str, Cell]:
    keys = [column.key for column in table.columns]
    return dict(zip(keys, table.rows[-1], strict=True))


def notes(table: ResultTable) -> str:
    return " ".join(note.en for note in table.notes)


@pytest.fixture
def decided(study: Project) -> Project:
    """Zhang and Li decided on the same four proposals: one yes, one no, two differ."""
    four = proposals(study)[:4]
    judge(study, "zhang", four, "yynn")
    judge(study, "li", four, "ynyn")
    return study


def test_decisions_are_compared_where_both_decided_and_nowhere_else(decided: Project) -> None:
    table = measure(decided)
    found = overall(table)
    assert (found["n_units"], found["raw"], found["kappa"]) == (4, 0.5, 0.0)
    assert "places that both decided" in table.title.en
    assert "zhang and li coded nothing by hand" in notes(table)
    assert "no more double coding" not in notes(table)


def test_either_universe_can_be_asked_for(decided: Project) -> None:
    everything = measure(decided, Universe.ALL)
    units = sum(each.units for each in decided.store.overview.infos())
    worked = overall(everything)["n_units"]
    assert isinstance(worked, int)
    assert 4 < worked <= units
    assert "all sentences" in everything.title.en
    assert "counts as agreed not to be there" in notes(everything)
    assert overall(measure(decided, Universe.DECIDED))["n_units"] == 4


def test_what_only_one_has_decided_is_no_disagreement(study: Project) -> None:
    first, second, third, fourth = proposals(study)[:4]
    judge(study, "zhang", [first, second], "yn")
    judge(study, "li", [third, fourth], "yn")
    # both must have worked in one document, or that is what is said
    with pytest.raises(DataError, match=r"no place was judged by two|none in common"):
        measure(study)
    judge(study, "li", [first], "n")
    table = measure(study)
    assert overall(table)["n_units"] == 1
    assert "3 that only one decided" in notes(table)
    places = disagreements(study, AgreementRequest(BOTH, options=NO_DRAWS))
    assert [row[4:6] for row in places.rows] == [("zhang", "li")]
    assert len(cases(study, BOTH)) == 1


def test_two_of_thirteen_each_have_nothing_in_common(study: Project) -> None:
    here = [
        each
        for each in proposals(study)
        if (found := study.store.codings.get(each)) and found.document == "P-01"
    ]
    judge(study, "zhang", here[:1], "y")
    judge(study, "li", here[1:2], "y")
    with pytest.raises(DataError, match=r"no place was judged by two.*zhang 1, li 1") as caught:
        measure(study)
    assert "review --blind --coder li" in caught.value.hint
    with pytest.raises(DataError, match="no place was judged by two"):
        disagreements(study, AgreementRequest(BOTH))
    assert cases(study, BOTH) == []


def test_who_codes_by_hand_has_read_the_document(decided: Project) -> None:
    for name in BOTH:
        add_coding(decided, "P-01", Span(15, 18), "income", by=name)
    table = measure(decided)
    units = next(each.units for each in decided.store.overview.infos() if each.name == "P-01")
    assert overall(table)["n_units"] == units
    assert "by hand here" not in notes(table)


def test_a_proposal_given_another_code_is_still_a_decision_on_it(study: Project) -> None:
    first, *_ = proposals(study)
    code = next(
        each.id
        for each in study.codebook().leaves
        if (coding := study.store.codings.get(first)) and each.id != coding.code
    )
    for name in BOTH:
        decide(study, [first], Decision(code=code), by=name)
    assert [study.store.views.by_hand(name) for name in BOTH] == [set(), set()]
    found = overall(measure(study))
    assert (found["n_units"], found["raw"]) == (2, 1.0)


def test_decisions_are_not_measured_on_characters(decided: Project) -> None:
    with pytest.raises(UsageError, match="by sentence or turn"):
        measure(decided, basis=Basis.SPAN)
    assert measure(decided, Universe.ALL, basis=Basis.CHARACTER).rows
    assert overall(measure(decided, basis=Basis.TURN))["n_units"]


def test_whose_work_is_what_they_made_or_accepted_whoever_came_first(study: Project) -> None:
    """The first to decide on a proposal holds it as much as the second, as in agreement."""
    four = proposals(study)[:4]
    judge(study, "zhang", four, "yyyn")
    judge(study, "li", four, "ynyn")
    for name, number in (("zhang", 3), ("li", 2)):
        mine = Filters(coders=(name,))
        found = excerpts_found(study, mine)
        assert len(found.marks) == number
        assert len(excerpts_read(study, found)) == number
        table = tabulate(study, TableRequest(mine, Layout(kinds=())))
        assert sum(int(each or 0) for each in table.column("references")) > 0
        held = study.store.views.marks(name, CodingQuery(), is_person=True)
        assert len(held) == number
    rejected = Filters(coders=("zhang",), reviews=(Review.REJECTED,))
    assert len(excerpts_found(study, rejected).marks) == 1


def test_open_disagreements_are_told_under_tables_and_in_what_comes_next(decided: Project) -> None:
    """Two of the four places differ; of one settled, one is left; with all settled, none."""
    judge(decided, "wang", proposals(decided)[4:], "y" * len(proposals(decided)[4:]))

    def told() -> str:
        return notes(tabulate(decided, TableRequest()))

    assert "2 places on which coders disagree not settled" in told()
    assert standing_of(decided).unsettled == Unsettled(2, ("li", "zhang"))
    assert standing_of(decided).next_step == "qualcode adjudicate li zhang"
    assert "disagree" not in notes(tabulate(decided, TableRequest(Filters(coders=("li",)))))
    first, second = cases(decided, BOTH)
    settle(decided, first, Choice(), by="wang")
    assert "1 place on which coders disagree not settled" in told()
    settle(decided, second, Choice(("zhang",)), by="wang")
    assert "disagree" not in told()
    assert standing_of(decided).next_step == "qualcode table"


def test_what_was_learned_is_no_pattern_to_reject(study: Project) -> None:
    queue = ReviewQueue(study, by="li")
    item = queue.current
    assert item is not None
    assert queue.same_pattern()
    evidence = replace(item.coding.evidence, pattern="(learned)")
    study.store.codings.put(replace(item.coding, evidence=evidence))
    with pytest.raises(UsageError, match="no pattern made this proposal"):
        queue.same_pattern()


@pytest.mark.filterwarnings("error")
def test_a_code_that_only_one_has_judged_has_no_numbers_and_no_warnings(study: Project) -> None:
    by_code = {study.store.codings.get(each): each for each in proposals(study)}
    one, *others = proposals(study)
    shared = next(coding.code for coding, name in by_code.items() if coding and name == one)
    other = next(name for coding, name in by_code.items() if coding and coding.code != shared)
    for name, codings in (("zhang", [one, other]), ("li", [one])):
        judge(study, name, codings, "y" * len(codings))
    table = measure(study)
    alone = next(row for row in table.rows if row[0] not in {shared, "all"})
    assert set(alone[4:-1]) == {None}
    assert (alone[3], alone[-1]) == (0, "n/a: no unit coded by two coders")
    assert others


def test_places_on_words_of_an_interviewer_are_not_open(decided: Project) -> None:
    mark_read(decided, "P-01", by="zhang")
    before, words = standing_of(decided).unsettled, "家里怎么样？"
    start = decided.store.documents.text("P-01").index(words)
    span = Span(start, start + len(words))
    old = Coding("old", "P-01", span, "scarce", "li", Source.PERSON, words, 0)
    decided.store.codings.add(old.decided(Review.ACCEPTED, by="li", at="2020-01-01T00:00:00Z"))
    assert standing_of(decided).unsettled == before
