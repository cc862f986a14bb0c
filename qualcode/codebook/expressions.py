"""Regular expressions of codebooks: which ones are accepted, and why one is not.

Expressions run on an engine that takes time in proportion to the text, whatever
the expression. It has no look-around and no back-references; the reasons name
what was refused and what serves instead.
"""

from __future__ import annotations

from functools import cache
from typing import Any

_PROBES = ("", "a", "A1", "字", "他 来。", "\n")
"""Texts in which an expression that can match nothing shows itself."""


def refusal(expression: str) -> tuple[str, str] | None:
    """Tell why an expression cannot be used.

    Returns:
        What was refused and what to do about it; None for a good expression.
    """
    import re2

    try:
        compiled = re2.compile(expression, _options())
    except re2.error as fault:
        return _explain(fault)
    if any(_matches_nothing(compiled, probe) for probe in _PROBES):
        hint = "it would match everywhere: let at least one character be required"
        return "it can match the empty string", hint
    return None


@cache
def _options() -> Any:
    """Return options under which the engine does not write to the terminal."""
    import re2

    options = re2.Options()
    options.log_errors = False
    return options


def _matches_nothing(compiled: Any, probe: str) -> bool:
    found = compiled.search(probe)
    return found is not None and found.start() == found.end()


def _explain(fault: Exception) -> tuple[str, str]:
    raw = fault.args[0] if fault.args else str(fault)
    said = raw.decode("utf-8", errors="replace") if isinstance(raw, bytes) else str(raw)
    for fragment, construct, hint in _CONSTRUCTS:
        if fragment in said:
            return f"{construct} ({said})", hint
    return said, ""


_NO_LOOKAROUND = "list words that must not match under 'masks'"
_NO_BACKREFERENCE = "write the alternatives out"

_CONSTRUCTS = (
    # what the engine says, the name of the construct, what serves instead
    ("(?=", "look-ahead is not supported", _NO_LOOKAROUND),
    ("(?!", "negative look-ahead is not supported", _NO_LOOKAROUND),
    ("(?<=", "look-behind is not supported", _NO_LOOKAROUND),
    ("(?<!", "negative look-behind is not supported", _NO_LOOKAROUND),
    ("(?>", "atomic groups are not supported", "a plain group '(?:…)' serves"),
    ("(?#", "comments are not supported", "write a YAML comment after '#'"),
    ("(?(", "conditions are not supported", _NO_BACKREFERENCE),
    ("operator: (?P", "back-references are not supported", _NO_BACKREFERENCE),
    ("escape sequence: \\Z", "\\Z is not supported", "use \\z"),
    *(
        (f"escape sequence: \\{digit}", "back-references are not supported", _NO_BACKREFERENCE)
        for digit in "123456789"
    ),
    ("invalid escape", "an escape that has no meaning", ""),
    ("bad repetition operator", "a repetition of a repetition", "possessive '++' has no use here"),
    ("invalid repetition size", "a repetition beyond 1000", ""),
    ("no argument for repetition", "a repetition of nothing", "put '\\' before a literal * + ?"),
    ("missing )", "a bracket '(' that is not closed", ""),
    ("unexpected )", "a bracket ')' that was not opened", ""),
    ("missing ]", "a bracket '[' that is not closed", ""),
    ("character class", "a wrong range in [ ]", ""),
    ("trailing \\", "a '\\' at the end", ""),
    ("too large", "an expression that grows too large", "repeat less, or split it"),
)
