"""Sentences and clauses, as half-open positions.

A sentence is the default unit of coding and counting; a clause is where a
negation or a wish has its reach. Chinese and English are cut by one pass, since
a transcript mixes them. Closing quotes and brackets stay with the sentence they
close, and a bracketed stage direction does not end one.
"""

from __future__ import annotations

import re

_CLOSERS = r"[”’」』）)】》〉\]\"']*"
_NOT_AFTER = r"(?<!\b(?:[DM]r|Ms|St|vs)\.)(?<!\b(?:Mrs|e\.g|i\.e)\.)(?<!\bProf\.)"
_NOT_INITIAL = r"(?<![.\s:：(（\[【“‘\"]\w\.)(?<!^\w\.)"
_FULL_STOP = (
    rf"{_NOT_AFTER}{_NOT_INITIAL}(?<!\.\.)(?!\.)"  # not after a title or a single initial
    rf"(?!(?<=\b[Nn]o\.)\s?\d){_CLOSERS}(?=\s|$|[\u4e00-\u9fff])"  # nor in "No. 5"
)
# One set of characters stands in front, since a search for a set skips all others at the speed
# of C; what the character was is then asked looking back.
_SENTENCE_END = re.compile(
    r"[\n。！？!?；;….](?:"
    rf"(?<=\.){_FULL_STOP}"
    r"|(?<=\n)\n*"  # a line break always ends a sentence
    rf"|(?<=[。！？!?；;])[。！？!?；;]*(?:…+)?{_CLOSERS}"
    rf"|(?<=…)…*+{_CLOSERS}+(?=[^，,。！？!?；;\s])"  # an ellipsis, unless punctuation goes on
    rf"|(?<=\.)\.+{_CLOSERS}(?=\s+[^\sa-z]|$)"  # three dots, unless the sentence goes on
    r")\s*+"  # the next sentence begins with its first sign
)
_NOT_IN_NUMBER = r"(?:(?!\d)|(?<!\d[,:]))"  # not in 12,000 nor at 10:30
_MORE = rf"(?:[，、：—]|[,:]{_NOT_IN_NUMBER})*"
_CLAUSE_END = re.compile(
    r"[，、：—,:-](?:"
    rf"(?<=[，、：—]){_MORE}|(?<=[,:]){_NOT_IN_NUMBER}{_MORE}"
    r"|(?<=-)-+|(?<=\s-)(?=\s)"
    r")\s*+"
)
_HAS_WORD = re.compile(r"\w")


def sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Cut a stretch of text into sentences.

    Args:
        text: The whole text.
        start: Where the stretch begins.
        end: Where it ends; None = at the end of the text.

    Returns:
        Half-open positions in `text`, in order, without leading or trailing
        blanks. Stretches without a letter or digit join the sentence before.
    """
    stop = len(text) if end is None else end
    return _cut(text, start, stop, _SENTENCE_END)


def clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut a sentence into clauses at commas, colons and dashes; see `sentences`."""
    return _cut(text, start, end, _CLAUSE_END)


def _cut(text: str, start: int, end: int, border: re.Pattern[str]) -> list[tuple[int, int]]:
    pieces: list[tuple[int, int]] = []
    while start < end and text[start].isspace():
        start += 1
    for match in border.finditer(text, start, end):
        stop = following = match.end()
        while stop > start and text[stop - 1].isspace():
            stop -= 1
        # Most stretches begin with a letter: then no pattern need look for one.
        if start < stop and text[start].isalnum():
            pieces.append((start, stop))
        else:
            _keep(text, start, stop, pieces)
        start = following
    _keep(text, start, end, pieces)
    return pieces


def _keep(text: str, start: int, end: int, pieces: list[tuple[int, int]]) -> None:
    """Append a stretch; one without a word joins the piece before it on the same line."""
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end:
        return
    is_bare = not _HAS_WORD.search(text, start, end)
    if is_bare and pieces and "\n" not in text[pieces[-1][1] : start]:
        start = pieces.pop()[0]
    pieces.append((start, end))
