"""Codings laid out anew, so that a million of them are counted and written in seconds."""

from __future__ import annotations

from qualcode.store.migrations.growth import DOUBT

M010 = """
-- All that tables count stands in this index, in the order of the text, so that counting a
-- million codings reads no quote and no evidence.
DROP INDEX coding_place;
CREATE INDEX coding_place ON coding (document, start, stop, code, review, source, coder, status,
    turn, unit, unit_last, about, decided_by);
-- Which turns, and so which persons, have a code is told by this one alone.
DROP INDEX coding_code;
CREATE INDEX coding_code ON coding (code, review, document, start, stop, source, turn, status);
-- Who writes the definition with the decision need not have it written once more.
DROP TRIGGER decision_knows_its_definition;
CREATE TRIGGER decision_knows_its_definition AFTER UPDATE OF review ON coding
    WHEN (NEW.review <> 'proposed' OR NEW.source = 'person') AND NEW.definition <>
        coalesce((SELECT digest FROM code_definition WHERE code = NEW.code), '')
    BEGIN UPDATE coding SET definition =
        coalesce((SELECT digest FROM code_definition WHERE code = NEW.code), '')
        WHERE id = NEW.id; END;
"""

_CODING = (
    "id, document, turn, unit, unit_last, start, stop, code, coder, source, quote, before, after,"
    " status, review, about, about_by, view_of, score, evidence, codebook, decided_by, decided_at,"
    " definition"
)

M011 = f"""
-- Rows in the order in which they come, no more in that of their names: new ones go to the end,
-- and an index carries a number instead of a name. `id` is the last of each index that was read
-- without its rows. What stamps a coding by hand is whoever adds it: a trigger that looks at every
-- proposal took half of the time of writing them.
CREATE TABLE coding_in_order (
    id TEXT NOT NULL PRIMARY KEY,
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
    decided_at TEXT NOT NULL,
    definition TEXT NOT NULL DEFAULT ''
) STRICT;
INSERT INTO coding_in_order ({_CODING}) SELECT {_CODING} FROM coding ORDER BY document, start;
DROP TABLE coding;
ALTER TABLE coding_in_order RENAME TO coding;
CREATE INDEX coding_doubt ON coding
    (review, ({DOUBT}) DESC, document, start, stop, code, source, id);
CREATE INDEX coding_code ON coding
    (code, review, document, start, stop, source, turn, status, id);
CREATE INDEX coding_place ON coding (document, start, stop, code, review, source, coder, status,
    turn, unit, unit_last, about, decided_by, id);
CREATE INDEX coding_person ON coding (coder, decided_at, code, document) WHERE source = 'person';
CREATE INDEX coding_decided ON coding (decided_by, source, document) WHERE decided_by <> '';
CREATE TRIGGER decision_knows_its_definition AFTER UPDATE OF review ON coding
    WHEN (NEW.review <> 'proposed' OR NEW.source = 'person') AND NEW.definition <>
        coalesce((SELECT digest FROM code_definition WHERE code = NEW.code), '')
    BEGIN UPDATE coding SET definition =
        coalesce((SELECT digest FROM code_definition WHERE code = NEW.code), '')
        WHERE id = NEW.id; END;
"""

M012 = """
-- On what ground it is known whom a coding is about is counted under tables by whom.
DROP INDEX coding_place;
CREATE INDEX coding_place ON coding (document, start, stop, code, review, source, coder, status,
    turn, unit, unit_last, about, about_by, decided_by, id);
-- Who coded by hand, and where, is told without going through all that they coded.
CREATE INDEX coding_hand ON coding (coder, document) WHERE source = 'person';
"""

M014 = """
-- Which decisions were made under which definition, which `status` asks for each code.
CREATE INDEX coding_defined ON coding (code, definition) WHERE definition <> '';
"""
