"""Filing a report: everything that one reading gave, in one transaction. Rows are added, none is changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import apsw

from onrecord.errors import LedgerError
from onrecord.ledger import blobs, rows
from onrecord.ledger.connect import disk_errors, fetch, transaction
from onrecord.ledger.days import days
from onrecord.ledger.fold import folded, indexed
from onrecord.ledger.nouns import Outcome, OutcomeKind
from onrecord.model import Evidence, Origin, Quarantined, Record, Report, content_id

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
    records: tuple[Record, ...]
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
    """File one reading of a report; see `Ledger.add`."""
    _check(report, reading)
    origin = _origin(report, capture)
    if _is_filed(connection, report, reading.fingerprint, origin):
        return Outcome(OutcomeKind.UNCHANGED, report.id, kept=len(reading.records))
    if capture.path is not None:
        # The capture first: a crash between the two leaves a blob without a row, never a row without its blob.
        blob = _capture(root, capture.path, origin.sha256 if origin else None, captured)
        origin = Origin(origin.path, origin.member, blob.sha256, origin.media_type) if origin else None
    else:
        blob = None
    with transaction(connection, root):
        _add_blob(connection, blob, now)
        n, last = _report_row(connection, report)
        _add_origin(connection, n, origin, now)
        if last is not None and last.fingerprint == reading.fingerprint:
            return Outcome(OutcomeKind.UNCHANGED, report.id, kept=len(reading.records))
        return _add_reading(connection, report, n, last, reading, now)


def _check(report: Report, reading: NewReading) -> None:
    """Refuse records that are not of this report, and records of a report that was not read."""
    if reading.records and not reading.read:
        raise LedgerError(
            f"report {report.id[:8]}… is marked as not read but comes with {len(reading.records)} records"
        )
    for record in reading.records:
        if record.report_id != report.id:
            raise LedgerError(f"record {record.id[:8]}… is of report {record.report_id[:8]}…, not of {report.id[:8]}…")
        for evidence in (record.evidence, record.trigger):
            if evidence != report.evidence(evidence.span):
                raise LedgerError(
                    f"record {record.id[:8]}… shows {evidence.text[:40]!r} as the words at [{evidence.span.start}:"
                    f"{evidence.span.end}] of report {report.id[:8]}…, where {evidence.span.of(report.text)[:40]!r} "
                    f"stands"
                )


def seen(connection: apsw.Connection, report_id: str, fingerprint: str) -> bool:
    """Whether the latest reading of the report was made by these stages."""
    found = fetch(
        connection,
        "SELECT g.fingerprint FROM report p JOIN reading g ON g.report = p.n WHERE p.id = ? ORDER BY g.n DESC LIMIT 1",
        (report_id,),
    )
    return bool(found) and found[0][0] == fingerprint


def _is_filed(connection: apsw.Connection, report: Report, fingerprint: str, origin: Origin | None) -> bool:
    """Whether there is nothing to write: read by the same stages, and found in the same place."""
    if not seen(connection, report.id, fingerprint):
        return False
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


def _report_row(connection: apsw.Connection, report: Report) -> tuple[int, Last | None]:
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
        (n, indexed(report.title or ""), indexed(report.body())),
    )
    _add_names(connection, [report.outlet])
    return n, None


def report_day(report: Report) -> str | None:
    """The day of publication, ISO 8601."""
    found = days(report.published) if report.published else None
    return found[0] if found else None


def _add_reading(
    connection: apsw.Connection,
    report: Report,
    n: int,
    last: Last | None,
    reading: NewReading,
    now: str,
) -> Outcome:
    """The reading's row, its records, and which of them it shares with the reading before."""
    records = list({record.id: record for record in reading.records}.values())
    known = _known(connection, n)
    before = _records_of(connection, last)
    kept = sum(1 for record in records if known.get(record.id, (0, ""))[0] in before)
    outcome = Outcome(
        OutcomeKind.NEW if last is None else OutcomeKind.REREAD,
        report.id,
        added=sum(1 for record in records if record.id not in known),
        kept=kept,
        superseded=len(before) - kept,
    )
    keys = _add_records(connection, report, n, records, known)
    given = [
        (key, position, float(record.score) + 0.0, record.fingerprint)
        for position, (key, record) in enumerate(zip(keys, records, strict=True))
    ]
    row = (n, *_reading_row(reading, outcome, now), *_described(report))
    connection.execute(
        f"INSERT INTO reading ({rows.READING_COLUMNS}, digest) VALUES ({_marks(len(row) + 1)})",
        (*row, rows.reading_digest(row, given)),
    )
    reading_n = connection.last_insert_rowid()
    connection.executemany("INSERT INTO reading_record VALUES (?, ?, ?, ?, ?)", [(reading_n, *one) for one in given])
    return outcome


