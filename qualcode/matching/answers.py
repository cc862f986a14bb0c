"""Bare answers: 「是不是走过场？—就是。」 claims what the interviewer's question names.

The question is read as if it were said; the answer then confirms or denies it. Only
a question that can be answered by yes or no, and an answer that begins with one of
these words, are taken; anything else says its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from qualcode.matching.assertion import chinese_cues as zh
from qualcode.matching.assertion import english_cues as en
from qualcode.model.coding import Status
from qualcode.text.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Callable

    from qualcode.matching.overlap import Hit
    from qualcode.matching.scanner import Scanner

_ANSWER = re.compile(
    rf"\s*(?:(?P<yes>{zh.YES}|{en.YES})|(?P<no>{zh.NO}|{en.NO}))(?=\s*(?:[,，。.!;；、…]|$))"
)
_YES_OR_NO = re.compile(
    r"[吗么吧]\s*\?|(?P<one>[\u4e00-\u9fff])[不没](?P=one)|没有\s*\?|对不对|是不是|有没有"
    r"|(?:^|[,;.] )(?:so |and |but )?"
    r"(?:is|are|do|does|did|was|were|has|have|had|can|could|will|would)\b"
    r"|,\s*(?:right|isn't it|don't they|aren't they|no)\s*\?"
)
_LONGEST_QUESTION = 120
"""Longer questions hold more than what a bare answer can be taken to answer."""
_OPEN = frozenset({Status.ASSERTED, Status.QUESTION, Status.IRONIC})
"""How the words of a question may be judged for an answer to settle them."""


class Answered(NamedTuple):
    """A match in a question that the answer settles."""

    hit: Hit
    """In the question; positions are those of `asked`."""
    status: Status
    words: tuple[int, int]
    """Where the answering word stands in the answer."""
    asked: str
    """The question, folded."""


def settled(
    answer: str, question: str, scanner: Scanner, judged: Callable[[str, Hit], Status]
) -> list[Answered]:
    """Return what an answer settles by its yes or no.

    Args:
        answer: The first sentence of an answer, folded.
        question: What the interviewer said before, folded.
        scanner: Finds what the question names.
        judged: Returns the status of a match, as if the question were said.
    """
    match = _ANSWER.match(answer)
    asked = _last_sentence(question) if match else ""
    if not match or not asked.rstrip().endswith("?") or not _YES_OR_NO.search(asked):
        return []
    status = Status.ASSERTED if match["yes"] else Status.DENIED
    place = match.span("yes" if match["yes"] else "no")
    return [
        Answered(hit, status, place, asked)
        for hit in scanner.scan(asked)
        if judged(asked, hit) in _OPEN
    ]


def _last_sentence(question: str) -> str:
    pieces = sentences(question)
    last = question[slice(*pieces[-1])] if pieces else ""
    return last if len(last) <= _LONGEST_QUESTION else ""
