"""A ``--where`` as SQL: a condition on a coding ``c`` with its ``t``urn, ``p``erson, ``d``ocument.

For excerpts, a code is looked for on the coding itself and on those that share
words with it. For larger units, the units that have such a coding are gathered
once, and the coding is asked whether its unit is among them.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from qualcode.model.where import And, Codes, Field, Measure, Near, Not, Or, Unit
from qualcode.store.patterns import FUNCTION

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qualcode.model.where import Node, Where


class Condition(NamedTuple):
    """A piece of SQL and its values, in order."""

    sql: str
    values: list[str]


_UNIT_OF = {
    Unit.TURN: ("(c.document, c.turn)", "{o}.document, {o}.turn"),
    Unit.DOCUMENT: ("c.document", "{o}.document"),
    Unit.PARTICIPANT: ("coalesce(t.participant, '')", "{o}t.participant"),
}
_TURN_OF = " JOIN turn {o}t ON {o}t.document = {o}.document AND {o}t.idx = {o}.turn"

_COLUMNS = {
    "status": "{o}.status",
    "coder": "{o}.coder",
    "source": "{o}.source",
    "review": "{o}.review",
    "decided_by": "{o}.decided_by",
    "subject": "coalesce(p.subject, '')",
    "participant": "coalesce(p.id, '')",
    "document": "d.name",
    "speaker": "t.speaker",
}
_OF_CODING = ("status", "about", "coder", "source", "review", "decided_by")


def condition(where: Where) -> Condition:
    """Return the condition that a question puts on a coding."""
    found = _node(where.root, where.unit)
    asked = where.asked_codes if where.unit is Unit.EXCERPT else ()
    if not asked:
        return found
    return Condition(f"({_in('c.code')} AND {found.sql})", [_listed(asked), *found.values])


def _node(node: Node, unit: Unit) -> Condition:
    if isinstance(node, Codes):
        return _excerpt_codes(node) if unit is Unit.EXCERPT else _unit_has(node, unit)
    if isinstance(node, Field):
        return _field(node, unit)
    if isinstance(node, Near):
        return _excerpt_near(node) if unit is Unit.EXCERPT else _unit_near(node, unit)
    if isinstance(node, Not):
        part = _node(node.part, unit)
        return Condition(f"NOT {part.sql}", part.values)
    return _joined((_node(part, unit) for part in node.parts), "AND" if _is_and(node) else "OR")


def _is_and(node: And | Or) -> bool:
    return isinstance(node, And)


def _joined(parts: Iterable[Condition], word: str) -> Condition:
    listed = list(parts)
    sql = f" {word} ".join(part.sql for part in listed)
    return Condition(f"({sql})", [value for part in listed for value in part.values])


def _carries(codes: Codes, alias: str) -> Condition:
    """Return the condition that a coding has one of the codes and its qualifiers."""
    own = Condition(_in(f"{alias}.code"), [_listed(codes.ids)])
    qualifiers = [_coding_field(each, alias) for each in codes.qualifiers]
    asks_review = any(each.name == "review" for each in codes.qualifiers)
    counted = (
        []
        if asks_review or alias == "c"
        else [Condition(f"{alias}.review IN ('proposed', 'accepted')", [])]
    )
    return _joined([own, *counted, *qualifiers], "AND")


def _excerpt_codes(codes: Codes) -> Condition:
    own, other = _carries(codes, "c"), _carries(codes, "o")
    sql = (
        f"({own.sql} OR EXISTS (SELECT 1 FROM coding o WHERE o.document = c.document"
        f" AND o.start < c.stop AND o.stop > c.start AND {other.sql}))"
    )
    return Condition(sql, own.values + other.values)


def _unit_has(codes: Codes, unit: Unit) -> Condition:
    wanted = _carries(codes, "o")
    return _among(unit, f"FROM coding o{_turn_of(unit, 'o')} WHERE {wanted.sql}", wanted.values)


def _among(unit: Unit, source: str, values: list[str]) -> Condition:
    mine, theirs = _UNIT_OF[unit]
    return Condition(f"{mine} IN (SELECT {theirs.format(o='o')} {source})", values)


def _turn_of(unit: Unit, alias: str) -> str:
    return _TURN_OF.format(o=alias) if unit is Unit.PARTICIPANT else ""


def _excerpt_near(node: Near) -> Condition:
    sides = [
        _joined(
            [_carries(mine, "c"), _exists_near(theirs, node)],
            "AND",
        )
        for mine, theirs in ((node.left, node.right), (node.right, node.left))
    ]
    return _joined(sides, "OR")


def _exists_near(codes: Codes, node: Near) -> Condition:
    other = _carries(codes, "o")
    sql = (
        "EXISTS (SELECT 1 FROM coding o WHERE o.document = c.document AND o.id <> c.id"
        f" AND {_gap('c', 'o', node)} AND {other.sql})"
    )
    return Condition(sql, other.values)


def _unit_near(node: Near, unit: Unit) -> Condition:
    left, right = _carries(node.left, "o"), _carries(node.right, "r")
    source = (
        f"FROM coding o{_turn_of(unit, 'o')} JOIN coding r ON r.document = o.document"
        f" AND r.id <> o.id AND {_gap('o', 'r', node)} WHERE {left.sql} AND {right.sql}"
    )
    return _among(unit, source, left.values + right.values)


def _gap(one: str, two: str, node: Near) -> str:
    """Return the condition that two codings stand near each other."""
    start, stop = {
        Measure.CHARACTERS: ("start", "stop"),
        Measure.SENTENCES: ("unit", "unit_last"),
        Measure.TURNS: ("turn", "turn"),
    }[node.measure]
    return (
        f"{two}.{start} - {one}.{stop} <= {node.distance}"
        f" AND {one}.{start} - {two}.{stop} <= {node.distance}"
    )


def _field(node: Field, unit: Unit) -> Condition:
    if node.name == "text":
        return _text(node, unit)
    if node.name in _OF_CODING:
        if unit is Unit.EXCERPT:
            return _coding_field(node, "c")
        wanted = _coding_field(node, "o")
        source = f"FROM coding o{_turn_of(unit, 'o')} WHERE {wanted.sql}"
        return _among(unit, source, wanted.values)
    if node.name in _COLUMNS:
        return _compared(_COLUMNS[node.name], node)
    path = json.dumps(f"$.{json.dumps(node.name, ensure_ascii=False)}", ensure_ascii=False)
    literal = json.loads(path).replace("'", "''")
    return _compared(f"coalesce(json_extract(p.attributes, '{literal}'), '')", node)


def _coding_field(node: Field, alias: str) -> Condition:
    if node.name != "about":
        return _compared(_COLUMNS[node.name].format(o=alias), node)
    tests = [
        Condition(f"instr(' ' || {alias}.about || ' ', ?) > 0", [f" {each} "])
        for each in node.values
    ]
    found = _joined(tests, "OR")
    return Condition(f"NOT {found.sql}", found.values) if node.operator == "!=" else found


def _text(node: Field, unit: Unit) -> Condition:
    """Return the condition on the words: of the excerpt, or of the unit around it."""
    if unit is Unit.EXCERPT:
        return _words("c.quote", node)
    speech = "substr(wd.text, w.speech_start + 1, w.speech_stop - w.speech_start)"
    wanted = _words(
        speech, Field(node.name, node.operator.removeprefix("!") or "=", node.values, 0)
    )
    source = f"FROM turn w JOIN document wd ON wd.id = w.document WHERE {wanted.sql}"
    mine, theirs = {
        Unit.TURN: ("(c.document, c.turn)", "w.document, w.idx"),
        Unit.DOCUMENT: ("c.document", "w.document"),
        Unit.PARTICIPANT: ("coalesce(t.participant, '')", "w.participant"),
    }[unit]
    said = "w.role = 'respondent'"
    has = f"{mine} IN (SELECT {theirs} {source} AND {said})"
    return Condition(f"NOT {has}" if node.operator == "!=" else has, wanted.values)


def _words(column: str, node: Field) -> Condition:
    """Return the condition that a text contains words, or matches ``/…/``."""
    tests = [
        Condition(f"{FUNCTION}(?, {column})", [value[1:-1]])
        if _is_pattern(value)
        else Condition(f"instr(lower({column}), ?) > 0", [_lower(value)])
        for value in node.values
    ]
    found = _joined(tests, "OR")
    return Condition(f"NOT {found.sql}", found.values) if node.operator == "!=" else found


def _compared(column: str, node: Field) -> Condition:
    if node.operator == "~":
        return _words(column, node)
    if node.operator in {"<", "<=", ">", ">="}:
        tests = [
            Condition(
                f"({column} <> '' AND CAST({column} AS REAL) {node.operator} CAST(? AS REAL))",
                [value],
            )
            for value in node.values
        ]
        return _joined(tests, "OR")
    tests = [
        Condition(f"{column} GLOB ?", [value])
        if "*" in value
        else Condition(f"{column} = ?", [value])
        for value in node.values
    ]
    found = _joined(tests, "OR")
    return Condition(f"NOT {found.sql}", found.values) if node.operator == "!=" else found


def _lower(text: str) -> str:
    """Return a text in small letters as SQLite makes them: those of ASCII only."""
    return "".join(each.lower() if each.isascii() else each for each in text)


def _in(column: str) -> str:
    return f"{column} IN (SELECT value FROM json_each(?))"


def _listed(values: Iterable[str]) -> str:
    return json.dumps(list(values))


def _is_pattern(value: str) -> bool:
    return len(value) > 2 and value.startswith("/") and value.endswith("/")
