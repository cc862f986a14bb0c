"""What tables count after adjudication: what holds by consensus, once, and what lost not at all."""

from __future__ import annotations

from collections import Counter
from itertools import permutations
from typing import TYPE_CHECKING

import pytest

from qualcode.analysis.agreement.basis import Universe
from qualcode.analysis.agreement.table import AgreementOptions
from qualcode.analysis.claims import may_tie
from qualcode.errors import DataError
from qualcode.model.coding import Review, Status
from qualcode.model.marks import ALL, columns_of
from qualcode.model.query import CodingQuery
from qualcode.model.span import Span
from qualcode.workflow.adjudication import Choice, disagreements, settle
from qualcode.workflow.agreed import CONSENSUS
from qualcode.workflow.agreement import AgreementRequest, agreement
from qualcode.workflow.agreement import disagreements as places
from qualcode.workflow.excerpts import excerpts_found, excerpts_listed, excerpts_read
from qualcode.workflow.filters import Filters
from qualcode.workflow.handcoding import add_coding
from qualcode.workflow.standing import standing_of
from qualcode.workflow.tabulate import TALLIED, TableRequest, corpus_of, tabulate
from qualcode.workflow.undoing import undo
from tests.analysis.analysis_samples import mark

if TYPE_CHECKING:
    from qualcode.workflow.project import Project

BOTH = ("li", "zhao")
COUNTED = {Status.ASSERTED, Status.PARTIAL}


def put(project: Project, by: str, words: str, code: str, document: str = "P-01") -> None:
    start = project.store.documents.text(document).index(words)
    add_coding(project, document, Span(start, start + len(words)), code, by=by)


def references(project: Project) -> dict[str, int]:
    """Return the references of each code, as `table` counts them."""
    table = tabulate(project, TableRequest())
    columns = (table.column(key) for key in ("code", "references"))
    return {str(code): int(number or 0) for code, number in zip(*columns, strict=True)}


def added(project: Project, before: dict[str, int]) -> dict[str, int]:
    """Return by how many references codes have grown."""
    now = references(project)
    return {code: now[code] - before[code] for code in ("income", "scarce", "formal")}


def reliability(project: Project) -> object:
    wanted = AgreementRequest(BOTH, options=AgreementOptions(draws=0), universe=Universe.ALL)
    return agreement(project, wanted).rows


def note(project: Project) -> str:
    told = " ".join(each.en for each in tabulate(project, TableRequest()).notes)
    return told if "on which coders disagree" in told else ""


@pytest.fixture
def before(study: Project) -> dict[str, int]:
    """What the table counts without the two coders."""
    return references(study)


@pytest.fixture
def disputed(study: Project, before: dict[str, int]) -> Project:
    """Two codes on one place that patterns propose neither of."""
    assert before
    put(study, "li", "来了也是", "income")
    put(study, "zhao", "来了也是", "scarce")
    return study


def test_what_lost_counts_no_more_and_what_won_counts_once(
    disputed: Project, before: dict[str, int]
) -> None:
    assert added(disputed, before) == {"income": 1, "scarce": 1, "formal": 0}
    assert "2 places on which coders disagree" in note(disputed)
    own = [disputed.store.codings.of_coder(name) for name in BOTH]
    measured = reliability(disputed)
    (case,) = disagreements(disputed, BOTH)
    settle(disputed, case, Choice(("li",)), by="wang")
    assert added(disputed, before) == {"income": 1, "scarce": 0, "formal": 0}
    assert note(disputed) == ""
    assert standing_of(disputed).unsettled.places == 0
    assert [disputed.store.codings.of_coder(name) for name in BOTH] == own
    assert reliability(disputed) == measured
    undo(disputed, by="wang")
    assert added(disputed, before) == {"income": 1, "scarce": 1, "formal": 0}
    assert disputed.store.codings.of_coder(CONSENSUS) == []


def listed(project: Project, **filters: tuple[object, ...]) -> dict[str, int]:
    """Return how many excerpts of each code are listed that are findings."""
    found = excerpts_found(project, Filters(**filters))  # type: ignore[arg-type]
    read = [each.coding for each in excerpts_read(project, found)]
    assert len(read) == found.references + sum(found.others.values())
    table = excerpts_listed(project, found)
    assert table.column("coding") == tuple(each.id for each in read)
    codes = Counter(each.code for each in read if each.status in COUNTED)
    return {code: codes[code] for code in ("income", "scarce", "formal")}


def counted(project: Project) -> dict[str, int]:
    return {code: references(project)[code] for code in ("income", "scarce", "formal")}


def test_excerpts_list_what_the_table_counts(disputed: Project) -> None:
    """Also of a place that both have coded alike, which is one reference."""
    put(disputed, "li", "我们家", "income")
    put(disputed, "zhao", "我们家", "income")
    assert listed(disputed) == counted(disputed)
    (case,) = disagreements(disputed, BOTH)
    for sides in (("li",), ("zhao",), (), BOTH):
        settle(disputed, case, Choice(sides), by="wang")
        assert listed(disputed) == counted(disputed)
        assert excerpts_found(disputed, Filters()).references == references(disputed)["any"]


def test_what_lost_is_listed_when_asked_for(disputed: Project) -> None:
    (case,) = disagreements(disputed, BOTH)
    before = listed(disputed)
    settle(disputed, case, Choice(("li",)), by="wang")
    assert listed(disputed) == before | {"scarce": before["scarce"] - 1}
    assert listed(disputed, reviews=(Review.REJECTED,))["scarce"] == 1
    assert listed(disputed, coders=("zhao",)) == {"income": 0, "scarce": 0, "formal": 0}


