-- The whole library in one row: its name (random, so that an index of another library is known for one) and the
-- number of the last change to a plan.
CREATE TABLE library (
    only     INTEGER PRIMARY KEY CHECK (only = 1),
    name     TEXT NOT NULL,
    revision INTEGER NOT NULL
);
INSERT INTO library VALUES (1, lower(hex(randomblob(16))), 0);

-- A document, by content.
CREATE TABLE source (
    sha256 TEXT PRIMARY KEY,
    id     TEXT NOT NULL UNIQUE,
    bytes  INTEGER NOT NULL,
    state  TEXT NOT NULL CHECK (state IN ('done', 'failed', 'waiting')),
    reason TEXT
) WITHOUT ROWID;

-- Every path under which a content was imported.
CREATE TABLE path (
    sha256 TEXT NOT NULL REFERENCES source ON DELETE CASCADE,
    path   TEXT NOT NULL,
    PRIMARY KEY (sha256, path)
) WITHOUT ROWID;

-- What is listed, sorted and counted of a plan.
CREATE TABLE plan (
    id            TEXT PRIMARY KEY REFERENCES source (id) ON DELETE CASCADE,
    revision      INTEGER NOT NULL,
    province      TEXT,
    current_code  TEXT,
    code          TEXT,
    issued_on     TEXT,
    number        TEXT,
    number_key    TEXT,
    objectives    INTEGER NOT NULL,
    tasks         INTEGER NOT NULL,
    owners        INTEGER NOT NULL,
    deadlines     INTEGER NOT NULL,
    summary       TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX plan_revision ON plan (revision);
CREATE INDEX plan_number ON plan (number_key) WHERE number_key IS NOT NULL;

-- The record itself, apart, so that lists do not read it.
CREATE TABLE record (
    id   TEXT PRIMARY KEY REFERENCES plan ON DELETE CASCADE,
    json TEXT NOT NULL
);

-- Plans that were taken out, so that an index that is behind can take them out as well.
CREATE TABLE removed (
    id       TEXT PRIMARY KEY,
    revision INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX removed_revision ON removed (revision);
