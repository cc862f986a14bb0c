"""The persons of a REFI-QDA project: cases, their attributes, and where they speak.

Programs put attributes on the case (Quirkos, qualcode) or on its only text (MAXQDA).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qualcode.exchange.refi.elements import children, plain_guid, text_of
from qualcode.exchange.refi.nodes import numbered
from qualcode.exchange.refi.study import SUBJECT_VARIABLE, Case
from qualcode.model.participant import Participant

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


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
        plain_guid(node.get("guid")): _values(node)
        for wrapper in children(root, "Sources")
        for node in wrapper
    }
    taken: set[str] = set()
    for case in children(root, "Cases", "Case"):
        guids = [plain_guid(each.get("targetGUID")) for each in children(case, "SourceRef")]
        documents = [sources[guid] for guid in guids if guid in sources]
        if documents and case.get("name"):
            values = {**(told.get(guids[0], {}) if len(guids) == 1 else {}), **_values(case)}
            subject = values.pop(SUBJECT_VARIABLE, "")
            attributes = {names[guid]: value for guid, value in values.items() if names.get(guid)}
            labels = _labels(text_of(case, "Description"), documents)
            person = Participant(numbered(case.get("name"), taken), subject, attributes)
            yield Case(person, {name: labels.get(name, "") for name in documents})


def _values(node: Any) -> dict[str, str]:
    """Return the filled values of variables on an element, by the variables' GUIDs."""
    found: dict[str, str] = {}
    for value in children(node, "VariableValue"):
        reference = next(iter(children(value, "VariableRef")), None)
        text = "".join(child.text or "" for child in value if child is not reference).strip()
        if reference is not None and text:
            found[plain_guid(reference.get("targetGUID"))] = text
    return found


def _labels(description: str, documents: Sequence[str]) -> dict[str, str]:
    """Return the label of a person by document, as `writing` puts them into the description."""
    found: dict[str, str] = {}
    for line in description.splitlines():
        for document in sorted(documents, key=len):  # of two that fit, the longer has the last word
            if line.startswith(f"{document}: "):
                found[document] = line.removeprefix(f"{document}: ")
    return found
