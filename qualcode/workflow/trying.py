"""Why a sentence came out as it did: one that is typed in, or one that is coded already."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.errors import DataError, UnknownNameError, typed
from qualcode.model.query import CodingQuery
from qualcode.workflow.filters import subjects_named
from qualcode.workflow.sentence import document_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.codebook.learned import Learned
    from qualcode.matching.trial import Trial
    from qualcode.model.codebook import Codebook
    from qualcode.model.coding import Coding
    from qualcode.model.document import Document
    from qualcode.model.excerpt import Excerpt
    from qualcode.workflow.project import Project


@dataclass(frozen=True, slots=True)
class Tried:
    """What the codebook makes of an answer."""

    document: Document
    """The answer, with the question before it, as a document of its own."""
    trials: Sequence[Trial]
    """Every candidate, those that do not count too."""
    codings: Sequence[Coding]
    """The outcome: one proposal for each code and sentence."""


def try_answer(
    codebook: Codebook,
    text: str,
    *,
    speaker: str = "",
    asked: str = "",
    learned: Learned | None = None,
) -> Tried:
    """Run a codebook over one answer.

    Args:
        codebook: What to look for.
        text: What is said; may be several sentences.
        speaker: Who says it: a subject by id, name or alias, or a group; empty = not known.
        asked: The interviewer's question before, if there was one.
        learned: The weights of the codebook, if it has some.

    Raises:
        UnknownNameError: When there is no such subject.
    """
    from qualcode.matching.autocoder import Autocoder

    subject = subjects_named([speaker], codebook)[0] if speaker else ""
    document = document_of(text, speaker=subject, asked=asked)
    autocoder = Autocoder(codebook, learned=learned)
    return Tried(document, autocoder.trials(document), autocoder.code(document))


def codings_at(project: Project, name: str, position: int | None) -> list[Excerpt]:
    """Return a coding by its id, or those that stand at a position of a document.

    Args:
        project: The project.
        name: Id of a coding; with a position, the name of a document.
        position: In code points from the start of the document.

    Raises:
        UnknownNameError: When there is no such document.
        DataError: When there is no such coding, or nothing is coded at the position.
    """
    store = project.store
    if position is None:
        excerpt = store.excerpts.of(name, context=1)
        if excerpt is None:
            hint = "`qualcode excerpts` lists their ids; DOCUMENT POSITION serves as well"
            raise DataError(f"no coding {name!r}", hint=hint)
        return [excerpt]
    if name not in store.documents.names():
        raise UnknownNameError("document", name, store.documents.names())
    query = CodingQuery(documents=(name,))
    found = [
        each
        for each in store.excerpts.find(query, context=1)
        if each.coding.span.start <= position < each.coding.span.end
    ]
    if not found:
        hint = f"`qualcode excerpts --document {typed(name)} --json` lists positions"
        raise DataError(f"nothing is coded at {position} of {name}", hint=hint)
    return found
