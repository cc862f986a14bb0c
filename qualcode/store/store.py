"""The store as the floors above see it: a few shelves of verbs on one project file."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Self

from qualcode.errors import DataError
from qualcode.model.change import to_json
from qualcode.store import connection
from qualcode.store.assignments import Assignments
from qualcode.store.carrying import Carrying
from qualcode.store.codebooks import Codebooks
from qualcode.store.coded import Coded
from qualcode.store.codings import Codings
from qualcode.store.definitions import Definitions
from qualcode.store.documents import Documents
from qualcode.store.editions import Editions
from qualcode.store.erasing import Erasing
from qualcode.store.excerpts import Excerpts
from qualcode.store.first_names import FirstNames
from qualcode.store.history import History
from qualcode.store.journal import Journal
from qualcode.store.leaving import Leaving
from qualcode.store.lost import LostCodings
from qualcode.store.memos import Memos
from qualcode.store.overview import Overview
from qualcode.store.participants import Participants
from qualcode.store.places import Flags, Places
from qualcode.store.proposals import Proposals
from qualcode.store.readings import Readings
from qualcode.store.recoding import Recoding
from qualcode.store.replies import Replies
from qualcode.store.settings import Settings
from qualcode.store.turns import Turns
from qualcode.store.views import Views
from qualcode.store.waiting import Waiting
from qualcode.store.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import TracebackType

    from qualcode.model.change import Change
    from qualcode.model.history import Event


NOBODY = "-"
"""The owner of work that was done under no name."""


@dataclass
class Recording:
    """What is being kept as one event."""

    event: int = 0
    """The number of the event, once it is kept; 0 when nothing changed."""
    files: list[Change] = field(default_factory=list)
    """Changes to the researcher's own files, told by whoever writes them."""


class Store:
    """One open project file.

    Args:
        db: An open connection, from `Store.open`, `Store.create` or `Store.in_memory`.
    """

    def __init__(self, db: connection.Connection) -> None:
        self._db = db
        self.settings = Settings(db)
        self.documents = Documents(db)
        self.overview = Overview(db)
        self.turns = Turns(db)
        self.coded = Coded(db)
        self.first_names = FirstNames(db)
        self.editions = Editions(db)
        self.carrying = Carrying(db)
        self.leaving = Leaving(db)
        self.erasing = Erasing(db)
        self.lost = LostCodings(db)
        self.participants = Participants(db)
        self.codebooks = Codebooks(db)
        self.codings = Codings(db)
        self.proposals = Proposals(db)
        self.definitions = Definitions(db)
        self.recoding = Recoding(db)
        self.excerpts = Excerpts(db)
        self.memos = Memos(db)
        self.history = History(db)
        self.waiting = Waiting(db)
        self.assignments = Assignments(db)
        self.readings = Readings(db)
        self.words = Words(db)
        self.places = Places(db)
        self.flags = Flags(db)
        self.journal = Journal(db)
        self.views = Views(db)
        self.replies = Replies(db)

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open a project file; see `connection.open_file` for what can be wrong."""
        return cls(connection.open_file(path))

    @classmethod
    def create(cls, path: Path) -> Self:
        """Make a new project file; see `connection.create`."""
        return cls(connection.create(path))

    @classmethod
    def in_memory(cls) -> Self:
        """Make a project that is never written to disk."""
        return cls(connection.create_in_memory())

    @contextmanager
    def copied(self) -> Iterator[Store]:
        """Give a copy of the whole project in memory; what is done to it is gone afterwards."""
        with Store(connection.copy_in_memory(self._db)) as copy:
            yield copy

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make all changes inside happen together, or not at all.

        Raises:
            ConflictError: When another process is writing and does not finish in time.
        """
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._db.execute("COMMIT")
        except BaseException:
            if self._db.in_transaction:  # on a full disk, SQLite has rolled back by itself
                self._db.execute("ROLLBACK")
            raise

    @contextmanager
    def recorded(self, event: Event, *, texts: bool = False) -> Iterator[Recording]:
        """Make all changes inside happen together, and keep them as one event that can be undone.

        Args:
            event: Who does what to what; `before`, `after` and `owner` are filled in here.
                When nothing changes inside, nothing is kept.
            texts: Keep the texts of documents that are removed inside, too.

        Yields:
            Where the event's number will be, and where changes to files are told.
        """
        self.journal.prepare()
        with self.transaction():
            recording = Recording()
            with self.journal.running(texts=texts):
                yield recording
            changes = [*self.journal.changes(), *recording.files]
            if changes:
                before, after = to_json(changes)
                owner = event.owner or event.who or NOBODY
                kept = replace(event, before=before, after=after, owner=owner)
                recording.event = self.history.add(kept)

    def damage(self) -> list[str]:
        """Let SQLite look through the whole file; return what it finds wrong."""
        found: list[str] = []
        try:
            checks = self._db.execute("PRAGMA integrity_check")
            found.extend(row[0] for row in checks if row[0] != "ok")
            broken = self._db.execute("PRAGMA foreign_key_check")
            found.extend(f"a row of {row[0]} refers to a missing {row[2]}" for row in broken)
        except DataError as error:  # so damaged that the checks cannot be finished
            found.append(error.message)
        return found

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
