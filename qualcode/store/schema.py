"""The schema of a project file: numbered migrations, each applied once.

Each migration runs in one transaction together with its record
(``PRAGMA user_version``), so that a file is always of exactly one version.
"""

from __future__ import annotations

from qualcode.store.migrations.beginning import M001
from qualcode.store.migrations.growth import (
    M002,
    M003,
    M004,
    M005,
    M006,
    M007,
    M008,
    M009,
)
from qualcode.store.migrations.reading import M013
from qualcode.store.migrations.speed import M010, M011, M012, M014

APPLICATION_ID = 0x51434F44
"""``QCOD`` in the file's header tells our projects from other SQLite files."""

MIGRATIONS: tuple[str, ...] = (
    *(M001, M002, M003, M004, M005),
    *(M006, M007, M008, M009, M010, M011, M012, M013, M014),
)
"""The n-th script brings a file of version n to version n + 1."""

VERSION = len(MIGRATIONS)
