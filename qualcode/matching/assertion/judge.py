"""The composer: the steps of the sentence's language, in order, until one decides."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from qualcode.matching.assertion.chinese import CHINESE
from qualcode.matching.assertion.cues import Cues
from qualcode.matching.assertion.english import ENGLISH
from qualcode.matching.assertion.trigger import Triggers
from qualcode.matching.assertion.window import Window
from qualcode.model.codebook import Kind
from qualcode.model.coding import Status

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qualcode.matching.assertion.step import Step
    from qualcode.matching.scene import Scene
    from qualcode.model.coding import Reason
    from qualcode.model.span import Span


class Judgement(NamedTuple):
    """Whether the speaker claims what was found."""

    status: Status
    view_of: str = ""
    """For attributed hits: the words that name whose view is reported; empty = not named."""
    reasons: tuple[Reason, ...] = ()
    """The steps that fired, with their cues; none for a plain claim."""


def judge(
    scene: Scene,
    hit: Span,
    *,
    words: Sequence[Span] = (),
    kind: Kind = Kind.THEME,
    own: Mapping[str, Sequence[Step]] | None = None,
) -> Judgement:
    """Judge whether a speaker claims what a hit says.

    Args:
        scene: The sentence and what stands around it.
        hit: From the first to the last matched word.
        words: The matched words, in order, where a pattern leaves gaps; cues in
            the gaps count, cues in the words never do. None given = the hit.
        kind: What the code says about the world: 不能 before a problem forbids it.
        own: Steps of the codebook by language, asked before those that are built in.

    Returns:
        Asserted where no step fires.
    """
    near = scene.near(hit)
    matched, clause = tuple(words) or (hit,), near.clause_of(hit)
    cues = _cues(near)
    steps = cues.around(near, clause.start, hit, matched[-1].start, kind)
    if own:
        steps = (*own.get(near.language, ()), *steps)
    if not steps:
        return _CLAIM
    first, last = near.sentence.start, near.sentence.end
    window = Window(near, hit, matched, kind, clause, near.folded, first, last, cues)
    reasons: list[Reason] = []
    for step in steps:
        finding = step.look(window)
        if finding is None:
            continue
        reasons.extend(finding.reasons)
        if finding.status is not None:
            return Judgement(finding.status, finding.view_of, tuple(reasons))
    return Judgement(Status.ASSERTED, reasons=tuple(reasons)) if reasons else _CLAIM


_CLAIM = Judgement(Status.ASSERTED)


def _cues(scene: Scene) -> Cues:
    """Return the words of steps in a sentence, which is read once for all its hits."""
    cues: Cues | None = scene.kept.get("cues")
    if cues is None:
        cues = scene.kept["cues"] = Cues(_triggers(scene.language), scene)
    return cues


@cache
def _triggers(language: str) -> Triggers:
    return Triggers(LANGUAGES[language])


LANGUAGES: Mapping[str, Sequence[Step]] = {"zh": CHINESE, "en": ENGLISH}
