"""What an entity is on record as having said, promised, denied, asked and done."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import apsw

from onrecord.errors import QueryError
from onrecord.ledger import entities, judging, load
from onrecord.ledger.ask import saying_of
from onrecord.ledger.connect import snapshot
from onrecord.ledger.days import days
from onrecord.ledger.nouns import DID, Account, Deed
from onrecord.ledger.search import record_hit
from onrecord.link import key
from onrecord.model import Entity, Role, Saying


@dataclass(frozen=True, slots=True)
class _Row:
    """A deed before its record is loaded. when: ISO value; first, last: the days that it covers."""

    record: int
    kind: Saying | None
    when: str | None
    first: str
    last: str
    order: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which deeds are asked for. kinds: any of these, None being what was done; empty: all. limit: of each kind."""

    kinds: frozenset[Saying | None] = frozenset()
    since: str | None = None
    until: str | None = None
    limit: int | None = None


def wanted(
    kinds: Iterable[str] = (), since: str | None = None, until: str | None = None, limit: int | None = None
) -> Wanted:
    """Options as asked for. Raises QueryError for a kind or a day that is none."""
    chosen = frozenset(None if kind.strip().lower() == DID else saying_of(kind) for kind in kinds)
    return Wanted(chosen, _edge(since, 0), _edge(until, 1), limit)


def _edge(value: str | None, end: int) -> str | None:
    if value is None or not value.strip():
        return None
    found = days(value)
    if found is None:
        raise QueryError(f"{value!r} is no day; write it as 2022-06-25, 2022-06, 2022 or 2022-W25")
    return found[end]


def account(root: Path, connection: apsw.Connection, entity: Entity, asked: Wanted) -> Account:
    """Everything current that the entity said, as a source, or did, as an actor; the last first within each kind.

    A record in which it is both is told once, as what it said.
    """
    with snapshot(connection, root):
        keys = set(entity.keys)
        rows = [row for row in _rows(connection, entity) if _fits(row, asked)]
        totals = Counter(row.kind for row in rows)
        rows.sort(key=lambda row: row.order)
        rows.sort(key=lambda row: row.last, reverse=True)
        kept = [row for kind in totals for row in [row for row in rows if row.kind == kind][: asked.limit]]
        loaded = load.records(connection, [row.record for row in kept])
        headers = load.headers(connection, {each.report for each in loaded.values()})
        judgements = tuple(j for _, j in sorted(judging.about(connection, keys).items()) if keys.issuperset(j.pair))
    deeds = [
        Deed(row.kind, row.when, record_hit(each, headers[each.report]))
        for row, each in ((row, loaded[row.record]) for row in kept)
    ]
    return Account(entity, tuple(totals.items()), tuple(deeds), judgements)


def _fits(row: _Row, asked: Wanted) -> bool:
    if asked.kinds and row.kind not in asked.kinds:
        return False
    return not ((asked.since and row.last < asked.since) or (asked.until and row.first > asked.until))


def _rows(connection: apsw.Connection, entity: Entity) -> Iterator[_Row]:
    """Sayings, then acts of records that are no sayings of it. Of two links of one chain the inner one counts."""
    said: dict[int, _Row] = {}
    for record, saying, time, *rest in _of(connection, entity, "according_to", "t.saying, t.said_time"):
        said[record] = _row(record, Saying(saying), time, *rest)
    yield from said.values()
    done: set[int] = set(said)
    for record, role, time, *rest in _of(connection, entity, "participant", "t.role, r.time_value"):
        if role == Role.ACTOR and record not in done:
            done.add(record)
            yield _row(record, None, time, *rest)


def _of(connection: apsw.Connection, entity: Entity, table: str, columns: str) -> Iterator[Sequence[Any]]:
    keys = set(entity.keys)
    ids = json.dumps(sorted({k.rpartition("-")[0] for k in keys}))
    found = connection.execute(
        f"SELECT t.entity, t.country, t.record, {columns}, p.day, p.n, r.trigger_start FROM json_each(?) k "
        f"JOIN {table} t ON t.entity = k.value JOIN record r ON r.n = t.record JOIN report p ON p.n = r.report "
        f"WHERE {entities.CURRENT} ORDER BY t.record, t.position",
        (ids,),
    )
    return (row for id, country, *row in found if key(id, country) in keys)


def _row(record: int, kind: Saying | None, time: str | None, day: str | None, report: int, at: int) -> _Row:
    """Its time, or the day of publication where it has no time that is a date."""
    when = time if time and days(time) else day
    first, last = (days(when) if when else None) or ("", "")
    return _Row(record, kind, when, first, last, (report, at))
