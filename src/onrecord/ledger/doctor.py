"""Is the ledger sound? Every check looks at what is stored, none trusts what another one found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any
from urllib.parse import quote

import apsw

from onrecord.errors import LedgerError, OnrecordError
from onrecord.ledger import blobs, load, rows
from onrecord.ledger.connect import STORE, connect, fetch, snapshot
from onrecord.ledger.fold import folded, indexed
from onrecord.ledger.handle import Ledger
from onrecord.ledger.nouns import Finding, Severity
from onrecord.ledger.ready import report_day
from onrecord.ledger.schema import MIGRATIONS
from onrecord.model import Record, Report, Span, content_id

REBUILD = "make a new ledger from the captures under blobs/ or from the files they came from"
_DAMAGE = (ValueError, TypeError, LookupError, AttributeError, OnrecordError)
Check = Callable[[Path, apsw.Connection], Iterator[Finding]]


def doctor(ledger: Ledger | Path | str) -> Iterator[Finding]:
    """Everything that is wrong with a ledger, as it is found; nothing is changed. A sound ledger gives nothing.

    Given a path, also says why a ledger cannot be opened at all. A running writer does no harm.
    """
    if isinstance(ledger, Ledger):
        yield from _examine(ledger.path, ledger.connection)
        return
    root = Path(ledger)
    try:
        connection = connect(root, write=False)
    except LedgerError as error:
        yield _error("open", str(root), str(error), REBUILD)
        return
    try:
        yield from _examine(root, connection)
    finally:
        connection.close(True)


def _examine(root: Path, connection: apsw.Connection) -> Iterator[Finding]:
    for name, check in CHECKS:
        try:
            with snapshot(connection, root):
                yield from check(root, connection)
        except (LedgerError, OSError, *_DAMAGE) as error:
            yield _error(name, STORE, f"the check could not be finished: {error}", REBUILD)


def _error(check: str, where: str, problem: str, remedy: str) -> Finding:
    return Finding(Severity.ERROR, check, where, problem, remedy)


def _store(_: Path, connection: apsw.Connection) -> Iterator[Finding]:
    """SQLite's own check of its pages, of the word indexes and of the R*Tree."""
    for (message,) in connection.execute("PRAGMA integrity_check"):
        if message != "ok":
            yield _error("store", STORE, str(message), REBUILD)
    for table, row, parent, _key in connection.execute("PRAGMA foreign_key_check"):
        yield _error("store", f"{table} row {row}", f"its {parent} is missing", REBUILD)


def _schema(_: Path, connection: apsw.Connection) -> Iterator[Finding]:
    """Tables, indexes and views against those of a new ledger."""
    fresh = apsw.Connection(":memory:")
    for migration in MIGRATIONS:
        for statement in migration.statements:
            fetch(fresh, statement)
    stored = "SELECT type, name, tbl_name, sql FROM sqlite_schema"
    made, found = set(fetch(fresh, stored)), set(fetch(connection, stored))
    fresh.close()
    for kind, name, *_rest in sorted(made ^ found, key=str):
        yield _error("schema", f"{kind} {name}", "is not as a ledger of this version has it", REBUILD)


def _sealed(_: Path, connection: apsw.Connection) -> Iterator[Finding]:
    """Origins, readings and the quarantine against the checksums written with them."""
    given = "SELECT record, position, score, fingerprint FROM reading_record WHERE reading = ?"
    for key, digest, *row in connection.execute(f"SELECT n, digest, {rows.READING_COLUMNS} FROM reading"):
        if rows.reading_digest(tuple(row), fetch(connection, given, (key,))) != digest:
            problem = "its records do not have the checksum that was written with it"
            yield _error("sealed", f"reading {key}", problem, REBUILD)
    for table, columns in rows.SEALED:
        for key, digest, *row in connection.execute(f"SELECT n, digest, {columns} FROM {table}"):
            if content_id(row) != digest:
                problem = "does not have the checksum that was written with it"
                yield _error("sealed", f"{table} {key}", problem, REBUILD)


def _reports(_: Path, connection: apsw.Connection) -> Iterator[Finding]:
    """Each report against its id, its words, its readings and its records."""
    for key, report_id in connection.execute("SELECT n, id FROM report ORDER BY n"):
        where = f"report {report_id}"
        yield from _readings(connection, key, where)
        try:
            report = load.report(connection, key)
        except _DAMAGE as error:
            yield _error("reports", where, f"cannot be read back: {error}", REBUILD)
            continue
        if report.id != report_id:
            yield _error("reports", where, f"its fields and text have the id {report.id}", REBUILD)
        yield from _passages(connection, key, report, where)
        yield from _records(connection, key, report)


