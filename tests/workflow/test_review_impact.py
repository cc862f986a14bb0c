"""The order by impact, read a few interviews at a time, against all weighed at once."""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from qualcode.model.coding import Coding, Review, Source, Status, coding_id
from qualcode.model.document import Unit
from qualcode.model.participant import Participant
from qualcode.model.query import COUNTED_STATUSES, CodingQuery
from qualcode.model.span import Span
from qualcode.store.store import Store
from qualcode.workflow import review_impact
from qualcode.workflow.decisions import Decision, decide
from qualcode.workflow.project import Project
from qualcode.workflow.review_impact import by_impact

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from qualcode.store.waiting import Standing
    from tests.conftest import TranscriptOf

CODES = ("far", "dear", "slow", "cold")
PEOPLE = {"PH": 13, "GOV": 5, "NGO": 5, "VC": 1}
TEXT = "问：怎么样？\n答：" + "。".join("路远药贵办得慢屋里冷") + "。"


@pytest.fixture(params=range(6))
def project(
    request: pytest.FixtureRequest, tmp_path: Path, transcript_of: TranscriptOf
) -> Iterator[Project]:
    chance = random.Random(request.param)
    with Store.create(tmp_path / "study.qualcode") as store:
        (tmp_path / "codebook.yaml").write_text("", encoding="utf-8")
        subjects = [subject for subject, number in PEOPLE.items() for _ in range(number)]
        for number, subject in enumerate(chance.sample([*subjects, ""], len(subjects) + 1)):
            _add(store, f"D{number:02}", subject, transcript_of, chance)
        made = Project(store, tmp_path / "study.qualcode")
        ids = [each.coding.id for each in store.excerpts.find(CodingQuery())]
        for verb in (Review.ACCEPTED, Review.REJECTED):
            decide(made, chance.sample(ids, 12), Decision(verb), by="li")
        yield made


def _add(
    store: Store, name: str, subject: str, transcript_of: TranscriptOf, chance: random.Random
) -> None:
    transcript = transcript_of(TEXT, name=name)
    if subject:
        store.participants.put([Participant(name, subject)])
    start = TEXT.index("答")
    units = [Unit(1, start + 2 + 2 * each, start + 4 + 2 * each) for each in range(10)]
    speakers = {"答": name} if subject else {}
    store.documents.add(transcript, units, speakers=speakers, language="zh", words=20)
    found = {}
    for _ in range(chance.randint(0, 9)):
        unit, code = chance.choice(units), chance.choice(CODES)
        span = Span(unit.start, unit.end)
        each = Coding(
            coding_id(name, span, code, "rules"),
            name,
            span,
            code,
            "rules",
            Source.RULE,
            span.of(transcript.text),
            unit.turn,
            chance.choice([Status.ASSERTED, Status.ASSERTED, Status.PARTIAL, Status.DENIED]),
            codebook="k",
        )
        found[each.id] = each
    store.proposals.replace(name, found.values(), coder="rules", key="k")


def weighed_at_once(project: Project, query: CodingQuery) -> list[str]:
    """The order as it is defined: every cell weighed, then sorted."""
    found = [
        each for each in project.store.excerpts.find(query) if each.coding.source is Source.RULE
    ]
    subject = {person.id: person.subject for person in project.store.participants.all()}
    persons = Counter(each.subject for each in project.store.participants.all())
    opened = [each.coding for each in found if each.coding.review is Review.PROPOSED]
    size = Counter((each.document, each.code) for each in opened)
    settled = {
        (each.coding.document, each.coding.code)
        for each in found
        if each.coding.review is Review.ACCEPTED
    }

    def rank(coding: Coding) -> tuple[object, ...]:
        cell = (coding.document, coding.code)
        weight = size[cell] * max(persons[subject.get(coding.document, "")], 1)
        is_counted = coding.status in COUNTED_STATUSES
        place = (coding.span.start, coding.span.end, coding.id)
        return (not is_counted, cell in settled, 0 if cell in settled else weight, *cell, *place)

    return [each.id for each in sorted(opened, key=rank)]


@pytest.mark.parametrize("chunk", [1, 3, 100])
@pytest.mark.parametrize(
    "query", [CodingQuery(), CodingQuery(codes=("far", "cold")), CodingQuery(subjects=("PH",))]
)
def test_the_first_are_the_first_of_all(
    project: Project, query: CodingQuery, chunk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(review_impact, "_CHUNK", chunk)
    expected = weighed_at_once(project, query)
    assert expected
    assert by_impact(project, query, limit=10_000, without=()) == expected
    counted = [name for name in expected if _status(project, name) in COUNTED_STATUSES]
    for limit in (1, 4, len(counted)):
        assert by_impact(project, query, limit=limit, without=()) == counted[:limit]
    assert by_impact(project, query, limit=3, without=expected[:2]) == counted[2:5]


def test_what_a_query_leaves_out_stays_out(project: Project) -> None:
    query = CodingQuery(statuses=(Status.PARTIAL,))
    found = by_impact(project, query, limit=10_000, without=())
    assert {_status(project, name) for name in found} == {Status.PARTIAL}


def test_no_more_is_read_than_the_first_need(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(review_impact, "_CHUNK", 1)
    read: list[int] = []
    standing = project.store.waiting.standing

    def counted(query: CodingQuery, documents: Sequence[int]) -> list[Standing]:
        read.extend(documents)
        return standing(query, documents)

    monkeypatch.setattr(project.store.waiting, "standing", counted)
    by_impact(project, CodingQuery(), limit=1, without=())
    assert len(read) < project.store.documents.count()


def _status(project: Project, name: str) -> Status:
    coding = project.store.codings.get(name)
    assert coding is not None
    return coding.status
