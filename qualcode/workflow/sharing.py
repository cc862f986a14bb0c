"""A project for other programs: texts, codes, codings, persons and memos as REFI-QDA.

What persons have made or accepted goes out under their names, what they rejected does
not. Proposals that nobody has decided on go only when asked for: other programs have
no way to tell them from findings.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode import __version__
from qualcode.codebook.flat import flat_rows
from qualcode.exchange.refi.positions import STANDARD, UTF16
from qualcode.exchange.refi.study import Case, Source, Study, Tagged
from qualcode.exchange.refi.writing import to_qdpx
from qualcode.model.coding import Review, Status
from qualcode.model.coding import Source as Maker
from qualcode.model.memo import Target
from qualcode.workflow.agreed import CONSENSUS
from qualcode.workflow.codes import codebook_to_read_by

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from qualcode.model.codebook import Codebook
    from qualcode.model.coding import Coding
    from qualcode.model.memo import Memo
    from qualcode.model.span import Span
    from qualcode.workflow.project import Project

_ASTRAL = 0xFFFF


@dataclass(frozen=True, slots=True)
class Package:
    """A project as bytes for other programs, and what is in it."""

    content: bytes
    sources: int
    codings: int
    not_claimed: int
    """Of these, those that have a code of their status beside their own."""
    proposals: int
    """Undecided ones that were left out."""
    settled: int
    """Those left out that did not hold when coders' differences were settled."""
    homeless: int
    """Those left out whose code is no code to put on words any more."""
    astral: int
    """Characters that some programs count twice."""


def package_of(project: Project, *, proposals: bool = False, utf16: bool = False) -> Package:
    """Return a project as a REFI-QDA package.

    Args:
        project: Which.
        proposals: Take along what machines proposed and nobody has decided on.
        utf16: Count positions in UTF-16 units, as NVivo for Windows does; it makes a
            difference only where texts have characters beyond U+FFFF.

    Raises:
        DataError: When there is no codebook or no code.
    """
    codebook = codebook_to_read_by(project)
    sharing = _Sharing(project, codebook, proposals=proposals)
    study = sharing.study()
    tagged = [each for source in study.sources for each in source.codings]
    return Package(
        to_qdpx(study, codebook, counting=UTF16 if utf16 else STANDARD),
        len(study.sources),
        len(tagged),
        sum(each.status is not Status.ASSERTED for each in tagged),
        sharing.left_out["proposals"],
        sharing.left_out["settled"],
        sharing.left_out["homeless"],
        sum(ord(letter) > _ASTRAL for source in study.sources for letter in source.text),
    )


class _Sharing:
    """One project on its way out."""

    def __init__(self, project: Project, codebook: Codebook, *, proposals: bool) -> None:
        self._store, self._codebook, self._proposals = project.store, codebook, proposals
        self._leaves = {code.id for code in codebook.leaves}
        self._memos: dict[tuple[Target, str], list[Memo]] = {}
        for memo in self._store.memos.all():
            self._memos.setdefault((memo.target, memo.target_id), []).append(memo)
        self._name = project.folder.resolve().name
        self._voices: dict[str, int] = {}
        """How many persons answer in each document."""
        self.left_out: Counter[str] = Counter()

    def study(self) -> Study:
        """Return all that goes out."""
        speakers: dict[str, dict[str, str]] = {}
        sources = [self._source(name, speakers) for name in self._store.documents.names()]
        alone = {name for name, many in self._voices.items() if many == 1}
        cases = [
            Case(person, _told(speakers.get(person.id, {}), alone))
            for person in self._store.participants.all()
        ]
        apart = {Target.DOCUMENT, Target.CODING}
        memos = [
            memo
            for (target, _), found in self._memos.items()
            if target not in apart
            for memo in found
        ]
        origin = f"qualcode {__version__}"
        return Study(self._name, origin, flat_rows(self._codebook), sources, cases, memos)

    def _source(self, name: str, speakers: dict[str, dict[str, str]]) -> Source:
        document = self._store.documents.read(name)
        self._voices[name] = len(set(document.participants.values()))
        for label, person in document.participants.items():
            speakers.setdefault(person, {}).setdefault(name, label)
        codings = self._store.codings.of_document(name)
        lost = {
            (each.span, each.code)
            for each in codings
            if each.coder == CONSENSUS and each.review is Review.REJECTED
        }
        tagged = [self._tagged(each) for each in codings if self._goes(each, lost)]
        return Source(name, document.text, tagged, self._memos.get((Target.DOCUMENT, name), ()))

    def _goes(self, coding: Coding, lost: Collection[tuple[Span, str]]) -> bool:
        if coding.review is Review.REJECTED:
            return False
        reason = ""
        if coding.code not in self._leaves:
            reason = "homeless"
        elif coding.review is Review.PROPOSED and not self._proposals:
            reason = "proposals"
        elif any(code == coding.code and span.overlaps(coding.span) for span, code in lost):
            reason = "settled"
        self.left_out[reason] += 1
        return not reason

    def _tagged(self, coding: Coding) -> Tagged:
        memos: Sequence[Memo] = self._memos.get((Target.CODING, coding.id), ())
        return Tagged(
            coding.span.start,
            coding.span.end,
            coding.code,
            coding.coder if coding.source is Maker.PERSON else coding.decided_by or coding.coder,
            coding.decided_at,
            coding.status,
            tuple(coding.about),
            coding.view_of,
            tuple(memos),
            coding.source if coding.review is Review.PROPOSED else Maker.PERSON,
        )


def _told(labels: Mapping[str, str], alone: set[str]) -> Mapping[str, str]:
    """Return the label of a person by document; who answers alone in their only one needs none."""
    return dict.fromkeys(labels, "") if len(labels) == 1 and alone.issuperset(labels) else labels
