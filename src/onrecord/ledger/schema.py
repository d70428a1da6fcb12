"""The tables of a ledger, and how an older ledger becomes a newer one.

Rows are only ever added. A report's identity and text are in `report`; everything a version of the program made
of it hangs on a `reading`. `reading_record` says which records a reading gave; those of a report's last reading
are current. docs/ledger.md describes every table and column.
"""

from __future__ import annotations

from dataclasses import dataclass

APPLICATION_ID = 0x6F6E7263
"""Marks an SQLite file as a ledger ("onrc")."""

# fold.py makes the words; the ascii tokenizer takes every non-ASCII character as part of one.
_TOKENIZE = "tokenize='ascii'"


@dataclass(frozen=True, slots=True)
class Migration:
    """The statements that bring a ledger to `version` from the one before it; run in one transaction."""

    version: int
    statements: tuple[str, ...]


_REPORT = """
CREATE TABLE report (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    outlet TEXT,
    published TEXT,
    day TEXT,
    url TEXT,
    title TEXT,
    text TEXT NOT NULL
) STRICT"""

_ORIGIN = """
CREATE TABLE origin (
    n INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES report(n),
    path TEXT NOT NULL,
    member TEXT,
    sha256 TEXT,
    media_type TEXT,
    taken_in TEXT NOT NULL,
    digest TEXT NOT NULL
) STRICT"""

_BLOB = """
CREATE TABLE blob (
    sha256 TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    taken_in TEXT NOT NULL
) STRICT, WITHOUT ROWID"""

_QUARANTINE = """
CREATE TABLE quarantine (
    n INTEGER PRIMARY KEY,
    path TEXT NOT NULL,
    member TEXT,
    sha256 TEXT,
    media_type TEXT,
    reason TEXT NOT NULL,
    at TEXT NOT NULL,
    digest TEXT NOT NULL
) STRICT"""

_READING = """
CREATE TABLE reading (
    n INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES report(n),
    fingerprint TEXT NOT NULL,
    read_at TEXT NOT NULL,
    read INTEGER NOT NULL,
    reason TEXT,
    records INTEGER NOT NULL,
    added INTEGER NOT NULL,
    kept INTEGER NOT NULL,
    superseded INTEGER NOT NULL,
    language TEXT,
    declared_language TEXT,
    outlet_country TEXT,
    dateline TEXT,
    section TEXT,
    bylines TEXT NOT NULL,
    blocks TEXT NOT NULL,
    provenance TEXT NOT NULL,
    flags TEXT NOT NULL,
    digest TEXT NOT NULL
) STRICT"""

_PASSAGE = """
CREATE TABLE passage (
    n INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES report(n),
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL,
    text TEXT NOT NULL,
    UNIQUE (report, span_start, span_end)
) STRICT"""

_RECORD = """
CREATE TABLE record (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    report INTEGER NOT NULL REFERENCES report(n),
    passage INTEGER NOT NULL REFERENCES passage(n),
    trigger_start INTEGER NOT NULL,
    trigger_end INTEGER NOT NULL,
    trigger_text TEXT NOT NULL,
    lemma TEXT NOT NULL,
    type TEXT,
    mode TEXT,
    status TEXT NOT NULL,
    certainty TEXT NOT NULL,
    polarity TEXT NOT NULL,
    time_value TEXT,
    time_start INTEGER,
    time_end INTEGER,
    time_reason TEXT,
    first_day TEXT,
    last_day TEXT,
    place_name TEXT,
    place_start INTEGER,
    place_end INTEGER,
    geonames_id INTEGER,
    country TEXT,
    lat REAL,
    lon REAL,
    precision TEXT,
    place_score REAL,
    digest TEXT NOT NULL
) STRICT"""

_READING_RECORD = """
CREATE TABLE reading_record (
    reading INTEGER NOT NULL REFERENCES reading(n),
    record INTEGER NOT NULL REFERENCES record(n),
    position INTEGER NOT NULL,
    score REAL NOT NULL,
    fingerprint TEXT NOT NULL,
    PRIMARY KEY (reading, record)
) STRICT, WITHOUT ROWID"""

_PARTICIPANT = """
CREATE TABLE participant (
    record INTEGER NOT NULL REFERENCES record(n),
    position INTEGER NOT NULL,
    role TEXT NOT NULL,
    name TEXT NOT NULL,
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL,
    entity TEXT,
    country TEXT,
    sector TEXT,
    PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID"""

