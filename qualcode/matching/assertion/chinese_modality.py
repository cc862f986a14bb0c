"""The steps of Chinese for what is not said to be so: conditions, wishes, fears, rules, plans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.matching.assertion import chinese_cues as zh
from qualcode.matching.assertion.chinese_operators import COUNTERFACTUAL
from qualcode.matching.assertion.step import cue
from qualcode.matching.assertion.window import Place
from qualcode.model.codebook import Kind
from qualcode.model.coding import Status

if TYPE_CHECKING:
    from qualcode.matching.assertion.step import Step

_TROUBLES = frozenset({Kind.PROBLEM, Kind.CAUSE})
_GOODS = frozenset({Kind.POSITIVE, Kind.COUNTERMEASURE, Kind.THEME})
_AIMS = frozenset({Kind.POSITIVE, Kind.COUNTERMEASURE})
_MEASURES = frozenset({Kind.COUNTERMEASURE})

MODALITY: tuple[Step, ...] = (
    cue(
        "rule",
        f"{zh.WISH}|{zh.CONDITION}|{zh.OUGHT}",
        Place.WITHIN,
        Status.NORMATIVE,
        "a proposal",
        kinds=_MEASURES,
    ),
    cue(
        "condition",
        COUNTERFACTUAL,
        Place.EARLIER_CLAUSE,
        Status.HYPOTHETICAL,
        "what would be otherwise",
    ),
    cue(
        "condition",
        zh.CONDITION,
        Place.EARLIER,
        Status.HYPOTHETICAL,
        "a condition",
        unless={Place.SENTENCE: zh.HABIT},
    ),
    cue(
        "condition",
        zh.IN_ITS_CLAUSE,
        Place.BEFORE,
        Status.HYPOTHETICAL,
        "a condition",
    ),
    cue(
        "condition",
        zh.IF_NOT,
        Place.BEFORE,
        Status.HYPOTHETICAL,
        "a condition",
        needs={Place.LATER: zh.THEN},
        reach=0,
    ),
    cue("condition", zh.IF_TRAILING, Place.SENTENCE, Status.HYPOTHETICAL, "a condition"),
    cue(
        "rule",
        zh.INDISPENSABLE_AFTER,
        Place.JUST_AFTER,
        Status.NORMATIVE,
        "a need, not a report",
        needs={Place.HEAD: zh.LACK},
    ),
    cue(
        "condition",
        zh.NEED_AFTER,
        Place.LATER,
        Status.HYPOTHETICAL,
        "a need, not a report",
        needs={Place.HEAD: zh.LACK},
        reach=8,
    ),
    cue("wish", zh.WISH_AFTER, Place.LATER, Status.HYPOTHETICAL, "a wish", reach=20),
    cue("rule", zh.WISH, Place.BEFORE, Status.NORMATIVE, "a proposal", kinds=_MEASURES),
    cue("wish", zh.WISH, Place.BEFORE, Status.HYPOTHETICAL, "a wish"),
    cue(
        "rule",
        zh.FORBID,
        Place.BEFORE,
        Status.NORMATIVE,
        "should not be",
        kinds=_TROUBLES,
        reach=10,
    ),
    cue("fear", zh.FEAR_EARLIER, Place.EARLIER, Status.HYPOTHETICAL, "a fear", reach=3),
    cue("fear", zh.FEAR, Place.BEFORE, Status.HYPOTHETICAL, "a fear", reach=14),
    cue(
        "forecast",
        zh.YET_TO_COME,
        Place.EARLIER,
        Status.HYPOTHETICAL,
        "yet to come",
        kinds=_TROUBLES,
        unless={Place.BETWEEN: zh.OWN_CLAIM},
    ),
    cue("rule", zh.OUGHT, Place.BEFORE, Status.NORMATIVE, "ought to be", kinds=_GOODS, reach=14),
    cue("rule", zh.PLAN, Place.BEFORE, Status.NORMATIVE, "a proposal", kinds=_MEASURES, reach=12),
    cue("rule", zh.SLOGAN, Place.BEFORE, Status.NORMATIVE, "an aim", kinds=_AIMS, reach=10),
    cue(
        "rule",
        zh.OUGHT_ALL,
        Place.EARLIER_CLAUSE,
        Status.NORMATIVE,
        "ought to be",
        kinds=_AIMS,
        unless={Place.BETWEEN: zh.OWN_CLAIM},
    ),
    cue(
        "rule",
        zh.MUST_THEN,
        Place.BEFORE,
        Status.NORMATIVE,
        "ought to be",
        kinds=_GOODS,
        needs={Place.LATER: zh.ONLY_THEN},
    ),
    cue("intention", zh.INTEND, Place.BEFORE, Status.HYPOTHETICAL, "an intention", kinds=_AIMS),
    cue(
        "intention",
        zh.INTEND_LATER,
        Place.EARLIER,
        Status.HYPOTHETICAL,
        "an intention",
        kinds=_AIMS,
    ),
)
