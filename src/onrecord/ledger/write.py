"""Filing a report: everything that one reading gave, in one transaction. Rows are added, none is changed."""

from __future__ import annotations

import itertools
import json
from collections.abc import Container, Sequence
from dataclasses import dataclass
from pathlib import Path

import apsw

from onrecord.errors import LedgerError
from onrecord.ledger import blobs, judging, rows
from onrecord.ledger.connect import disk_errors, fetch, transaction
from onrecord.ledger.nouns import Outcome, OutcomeKind
from onrecord.ledger.ready import Ready, report_day
from onrecord.link.retold import revised
from onrecord.model import Origin, Quarantined, Report, content_id

Captured = dict[tuple[str, int, int, int], str]
"""SHA-256 by path, size, time of change and inode, so that a file of many reports is copied once."""


@dataclass(frozen=True, slots=True)
class Capture:
    """The file that a report was taken from, and what it was read as."""

    path: Path | None
    media_type: str | None


@dataclass(frozen=True, slots=True)
class NewReading:
    """What one reading of a report gave."""

    fingerprint: str
    ready: Ready
    read: bool
    reason: str | None


@dataclass(frozen=True, slots=True)
class Last:
    """The reading of a report before this one."""

    n: int
    fingerprint: str


def add(
    root: Path,
    connection: apsw.Connection,
    report: Report,
    reading: NewReading,
    capture: Capture,
    now: str,
    captured: Captured,
) -> Outcome:
    """File one reading of a report; see `Ledger.file`."""
    _check(report, reading)
    origin = _origin(report, capture)
    if is_filed(connection, report, reading.fingerprint, capture):
        return Outcome(OutcomeKind.UNCHANGED, report.id, kept=len(reading.ready.records))
    if capture.path is not None:
        # The capture first: a crash between the two leaves a blob without a row, never a row without its blob.
        blob = _capture(root, capture.path, origin.sha256 if origin else None, captured)
        origin = Origin(origin.path, origin.member, blob.sha256, origin.media_type) if origin else None
    else:
        blob = None
    with transaction(connection, root):
        _add_blob(connection, blob, now)
        n, last = _report_row(connection, report, reading.ready)
        _add_origin(connection, n, origin, now)
        if last is not None and last.fingerprint == reading.fingerprint:
            return Outcome(OutcomeKind.UNCHANGED, report.id, kept=len(reading.ready.records))
        return _add_reading(connection, report, n, last, reading, now)


def _check(report: Report, reading: NewReading) -> None:
    """Refuse rows that were made for another report, and records of a report that was not read."""
    count = len(reading.ready.records)
    if count and not reading.read:
        raise LedgerError(f"report {report.id[:8]}… is marked as not read but comes with {count} records")
    if reading.ready.report_id != report.id:
        raise LedgerError(f"the rows are those of report {reading.ready.report_id[:8]}…, not of {report.id[:8]}…")


def seen(connection: apsw.Connection, report_id: str, fingerprint: str) -> bool:
    """Whether the latest reading of the report was made by these stages."""
    found = fetch(
        connection,
        "SELECT g.fingerprint FROM report p JOIN reading g ON g.report = p.n WHERE p.id = ? ORDER BY g.n DESC LIMIT 1",
        (report_id,),
    )
    return bool(found) and found[0][0] == fingerprint


def is_filed(connection: apsw.Connection, report: Report, fingerprint: str, capture: Capture) -> bool:
    """Whether there is nothing to write: read by the same stages, and found in the same place."""
    if not seen(connection, report.id, fingerprint):
        return False
    origin = _origin(report, capture)
    if origin is None:
        return True
    known = fetch(
        connection,
        "SELECT 1 FROM origin o JOIN report p ON p.n = o.report WHERE p.id = ? AND o.path = ? AND o.member IS ? "
        "AND (o.sha256 IS ? OR ? IS NULL)",
        (report.id, origin.path, origin.member, origin.sha256, origin.sha256),
    )
    return bool(known)


def _origin(report: Report, capture: Capture) -> Origin | None:
    """Where the report was found: as it says itself, else the captured file."""
    origin = report.origin
    if origin is None:
        return None if capture.path is None else Origin(str(capture.path), media_type=capture.media_type)
    media_type = capture.media_type if origin.media_type is None else origin.media_type
    return Origin(origin.path, origin.member, origin.sha256, media_type)


def _capture(root: Path, path: Path, expected: str | None, captured: Captured) -> blobs.Blob:
    with disk_errors(root):
        found = path.stat()
        key = (str(path.absolute()), found.st_size, found.st_mtime_ns, found.st_ino)
        if key in captured and expected in (None, captured[key]):
            return blobs.Blob(captured[key], found.st_size)
        blob = blobs.keep(root, path, expected)
    captured[key] = blob.sha256
    return blob


