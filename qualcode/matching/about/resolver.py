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

from typing import TYPE_CHECKING, NamedTuple

from qualcode.matching.about import pronouns
from qualcode.matching.about.mentions import Mention, Names
from qualcode.model.coding import AboutBy, Reason
from qualcode.model.span import Span
from qualcode.text.fold import fold

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    from qualcode.matching.scene import Scene
    from qualcode.model.codebook import Code, Kind
    from qualcode.model.subject import SubjectScheme

STEP = "about"
"""The step's name in the evidence."""


class Aboutness(NamedTuple):
    """Whom a hit is about, and how that was found."""

    about: tuple[str, ...]
    """Subject ids, in the order of the text; empty = unclear."""
    by: AboutBy
    reasons: tuple[Reason, ...] = ()


class Told(NamedTuple):
    """The word of a frame that tells whom it is about."""

    span: Span
    subject: str = ""
    """Whom the codebook says that it names; empty = its own name tells."""


class _Expected(NamedTuple):
    """Whom a code is about by what is known beforehand: its own expectation and the speaker."""

    they: Sequence[str]
    """Whom "they" may stand for."""
    we: Sequence[str]
    """Whom "we" stands for."""
    usual: Aboutness
    """Whom it is about where nothing tells."""


class AboutResolver:
    """Finds whom a hit is about.

    Args:
        subjects: The kinds of actor with their aliases and masks.
    """

    def __init__(self, subjects: SubjectScheme) -> None:
        self._scheme = subjects
        self._names = Names(subjects)
        self._expectations: dict[tuple[str, Kind, tuple[str, ...]], _Expected] = {}
        self._asked_last: tuple[str, list[Mention]] = "", []
        """The last question and who is named in it: all sentences of an answer share it."""

    def resolve(self, scene: Scene, hit: Span, code: Code, told: Told | None = None) -> Aboutness:
        """Return the subjects that a hit is about, with the words that tell it.

        Args:
            scene: The sentence and what stands around it.
            hit: From the first to the last matched word.
            code: Whose expectation (`Code.about`) and kind are used.
            told: The word that tells it, where the frame has one.
        """
        return self._told(scene, code, told) or self._found(scene, hit, code)

    def _told(self, scene: Scene, code: Code, told: Told | None) -> Aboutness | None:
        """Return whom the frame's own word names, or stands for if it is a pronoun."""
        if told is None:
            return None
        if told.subject:
            return _named(scene, [Mention(told.subject, told.span)])
        names = self._names.find(scene.folded, told.span.start, told.span.end)
        return _named(scene, names) or self._pronoun(
            scene, told.span, self._expected(scene.speaker, code)
        )

    def _found(self, scene: Scene, hit: Span, code: Code) -> Aboutness:
        near = scene.near(hit)
        clause, expected = near.clause_of(hit), self._expected(near.speaker, code)
        names = self._names
        named = names.talked_of(near, clause, hit) if names.in_sentence(near) else []
        return (
            _named(near, [each for each in named if each.subject in code.about])
            or self._pronoun(near, clause, expected)
            or self._speaker(near, clause, hit)
            or self._nearby(near, clause, hit, code)
            or self._asked(near, code)
            or _named(near, [each for each in named if each.span.end <= hit.start])
            or self._one_of(near, clause, expected)
            or expected.usual
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

    def _pronoun(self, scene: Scene, clause: Span, expected: _Expected) -> Aboutness | None:
        """Return whom a pronoun of the clause stands for; "they" is told from before "we"."""
        for pattern, subjects in ((pronouns.THEY, expected.they), (pronouns.WE, expected.we)):
            cue = _first(scene, clause, pattern) if subjects else None
            if cue:
                return (
                    _inferred(scene, Span(*cue.span()), subjects[0]) if len(subjects) == 1 else None
                )
        return None

    def _one_of(self, scene: Scene, clause: Span, expected: _Expected) -> Aboutness | None:
        """Return unclear for a "they" that may be several: none of them is guessed."""
        if len(expected.they) < _SEVERAL:
            return None
        cue = _first(scene, clause, pronouns.THEY)
        if cue is None:
            return None
        reason = _reason(scene, Span(*cue.span()), f"one of {', '.join(expected.they)}")
        return Aboutness((), AboutBy.UNCLEAR, (reason,))

    def _speaker(self, scene: Scene, clause: Span, hit: Span) -> Aboutness | None:
        """Return the speaker who is the very subject of the hit, whomever the code expects."""
        if scene.speaker not in self._scheme.by_id:
            return None
        cue = pronouns.self_before(scene.folded, clause.start, hit.start)
        if cue is None or pronouns.ENCOUNTER.search(scene.folded, hit.start, hit.end):
            return None
        return _inferred(scene, Span(*cue.span()), scene.speaker)

    def _nearby(self, scene: Scene, clause: Span, hit: Span, code: Code) -> Aboutness | None:
        """Return an expected subject that is named near the clause."""
        if self._names.in_sentence(scene):
            for stretch in _others(scene, clause):
                found = self._names.talked_of(scene, stretch, hit)
                expected = [each for each in found if each.subject in code.about]
                if expected:
                    nearest = expected[-1] if stretch.end <= clause.start else expected[0]
                    return _inferred(scene, nearest.span, nearest.subject)
        for last in reversed(self._names.before(scene, hit)):
            if last.subject in code.about:
                return _inferred(scene, last.span, last.subject)
        return None

    def _asked(self, scene: Scene, code: Code) -> Aboutness | None:
        """Return an expected subject of the question; its words stand in another turn."""
        if not scene.question:
            return None
        for mention in self._named_in_question(scene.question):
            if mention.subject in code.about:
                reason = Reason(STEP, "", f"the question names {mention.subject}")
                return Aboutness((mention.subject,), AboutBy.INFERRED, (reason,))
        return None

    def _named_in_question(self, question: str) -> list[Mention]:
        """Return who is named in a question."""
        if self._asked_last[0] != question:
            self._asked_last = question, self._names.find(question)
        return self._asked_last[1]

    def _expected(self, speaker: str, code: Code) -> _Expected:
        key = speaker, code.kind, code.about
        expected = self._expectations.get(key)
        if expected is None:
            expected = self._expectations[key] = _Expected(
                pronouns.they(speaker, code, self._scheme),
                pronouns.we(speaker, code, self._scheme),
                _usually(pronouns.unnamed(speaker, code, self._scheme)),
            )
        return expected


def _usually(subject: str) -> Aboutness:
    if not subject:
        return Aboutness((), AboutBy.UNCLEAR)
    reason = Reason(STEP, "", f"nobody named; the code is usually about {subject}")
    return Aboutness((subject,), AboutBy.DEFAULT, (reason,))


_SEVERAL = 2


def _first(scene: Scene, clause: Span, pattern: re.Pattern[str]) -> re.Match[str] | None:
    """Return the first match in a clause; looked for once for all hits of the sentence."""
    key = id(pattern), clause.start, clause.end
    if key not in scene.kept:
        scene.kept[key] = pattern.search(scene.folded, clause.start, clause.end)
    found: re.Match[str] | None = scene.kept[key]
    return found


def _others(scene: Scene, clause: Span) -> Iterator[Span]:
    """Yield the other clauses, to look for a dropped subject: backwards, then forwards."""
    yield from reversed([each for each in scene.clauses if each.end <= clause.start])
    yield from (each for each in scene.clauses if each.start >= clause.end)


def _named(scene: Scene, mentions: Sequence[Mention]) -> Aboutness | None:
    """Return the named subjects, each once."""
    if not mentions:
        return None
    first: dict[str, Span] = {}
    for each in mentions:
        first.setdefault(each.subject, each.span)
    reasons = tuple(_reason(scene, span, subject) for subject, span in first.items())
    return Aboutness(tuple(first), AboutBy.NAMED, reasons)


def _inferred(scene: Scene, cue: Span, subject: str) -> Aboutness:
    return Aboutness((subject,), AboutBy.INFERRED, (_reason(scene, cue, subject),))


def _reason(scene: Scene, cue: Span, subject: str) -> Reason:
    return Reason(STEP, cue.of(scene.text), subject)
