"""What persons say of their reading: that a document has been read to its end."""

from __future__ import annotations

M013 = """
-- Whoever has read a document to the end says no to what is not coded in it.
CREATE TABLE reading (
    document INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
    coder TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (document, coder)
) STRICT, WITHOUT ROWID;
"""
