"""What a block of work changes, written down by the database itself.

Temporary triggers note each row before and after. So no verb can forget to
record what it did, whichever shelf it went through, and an event of the history
always knows enough to be taken back.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from qualcode.model.change import Change, changed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from qualcode.store.connection import Connection

UNRECORDED = frozenset(
    {"history", "codebook", "code_definition", "coded", "place", "document", "unit", "edition"}
    | {"model_request", "model_reply"}
)
"""Tables whose rows are not noted.

The history is append-only; versions of codebooks only come, and their definitions
follow from the file, as do the marks of what is coded under them; where somebody
stands in a queue, or what a model answered, is no part of the study;
and texts are kept once, not twice: see `_TEXTS` for when they are noted after all.
"""

_TEXTS = ("document", "unit", "edition")
"""Tables whose rows are noted where a document goes whole, to come back from the history."""
_NAMES = ("id", "name")
"""Of a document, its name may change: that is noted always."""

_STAMPED = ("definition",)
"""Columns that the file fills in by itself when a row is written, so they are put back last."""


class Journal:
    """Notes of changes in one open project file."""

    def __init__(self, db: Connection) -> None:
        self._db = db
        self._tables: dict[str, _Table] = {}

    @contextmanager
    def running(self, *, texts: bool = False) -> Iterator[None]:
        """Note every change that happens inside; `prepare` before the transaction begins.

        Args:
            texts: Note documents that come or go, too, with all their text.
        """
        self._db.execute("DELETE FROM changed")
        self._db.execute("INSERT INTO recording VALUES (?)", (texts,))
        yield
        self._db.execute("DELETE FROM recording")

    def changes(self) -> list[Change]:
        """Return what has been noted: each row once, as it was first and is last."""
        rows = self._db.execute("SELECT kind, old, new FROM changed ORDER BY seq")
        states: dict[tuple[str, str], list[Any]] = {}
        for kind, old, new in rows:
            former = json.loads(old) if old else None
            later = json.loads(new) if new else None
            key = {name: (former or later or {})[name] for name in self._tables[kind].key}
            state = states.setdefault((kind, json.dumps(key)), [key, former, later])
            state[2] = later
        found = [_change(kind, *state) for (kind, _), state in states.items()]
        return [each for each in found if each.before != each.after]

    def apply(self, changes: Iterable[Change]) -> None:
        """Make changes, whatever the rows are now; ask `differing` first."""
        self._db.execute("PRAGMA defer_foreign_keys = ON")
        for change in changes:
            self._tables[change.kind].apply(self._db, change)

    def row(self, change: Change) -> dict[str, Any] | None:
        """Return the row that a change is of, as it is now; None when there is none."""
        return self._tables[change.kind].row(self._db, change.key)

    def differing(self, changes: Iterable[Change]) -> list[Change]:
        """Return those changes whose former state is not what the rows are now."""
        return [each for each in changes if not self._tables[each.kind].holds(self._db, each)]

    def prepare(self) -> None:
        """Lay out the notes, once for each connection, outside of a transaction."""
        if self._tables:
            return
        self._db.execute("CREATE TEMP TABLE recording (texts INTEGER)")
        self._db.execute(
            "CREATE TEMP TABLE changed (seq INTEGER PRIMARY KEY, kind TEXT, old TEXT, new TEXT)"
        )
        names = self._db.execute(
            "SELECT name FROM main.sqlite_schema WHERE type = 'table'"
            " AND sql NOT LIKE 'CREATE VIRTUAL%' AND name NOT LIKE 'sqlite_%' ORDER BY name"
        ).fetchall()
        for (name,) in names:
            is_noted = name in _TEXTS or name not in UNRECORDED
            if is_noted and not name.startswith("word"):
                self._tables[name] = table = _Table(self._db, name)
                for trigger in table.triggers():
                    self._db.execute(trigger)


class _Table:
    """A table as the journal needs it: its key, and its rows as JSON."""

    def __init__(self, db: Connection, name: str) -> None:
        columns = db.execute(f"PRAGMA main.table_info({name})").fetchall()
        self.name = name
        self.key = [row[1] for row in sorted(columns, key=lambda row: row[5]) if row[5]]
        self.columns = {row[1]: row[2] for row in columns}
        self._where = " AND ".join(f"{column} = ?" for column in self.key)

    def triggers(self) -> Iterator[str]:
        """Yield the statements that note what happens to the table."""
        sides = {"INSERT": ("NULL", self._json("NEW")), "DELETE": (self._json("OLD"), "NULL")}
        is_text = self.name in _TEXTS
        if self.name == "document":
            sides["UPDATE"] = (self._json("OLD", _NAMES), self._json("NEW", _NAMES))
        elif not is_text:
            sides["UPDATE"] = (self._json("OLD"), self._json("NEW"))
        for verb, (old, new) in sides.items():
            running = " WHERE texts" if is_text and verb != "UPDATE" else ""
            yield (
                f"CREATE TEMP TRIGGER note_{verb}_{self.name} AFTER {verb} ON main.{self.name}"
                f" WHEN EXISTS (SELECT 1 FROM recording{running}) BEGIN"
                f" INSERT INTO changed (kind, old, new) VALUES ('{self.name}', {old}, {new}); END"
            )

    def row(self, db: Connection, key: Mapping[str, Any]) -> dict[str, Any] | None:
        """Return a row as it is now."""
        query = f"SELECT {self._json(self.name)} FROM {self.name} WHERE {self._where}"
        found = db.execute(query, [key[column] for column in self.key]).fetchone()
        return dict(json.loads(found[0])) if found else None

    def holds(self, db: Connection, change: Change) -> bool:
        """Tell whether the row is as the change says it was before."""
        row = self.row(db, change.key)
        if row is None or change.before is None:
            return row is change.before
        return all(row.get(name) == value for name, value in change.before.items())

    def apply(self, db: Connection, change: Change) -> None:
        """Bring the row to the state after the change."""
        keys = [change.key[column] for column in self.key]
        if change.after is None:
            db.execute(f"DELETE FROM {self.name} WHERE {self._where}", keys)
            return
        if change.before is None:
            names = ", ".join(change.after)
            marks = ", ".join("?" * len(change.after))
            values = list(change.after.values())
            db.execute(f"INSERT INTO {self.name} ({names}) VALUES ({marks})", values)
        else:
            self._update(db, change.after, keys)
        stamped = {name: change.after[name] for name in _STAMPED if name in change.after}
        self._update(db, stamped, keys)

    def _update(self, db: Connection, values: Mapping[str, Any], keys: list[Any]) -> None:
        if values:
            fields = ", ".join(f"{name} = ?" for name in values)
            statement = f"UPDATE {self.name} SET {fields} WHERE {self._where}"
            db.execute(statement, [*values.values(), *keys])

    def _json(self, row: str, names: Iterable[str] = ()) -> str:
        """Return the SQL for a row, or some columns of it, as JSON; numbers with all digits."""
        columns = names or self.columns
        pairs = ", ".join(f"'{name}', {self._exact(row, name)}" for name in columns)
        return f"json_object({pairs})"

    def _exact(self, row: str, name: str) -> str:
        column = f"{row}.{name}"
        is_real = self.columns[name] == "REAL"
        return f"iif({column} IS NULL, NULL, printf('%!.17g', {column}))" if is_real else column


def _change(kind: str, key: dict[str, Any], before: Any, after: Any) -> Change:
    if before is None or after is None:
        return Change(kind, key, before, after)
    change = changed(kind, key, before, after)
    if not change.before:
        return change
    stamps = {name: before[name] for name in _STAMPED if name in before}
    news = {name: after[name] for name in _STAMPED if name in after}
    return Change(kind, key, {**change.before, **stamps}, {**(change.after or {}), **news})
