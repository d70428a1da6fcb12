"""Rows back to nouns: headers, reports and batches of records."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import apsw

from onrecord.ledger import retelling, rows
from onrecord.ledger.connect import fetch
from onrecord.ledger.nouns import Header, Reading
from onrecord.model import Block, BlockKind, Evidence, Origin, Record, Report, Span

_LATEST = "JOIN reading g ON g.n = (SELECT max(n) FROM reading WHERE report = p.n)"
_HEADER = (
    "p.n, p.id, p.outlet, g.outlet_country, coalesce(g.language, g.declared_language), p.title, p.published, "
    "p.url, g.read, g.reason"
)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A record, the key of its report, and whether its report's latest reading gives it."""

    record: Record
    report: int
    current: bool


def _list(keys: Iterable[int]) -> str:
    return json.dumps(list(keys))


def headers(connection: apsw.Connection, keys: Iterable[int]) -> dict[int, Header]:
    """Headers of reports, by key."""
    found = connection.execute(
        f"SELECT {_HEADER} FROM json_each(?) k JOIN report p ON p.n = k.value {_LATEST}", (_list(keys),)
    )
    return {row[0]: _header(row) for row in found}


def _header(row: tuple[Any, ...]) -> Header:
    _, report_id, outlet, country, language, title, published, url, read, reason = row
    return Header(report_id, outlet, country, language, title, published, url, bool(read), reason)


def records(connection: apsw.Connection, keys: Sequence[int]) -> dict[int, Loaded]:
    """Records by key, each with the score and fingerprint of the last reading that gave it."""
    children = [_children(connection, table, columns, keys) for table, columns in rows.CHILDREN]
    # SQLite takes the other columns of a row with max() from the row that has the maximum.
    found = connection.execute(
        f"SELECT r.n, r.report, r.id, p.id, s.span_start, s.span_end, s.text, max(m.reading), m.score, m.fingerprint, "
        f"(SELECT max(n) FROM reading WHERE report = r.report), {_prefixed('r', rows.RECORD_COLUMNS)} "
        "FROM json_each(?) k CROSS JOIN record r ON r.n = k.value JOIN report p ON p.n = r.report "
        "JOIN passage s ON s.n = r.passage JOIN reading g ON g.report = r.report "
        "JOIN reading_record m ON m.reading = g.n AND m.record = r.n GROUP BY r.n",
        (_list(keys),),
    )
    loaded = {row[0]: _loaded(row, children) for row in found}
    again = retelling.told_again(connection, [each.record.id for each in loaded.values()])
    return {key: _fuller(each, again) for key, each in loaded.items()} if again else loaded


def _fuller(loaded: Loaded, again: Mapping[str, Sequence[str]]) -> Loaded:
    """With the fullest record of the same event, where that is another one."""
    fullest = next(iter(again.get(loaded.record.id, ())), loaded.record.id)
    if fullest == loaded.record.id:
        return loaded
    return replace(loaded, record=replace(loaded.record, same_as=fullest))


def _prefixed(table: str, columns: str) -> str:
    return ", ".join(f"{table}.{column.strip()}" for column in columns.split(","))


def _loaded(row: tuple[Any, ...], children: Sequence[dict[int, list[rows.Row]]]) -> Loaded:
    key, report, record_id, report_id, start, end, text, reading, score, fingerprint, latest = row[:11]
    stem = rows.Stem(record_id, report_id, Evidence(report_id, Span(start, end), text), score, fingerprint)
    packed = rows.Packed(row[11:], *(tuple(table.get(key, ())) for table in children))
    return Loaded(rows.unpack(stem, packed), report, reading == latest)


def _children(connection: apsw.Connection, table: str, columns: str, keys: Sequence[int]) -> dict[int, list[rows.Row]]:
    """Rows of a child table, by record."""
    found: dict[int, list[rows.Row]] = {}
    cursor = connection.execute(
        f"SELECT t.record, {_prefixed('t', columns)} FROM json_each(?) k CROSS JOIN {table} t ON t.record = k.value "
        "ORDER BY t.record, t.position",
        (_list(keys),),
    )
    for key, *row in cursor:
        found.setdefault(key, []).append(tuple(row))
    return found


def report(connection: apsw.Connection, key: int) -> Report:
    """A report as its latest reading describes it, with the first place where it was found."""
    row = fetch(
        connection,
        "SELECT p.text, p.title, p.outlet, p.published, p.url, g.outlet_country, g.language, g.declared_language, "
        f"g.dateline, g.section, g.bylines, g.blocks, g.provenance, g.flags FROM report p {_LATEST} WHERE p.n = ?",
        (key,),
    )[0]
    found = origins(connection, key)
    return Report(
        text=row[0],
        title=row[1],
        outlet=row[2],
        published=row[3],
        url=row[4],
        outlet_country=row[5],
        language=row[6],
        declared_language=row[7],
        dateline=row[8],
        section=row[9],
        bylines=tuple(json.loads(row[10])),
        blocks=blocks(row[11]),
        provenance=tuple((name, where) for name, where in json.loads(row[12])),
        flags=tuple(json.loads(row[13])),
        origin=found[0] if found else None,
    )


def blocks(stored: str) -> tuple[Block, ...]:
    """The parts of a page, from the JSON in `reading.blocks`."""
    return tuple(Block(Span(start, end), BlockKind(kind)) for kind, start, end in json.loads(stored))


def origins(connection: apsw.Connection, key: int) -> tuple[Origin, ...]:
    """Every place where a report was found, first found first."""
    found = connection.execute(
        "SELECT path, member, sha256, media_type FROM origin WHERE report = ? ORDER BY n", (key,)
    )
    return tuple(Origin(*row) for row in found)


def readings(connection: apsw.Connection, key: int) -> tuple[Reading, ...]:
    """The readings of a report, oldest first."""
    found = connection.execute(
        "SELECT fingerprint, read_at, read, reason, records, added, kept, superseded FROM reading "
        "WHERE report = ? ORDER BY n",
        (key,),
    )
    return tuple(Reading(row[0], row[1], bool(row[2]), *row[3:]) for row in found)
