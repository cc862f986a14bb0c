"""The steps of Chinese, in the order in which they are asked.

Who speaks comes before what is said: a question is no claim, a report is
somebody else's; then conditions, wishes and rules, then time, and only then
whether the words are denied.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qualcode.matching.assertion import chinese_cues as zh
from qualcode.matching.assertion.attribution import Attribution
from qualcode.matching.assertion.chinese_modality import MODALITY
from qualcode.matching.assertion.chinese_operators import BREAKS, NOT, POLARITY
from qualcode.matching.assertion.echo import Echo, Repeat
from qualcode.matching.assertion.step import Quoted, cue
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

_QUESTIONS: tuple[Step, ...] = (
    cue(
        "a-not-a",
        zh.A_NOT_A,
        Place.AROUND,
        Status.QUESTION,
        "no side taken",
        reach=3,
        unless={Place.BETWEEN: zh.FINITE, Place.WITHIN: zh.ASKS_ABOUT},
        sign=zh.SAME_ON_BOTH_SIDES,
    ),
    cue("a-not-a", zh.DID_OR_NOT, Place.JUST_AFTER, Status.QUESTION, "no side taken"),
)

_SLOGANS: tuple[Step, ...] = (
    cue("slogan", zh.ON_THE_WALL, Place.BEFORE, Status.NORMATIVE, "a slogan", kinds=_GOODS),
    cue(
        "irony",
        zh.SCARE_QUOTES,
        Place.JUST_AFTER,
        Status.IRONIC,
        "in quotation marks: for a person to decide",
        kinds=_AIMS,
    ),
    Quoted("slogan", Status.NORMATIVE, "in quotation marks", _AIMS),
    cue("slogan", zh.FORMULA, Place.ANYWHERE, Status.NORMATIVE, "official formula", kinds=_AIMS),
)

_VOICES: tuple[Step, ...] = (
    Attribution(
        hint=re.compile(zh.REPORTS),
        before=24,
        breaks=re.compile("[。;!?]"),
        frame=re.compile(
            f"(?:{zh.HEARSAY}|(?P<who>{zh.PEOPLE})"
            f"(?:[^,。;:!?听]{{0,8}}?(?:{zh.SAYING})|[^,。;:!?]{{0,8}}{zh.AND_SAYING}))"
            f'(?:的?是|过|了|着|道)?[,:]?"?'
        ),
        own=re.compile(zh.OWN_VOICE),
        resumes=re.compile(zh.RESUMES),
        views=re.compile(f"{zh.CROWD}|{zh.HEARSAY}|{zh.JUDGING}"),
        judges=re.compile(zh.JUDGES_US),
    ),
    cue("attribution", zh.WRITTEN, Place.BEFORE, Status.ATTRIBUTED, "so it is written"),
    cue(
        "attribution",
        zh.SUPPOSEDLY,
        Place.BEFORE,
        Status.ATTRIBUTED,
        "so it is said",
        kinds=_GOODS,
        reach=2,
    ),
)

_TIME: tuple[Step, ...] = (
    cue(
        "time",
        f"{zh.PAST}|{zh.PAST_OF_TROUBLES}",
        Place.EARLIER,
        Status.HISTORICAL,
        "held before",
        kinds=_TROUBLES,
        unless={Place.BETWEEN: zh.LATER_TIME, Place.LATER: zh.STILL},
    ),
    cue(
        "time",
        zh.PAST_ONCE,
        Place.EARLIER,
        Status.HISTORICAL,
        "held before",
        kinds=_TROUBLES,
        needs={Place.LATER_ON: f"{zh.NOW}|{zh.OVER}"},
        unless={Place.BETWEEN: zh.LATER_TIME, Place.LATER: zh.STILL},
    ),
    cue(
        "time",
        f"{zh.PAST}|{zh.PAST_ONCE}",
        Place.EARLIER,
        Status.HISTORICAL,
        "held before",
        kinds=_GOODS,
        needs={Place.LATER: f"{zh.ENDED}|{zh.OVER}"},
        unless={Place.BETWEEN: zh.LATER_TIME, Place.LATER: zh.STILL},
    ),
    cue(
        "time",
        zh.NO_NEED_NOW,
        Place.BEFORE,
        Status.HISTORICAL,
        "no longer holds",
        reach=6,
        needs={Place.EARLIER: zh.NOW},
    ),
    cue("time", zh.GONE_AFTER, Place.JUST_AFTER, Status.HISTORICAL, "no longer holds"),
    cue("time", zh.BYGONE_AFTER, Place.LATER, Status.HISTORICAL, "held before", reach=6),
    cue("time", zh.SINCE_THEN, Place.BEFORE, Status.HISTORICAL, "no longer holds", reach=6),
    cue(
        "time",
        zh.NO_NEED,
        Place.BEFORE,
        Status.HISTORICAL,
        "no longer holds",
        reach=4,
        needs={Place.JUST_AFTER: "了"},
        unless={Place.BETWEEN: BREAKS},
    ),
    cue(
        "time",
        zh.NOT_ANY_MORE,
        Place.BEFORE,
        Status.HISTORICAL,
        "no longer holds",
        reach=0,
        needs={Place.JUST_AFTER: "了"},
    ),
    cue(
        "time",
        zh.IN_THE_BEGINNING,
        Place.WITHIN,
        Status.HISTORICAL,
        "held in the beginning",
        kinds=_TROUBLES,
        unless={Place.LATER: zh.STILL},
    ),
    cue(
        "time",
        zh.ENDED_AFTER,
        Place.JUST_AFTER,
        Status.HISTORICAL,
        "has ended",
        kinds=_GOODS,
        unless={Place.LATER: zh.TOOK_UP_AGAIN},
    ),
    cue("time", zh.CLOSED, Place.WITHIN, Status.HISTORICAL, "has ended", kinds=_AIMS),
    cue(
        "time",
        zh.SOLVED_AFTER,
        Place.LATER,
        Status.HISTORICAL,
        "has been overcome",
        reach=12,
        kinds=_TROUBLES,
    ),
)

_STORY: tuple[Step, ...] = (
    Story(
        begins=re.compile(zh.STORY),
        ends=re.compile(f"{zh.LATER_TIME}|{zh.STILL}|你们?(?:看|瞧|上来|来的?时候)"),
        opening=14,
        outcome="told of the past",
        kinds=_TROUBLES,
    ),
)

_POLARITY: tuple[Step, ...] = (
    cue("partial", zh.NOT_ALL, Place.BEFORE, Status.PARTIAL, "holds for some", reach=8),
    cue("negation", zh.REFUTED_AFTER, Place.LATER, Status.DENIED, "said to be untrue", reach=14),
    cue("negation", zh.HOPELESS_AFTER, Place.JUST_AFTER, Status.DENIED, "none of it", kinds=_GOODS),
    cue("negation", zh.NONE_AFTER, Place.JUST_AFTER, Status.DENIED, "none of it"),
    cue("negation", zh.UNMET_AFTER, Place.JUST_AFTER, Status.DENIED, "did not come", kinds=_AIMS),
    cue(
        "negation", zh.NOT_ENOUGH_AFTER, Place.JUST_AFTER, Status.DENIED, "not enough", kinds=_GOODS
    ),
    POLARITY,
    cue("partial", zh.SOME, Place.BEFORE, Status.PARTIAL, "holds for some"),
    cue(
        "partial",
        zh.SOME_THERE_ARE,
        Place.EARLIER,
        Status.PARTIAL,
        "holds for some",
        kinds=_TROUBLES,
    ),
    cue("partial", zh.SOME_EARLIER, Place.EARLIER, Status.PARTIAL, "holds for some", reach=6),
    cue(
        "partial",
        zh.SOME_WITHIN,
        Place.WITHIN,
        Status.PARTIAL,
        "holds for some",
        kinds=_TROUBLES,
    ),
    cue("partial", zh.SOMEWHAT, Place.BEFORE, Status.PARTIAL, "to some degree"),
    cue("partial", zh.SOME_AFTER, Place.JUST_AFTER, Status.PARTIAL, "holds for some"),
)

_TONE: tuple[Step, ...] = (
    cue(
        "irony",
        zh.MOCKERY,
        Place.ANYWHERE,
        Status.IRONIC,
        "praise that mocks: for a person to decide",
    ),
    cue(
        "irony",
        zh.FINE_WORDS,
        Place.EARLIER,
        Status.IRONIC,
        "fine words: for a person to decide",
        kinds=_AIMS,
    ),
    cue(
        "irony",
        zh.DEFLATED_BY_FACT,
        Place.JUST_AFTER,
        Status.IRONIC,
        "brought low: for a person to decide",
        kinds=_AIMS,
    ),
    cue(
        "irony",
        zh.SO_CALLED,
        Place.BEFORE,
        Status.IRONIC,
        "so-called: for a person to decide",
        reach=4,
    ),
    cue(
        "irony",
        zh.DEFLATED_AFTER,
        Place.AFTER,
        Status.IRONIC,
        "brought low: for a person to decide",
        reach=4,
        unless={Place.BETWEEN: NOT},
        kinds=_AIMS,
    ),
    cue("partial", zh.BUT_LIMITED, Place.LATER, Status.PARTIAL, "with a limit", kinds=_GOODS),
    Repeat(),
    Echo(
        mark=re.compile(zh.QUESTION_MARK),
        denial=re.compile(zh.ECHO_DENIED),
        consent=re.compile(zh.ECHO_CONFIRMED),
        presumes=re.compile(zh.PRESUMES),
        asks=re.compile(zh.ASKS),
        asked=re.compile(zh.ASKED),
        spare=8,
    ),
)

CHINESE: Sequence[Step] = (
    *_QUESTIONS,
    *_SLOGANS,
    *_VOICES,
    *MODALITY,
    *_TIME,
    *_STORY,
    *_POLARITY,
    *_TONE,
)
