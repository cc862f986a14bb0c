"""Pronouns, which turn with the speaker: whose "we" is a household's, whose "they" an office's.

Villagers speak of officials as "they" and officials of villagers; both speak of
themselves as "we". What a code is expected to be about decides which of the
others is meant, so that nobody is guessed whom the code does not know.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qualcode.matching.openings import longest_match
from qualcode.model.codebook import Kind

if TYPE_CHECKING:
    from qualcode.model.codebook import Code
    from qualcode.model.subject import SubjectScheme

HOUSEHOLDS = frozenset({"poor-household", "other"})
"""Groups of subjects that are helped; all others help. A scheme without these groups has no
household, and "they" is then whoever the code expects besides the speaker."""

WE = re.compile(
    r"(?<![给叫让把跟对向替为找问教帮管骗请逼哄])(?:我们?|咱们?|俺们?|曹)|自己|自家"
    r"|\b(?:i|we|my|our|mine|ours|myself|ourselves)\b"
)
"""The speaker, where it is not marked as the one something is done to (给我, ``us``)."""

SELF = re.compile(
    r"(?<![给叫让把跟对向替为找问教帮管骗请逼哄])(?:我|我自己|俺)(?:这个?人)?[是就也都还真确实原本以前现在]{0,3}$"
    r"|\bi(?:'m|'ve|'d|'ll)?"
    r"(?: (?:am|was|have|had|never|always|still|just|also|only|too|do|did)){0,2} $"
)
"""The speaker alone, as the subject of the words that follow."""
_LONGEST_SELF = longest_match(SELF)

ENCOUNTER = re.compile(
    r"[见认找问碰听等盼]|\b(?:see|saw|seen|met|meet|know|knew|known|hear|heard|reach|visit|ask)"
)
"""Words that tell of dealings with somebody else: 「我没见过」 is about whom I did not see."""

THEY = re.compile(
    r"他们?|她们?|人家(?!里)|那些人|\b(?:they|them|their|theirs|he|him|his|she|her|hers)\b"
)


def self_before(folded: str, start: int, end: int) -> re.Match[str] | None:
    """Return where the speaker is the subject of words that begin at the end of a stretch."""
    since = start if _LONGEST_SELF is None else max(start, end - _LONGEST_SELF)
    return SELF.search(folded, since, end)


def we(speaker: str, code: Code, scheme: SubjectScheme) -> list[str]:
    """Return whom "we" stands for; nobody where the code is not said of the speaker's kind."""
    if speaker in code.about:
        return [speaker]
    own = scheme.group_of(speaker)
    is_kindred = own in HOUSEHOLDS and any(scheme.group_of(each) == own for each in code.about)
    return [speaker] if is_kindred else []


def they(speaker: str, code: Code, scheme: SubjectScheme) -> list[str]:
    """Return whom "they" may stand for; nobody where the code expects only the speaker."""
    if not speaker:
        return []
    is_household = scheme.group_of(speaker) in HOUSEHOLDS
    others = [each for each in code.about if each != speaker]
    households = [each for each in others if scheme.group_of(each) in HOUSEHOLDS]
    helpers = [each for each in others if each not in households]
    if is_household:
        return helpers
    # A measure is taken by those who help, all else befalls the helped.
    return (helpers if code.kind is Kind.COUNTERMEASURE else households) or others


def unnamed(speaker: str, code: Code, scheme: SubjectScheme) -> str:
    """Return whom a clause without any subject is about.

    People leave themselves out when they explain or tell of their own deeds;
    problems they see in others. Hence causes, and what a helper did well, are
    about the speaker, and the rest about the first subject the code expects.
    """
    is_household = scheme.group_of(speaker) in HOUSEHOLDS
    own_affair = code.kind is Kind.CAUSE if is_household else code.kind is Kind.POSITIVE
    if own_affair and speaker in code.about:
        return speaker
    return code.about[0] if code.about else ""
