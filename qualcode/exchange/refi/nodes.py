"""The elements of a REFI-QDA project that a reader goes through, and what they are called."""

from __future__ import annotations

import re
from itertools import chain, count
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from qualcode.exchange.refi.elements import children, local_name, plain_guid

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_TEXTS = ("TextSource", "Representation")
"""Elements that have a plain text; the second is that of a PDF."""
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")


def text_nodes(root: Any) -> Iterator[Any]:
    """Yield the elements that have a plain text; that of a PDF is its representation."""
    for source in children(root, "Sources"):
        for node in source.iter():
            if local_name(node) in _TEXTS:
                yield node


def name_of(node: Any) -> str:
    """Return what a text is called: by its own name, else by that of its file."""
    owner = with_owner(node)[0]
    return owner.get("name") or PurePosixPath(node.get("plainTextPath") or "text").stem


def with_owner(node: Any) -> list[Any]:
    """Return the element that is spoken of elsewhere, a PDF before its text."""
    return [node.getparent(), node] if local_name(node) == "Representation" else [node]


def guids_of(node: Any) -> list[str]:
    """Return the GUIDs by which a text is spoken of."""
    return [plain_guid(each.get("guid")) for each in with_owner(node)]


def unique(names: Iterable[str]) -> list[str]:
    """Return names of which no two are the same, numbered from the second on."""
    taken: set[str] = set()
    return [numbered(name, taken) for name in names]


def numbered(name: str, taken: set[str]) -> str:
    """Return a name, with a number where it is taken, and take it."""
    choices = chain([name], (f"{name}-{number}" for number in count(2)))
    free = next(each for each in choices if each not in taken)
    taken.add(free)
    return free


def time_of(node: Any) -> str:
    """Return when something was made, if that is a time as the standard wants it."""
    told = node.get("creationDateTime") or ""
    return told if _TIME.match(told) else ""


def target_of(coding: Any) -> str:
    """Return the GUID of the code that a coding puts on words; empty where it names none."""
    return next((plain_guid(each.get("targetGUID")) for each in children(coding, "CodeRef")), "")


def code_nodes(root: Any) -> Iterator[Any]:
    """Yield all codes, from the top down."""
    for book in children(root, "CodeBook"):
        for node in book.iter():
            if local_name(node) == "Code":
                yield node
