"""Rows of numbers kept by the hash of their text, in a file beside the project.

Making them takes minutes, and they follow from the texts: so they are kept, but not in
the project itself. The file may be deleted at any time; one that is damaged is made anew.
It holds no text, yet what it holds was made from texts: treat it as confidential.
"""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

_TABLE = "CREATE TABLE IF NOT EXISTS vector (key BLOB PRIMARY KEY, row BLOB NOT NULL) WITHOUT ROWID"


class Vectors:
    """Rows that were made before.

    Args:
        db: A connection to the file.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self.is_damaged = False
        """Some of the file cannot be read or written any more: it has to be made anew."""

    def find(self, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """Return the rows that are kept, by key; of a damaged file what can be read."""
        found: dict[bytes, bytes] = {}
        with self._noting_damage():
            for key in keys:
                row = self._db.execute("SELECT row FROM vector WHERE key = ?", (key,)).fetchone()
                if row:
                    found[key] = row[0]
        return found

    def keep(self, rows: Mapping[bytes, bytes]) -> None:
        """Keep rows at once: what is done stays done when the rest is broken off.

        On a full disk they are not kept, and made again the next time.
        """
        with self._noting_damage(), self._db:
            self._db.executemany("INSERT OR REPLACE INTO vector VALUES (?, ?)", rows.items())

    @contextmanager
    def _noting_damage(self) -> Iterator[None]:
        """Go on where the disk is full or the file locked, and note where it is damaged."""
        try:
            yield
        except sqlite3.OperationalError:
            return
        except sqlite3.DatabaseError as error:
            if type(error) is not sqlite3.DatabaseError:
                raise  # a fault of ours, not of the file
            self.is_damaged = True


@contextmanager
def kept_vectors(path: Path | None) -> Iterator[Vectors]:
    """Open the file of vectors for as long as the block lasts.

    Args:
        path: The file, made where there is none; None = in memory, nothing stays.
    """
    db = _opened(path)
    vectors = Vectors(db)
    try:
        yield vectors
    finally:
        db.close()
        if path is not None and vectors.is_damaged:
            path.unlink(missing_ok=True)


def key_of(model: str, text: str) -> bytes:
    """Return the key of a text under a model."""
    return hashlib.sha256(f"{model}\0{text}".encode("utf-8", "surrogatepass")).digest()[:16]


def _opened(path: Path | None) -> sqlite3.Connection:
    if path is None:
        return _with_table(":memory:")
    try:
        return _with_table(str(path))
    except sqlite3.OperationalError:  # a folder that cannot be written to
        return _with_table(":memory:")
    except sqlite3.DatabaseError:
        path.unlink(missing_ok=True)
        return _with_table(str(path))


def _with_table(name: str) -> sqlite3.Connection:
    db = sqlite3.connect(name)
    try:
        db.execute(_TABLE)
    except sqlite3.DatabaseError:
        db.close()
        raise
    return db
