"""The history of the schema, read top-down: numbered migrations, each applied once.

Each migration runs in one transaction together with its record
(``PRAGMA user_version``), so that a file is always of exactly one version.
"""

from __future__ import annotations

APPLICATION_ID = 0x51434F44
"""``QCOD`` in the file's header tells our projects from other SQLite files."""

_M001 = """
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

_M002 = """
-- What each code is defined as now, by digest; see `qualcode.codebook.definitions`.
CREATE TABLE code_definition (
    code TEXT PRIMARY KEY,
    digest TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The definition that a person had before them when they decided; empty for proposals.
ALTER TABLE coding ADD COLUMN definition TEXT NOT NULL DEFAULT '';

-- Whoever writes a decision, the definition is noted with it.
CREATE TRIGGER decision_knows_its_definition AFTER UPDATE OF review ON coding
    WHEN NEW.review <> 'proposed' OR NEW.source = 'person'
    BEGIN UPDATE coding SET definition =
        coalesce((SELECT digest FROM code_definition WHERE code = NEW.code), '')
        WHERE id = NEW.id; END;
CREATE TRIGGER hand_coding_knows_its_definition AFTER INSERT ON coding
    WHEN NEW.definition = '' AND (NEW.review <> 'proposed' OR NEW.source = 'person')
    BEGIN UPDATE coding SET definition =
        coalesce((SELECT digest FROM code_definition WHERE code = NEW.code), '')
        WHERE id = NEW.id; END;
"""

_M003 = """
-- Where the text stands in its source (pages, rows, times), as JSON; see `model.landmark`.
ALTER TABLE document ADD COLUMN landmarks TEXT NOT NULL DEFAULT '[]';
"""

DOUBT = """
CASE WHEN score IS NOT NULL THEN CAST(1000 - 2000 * abs(score - 0.5) AS INTEGER)
ELSE CASE status
    WHEN 'ironic' THEN 700 WHEN 'attributed' THEN 500 WHEN 'hypothetical' THEN 450
    WHEN 'normative' THEN 450 WHEN 'question' THEN 450 WHEN 'historical' THEN 400
    WHEN 'denied' THEN 400 WHEN 'partial' THEN 350 ELSE 200 END
  + CASE about_by WHEN 'unclear' THEN 150 WHEN 'inferred' THEN 50 ELSE 0 END
  + min(length(evidence) / 10, 100) END
"""
"""How much there is to doubt in a coding, from 0 to 1000: the order of review.

A score tells directly; a rule is doubted more the harder its status is to judge,
and the more there was to say for and against. It is part of an index: to change it
takes a new migration that makes the index anew.
"""

_M004 = f"""
-- Whose work an event is (empty: cannot be taken back), and which event an undo or redo speaks of.
ALTER TABLE history ADD COLUMN owner TEXT NOT NULL DEFAULT '';
ALTER TABLE history ADD COLUMN of INTEGER NOT NULL DEFAULT 0;
CREATE INDEX history_owner ON history (owner, id, action, of);

-- What somebody wants to come back to.
CREATE TABLE flag (
    coding TEXT NOT NULL REFERENCES coding ON DELETE CASCADE,
    coder TEXT NOT NULL,
    PRIMARY KEY (coding, coder)
) STRICT, WITHOUT ROWID;

-- Where somebody stands in a queue: the coding before them, and those they put off.
CREATE TABLE place (
    coder TEXT NOT NULL,
    queue TEXT NOT NULL,
    coding TEXT NOT NULL,
    skipped TEXT NOT NULL,
    PRIMARY KEY (coder, queue)
) STRICT, WITHOUT ROWID;

CREATE INDEX coding_doubt ON coding (review, ({DOUBT}) DESC, document, start, stop, code, source);
CREATE INDEX coding_code ON coding (code, review, document, start, stop, source);
DROP INDEX coding_place;
CREATE INDEX coding_place ON coding (document, start, stop, code, review, source, coder);
"""

_M005 = """
-- Texts that a document had before a corrected one took their place, each once, by its hash.
CREATE TABLE edition (
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
    text_sha256 TEXT NOT NULL,
    text TEXT NOT NULL,
    path TEXT NOT NULL,
    head TEXT NOT NULL,
    turns TEXT NOT NULL,
    places TEXT NOT NULL,
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    UNIQUE (document, text_sha256)
) STRICT;

-- Codings whose words are not in the present text: whole rows as JSON, so that nothing counts them.
CREATE TABLE lost (
    id TEXT PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES document ON DELETE RESTRICT,
    edition INTEGER NOT NULL REFERENCES edition,
    at TEXT NOT NULL,
    coding TEXT NOT NULL,
    flags TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX lost_document ON lost (document);
"""

_M006 = """
-- The full-text index, made by the first search; see `store.words`. It keeps no text of its own.
CREATE VIRTUAL TABLE word USING fts5 (
    text, content = '', columnsize = 0, tokenize = 'unicode61 remove_diacritics 0'
);
-- Numbers are never given twice, so that what the index says of a text that is gone is left aside.
CREATE TABLE word_document (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    document INTEGER NOT NULL UNIQUE REFERENCES document ON DELETE CASCADE,
    text_sha256 TEXT NOT NULL
) STRICT;

-- Which documents are whose to code; see `workflow.assigning`.
CREATE TABLE assignment (
    document INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
    coder TEXT NOT NULL,
    PRIMARY KEY (document, coder)
) STRICT, WITHOUT ROWID;
"""

_M007 = """
-- What persons did is a little beside what machines propose, and is asked for often.
CREATE INDEX coding_person ON coding (coder, decided_at, code, document) WHERE source = 'person';
CREATE INDEX coding_decided ON coding (decided_by, source, document) WHERE decided_by <> '';
"""

_M008 = """
-- Whether the full-text index is up to date is told without reading a text.
CREATE INDEX document_text ON document (text_sha256);
"""

_M009 = """
-- What language models were asked, and what they said; see `store.replies`.
CREATE TABLE model_request (
    id TEXT NOT NULL,
    document INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
    text_sha256 TEXT NOT NULL,
    wording TEXT NOT NULL,
    codes TEXT NOT NULL,
    sentences TEXT NOT NULL,
    turns TEXT NOT NULL,
    PRIMARY KEY (id, document)
) STRICT, WITHOUT ROWID;
CREATE INDEX model_request_document ON model_request (document, wording);
CREATE TABLE model_reply (
    request TEXT NOT NULL,
    model TEXT NOT NULL,
    content TEXT NOT NULL,
    usable INTEGER NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (request, model)
) STRICT, WITHOUT ROWID;
"""

_M010 = """
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

_M011 = f"""
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

MIGRATIONS: tuple[str, ...] = (
    *(_M001, _M002, _M003, _M004, _M005),
    *(_M006, _M007, _M008, _M009, _M010, _M011),
)
"""The n-th script brings a file of version n to version n + 1."""

VERSION = len(MIGRATIONS)
