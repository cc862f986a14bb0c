"""The order in which it is asked whom a hit is about.

A code knows which subjects it is usually said of, and that expectation decides
which of the people near a hit are meant. The order is fixed, and each answer
says how it was found:

0. the word of a frame that tells it (`{@helper}`, or a set that names a subject);
1. expected subjects that the clause names (named; several are kept);
2. a pronoun of the clause (inferred, see `pronouns`), or the speaker where "I" is the
   subject of the very words;
3. an expected subject that the other clauses of the sentence name, those before
   the hit first and nearest first, then the sentence before (inferred);
4. an expected subject that the question names (inferred);
5. somebody unexpected whom the clause names before the hit (named): 村上的人不来
   is about the village committee even if the code expects the team;
6. nobody (unclear) where a pronoun may stand for several whom the code expects;
7. what the code expects (default), else unclear.

Whoever is only quoted (干部说…) is not talked of, and a mask such as 施工队 is nobody.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.matching.about import pronouns
from qualcode.matching.about.mentions import Mention, Names
from qualcode.matching.reading import reading
from qualcode.model.coding import AboutBy, Reason
from qualcode.model.span import Span
from qualcode.text.fold import fold

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator, Sequence

    from qualcode.matching.scene import Scene
    from qualcode.model.codebook import Code, Kind
    from qualcode.model.subject import SubjectScheme

STEP = "about"
"""The step's name in the evidence."""


@dataclass(frozen=True, slots=True)
class Aboutness:
    """Whom a hit is about, and how that was found."""

    about: tuple[str, ...]
    """Subject ids, in the order of the text; empty = unclear."""
    by: AboutBy
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """The word of a frame that tells whom it is about."""

    span: Span
    subject: str = ""
    """Whom the codebook says that it names; empty = its own name tells."""


class AboutResolver:
    """Finds whom a hit is about.

    Args:
        subjects: The kinds of actor with their aliases and masks.
    """

    def __init__(self, subjects: SubjectScheme) -> None:
        self._scheme = subjects
        self._names = Names(subjects)
        self._usual: dict[tuple[str, Kind, tuple[str, ...]], Aboutness] = {}
        """Whom a code is about where nobody is named, by the speaker and what it expects."""

    def resolve(self, scene: Scene, hit: Span, code: Code, told: Told | None = None) -> Aboutness:
        """Return the subjects that a hit is about, with the words that tell it.

        Args:
            scene: The sentence and what stands around it.
            hit: From the first to the last matched word.
            code: Whose expectation (`Code.about`) and kind are used.
            told: The word that tells it, where the frame has one.
        """
        return self._told(scene, code, told) or self._found(scene, hit, code)

    def _may_tell(self, scene: Scene, clause: Span) -> bool:
        """Tell whether anybody is named, or stands behind a pronoun; asked once for a clause."""
        key = "may tell", clause.start
        told: bool | None = scene.kept.get(key)
        if told is None:
            told = scene.kept[key] = bool(
                self._names.any_in(scene)
                or self._named_in_question(scene)
                or any(_first(scene, clause, name, pattern) for name, pattern, _ in _PRONOUNS)
            )
        return told

    def _named_in_question(self, scene: Scene) -> list[Mention]:
        """Return who is named in the question; read once for all hits of a sentence."""
        if "asked" not in scene.kept:
            scene.kept["asked"] = self._names.find(scene.question) if scene.question else []
        mentions: list[Mention] = scene.kept["asked"]
        return mentions

    def _told(self, scene: Scene, code: Code, told: Told | None) -> Aboutness | None:
        """Return whom the frame's own word names, or stands for if it is a pronoun."""
        if told is None:
            return None
        if told.subject:
            return _named(scene, [Mention(told.subject, told.span)])
        names = self._names.find(scene.folded, told.span.start, told.span.end)
        return _named(scene, names) or self._pronoun(scene, told.span, code)

    def _found(self, scene: Scene, hit: Span, code: Code) -> Aboutness:
        near = scene.near(hit)
        clause = near.clause_of(hit)
        if not self._may_tell(near, clause):
            return self._expected(near, code)
        if not self._names.any_in(near):
            return (
                self._pronoun(near, clause, code)
                or self._speaker(near, clause, hit)
                or self._asked(near, code)
                or self._one_of(near, clause, code)
                or self._expected(near, code)
            )
        named = self._names.talked_of(near, clause, hit)
        return (
            _named(near, (each for each in named if each.subject in code.about))
            or self._pronoun(near, clause, code)
            or self._speaker(near, clause, hit)
            or self._nearby(near, clause, hit, code)
            or self._asked(near, code)
            or _named(near, (each for each in named if each.span.end <= hit.start))
            or self._one_of(near, clause, code)
            or self._expected(near, code)
        )

    def subject_of(self, words: str, *, speaker: str = "") -> str:
        """Return the subject that words name, such as whose view is reported; empty = unknown.

        Args:
            words: What stands in the text, such as ``老百姓`` or ``the old secretary``.
            speaker: Subject id of the speaker, for whom "we" stands.
        """
        if not words:
            return ""
        folded = fold(words)
        found = self._names.find(folded)
        if found:
            return found[-1].subject
        return speaker if pronouns.WE.search(folded) else ""

    def _pronoun(self, scene: Scene, clause: Span, code: Code) -> Aboutness | None:
        """Return whom a pronoun of the clause stands for; asked once for codes that are alike."""
        key = "pronoun", clause.start, clause.end, code.kind, code.about
        if key not in scene.kept:
            scene.kept[key] = self._stood_for(scene, clause, code)
        found: Aboutness | None = scene.kept[key]
        return found

    def _stood_for(self, scene: Scene, clause: Span, code: Code) -> Aboutness | None:
        """Return whom a pronoun of the clause stands for; "they" is told from before "we"."""
        for name, pattern, meaning in _PRONOUNS:
            cue = _first(scene, clause, name, pattern)
            subjects = meaning(scene.speaker, code, self._scheme) if cue else []
            if cue and subjects:
                return (
                    _inferred(scene, Span(*cue.span()), subjects[0]) if len(subjects) == 1 else None
                )
        return None

    def _one_of(self, scene: Scene, clause: Span, code: Code) -> Aboutness | None:
        """Return unclear for a "they" that may be several: none of them is guessed."""
        if not scene.speaker:
            return None  # and then "they" stands for nobody
        cue = _first(scene, clause, *_PRONOUNS[0][:2])
        subjects = pronouns.they(scene.speaker, code, self._scheme) if cue else []
        if cue is None or len(subjects) < _SEVERAL:
            return None
        reason = _reason(scene, Span(*cue.span()), f"one of {', '.join(subjects)}")
        return Aboutness((), AboutBy.UNCLEAR, (reason,))

    def _speaker(self, scene: Scene, clause: Span, hit: Span) -> Aboutness | None:
        """Return the speaker who is the very subject of the hit, whomever the code expects."""
        if scene.speaker not in self._scheme.by_id:
            return None
        cue = pronouns.SELF.search(scene.folded[max(clause.start, hit.start - 40) : hit.start])
        if cue is None:
            return None
        if pronouns.ENCOUNTER.search(scene.folded, hit.start, hit.end):
            return None
        span = Span(hit.start - len(cue.string) + cue.start(), hit.start)
        return _inferred(scene, span, scene.speaker)

    def _nearby(self, scene: Scene, clause: Span, hit: Span, code: Code) -> Aboutness | None:
        """Return an expected subject that is named near the clause."""
        for stretch in _stretches(scene, clause):
            found = self._names.talked_of(scene, stretch, hit)
            expected = [each for each in found if each.subject in code.about]
            if expected:
                nearest = expected[-1] if stretch.end <= clause.start else expected[0]
                return _inferred(scene, nearest.span, nearest.subject)
        return None

    def _asked(self, scene: Scene, code: Code) -> Aboutness | None:
        """Return an expected subject of the question; its words stand in another turn."""
        if not scene.question:
            return None
        for mention in self._named_in_question(scene):
            if mention.subject in code.about:
                reason = Reason(STEP, "", f"the question names {mention.subject}")
                return Aboutness((mention.subject,), AboutBy.INFERRED, (reason,))
        return None

    def _expected(self, scene: Scene, code: Code) -> Aboutness:
        key = scene.speaker, code.kind, code.about
        if key not in self._usual:
            self._usual[key] = _usually(pronouns.unnamed(scene.speaker, code, self._scheme))
        return self._usual[key]