def test_settling_anew_counts_what_is_chosen_last(
    disputed: Project, before: dict[str, int]
) -> None:
    (case,) = disagreements(disputed, BOTH)
    counts = {("li",): (1, 0), ("zhao",): (0, 1), BOTH: (1, 1), (): (0, 0)}
    for sides, (income, scarce) in counts.items():
        for _ in range(2):  # the second time changes nothing
            settle(disputed, case, Choice(sides), by="wang")
            assert added(disputed, before) == {"income": income, "scarce": scarce, "formal": 0}
            assert len(disputed.store.codings.of_coder(CONSENSUS)) == 2
    assert disagreements(disputed, BOTH) == []


def test_other_edges_of_a_code_that_holds_are_not_rejected(
    study: Project, before: dict[str, int]
) -> None:
    put(study, "li", "来了也是", "income")
    put(study, "zhao", "来了", "income")
    (case,) = disagreements(study, BOTH)
    settle(study, case, Choice(("zhao",)), by="wang")
    (agreed,) = study.store.codings.of_coder(CONSENSUS)
    assert (agreed.quote, agreed.review) == ("来了", Review.ACCEPTED)
    assert added(study, before)["income"] == 1


def test_other_edges_over_more_sentences_leave_nothing_open(study: Project) -> None:
    put(study, "li", "干部一年见不着一回。", "income")
    put(study, "zhao", "干部一年见不着一回。来了也是走形式。", "income")
    assert standing_of(study).unsettled.places == 1
    for case in disagreements(study, BOTH):
        settle(study, case, Choice(("li",)), by="wang")
    assert not disagreements(study, BOTH)
    assert standing_of(study).unsettled.places == 0


def test_only_the_codes_of_the_case_are_settled_in_its_sentence(disputed: Project) -> None:
    put(disputed, "li", "走形式", "scarce")
    put(disputed, "zhao", "走形式", "formal")
    put(disputed, "zhao", "我们家", "scarce")
    assert standing_of(disputed).unsettled.places == 3  # scarce is said by both here
    first = next(each for each in disagreements(disputed, BOTH) if each.codes["li"] == ("income",))
    settle(disputed, first, Choice(("li",)), by="wang")
    assert standing_of(disputed).unsettled.places == 2
    assert len(disagreements(disputed, BOTH)) == 2


def test_three_coders_are_compared_in_pairs_that_share_a_document(study: Project) -> None:
    put(study, "li", "来了也是", "income")
    put(study, "zhao", "来了也是", "scarce")
    put(study, "zhao", "现在好多了", "income", "P-02")
    put(study, "anna", "现在好多了", "scarce", "P-02")
    cases = disagreements(study, ["anna", "li", "zhao"])
    assert [(each.document, tuple(each.sides)) for each in cases] == [
        ("P-01", ("li", "zhao")),
        ("P-02", ("anna", "zhao")),
    ]
    for case in cases:
        settle(study, case, Choice(("zhao",)), by="wang")
    assert standing_of(study).unsettled.places == 0
    with pytest.raises(DataError, match="none in common: anna in P-02; li in P-01"):
        disagreements(study, ["anna", "li"])


def test_every_table_follows_the_same_of_two_equal_coders(study: Project) -> None:
    """Whom they speak of and where they begin decides, whether a table looks at it or not."""
    codes = tuple(code.id for code in study.codebook().leaves)[:12]
    pairs = permutations(("来了也是", "来了也", "了也是", "也是"), 2)
    for code, (one, other) in zip(codes, pairs, strict=False):
        put(study, "li", one, code)
        put(study, "zhao", other, code)
    query = CodingQuery(codes=codes, coders=BOTH)
    asked = (TALLIED, TALLIED | {"about", "about_by"}, TALLIED | {"start"}, frozenset(ALL))
    found = [columns_of(corpus_of(study, study.codebook(), query, each).marks) for each in asked]
    heard = [
        dict(zip(each.names["code"].words(), each.names["coder"].words(), strict=True))
        for each in found
    ]
    assert all(each == heard[0] for each in heard)
    assert set(heard[0].values()) == set(BOTH)


def test_equal_machines_are_told_apart_as_persons_are() -> None:
    pair = [mark("scarce")._replace(coder=name) for name in ("rules", "suggest")]
    assert may_tie(columns_of(pair), CONSENSUS)
    assert not may_tie(columns_of(pair[:1] * 2), CONSENSUS)
    apart = [pair[0], pair[1]._replace(source="person", review="accepted")]
    assert not may_tie(columns_of(apart), CONSENSUS)
    assert not may_tie(columns_of([]), CONSENSUS)


def test_places_that_are_settled_are_listed_as_settled(disputed: Project) -> None:
    request = AgreementRequest(list(BOTH))
    assert set(places(disputed, request).column("settled")) == {""}
    for case in disagreements(disputed, BOTH):
        settle(disputed, case, Choice(("li",)), by="wang")
    assert set(places(disputed, request).column("settled")) == {"yes"}


def test_places_are_settled_where_a_machine_is_among_the_coders_too(disputed: Project) -> None:
    request = AgreementRequest([*BOTH, "rules"])
    assert set(places(disputed, request).column("settled")) == {""}
    for case in disagreements(disputed, BOTH):
        settle(disputed, case, Choice(("li",)), by="wang")
    table = places(disputed, request)
    told = set(zip(table.column("quote"), table.column("settled"), strict=True))
    assert ("来了也是", "yes") in told
    assert {settled for quote, settled in told if quote != "来了也是"} == {""}
