"""What of a ledger is held in memory, so that a million records are filtered and counted in a few milliseconds.

Only what is filtered, counted or sorted by; everything shown is read from the store. Rows of a ledger are only ever
added, so columns are kept up to date by reading what is new. What a later reading supersedes is marked in place.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import apsw
import numpy as np
from numpy.typing import NDArray

from onrecord.ledger.connect import fetch
from onrecord.ledger.view.arrays import NEVER, NO_DAY, Codes, Days, Numbers, Table, numbers, places_of
from onrecord.model import Status

_CHUNK = 20_000
_REPORT = {"n": np.int64, "day": np.int32, "outlet": np.int32, "language": np.int32, "country": np.int32}
_READ = {"records": np.int32, "read": np.bool_}
_CODES = {"status": np.int32, "type": np.int32, "country": np.int32, "place": np.int32, "precision": np.int32}
_NUMBERS = {
    "n": np.int64,
    "report": np.int64,
    "passage": np.int64,
    "geonames": np.int64,
    "at": np.int32,
    "first": np.int32,
    "last": np.int32,
}
_POINT = {"lat": np.float32, "lon": np.float32}
_MADE = {"key": np.int64, "outlet": np.int32, "language": np.int32, "current": np.bool_, "voiced": np.bool_}

_REPORTS = (
    "SELECT p.n, p.day, p.outlet, lower(coalesce(g.language, g.declared_language)), g.outlet_country, g.records, "
    "g.read FROM report p JOIN reading g ON g.n = (SELECT max(n) FROM reading WHERE report = p.n) WHERE {} ORDER BY p.n"
)
_RECORDS = (
    "SELECT n, report, passage, trigger_start, status, type, country, place_name, geonames_id, precision, "
    "first_day, last_day, lat, lon FROM record WHERE n > ? ORDER BY n"
)
_LATEST = "(SELECT max(n) FROM reading WHERE report = g.report)"


@dataclass(slots=True)
class Dictionaries:
    """What the codes in the columns stand for. Code 0 of all but `status`: not known."""

    status: Codes = field(default_factory=lambda: Codes(map(str, Status)))
    type: Codes = field(default_factory=lambda: Codes([None]))
    country: Codes = field(default_factory=lambda: Codes([None]))
    place: Codes = field(default_factory=lambda: Codes([None]))
    precision: Codes = field(default_factory=lambda: Codes([None]))
    outlet: Codes = field(default_factory=lambda: Codes([None]))
    language: Codes = field(default_factory=lambda: Codes([None]))


class Columns:
    """Reports and records by column. `reports.n` and `records.n` are sorted; `records.report` is a place in `reports`.

    Not for several threads at once: see `View`. Columns that were handed out stay valid.
    """

    def __init__(self) -> None:
        self.codes = Dictionaries()
        self.reports = Table(_REPORT | _READ)
        self.records = Table(_NUMBERS | _CODES | _POINT | _MADE)
        self.reading = 0
        self._published, self._first, self._last = Days(NO_DAY), Days(NEVER), Days(-1)

    @property
    def last_record(self) -> int:
        """The highest key of a record that is held."""
        return int(self.records.column("n")[-1]) if self.records.size else 0

    @property
    def last_report(self) -> int:
        """The highest key of a report that is held."""
        return int(self.reports.column("n")[-1]) if self.reports.size else 0

    def refresh(self, connection: apsw.Connection) -> None:
        """Take in what was added; inside a transaction of the caller, so that it is of one moment."""
        last_report, last_reading = self.last_report, self.reading
        self.reading = fetch(connection, "SELECT coalesce(max(n), 0) FROM reading")[0][0]
        if self.reading == last_reading:
            return
        for rows in _chunks(connection, _REPORTS.format("p.n > ?"), last_report):
            self._add_reports(rows)
        first_new = self.records.size
        last_record = self.last_record
        for rows in _chunks(connection, _RECORDS, last_record):
            self._add_records(rows)
        self._mark_voiced(connection, last_record)
        self._mark_current(connection, last_reading)
        if last_reading:
            self._read_again(connection, last_reading, last_report, first_new)

    def _add_reports(self, rows: list[tuple[Any, ...]]) -> None:
        n, day, outlet, language, country, records, read = zip(*rows, strict=True)
        codes = self.codes
        self.reports.extend(
            {
                "n": n,
                "day": [self._published[each] for each in day],
                "outlet": codes.outlet.all(outlet),
                "language": codes.language.all(language),
                "country": codes.country.all(country),
                "records": records,
                "read": read,
            }
        )

    def _add_records(self, rows: list[tuple[Any, ...]]) -> None:
        n, report, passage, at, status, type, country, place, geonames, *rest = zip(*rows, strict=True)
        precision, first, last, lat, lon = rest
        codes, reports = self.codes, self.reports
        where = places_of(np.array(report, np.int64), reports.column("n"))
        self.records.extend(
            {
                "n": n,
                "report": where,
                "passage": passage,
                "geonames": [each or 0 for each in geonames],
                "at": at,
                "status": codes.status.all(status),
                "type": codes.type.all(type),
                "country": codes.country.all(country),
                "place": codes.place.all(place),
                "precision": codes.precision.all(precision),
                "first": [self._first[each] for each in first],
                "last": [self._last[each] for each in last],
                "lat": np.array(lat, np.float32),
                "lon": np.array(lon, np.float32),
                "key": sort_keys(reports.column("day")[where], np.array(report, np.int64)),
                "outlet": reports.column("outlet")[where],
                "language": reports.column("language")[where],
                "current": np.zeros(len(rows), np.bool_),
                "voiced": np.zeros(len(rows), np.bool_),
            }
        )

    def _mark_voiced(self, connection: apsw.Connection, after: int) -> None:
        sql = "SELECT group_concat(record) FROM according_to WHERE record > ? AND position = 0"
        self.records.column("voiced")[self.at(numbers(fetch(connection, sql, (after,))[0][0]))] = True

    def _mark_current(self, connection: apsw.Connection, after: int) -> None:
        sql = (
            "SELECT group_concat(m.record) FROM reading g JOIN reading_record m ON m.reading = g.n "
            f"WHERE g.n > ? AND g.n = {_LATEST}"
        )
        self.records.column("current")[self.at(numbers(fetch(connection, sql, (after,))[0][0]))] = True

    def _read_again(self, connection: apsw.Connection, after: int, last_report: int, first_new: int) -> None:
        """Reports that were held and have a newer reading: what it took them to be, and what it no longer gives."""
        sql = f"SELECT group_concat(report) FROM reading g WHERE n > ? AND report <= ? AND g.n = {_LATEST}"
        found = np.sort(numbers(fetch(connection, sql, (after, last_report))[0][0]))
        if not len(found):
            return
        where = places_of(found, self.reports.column("n"))
        listed = json.dumps(found.tolist())
        rows = fetch(connection, _REPORTS.format("p.n IN (SELECT value FROM json_each(?))"), (listed,))
        for at, (_, _, _, language, country, records, read) in zip(where.tolist(), rows, strict=True):
            self.reports.column("language")[at] = self.codes.language[language]
            self.reports.column("country")[at] = self.codes.country[country]
            self.reports.column("records")[at] = records
            self.reports.column("read")[at] = read
        held = np.flatnonzero(np.isin(self.records.column("report"), where))
        self.records.column("language")[held] = self.reports.column("language")[self.records.column("report")[held]]
        sql = (
            "SELECT group_concat(m.record) FROM reading_record m WHERE m.reading IN "
            "(SELECT max(n) FROM reading WHERE report IN (SELECT value FROM json_each(?)) GROUP BY report)"
        )
        given = self.at(numbers(fetch(connection, sql, (listed,))[0][0]))
        self.records.column("current")[held] = np.isin(held, given)

    def at(self, keys: Numbers) -> Numbers:
        """Where the records with these keys stand; keys that are not held are left out."""
        held = self.records.column("n")
        keys = keys[keys <= self.last_record]
        return places_of(keys, held)


def _chunks(connection: apsw.Connection, sql: str, after: int) -> Iterator[list[tuple[Any, ...]]]:
    cursor = connection.execute(sql, (after,))
    while rows := list(islice(cursor, _CHUNK)):
        yield rows


def sort_keys(days: NDArray[Any], reports: Numbers) -> Numbers:
    """What the newest have the highest of: the day of publication, then the key of the report."""
    return (days.astype(np.int64) << 32) | reports
