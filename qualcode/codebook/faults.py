"""Faults of YAML itself, told in the researcher's words.

A parser says "mapping values are not allowed here"; what happened is most often
one of a few slips of the hand: a full-width colon, a tab, a colon within a text,
a bracket or quote that was never closed.
"""

from __future__ import annotations

import re
from typing import Any

from qualcode.codebook.wording import quoted
from qualcode.errors import Place, Problem

FULL_WIDTH_COLON = "use the ASCII colon ':' followed by a blank, not '：'"
_QUOTE_COLON = "put a text that holds ': ' in quotes, and give keys of one level the same indent"
_FULL_WIDTH_COMMA = "within [ ] and { } use the ASCII comma ', ', not '，'"

_COLON_SLIP = re.compile(
    r"\s*(?:- +)*[\[{]?\s*"
    r"(?:(?P<wide>[\w.\-]{1,40})\s*：|(?!re:)(?P<tight>[a-z_]{2,40}):(?=[^\s:/]))"
)


def explain(fault: Exception, text: str, path: str, *, near: int) -> Problem:
    """Turn an exception of the YAML parser into a problem with a place and a hint.

    Args:
        fault: What the parser raised.
        text: The file's text.
        path: The file as named in problems.
        near: The last line that was read, for faults that bring no place along.
    """
    slip = _slip_near(fault, text)
    if slip:
        line, column, message, hint = slip
        return Problem(Place(path, line, column), message, hint)
    said = f"{getattr(fault, 'context', None) or ''} {getattr(fault, 'problem', None) or fault}"
    for fragment, message, hint, at_start in _EXPLANATIONS:
        if fragment in said:
            line, column = _mark(fault, at_start=at_start)
            return Problem(Place(path, line, column), message, _sharper(hint, text, line))
    return _unexplained(fault, text, path, near)


def colon_slip(line: str) -> tuple[int, str, str] | None:
    """Find a key with a full-width colon, or with no blank after its colon.

    Returns:
        The column of the colon, 1-based, with message and hint; None if there is none.
    """
    match = _COLON_SLIP.match(line[:200])
    if match is None:
        return None
    if match["wide"]:
        return match.end(), f"a full-width colon after {quoted(match['wide'])}", FULL_WIDTH_COLON
    key = match["tight"]
    hint = f"write '{key}: ' with a blank after the colon"
    return match.end(), f"no blank after the colon of {quoted(key)}", hint


def _slip_near(fault: Exception, text: str) -> tuple[int, int, str, str] | None:
    """Look for a slip in the line where the parser stopped, the one above, and where it began."""
    stopped = getattr(getattr(fault, "problem_mark", None), "line", None)
    if stopped is None:
        return None
    began = getattr(getattr(fault, "context_mark", None), "line", stopped)
    lines = text.split("\n")
    for index in dict.fromkeys((stopped, stopped - 1, began)):
        slip = colon_slip(lines[index]) if 0 <= index < len(lines) else None
        if slip:
            return index + 1, *slip
    return None


def _mark(fault: Any, *, at_start: bool) -> tuple[int, int]:
    """Return where the parser stopped, or where the thing began that has no end."""
    mark = getattr(fault, "context_mark", None) if at_start else None
    mark = mark or getattr(fault, "problem_mark", None)
    return (mark.line + 1, mark.column + 1) if mark else (0, 0)


def _sharper(hint: str, text: str, line: int) -> str:
    """Add the full-width comma to a hint where the line has one within brackets."""
    lines = text.split("\n")
    content = lines[line - 1] if 0 < line <= len(lines) else ""
    suspect = "，" in content and ("{" in content or "[" in content)
    return f"{_FULL_WIDTH_COMMA}; {hint}" if suspect else hint


def _unexplained(fault: Exception, text: str, path: str, near: int) -> Problem:
    """Pass the parser's own words on; its reader gives an index instead of a line."""
    index = getattr(fault, "position", None)
    if isinstance(index, int):
        before, code = text[:index], ord(text[index]) if index < len(text) else 0
        place = Place(path, before.count("\n") + 1, len(before) - before.rfind("\n"))
        return Problem(place, f"a control character (U+{code:04X}) stands here", "remove it")
    line, column = _mark(fault, at_start=False)
    words = getattr(fault, "problem", None)
    told = " ".join(str(words).split()) if words else f"cannot go on after line {near}"
    return Problem(Place(path, line or near, column), f"not valid YAML: {told}")


_EXPLANATIONS = (
    # what the parser says, what to tell, what to do, whether to point at the start
    (
        "found character '\\t'",
        "a tab stands where blanks belong",
        "indent with blanks; most editors can turn tabs into blanks",
        False,
    ),
    (
        "mapping values are not allowed",
        "a ':' that does not belong here, or a wrong indent",
        _QUOTE_COLON,
        False,
    ),
    (
        "could not find expected ':'",
        "a line that is neither a key with ':' nor an item with '-'",
        _QUOTE_COLON,
        True,
    ),
    (
        "while scanning a quoted scalar",
        "a quote that is not closed, or a wrong escape in it",
        "close the quote; write regular expressions in single quotes, where \\ needs no doubling",
        True,
    ),
    (
        "while scanning a double-quoted scalar",
        "a wrong escape after \\ in double quotes",
        "write regular expressions in single quotes, where \\ needs no doubling",
        False,
    ),
    (
        "while parsing a flow sequence",
        "a list in [ ] that is not closed or lacks a comma",
        "put a text that holds , [ ] { } or ': ' in quotes",
        True,
    ),
    (
        "while parsing a flow mapping",
        "a mapping in { } that is not closed or lacks a comma",
        "put a text that holds , [ ] { } or ': ' in quotes",
        True,
    ),
    (
        "while parsing a flow node",
        "a list in [ ] or mapping in { } that is not closed",
        "close it, or put a text that begins with [ or { in quotes",
        False,
    ),
    (
        "while parsing a block",
        "a wrong indent, or a '-' that is missing",
        "keys of one level start in the same column",
        False,
    ),
    (
        "that cannot start any token",
        "a sign that cannot begin a text",
        "put the text in quotes",
        False,
    ),
    (
        "while scanning an alias",
        "a text that begins with '*'",
        "put it in quotes",
        True,
    ),
    (
        "while scanning an anchor",
        "a text that begins with '&'",
        "put it in quotes",
        True,
    ),
)
