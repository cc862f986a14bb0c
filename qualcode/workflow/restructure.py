"""Codes renamed, merged, moved, removed or added: in the YAML, and with their codings along.

The file, its traps and files of examples, and the codings of the project change
together, as one event that `undo` takes back; or nothing changes. Outside of a
project only the files do. Each file's former content is kept beside it as ``.bak``.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING

from qualcode.codebook.editing import CodebookText
from qualcode.codebook.interviews import interview_files, with_other_codes
from qualcode.codebook.labelled import example_files, traps_path
from qualcode.codebook.learned import learned_file, relabelled_weights
from qualcode.codebook.relabelling import relabelled
from qualcode.errors import DataError
from qualcode.exchange.files import write_file
from qualcode.model.codebook import is_under
from qualcode.model.coding import coding_id
from qualcode.model.history import Event
from qualcode.model.memo import Target
from qualcode.model.span import Span
from qualcode.store.history import now
from qualcode.workflow.coding import adopt
from qualcode.workflow.owned_files import edit
from qualcode.workflow.project import coded_key

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from qualcode.model.codebook import Code, Codebook
    from qualcode.workflow.project import Project

BACKUP = ".bak"
"""What the copy of a file's former content ends in."""
_SHOWN = 10_000
"""Characters of a line that a diff shows: a line of weights has millions."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A change of a codebook that has been worked out and proved, and nothing written."""

    action: str
    """What the history calls it, such as ``rename code``."""
    code: str
    """The code it is about."""
    codebook: Path
    texts: dict[Path, tuple[str, str]]
    """Each file that changes: its text before and after."""
    recoded: dict[str, str | None]
    """Codes whose codings go to another code, or (None) away."""
    finds_the_same: bool
    """No document needs to be coded again."""

    @property
    def diff(self) -> str:
        """Return what changes in the files, as a unified diff."""
        pieces: list[str] = []
        for path, (before, after) in self.texts.items():
            old, new = (text.splitlines(keepends=True) for text in (before, after))
            pieces += difflib.unified_diff(old, new, str(path), str(path), n=1)
        return "".join(line.removesuffix("\n")[:_SHOWN] + "\n" for line in pieces)


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of the codings."""

    moved: int = 0
    joined: int = 0
    """Codings that met one of the other code on the same place and became one with it."""
    removed: int = 0
    decided: int = 0
    """Of those moved, joined or removed: made or decided by a person."""
    event: int = 0
    """The number of the event in the history; 0 outside of a project."""


def plan_rename(path: Path, old: str, new: str) -> Plan:
    """Work out another id for a code."""
    return plan_of(
        "rename code", path, old, lambda text: text.rename(old, new), {old: new}, same=True
    )


def plan_merge(path: Path, gone: str, into: str) -> Plan:
    """Work out one code given to another."""
    return plan_of(
        "merge code", path, gone, lambda text: text.merge(gone, into), {gone: into}, same=False
    )


def plan_move(path: Path, code: str, under: str) -> Plan:
    """Work out a code under another family."""
    return plan_of("move code", path, code, lambda text: text.move(code, under), {}, same=True)


def plan_add(path: Path, code: Code, under: str) -> Plan:
    """Work out a new code."""
    return plan_of("add code", path, code.id, lambda text: text.add(code, under), {}, same=False)


def plan_remove(path: Path, code: str) -> Plan:
    """Work out a codebook without a code and those under it."""
    book = CodebookText(_text_of(path), path=str(path)).codebook
    home = book.by_id[code].path
    gone: dict[str, str | None] = {
        each.id: None for each in book.codes if is_under(each.path, home)
    }
    return plan_of("remove code", path, code, lambda text: text.remove(code), gone, same=False)


def codings_at_stake(project: Project, plan: Plan) -> Carried:
    """Count the codings that a plan would carry along or remove."""
    held = {code: project.store.recoding.held(code) for code in plan.recoded}
    going = [code for code, other in plan.recoded.items() if other is None]
    return Carried(
        moved=sum(len(found) for code, found in held.items() if code not in going),
        removed=sum(len(held[code]) for code in going),
        decided=sum(each.is_decided for found in held.values() for each in found),
    )


def carry_out(project: Project | None, plan: Plan, *, by: str) -> Carried:
    """Write what was planned: files and codings together.

    Args:
        project: The project whose codebook it is; None = only files are changed.
        plan: What to do.
        by: Who does it.

    Raises:
        DataError: When a file cannot be written, or was changed since the plan was made.
    """
    for path, (before, _) in plan.texts.items():
        if _text_of(path) != before:
            raise DataError(f"{path} has just been changed", hint="try again")
        write_file(path.with_name(path.name + BACKUP), before.encode(), force=True)
    if project is None:
        for path, (_, after) in plan.texts.items():
            write_file(path, after.encode(), force=True)
        return Carried()
    event = Event(now(), by, plan.action, Target.CODE, plan.code)
    with project.store.recorded(event) as kept:
        carried = _carry_codings(project, plan)
        for path, (_, after) in plan.texts.items():
            edit(project, kept, path, after)
    return Carried(carried.moved, carried.joined, carried.removed, carried.decided, kept.event)


def _carry_codings(project: Project, plan: Plan) -> Carried:
    former, later = (_book(plan, index) for index in (0, 1))
    if project.digest:
        was_fresh = former.digest == project.digest
        adopt(project, plan.codebook, later)
        if plan.finds_the_same and was_fresh:
            keys = coded_key(former.digest), coded_key(later.digest)
            project.store.codings.carry_marks(*keys)
    carried = codings_at_stake(project, plan)
    recoding = project.store.recoding
    joined, first = 0, cache(project.store.first_names.of)
    for code, other in plan.recoded.items():
        if other is None:
            recoding.drop(code)
            continue
        for each in recoding.held(code):
            new = coding_id(first(each.document), Span(each.start, each.end), other, each.coder)
            joined += not recoding.give(each.id, other, new)
        recoding.give_memos(code, other)
    return Carried(carried.moved - joined, joined, carried.removed, carried.decided)


def _book(plan: Plan, index: int) -> Codebook:
    text = plan.texts[plan.codebook][index]
    return CodebookText(text, path=str(plan.codebook)).codebook


def plan_of(
    action: str,
    path: Path,
    code: str,
    change: Callable[[CodebookText], str],
    recoded: dict[str, str] | dict[str, str | None],
    *,
    same: bool,
) -> Plan:
    """Work out any change of a codebook's text, and of the files that name its codes.

    Args:
        action: What the history calls it.
        path: The codebook's file.
        code: What it is about.
        change: Gives the changed text.
        recoded: Codes whose codings go to another code, or away.
        same: No document needs to be coded again.
    """
    text = CodebookText(_text_of(path), path=str(path))
    texts = {path: (text.text, change(text))}
    names: dict[str, str | None] = dict(recoded)
    for file in (traps_path(path), *example_files(text.codebook, path)):
        if names and file.is_file():
            before = _text_of(file)
            texts[file] = (before, relabelled(before, names, table=file.suffix == ".csv"))
    for file in interview_files(text.codebook, path):
        if names and file.is_file():
            before = _text_of(file)
            texts[file] = (before, with_other_codes(before, names))
    weights = learned_file(text.codebook, path)
    if names and weights is not None and weights.is_file():
        patterns = {each.id: [p.written for p in each.patterns] for each in text.codebook.leaves}
        before = _text_of(weights)
        texts[weights] = (before, relabelled_weights(before, names, patterns))
        former, later = (sha256(each.encode()).hexdigest() for each in texts[weights])
        texts[path] = (texts[path][0], texts[path][1].replace(former, later))
    changed = {file: both for file, both in texts.items() if both[0] != both[1] or file == path}
    return Plan(action, code, path, changed, names, finds_the_same=same)


def _text_of(path: Path) -> str:
    """Return a file's text with its line ends and byte order mark."""
    try:
        return path.read_bytes().decode()
    except OSError as error:
        raise DataError(f"cannot read {path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise DataError(f"{path} is not UTF-8 text", hint="save it as UTF-8") from error