def _passages(connection: apsw.Connection, key: int, report: Report, where: str) -> Iterator[Finding]:
    found = connection.execute("SELECT span_start, span_end, text FROM passage WHERE report = ?", (key,))
    for start, end, text in found:
        if end > len(report.text) or report.text[start:end] != text:
            stands = report.text[start:end][:60]
            yield _error("evidence", where, f"[{start}:{end}] is kept as {text[:60]!r}, but {stands!r} stands", REBUILD)


def _records(connection: apsw.Connection, key: int, report: Report) -> Iterator[Finding]:
    """Every field of every record against the checksum written with it, every span against the text."""
    stored = {
        n: fields
        for n, *fields in connection.execute(
            "SELECT n, id, digest, first_day, last_day FROM record WHERE report = ?", (key,)
        )
    }
    try:
        loaded = load.records(connection, list(stored))
    except _DAMAGE as error:
        yield _error("records", f"report {report.id}", f"its records cannot be read back: {error}", REBUILD)
        return
    day = report_day(report)
    for n, (record_id, digest, *range_stored) in stored.items():
        if n not in loaded:
            yield _error("records", f"record {record_id}", "no reading, passage or report for it", REBUILD)
            continue
        record = loaded[n].record
        for problem in _record_problems(record, report, digest, tuple(range_stored), day):
            yield _error("records", f"record {record_id}", problem, REBUILD)


def _record_problems(
    record: Record, report: Report, digest: str, range_stored: tuple[Any, ...], day: str | None
) -> Iterator[str]:
    packed = rows.pack(record)
    if rows.digest(record.id, record.evidence.span, packed) != digest:
        yield "its fields do not have the checksum that was written with them"
    if rows.day_range(record, day) != range_stored:
        yield f"is filed under the days {range_stored}, its time says {rows.day_range(record, day)}"
    if record.trigger.span.of(report.text) != record.trigger.text:
        yield f"its trigger is kept as {record.trigger.text!r}, but other words stand there"
    for span in _spans(record):
        if span.end > len(report.text):
            yield f"span [{span.start}:{span.end}] ends after the text ({len(report.text)} characters)"


def _spans(record: Record) -> Iterator[Span]:
    """Every span of the record but the evidence, which `_passages` compares."""
    yield from record.status_words
    yield from (participant.span for participant in record.participants)
    yield from (quantity.span for quantity in record.quantities)
    yield from (part.span for part in (record.time, record.place) if part is not None)
    for link in record.according_to:
        yield from (span for span in (link.source, link.cue) if span is not None)


def _readings(connection: apsw.Connection, key: int, where: str) -> Iterator[Finding]:
    found = fetch(
        connection,
        "SELECT fingerprint, records, (SELECT count(*) FROM reading_record m WHERE m.reading = g.n) "
        "FROM reading g WHERE report = ?",
        (key,),
    )
    if not found:
        yield _error("readings", where, "has no reading: it was filed by half", REBUILD)
    for fingerprint, told, counted in found:
        if told != counted:
            yield _error("readings", where, f"reading {fingerprint} gave {told} records, {counted} are here", REBUILD)


def _names(_: Path, connection: apsw.Connection) -> Iterator[Finding]:
    for name, kept in connection.execute("SELECT name, folded FROM name"):
        if folded(name) != kept:
            yield _error("names", f"name {name!r}", f"is filed as {kept!r}, searched as {folded(name)!r}", REBUILD)
    for table, column in _NAME_COLUMNS:
        missing = f"SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL EXCEPT SELECT name FROM name"
        for (name,) in connection.execute(missing):
            yield _error("names", f"{table}.{column}", f"{name!r} cannot be searched for", REBUILD)


_NAME_COLUMNS = (
    ("participant", "name"),
    ("according_to", "name"),
    ("record", "place_name"),
    ("report", "outlet"),
)


def _points(_: Path, connection: apsw.Connection) -> Iterator[Finding]:
    found = connection.execute(
        "SELECT r.id, r.n FROM record r LEFT JOIN record_point q ON q.n = r.n WHERE r.lat IS NOT NULL AND "
        "(q.n IS NULL OR NOT (r.lat BETWEEN q.south AND q.north AND r.lon BETWEEN q.west AND q.east "
        "AND q.north - q.south < 0.001 AND q.east - q.west < 0.001))"
    )
    for record_id, _key in found:
        yield _error("points", f"record {record_id}", "is not where the R*Tree has it", REBUILD)
    stray = "SELECT q.n FROM record_point q LEFT JOIN record r ON r.n = q.n WHERE r.lat IS NULL"
    for (key,) in connection.execute(stray):
        yield _error("points", f"record_point {key}", "no record has this point", REBUILD)


