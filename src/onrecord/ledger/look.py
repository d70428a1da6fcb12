"""Looking things up: a report, a record, the catalogue of outlets, totals, the quarantine."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import apsw

from onrecord.errors import QueryError
from onrecord.ledger import load
from onrecord.ledger.ask import prefix_range
from onrecord.ledger.connect import STORE, fetch, pragma, snapshot
from onrecord.ledger.nouns import Filed, Hit, Outlet, Setback, Stats
from onrecord.ledger.search import record_hit
from onrecord.model import Origin, Quarantined, Record

_SHOWN = 5


def _named(connection: apsw.Connection, table: str, prefix: str) -> list[tuple[int, str]]:
    """Key and id of the first few rows whose id begins with `prefix`."""
    found = connection.execute(
        f"SELECT n, id FROM {table} WHERE id >= ? AND id < ? ORDER BY id LIMIT {_SHOWN + 1}", prefix_range(prefix)
    )
    return [(n, full) for n, full in found]


def _one(connection: apsw.Connection, table: str, prefix: str) -> tuple[int, str]:
    return _only([(n, full, table) for n, full in _named(connection, table, prefix)], prefix, table)[:2]


def _only(found: list[tuple[int, str, str]], prefix: str, wanted: str) -> tuple[int, str, str]:
    """The one that was found. Raises QueryError if there is none or more than one."""
    if not found:
        raise QueryError(f"no {wanted} has an id beginning with {prefix}; `onrecord search` lists ids")
    if len(found) > 1:
        shown = ", ".join(f"{full[:16]}…" for _, full, _ in found[:_SHOWN])
        more = " and more" if len(found) > _SHOWN else ""
        raise QueryError(f"{prefix} begins the ids of several: {shown}{more}; give more digits")
    return found[0]


def which(root: Path, connection: apsw.Connection, prefix: str) -> tuple[str, str]:
    """Whether the id is of a report or of a record, and all of it."""
    with snapshot(connection, root):
        found = [(n, full, table) for table in ("report", "record") for n, full in _named(connection, table, prefix)]
    _, full, table = _only(found, prefix, "report or record")
    return table, full


def report(root: Path, connection: apsw.Connection, prefix: str) -> Filed:
    """The report whose id begins so, with its readings and where it was found."""
    with snapshot(connection, root):
        key, _ = _one(connection, "report", prefix)
        readings = load.readings(connection, key)
        return Filed(
            load.report(connection, key),
            load.headers(connection, [key])[key],
            readings,
            load.origins(connection, key),
            readings[0].read_at,
        )


def record(root: Path, connection: apsw.Connection, prefix: str) -> Hit:
    """The record whose id begins so, with the header of its report."""
    with snapshot(connection, root):
        key, _ = _one(connection, "record", prefix)
        loaded = load.records(connection, [key])[key]
        return record_hit(loaded, load.headers(connection, [loaded.report])[loaded.report])


def records_of(root: Path, connection: apsw.Connection, report_id: str, *, history: bool) -> tuple[Record, ...]:
    """The records of a report as its latest reading lists them; with history, all that any reading gave."""
    current = (
        "SELECT record FROM reading_record WHERE reading = (SELECT max(n) FROM reading WHERE report = ?) "
        "ORDER BY position"
    )
    everything = "SELECT n FROM record WHERE report = ? ORDER BY n"
    with snapshot(connection, root):
        key, _ = _one(connection, "report", report_id)
        keys = [row[0] for row in connection.execute(everything if history else current, (key,))]
        loaded = load.records(connection, keys)
    return tuple(loaded[n].record for n in keys)


def outlets(root: Path, connection: apsw.Connection) -> list[Outlet]:
    """The catalogue, most reports first."""
    with snapshot(connection, root):
        found = connection.execute(
            "SELECT p.outlet, g.outlet_country, coalesce(g.language, g.declared_language), count(*), sum(g.read), "
            "sum(g.records), min(p.day), max(p.day), min(f.read_at), max(f.read_at) "
            "FROM report p JOIN reading g ON g.n = (SELECT max(n) FROM reading WHERE report = p.n) "
            "JOIN reading f ON f.n = (SELECT min(n) FROM reading WHERE report = p.n) "
            "GROUP BY 1, 2, 3 ORDER BY 4 DESC, 1, 2, 3"
        )
        return [Outlet(*row) for row in found]


def quarantined(root: Path, connection: apsw.Connection) -> list[Setback]:
    """What is still in quarantine: nothing from the same place was filed since."""
    with snapshot(connection, root):
        found = connection.execute(
            "SELECT path, member, sha256, media_type, reason, at FROM quarantine q WHERE NOT EXISTS "
            "(SELECT 1 FROM origin o WHERE o.path = q.path AND o.member IS q.member AND o.taken_in > q.at) ORDER BY n"
        )
        return [Setback(Quarantined(Origin(*row[:4]), row[4]), row[5]) for row in found]


_CURRENT_RECORDS = (
    "FROM reading_record m JOIN record r ON r.n = m.record JOIN reading g ON g.n = m.reading "
    "WHERE g.n = (SELECT max(n) FROM reading WHERE report = g.report)"
)
_CURRENT_READINGS = "FROM reading g WHERE g.n = (SELECT max(n) FROM reading WHERE report = g.report)"


def stats(root: Path, connection: apsw.Connection) -> Stats:
    """Totals over the ledger."""

    def one(sql: str) -> Any:
        return fetch(connection, f"SELECT {sql}")[0][0]

    def by(column: str, source: str) -> tuple[tuple[str | None, int], ...]:
        return tuple(connection.execute(f"SELECT {column}, count(*) {source} GROUP BY 1 ORDER BY 2 DESC, 1"))

    waiting = len(quarantined(root, connection))
    with snapshot(connection, root):
        reports, read = one("count(*) FROM report"), one(f"coalesce(sum(g.read), 0) {_CURRENT_READINGS}")
        current = one(f"coalesce(sum(g.records), 0) {_CURRENT_READINGS}")
        return Stats(
            reports=reports,
            read=read,
            not_read=reports - read,
            readings=one("count(*) FROM reading"),
            records=current,
            superseded=one("count(*) FROM record") - current,
            quarantined=waiting,
            blobs=one("count(*) FROM blob"),
            blob_bytes=one("coalesce(sum(size), 0) FROM blob"),
            ledger_bytes=_size(root),
            schema=pragma(connection, "user_version"),
            by_status=by("r.status", _CURRENT_RECORDS),
            by_type=by("r.type", _CURRENT_RECORDS),
            by_language=by("coalesce(g.language, g.declared_language)", _CURRENT_READINGS),
        )


def _size(root: Path) -> int:
    """Bytes of the store with its write-ahead log."""
    return sum(path.stat().st_size for path in root.glob(f"{STORE}*") if not path.name.endswith("-shm"))
