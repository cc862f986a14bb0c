"""Which participants a question about persons means: the base that numbers are of.

``--where`` chooses codings and leaves the base as it is; ``--persons 'age>40'`` chooses the
people, as a set of cases does in NVivo: N and all shares are then of them. Only properties
of persons can be asked for: their subject, their id, their attributes.
"""

from __future__ import annotations

import operator
import re
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from qualcode.errors import DataError, UsageError
from qualcode.model.where import And, Field, Node, Not, Or
from qualcode.store.patterns import compiled
from qualcode.workflow.where import OF_CODING, OF_UNIT, is_pattern, resolve_where

if TYPE_CHECKING:
    from collections.abc import Callable

    from qualcode.model.codebook import Codebook
    from qualcode.model.participant import Participant
    from qualcode.store.store import Store
    from qualcode.workflow.where import Subjects

_NOT_OF_PERSONS = frozenset({*OF_CODING, *OF_UNIT}) - {"subject", "participant"}
_ORDERS: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_NUMBER = re.compile(r"\s*[+-]?(\d+(\.\d*)?|\.\d+)")


def persons_asked(
    text: str, codebook: Codebook, store: Store, subjects: Subjects
) -> tuple[str, ...]:
    """Return the ids of the participants of whom a question is true.

    Args:
        text: The question, in the language of ``--where``.
        codebook: For its subjects.
        store: For its participants.
        subjects: Looks up the names of subjects, as everywhere.

    Raises:
        UsageError: When it asks for something else than properties of persons.
        DataError: When it is true of nobody.
    """
    root = _resolved(text, codebook, store, subjects)
    _refuse_others(root)
    found = tuple(each.id for each in store.participants.all() if _holds(root, each))
    if not found:
        raise DataError(
            f"--persons {text!r} leaves nobody",
            hint="`qualcode report participants` shows what is known of whom",
        )
    return found


def _resolved(text: str, codebook: Codebook, store: Store, subjects: Subjects) -> Node:
    """Return the tree of a question; its faults name the option that was written."""
    try:
        return resolve_where(text, codebook, store, subjects).root
    except UsageError as error:
        message = error.message.replace("--where:", "--persons:", 1)
        raise UsageError(message, hint=error.hint) from None


def _refuse_others(node: Node) -> None:
    """Refuse whatever is no property of persons, wherever it stands and whoever there is."""
    if isinstance(node, And | Or):
        for part in node.parts:
            _refuse_others(part)
    elif isinstance(node, Not):
        _refuse_others(node.part)
    elif not isinstance(node, Field) or node.name in _NOT_OF_PERSONS:
        raise UsageError(
            "--persons takes properties of persons only: subject, participant, attributes",
            hint="codes, words and properties of codings belong to --where",
        )


def _holds(node: Node, person: Participant) -> bool:
    """Tell whether a question about persons, and nothing else, is true of one."""
    if isinstance(node, And):
        return all(_holds(part, person) for part in node.parts)
    if isinstance(node, Or):
        return any(_holds(part, person) for part in node.parts)
    if isinstance(node, Not):
        return not _holds(node.part, person)
    return isinstance(node, Field) and _has(node, person)


def _has(node: Field, person: Participant) -> bool:
    """Tell whether a property of a person has one of the values, as the store compares them."""
    own = {"subject": person.subject, "participant": person.id}
    value = own.get(node.name, person.attributes.get(node.name, ""))
    if node.operator in _ORDERS:
        order = _ORDERS[node.operator]
        return bool(value) and any(order(_number(value), _number(each)) for each in node.values)
    if node.operator == "~":
        return any(_contains(value, each) for each in node.values)
    is_one = any(fnmatchcase(value, each) if "*" in each else value == each for each in node.values)
    return is_one != (node.operator == "!=")


def _number(text: str) -> float:
    """Return the number that a text begins with; 0 where there is none."""
    found = _NUMBER.match(text)
    return float(found[0]) if found else 0.0


def _contains(value: str, words: str) -> bool:
    if is_pattern(words):
        return compiled(words[1:-1]).search(value) is not None
    return words.casefold() in value.casefold()
