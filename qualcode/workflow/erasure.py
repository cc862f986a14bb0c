"""Erasing documents for good, where consent is withdrawn: nothing of them stays in the project.

Everything else here can be taken back; this cannot. So it says before what will go, and
after what it could not reach: words that somebody has copied elsewhere.
"""

from __future__ import annotations

import glob
import json
import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from qualcode.codebook.interviews import interview_files
from qualcode.codebook.labelled import example_files, traps_path
from qualcode.codebook.reader import examine_codebook
from qualcode.errors import UnknownNameError
from qualcode.model.history import Event
from qualcode.model.memo import Target
from qualcode.store.erasing import ERASED
from qualcode.store.history import now
from qualcode.text.sentences import sentences
from qualcode.workflow.embedding import file_of
from qualcode.workflow.erased_settings import without_documents
from qualcode.workflow.shipped import is_shipped

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

    from qualcode.store.traces import Trace
    from qualcode.workflow.project import Project

_LABEL = re.compile(r"\A[^：:]{0,40}[：:]\s*")
_TELLING = 15
"""A sentence of fewer bytes (a Han character has three) says nothing of where it is from."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """What would go with a document, or what stayed of one from before."""

    trace: Trace
    is_present: bool
    """Whether it is still in the project; otherwise only the history knows it."""


@dataclass(frozen=True, slots=True)
class Erased:
    """What was done, and what is left to do by hand."""

    events: int
    """Entries of the history that were rewritten."""
    remaining: tuple[tuple[str, str], ...]
    """Where in the project or beside it words of the documents still stand: kind and name."""
    backups: tuple[str, ...]
    """Copies of the project file from before, by name."""


def plan_erasure(project: Project, documents: Sequence[str]) -> dict[str, Erasure]:
    """Return what would go.

    Args:
        project: The project.
        documents: Names of documents, also of such as were removed before.

    Raises:
        UnknownNameError: When the project has no such document and the history knows none.
    """
    known = project.store.documents.names()
    found = {
        name: Erasure(trace, name in known)
        for name, trace in project.store.erasing.traces(documents).items()
    }
    for name, each in found.items():
        if not each.trace.is_known:
            raise UnknownNameError("document", name, known, listing="qualcode status --documents")
    return found


def erase_documents(project: Project, plan: dict[str, Erasure], *, by: str) -> Erased:
    """Erase documents with their codings, memos, participants, and what the history keeps.

    That something was done, by whom and when, stays in the history. Files outside of the
    project (transcripts, exports, packages of colleagues) are not touched.
    """
    store = project.store
    words = {each for erasure in plan.values() for each in _telling(erasure.trace)}
    events = 0
    with store.transaction():
        for name in (name for name, erasure in plan.items() if erasure.is_present):
            store.leaving.keep_number(name)
            store.leaving.remove(name)
        for erasure in plan.values():  # who spoke in several of them goes when all are gone
            forget = partial(without_documents, frozenset(erasure.trace.names))
            events += store.erasing.erase(erasure.trace, forget)
            store.history.add(Event(now(), by, "erase", Target.DOCUMENT, ERASED))
    store.erasing.compact()
    if vectors := file_of(project):
        vectors.unlink(missing_ok=True)
    remaining = [*store.erasing.remaining(words), *_in_files(project, words)]
    return Erased(events, tuple(dict.fromkeys(remaining)), tuple(_backups(project.path)))


def _telling(trace: Trace) -> Iterator[str]:
    """Yield the sentences that nobody else would say in the same words; as in JSON, too."""
    for said in _sentences(trace):
        if len(said.encode("utf-8", "surrogatepass")) >= _TELLING:
            yield said
            yield json.dumps(said, ensure_ascii=False)[1:-1]


def _sentences(trace: Trace) -> Iterator[str]:
    """Yield what was said, also without a label before it: whoever copies it leaves that out."""
    for text in trace.texts:
        for start, end in sentences(text):
            said = text[start:end].strip()
            yield said
            yield _LABEL.sub("", said)


def _in_files(project: Project, words: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield the codebook's files in which sentences stand: examples, traps, coded interviews."""
    for path in _files_of(project.codebook_path):
        text = path.read_text("utf-8", "replace")
        if any(each in text for each in words):
            yield "file", path.name


def _files_of(book: Path) -> list[Path]:
    """Return a codebook's file and those that it names by now, but for what came along with it.

    Whoever is quoted there is somebody else, who said the same.
    """
    codebook, _ = examine_codebook(book)
    named = [*example_files(codebook, book), *interview_files(codebook, book)] if codebook else []
    files = [book, traps_path(book), *named]
    return [path for path in files if path.is_file() and not is_shipped(path)]


def _backups(path: Path | None) -> Iterator[str]:
    """Yield the copies that were made of the project file before its schema changed."""
    if path:
        yield from sorted(each.name for each in path.parent.glob(f"{glob.escape(path.name)}.*.bak"))