_INDEXED = (("passage_words", ("text",)), ("report_words", ("title", "body")))


def _word_index(root: Path, _: apsw.Connection) -> Iterator[Finding]:
    """Both word indexes against indexes made anew in memory, word by word."""
    fresh = apsw.Connection(
        ":memory:", flags=apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE | apsw.SQLITE_OPEN_URI
    )
    try:
        fresh.execute("ATTACH ? AS kept", (f"file:{quote(str((root / STORE).absolute()))}?mode=ro",))
        fresh.execute("BEGIN")
        for table, columns in _INDEXED:
            made = "SELECT sql FROM kept.sqlite_schema WHERE name = ?"
            fresh.execute(fetch(fresh, made, (table,))[0][0])
            fresh.executemany(
                f"INSERT INTO main.{table} (rowid, {', '.join(columns)}) VALUES (?, {', '.join('?' * len(columns))})",
                _texts(fresh, table),
            )
            if (word := _difference(fresh, table)) is not None:
                yield _error("words", table, f"is not the index of the stored text, first at {word!r}", REBUILD)
    finally:
        fresh.close(True)


def _texts(connection: apsw.Connection, table: str) -> Iterator[tuple[Any, ...]]:
    """What was put into a word index when its rows were filed."""
    if table == "passage_words":
        for key, text in connection.execute("SELECT n, text FROM kept.passage"):
            yield key, indexed(text)
        return
    # A report is indexed once, with the body that its first reading knew.
    first = "SELECT min(n) FROM kept.reading WHERE report = p.n"
    for key, title, text, blocks in connection.execute(
        f"SELECT p.n, p.title, p.text, g.blocks FROM kept.report p JOIN kept.reading g ON g.n = ({first})"
    ):
        yield key, indexed(title or ""), indexed(Report(text, blocks=load.blocks(blocks)).body())


def _difference(connection: apsw.Connection, table: str) -> str | None:
    """The first word or row at which the kept index differs from the fresh one; None if they are equal."""
    rows_of = "SELECT id, sz FROM {}." + f"{table}_docsize"
    for one, other in (("main", "kept"), ("kept", "main")):
        if lone := fetch(connection, f"{rows_of.format(one)} EXCEPT {rows_of.format(other)} LIMIT 1"):
            return f"row {lone[0][0]}"
    for schema in ("main", "kept"):
        connection.execute(f"CREATE VIRTUAL TABLE temp.{schema}_{table} USING fts5vocab({schema}, {table}, instance)")
    kept, fresh = (
        connection.execute(f"SELECT term, doc, col, offset FROM temp.{schema}_{table}") for schema in ("kept", "main")
    )
    # In the index terms are sorted, and so are the documents of a term.
    for one, other in zip_longest(kept, fresh):
        if one != other:
            return str((one or other)[0])
    return None


def _captures(root: Path, connection: apsw.Connection) -> Iterator[Finding]:
    """Every capture hashed again; files that belong to none."""
    known: set[str] = set()
    remedy = "put the original file back in its place, or make a new ledger from the originals"
    for sha256, size in connection.execute("SELECT sha256, size FROM blob"):
        known.add(sha256)
        path = blobs.blob_path(root, sha256)
        where = f"blobs/{sha256[:2]}/{sha256}"
        if not path.is_file():
            yield _error("captures", where, "is missing", remedy)
        elif path.stat().st_size != size or blobs.hash_file(path) != sha256:
            yield _error("captures", where, f"is not what was taken in ({size} bytes with this SHA-256)", remedy)
    for path in blobs.stored(root):
        if path.name not in known:
            # Left by a program that was killed between keeping the capture and filing its report.
            problem = "belongs to no report"
            yield Finding(Severity.NOTE, "captures", str(path.relative_to(root)), problem, "it may be deleted")


CHECKS: tuple[tuple[str, Check], ...] = (
    ("store", _store),
    ("schema", _schema),
    ("sealed", _sealed),
    ("reports", _reports),
    ("names", _names),
    ("points", _points),
    ("words", _word_index),
    ("captures", _captures),
)
