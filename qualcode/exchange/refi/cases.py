"""The persons of a REFI-QDA project: cases, their attributes, and where they speak.

Programs put attributes on the case (Quirkos, qualcode) or on its only text (MAXQDA).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qualcode.exchange.refi.elements import children, plain_guid, text_of
from qualcode.exchange.refi.study import SUBJECT, Case
from qualcode.model.participant import Participant

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def cases_of(root: Any, sources: Mapping[str, str]) -> Iterator[Case]:
    """Yield the cases that speak somewhere.

    Args:
        root: The project element.
        sources: Names of the texts that were read, by GUID.
    """
    names = {
        plain_guid(each.get("guid")): each.get("name") or ""
        for each in children(root, "Variables", "Variable")
    }
    told = {
        plain_guid(node.get("guid")): _values(node, names)
        for wrapper in children(root, "Sources")
        for node in wrapper
    }
    for case in children(root, "Cases", "Case"):
        guids = [plain_guid(each.get("targetGUID")) for each in children(case, "SourceRef")]
        documents = [sources[guid] for guid in guids if guid in sources]
        if documents and case.get("name"):
            values = {**(told.get(guids[0], {}) if len(guids) == 1 else {}), **_values(case, names)}
            subject = values.pop(SUBJECT, "")
            labels = _labels(text_of(case, "Description"))
            person = Participant(case.get("name"), subject, values)
            yield Case(person, {name: labels.get(name, "") for name in documents})


def _values(node: Any, names: Mapping[str, str]) -> dict[str, str]:
    """Return the filled values of variables on an element, by the variables' names."""
    found: dict[str, str] = {}
    for value in children(node, "VariableValue"):
        reference = next(iter(children(value, "VariableRef")), None)
        name = names.get(plain_guid(reference.get("targetGUID"))) if reference is not None else ""
        text = "".join(child.text or "" for child in value if child is not reference).strip()
        if name and text:
            found[name] = text
    return found


def _labels(description: str) -> dict[str, str]:
    """Return the label of a person by document, as `writing` puts them into the description."""
    lines = (line.rpartition(": ") for line in description.splitlines())
    return {document: label for document, colon, label in lines if colon}
