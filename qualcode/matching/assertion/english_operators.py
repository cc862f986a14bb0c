"""Words of English that turn a claim over, and those that only look as if: see `polarity`.

The order is that in which they are tried at a place: a frame that asserts comes
before the bare negator it holds.
"""

# ruff: noqa: E501  a family of words reads best on one line
from __future__ import annotations

from qualcode.matching.assertion.polarity import Operator, Polarity
from qualcode.matching.assertion.tables import phrases

_NT = r"\b(?:do|does|did|is|are|was|were|ca|could|would|should|wo|has|have|had|need|must|ai)n't\b"
_BE = "(?:is|are|was|were)"
_ASKED = r"(?=[^.!]*\?)"

# Frames that hold a negator and assert.
ADDITIVE = rf"(?:{_NT} |\bnot )(?:only|just|merely|simply)\b"
MUST = phrases(r"""
    no choice but\b | (?:can ?not|can't|could ?not|couldn't) (?:help|but|deny)\b | nothing but\b
    none other\b | (?:never|not) fails? to\b | no doubt\b | no wonder\b | no matter\b | (?:don't|do not|won't|would not|wouldn't|didn't) deny\b | no sooner\b | (?:no one|nobody|none) (?:can|could|will|would) (?:deny|doubt|dispute)\b | (?:no one|nobody) (?:doubts|denies|disputes)\b
    (?:no|not|hardly|little) (?:surpris(?:e|ing)|wonder)\b
    not to mention\b | no end of\b | no less\b | why not\b | no secret\b | no denying\b | if not\b
    or not\b | never mind\b | no use\b | no good\b | not for nothing\b
""")
ASIDE = phrases(r"""
    (?:don't|do not) get me wrong\b | (?:don't|do not) mind\b | won't lie\b | not (?:going to|gonna) lie\b
    don't you (?:think|see)\b | i (?:don't|do not) know\b | not sure\b | not long\b | not far\b | not even\b
""")
IS_IT_NOT = (
    r"\b(?:isn't|aren't|wasn't|weren't|don't|doesn't|didn't|haven't|hasn't)"
    r"(?= (?:it|this|that|they|he|she|we|you|there)\b[^.!]*\?)"
)

WHO_DOES_NOT = (
    r"\bwho (?:doesn't|does not|hasn't|has not|wouldn't|would not|isn't|is not)\b" + _ASKED
)

# Words that turn a claim over.
WHO_WOULD = (
    r"(?:(?m:^)|(?<=[.!?,;:\"] )|(?<=\band )|(?<=\bbut )|(?<=\bso ))"
    r"who(?:'d| (?:has|have|had) ever| (?:on earth )*(?:would|wants?|will|could|can|ever|needs?|cares?|likes?|says?|said|is going))\b"
    + _ASKED
)
HOW_COULD = (
    r"\b(?:how (?:can|could|would|on earth)|since when|what (?:good|use) (?:is|are|was)"
    r"|(?:when|what|where) (?:did|do|does|have|has|had|was|were) [\w' ]{1,20}? ever|why (?:would|should)|what (?:sort|kind) of \w+ would|am i (?:supposed|meant|expected)|are we (?:supposed|meant|expected)|do you (?:really )?think)\b"
    + _ASKED
)
NOT_THAT = phrases(rf"""
    as if (?:they|he|she|we|anyone|anybody|i)\b(?= (?:ever|would|could|care)) | (?:have|has|had) yet to\b
    it {_BE} not (?:that|so|because|as if|true)?\b
    it's not (?:that|so|because|as if|true)?\b
    it (?:is|was)n't (?:that|so|because|as if|true)?\b
    not (?:that|so much|because|as if|a (?:matter|case|question) of)\b
    far from\b | rather than\b | instead of\b
    i (?:don't|do not|would not|wouldn't|won't) (?:think|believe|say|call|agree|suppose|feel|have)\b
    (?:can't|cannot|can not|could not|couldn't|don't|do not|won't|nobody can|no one can) (?:say|call|tell|write|claim|pretend|put)\b
    (?:wrong|untrue|false|nonsense|a lie|not true|unfair|unjust|absurd|silly|ridiculous) (?:to (?:say|call|claim|think|suggest)|that)\b
""")
NOT_A_DAY = phrases(r"""
    (?:not|isn't|wasn't|aren't|weren't|ain't|(?:do|does|did|has|have|had|would|wo|ca|could|should|must|need)n't) (?:the|a|that) (?:sort|kind|type)(?: of \w+)? (?:who|that|to)\b
    (?:never|no|not|isn't|wasn't|is never|hardly|rarely|seldom|scarcely) (?:does |do |did )?(?:an? |one |a single )?(?:day|week|month|year|time)s?(?: goes by| go by| went by| pass(?:es|ed)?)?(?: when| that| in which)?\b
    (?:nobody|no one|none|no \w+|not one|not a \w+)(?: of \w+)? (?:who|that)\b
""")
NOBODY = r"\b(?:nobody|no one|none|nothing|neither|no-one|nowhere)\b"
NOT = rf"{_NT}|\b(?:not|never|cannot|nor|without|no|hardly|scarcely|refus(?:e|es|ed|ing)|lack(?:s|ed|ing)?|free of)\b"

BREAKS = phrases(r"""
    [,;:.?!]
    \b(?:but|because|so|which|who|than|until|unless|when|while|though|although|only|therefore|since|and|where|if|just|before|after)\b
""")
BREAKS_STATEMENT = r"[;:.?!]|\b(?:but|because|so)\b"
LIGHT = r"(?:\s|\b(?:that|we|they|he|she|i|you|it|a|an|one|single|any|of|us|them|day|week|month|year|there|is|are|was|were|who|has|have|been|ever|time)\b)*"
NEGATIVE = r"\b(?:no|not|never|nobody|none|nothing|without|hardly|seldom|rarely|cannot|lack\w*|few|little|fail\w*)\b|n't\b"

POLARITY = Polarity(
    (
        Operator("rhetorical", WHO_DOES_NOT, turns=False, settles=True, reach=40, outcome="all"),
        Operator("additive", ADDITIVE, turns=False, reach=40, outcome="this and more"),
        Operator("double negation", MUST, turns=False, reach=40, outcome="claimed"),
        Operator("aside", ASIDE, turns=False),
        Operator(
            "rhetorical",
            IS_IT_NOT,
            turns=False,
            settles=True,
            reach=40,
            outcome="claimed by asking",
        ),
        Operator("rhetorical", WHO_WOULD, turns=True, reach=40, outcome="nobody", clausal=True),
        Operator("rhetorical", HOW_COULD, turns=True, reach=40, outcome="turned over"),
        Operator("negation", NOT_THAT, turns=True, reach=60, outcome="it is not so", clausal=True),
        Operator("negation", NOT_A_DAY, turns=True, reach=30, outcome="always"),
        Operator("negation", NOBODY, turns=True, reach=40, outcome="nobody"),
        Operator("negation", NOT, turns=True, reach=32, outcome="not so"),
    ),
    breaks=BREAKS,
    light=LIGHT,
    negative=NEGATIVE,
    border=r"\b",
)