_ACCORDING_TO = """
CREATE TABLE according_to (
    record INTEGER NOT NULL REFERENCES record(n),
    position INTEGER NOT NULL,
    name TEXT,
    kind TEXT NOT NULL,
    said_time TEXT,
    source_start INTEGER,
    source_end INTEGER,
    cue_start INTEGER,
    cue_end INTEGER,
    entity TEXT,
    country TEXT,
    sector TEXT,
    PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID"""

_QUANTITY = """
CREATE TABLE quantity (
    record INTEGER NOT NULL REFERENCES record(n),
    position INTEGER NOT NULL,
    value REAL,
    unit TEXT,
    bound TEXT NOT NULL,
    noun INTEGER,
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL,
    PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID"""

_STATUS_WORD = """
CREATE TABLE status_word (
    record INTEGER NOT NULL REFERENCES record(n),
    position INTEGER NOT NULL,
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL,
    PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID"""

_NAME = """
CREATE TABLE name (
    name TEXT PRIMARY KEY,
    folded TEXT NOT NULL
) STRICT, WITHOUT ROWID"""

_INDEXES = (
    "CREATE INDEX report_day ON report(day, n)",
    "CREATE INDEX report_outlet ON report(outlet)",
    "CREATE UNIQUE INDEX origin_once ON origin(report, path, coalesce(member, ''), coalesce(sha256, ''))",
    "CREATE INDEX origin_place ON origin(path, member)",
    "CREATE UNIQUE INDEX quarantine_once ON quarantine(path, coalesce(member, ''), coalesce(sha256, ''), reason)",
    "CREATE INDEX reading_report ON reading(report, n)",
    "CREATE INDEX record_report ON record(report, trigger_start)",
    "CREATE INDEX record_passage ON record(passage)",
    "CREATE INDEX record_status ON record(status)",
    "CREATE INDEX record_type ON record(type)",
    "CREATE INDEX record_day ON record(first_day)",
    "CREATE INDEX record_country ON record(country)",
    "CREATE INDEX record_place ON record(place_name)",
    "CREATE INDEX participant_name ON participant(name)",
    "CREATE INDEX according_to_name ON according_to(name)",
)

_SEARCH = (
    f"CREATE VIRTUAL TABLE passage_words USING fts5(text, content='', {_TOKENIZE})",
    f"CREATE VIRTUAL TABLE report_words USING fts5(title, body, content='', {_TOKENIZE})",
    "CREATE VIRTUAL TABLE record_point USING rtree(n, south, north, west, east)",
)

_CURRENT_READING = """
CREATE VIEW current_reading AS
SELECT * FROM reading AS a WHERE a.n = (SELECT max(b.n) FROM reading AS b WHERE b.report = a.report)"""

_CURRENT_REPORT = """
CREATE VIEW current_report AS
SELECT p.n, p.id, p.outlet, g.outlet_country, p.published, p.url, p.title, p.text,
       g.language, g.declared_language, g.section, g.dateline, g.read, g.reason, g.records, g.fingerprint, g.read_at
FROM report AS p JOIN current_reading AS g ON g.report = p.n"""

_CURRENT_RECORD = """
CREATE VIEW current_record AS
SELECT r.n, r.id, p.id AS report_id, p.outlet, p.published, p.url, p.title, g.language,
       r.status, r.type, r.mode, r.certainty, r.polarity, r.lemma, r.trigger_text,
       (SELECT group_concat(name, '; ') FROM (SELECT name FROM participant
         WHERE record = r.n AND role = 'actor' ORDER BY position)) AS who,
       (SELECT group_concat(role || ': ' || name, '; ') FROM (SELECT role, name FROM participant
         WHERE record = r.n ORDER BY position)) AS participants,
       (SELECT group_concat(coalesce(name, 'an unnamed source'), ', citing ') FROM (SELECT name FROM according_to
         WHERE record = r.n ORDER BY position)) AS according_to,
       r.time_value, r.first_day, r.last_day, r.place_name, r.country, r.lat, r.lon, r.precision,
       s.text AS evidence, s.span_start AS evidence_start, s.span_end AS evidence_end, m.score, m.fingerprint
FROM record AS r
JOIN report AS p ON p.n = r.report
JOIN current_reading AS g ON g.report = r.report
JOIN reading_record AS m ON m.reading = g.n AND m.record = r.n
JOIN passage AS s ON s.n = r.passage"""

# --- schema 2: what a source does in saying it, and entities across reports ---

