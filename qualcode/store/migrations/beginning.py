"""The first schema: documents and who speaks in them, codings, memos, history."""

from __future__ import annotations

M001 = """
CREATE TABLE setting (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE document (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    path TEXT NOT NULL,
    text TEXT NOT NULL,
    text_sha256 TEXT NOT NULL,
    source_sha256 TEXT NOT NULL,
    encoding TEXT NOT NULL,
    format TEXT NOT NULL,
    layout TEXT NOT NULL,
    language TEXT NOT NULL,
    words INTEGER NOT NULL,
    header TEXT NOT NULL,
    warnings TEXT NOT NULL
) STRICT;

CREATE TABLE participant (
    id TEXT PRIMARY KEY,
    subject TEXT NOT NULL,
    attributes TEXT NOT NULL
) STRICT;

CREATE TABLE turn (
    document INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
    idx INTEGER NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    speech_start INTEGER NOT NULL,
    speech_stop INTEGER NOT NULL,
    speaker TEXT NOT NULL,
    role TEXT NOT NULL,
    time TEXT NOT NULL,
    participant TEXT REFERENCES participant,
    PRIMARY KEY (document, idx)
) STRICT, WITHOUT ROWID;
CREATE INDEX turn_participant ON turn (participant);

CREATE TABLE unit (
    document INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
    idx INTEGER NOT NULL,
    turn INTEGER NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    PRIMARY KEY (document, idx)
) STRICT, WITHOUT ROWID;

CREATE TABLE codebook (
    digest TEXT PRIMARY KEY,
    version TEXT NOT NULL,
    content TEXT NOT NULL,
    first_used TEXT NOT NULL
) STRICT;

-- Which engine and codebook the proposals of a document were made with.
CREATE TABLE coded (
    document INTEGER PRIMARY KEY REFERENCES document ON DELETE CASCADE,
    key TEXT NOT NULL
) STRICT;

CREATE TABLE coding (
    id TEXT PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES document ON DELETE RESTRICT,
    turn INTEGER NOT NULL,
    unit INTEGER NOT NULL,
    unit_last INTEGER NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL CHECK (stop > start),
    code TEXT NOT NULL,
    coder TEXT NOT NULL,
    source TEXT NOT NULL,
    quote TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    status TEXT NOT NULL,
    review TEXT NOT NULL,
    about TEXT NOT NULL,
    about_by TEXT NOT NULL,
    view_of TEXT NOT NULL,
    score REAL,
    evidence TEXT NOT NULL,
    codebook TEXT NOT NULL,
    decided_by TEXT NOT NULL,
    decided_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX coding_place ON coding (document, start);

CREATE TABLE memo (
    id TEXT PRIMARY KEY,
    target TEXT NOT NULL,
    target_id TEXT NOT NULL,
    author TEXT NOT NULL,
    at TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT;
CREATE INDEX memo_target ON memo (target, target_id);

CREATE TABLE history (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    action TEXT NOT NULL,
    target TEXT NOT NULL,
    target_id TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    reason TEXT NOT NULL
) STRICT;
CREATE TRIGGER history_is_not_changed BEFORE UPDATE ON history
    BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER history_is_not_removed BEFORE DELETE ON history
    BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
-- INSERT OR REPLACE removes a row without firing the trigger above.
CREATE TRIGGER history_is_not_replaced BEFORE INSERT ON history
    WHEN EXISTS (SELECT 1 FROM history WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
"""
