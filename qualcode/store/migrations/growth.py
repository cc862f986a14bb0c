"""What was added: definitions, undo, queues, editions, search, shares of the work, models."""

from __future__ import annotations

M002 = """
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

M003 = """
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

M004 = f"""
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

M005 = """
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

M006 = """
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

M007 = """
-- What persons did is a little beside what machines propose, and is asked for often.
CREATE INDEX coding_person ON coding (coder, decided_at, code, document) WHERE source = 'person';
CREATE INDEX coding_decided ON coding (decided_by, source, document) WHERE decided_by <> '';
"""

M008 = """
-- Whether the full-text index is up to date is told without reading a text.
CREATE INDEX document_text ON document (text_sha256);
"""

M009 = """
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
