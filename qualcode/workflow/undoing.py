"""History, undo, redo and restore: whatever a person did can be taken back, exactly.

Each coder has a stack of their own: undo never takes back another's work. It
works across restarts, since the history is in the project file; and when
somebody else has changed the same thing since, it says so and changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qualcode.errors import ConflictError, DataError, UsageError, typed
from qualcode.model.change import FILE, Change, opposites, to_json
from qualcode.model.history import REDO, RESTORE, UNDO, Event
from qualcode.store.history import now
from qualcode.workflow.owned_files import contents_now, put_contents
from qualcode.workflow.project import CODEBOOK_DIGEST, coded_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.workflow.project import Project


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo, redo or restore did."""

    event: Event
    """The event it spoke of."""
    changes: tuple[Change, ...]
    """What changed now."""
    number: int
    """Its own number in the history."""

    @property
    def codings(self) -> tuple[str, ...]:
        """Return the codings that it touched."""
        return tuple(each.key["id"] for each in self.changes if each.kind == "coding")


def undo(project: Project, *, by: str, owner: str = "", dry_run: bool = False) -> Undone:
    """Take back the last thing a coder did that still stands.

    Args:
        project: The project.
        by: Who takes it back.
        owner: Whose work; empty = one's own.
        dry_run: Say what would be taken back.

    Raises:
        DataError: When there is nothing to take back.
        ConflictError: When something of it has been changed by other work since.
    """
    event = project.store.history.undoable(owner or by)
    if event is None:
        raise DataError(
            f"there is nothing of {owner or by}'s to undo", hint="`qualcode history` lists all"
        )
    return _perform(project, event, UNDO, opposites(event.changes), by, dry_run=dry_run)


def undo_one(project: Project, *, by: str) -> Undone:
    """Take back the last thing that a person did at a screen; see `undo`.

    Raises:
        DataError: When the last step was of a command, which no single key may take back.
    """
    event = project.store.history.undoable(by)
    if event and (event.action in _LARGE or (event.action != _NEW_CODE and _has_file(event))):
        raise DataError(
            f"the last step was not taken on a screen: {event.action}",
            hint="`qualcode undo` takes it back",
        )
    return undo(project, by=by)


def _has_file(event: Event) -> bool:
    return any(each.kind == FILE for each in event.changes)


_LARGE = frozenset(
    {
        *("merge", "import", "import codings", "import decisions"),
        *("suggest", "propose", "assign", "remove", "rename", "draw sample"),
    }
)
"""Steps of commands, over many places or none."""
_NEW_CODE = "add code"
"""What the screen of hand coding does to the codebook, and takes back."""


def redo(project: Project, *, by: str, owner: str = "", dry_run: bool = False) -> Undone:
    """Do again what was taken back last; see `undo`."""
    event = project.store.history.redoable(owner or by)
    if event is None:
        raise DataError(
            f"there is nothing of {owner or by}'s to redo",
            hint="what was undone can be done again until something new is done",
        )
    return _perform(project, event, REDO, event.changes, by, dry_run=dry_run)


def restore(
    project: Project, number: int, *, by: str, before: bool = False, dry_run: bool = False
) -> Undone:
    """Bring what an event touched to the state it had right after it, or before it.

    Raises:
        UsageError: When there is no such event, or it kept nothing that could be restored.
    """
    event = project.store.history.get(number)
    if event is None:
        raise UsageError(f"there is no event {number}", hint="`qualcode history` lists all")
    if not event.changes:
        raise UsageError(
            f"event {number} ({event.action}) kept nothing to restore",
            hint="events of machines and imports are done again by their own commands",
        )
    wanted = opposites(event.changes) if before else event.changes
    changes = [each for each in (_from_now(project, change) for change in wanted) if each]
    if not changes:
        raise UsageError(f"everything is as event {number} left it", hint="nothing to restore")
    return _perform(project, event, RESTORE, changes, by, dry_run=dry_run)


def _from_now(project: Project, change: Change) -> Change | None:
    """Return the change from what is there now to the state wanted; None where it is so already."""
    if change.kind == FILE:
        present = contents_now(project, change.key["path"])
        former = None if present is None else {"text": present}
        return None if former == change.after else replace(change, before=former)
    project.store.journal.prepare()
    row = project.store.journal.row(change)
    if row is None and change.before is not None and change.after is not None:
        raise ConflictError(
            f"{change.kind} {' '.join(map(str, change.key.values()))} is no longer there",
            hint="`qualcode history` shows what became of it",
        )
    if change.after is None or row is None:
        return None if row == change.after else replace(change, before=row)
    before = {name: row.get(name) for name in change.after}
    return None if before == change.after else replace(change, before=before)


