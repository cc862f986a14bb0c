"""Labels within a line: `记者：您怎么看？受访者：我们认为……`.

Only speakers already believed, and role words, are looked for, and only behind the
end of a sentence outside quotation marks: a respondent may quote a form in
which 问 and 答 stand too.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from qualcode.transcripts import role_words
from qualcode.transcripts.labels import is_role_word, may_be_label
from qualcode.transcripts.shapes import Mark

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from qualcode.transcripts.layouts import Layout

_CANDIDATE = re.compile(
    r"[。？！?!…”」）)][ \t\u3000]*(?P<label>[^\s:：，。？！；,?!;“”\"「」（）()]{1,12})[:：]\Z"
)
_REACH = 40
"""Characters before a colon in which the label and the end of a sentence stand."""
_OFTEN = 2
"""Times that a label must come within lines to be one without being known."""
_OPEN, _CLOSED = "“「『", "”」』"


def find_inline(padded: str, layout: Layout) -> Iterator[Mark]:
    """Yield the labels within lines, in order.

    Args:
        padded: The text with a line feed before it.
        layout: How the text marks speakers at the beginning of lines; only a text
            with labels and colons has more of them within.
    """
    if layout.name != "label-colon":
        return
    turns = iter(layout.marks)
    mark, following = next(turns), next(turns, None)
    begin = mark.end
    found = list(_candidates(padded, layout))
    partners = _partners(found, layout)
    for match in found:
        start = match.start("label") - 1
        while following and start >= following.start:
            mark, following = following, next(turns, None)
            begin = mark.end
        name = _speaker(match["label"], layout, partners) if start >= begin else ""
        if name and not _is_quoted(padded, begin + 1, start + 1):
            yield Mark(start, match.end() - 1, name)
            begin = start


def _candidates(padded: str, layout: Layout) -> Iterator[re.Match[str]]:
    """Yield what could be a label, in order.

    Most colons end the labels at the beginning of lines; to look at the others is far quicker
    than to look behind the end of every sentence.
    """
    begin = layout.marks[0].end + 1
    for end in sorted(_colons(padded, layout.marks)):
        match = _CANDIDATE.search(padded, max(begin, end - _REACH), end)
        if match:
            yield match


def _colons(padded: str, marks: Sequence[Mark]) -> Iterator[int]:
    """Yield where the colons between marks end, save those of addresses."""
    ends = [mark.start for mark in marks[1:]]
    ends.append(len(padded))
    for sign in (colon for colon in ":：" if colon in padded):
        for mark, end in zip(marks, ends, strict=True):
            at = padded.find(sign, mark.end + 1, end)
            while at >= 0:
                if not padded.startswith("//", at + 1):
                    yield at + 1
                at = padded.find(sign, at + 1, end)


def _partners(found: Sequence[re.Match[str]], layout: Layout) -> set[str]:
    """Return who else speaks, again and again, where all lines begin with one and the same."""
    if len(set(layout.cast.names.values())) > 1:
        return set()
    counts = Counter(match["label"] for match in found)
    return {label for label, count in counts.items() if count >= _OFTEN and may_be_label(label)}


def _speaker(label: str, layout: Layout, partners: Collection[str]) -> str:
    label = label.strip("*_")
    believed = layout.cast.name(label)
    if believed or label in partners:
        return believed or label
    told = is_role_word(label) and label not in role_words.SELF  # 我： is in what people retell
    return label if told and not label.isascii() else ""


def _is_quoted(text: str, begin: int, here: int) -> bool:
    """Tell whether a quotation that began in this turn is still open here."""
    opened = sum(text.count(sign, begin, here) for sign in _OPEN)
    closed = sum(text.count(sign, begin, here) for sign in _CLOSED)
    return opened > closed or text.count('"', begin, here) % 2 == 1
