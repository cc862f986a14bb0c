"""A ``--where`` with its names looked up: codes, subjects, properties, attributes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.errors import UsageError, did_you_mean
from qualcode.model.coding import Review, Source, Status
from qualcode.model.naming import value_meant
from qualcode.model.sides import side_meant
from qualcode.model.where import And, Codes, Field, Near, Node, Not, Or, Where
from qualcode.model.where_parser import fault, parse_where
from qualcode.workflow.contradictions import compared_as

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from qualcode.model.codebook import Codebook
    from qualcode.store.store import Store

    Subjects = Callable[[Iterable[str], Codebook], tuple[str, ...]]

OF_CODING = ("status", "about", "coder", "source", "review", "decided_by")
"""Properties of a single coding: also within the brackets after a code."""
OF_UNIT = ("subject", "participant", "document", "speaker", "text")
"""Properties of the place and the person."""
_CHOICES = {
    "status": [each.value for each in Status],
    "source": [each.value for each in Source],
    "review": [each.value for each in Review],
}
_SUBJECTS = {"subject", "about"}
_MOST_TOLD = 12
"""Values of an attribute that a hint names."""


def resolve_where(text: str, codebook: Codebook, store: Store, subjects: Subjects) -> Where:
    """Return a question with every name looked up.

    Args:
        text: The question.
        codebook: For its codes and subjects.
        store: For the attributes of its participants.
        subjects: Looks up the names of subjects, as everywhere.

    Raises:
        UsageError: With a mark below what is not known, and the nearest name that is.
    """
    question = parse_where(text)
    attributes: dict[str, set[str]] = {}
    for person in store.participants.all():
        for name, value in person.attributes.items():
            attributes.setdefault(name, set()).add(value)
    return replace(question, root=_Lookup(text, codebook, attributes, subjects).node(question.root))


class _Lookup:
    """Looks up the names of one question."""

    def __init__(
        self,
        text: str,
        codebook: Codebook,
        attributes: Mapping[str, Collection[str]],
        subjects: Subjects,
    ) -> None:
        self._text, self._codebook, self._attributes = text, codebook, attributes
        self._subjects_named = subjects

    def node(self, node: Node) -> Node:
        if isinstance(node, Codes):
            return self._codes(node)
        if isinstance(node, Field):
            return self._field(node)
        if isinstance(node, Near):
            return replace(node, left=self._codes(node.left), right=self._codes(node.right))
        if isinstance(node, Not):
            return Not(self.node(node.part))
        parts = tuple(self.node(part) for part in node.parts)
        return And(parts) if isinstance(node, And) else Or(parts)

    def _codes(self, node: Codes) -> Codes:
        book = self._codebook
        titled = [
            code.id
            for code in book.codes
            if node.name.casefold() in {code.name.zh.casefold(), code.name.en.casefold()}
        ]
        ids = book.under(node.name) or (book.under(titled[0]) if titled else ())
        if not ids:
            names = [each for code in book.codes for each in (code.id, code.name.zh) if each]
            hint = did_you_mean(node.name, names) or "`qualcode codebook show` lists the codes"
            raise fault(self._text, node.at, f"no code {node.name!r}", hint=hint)
        for each in node.qualifiers:
            if side_meant(each.name, OF_CODING) not in OF_CODING:
                hint = did_you_mean(each.name, OF_CODING) or "one of: " + ", ".join(OF_CODING)
                raise fault(
                    self._text, each.at, f"{each.name!r} is no property of a coding", hint=hint
                )
        qualifiers = tuple(self._field(each) for each in node.qualifiers)
        return replace(node, ids=ids, qualifiers=qualifiers)

    def _field(self, node: Field) -> Field:
        known = (*OF_CODING, *OF_UNIT, *sorted(self._attributes))
        node = _in_keys(node, known)
        if node.name not in known:
            hint = did_you_mean(node.name, known) or "one of: " + ", ".join(known)
            raise fault(self._text, node.at, f"no property {node.name!r}", hint=hint)
        if node.operator in {"<", "<=", ">", ">="}:
            self._refuse_words(node)
        if node.name == "text" or node.operator == "~":
            self._refuse_bad_patterns(node)
        if node.name in _SUBJECTS and node.operator in {"=", "!="}:
            return replace(node, values=self._subjects(node))
        if node.name in self._attributes and node.operator in {"=", "!="}:
            return replace(node, values=self._values(node))
        for value in node.values:
            if node.name in _CHOICES and node.operator != "~" and value not in _CHOICES[node.name]:
                hint = did_you_mean(value, _CHOICES[node.name]) or ", ".join(_CHOICES[node.name])
                raise fault(self._text, node.at, f"no {node.name} {value!r}", hint=hint)
        return node

    def _subjects(self, node: Field) -> tuple[str, ...]:
        try:
            return self._subjects_named(node.values, self._codebook)
        except UsageError as error:
            raise fault(self._text, node.at, error.message, hint=error.hint) from error

    def _values(self, node: Field) -> tuple[str, ...]:
        """Return the values of an attribute that are meant, as they are written of persons.

        Capitals and width are as they come, and so is the language of a gender.

        Raises:
            UsageError: When nobody has such a value.
        """
        written = sorted(self._attributes[node.name])
        found: dict[str, None] = {}
        for value in node.values:
            if not value or "*" in value:  # nothing is told; a pattern, which finds longer ones
                found[value] = None
                continue
            meant = compared_as(node.name, value)
            same = [each for each in written if compared_as(node.name, each) == meant]
            if not same:
                hint = did_you_mean(value, written) or f"one of: {', '.join(written[:_MOST_TOLD])}"
                raise fault(self._text, node.at, f"nobody has {node.name} {value!r}", hint=hint)
            found.update(dict.fromkeys(same))
        return tuple(found)

    def _refuse_words(self, node: Field) -> None:
        """Refuse to compare sizes of what are no numbers."""
        try:
            [float(value) for value in node.values]
        except ValueError as error:
            message = f"{node.operator} compares numbers, and {node.values[0]!r} is none"
            raise fault(self._text, node.at, message) from error

    def _refuse_bad_patterns(self, node: Field) -> None:
        from qualcode.store.patterns import fault_of

        for value in node.values:
            wrong = fault_of(value[1:-1]) if is_pattern(value) else ""
            if wrong:
                raise fault(self._text, node.at, f"the pattern {value} is wrong: {wrong}")


def _in_keys(node: Field, known: Collection[str]) -> Field:
    """Return a property by its key, and its values as files have them, where Chinese was typed."""
    name = side_meant(node.name, known)
    if name not in _CHOICES or node.operator == "~":
        return replace(node, name=name)
    return replace(node, name=name, values=tuple(value_meant(name, each) for each in node.values))


def is_pattern(value: str) -> bool:
    """Tell whether a value is a regular expression between slashes."""
    return len(value) > 2 and value.startswith("/") and value.endswith("/")
