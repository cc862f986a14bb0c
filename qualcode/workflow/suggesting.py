"""`suggest`: a learner reads what there is to learn from and proposes, in the queue of the rules.

Its proposals are made anew on each run from the same material, so that a run
repeated changes nothing; what a person has decided is never touched, and what a
rule has proposed already is not proposed again.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.analysis.table import Column, Form, ResultTable, texts
from qualcode.errors import DataError, UnknownNameError
from qualcode.model.coding import (
    AboutBy,
    Coding,
    Evidence,
    Reason,
    Source,
    coding_id,
)
from qualcode.model.history import Event
from qualcode.model.label import Label
from qualcode.model.memo import Target
from qualcode.model.span import Span
from qualcode.store.history import now
from qualcode.text.fold import fold
from qualcode.workflow.embedding import SILENT, Watch, vectors_of
from qualcode.workflow.filters import codes_named
from qualcode.workflow.learning import material_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qualcode.model.codebook import Codebook
    from qualcode.suggestion.ranking import Scored, Suggester
    from qualcode.workflow.learning import Material
    from qualcode.workflow.project import Project

CODER = "suggest"
"""The name under which the learner proposes."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wanted of the learner."""

    codes: Sequence[str] = ()
    """Codes, families or names; empty = all."""
    documents: Sequence[str] = ()
    limit: int = 200
    """Proposals at most; 0 = all above the score."""
    min_score: float = 0.05
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Suggested:
    """What a run proposed."""

    proposals: tuple[Coding, ...]
    """The most likely first."""
    added: int
    removed: int
    kept: int
    decisions: int
    """Sentences of which persons have said something, that were learned from."""


def suggest(
    project: Project,
    wish: Wish,
    *,
    by: str = "",
    watch: Watch = SILENT,
) -> Suggested:
    """Learn from all that is known and propose codings.

    Args:
        project: The project, coded by its rules.
        wish: What is wanted.
        by: Who runs it, for the history.
        watch: Told how the reading goes on.

    Raises:
        DataError: When nothing has been coded, or there is nothing to learn from.
        MissingExtraError: When the project compares by meaning and the encoder is missing.
        UnknownNameError: When a code is named that is not there.
    """
    codebook = project.codebook()
    codes = chosen_codes(codebook, wish)
    material = material_of(project, codebook, progress=watch.progress)
    material.vectors = vectors_of(project, material, watch=watch)
    suggester = learned(material, codebook, seed=wish.seed)
    documents = chosen_documents(project, wish)
    taken = _taken(project)
    ranked = [
        each
        for each in suggester.ranked(at_least=wish.min_score)
        if each.code in codes
        and material.places[each.row].document in documents
        and not _is_taken(material, each, taken)
    ]
    proposals = [
        _coding(project, codebook, material, suggester, each)
        for each in ranked[: wish.limit or None]
    ]
    added, removed, kept = _keep(project, proposals, (documents, codes), by)
    decisions = len({each.row for each in material.decided})
    return Suggested(tuple(proposals), added, removed, kept, decisions)


def learned(material: Material, codebook: Codebook, *, seed: int = 1) -> Suggester:
    """Return a suggester that has learned from material; raises as `prepared` does."""
    return prepared(material, codebook, seed=seed).learn(material.lessons)


def prepared(material: Material, codebook: Codebook, *, seed: int = 1) -> Suggester:
    """Return a suggester that has read material and is still to learn from it.

    Raises:
        DataError: When there is nothing to learn from.
    """
    from qualcode.suggestion.ranking import Suggester

    if not material.pool:
        raise DataError("there are no sentences of respondents", hint="`qualcode import FOLDER`")
    if not material.prior and not any(each.holds for each in material.lessons):
        raise DataError(
            "there is nothing to learn from: no definition, example, rule hit or decision",
            hint="define the codes or give them examples in the codebook, or `qualcode code add`",
        )
    families = {code.id: codebook.family_of(code.id) for code in codebook.leaves}
    suggester = Suggester(families, seed=seed, prior=material.prior)
    return suggester.read(material.pool, material.taught, material.vectors, material.standing)


