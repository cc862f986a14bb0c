"""The cases of adjudication: where the codings of several coders overlap and differ, and how."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from qualcode.model.coding import Coding, stable_id
from qualcode.model.memo import Target
from qualcode.model.span import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.model.memo import Memo
    from qualcode.model.query import CodingQuery
    from qualcode.workflow.project import Project


class Kind(StrEnum):
    """How coders differ at a place."""

    CODE = "code"
    """They put different codes on overlapping words."""
    MISSING = "missing"
    """Only some of them coded it at all."""
    SPAN = "span"
    """The same codes, from or to other words."""
    STATUS = "status"
    """The same codes and words, claimed in another way."""
    ABOUT = "about"
    """The same in all but whom it is about."""


@dataclass(frozen=True, slots=True)
class Case:
    """One place where coders differ: overlapping codings of all of them."""

    id: str
    """Stable: made of the codings."""
    document: str
    turn: int
    start: int
    end: int
    """The stretch that the codings cover together."""
    kind: Kind
    sides: dict[str, tuple[Coding, ...]]
    """The codings of each coder; an empty tuple for one who has none here."""
    question: str = ""
    memos: tuple[Memo, ...] = ()
    settled: tuple[Coding, ...] | None = None
    """What holds by agreement; None while it is open, empty when it was neither."""

    @property
    def codes(self) -> dict[str, tuple[str, ...]]:
        """Return the codes of each coder, sorted."""
        return {
            coder: tuple(sorted({each.code for each in codings}))
            for coder, codings in self.sides.items()
        }


def groups_of(own: dict[str, list[Coding]]) -> list[dict[str, list[Coding]]]:
    """Return the codings of one document, put together where they overlap."""
    listed = sorted(
        ((coding, name) for name, codings in own.items() for coding in codings),
        key=lambda each: (each[0].span.start, each[0].span.end, each[0].code, each[1]),
    )
    groups: list[dict[str, list[Coding]]] = []
    reach = -1
    for coding, name in listed:
        if coding.span.start >= reach:
            groups.append({each: [] for each in own})
        groups[-1][name].append(coding)
        reach = max(reach, coding.span.end)
    return groups


class Judges:
    """Tells who has judged a place: read its document to code it by hand, or decided there."""

    def __init__(self, project: Project, coders: Sequence[str], query: CodingQuery) -> None:
        views = project.store.views
        self._by_hand = {name: views.whole(name) for name in coders}
        self._judged: dict[tuple[str, str], list[Span]] = {}
        for name in coders:
            marks = views.judged(name, query, ("start", "stop"))
            places = zip(
                marks.names["document"].words(),
                marks.numbers["start"].tolist(),
                marks.numbers["stop"].tolist(),
                strict=True,
            )
            for document, start, stop in places:
                self._judged.setdefault((name, document), []).append(Span(start, stop))

    def among(self, group: dict[str, list[Coding]]) -> dict[str, list[Coding]]:
        """Return a group of codings without the coders who have nothing there to say."""
        codings = [coding for side in group.values() for coding in side]
        return {name: side for name, side in group.items() if side or self._has(name, codings)}

    def _has(self, name: str, codings: Sequence[Coding]) -> bool:
        document = codings[0].document
        spans = self._judged.get((name, document), ())
        return document in self._by_hand[name] or any(
            span.overlaps(coding.span) for span in spans for coding in codings
        )


def case_of(project: Project, document: str, group: dict[str, list[Coding]]) -> Case | None:
    """Return the open case of overlapping codings; None where all agree."""
    kind = _kind(group)
    if kind is None:
        return None
    codings = [coding for side in group.values() for coding in side]
    name = stable_id("case", *sorted(each.id for each in codings))
    first = min(codings, key=lambda each: each.span.start)
    memos = [
        memo for coding in codings for memo in project.store.memos.of(Target.CODING, coding.id)
    ]
    return Case(
        id=name,
        document=document,
        turn=first.turn,
        start=first.span.start,
        end=max(each.span.end for each in codings),
        kind=kind,
        sides={coder: tuple(side) for coder, side in group.items()},
        question=project.store.turns.question_before(document, first.turn),
        memos=tuple(memos),
    )


def _kind(group: dict[str, list[Coding]]) -> Kind | None:
    """Return how coders differ, the gravest difference first; None when they do not."""
    sides = list(group.values())
    if len(sides) < 2:
        return None
    if not all(sides):
        return Kind.MISSING
    tests = (
        (Kind.CODE, lambda each: each.code),
        (Kind.SPAN, lambda each: (each.code, each.span)),
        (Kind.STATUS, lambda each: (each.code, each.span, each.status)),
        (Kind.ABOUT, lambda each: (each.code, each.span, each.status, frozenset(each.about))),
    )
    for kind, view in tests:
        if len({frozenset(view(each) for each in side) for side in sides}) > 1:
            return kind
    return None
