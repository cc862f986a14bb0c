"""Reading a REFI-QDA project (``.qdpx``) of whatever program, with what each does differently.

Texts, codes, codings, cases with their attributes and notes come over. What this
program does not hold (pictures, sound, links, graphs) is counted and told.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from qualcode.errors import DataError
from qualcode.exchange.refi.cases import cases_of
from qualcode.exchange.refi.codebook import rows_of_codes
from qualcode.exchange.refi.elements import (
    children,
    local_name,
    memo_of,
    parsed,
    plain_guid,
    text_of,
)
from qualcode.exchange.refi.nodes import (
    code_nodes,
    guids_of,
    name_of,
    numbered,
    target_of,
    text_nodes,
    time_of,
    unique,
    with_owner,
)
from qualcode.exchange.refi.package import Package
from qualcode.exchange.refi.positions import STANDARD, Original, Ruler, best
from qualcode.exchange.refi.study import MACHINE, STATUS_CODES, STATUS_GROUP, Source, Study, Tagged
from qualcode.model.coding import Source as Maker
from qualcode.model.coding import Status
from qualcode.model.memo import Memo, Target

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_OTHERS = ("PictureSource", "AudioSource", "VideoSource")
_STATUS_OF = {guid: status for status, guid in STATUS_CODES.items()}
_TOLD = re.compile(r"^(about|view of): (.+)$", re.MULTILINE)
_KINDS = {MACHINE + kind.value: kind for kind in Maker}
_NOBODY = "unknown"
"""The coder of codings that do not tell theirs."""


def from_qdpx(data: bytes, *, path: str) -> Study:
    """Read a package.

    Args:
        data: The bytes of the file.
        path: What to call it in errors.

    Raises:
        DataError: When it is no such package, is damaged, or unpacks to too much.
    """
    package = Package.opened(data, path=path)
    root = parsed(package.project, "the project of a .qdpx file")
    if local_name(root) != "Project":
        raise DataError(f"{path} holds XML, but no REFI-QDA project")
    return _Reader(root, package).study()


@dataclass(frozen=True, slots=True)
class _Selection:
    """A stretch of a text as the program counts it."""

    node: Any
    start: int
    end: int


class _Reader:
    """One project being read."""

    def __init__(self, root: Any, package: Package) -> None:
        self._root, self._package = root, package
        self._users = {
            plain_guid(user.get("guid")): user.get("name") or user.get("id") or _NOBODY
            for user in children(root, "Users", "User")
        }
        self._makers = {
            plain_guid(user.get("guid")): _KINDS.get(user.get("id") or "", Maker.PERSON)
            for user in children(root, "Users", "User")
        }
        rows = (row for book in children(root, "CodeBook") for row in rows_of_codes(book))
        ours = {STATUS_GROUP, *STATUS_CODES.values()}
        self._rows = [row for row in rows if row["guid"] not in ours]
        self._codes = {row["guid"]: row["code"] for row in self._rows}
        self._notes = {
            plain_guid(note.get("guid")): note for note in children(root, "Notes", "Note")
        }
        self._no_codes = {plain_guid(case.get("guid")) for case in children(root, "Cases", "Case")}
        self._lost: Counter[str] = Counter()

    def study(self) -> Study:
        """Return what the project holds."""
        nodes = list(text_nodes(self._root))
        originals = [self._original(node) for node in nodes]
        found = [(node, text) for node, text in zip(nodes, originals, strict=True) if text]
        selections = [list(self._selections(node)) for node, _ in found]
        origin = self._root.get("origin") or ""
        way = best(
            origin,
            [
                (text, [(each.start, each.end, each.node.get("name") or "") for each in chosen])
                for (_, text), chosen in zip(found, selections, strict=True)
            ],
        )
        called = unique([name_of(node) for node, _ in found])
        sources = tuple(
            self._source(name, node, text, Ruler(text, way or STANDARD), chosen)
            for name, (node, text), chosen in zip(called, found, selections, strict=True)
        )
        names = {
            guid: name
            for name, (node, _) in zip(called, found, strict=True)
            for guid in guids_of(node)
        }
        general = self._general(sources)
        told = [f"positions of {origin or 'the package'} are read as {way}"] if way else []
        return Study(
            self._root.get("name") or "",
            origin,
            self._codable_rows(general),
            tuple(_with_codes(each, general) for each in sources),
            tuple(cases_of(self._root, names)),
            tuple(self._general_memos()),
            (*told, *self._left_out()),
        )

    def _original(self, node: Any) -> Original | None:
        """Return the text of a source; None where there is none, which is told."""
        inline = list(children(node, "PlainTextContent"))
        if inline:
            return Original(inline[0].text or "")
        data = self._package.text(node.get("plainTextPath") or "")
        if data is None:
            self._lost["texts that are not in the package"] += 1
            return None
        return Original.of(data)

    def _selections(self, node: Any) -> Iterator[_Selection]:
        for selection in children(node, "PlainTextSelection"):
            try:
                start, end = (int(selection.get(f"{side}Position")) for side in ("start", "end"))
            except (TypeError, ValueError):
                start, end = 0, -1
            if 0 <= start <= end:
                yield _Selection(selection, start, end)
            else:
                self._lost["selections without a place"] += 1

    def _source(
        self, name: str, node: Any, text: Original, ruler: Ruler, selections: list[_Selection]
    ) -> Source:
        tagged: list[Tagged] = []
        for each in selections:
            start, end = ruler.at(each.start), ruler.at(each.end)
            if start < end:
                tagged += self._tagged(each.node, start, end)
            else:
                self._lost["selections without words"] += 1
        memos = [memo for each in with_owner(node) for memo in self._on_text(each, name)]
        whole = [code for coding in children(node, "Coding") for code in self._code_of(coding)]
        self._lost["codes on whole texts"] += len(whole)
        return Source(name, text.text, tuple(tagged), tuple(memos))

    def _on_text(self, node: Any, name: str) -> Iterator[Memo]:
        yield from self._memos(node, Target.DOCUMENT, name)
        self._lost["selections in the pages of a PDF"] += sum(
            1 for _ in children(node, "PDFSelection", "Coding")
        )

    def _tagged(self, selection: Any, start: int, end: int) -> Iterator[Tagged]:
        """Yield the codings of a selection, with the status that one of them says."""
        codings = list(children(selection, "Coding"))
        targets = [target_of(coding) for coding in codings]
        statuses = [_STATUS_OF[each] for each in targets if each in _STATUS_OF]
        told = dict(_TOLD.findall(text_of(selection, "Description")))
        about = tuple(filter(None, (each.strip() for each in told.get("about", "").split(","))))
        for coding in codings:
            for code in self._code_of(coding):
                user = plain_guid(coding.get("creatingUser"))
                yield Tagged(
                    start,
                    end,
                    code,
                    self._users.get(user, _NOBODY),
                    time_of(coding),
                    statuses[0] if statuses else Status.ASSERTED,
                    about,
                    told.get("view of", ""),
                    tuple(self._memos(coding, Target.CODING, "")),
                    self._makers.get(user, Maker.PERSON),
                )

    def _code_of(self, coding: Any) -> list[str]:
        """Return the code that a coding names, if it is one; cases and statuses are none."""
        target = target_of(coding)
        if target in self._codes:
            return [self._codes[target]]
        if self._no_codes.isdisjoint((target, plain_guid(coding.get("guid")))):
            self._lost["codings with a code that is not in the package"] += 1
        return []

    def _memos(self, node: Any, target: Target, name: str) -> Iterator[Memo]:
        for reference in children(node, "NoteRef"):
            guid = plain_guid(reference.get("targetGUID"))
            note = self._notes.get(guid)
            if note is not None and (text := self._text_of_note(note)):
                author = self._users.get(plain_guid(note.get("creatingUser")), _NOBODY)
                at = time_of(note)
                yield Memo(memo_of(guid), target, name, author, at, text)

    def _text_of_note(self, note: Any) -> str:
        inline = text_of(note, "PlainTextContent")
        if inline:
            return inline
        data = self._package.text(note.get("plainTextPath") or "")
        return Original.of(data).text.strip() if data else ""

    def _general_memos(self) -> Iterator[Memo]:
        yield from self._memos(self._root, Target.PROJECT, "")
        for code in code_nodes(self._root):
            name = self._codes.get(plain_guid(code.get("guid")))
            if name:
                yield from self._memos(code, Target.CODE, name)

    def _general(self, sources: tuple[Source, ...]) -> dict[str, str]:
        """Return a code of its own, of a free id, for each family that stands on words itself."""
        parents = {row["parent"] for row in self._rows}
        used = {each.code for source in sources for each in source.codings} & parents
        taken = {row["code"] for row in self._rows}
        return {code: numbered(f"{code}-general", taken) for code in sorted(used)}

    def _codable_rows(self, general: Mapping[str, str]) -> list[Mapping[str, str]]:
        """Return the rows, with a code of its own for what stands on a family itself."""
        rows: list[Mapping[str, str]] = []
        for row in self._rows:
            rows.append(row)
            if code := general.get(row["code"]):
                name = f"{row['name']} (general)"
                rows.append({**row, "code": code, "name": name, "parent": row["code"]})
        return rows

    def _left_out(self) -> Iterator[str]:
        for name in _OTHERS:
            self._lost[f"{name.removesuffix('Source').lower()} sources"] += sum(
                1 for _ in children(self._root, "Sources", name)
            )
        for what, *path in (
            ("links between places", "Links", "Link"),
            ("sets", "Sets", "Set"),
            ("graphs", "Graphs", "Graph"),
        ):
            self._lost[what] += sum(1 for _ in children(self._root, *path))
        for what, number in self._lost.items():
            if number:
                yield f"left out: {number} {what}"


def _with_codes(source: Source, codes: Mapping[str, str]) -> Source:
    """Return a text whose codings of some codes stand under others."""
    codings = (replace(each, code=codes.get(each.code, each.code)) for each in source.codings)
    return replace(source, codings=tuple(codings))