def _usually(subject: str) -> Aboutness:
    if not subject:
        return Aboutness((), AboutBy.UNCLEAR)
    reason = Reason(STEP, "", f"nobody named; the code is usually about {subject}")
    return Aboutness((subject,), AboutBy.DEFAULT, (reason,))


_SEVERAL = 2
_PRONOUNS = (
    ("they", pronouns.THEY, pronouns.they),
    ("we", pronouns.WE, pronouns.we),
)


def _first(scene: Scene, clause: Span, name: str, pattern: re.Pattern[str]) -> re.Match[str] | None:
    """Return the first match in a clause; looked for once for all hits of the sentence."""
    key = name, clause.start, clause.end
    if key not in scene.kept:
        scene.kept[key] = _search(scene, clause, name, pattern)
    found: re.Match[str] | None = scene.kept[key]
    return found


def _search(
    scene: Scene, clause: Span, name: str, pattern: re.Pattern[str]
) -> re.Match[str] | None:
    """Return the first match in a clause, tried only where a word stands that it begins with."""
    places: Sequence[int] | None = scene.kept.get(name)
    if places is None:
        sentence = scene.sentence
        places = reading(pattern).starts(scene.folded, sentence.start, sentence.end) or ()
        scene.kept[name] = places
    start, end = clause.start, clause.end
    tries = (pattern.match(scene.folded, each, end) for each in places if start <= each < end)
    return next(filter(None, tries), None)


def _stretches(scene: Scene, clause: Span) -> Iterator[Span]:
    """Yield where to look for a dropped subject: backwards, then forwards, then before."""
    yield from reversed([each for each in scene.clauses if each.end <= clause.start])
    yield from (each for each in scene.clauses if each.start >= clause.end)
    if scene.sentence_before:
        yield scene.sentence_before


def _named(scene: Scene, mentions: Iterable[Mention]) -> Aboutness | None:
    """Return the named subjects, each once."""
    first: dict[str, Span] = {}
    for each in mentions:
        first.setdefault(each.subject, each.span)
    if not first:
        return None
    reasons = tuple(_reason(scene, span, subject) for subject, span in first.items())
    return Aboutness(tuple(first), AboutBy.NAMED, reasons)


def _inferred(scene: Scene, cue: Span, subject: str) -> Aboutness:
    return Aboutness((subject,), AboutBy.INFERRED, (_reason(scene, cue, subject),))


def _reason(scene: Scene, cue: Span, subject: str) -> Reason:
    return Reason(STEP, cue.of(scene.text), subject)
