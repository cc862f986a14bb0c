"""A language model as one more coder: what to ask it.

By file and by server are two ways of carrying the same requests. They are known
by their very wording, so that nothing is asked twice and a run can be replayed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.errors import DataError, UsageError
from qualcode.store.replies import Request
from qualcode.suggestion.prompts import line_of, prompts_of
from qualcode.suggestion.windows import windows_of
from qualcode.workflow.codes import codebook_at_hand
from qualcode.workflow.filters import query_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from qualcode.model.codebook import Codebook
    from qualcode.suggestion.prompts import Prompt
    from qualcode.workflow.filters import Filters
    from qualcode.workflow.project import Project

ANY = "model"
"""What a model is called of which no name is given."""
_A_SENTENCE = 25
"""Tokens of an answer for each sentence asked about: a third carry a coding of some 75."""


@dataclass(frozen=True)
class Plan:
    """What is to be asked, each question once."""

    model: str
    prompts: tuple[Prompt, ...]
    """Without an answer so far."""
    requests: tuple[Request, ...]
    """All that the run is about, also what has been answered."""
    answered: int = 0
    """Questions that have an answer already."""

    @property
    def tokens(self) -> int:
        """Return how many tokens the requests hold, estimated."""
        return sum(prompt.tokens for prompt in self.prompts)

    @property
    def reply_tokens(self) -> int:
        """Return how many tokens the answers will hold, estimated."""
        return sum(len(prompt.window.sentences) for prompt in self.prompts) * _A_SENTENCE

    @property
    def characters(self) -> int:
        """Return how many characters of interviews the requests hold, with their context."""
        return sum(len(prompt.user) for prompt in self.prompts)


def plan(project: Project, filters: Filters, model: str = "") -> Plan:
    """Work out what to ask a model.

    Args:
        project: The project.
        filters: Codes and documents; whatever else they name does not count here.
        model: Its name; answers of others do not count as its own.

    Raises:
        UnknownNameError: When a code or document is not known.
        DataError: When there are no documents or no codebook.
    """
    name = coder_name(project, model or ANY)
    codebook = codebook_at_hand(project)
    query = query_of(filters, codebook, project.store)
    hashes = project.store.documents.fingerprints()
    if not hashes:
        raise DataError("there are no documents", hint="`qualcode import FOLDER`")
    known = project.store.replies.answered(name)
    prompts: dict[str, Prompt] = {}
    requests: list[Request] = []
    for document in query.documents or sorted(hashes):
        for prompt in _prompts(project, document, codebook, query.codes):
            prompts[prompt.hash] = prompt
            requests.append(_request(prompt, hashes[document].text_sha256, query.codes))
    open_ = tuple(prompt for key, prompt in prompts.items() if key not in known)
    return Plan(name, open_, tuple(requests), len(prompts) - len(open_))


def coder_name(project: Project, model: str) -> str:
    """Return the coder that a model's proposals are put under.

    Raises:
        UsageError: When a person or the rules go by that name.
    """
    from qualcode.matching.proposals import CODER

    if model in {CODER, *project.store.codings.persons()}:
        raise UsageError(
            f"{model!r} is a coder of this project already", hint="--model NAME: another name"
        )
    return model


def write_requests(project: Project, asked: Plan, path: Path, *, force: bool = False) -> int:
    """Write what is open as a batch file, and remember what was asked.

    Returns:
        How many requests the file holds.

    Raises:
        ConflictError: When another file is there and `force` is not given.
    """
    from qualcode.exchange.files import write_file

    lines = "".join(line_of(prompt, asked.model) + "\n" for prompt in asked.prompts)
    write_file(path, lines.encode("utf-8", "replace"), force=force)
    remember(project, asked)
    return len(asked.prompts)


def remember(project: Project, asked: Plan) -> None:
    """Keep what is asked, so that answers find their sentences."""
    with project.store.transaction():
        project.store.replies.ask(asked.requests)


def _prompts(
    project: Project, name: str, codebook: Codebook, codes: tuple[str, ...]
) -> Iterator[Prompt]:
    document = project.store.documents.read(name)
    return prompts_of(document, windows_of(document), codebook, codes)


def _request(prompt: Prompt, text_sha256: str, codes: tuple[str, ...]) -> Request:
    window = prompt.window
    return Request(
        prompt.hash,
        window.document,
        text_sha256,
        prompt.wording,
        codes,
        window.sentences,
        window.turns,
    )
