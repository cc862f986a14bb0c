"""The store as the floors above see it: a few shelves of verbs on one project file."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Self

from qualcode.errors import DataError
from qualcode.store import connection
from qualcode.store.codebooks import Codebooks
from qualcode.store.codings import Codings
from qualcode.store.definitions import Definitions
from qualcode.store.documents import Documents
from qualcode.store.editions import Editions
from qualcode.store.excerpts import Excerpts
from qualcode.store.history import History
from qualcode.store.lost import LostCodings
from qualcode.store.memos import Memos
from qualcode.store.participants import Participants
from qualcode.store.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import TracebackType


class Store:
    """One open project file.

    Args:
        db: An open connection, from `Store.open`, `Store.create` or `Store.in_memory`.
    """

    def __init__(self, db: connection.Connection) -> None:
        self._db = db
        self.settings = Settings(db)
        self.documents = Documents(db)
        self.editions = Editions(db)
        self.lost = LostCodings(db)
        self.participants = Participants(db)
        self.codebooks = Codebooks(db)
        self.codings = Codings(db)
        self.definitions = Definitions(db)
        self.excerpts = Excerpts(db)
        self.memos = Memos(db)
        self.history = History(db)

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