def _perform(
    project: Project,
    event: Event,
    action: str,
    changes: Sequence[Change],
    by: str,
    *,
    dry_run: bool,
) -> Undone:
    store = project.store
    store.journal.prepare()
    with store.transaction():
        _refuse_changed(project, event, action, changes)
        _refuse_flagged(project, changes)
        if dry_run:
            return Undone(event, tuple(changes), 0)
        rows = [each for each in changes if each.kind != FILE]
        _refuse_taken(project, rows)
        _refuse_homeless(project, rows)
        _refuse_speechless(project, rows)
        store.journal.apply(rows)
        _refuse_misplaced(project, rows)
        _carry_marks(project, rows)
        before, after = to_json(changes)
        owner = by if action == RESTORE else event.owner
        kept = Event(now(), by, action, event.target, event.target_id, before, after, event.action)
        number = store.history.add(replace(kept, owner=owner, of=event.id))
        put_contents(project, [each for each in changes if each.kind == FILE])
    return Undone(event, tuple(changes), number)


def _refuse_changed(project: Project, event: Event, action: str, changes: Sequence[Change]) -> None:
    rows = [each for each in changes if each.kind != FILE]
    differing = project.store.journal.differing(rows)
    differing += [
        each
        for each in changes
        if each.kind == FILE
        and (each.before or {}).get("text") != contents_now(project, each.key["path"])
    ]
    if differing:
        what = ", ".join(
            f"{each.kind} {' '.join(map(str, each.key.values()))}" for each in differing[:3]
        )
        raise ConflictError(
            f"cannot {action} event {event.id} ({event.action} by {event.who}):"
            f" {what} has been changed since",
            hint="`qualcode history` shows by whom; `qualcode restore` brings a state back",
        )


def _refuse_taken(project: Project, changes: Sequence[Change]) -> None:
    """Refuse to give a document its name back that another has by now."""
    names = project.store.documents.names()
    for change in changes:
        name = (change.after or {}).get("name")
        if change.kind == "document" and name in names:
            raise ConflictError(
                f"there is a document {name!r} by now",
                hint=f"`qualcode transcript rename {typed(name)} NEW-NAME` gives it another name",
            )


def _refuse_homeless(project: Project, changes: Sequence[Change]) -> None:
    """Refuse to bring back what stood on a document that has been removed since."""
    coming = {each.key["id"] for each in changes if each.kind == "document" and each.after}
    for change in changes:
        number = {**change.key, **(change.after or {})}.get("document")
        if change.after is None or not isinstance(number, int) or number in coming:
            continue
        if not project.store.documents.name_of(number):
            raise ConflictError(
                "the document that this stood on has been removed since",
                hint="import it again; what stood on it is in `qualcode history`",
            )


def _refuse_speechless(project: Project, changes: Sequence[Change]) -> None:
    """Refuse to bring back what somebody said of whom nothing is known any more."""
    known = {each.id for each in project.store.participants.all()}
    known |= {each.key["id"] for each in changes if each.kind == "participant" and each.after}
    turns = [each.after for each in changes if each.kind == "turn" and each.after]
    spoke = {str(who) for turn in turns if (who := turn.get("participant"))}
    if gone := sorted(spoke - known):
        raise ConflictError(
            f"who speaks in it has gone with another document since: {', '.join(gone)}",
            hint="import that document again; then this can be taken back",
        )


def _refuse_flagged(project: Project, changes: Sequence[Change]) -> None:
    """Refuse to take a coding away that somebody has flagged: the flag would go with it, unsaid."""
    going = {tuple(each.key.values()) for each in changes if each.kind == "flag"}
    for change in changes:
        if change.kind == "coding" and change.after is None:
            coding = change.key["id"]
            left = [who for who in project.store.flags.on(coding) if (coding, who) not in going]
            if left:
                raise ConflictError(
                    f"coding {coding} cannot go: {', '.join(left)} has flagged it since",
                    hint="take the flag off, or `qualcode undo --coder NAME` undoes it first",
                )


def _carry_marks(project: Project, rows: Sequence[Change]) -> None:
    """Let documents count as coded under the codebook that came back, as they did before."""
    for change in rows:
        if change.kind == "setting" and change.key["key"] == CODEBOOK_DIGEST:
            former, present = (
                (side or {}).get("value", "") for side in (change.before, change.after)
            )
            project.store.codings.carry_marks(coded_key(former), coded_key(present))


def _refuse_misplaced(project: Project, rows: Sequence[Change]) -> None:
    """Refuse to bring back a coding whose words are no longer where they were."""
    for change in rows:
        if change.kind == "coding" and change.after is not None and _moves(change):
            coding = project.store.codings.get(change.key["id"])
            text = project.store.documents.text(coding.document) if coding else ""
            if coding and coding.span.of(text) != coding.quote:
                raise ConflictError(
                    f"the text of {coding.document!r} has changed since; the words of coding"
                    f" {coding.id} are no longer there",
                    hint="nothing was changed",
                )


def _moves(change: Change) -> bool:
    """Tell whether a change puts a coding somewhere; one of a decision leaves it where it is."""
    return change.before is None or not {"start", "stop", "quote"}.isdisjoint(change.after or ())
