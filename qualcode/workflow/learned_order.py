"""The learned order of review: it learns from each decision, and never while a key waits.

Learning goes on in a thread with a connection of its own, on a copy of what was
known when it began. A queue that looks for its next proposals takes the order
that is there; before the first one is, the most doubtful come first. Which
proposals were drawn at random is written into the history, so that estimates can
tell a fair draw from a choice.
"""

from __future__ import annotations

import gc
import json
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from qualcode.errors import MissingExtraError, QualcodeError
from qualcode.model.history import Event
from qualcode.model.memo import Target
from qualcode.model.query import CodingQuery
from qualcode.store.history import now
from qualcode.workflow.beside import beside_keys
from qualcode.workflow.embedding import Watch, vectors_of
from qualcode.workflow.learning import decisions_now, material_of
from qualcode.workflow.project import opened
from qualcode.workflow.review_order import SITTING, by_doubt
from qualcode.workflow.suggesting import learned

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from qualcode.store.waiting import Candidate
    from qualcode.suggestion.ranking import Suggester
    from qualcode.workflow.learning import Material
    from qualcode.workflow.project import Project

DRAW = "draw"
"""The action in the history that tells what was drawn at random."""
_AT_ONCE = 2000
"""Sentences scored in one go; between two, other threads get their turn."""


_DOCUMENTS = 20
"""Documents whose proposals are read at once."""
_WINDOW = 200
"""Of an order, so many are looked up at a time."""
_NEAR = 10 * _WINDOW
"""So far an order is gone through piece by piece."""


class LearnedOrder:
    """An order of proposals that learns in the background.

    Args:
        project: The project; one that lives in memory is learned from at once.
        by: Who reviews, for the history.
        seed: For the random share.
    """

    def __init__(self, project: Project, *, by: str, seed: int = 1) -> None:
        self._by, self._seed = by, seed
        self._path = project.path
        self._known: tuple[Material, Suggester] | None = None
        self._order: tuple[list[str], set[str]] = ([], set())
        self._drawn: set[str] = set()
        self._thread: threading.Thread | None = None
        self._begin(project)

    def __call__(
        self, project: Project, query: CodingQuery, *, limit: int, without: Sequence[str]
    ) -> list[str]:
        """Return the next proposals; see `Ordering`."""
        order, drawn = self._order
        self._begin(project)
        if not order:
            return by_doubt(project, query, limit=limit, without=without)
        found = _first(project, query, order, set(without), limit)
        self._note(project, [name for name in found if name in drawn], len(order))
        return found

    def wait(self) -> None:
        """Wait until what has been decided is learned: for a list that is written at once."""
        if self._thread is not None:
            self._thread.join()

    def _begin(self, project: Project) -> None:
        """Begin to learn from what is decided by now, unless that is going on."""
        if self._path is None:
            self._learn(project)
        elif self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._learn_apart, daemon=True)
            self._thread.start()

    def _learn_apart(self) -> None:
        assert self._path is not None
        is_first = self._known is None
        # a file that is gone or held by others is told by whoever needs it, not by a thread
        with suppress(QualcodeError), beside_keys(), opened(self._path) as project:
            self._learn(project)
            if is_first:
                gc.freeze()  # the sentences stay: to look through half a million takes seconds

    def _learn(self, project: Project) -> None:
        """Learn, and put a new order in the place of the old one at the end.

        What cannot be learned leaves the order as it was: `suggest` tells why.
        """
        from qualcode.suggestion.mixing import mixed

        try:
            if self._known is None:
                codebook = project.codebook()
                material = material_of(project, codebook)
                material.vectors = _vectors_if_there(project, material)
                self._known = material, learned(material, codebook, seed=self._seed)
            else:
                material, suggester = self._known
                decided = decisions_now(project, material)
                if set(decided) == set(material.decided):
                    return
                material.decided = decided
                suggester.learn(material.lessons)
            self._order = mixed(_scores(project, *self._known), seed=self._seed)
        except QualcodeError:
            return

    def _note(self, project: Project, drawn: Sequence[str], among: int) -> None:
        """Write down what was drawn at random, each once."""
        new = [name for name in drawn if name not in self._drawn]
        self._drawn |= set(new)
        if new:
            told = json.dumps({"drawn": new, "among": among, "seed": self._seed})
            event = Event(now(), self._by, DRAW, Target.CODEBOOK, project.digest, after=told)
            with project.store.transaction():
                project.store.history.add(event)


def _first(
    project: Project, query: CodingQuery, order: Sequence[str], without: set[str], limit: int
) -> list[str]:
    """Return the first of an order that wait; what waits and has no place in it comes last.

    A few are mostly found near the beginning, without looking at all that wait.
    """
    waits = project.store.waiting
    found: list[str] = []
    for start in range(0, _NEAR if limit <= SITTING else 0, _WINDOW):
        some = [name for name in order[start : start + _WINDOW] if name not in without]
        is_open = waits.open_among(query, some)
        found += [name for name in some if name in is_open]
        if len(found) >= limit:
            return found[:limit]
    waiting = {each.id for each in waits.candidates(query)} - without
    found = [name for name in order if name in waiting]
    return [*found, *sorted(waiting - set(found))][:limit]


def scores_now(
    project: Project, *, progress: Callable[[int, int], None] = lambda _done, _all: None
) -> dict[str, float]:
    """Return the score of each open proposal, learned from all that is known now."""
    codebook = project.codebook()
    material = material_of(project, codebook, progress=progress)
    material.vectors = vectors_of(project, material, watch=Watch(progress))
    return _scores(project, material, learned(material, codebook))


def _vectors_if_there(project: Project, material: Material) -> Any:
    """Return what the sentences mean; on a machine without the encoder words must do."""
    try:
        return vectors_of(project, material)
    except MissingExtraError:
        return None


def _open(project: Project) -> Iterator[Candidate]:
    """Yield all open proposals, a few documents at a time: nobody can write meanwhile."""
    names = project.store.documents.names()
    for start in range(0, len(names), _DOCUMENTS):
        some = tuple(names[start : start + _DOCUMENTS])
        yield from project.store.waiting.candidates(CodingQuery(documents=some))


def _scores(project: Project, material: Material, suggester: Suggester) -> dict[str, float]:
    """Return the score of each open proposal that lies on a sentence."""
    rows = {(place.document, place.start): row for row, place in enumerate(material.places)}
    columns = {code: column for column, code in enumerate(suggester.which_.codes_)}
    codings = [
        (each.id, rows[each.document, each.start], columns[each.code])
        for each in _open(project)
        if (each.document, each.start) in rows and each.code in columns
    ]
    found: dict[str, float] = {}
    for first in range(0, len(codings), _AT_ONCE):
        part = codings[first : first + _AT_ONCE]
        scores = suggester.scores_of([row for _, row, _ in part])
        for at, (name, _, column) in enumerate(part):
            found[name] = float(scores[at, column])
    return found