def _add_blob(connection: apsw.Connection, blob: blobs.Blob | None, now: str) -> None:
    if blob is not None:
        connection.execute("INSERT OR IGNORE INTO blob VALUES (?, ?, ?)", (blob.sha256, blob.size, now))


def _add_origin(connection: apsw.Connection, n: int, origin: Origin | None, now: str) -> None:
    if origin is not None:
        row = (n, origin.path, origin.member, origin.sha256, origin.media_type, now)
        connection.execute(
            f"INSERT OR IGNORE INTO origin ({rows.ORIGIN_COLUMNS}, digest) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (*row, content_id(row)),
        )


def _report_row(connection: apsw.Connection, report: Report, ready: Ready) -> tuple[int, Last | None]:
    """The report's row, made if it is new, and its last reading."""
    found = fetch(connection, "SELECT n FROM report WHERE id = ?", (report.id,))
    if found:
        n = found[0][0]
        last = fetch(connection, "SELECT n, fingerprint FROM reading WHERE report = ? ORDER BY n DESC LIMIT 1", (n,))
        return n, Last(*last[0]) if last else None
    connection.execute(
        "INSERT INTO report (id, outlet, published, day, url, title, text) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            report.id,
            report.outlet,
            report.published,
            report_day(report),
            report.url,
            report.title,
            report.text,
        ),
    )
    n = connection.last_insert_rowid()
    connection.execute(
        "INSERT INTO report_words (rowid, title, body) VALUES (?, ?, ?)",
        (n, ready.title, ready.body),
    )
    return n, None


def _add_reading(
    connection: apsw.Connection,
    report: Report,
    n: int,
    last: Last | None,
    reading: NewReading,
    now: str,
) -> Outcome:
    """The reading's row, its records, and which of them it shares with the reading before."""
    ready = reading.ready
    known = _known(connection, n)
    before = _records_of(connection, last)
    kept = sum(1 for record in ready.records if known.get(record[0], (0, ""))[0] in before)
    outcome = Outcome(
        OutcomeKind.NEW if last is None else OutcomeKind.REREAD,
        report.id,
        added=sum(1 for record in ready.records if record[0] not in known),
        kept=kept,
        superseded=len(before) - kept,
    )
    keys = _add_records(connection, report, n, ready, known)
    given = [(key, position, *told) for position, (key, told) in enumerate(zip(keys, ready.given, strict=True))]
    row = (n, *_reading_row(reading, outcome, now), *_described(report))
    connection.execute(
        f"INSERT INTO reading ({rows.READING_COLUMNS}, digest) VALUES ({_marks(len(row) + 1)})",
        (*row, rows.reading_digest(row, given)),
    )
    reading_n = connection.last_insert_rowid()
    connection.executemany("INSERT INTO reading_record VALUES (?, ?, ?, ?, ?)", [(reading_n, *one) for one in given])
    if ready.retold or last is not None:
        _judge_retold(connection, ready, now)
    return outcome


def _judge_retold(connection: apsw.Connection, ready: Ready, now: str) -> None:
    """Keep which records tell the same event, as judgements beside those of people."""
    ids = {record[0] for record in ready.records}
    told = [pair for pair in ready.retold if ids.issuperset(pair)]
    made = [each for _, each in sorted(judging.about(connection, ids).items()) if ids.issuperset(each.pair)]
    judging.insert(connection, revised(told, made, at=now))


def _known(connection: apsw.Connection, n: int) -> dict[str, tuple[int, str]]:
    """Key and checksum of every record of the report, by id."""
    found = connection.execute("SELECT id, n, digest FROM record WHERE report = ?", (n,))
    return {record_id: (key, digest) for record_id, key, digest in found}


def _records_of(connection: apsw.Connection, last: Last | None) -> set[int]:
    if last is None:
        return set()
    return {row[0] for row in connection.execute("SELECT record FROM reading_record WHERE reading = ?", (last.n,))}


def _reading_row(reading: NewReading, outcome: Outcome, now: str) -> rows.Row:
    count = len(reading.ready.records)
    told = (int(reading.read), reading.reason, count, outcome.added, outcome.kept, outcome.superseded)
    return (reading.fingerprint, now, *told)


