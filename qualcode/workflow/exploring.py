"""What nobody has coded, by theme, and what is like a sentence; a code begun from a theme."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.errors import DataError, UsageError
from qualcode.model.coding import Coding, Evidence, Reason, Source, coding_id
from qualcode.model.history import Event
from qualcode.model.label import Label
from qualcode.model.memo import Target
from qualcode.model.span import Span
from qualcode.store.history import now
from qualcode.suggestion.neighbours import nearest
from qualcode.suggestion.themes import Theme, themes_of
from qualcode.workflow.codes import add_code, begun, codebook_at_hand
from qualcode.workflow.filters import subjects_named
from qualcode.workflow.handcoding import visible_codings
from qualcode.workflow.spoken import Spoken, spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qualcode.workflow.project import Project

CODER = "explore"
"""Who proposes the sentences of a theme."""
_BELONGS = 0.5
"""Share of a sentence's weight that a theme must have for it to be proposed."""


@dataclass(frozen=True, slots=True)
class Group:
    """A theme with its sentences, the most central first."""

    number: int
    """From 1; the largest comes first."""
    words: tuple[str, ...]
    sentences: tuple[Spoken, ...]
    weights: tuple[float, ...]

    @property
    def persons(self) -> int:
        """Return how many participants speak of it."""
        return len({each.participant or each.document for each in self.sentences})

    @property
    def subjects(self) -> Counter[str]:
        """Return how many of its sentences each subject says; empty = not known."""
        return Counter(each.subject for each in self.sentences)


def explore(
    project: Project, *, number: int = 12, seed: int = 0, subjects: Sequence[str] = ()
) -> list[Group]:
    """Group the respondents' sentences that carry no coding.

    Args:
        project: The project.
        number: Groups at most.
        seed: The same seed gives the same groups.
        subjects: Only what these say; none = all.

    Raises:
        DataError: When there are no documents.
    """
    codebook = codebook_at_hand(project)
    if not project.store.documents.count():
        raise DataError("there are no documents", hint="`qualcode import FOLDER`")
    wanted = subjects_named(subjects, codebook)
    coded = _coded(project, project.store.documents.names())
    open_ = [
        each
        for each in spoken(project)
        if not _codes_at(coded, each) and (not wanted or each.subject in wanted)
    ]
    themes = themes_of([each.text for each in open_], number=number, seed=seed)
    return [_group(index, theme, open_) for index, theme in enumerate(themes, 1)]


def group_numbered(groups: Sequence[Group], number: int) -> Group:
    """Return a group by its number.

    Raises:
        UsageError: When there is none.
    """
    if not 0 < number <= len(groups):
        raise UsageError(f"there is no group {number}", hint=f"there are {len(groups)} groups")
    return groups[number - 1]


def begin_code(project: Project, code: str, group: Group, *, by: str) -> int:
    """Begin an inductive code from a group: into the YAML, its sentences as proposals.

    Returns:
        How many sentences are proposed.

    Raises:
        UsageError: When there is such a code already.
        ConflictError: When the codebook has been changed since it was last coded with.
    """
    words = "、".join(group.words)
    definition = Label(
        f"由未编码的语句归纳，常见词：{words}；尚待定义。",
        f"Begun from uncoded sentences with the words {', '.join(group.words)}; to be defined.",
    )
    made = begun(code, Label(code, code), definition, group.sentences[0].text)
    codebook = add_code(project, made, by=by)
    first = project.store.first_names.of
    proposals = [
        _proposal(code, each, words, codebook.digest, first(each.document))
        for each, weight in zip(group.sentences, group.weights, strict=True)
        if weight >= _BELONGS
    ]
    with project.store.recorded(Event(now(), by, "propose", Target.CODE, code)):
        for document in sorted({each.document for each in proposals}):
            here = [each for each in proposals if each.document == document]
            project.store.proposals.replace(document, here, coder=CODER, codes=[code])
    return len(proposals)


@dataclass(frozen=True, slots=True)
class Similar:
    """A sentence that is like another."""

    sentence: Spoken
    score: float
    codes: tuple[str, ...]
    """What it carries already."""


def similar(project: Project, wanted: str, *, limit: int = 20, by: str = "") -> list[Similar]:
    """Return the respondents' sentences nearest to a sentence or a coding.

    Args:
        project: The project.
        wanted: The words, or the id of a coding, which is left out itself.
        limit: How many at most; 0 = all.
        by: Who looks, blind to what others have coded; empty = see everything.
    """
    coding = project.store.codings.get(wanted)
    words = coding.quote if coding else wanted
    every = [
        each
        for each in spoken(project)
        if not (coding and each.document == coding.document and _touches(coding, each))
    ]
    found = nearest(words, [each.text for each in every], limit=limit)
    coded = _coded(project, {every[index].document for index, _ in found}, by)
    return [Similar(every[index], score, _codes_at(coded, every[index])) for index, score in found]


def _group(number: int, theme: Theme, sentences: Sequence[Spoken]) -> Group:
    members = tuple(sentences[index] for index in theme.members)
    return Group(number, theme.words, members, theme.weights)


def _proposal(code: str, sentence: Spoken, words: str, digest: str, first: str) -> Coding:
    span = Span(sentence.start, sentence.end)
    return Coding(
        id=coding_id(first, span, code, CODER),
        document=sentence.document,
        span=span,
        code=code,
        coder=CODER,
        source=Source.MODEL,
        quote=sentence.text,
        turn=sentence.turn,
        evidence=Evidence(reasons=(Reason("theme", words),)),
        codebook=digest,
    )


def _coded(
    project: Project, documents: Iterable[str], by: str = ""
) -> dict[tuple[str, int], list[Coding]]:
    """Return the codings that are not rejected, by document and turn; those `by` may see."""
    found: defaultdict[tuple[str, int], list[Coding]] = defaultdict(list)
    for name in documents:
        for each in visible_codings(project, name, by=by, blind=bool(by)):
            found[name, each.turn].append(each)
    return found


def _codes_at(coded: dict[tuple[str, int], list[Coding]], sentence: Spoken) -> tuple[str, ...]:
    near = coded.get((sentence.document, sentence.turn), ())
    return tuple(dict.fromkeys(each.code for each in near if _touches(each, sentence)))


def _touches(coding: Coding, sentence: Spoken) -> bool:
    return coding.span.start < sentence.end and sentence.start < coding.span.end
