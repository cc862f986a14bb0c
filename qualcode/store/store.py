"""The store as the floors above see it: a few shelves of verbs on one project file."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Self

from qualcode.store import connection
from qualcode.store.codebooks import Codebooks
from qualcode.store.codings import Codings
from qualcode.store.documents import Documents
from qualcode.store.excerpts import Excerpts
from qualcode.store.history import History
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
        self.participants = Participants(db)
        self.codebooks = Codebooks(db)
        self.codings = Codings(db)
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
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def damage(self) -> list[str]:
        """Let SQLite look through the whole file; return what it finds wrong."""
        checks = [row[0] for row in self._db.execute("PRAGMA integrity_check")]
        broken = self._db.execute("PRAGMA foreign_key_check").fetchall()
        return [each for each in checks if each != "ok"] + [
            f"a row of {table} refers to a missing {parent}" for table, _, parent, _ in broken
        ]

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