def chosen_codes(codebook: Codebook, wish: Wish) -> frozenset[str]:
    """Return the codes meant, all where none is named."""
    every = (code.id for code in codebook.leaves)
    return frozenset(codes_named(wish.codes, codebook) or every)


def chosen_documents(project: Project, wish: Wish) -> list[str]:
    """Return the documents meant, all where none is named."""
    names = project.store.documents.names()
    for each in wish.documents:
        if each not in names:
            raise UnknownNameError("document", each, names)
    return [each for each in names if not wish.documents or each in wish.documents]


_Taken = dict[tuple[str, str], list[Span]]


def _taken(project: Project) -> _Taken:
    """Return the places that others have coded or that are decided, by document and code."""
    found: defaultdict[tuple[str, str], list[Span]] = defaultdict(list)
    for name in project.store.documents.names():
        for each in project.store.codings.of_document(name):
            if each.coder != CODER or each.decided_by:
                found[name, each.code].append(each.span)
    return found


def _is_taken(material: Material, scored: Scored, taken: _Taken) -> bool:
    place = material.places[scored.row]
    span = Span(place.start, place.end)
    return any(span.overlaps(each) for each in taken.get((place.document, scored.code), ()))


def _coding(
    project: Project, codebook: Codebook, material: Material, suggester: Suggester, scored: Scored
) -> Coding:
    from qualcode.suggestion.ranking import VERSION

    place, sentence = material.places[scored.row], material.pool[scored.row]
    span, first = Span(place.start, place.end), project.store.first_names.of(place.document)
    words = suggester.words(scored.row, scored.code)
    about = codebook.by_id[scored.code].about[:1]
    score = round(scored.score, 4)
    reasons = (
        Reason("learned", ", ".join(words), f"{score:.2f}"),
        Reason("model", f"suggest {VERSION}"),
    )
    return Coding(
        id=coding_id(first, span, scored.code, CODER),
        document=place.document,
        span=span,
        code=scored.code,
        coder=CODER,
        source=Source.MODEL,
        quote=sentence.text,
        turn=place.turn,
        about=about,
        about_by=AboutBy.DEFAULT if about else AboutBy.UNCLEAR,
        score=score,
        evidence=Evidence(matched=_matched(sentence.text, place.start, words), reasons=reasons),
        codebook=project.digest,
    )


def _matched(text: str, start: int, words: Iterable[str]) -> tuple[Span, ...]:
    """Return where the words stand, to be shown."""
    folded = fold(text)
    places = ((folded.find(word), len(word)) for word in words)
    return tuple(sorted({Span(start + at, start + at + size) for at, size in places if at >= 0}))


def _keep(
    project: Project,
    proposals: Sequence[Coding],
    where: tuple[Sequence[str], frozenset[str]],
    by: str,
) -> tuple[int, int, int]:
    """Exchange the learner's proposals for new ones, as one step that can be undone."""
    by_document: defaultdict[str, list[Coding]] = defaultdict(list)
    for each in proposals:
        by_document[each.document].append(each)
    added = removed = kept = 0
    event = Event(now(), by, "suggest", Target.CODEBOOK, project.digest)
    with project.store.recorded(event):
        for name in where[0]:
            done = project.store.proposals.replace(
                name, by_document[name], coder=CODER, codes=where[1]
            )
            added, removed, kept = added + done.added, removed + done.removed, kept + done.kept
    return added, removed, kept


def suggestions_table(project: Project, proposals: Iterable[Coding]) -> ResultTable:
    """Return proposals as a table, one row each."""
    codebook = project.codebook()
    columns = (
        *texts(("coding", "编号"), ("document", "材料"), ("code", "编码")),
        *texts(("name_zh", "名称"), ("name_en", "英文名称")),
        Column("score", Label("得分", "score"), Form.RATE),
        *texts(("quote", "原句"), ("words", "依据词")),
    )
    rows = tuple(
        (
            each.id,
            each.document,
            each.code,
            codebook.by_id[each.code].name.zh,
            codebook.by_id[each.code].name.en,
            each.score,
            each.quote,
            each.evidence.reasons[0].cue,
        )
        for each in proposals
    )
    return ResultTable("suggest", Label("学习所得的建议", "Suggestions"), columns, rows)
