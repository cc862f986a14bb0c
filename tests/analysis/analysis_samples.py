"""A small study to count, and random ones like it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from qualcode.analysis.corpus import Corpus
from qualcode.model.codebook import Code, Codebook, Kind
from qualcode.model.coding import Review, Status
from qualcode.model.excerpt import Mark
from qualcode.model.label import Label
from qualcode.model.participant import Participant
from qualcode.model.subject import Group, Subject, SubjectScheme

if TYPE_CHECKING:
    from collections.abc import Sequence

SCHEME = SubjectScheme(
    subjects=(
        Subject("GOV", Label("政府", "Government"), "state"),
        Subject("PH", Label("贫困户", "Poor household"), "poor"),
        Subject("SPH", Label("特殊贫困户", "Special poor household"), "poor"),
        Subject("VC", Label("村委会", "Village committee"), "village"),
    ),
    groups=(
        Group("state", Label("国家", "State")),
        Group("village", Label("村级", "Village")),
        Group("poor", Label("贫困群体", "The poor")),
    ),
)

_TREE = (
    ("contact", "帮扶联系", "Contact", Kind.THEME),
    ("contact/scarce", "走访少", "Rare contact", Kind.PROBLEM),
    ("contact/formal", "走过场", "Going through the motions", Kind.PROBLEM),
    ("contact/near", "走得近", "Close contact", Kind.POSITIVE),
    ("system", "制度", "System", Kind.THEME),
    ("system/target", "识别", "Targeting", Kind.THEME),
    ("system/target/error", "识别不准", "Mis-targeting", Kind.PROBLEM),
    ("system/target/favour", "优亲厚友", "Favouritism", Kind.PROBLEM),
    ("system/forms", "填表多", "Too many forms", Kind.CAUSE),
    ("poverty", "返贫", "Falling back", Kind.PROBLEM),
    ("plan", "建议", "Proposals", Kind.COUNTERMEASURE),
)
BOOK = Codebook(
    id="tiny",
    name=Label("小手册", "Tiny"),
    version="1.2",
    digest="0123456789abcdef" * 4,
    codes=tuple(
        Code(path.rpartition("/")[2], path, Label(zh, en), kind) for path, zh, en, kind in _TREE
    ),
    subjects=SCHEME,
)
LEAVES = ("scarce", "formal", "near", "error", "favour", "forms", "poverty", "plan")


def mark(
    code: str = "scarce",
    participant: str = "P1",
    *,
    document: str = "",
    status: Status = Status.ASSERTED,
    about: str = "",
    unit: int = 0,
    unit_last: int | None = None,
    coding: str = "",
) -> Mark:
    where = document or f"D-{participant}"
    return Mark(
        coding=coding or f"{code}-{participant}-{where}-{unit}-{status.value}-{about}",
        code=code,
        document=where,
        participant=participant,
        subject="",
        status=status.value,
        review=Review.PROPOSED.value,
        coder="rules",
        about=about,
        unit=unit,
        unit_last=unit if unit_last is None else unit_last,
    )


def corpus_of(people: Sequence[Participant], marks: Sequence[Mark] = ()) -> Corpus:
    """Everybody speaks 1,000 characters, in a document of their own."""
    return Corpus(
        codebook=BOOK,
        participants=people,
        speech={person.id: {f"D-{person.id}": 1000} for person in people},
        marks=marks,
    )


def villagers(*pairs: str) -> list[Participant]:
    """Make participants from ``id:subject``."""
    return [Participant(name, subject) for name, subject in (pair.split(":") for pair in pairs)]


@st.composite
def corpora(draw: st.DrawFn) -> Corpus:
    """Up to six people in up to four documents, any of them silent, with any codings."""
    names = [f"P{number}" for number in range(draw(st.integers(0, 6)))]
    documents = ["D0", "D1", "D2", "D3"]
    people = [
        Participant(
            name,
            draw(st.sampled_from(["GOV", "PH", "SPH", "XX", ""])),
            draw(st.sampled_from([{}, {"sex": "f"}, {"sex": "男"}, {"sex": "", "age": "40"}])),
        )
        for name in names
    ]
    speaks_in = {
        name: draw(st.lists(st.sampled_from(documents), min_size=1, max_size=3, unique=True))
        for name in names
    }
    lengths = st.sampled_from([0, 7, 1000, 48250])
    speech = {name: {where: draw(lengths) for where in speaks_in[name]} for name in names}
    marks = draw(st.lists(_marks(names, speaks_in), max_size=14)) if names else []
    return Corpus(
        BOOK,
        people,
        speech,
        [each._replace(coding=f"c{number}") for number, each in enumerate(marks)],
    )


@st.composite
def _marks(draw: st.DrawFn, names: list[str], speaks_in: dict[str, list[str]]) -> Mark:
    name = draw(st.sampled_from(names))
    unit = draw(st.integers(0, 3))
    return mark(
        draw(st.sampled_from(LEAVES)),
        name,
        document=draw(st.sampled_from(speaks_in[name])),
        status=draw(st.sampled_from([*Status, Status.ASSERTED, Status.NORMATIVE])),
        about=draw(st.sampled_from(["", "PH", "PH SPH", "GOV PH", "XX"])),
        unit=unit,
        unit_last=unit + draw(st.integers(0, 2)),
    )
