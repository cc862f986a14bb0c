"""Memos: the researcher's notes on the project, documents, participants, codes and codings."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.errors import ConflictError, UnknownNameError, UsageError
from qualcode.model.history import Event
from qualcode.model.memo import Memo, Target
from qualcode.store.history import now

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.workflow.project import Project


def add_memo(project: Project, target: Target, target_id: str, text: str, *, by: str) -> Memo:
    """Keep a note.

    Raises:
        UsageError: When it is empty.
        UnknownNameError: When there is nothing of that name.
    """
    name = _known(project, target, target_id)
    memo = new_memo(target, name, _filled(text), by=by, at=now())
    with project.store.recorded(Event(memo.at, by, "add memo", target, name)):
        project.store.memos.add(memo)
    return memo


def edit_memo(project: Project, memo: str, text: str, *, by: str) -> Memo:
    """Write a note anew; one's own only."""
    former = own_memo(project, memo, by)
    changed = replace(former, text=_filled(text))
    event = Event(now(), by, "edit memo", former.target, former.target_id)
    with project.store.recorded(event):
        project.store.memos.put(changed)
    return changed


def remove_memo(project: Project, memo: str, *, by: str) -> Memo:
    """Take a note away; one's own only."""
    former = own_memo(project, memo, by)
    event = Event(now(), by, "remove memo", former.target, former.target_id)
    with project.store.recorded(event):
        project.store.memos.remove(former.id)
    return former


def find_memo(project: Project, memo: str) -> Memo:
    """Return a note by its id or the beginning of it.

    Raises:
        UsageError: When none or several begin so.
    """
    found = [each for each in project.store.memos.all() if memo and each.id.startswith(memo)]
    if len(found) != 1:
        many = "several memos begin" if found else "no memo begins"
        raise UsageError(f"{many} with {memo!r}", hint="`qualcode memo list` shows their ids")
    return found[0]


def own_memo(project: Project, memo: str, by: str) -> Memo:
    """Return a note that somebody may change.

    Raises:
        ConflictError: When it is another's.
    """
    found = find_memo(project, memo)
    if found.author != by:
        raise ConflictError(
            f"memo {found.id} is {found.author}'s", hint="add a memo of your own beside it"
        )
    return found


def find_memos(
    project: Project,
    *,
    target: Target | None = None,
    target_id: str = "",
    author: str = "",
    words: Sequence[str] = (),
) -> list[Memo]:
    """Return notes, the oldest first.

    Args:
        project: The project.
        target: On what kind of thing; None = all.
        target_id: On which one.
        author: By whom.
        words: All of these must stand in it, whatever their case.
    """
    return [
        memo
        for memo in project.store.memos.all()
        if (target is None or memo.target is target)
        and (not target_id or memo.target_id == target_id)
        and (not author or memo.author == author)
        and all(word.casefold() in memo.text.casefold() for word in words)
    ]


def new_memo(target: Target, target_id: str, text: str, *, by: str, at: str) -> Memo:
    """Return a note under an id of its own."""
    return Memo(uuid.uuid4().hex[:16], target, target_id, by, at, text)


def _filled(text: str) -> str:
    if not text.strip():
        raise UsageError("the memo is empty", hint="nothing was kept")
    return text.strip("\n")


def _known(project: Project, target: Target, name: str) -> str:
    """Return the name of what a note is on, looked up."""
    store = project.store
    if target is Target.PROJECT:
        return ""
    if target is Target.CODING:
        if store.codings.get(name) is None:
            raise UsageError(f"there is no coding {name!r}", hint="`qualcode excerpts --json`")
        return name
    listing = "qualcode status --documents"
    if target is Target.DOCUMENT:
        known = store.documents.names()
    elif target is Target.PARTICIPANT:
        known, listing = [person.id for person in store.participants.all()], "qualcode speakers"
    else:
        from qualcode.workflow.codes import codebook_at_hand

        known = [code.id for code in codebook_at_hand(project).codes]
        listing = "qualcode codebook show"
    if name not in known:
        raise UnknownNameError(target.value, name, known, listing=listing)
    return name
