"""Opening a project file: what is ours, what is not, and who holds it.

SQLite's own errors are turned here, and only here, into errors that say what to
do. Foreign files are distrusted: the header, the application id and the version
are looked at before anything is read.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from qualcode.errors import ConflictError, DataError
from qualcode.store.patterns import register
from qualcode.store.schema import APPLICATION_ID, MIGRATIONS, VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WAIT_SECONDS = 5.0
"""How long a second process waits for the first before it gives up."""

_CACHE = 16_000
"""Kibibytes of the file that a connection keeps at hand; SQLite's own 2,000 are read over and over
where a million codings are counted."""

_MAGIC = b"SQLite format 3\x00"


class Cursor(sqlite3.Cursor):
    """A cursor whose errors are qualcode's own: damage may only show at a later row."""

    label = ""

    def __next__(self) -> Any:
        try:
            return super().__next__()
        except sqlite3.DatabaseError as error:
            raise _turned(self.label, error) from error

    def fetchone(self) -> Any:
        """Return the next row; see `sqlite3.Cursor.fetchone`."""
        return next(self, None)

    def fetchmany(self, size: int | None = 1) -> list[Any]:
        """Return some rows, much quicker than one by one; see `sqlite3.Cursor.fetchmany`."""
        try:
            return super().fetchmany(size)
        except sqlite3.DatabaseError as error:
            raise _turned(self.label, error) from error

    def fetchall(self) -> list[Any]:
        """Return all rows that are left; see `sqlite3.Cursor.fetchall`."""
        with translated(self.label):
            return super().fetchall()


class Connection(sqlite3.Connection):
    """A connection whose errors are qualcode's own."""

    label = "the project"

    def execute(self, *args: Any) -> sqlite3.Cursor:
        """Run one statement; see `sqlite3.Connection.execute`."""
        cursor = self.cursor(Cursor)
        cursor.label = self.label
        with translated(self.label):
            return cursor.execute(*args)

    def executemany(self, *args: Any) -> sqlite3.Cursor:
        """Run one statement for many rows; see `sqlite3.Connection.executemany`."""
        with translated(self.label):
            return super().executemany(*args)


def create(path: Path) -> Connection:
    """Make a new, empty project file.

    Raises:
        ConflictError: When there is a file already.
        DataError: When the folder cannot be written to.
    """
    if path.exists():
        raise ConflictError(f"{path} exists already", hint="choose another name")
    with translated(str(path)):
        db = _connect(f"file:{quote(str(path))}?mode=rwc", str(path))
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    migrate(db)
    return db


def create_in_memory() -> Connection:
    """Make a project that lives as long as the process."""
    db = _connect(":memory:", "the project in memory")
    migrate(db)
    return db


def copy_in_memory(db: Connection) -> Connection:
    """Copy a whole project into memory: to try something out on."""
    copy = _connect(":memory:", "the copy in memory")
    with translated(db.label):
        db.backup(copy)
    return copy


def open_file(path: Path) -> Connection:
    """Open a project file, bringing it to the present schema if it is older.

    Raises:
        DataError: When it is missing, not one of ours, damaged, or made by a newer version.
        ConflictError: When another process holds it.
    """
    _look_at_header(path)
    with translated(str(path)):
        db = _connect(f"file:{quote(str(path))}?mode=rw", str(path))
    try:
        _bring_up_to_date(db, path)
    except BaseException:
        db.close()
        raise
    return db


def _bring_up_to_date(db: Connection, path: Path) -> None:
    if db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise DataError(
            f"{path} is a SQLite file, but not a qualcode project",
            hint="`qualcode init` makes a project",
        )
    version = _version(db)
    if version > VERSION:
        raise DataError(
            f"{path} was made by a newer qualcode (schema {version}, this one knows {VERSION})",
            hint="pip install --upgrade qualcode",
        )
    if version < VERSION:
        back_up(db, path, version)
        migrate(db)


def back_up(db: Connection, path: Path, version: int) -> Path:
    """Copy a project file beside itself before its schema changes."""
    copy = path.with_name(f"{path.name}.v{version}.bak")
    with translated(str(copy)):
        target = sqlite3.connect(copy)
        try:
            db.backup(target)
        finally:
            target.close()
    return copy


def migrate(db: Connection) -> None:
    """Apply the migrations a file has not seen, each in one transaction with its record.

    References are not enforced meanwhile: where a table is made anew, rows that refer to it
    must not go with the old one.
    """
    db.execute("PRAGMA foreign_keys = OFF")
    try:
        for number in range(_version(db), VERSION):
            record = f"PRAGMA user_version = {number + 1}"
            script = f"BEGIN IMMEDIATE;{MIGRATIONS[number]}{record};COMMIT;"
            with translated(db.label):
                db.executescript(script)
    finally:
        db.execute("PRAGMA foreign_keys = ON")


@contextmanager
def translated(label: str) -> Iterator[None]:
    """Turn SQLite's errors into errors with a way out."""
    try:
        yield
    except sqlite3.IntegrityError:
        raise
    except sqlite3.DatabaseError as error:
        raise _turned(label, error) from error


def _turned(label: str, error: sqlite3.DatabaseError) -> Exception:
    if isinstance(error, sqlite3.OperationalError):
        if error.sqlite_errorname == "SQLITE_READONLY_DBMOVED":
            return DataError(
                f"{label} has been removed or renamed while it was open",
                hint="put it back and go on; what was confirmed before is in it",
            )
        return _operational(label, str(error))
    return DataError(f"{label} is damaged: {error}", hint="restore it from a backup")


def _operational(label: str, reason: str) -> Exception:
    if "locked" in reason:
        return ConflictError(
            f"{label} is in use by another process",
            hint="wait until the other qualcode has finished, then run this again",
        )
    if "readonly" in reason or "unable to open" in reason:
        return DataError(f"cannot write to {label}", hint="check the rights of file and folder")
    if "full" in reason:
        return DataError(f"no room left on the disk of {label}", hint="free some, then run again")
    return DataError(f"{label}: {reason}")


def _connect(address: str, label: str) -> Connection:
    db = sqlite3.connect(
        address, uri=True, timeout=WAIT_SECONDS, isolation_level=None, factory=Connection
    )
    db.label = label
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA trusted_schema = OFF")
    db.execute(f"PRAGMA cache_size = -{_CACHE}")
    register(db)
    return db


def _version(db: Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def _look_at_header(path: Path) -> None:
    if not path.exists():
        raise DataError(f"there is no project file {path}", hint="`qualcode init` makes one")
    try:
        with path.open("rb") as file:
            magic = file.read(len(_MAGIC))
    except OSError as error:
        raise DataError(f"cannot read {path}: {error.strerror}") from error
    if magic != _MAGIC:
        raise DataError(f"{path} is not a qualcode project", hint="`qualcode init` makes one")
