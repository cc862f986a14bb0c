"""What becomes of a model's answers, whichever way they come: proposals, and a list of the rest.

Answers are kept, and a document's proposals are made anew from all answers kept
for it, so that reading a file again changes nothing. Decisions are never touched.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qualcode.model.history import Event
from qualcode.model.memo import Target
from qualcode.store.history import now
from qualcode.suggestion.batches import Reply, read_batch
from qualcode.suggestion.replies import Asked, Dropped, Fault, Judge, codings_in
from qualcode.suggestion.windows import Window
from qualcode.workflow.asking import ANY, coder_name
from qualcode.workflow.codes import codebook_at_hand

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from qualcode.model.coding import Coding
    from qualcode.store.replies import Request
    from qualcode.workflow.project import Project


@dataclass
class Outcome:
    """What became of the answers of a run."""

    answers: int = 0
    added: int = 0
    removed: int = 0
    kept: int = 0
    decided: int = 0
    """Proposals left out because a person has decided on that place."""
    dropped: list[Dropped] = field(default_factory=list)
    missing: int = 0
    """Questions of the same wording that still have no answer that can be read."""


def read_replies(project: Project, path: Path, *, model: str = "", by: str = "") -> Outcome:
    """Take the answers in a batch file for proposals; reading it again changes nothing.

    Args:
        project: The project.
        path: The file.
        model: Name of the model; without it, what the answers call it.
        by: Who runs it, for the history.

    Raises:
        DataError: When the file cannot be read.
    """
    return take(project, read_batch(path), model=model, by=by)


def take(
    project: Project, replies: Iterable[Reply | Dropped], *, model: str = "", by: str = ""
) -> Outcome:
    """Keep answers as they come, and make proposals of them, even when it is broken off.

    Args:
        project: The project.
        replies: Answers, and what is wrong with others.
        model: Name of the model; without it, what the answers call it.
        by: Who runs it, for the history.
    """
    outcome, touched = Outcome(), _Touched()
    try:
        for reply in replies:
            if isinstance(reply, Dropped):
                outcome.dropped.append(reply)
            else:
                _keep(project, reply, model, outcome, touched)
    finally:
        _propose(project, touched, outcome, by)
    return outcome


@dataclass
class _Touched:
    """What answers have come for: document, wording and model; and which came in this run."""

    places: dict[tuple[str, str, str], Request] = field(default_factory=dict)
    seen: Counter[tuple[str, str]] = field(default_factory=Counter)


def _keep(project: Project, reply: Reply, model: str, outcome: Outcome, touched: _Touched) -> None:
    requests = project.store.replies.requests(reply.request)
    if not requests:
        outcome.dropped.append(Dropped(reply.request, Fault.NO_REQUEST))
        return
    name = coder_name(project, model or reply.model or ANY)
    touched.seen[reply.request, name] += 1
    if touched.seen[reply.request, name] > 1:
        outcome.dropped.append(Dropped(reply.request, Fault.TWICE, "the first answer counts"))
        return
    entries, fault = codings_in(reply.content)
    if fault and not entries:
        detail = " ".join(reply.content[:120].split())
        outcome.dropped.append(Dropped(reply.request, fault, detail, requests[0].document))
        return
    with project.store.transaction():
        project.store.replies.keep(
            reply.request, name, reply.content, usable=fault is None, at=now()
        )
    outcome.answers += 1
    for request in requests:
        touched.places[request.document, request.wording, name] = request


def _propose(project: Project, touched: _Touched, outcome: Outcome, by: str) -> None:
    """Make the proposals of each document anew from all answers that are kept for it."""
    codebook = codebook_at_hand(project)
    hashes = project.store.documents.fingerprints()
    for (document, wording, model), request in touched.places.items():
        judge = Judge(codebook, model, project.store.first_names.of)
        proposals: list[Coding] = []
        for each, content in project.store.replies.of_document(document, wording, model):
            if each.text_sha256 != hashes[document].text_sha256:
                outcome.dropped.append(Dropped(each.id, Fault.TEXT_CHANGED, "", document))
            else:
                proposals += _judged(project, judge, each, content, outcome)
        with project.store.transaction():
            replaced = project.store.proposals.replace(
                document, proposals, coder=model, codes=request.codes or None
            )
        outcome.added += replaced.added
        outcome.removed += replaced.removed
        outcome.kept += replaced.kept
        outcome.decided += replaced.answered
    for wording, model in sorted({(wording, model) for _, wording, model in touched.places}):
        open_ = project.store.replies.waiting(wording, model)
        outcome.missing += len(open_)
        outcome.dropped += [Dropped(name, Fault.NO_ANSWER, "", where) for name, where in open_]
    if outcome.added or outcome.removed:
        _note(project, touched, outcome, by)


def _judged(
    project: Project, judge: Judge, request: Request, content: str, outcome: Outcome
) -> list[Coding]:
    """Return the proposals in an answer, and tell what of it does not count."""
    window = Window(request.document, request.sentences, request.turns)
    text = project.store.documents.text(request.document)
    made, dropped = judge.read(Asked(request.id, window, request.codes), text, content)
    outcome.dropped += dropped
    return made


def _note(project: Project, touched: _Touched, outcome: Outcome, by: str) -> None:
    counts = {"answers": outcome.answers, "added": outcome.added, "removed": outcome.removed}
    models = ", ".join(sorted({model for _, _, model in touched.places}))
    after = json.dumps({"model": models, **counts}, ensure_ascii=False)
    with project.store.transaction():
        project.store.history.add(
            Event(now(), by, "suggest", Target.CODEBOOK, project.digest, after=after)
        )
