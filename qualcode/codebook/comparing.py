"""Two versions of a codebook side by side: what came, went and changed, code by code.

Both are compared as the records that `writer` writes, so whatever the format
can say is compared, and nothing that it cannot.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qualcode.codebook.definitions import definition_digest
from qualcode.codebook.snippets import on_one_line
from qualcode.codebook.values import language_of
from qualcode.codebook.writer import code_record, head_record
from qualcode.model.codebook import parent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qualcode.model.codebook import Code, Codebook

ADDED, REMOVED, RENAMED, MOVED = "added", "removed", "renamed", "moved"
"""What can befall a code as a whole."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs."""

    code: str
    """Id of the code, as it is now or was last; empty for the codebook itself."""
    field: str
    """Such as ``definition.zh``, ``patterns.en``, ``sets.helper.zh``; or `ADDED`, `REMOVED` …"""
    before: str = ""
    after: str = ""


def compare(old: Codebook, new: Codebook) -> list[Difference]:
    """Return what differs: the codebook's own keys first, then the codes in the new order."""
    renamed = renamed_codes(old, new)
    found = list(_differences("", "", head_record(old), head_record(new)))
    for code in new.codes:
        former = old.by_id.get(renamed.get(code.id, code.id))
        found += _between(former, code, renamed)
    gone = [code for code in old.codes if code.id not in new.by_id]
    kept = set(renamed.values())
    found += [
        Difference(code.id, REMOVED, before=_title(code)) for code in gone if code.id not in kept
    ]
    return found


def _between(former: Code | None, code: Code, renamed: dict[str, str]) -> Iterator[Difference]:
    """Yield what differs between two versions of one code."""
    if former is None:
        yield Difference(code.id, ADDED, after=_title(code))
        return
    if former.id != code.id:
        yield Difference(code.id, RENAMED, former.id, code.id)
    homes = parent(former.path), parent(code.path)
    later = "/".join(renamed.get(each, each) for each in homes[1].split("/"))
    if homes[0] != later:
        yield Difference(code.id, MOVED, *homes)
    before, after = ({**code_record(each), "id": ""} for each in (former, code))
    yield from _differences(code.id, "", before, after)


def renamed_codes(old: Codebook, new: Codebook) -> dict[str, str]:
    """Return codes with a new id, found by a definition that only they have: new id → old."""
    came = {definition_digest(code): code.id for code in new.codes if code.id not in old.by_id}
    return {
        came[digest]: code.id
        for code in old.codes
        if code.id not in new.by_id and (digest := definition_digest(code)) in came
    }


def _differences(code: str, path: str, before: Any, after: Any) -> Iterator[Difference]:
    """Yield what differs between two values of a record, however deep it lies."""
    before, after = _alike(before, after)
    if isinstance(before, dict):
        for key in dict.fromkeys((*before, *after)):
            below = f"{path}.{key}" if path else key
            yield from _differences(code, below, before.get(key), after.get(key))
    elif isinstance(before, list):
        yield from _items(code, path, before, after)
    elif before != after:
        yield Difference(code, path, _written(before), _written(after))


def _items(code: str, path: str, before: list[Any], after: list[Any]) -> Iterator[Difference]:
    if all(isinstance(each, dict) and "id" in each for each in (*before, *after)):
        one, other = ({each["id"]: each for each in items} for items in (before, after))
        yield from _differences(code, path, one, other)
        return
    gone = [each for each in before if each not in after]
    came = [each for each in after if each not in before]
    yield from (Difference(code, path, before=_written(each)) for each in gone)
    yield from (Difference(code, path, after=_written(each)) for each in came)
    if not gone and not came and before != after:
        yield Difference(code, path, _written(before), _written(after))


def _alike(before: Any, after: Any) -> tuple[Any, Any]:
    """Give two values one shape: what is missing is empty, a bare text is of one language."""
    for shape in (dict, list):
        if isinstance(before, shape) or isinstance(after, shape):
            return _shaped(before, shape), _shaped(after, shape)
    return before or "", after or ""


def _shaped(value: Any, shape: type[Any]) -> Any:
    if isinstance(value, shape):
        return value
    if shape is dict and isinstance(value, str) and value:
        return {language_of(value): value}
    return [value] if shape is list and value else shape()


def _written(value: Any) -> str:
    return value if isinstance(value, str) else on_one_line(value)


def _title(code: Code) -> str:
    return " / ".join(each for each in (code.name.zh, code.name.en) if each)
