"""A document under a person's hands: what is coded, what waits, which codes are close by.

Asks the verbs and remembers their answers until the next change; decides nothing.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from qualcode.review_app.lanes import Marked
from qualcode.review_app.progress import Coverage
from qualcode.workflow.codes import codebook_at_hand, recent_codes
from qualcode.workflow.handcoding import read_document, visible_codings
from qualcode.workflow.memos import find_memos
from qualcode.workflow.pins import MOST, pinned_codes
from qualcode.workflow.readings import is_read

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qualcode.model.codebook import Code, Codebook
    from qualcode.model.coding import Coding
    from qualcode.model.label import Language
    from qualcode.model.memo import Memo, Target
    from qualcode.model.participant import Participant
    from qualcode.workflow.project import Project


class Reader:
    """What the screen of coding by hand knows.

    Args:
        project: The project.
        name: Name of the document.
        by: Who codes.
        blind: Leave out what other persons have coded.

    Raises:
        UnknownNameError: When there is no such document.
        DataError: When there is no codebook.
    """

    def __init__(self, project: Project, name: str, *, by: str, blind: bool = True) -> None:
        self.project, self.name, self.by, self.blind = project, name, by, blind
        reading = read_document(project, name, by=by, blind=blind)
        self.document, self.participants = reading.document, reading.participants
        self.speaker = ""
        """Only this speaker's turns are asked for; empty = all."""
        self.only_code = ""
        """Only codings of this code are shown; empty = all."""
        self.last_code = ""
        self._codebook: Codebook | None = None if project.digest else codebook_at_hand(project)
        self._digest = project.digest
        self.refresh()

    def refresh(self) -> None:
        """Look anew at what may have changed."""
        if self._digest != self.project.digest:
            self._codebook, self._digest = None, self.project.digest
        found = visible_codings(self.project, self.name, by=self.by, blind=self.blind)
        self.codings = {each.id: each for each in found}
        self.coverage = Coverage(self.document, [each.span for each in found], speaker=self.speaker)
        self._quick: list[str] | None = None
        self.is_whole = is_read(self.project, self.name, by=self.by)

    @property
    def codebook(self) -> Codebook:
        """Return the codebook; it is read when first asked for, after the first drawing."""
        if self._codebook is None:
            self._codebook = codebook_at_hand(self.project)
        return self._codebook

    @property
    def quick(self) -> list[str]:
        """Return the codes on the digits: the pinned ones, then those used last."""
        if self._quick is None:
            known = {code.id for code in self.codebook.leaves}
            names = (*pinned_codes(self.project, self.by), *recent_codes(self.project, self.by))
            self._quick = [name for name in dict.fromkeys(names) if name in known][:MOST]
        return self._quick

    @property
    def marks(self) -> Iterator[Marked]:
        """Return the codings to draw."""
        for each in self.codings.values():
            if self.only_code in {"", each.code}:
                yield Marked(each.id, each.code, each.span)

    @property
    def used(self) -> Counter[str]:
        """Return how often each code is used in the document."""
        return Counter(each.code for each in self.codings.values())

    @property
    def choices(self) -> list[Code]:
        """Return the codes to choose from: those at hand first, then in the codebook's order."""
        leaves = {code.id: code for code in self.codebook.leaves}
        return [leaves[name] for name in dict.fromkeys((*self.quick, *leaves))]

    def name_of(self, code: str, language: Language) -> str:
        """Return the name of a code; its id when the codebook no longer has it."""
        known = self.codebook.by_id.get(code)
        return known.name.say(language) if known else code

    def coding_near(self, codings: Sequence[str], former: dict[str, Coding]) -> Coding | None:
        """Return one of several codings in this document, as it is or as it was."""
        for name in codings:
            found = self.codings.get(name) or former.get(name)
            if found:
                return found
        return None

    def person_at(self, offset: int) -> Participant | None:
        """Return who speaks at an offset; the only participant where nobody else could be meant."""
        turns = [turn for turn in self.document.turns if turn.span.start <= offset]
        speaker = turns[-1].speaker if turns else ""
        name = self.document.participants.get(speaker, "")
        named = [person for person in self.participants if person.id == name]
        return next(iter(named or (self.participants if len(self.participants) == 1 else ())), None)

    def memos_on(self, target: Target, name: str) -> list[Memo]:
        """Return the notes on something that this person may see."""
        found = find_memos(self.project, target=target, target_id=name)
        return [each for each in found if not self.blind or each.author == self.by]