def _known(connection: apsw.Connection, n: int) -> dict[str, tuple[int, str]]:
    """Key and checksum of every record of the report, by id."""
    found = connection.execute("SELECT id, n, digest FROM record WHERE report = ?", (n,))
    return {record_id: (key, digest) for record_id, key, digest in found}


def _records_of(connection: apsw.Connection, last: Last | None) -> set[int]:
    if last is None:
        return set()
    return {row[0] for row in connection.execute("SELECT record FROM reading_record WHERE reading = ?", (last.n,))}


def _reading_row(reading: NewReading, outcome: Outcome, now: str) -> rows.Row:
    count = len({record.id for record in reading.records})
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
    connection: apsw.Connection,
    report: Report,
    n: int,
    records: Sequence[Record],
    known: dict[str, tuple[int, str]],
) -> list[int]:
    """Rows for the records that the ledger lacks; the keys of all of them, in order."""
    keys: list[int] = []
    children: tuple[list[rows.Row], ...] = tuple([] for _ in rows.CHILDREN)
    day = report_day(report)
    for record in records:
        packed = rows.pack(record)
        digest = rows.digest(record.id, record.evidence.span, packed)
        if record.id in known:
            _check_same(record, digest, known[record.id][1])
            keys.append(known[record.id][0])
            continue
        passage = _passage(connection, n, record.evidence)
        key = _record_row(connection, (record.id, n, passage, *rows.day_range(record, day), digest), packed)
        keys.append(key)
        _add_point(connection, key, record)
        for table, child_rows in zip(children, packed.children, strict=True):
            table.extend((key, position, *row) for position, row in enumerate(child_rows))
    _add_children(connection, children)
    _add_names(connection, [name for record in records for name in _names(record)])
    return keys


def _check_same(record: Record, digest: str, known: str) -> None:
    if digest != known:
        raise LedgerError(
            f"record {record.id[:8]}… is in the ledger with other fields under the same id; an id must cover every "
            f"field but score and fingerprint"
        )


def _passage(connection: apsw.Connection, n: int, evidence: Evidence) -> int:
    """The row of the evidence's words: records of one sentence share it, and it is indexed once."""
    place = (n, evidence.span.start, evidence.span.end)
    found = fetch(connection, "SELECT n FROM passage WHERE report = ? AND span_start = ? AND span_end = ?", place)
    if found:
        return int(found[0][0])
    connection.execute(
        "INSERT INTO passage (report, span_start, span_end, text) VALUES (?, ?, ?, ?)", (*place, evidence.text)
    )
    passage = connection.last_insert_rowid()
    connection.execute("INSERT INTO passage_words (rowid, text) VALUES (?, ?)", (passage, indexed(evidence.text)))
    return passage


def _record_row(connection: apsw.Connection, keys: rows.Row, packed: rows.Packed) -> int:
    connection.execute(
        f"INSERT INTO record (id, report, passage, first_day, last_day, digest, {rows.RECORD_COLUMNS}) "
        f"VALUES ({_marks(len(keys) + len(packed.main))})",
        (*keys, *packed.main),
    )
    return connection.last_insert_rowid()


def _marks(count: int) -> str:
    return ", ".join("?" * count)


def _add_point(connection: apsw.Connection, key: int, record: Record) -> None:
    place = record.place
    if place is not None and place.lat is not None:
        connection.execute(
            "INSERT INTO record_point VALUES (?, ?, ?, ?, ?)", (key, place.lat, place.lat, place.lon, place.lon)
        )


def _add_children(connection: apsw.Connection, children: Iterable[list[rows.Row]]) -> None:
    for (table, columns), table_rows in zip(rows.CHILDREN, children, strict=True):
        marks = _marks(columns.count(",") + 3)
        connection.executemany(f"INSERT INTO {table} (record, position, {columns}) VALUES ({marks})", table_rows)


def _names(record: Record) -> list[str | None]:
    return [
        *(p.name for p in record.participants),
        *(link.name for link in record.according_to),
        record.place.name if record.place else None,
    ]


def _add_names(connection: apsw.Connection, names: Iterable[str | None]) -> None:
    """Each name once with its folded form, so that searches compare a few thousand names, not every row."""
    connection.executemany(
        "INSERT OR IGNORE INTO name VALUES (?, ?)", [(name, folded(name)) for name in set(names) if name is not None]
    )


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
