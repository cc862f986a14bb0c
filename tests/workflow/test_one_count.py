"""One policy for what counts: every table, file and text says the same of the same project."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.analysis.layout import Layout
from qualcode.analysis.tables.network import network_table
from qualcode.model.coding import Coding, Review, Source, Status, coding_id
from qualcode.workflow.agreed import CONSENSUS
from qualcode.workflow.cards import counts_of
from qualcode.workflow.excerpts import excerpts_found
from qualcode.workflow.explain import explain_cell
from qualcode.workflow.export import study_tables, whole_corpus
from qualcode.workflow.filters import Filters, query_of
from qualcode.workflow.impact import _cells
from qualcode.workflow.method_facts import facts_of
from qualcode.workflow.project import Project
from qualcode.workflow.report_names import ReportName
from qualcode.workflow.reports import report
from qualcode.workflow.statistics import Comparison, compare, network
from qualcode.workflow.tabulate import TableRequest, tabulate

if TYPE_CHECKING:
    from qualcode.analysis.table import ResultTable

CODES = ("scarce", "formal", "income")
HANDS = (
    (CONSENSUS, Source.PERSON, Review.ACCEPTED),
    (CONSENSUS, Source.PERSON, Review.REJECTED),
    ("li", Source.PERSON, Review.ACCEPTED),
    ("zhao", Source.PERSON, Review.ACCEPTED),
    ("suggest", Source.MODEL, Review.PROPOSED),
    ("suggest", Source.MODEL, Review.ACCEPTED),
    ("rules", Source.RULE, Review.REJECTED),
)


class Put(NamedTuple):
    """A coding to put somewhere, as an old project or a colleague's may have it."""

    document: str
    turn: int
    """Also an interviewer's."""
    code: str
    hand: tuple[str, Source, Review]
    status: Status = Status.ASSERTED


PUTS = st.builds(
    Put,
    st.sampled_from(("P-01", "P-02")),
    st.integers(0, 5),
    st.sampled_from(CODES),
    st.sampled_from(HANDS),
    st.sampled_from((Status.ASSERTED, Status.PARTIAL, Status.DENIED)),
)


def put(project: Project, wanted: Put) -> None:
    coder, source, review = wanted.hand
    document = project.store.documents.read(wanted.document)
    span = document.turns[wanted.turn].speech
    name = coding_id(wanted.document, span, wanted.code, coder)
    if project.store.codings.get(name) is None:
        coding = Coding(
            name,
            wanted.document,
            span,
            wanted.code,
            coder,
            source,
            span.of(document.text),
            wanted.turn,
            status=wanted.status,
            about=("GOV",),
        )
        decided_by = "" if review is Review.PROPOSED else "li"
        project.store.codings.add(coding.decided(review, by=decided_by, at=""))


def numbers(table: ResultTable, key: str, **wanted: str) -> dict[str, int]:
    """Return a column of a table by code, of the rows that have what is wanted."""
    sides = [table.column(name) for name in wanted]
    lines = zip(table.column("code"), table.column(key), *sides, strict=True)
    found = {str(code): n for code, n, *has in lines if has == list(wanted.values())}
    return {code: int(str(found[code] or 0)) for code in CODES}


def references(project: Project) -> dict[str, dict[str, int]]:
    """Return how many references each code has by whatever tells them."""
    corpus = whole_corpus(project)
    frequency, _, cases, codebook, _ = study_tables(
        project, corpus, query_of(Filters(), project.codebook(), project.store)
    )
    return {
        "table": numbers(tabulate(project, TableRequest()), "references"),
        "frequency.csv": numbers(frequency, "n_references", group="total"),
        "case_by_code.csv": {
            code: sum(int(str(cell or 0)) for cell in cases.column(f"n_{code}")) for code in CODES
        },
        "codebook.csv": numbers(codebook, "n_codings"),
        "nodes": numbers(report(project, ReportName.NODES), "references"),
        "explain": {
            code: len(explain_cell(project, TableRequest(), code=code, group="total"))
            for code in CODES
        },
        "excerpts": {
            code: excerpts_found(project, Filters(codes=[code])).references for code in CODES
        },
        "card": {code: counts_of(project, [code]).counted for code in CODES},
    }


def persons(project: Project) -> dict[str, dict[str, int]]:
    """Return how many persons name each code by whatever tells them."""
    frequency, *_ = study_tables(
        project, whole_corpus(project), query_of(Filters(), project.codebook(), project.store)
    )
    cells = _cells(project, project.codebook())
    return {
        "table": numbers(tabulate(project, TableRequest()), "total_n"),
        "frequency.csv": numbers(frequency, "n_persons", group="total"),
        "impact": {code: cells.get((code, "total"), 0) for code in CODES},
        "explain": {
            code: len(
                {
                    each.participant.id
                    for each in explain_cell(project, TableRequest(), code=code, group="total")
                }
            )
            for code in CODES
        },
        "excerpts": {code: excerpts_found(project, Filters(codes=[code])).people for code in CODES},
        "card": {code: counts_of(project, [code]).persons for code in CODES},
    }


@settings(
    max_examples=12,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(PUTS, max_size=14))
def test_whatever_tells_a_number_tells_the_same(study: Project, puts: list[Put]) -> None:
    with study.store.copied() as store:
        project = Project(store, study.path)
        for each in puts:
            put(project, each)
        for told in (references(project), persons(project)):
            assert {name: each for name, each in told.items() if each != told["table"]} == {}, told
        everything = sum(references(project)["table"].values())
        people = report(project, ReportName.PARTICIPANTS).column("n_codings")
        assert sum(int(str(each)) for each in people) == everything
        assert facts_of(project).counted == everything


def test_a_guess_that_nobody_decided_on_and_the_interviewers_words_count_nowhere(
    study: Project,
) -> None:
    before, people = references(study), persons(study)
    drawn = network_table(network(study, Filters())).rows
    sides = compare(study, Comparison("P-01", "P-02", by="participant")).rows
    for turn in range(6):
        hand = HANDS[4] if turn % 2 else HANDS[2]  # guesses of answers, a hand on questions
        put(study, Put("P-02", turn, "formal", hand))
    assert (references(study), persons(study)) == (before, people)
    assert network_table(network(study, Filters())).rows == drawn
    assert compare(study, Comparison("P-01", "P-02", by="participant")).rows == sides
    assert Counter(each.coder for each in study.store.codings.of_document("P-02"))["suggest"] == 3


def test_naming_who_made_them_asks_for_guesses(study: Project) -> None:
    put(study, Put("P-02", 1, "formal", HANDS[4]))
    asked = TableRequest(Filters(coders=["suggest"]), Layout())
    assert numbers(tabulate(study, asked), "references")["formal"] == 1