def _described(report: Report) -> rows.Row:
    """What the reading took the report to be; the report's identity is in its own row."""
    return (
        report.language,
        report.declared_language,
        report.outlet_country,
        report.dateline,
        report.section,
        _json(report.bylines),
        _json([(str(block.kind), block.span.start, block.span.end) for block in report.blocks]),
        _json(report.provenance),
        _json(report.flags),
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _add_records(
    connection: apsw.Connection, report: Report, n: int, ready: Ready, known: dict[str, tuple[int, str]]
) -> list[int]:
    """Rows for the records that the ledger lacks; the keys of all of them, in order."""
    passages = _add_passages(connection, report, n, ready, known)
    added = itertools.count(_next(connection, "record"))
    keys: list[int] = []
    fresh: list[rows.Row] = []
    for record_id, passage, first, last, digest, *main in ready.records:
        if record_id in known:
            _check_same(record_id, digest, known[record_id][1])
            keys.append(known[record_id][0])
        else:
            keys.append(next(added))
            fresh.append((keys[-1], record_id, n, passages[passage], first, last, digest, *main))
    new = {row[0] for row in fresh}
    if fresh:
        _add_rows(
            connection, "record", f"n, id, report, passage, first_day, last_day, digest, {rows.RECORD_COLUMNS}", fresh
        )
    points = [(keys[i], lat, lat, lon, lon) for i, lat, lon in ready.points if keys[i] in new]
    connection.executemany("INSERT INTO record_point VALUES (?, ?, ?, ?, ?)", points)
    for (table, columns), children in zip(rows.CHILDREN, ready.children, strict=True):
        made = [(keys[i], *row) for i, *row in children if keys[i] in new]
        _add_rows(connection, table, f"record, position, {columns}", made)
    # Each name once with its folded form, so that searches compare a few thousand names, not every row.
    connection.executemany("INSERT OR IGNORE INTO name VALUES (?, ?)", ready.names)
    return keys


def _check_same(record_id: str, digest: str, known: str) -> None:
    if digest != known:
        raise LedgerError(
            f"record {record_id[:8]}… is in the ledger with other fields under the same id; an id must cover every "
            f"field but score and fingerprint"
        )


def _add_passages(
    connection: apsw.Connection, report: Report, n: int, ready: Ready, known: Container[str]
) -> list[int]:
    """The keys of the words that the records rest on; those that only known records have may get none."""
    filed = connection.execute("SELECT span_start, span_end, n FROM passage WHERE report = ?", (n,))
    keys = {(start, end): key for start, end, key in filed}
    needed = {record[1] for record in ready.records if record[0] not in known}
    added = itertools.count(_next(connection, "passage"))
    fresh: list[rows.Row] = []
    for position, (start, end, words) in enumerate(ready.passages):
        if position in needed and (start, end) not in keys:
            keys[start, end] = next(added)
            fresh.append((keys[start, end], n, start, end, report.text[start:end], words))
    _add_rows(connection, "passage", "n, report, span_start, span_end, text", [row[:-1] for row in fresh])
    _add_rows(connection, "passage_words", "rowid, text", [(row[0], row[-1]) for row in fresh])
    return [keys.get((start, end), 0) for start, end, _ in ready.passages]


def _next(connection: apsw.Connection, table: str) -> int:
    """The key that SQLite would give the next row: nobody else writes, and no row is taken away."""
    return int(fetch(connection, f"SELECT coalesce(max(n), 0) + 1 FROM {table}")[0][0])


def _add_rows(connection: apsw.Connection, table: str, columns: str, made: Sequence[rows.Row]) -> None:
    connection.executemany(f"INSERT INTO {table} ({columns}) VALUES ({_marks(columns.count(',') + 1)})", made)


def _marks(count: int) -> str:
    return ", ".join("?" * count)


def quarantine(
    root: Path,
    connection: apsw.Connection,
    quarantined: Quarantined,
    capture_path: Path | None,
    now: str,
    captured: Captured,
) -> bool:
    """File what could not be taken in; see `Ledger.quarantine`."""
    origin = quarantined.origin
    blob = None if capture_path is None else _capture(root, capture_path, origin.sha256, captured)
    sha256 = blob.sha256 if blob else origin.sha256
    row = (origin.path, origin.member, sha256, origin.media_type, quarantined.reason, now)
    known = fetch(
        connection,
        "SELECT 1 FROM quarantine WHERE path = ? AND member IS ? AND sha256 IS ? AND reason = ?",
        (origin.path, origin.member, sha256, quarantined.reason),
    )
    if known:
        return False
    with transaction(connection, root):
        _add_blob(connection, blob, now)
        connection.execute(
            f"INSERT INTO quarantine ({rows.QUARANTINE_COLUMNS}, digest) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (*row, content_id(row)),
        )
    return True
