"""The steps of English, in the order in which they are asked; see `chinese`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from qualcode.matching.assertion import english_cues as en
from qualcode.matching.assertion.attribution import Attribution
from qualcode.matching.assertion.echo import Echo
from qualcode.matching.assertion.english_operators import POLARITY
from qualcode.matching.assertion.step import Cue, Quoted
from qualcode.matching.assertion.step import cue as any_cue
from qualcode.matching.assertion.story import Story
from qualcode.matching.assertion.window import Place
from qualcode.model.codebook import Kind
from qualcode.model.coding import Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.matching.assertion.step import Step

_TROUBLES = frozenset({Kind.PROBLEM, Kind.CAUSE})
_GOODS = frozenset({Kind.POSITIVE, Kind.COUNTERMEASURE, Kind.THEME})
_AIMS = frozenset({Kind.POSITIVE, Kind.COUNTERMEASURE})
_MEASURES = frozenset({Kind.COUNTERMEASURE})


def cue(name: str, words: str, place: Place, status: Status, outcome: str, **more: Any) -> Cue:
    """Return a step whose cue begins at a word border; see `any_cue`."""
    return any_cue(name, rf"\b(?:{words})", place, status, outcome, **more)


_QUESTIONS: tuple[Step, ...] = (
    cue("open", en.KNOW_NOT_IF, Place.BEFORE, Status.QUESTION, "no side taken"),
    cue(
        "open",
        en.WHETHER,
        Place.BEFORE,
        Status.QUESTION,
        "no side taken",
        needs={Place.ANYWHERE: en.CANNOT_TELL},
    ),
    cue("slogan", en.WALL, Place.BEFORE, Status.NORMATIVE, "a slogan", kinds=_GOODS),
)

_VOICES: tuple[Step, ...] = (
    Attribution(
        hint=re.compile(en.REPORTS),
        before=120,
        breaks=re.compile(r"[^\w'\s-]"),
        frame=re.compile(
            f"\\b(?:{en.HEARSAY}|(?P<who>{en.PEOPLE}) (?:\\w+ ){{0,3}}?(?:{en.SAYING})\\b)"
            "(?: that\\b)?,?"
        ),
        own=re.compile(en.OWN_VOICE),
        resumes=re.compile(en.RESUMES),
        views=re.compile(rf"\b(?:{en.CROWD}|{en.HEARSAY}|{en.JUDGING})"),
        judges=re.compile(en.JUDGES_US),
    ),
)

_SAID: tuple[Step, ...] = (
    any_cue("attribution", en.SAID_AFTER, Place.LATER, Status.ATTRIBUTED, "somebody else's view"),
)

_MODALITY: tuple[Step, ...] = (
    cue("rule", en.IF_ONLY, Place.EARLIER, Status.NORMATIVE, "a proposal", kinds=_MEASURES),
    cue("wish", en.IF_ONLY, Place.EARLIER, Status.HYPOTHETICAL, "a wish"),
    cue("condition", en.IF, Place.BEFORE, Status.HYPOTHETICAL, "a condition"),
    cue(
        "condition",
        en.IF,
        Place.SENTENCE,
        Status.HYPOTHETICAL,
        "a condition",
        needs={Place.ANYWHERE: en.WOULD},
    ),
    cue("condition", en.INVERTED, Place.EARLIER, Status.HYPOTHETICAL, "a condition"),
    cue(
        "condition",
        en.WERE_IT_SO,
        Place.EARLIER,
        Status.HYPOTHETICAL,
        "a condition",
        needs={Place.ANYWHERE: en.WOULD},
    ),
    cue("fear", en.FEAR, Place.BEFORE, Status.HYPOTHETICAL, "a fear", reach=40),
    cue(
        "rule",
        en.FORBID,
        Place.BEFORE,
        Status.NORMATIVE,
        "ought not to be",
        kinds=_TROUBLES,
        reach=40,
    ),
    cue("rule", en.OUGHT, Place.BEFORE, Status.NORMATIVE, "ought to be", kinds=_GOODS, reach=60),
    cue("intention", en.INTEND, Place.BEFORE, Status.HYPOTHETICAL, "an intention", kinds=_AIMS),
    cue("rule", en.PLAN, Place.BEFORE, Status.NORMATIVE, "a proposal", kinds=_MEASURES, reach=40),
)

_TIME: tuple[Step, ...] = (
    cue(
        "time",
        en.PAST,
        Place.EARLIER,
        Status.HISTORICAL,
        "held before",
        unless={Place.BETWEEN: en.NOW, Place.LATER: en.STILL},
    ),
    cue(
        "time",
        en.PAST_OF_TROUBLES,
        Place.EARLIER,
        Status.HISTORICAL,
        "held before",
        kinds=_TROUBLES,
        unless={Place.BETWEEN: en.NOW, Place.LATER: en.STILL},
    ),
    cue(
        "time",
        en.PAST_ONCE,
        Place.EARLIER,
        Status.HISTORICAL,
        "held before",
        kinds=_TROUBLES,
        needs={Place.LATER_ON: en.OVER},
        unless={Place.BETWEEN: en.OVER, Place.LATER: en.STILL},
    ),
    cue(
        "time",
        en.PAST_ONCE,
        Place.EARLIER,
        Status.HISTORICAL,
        "held before",
        kinds=_GOODS,
        needs={Place.LATER_ON: en.ENDED},
        unless={Place.BETWEEN: en.OVER, Place.LATER: en.STILL},
    ),
    cue("time", en.NO_LONGER, Place.BEFORE, Status.HISTORICAL, "no longer holds", reach=30),
    cue("time", en.BYGONE, Place.BEFORE, Status.HISTORICAL, "held before", reach=20),
    cue("time", en.NOT_ANYMORE, Place.LATER, Status.HISTORICAL, "no longer holds"),
)

_STORY: tuple[Step, ...] = (
    Story(
        begins=re.compile(en.STORY),
        ends=re.compile(f"{en.NOW}|{en.STILL}"),
        opening=80,
        outcome="told of the past",
        kinds=_TROUBLES,
    ),
)

_POLARITY: tuple[Step, ...] = (
    cue("partial", en.NOT_ALL, Place.BEFORE, Status.PARTIAL, "holds for some", reach=40),
    cue("negation", en.REFUTED_AFTER, Place.LATER, Status.DENIED, "said to be untrue", reach=40),
    POLARITY,
    cue("partial", en.SOME, Place.BEFORE, Status.PARTIAL, "holds for some"),
)

_TONE: tuple[Step, ...] = (
    cue(
        "irony",
        en.MOCKERY,
        Place.EARLIER,
        Status.IRONIC,
        "praise that mocks: for a person to decide",
    ),
    cue(
        "irony",
        en.SOME_HELP,
        Place.ANYWHERE,
        Status.IRONIC,
        "praise that mocks: for a person to decide",
        kinds=_AIMS,
    ),
    Quoted("irony", Status.IRONIC, "in quotation marks: for a person to decide", _AIMS),
    cue(
        "irony",
        en.SO_CALLED,
        Place.BEFORE,
        Status.IRONIC,
        "so-called: for a person to decide",
        reach=20,
    ),
    Echo(
        mark=re.compile(en.QUESTION_MARK),
        denial=re.compile(en.ECHO_DENIED),
        consent=re.compile(en.ECHO_CONFIRMED),
        presumes=re.compile(en.PRESUMES),
        asks=re.compile(en.ASKS),
        asked=re.compile(en.ASKED),
        spare=24,
    ),
)

ENGLISH: Sequence[Step] = (
    *_QUESTIONS,
    *_VOICES,
    *_SAID,
    *_MODALITY,
    *_TIME,
    *_STORY,
    *_POLARITY,
    *_TONE,
)
