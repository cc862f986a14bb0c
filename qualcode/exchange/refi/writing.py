"""Writing a study as a REFI-QDA project (``.qdpx``), as the programs that read it need it.

One selection for a stretch with all its codes, texts with LF and without a byte order
mark, ``sources`` in lower case, no empty wrapper: each of these is what some program
refuses or gets wrong otherwise. The same study yields the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from itertools import groupby
from typing import TYPE_CHECKING, Any

from qualcode.exchange.refi.codebook import write_codes
from qualcode.exchange.refi.elements import below, guid_of, memo_guid, xml_text
from qualcode.exchange.refi.positions import STANDARD, Counting, Original, Ruler
from qualcode.exchange.refi.study import (
    MACHINE,
    STATUS_CODES,
    STATUS_GROUP,
    SUBJECT,
    SUBJECT_VARIABLE,
)
from qualcode.exchange.word import settled
from qualcode.model.coding import Source as Maker
from qualcode.model.coding import Status
from qualcode.model.memo import Target

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qualcode.exchange.refi.study import Case, Source, Study, Tagged
    from qualcode.model.codebook import Codebook
    from qualcode.model.memo import Memo

NAMESPACE = "urn:QDA-XML:project:1.0"
_STATUSES = "断言状态 Assertion status"
_MEMO_NAME = 40
"""Characters of a memo that name it."""


def to_qdpx(study: Study, codebook: Codebook, *, counting: Counting = STANDARD) -> bytes:
    """Write a study as ``.qdpx``, its project valid against the schema of the standard.

    Args:
        study: What to write.
        codebook: The codes that its codings and rows speak of.
        counting: How the program that will read it counts characters beyond U+FFFF.

    Raises:
        DataError: When there is no code.
    """
    from lxml import etree

    project = _Project(study, codebook, counting).written()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        xml = etree.tostring(project, xml_declaration=True, encoding="utf-8", pretty_print=True)
        archive.writestr("project.qde", xml)
        for source in study.sources:
            archive.writestr(f"sources/{_source_guid(source.name)}.txt", source.text.encode())
    return settled(buffer.getvalue())


class _Project:
    """One project element being written, in the order that the schema wants."""

    def __init__(self, study: Study, codebook: Codebook, counting: Counting) -> None:
        from lxml import etree

        self._study, self._codebook, self._counting = study, codebook, counting
        self._notes: list[Memo] = []
        self._root = etree.Element(
            f"{{{NAMESPACE}}}Project",
            nsmap={None: NAMESPACE},
            name=xml_text(study.name),
            origin=study.origin,
        )

    def written(self) -> Any:
        """Return the element, whole."""
        self._users()
        self._codes()
        self._variables()
        self._cases()
        if self._study.sources:
            sources = below(self._root, "Sources")
            for source in self._study.sources:
                self._source(sources, source)
        self._write_notes()
        return self._root

    def _users(self) -> None:
        makers = {memo.author: Maker.PERSON for memo in _all_memos(self._study)}
        tagged = (each for source in self._study.sources for each in source.codings)
        makers |= {each.coder: each.maker for each in tagged}
        if makers:
            users = below(self._root, "Users")
            for name, maker in sorted(makers.items()):
                user = below(users, "User", guid=guid_of("user", name), name=xml_text(name))
                if maker is not Maker.PERSON:
                    user.set("id", MACHINE + maker.value)

    def _codes(self) -> None:
        codes = below(below(self._root, "CodeBook"), "Codes")
        rows = {row["code"]: row for row in self._study.rows}
        nodes = write_codes(codes, self._codebook, rows)
        for memo in self._study.memos:
            if memo.target is Target.CODE and memo.target_id in nodes:
                self._refer(nodes[memo.target_id], [memo], before="Code")
        self._status_codes(codes)

    def _status_codes(self, codes: Any) -> None:
        """Add the codes of the statuses that are in use; a plain claim needs none."""
        tagged = (each for source in self._study.sources for each in source.codings)
        used = {each.status for each in tagged} - {Status.ASSERTED}
        if used:
            group = below(codes, "Code", guid=STATUS_GROUP, name=_STATUSES, isCodable="false")
            for status in sorted(used):
                guid = STATUS_CODES[status]
                below(group, "Code", guid=guid, name=status.value, isCodable="true")

    def _variables(self) -> None:
        people = [case.participant for case in self._study.cases]
        named = dict.fromkeys(name for person in people for name in person.attributes)
        guids = {_variable(name): name for name in named}
        if any(person.subject for person in people):
            guids = {SUBJECT_VARIABLE: SUBJECT, **guids}
        if guids:
            variables = below(self._root, "Variables")
            for guid, name in guids.items():
                is_twin = name == SUBJECT and guid != SUBJECT_VARIABLE
                told = f"{name} (attribute)" if is_twin else name
                below(variables, "Variable", guid=guid, name=xml_text(told), typeOfVariable="Text")

    def _cases(self) -> None:
        if self._study.cases:
            cases = below(self._root, "Cases")
            for case in self._study.cases:
                self._case(cases, case)

    def _case(self, cases: Any, case: Case) -> None:
        person = case.participant
        node = below(cases, "Case", guid=guid_of("case", person.id), name=xml_text(person.id))
        labels = [f"{document}: {label}" for document, label in case.speaks_as.items() if label]
        if labels:
            below(node, "Description").text = xml_text("\n".join(labels))
        attributes = {_variable(name): value for name, value in person.attributes.items()}
        for guid, value in {SUBJECT_VARIABLE: person.subject, **attributes}.items():
            if value:
                told = below(node, "VariableValue")
                below(told, "VariableRef", targetGUID=guid)
                below(told, "TextValue").text = xml_text(value)
        for document in case.speaks_as:
            below(node, "SourceRef", targetGUID=_source_guid(document))

    def _source(self, sources: Any, source: Source) -> None:
        guid = _source_guid(source.name)
        node = below(
            sources,
            "TextSource",
            guid=guid,
            name=xml_text(source.name),
            plainTextPath=f"internal://{guid}.txt",
        )
        ruler = Ruler(Original(source.text), self._counting)
        ordered = sorted(source.codings, key=_selected)
        for _, tagged in groupby(ordered, key=_selected):
            self._selection(node, source, list(tagged), ruler)
        self._refer(node, source.memos)

    def _selection(self, node: Any, source: Source, tagged: Sequence[Tagged], ruler: Ruler) -> None:
        first = tagged[0]
        selection = below(
            node,
            "PlainTextSelection",
            guid=guid_of("selection", source.name, *map(str, _selected(first))),
            name=xml_text(source.text[first.start : first.end].replace("\n", " ")),
            startPosition=str(ruler.position(first.start)),
            endPosition=str(ruler.position(first.end)),
        )
        if description := _description(first):
            below(selection, "Description").text = xml_text(description)
        for each in tagged:
            coded = self._coding(selection, source, each, guid_of(self._codebook.id, each.code))
            self._refer(coded, each.memos)
        if first.status is not Status.ASSERTED:
            self._coding(selection, source, first, STATUS_CODES[first.status])

    def _coding(self, selection: Any, source: Source, tagged: Tagged, code: str) -> Any:
        place = (source.name, *map(str, _selected(tagged)))
        coding = below(
            selection,
            "Coding",
            guid=guid_of("coding", *place, code, tagged.coder),
            creatingUser=guid_of("user", tagged.coder),
        )
        if tagged.at:
            coding.set("creationDateTime", tagged.at)
        below(coding, "CodeRef", targetGUID=code)
        return coding

    def _refer(self, node: Any, memos: Iterable[Memo], before: str = "") -> None:
        """Refer to memos from what they are on; they follow at the end."""
        from lxml import etree

        for memo in memos:
            self._notes.append(memo)
            reference = etree.Element(f"{{{NAMESPACE}}}NoteRef", targetGUID=memo_guid(memo.id))
            inner = [at for at, child in enumerate(node) if child.tag.endswith(f"}}{before}")]
            node.insert(inner[0] if before and inner else len(node), reference)

    def _write_notes(self) -> None:
        own = [memo for memo in self._study.memos if memo.target is not Target.CODE]
        notes = [*self._notes, *own]
        if notes:
            wrapper = below(self._root, "Notes")
            for memo in {memo.id: memo for memo in notes}.values():
                self._note(wrapper, memo)
        for memo in own:
            below(self._root, "NoteRef", targetGUID=memo_guid(memo.id))

    def _note(self, notes: Any, memo: Memo) -> None:
        on = f"{memo.target_id}: " if memo.target is Target.PARTICIPANT else ""
        first = memo.text.strip().partition("\n")[0]
        note = below(
            notes,
            "Note",
            guid=memo_guid(memo.id),
            name=xml_text(on + first)[:_MEMO_NAME],
            creatingUser=guid_of("user", memo.author),
            creationDateTime=memo.at,
        )
        below(note, "PlainTextContent").text = xml_text(memo.text)


def _all_memos(study: Study) -> Iterable[Memo]:
    yield from study.memos
    for source in study.sources:
        yield from source.memos
        for each in source.codings:
            yield from each.memos


def _variable(name: str) -> str:
    return guid_of("variable", name)


def _source_guid(name: str) -> str:
    return guid_of("source", name)


def _selected(tagged: Tagged) -> tuple[int, int, str, tuple[str, ...], str]:
    """Return what must be the same for two codes to share a selection."""
    return tagged.start, tagged.end, tagged.status.value, tagged.about, tagged.view_of


def _description(tagged: Tagged) -> str:
    """Return whom a coding is about and whose view it tells, as the reader finds them again."""
    lines = []
    if tagged.about:
        lines.append(f"about: {', '.join(tagged.about)}")
    if tagged.view_of:
        lines.append(f"view of: {tagged.view_of}")
    return "\n".join(lines)