_SAYING = (
    "ALTER TABLE according_to ADD COLUMN saying TEXT NOT NULL DEFAULT 'said'",
    "ALTER TABLE according_to ADD COLUMN nature TEXT",
    "ALTER TABLE according_to ADD COLUMN addressee TEXT",
    "CREATE INDEX according_to_saying ON according_to(saying)",
)

# Who is who: the rows of an entity, with all that is asked of thousands of them, so that no table row is looked up.
_ENTITY = (
    "CREATE INDEX participant_entity ON participant(entity, country, role, name) WHERE entity IS NOT NULL",
    "CREATE INDEX according_to_entity ON according_to(entity, country, name, nature) WHERE entity IS NOT NULL",
)

_JUDGEMENT = """
CREATE TABLE judgement (
    n INTEGER PRIMARY KEY,
    one TEXT NOT NULL,
    other TEXT NOT NULL,
    verdict TEXT NOT NULL,
    judged_by TEXT NOT NULL,
    at TEXT NOT NULL,
    score REAL NOT NULL,
    note TEXT NOT NULL,
    digest TEXT NOT NULL
) STRICT"""

_JUDGEMENT_INDEXES = (
    "CREATE INDEX judgement_one ON judgement(one)",
    "CREATE INDEX judgement_other ON judgement(other)",
)

_INNERMOST = "(SELECT {} FROM according_to WHERE record = r.n ORDER BY position DESC LIMIT 1)"
_CURRENT_RECORD_SAYING = _CURRENT_RECORD.replace(
    "       r.time_value,",
    f"       {_INNERMOST.format('saying')} AS saying,\n       {_INNERMOST.format('addressee')} AS addressee,\n"
    "       r.time_value,",
)

# --- schema 3: what reviewers say of records ---

# The record's id and not its key, so that a decision can be carried to a ledger that was made anew.
_DECISION = """
CREATE TABLE decision (
    n INTEGER PRIMARY KEY,
    record TEXT NOT NULL REFERENCES record(id),
    verdict TEXT NOT NULL,
    corrected TEXT NOT NULL,
    reviewer TEXT NOT NULL,
    at TEXT NOT NULL,
    note TEXT NOT NULL,
    undoes INTEGER UNIQUE REFERENCES decision(n),
    digest TEXT NOT NULL
) STRICT"""

_DECISION_INDEXES = (
    "CREATE INDEX decision_record ON decision(record)",
    "CREATE INDEX decision_reviewer ON decision(reviewer)",
)

_TOLD_OF = (
    "ALTER TABLE quantity ADD COLUMN kind TEXT",
    "ALTER TABLE record ADD COLUMN contexts TEXT",
    "ALTER TABLE record ADD COLUMN things TEXT",
)

# --- schema 4: sources that say something together ---

_JOINT = "ALTER TABLE according_to ADD COLUMN joint INTEGER NOT NULL DEFAULT 0"
_TOGETHER = """(SELECT group_concat(mark || coalesce(name, 'an unnamed source'), '') FROM (
         SELECT name, iif(position = 0, '', iif(joint, ' and ', ', citing ')) AS mark FROM according_to
         WHERE record = r.n ORDER BY position)) AS according_to,"""
_APART = """(SELECT group_concat(coalesce(name, 'an unnamed source'), ', citing ') FROM (SELECT name FROM according_to
         WHERE record = r.n ORDER BY position)) AS according_to,"""
_CURRENT_RECORD_JOINT = _CURRENT_RECORD_SAYING.replace(_APART, _TOGETHER)

MIGRATIONS: tuple[Migration, ...] = (
    Migration(
        1,
        (
            f"PRAGMA application_id = {APPLICATION_ID}",
            _REPORT,
            _ORIGIN,
            _BLOB,
            _QUARANTINE,
            _READING,
            _PASSAGE,
            _RECORD,
            _READING_RECORD,
            _PARTICIPANT,
            _ACCORDING_TO,
            _QUANTITY,
            _STATUS_WORD,
            _NAME,
            *_INDEXES,
            *_SEARCH,
            _CURRENT_READING,
            _CURRENT_REPORT,
            _CURRENT_RECORD,
        ),
    ),
    Migration(
        2,
        (*_SAYING, *_ENTITY, _JUDGEMENT, *_JUDGEMENT_INDEXES, "DROP VIEW current_record", _CURRENT_RECORD_SAYING),
    ),
    Migration(3, (_DECISION, *_DECISION_INDEXES, *_TOLD_OF)),
    Migration(4, (_JOINT, "DROP VIEW current_record", _CURRENT_RECORD_JOINT)),
)
