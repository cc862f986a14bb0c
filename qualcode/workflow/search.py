"""Searching the transcripts: words, a regular expression, or words near each other."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from qualcode.analysis.table import Column, Form, ResultTable, texts
from qualcode.errors import ConflictError, DataError, UsageError
from qualcode.model.hit import Hit
from qualcode.model.label import Label
from qualcode.model.query import CodingQuery
from qualcode.model.span import Span
from qualcode.store.patterns import compiled, fault_of
from qualcode.store.words import can_index
from qualcode.text.fold import fold
from qualcode.workflow.filters import Filters, query_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from qualcode.store.words import Speech
    from qualcode.workflow.project import Project

NEAR = 40
"""Characters that a line brings along on either side."""


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What is looked for."""

    words: str
    regex: bool = False
    """`words` is a regular expression of the linear-time kind."""
    near: str = ""
    """Other words that must stand near."""
    distance: int = 20
    """How many characters may be between them."""
    everybody: bool = False
    """Interviewers as well; else respondents only."""
    filters: Filters = field(default_factory=Filters)
    context: int = NEAR


def search(
    project: Project,
    request: SearchRequest,
    *,
    limit: int = 0,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> list[Hit]:
    """Return where words stand, in the order the documents were imported, and of the text.

    Letters are found whatever their case, characters in either script, width and
    quotation marks in any form.

    Args:
        project: The project.
        request: What is looked for.
        limit: At most so many; 0 = all.
        progress: Told about the making of the index, the first time.

    Raises:
        UsageError: When nothing is looked for, or the regular expression is wrong.
    """
    if not request.words.strip():
        raise UsageError("there is nothing to search for", hint="`qualcode search 看病`")
    query = _query(project, request.filters)
    found = _hits(project, request, query, progress)
    return list(islice(found, limit)) if limit else list(found)


def _query(project: Project, filters: Filters) -> CodingQuery:
    """Return the query of the filters; without any, no codebook is needed."""
    if filters == Filters():
        return CodingQuery()
    from qualcode.workflow.codes import codebook_to_read_by

    return query_of(filters, codebook_to_read_by(project), project.store)


def _hits(
    project: Project,
    request: SearchRequest,
    query: CodingQuery,
    progress: Callable[[int, int], None],
) -> Iterator[Hit]:
    finder = _regex(request.words) if request.regex else _literal(fold(request.words.strip()))
    other = _literal(fold(request.near.strip())) if request.near.strip() else None
    for speech in _turns(project, request, query, progress):
        folded = fold(speech.text)
        places = list(finder(speech.text if request.regex else folded))
        if other:
            others = list(other(folded))
            places = [each for each in places if _is_near(each, others, request.distance)]
        for start, end in places:
            yield _hit(speech, start, end, request.context)


def _turns(
    project: Project,
    request: SearchRequest,
    query: CodingQuery,
    progress: Callable[[int, int], None],
) -> Iterator[Speech]:
    """Yield the turns to look at: those the index names, or all where it cannot help."""
    words = project.store.words
    phrases = [] if request.regex else [fold(request.words.strip())]
    if request.near.strip():
        phrases.append(fold(request.near.strip()))
    phrases = [each for each in phrases if can_index(each)]
    if phrases and _is_up_to_date(project, progress):
        return words.turns_with(phrases, query, everybody=request.everybody)
    return words.turns(query, everybody=request.everybody)


def _is_up_to_date(project: Project, progress: Callable[[int, int], None]) -> bool:
    """Bring the index up to date; where the file cannot be written to, do without."""
    words = project.store.words
    if not words.behind():
        return True
    try:
        with project.store.transaction():
            words.update(fold, progress)
    except (ConflictError, DataError):
        return False
    return True


def _literal(words: str) -> Callable[[str], Iterator[tuple[int, int]]]:
    def find(text: str) -> Iterator[tuple[int, int]]:
        at = text.find(words)
        while at >= 0:
            yield at, at + len(words)
            at = text.find(words, at + len(words))

    return find


def _regex(pattern: str) -> Callable[[str], Iterator[tuple[int, int]]]:
    wrong = fault_of(pattern)
    if wrong:
        raise UsageError(f"the regular expression {pattern!r} is wrong: {wrong}")
    matcher = compiled(pattern)

    def find(text: str) -> Iterator[tuple[int, int]]:
        return (match.span() for match in matcher.finditer(text) if match.end() > match.start())

    return find


def _is_near(place: tuple[int, int], others: Iterable[tuple[int, int]], distance: int) -> bool:
    start, end = place
    return any(first - end <= distance and start - last <= distance for first, last in others)


def _hit(speech: Speech, start: int, end: int, context: int) -> Hit:
    text = speech.text
    return Hit(
        document=speech.document,
        turn=speech.turn,
        speaker=speech.speaker,
        role=speech.role,
        participant=speech.participant,
        subject=speech.subject,
        span=Span(speech.start + start, speech.start + end),
        words=text[start:end],
        left=text[max(0, start - context) : start],
        right=text[end : end + context],
    )


def hits_table(hits: Iterable[Hit]) -> ResultTable:
    """Return hits as a table, one row each."""
    columns = (
        *texts(("document", "材料")),
        Column("turn", Label("话轮", "turn"), Form.COUNT),
        *texts(("participant", "受访者"), ("subject", "主体"), ("speaker", "说话人")),
        Column("start", Label("起", "start"), Form.COUNT),
        Column("end", Label("止", "end"), Form.COUNT),
        *texts(("left", "前文"), ("words", "检索词"), ("right", "后文")),
    )
    rows = tuple(
        (
            each.document,
            each.turn + 1,
            each.participant,
            each.subject,
            each.speaker,
            each.span.start,
            each.span.end,
            each.left,
            each.words,
            each.right,
        )
        for each in hits
    )
    return ResultTable("search", Label("检索结果", "Search"), columns, rows)
