"""From the text of a ``--where`` to its tree, by recursive descent; every fault has a place.

    question  = [unit ":"] either
    either    = both {"|" both}
    both      = one {"&" one}
    one       = "!" one | "(" either ")" | property | codes [near codes]
    near      = "near/" NUMBER ("chars" | "sentences" | "turns") | "within" ("sentence" | "turn")
    codes     = NAME ["[" property {"&" property} "]"]
    property  = NAME ("=" | "!=" | "~" | "<" | "<=" | ">" | ">=") value {"," value}

``and``, ``or``, ``not``, 且, 或, 非 and full-width signs are understood as well.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from qualcode.errors import UsageError, did_you_mean
from qualcode.model.where import And, Codes, Field, Measure, Near, Node, Not, Or, Unit, Where

_TOKEN = re.compile(
    r"\s*(?:(?P<quoted>\"(?:[^\"\\]|\\.)*\"|“[^”]*”|'[^']*')"
    r"|(?P<regex>/(?:[^/\\]|\\.)+/(?=[\s&|)\],]|$))"
    r"|(?P<sign>!=|<=|>=|[&|!()\[\]=~<>,:＆｜！（）［］＝～＜＞，：])"
    r"|(?P<word>[^\s&|!()\[\]=~<>,:\"＆｜！（）［］＝～＜＞，：]+))"
)
_WORDS = {"and": "&", "or": "|", "not": "!", "且": "&", "或": "|", "非": "!", "&&": "&", "||": "|"}
_OPERATORS = ("=", "!=", "~", "<", "<=", ">", ">=")
_NEAR = re.compile(r"near/(\d+)([a-z]*)|(within)", re.IGNORECASE)
_MEASURES = {
    "char": Measure.CHARACTERS,
    "character": Measure.CHARACTERS,
    "sentence": Measure.SENTENCES,
    "unit": Measure.SENTENCES,
    "turn": Measure.TURNS,
}
_DEEPEST = 50
"""How deep brackets may go; a deeper question is a mistake, or meant to do harm."""


class _Token(NamedTuple):
    kind: str
    """``word``, ``quoted``, ``regex`` or the sign itself; ``end`` after the last."""
    text: str
    at: int


def parse_where(text: str) -> Where:
    """Return the tree of a question.

    Raises:
        UsageError: With a mark below the fault.
    """
    return _Parser(text).question()


def fault(text: str, at: int, message: str, *, hint: str = "") -> UsageError:
    """Return an error that points at a place of a question."""
    before = sum(1 + (unicodedata.east_asian_width(each) in "WF") for each in text[:at])
    line = " ".join(text.splitlines()) if "\n" in text else text
    return UsageError(f"--where: {message}\n  {line}\n  {' ' * before}^", hint=hint)


class _Parser:
    """One pass over the tokens of a question."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = _tokens(text)
        self._next = 0
        self._depth = 0

    def question(self) -> Where:
        unit = Unit.EXCERPT
        first, second = self._tokens[0], self._tokens[min(1, len(self._tokens) - 1)]
        if first.kind == "word" and second.kind == ":":
            unit = self._unit(first)
            self._next = 2
        root = self._either()
        token = self._peek
        if token.kind != "end":
            is_open = self._tokens[self._next - 1].text.startswith("/")
            hint = _CLOSE if is_open else _JOIN
            raise fault(self._text, token.at, f"{token.text!r} is one too many", hint=hint)
        return Where(self._text, unit, root)

    def _unit(self, token: _Token) -> Unit:
        names = {unit.value: unit for unit in Unit}
        if token.text.lower() not in names:
            hint = did_you_mean(token.text, names) or "one of: " + ", ".join(names)
            raise fault(self._text, token.at, f"no unit {token.text!r}", hint=hint)
        return names[token.text.lower()]

    @property
    def _peek(self) -> _Token:
        return self._tokens[self._next]

    def _take(self) -> _Token:
        token = self._peek
        self._next = min(self._next + 1, len(self._tokens) - 1)
        return token

    def _either(self) -> Node:
        parts = [self._both()]
        while self._peek.kind == "|":
            self._take()
            parts.append(self._both())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _both(self) -> Node:
        parts = [self._one()]
        while self._peek.kind == "&":
            self._take()
            parts.append(self._one())
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _one(self) -> Node:
        token = self._peek
        if token.kind == "!":
            self._deeper(token)
            self._take()
            part = self._one()
            self._depth -= 1
            return Not(part)
        if token.kind == "(":
            return self._bracketed()
        if token.kind not in {"word", "quoted"}:
            what = "the end" if token.kind == "end" else repr(token.text)
            raise fault(self._text, token.at, f"a code or a property is expected, not {what}")
        if self._tokens[self._next + 1].kind in _OPERATORS:
            return self._property()
        return self._codings()

    def _deeper(self, token: _Token) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise fault(self._text, token.at, "the brackets are too deep")

    def _bracketed(self) -> Node:
        opened = self._take()
        self._deeper(opened)
        inner = self._either()
        if self._peek.kind != ")":
            raise fault(self._text, opened.at, "this bracket is never closed")
        self._take()
        self._depth -= 1
        return inner

    def _codings(self) -> Node:
        left = self._codes()
        token = self._peek
        match = _NEAR.fullmatch(token.text) if token.kind == "word" else None
        if match is None:
            if token.kind in {"word", "quoted"}:
                raise fault(self._text, token.at, "two names in a row", hint=_JOIN)
            return left
        self._take()
        measure, distance = self._reach(match, token)
        return Near(left, self._codes(), measure, distance)

    def _reach(self, match: re.Match[str], token: _Token) -> tuple[Measure, int]:
        number, unit, within = match.groups()
        at = token.at
        if within or not unit:
            named = self._take()
            unit, at = named.text, named.at
        measure = _MEASURES.get(unit.lower().removesuffix("s"))
        if measure is None or (within and measure is Measure.CHARACTERS):
            raise fault(
                self._text,
                at,
                f"no distance {unit!r}",
                hint="near/2turns, near/3sentences, near/50chars, within sentence, within turn",
            )
        return measure, 0 if within else int(number[:9])

    def _codes(self) -> Codes:
        token = self._take()
        if token.kind not in {"word", "quoted"}:
            raise fault(self._text, token.at, "the name of a code is expected")
        qualifiers: tuple[Field, ...] = ()
        if self._peek.kind == "[":
            qualifiers = self._qualifiers()
        return Codes(token.text, token.at, qualifiers)

    def _qualifiers(self) -> tuple[Field, ...]:
        opened = self._take()
        found = [self._property()]
        while self._peek.kind == "&":
            self._take()
            found.append(self._property())
        if self._peek.kind != "]":
            raise fault(self._text, opened.at, "this bracket is never closed")
        self._take()
        return tuple(found)

    def _property(self) -> Field:
        name, operator = self._take(), self._take()
        if operator.kind not in _OPERATORS:
            raise fault(self._text, operator.at, "a property needs =, !=, ~, < or >")
        values = [self._value(operator)]
        while self._peek.kind == ",":
            self._take()
            values.append(self._value(operator))
        return Field(name.text, operator.kind, tuple(values), name.at)

    def _value(self, operator: _Token) -> str:
        token = self._take()
        if token.kind not in {"word", "quoted", "regex"}:
            raise fault(self._text, operator.at, f"nothing follows {operator.text!r}")
        return f"/{token.text}/" if token.kind == "regex" else token.text


_CLOSE = "a regular expression stands between two slashes: text~/…/"
_JOIN = "join with & (both), | (either), or put a name of several words in quotes"


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    at = 0
    while at < len(text.rstrip()):
        match = _TOKEN.match(text, at)
        if match is None:
            start = at + len(text[at:]) - len(text[at:].lstrip())
            raise fault(text, start, "this quotation is never closed")
        found.append(_token(match))
        at = match.end()
    if not found:
        raise fault(text, 0, "the question is empty", hint="--where 'code & subject=group'")
    return [*found, _Token("end", "", len(text.rstrip()))]


def _token(match: re.Match[str]) -> _Token:
    kind = match.lastgroup or "word"
    text, at = match.group(kind), match.start(kind)
    if kind == "quoted":
        return _Token(kind, re.sub(r"\\(.)", r"\1", text[1:-1]), at)
    if kind == "regex":
        return _Token(kind, text[1:-1], at)
    if kind == "word":
        sign = _WORDS.get(text.lower())
        return _Token(sign or "word", text, at)
    sign = unicodedata.normalize("NFKC", text)
    return _Token(sign, text, at)
