"""``--where`` finds what a reader would find, checked against reading the codings one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.errors import UsageError
from qualcode.model.coding import Review, Status
from qualcode.model.participant import Participant
from qualcode.model.span import Span
from qualcode.model.where import And, Codes, Field, Measure, Near, Not, Or, Unit
from qualcode.store.store import Store
from qualcode.workflow.decisions import Decision, decide
from qualcode.workflow.filters import Filters, query_of, subjects_named
from qualcode.workflow.handcoding import add_coding
from qualcode.workflow.project import Project
from qualcode.workflow.review import QueueOptions, ReviewQueue
from qualcode.workflow.where import resolve_where

if TYPE_CHECKING:
    from pathlib import Path

    from qualcode.model.excerpt import Excerpt
    from qualcode.model.where import Node, Where


def found(project: Project, where: str) -> list[Excerpt]:
    query = query_of(Filters(where=where), project.codebook(), project.store)
    return list(project.store.excerpts.find(query))


def quotes(project: Project, where: str) -> list[tuple[str, str]]:
    return [(each.coding.code, each.coding.quote) for each in found(project, where)]


@pytest.fixture
def rich(study: Project) -> Project:
    """More codings, of persons too, and attributes."""
    store = study.store
    with store.transaction():
        store.participants.put(
            [
                Participant("P-01", "PH", {"gender": "女", "age": "62岁", "it's": "x"}),
                Participant("P-02", "GOV", {"gender": "男", "age": "35"}),
            ]
        )
    text = store.documents.text("P-01")
    start = text.index("干部一年")
    add_coding(study, "P-01", Span(start, start + 10), "income", by="li", about=["GOV"])
    first = store.codings.of_document("P-02")[0]
    decide(study, [first.id], Decision(Review.REJECTED), by="li")
    return study


def test_a_code_its_family_and_its_contrary(rich: Project) -> None:
    assert {code for code, _ in quotes(rich, "scarce")} == {"scarce"}
    assert {code for code, _ in quotes(rich, "contact")} == {"scarce", "formal"}
    assert {code for code, _ in quotes(rich, "见不着 | 没钱")} == {"scarce", "income"}
    overlapping = quotes(rich, "scarce & income")
    assert ("income", "干部一年见不着一回。"[:10]) in overlapping
    assert {code for code, _ in quotes(rich, "scarce & !income")} == {"scarce"}
    both = set(quotes(rich, "scarce & income[coder=li]"))
    assert both
    assert both.isdisjoint(set(quotes(rich, "scarce & !income[coder=li]")))


def test_properties_of_person_place_and_coding(rich: Project) -> None:
    assert {each.participant.id for each in found(rich, "gender=女")} == {"P-01"}
    assert {each.participant.id for each in found(rich, "age>40")} == {"P-01"}
    assert {each.participant.id for each in found(rich, "age<40 | subject=household")} == {
        "P-01",
        "P-02",
    }
    assert {each.participant.id for each in found(rich, "subject!=GOV")} == {"P-01"}
    assert {each.coding.document for each in found(rich, "document=P-0* & participant=P-02")} == {
        "P-02"
    }
    assert {each.coding.review for each in found(rich, "review=rejected")} == {Review.REJECTED}
    assert {each.coding.status for each in found(rich, "status=denied,historical")} <= {
        Status.DENIED,
        Status.HISTORICAL,
    }
    assert {each.coding.coder for each in found(rich, "source=person")} == {"li"}
    assert all("走形式" in each.coding.quote for each in found(rich, "text~走形式"))
    assert {quote for _, quote in quotes(rich, "text~/^拍照/")} == {"拍照的。"}
    assert found(rich, '"it\'s"=x')


def test_units_look_around(rich: Project) -> None:
    people = {each.participant.id for each in found(rich, "participant: scarce & formal")}
    assert people == {"P-01", "P-02"}
    assert {each.participant.id for each in found(rich, "participant: income[coder=li]")} == {
        "P-01"
    }
    turns = {(each.coding.document, each.coding.turn) for each in found(rich, "turn: text~拍照")}
    assert len(turns) == 1
    assert {each.coding.code for each in found(rich, "turn: scarce & !formal")} <= {
        "scarce",
        "income",
    }


def test_names_that_are_not_known_are_pointed_at(rich: Project) -> None:
    for where, words, hint, column in (
        ("scarce & formel", "no code 'formel'", "did you mean 'formal'?", 9),
        ("gendre=女", "no property 'gendre'", "did you mean 'gender'?", 0),
        ("scarce & status=denyed", "no status 'denyed'", "did you mean 'denied'?", 9),
        ("subject=PX", "no subject 'PX'", "", 0),
        ("scarce[subject=PH]", "no property of a coding", "", 7),
        ("age>old", "'old' is none", "", 0),
        ("gender=妇", "nobody has gender '妇'", "one of: 女, 男", 0),
        ("age=36", "nobody has age '36'", "one of: 35, 62岁", 0),
        ("text~/来(了", "'(' is one too many", "two slashes", 8),
        ("text~/(/", "the pattern /(/ is wrong", "", 0),
    ):
        with pytest.raises(UsageError) as caught:
            found(rich, where)
        assert words in caught.value.message
        assert hint in caught.value.hint
        assert caught.value.message.split("\n")[2] == " " * (column + 2) + "^"


@pytest.mark.parametrize("value", ["gender=女", "gender=F", "gender=female", "gender=Ｆ", "age=62"])
def test_a_gender_or_age_is_one_however_it_is_written(rich: Project, value: str) -> None:
    asked = {each.participant.id for each in found(rich, value)}
    others = {each.participant.id for each in found(rich, value.replace("=", "!="))}
    assert asked == {"P-01"}
    assert others
    assert "P-01" not in others


def test_a_pattern_of_a_value_stays_one(rich: Project) -> None:
    assert {each.participant.id for each in found(rich, "age=6*")} == {"P-01"}
    assert {each.participant.id for each in found(rich, "age=*3*")}.isdisjoint({"P-01"})
    assert found(rich, "gender=f*") == []


def test_persons_of_whom_nothing_is_told_are_asked_for(rich: Project) -> None:
    rich.store.participants.put([Participant("P-02", "GOV", {"age": "35"})])
    assert {each.participant.id for each in found(rich, 'gender=""')} == {"P-02"}
    assert {each.participant.id for each in found(rich, 'gender!=""')} == {"P-01"}
    assert {each.participant.id for each in found(rich, 'gender=F,""')} == {"P-01", "P-02"}


def test_the_queue_takes_the_same_question(rich: Project) -> None:
    options = QueueOptions(Filters(where="formal & document=P-01"))
    ids = ReviewQueue(rich, options, by="zhao").ids
    codings = [rich.store.codings.get(each) for each in ids]
    assert {(each.code, each.document) for each in codings if each} == {("formal", "P-01")}


CODE = st.sampled_from(["scarce", "formal", "income", "contact"])
TERM = st.one_of(
    CODE,
    st.builds("{}[status={}]".format, CODE, st.sampled_from(["asserted", "denied", "historical"])),
    st.sampled_from(
        [
            "subject=PH",
            "gender=女",
            "status=asserted",
            "coder=li",
            "text~没钱",
            "age>40",
            "about=GOV",
        ]
    ),
    st.builds(
        "{} {} {}".format,
        CODE,
        st.sampled_from(["near/1turns", "within sentence", "near/5chars", "near/1sentences"]),
        CODE,
    ),
)
QUESTION = st.recursive(
    TERM,
    lambda inner: st.one_of(
        st.builds("({} & {})".format, inner, inner),
        st.builds("({} | {})".format, inner, inner),
        st.builds("!{}".format, inner),
    ),
    max_leaves=5,
)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(question=QUESTION, unit=st.sampled_from(["", "turn: ", "participant: ", "document: "]))
def test_sql_agrees_with_reading_one_by_one(rich: Project, question: str, unit: str) -> None:
    where = resolve_where(unit + question, rich.codebook(), rich.store, subjects_named)
    everything = list(rich.store.excerpts.find(query_of(Filters(), rich.codebook(), rich.store)))
    expected = {each.coding.id for each in everything if Slow(everything, where).holds(each)}
    assert {each.coding.id for each in found(rich, unit + question)} == expected


class Slow:
    """The meaning of a question, spelled out over all pairs of codings."""

    def __init__(self, everything: list[Excerpt], where: Where) -> None:
        self.everything, self.where = everything, where

    def holds(self, one: Excerpt) -> bool:
        asked = self.where.asked_codes
        if self.where.unit is Unit.EXCERPT and asked and one.coding.code not in asked:
            return False
        return self.node(self.where.root, one)

    def node(self, node: Node, one: Excerpt) -> bool:  # noqa: PLR0911 - one line for each kind
        if isinstance(node, Codes):
            near = [each for each in self.around(one) if each is one or counts(each, node)]
            return any(carries(each, node) for each in near)
        if isinstance(node, Near):
            return self.near(node, one)
        if isinstance(node, Not):
            return not self.node(node.part, one)
        if isinstance(node, And):
            return all(self.node(part, one) for part in node.parts)
        if isinstance(node, Or):
            return any(self.node(part, one) for part in node.parts)
        if node.name in {"subject", "gender", "age"}:
            return field(one, node)
        if self.where.unit is Unit.EXCERPT:
            return field(one, node)
        if node.name == "text":
            return any(
                node.values[0] in each.before + each.coding.quote + each.after
                for each in self.around(one)
            ) or self.said(node.values[0], one)
        return any(field(each, node) for each in self.around(one))

    def said(self, words: str, one: Excerpt) -> bool:
        """All texts here hold 没钱 in a coded turn, so what is coded tells what is said."""
        return any(words in each.coding.quote for each in self.around(one))

    def around(self, one: Excerpt) -> list[Excerpt]:
        unit = self.where.unit
        if unit is Unit.EXCERPT:
            return [
                each
                for each in self.everything
                if each.coding.document == one.coding.document
                and each.coding.span.overlaps(one.coding.span)
            ]
        return [each for each in self.everything if key(each, unit) == key(one, unit)]

    def near(self, node: Near, one: Excerpt) -> bool:
        if self.where.unit is Unit.EXCERPT:
            return any(
                carries(one, mine)
                and any(
                    counts(each, theirs) and carries(each, theirs) and gap(one, each, node)
                    for each in self.everything
                )
                for mine, theirs in ((node.left, node.right), (node.right, node.left))
            )
        return any(
            counts(left, node.left)
            and carries(left, node.left)
            and counts(right, node.right)
            and carries(right, node.right)
            and gap(left, right, node)
            for left in self.around(one)
            for right in self.everything
        )


def key(each: Excerpt, unit: Unit) -> object:
    if unit is Unit.TURN:
        return each.coding.document, each.coding.turn
    return each.coding.document if unit is Unit.DOCUMENT else each.participant.id


def counts(each: Excerpt, _: Codes) -> bool:
    return each.coding.review is not Review.REJECTED


def carries(each: Excerpt, codes: Codes) -> bool:
    return each.coding.code in codes.ids and all(field(each, part) for part in codes.qualifiers)


def field(each: Excerpt, node: Field) -> bool:
    value = {
        "subject": each.participant.subject,
        "gender": each.participant.attributes.get("gender", ""),
        "status": each.coding.status.value,
        "coder": each.coding.coder,
    }.get(node.name)
    if node.name == "age":
        return int(each.participant.attributes["age"].rstrip("岁")) > float(node.values[0])
    if node.name == "about":
        return node.values[0] in each.coding.about
    if node.name == "text":
        return node.values[0] in each.coding.quote
    return value in node.values


def gap(one: Excerpt, two: Excerpt, node: Near) -> bool:
    if one.coding.id == two.coding.id or one.coding.document != two.coding.document:
        return False
    (start, end), (first, last) = ends(one, node), ends(two, node)
    return first - end <= node.distance and start - last <= node.distance


def ends(each: Excerpt, node: Near) -> tuple[int, int]:
    """No coding here spans two sentences or turns."""
    if node.measure is Measure.CHARACTERS:
        return each.coding.span.start, each.coding.span.end
    place = each.unit if node.measure is Measure.SENTENCES else each.coding.turn
    return place, place


def test_a_read_only_copy_answers_too(rich: Project, study_path: Path) -> None:
    with Store.open(study_path) as store:
        assert quotes(Project(store, study_path), "scarce") == quotes(rich, "scarce")
