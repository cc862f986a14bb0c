"""Assertion status: does the speaker claim that what was found holds?

Chinese and English are each an ordered list of small steps over tables of cues;
`judge` walks the list until a step decides. A negator that belongs to the
matched words never denies, and a sentence without any cue is a claim.
"""

from __future__ import annotations

from qualcode.matching.assertion.judge import Judgement, judge
from qualcode.matching.assertion.own import own_steps

__all__ = ["Judgement", "judge", "own_steps"]
