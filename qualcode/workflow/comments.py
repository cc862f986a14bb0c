"""Comments as codings: researchers code in the margin before they have a tool for it.

A comment that is the id, path or name of a code, or several of them, becomes codings of
its author on the words it is on. What is no code is listed, and stays a comment. Doing it
again changes nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from qualcode.codebook.reader import read_codebook
from qualcode.errors import UsageError
from qualcode.workflow.codes import codebook_at_hand, leaf_code
from qualcode.workflow.handcoding import add_coding
from qualcode.workflow.quoting import refuse_unsaid

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qualcode.model.codebook import Codebook
    from qualcode.model.span import Span
    from qualcode.workflow.imported import ImportedFile, Voices
    from qualcode.workflow.project import Project

_PREFIX = re.compile(
    r"^\s*(?:[#＃]|(?:编码|代码|节点|标签|codes?|nodes?|tags?)\s*[:：])\s*", re.IGNORECASE
)
_BETWEEN = re.compile(r"[;；,，、\n|]+|\s[/+]\s")


@dataclass
class CodedComments:
    """What became of comments."""

    codings: int = 0
    """Codings that the comments stand for."""
    added: int = 0
    """Those that were not there before."""
    coders: Counter[str] = field(default_factory=Counter)
    """Codings by the author of the comment."""
    unknown: Counter[str] = field(default_factory=Counter)
    """Words in comments that are no code, and how often they come."""
    refused: Counter[str] = field(default_factory=Counter)
    """Comments on words that are never coded, with why."""


def code_comments(
    project: Project, files: Iterable[ImportedFile], *, by: str, dry_run: bool = False
) -> CodedComments:
    """Make codings of the comments of imported documents.

    Args:
        project: The project.
        files: Documents as they were imported, with their comments.
        by: Who codes where a comment has no author.
        dry_run: Say what would be coded, write nothing.

    Raises:
        DataError: When there is no codebook.
        ProblemsError: When its file has faults.
    """
    codebook = read_codebook(project.codebook_path) if dry_run else codebook_at_hand(project)
    done = CodedComments()
    for file in files:
        if file.error:
            continue
        for comment, voices in zip(file.comments, file.voices, strict=True):
            codes, unknown = codes_in(comment.text, codebook)
            done.unknown.update(unknown)
            for code in codes:
                mark = _Mark(file.name, comment.span, code, comment.author or by)
                _put(project, done, mark, voices if dry_run else None)
    return done


class _Mark(NamedTuple):
    """A coding that a comment stands for."""

    document: str
    span: Span
    code: str
    coder: str


def _put(project: Project, done: CodedComments, mark: _Mark, voices: Voices | None) -> None:
    """Make a coding, or tell by who says the words that it would be made; unless it cannot be."""
    try:
        if voices is None:
            done.added += add_coding(project, *mark[:3], by=mark.coder).event > 0
        else:
            refuse_unsaid(voices)
    except UsageError as error:
        done.refused[f"{mark.document}, {mark.code}: {error.message}"] += 1
        return
    done.codings += 1
    done.coders[mark.coder] += 1


def codes_in(text: str, codebook: Codebook) -> tuple[list[str], list[str]]:
    """Return the codes that a comment names, and its words that are none."""
    whole = _PREFIX.sub("", text).strip()
    found = _code(whole, codebook)
    if found:
        return [found], []
    codes: list[str] = []
    unknown: list[str] = []
    for part in filter(None, (_PREFIX.sub("", each).strip() for each in _BETWEEN.split(whole))):
        code = _code(part, codebook)
        (codes if code else unknown).append(code or part)
    # A sentence that happens to have commas is one remark, not several words.
    return list(dict.fromkeys(codes)), unknown if codes else [whole]


def _code(name: str, codebook: Codebook) -> str:
    try:
        return leaf_code(name, codebook)
    except UsageError:
        return ""
