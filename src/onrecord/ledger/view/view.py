"""A ledger held open for many questions, from many threads, while another program may write it."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from queue import LifoQueue
from threading import Lock, Thread

import apsw

from onrecord.errors import QueryError
from onrecord.ledger import checks, load, retelling
from onrecord.ledger.ask import is_country
from onrecord.ledger.connect import fetch, pragma, snapshot
from onrecord.ledger.entities import is_id, meant
from onrecord.ledger.handle import Ledger, open_ledger
from onrecord.ledger.limit import QUERY_S, limited
from onrecord.ledger.nouns import Count, Filed, Hit, Order, Query
from onrecord.ledger.search import record_hit
from onrecord.ledger.view import facets as counting
from onrecord.ledger.view import find, profiles
from onrecord.ledger.view.columns import Columns
from onrecord.ledger.view.contexts import Contexts
from onrecord.ledger.view.naming import Named, entity_of, named
from onrecord.ledger.view.people import People
from onrecord.ledger.view.queue import next_to_check
from onrecord.ledger.view.retold import Retold
from onrecord.ledger.view.select import Chosen, Held, Selection, select
from onrecord.ledger.view.sets import Sets
from onrecord.ledger.view.suggest import Suggestion, Suggestions
from onrecord.ledger.view.things import ThingLine, Things
from onrecord.link import key, short
from onrecord.model import NameType, Record

_MEANT, _LISTED, _SELECTIONS = 60, 8, 6
FRESH_S = 0.25
"""What was added may go unseen for so long: many questions need not each look for it."""


@dataclass(frozen=True, slots=True)
class RecordPage:
    """Everything about one record. filed: its report. entities: by key, who and what it names.

    siblings: other records of the same words. also: other records of the same event, the fullest first; apart: those
    that a person said tell another one.
    """

    hit: Hit
    filed: Filed
    entities: dict[str, Named]
    checks: tuple[checks.Check, ...]
    siblings: tuple[Hit, ...]
    also: tuple[Hit, ...] = ()
    apart: tuple[Hit, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A report with its current records, in text order, and the entities that they name, by key."""

    filed: Filed
    records: tuple[Record, ...]
    entities: dict[str, Named]


def open_view(path: Path | str, *, connections: int = 4, limit_s: float = QUERY_S, fresh_s: float = FRESH_S) -> View:
    """Hold the ledger at `path` open, read-only; takes about four seconds for a million records.

    connections: how many questions the store answers at once. limit_s: how long each may take. Raises LedgerError.
    """
    pool: LifoQueue[Ledger] = LifoQueue()
    view = View(Path(path), pool, open_ledger(path), limit_s, fresh_s)
    try:
        for _ in range(connections):
            pool.put(open_ledger(path))
        view.refresh()
        view.suggest("a")
    except BaseException:
        view.close()
        raise
    return view


class View:
    """A ledger held open. Made by `open_view`; closed by `close` or at the end of its `with` block.

    All methods may be called from any thread. They raise QueryTimeError where the store takes longer than it may.
    """

    def __init__(self, path: Path, pool: LifoQueue[Ledger], own: Ledger, limit_s: float, fresh_s: float) -> None:
        self.path = path
        self._pool, self._own, self._limit_s, self._fresh_s = pool, own, limit_s, fresh_s
        self._columns, self._people, self._sets, self._things = Columns(), People(), Sets(), Things()
        self._contexts, self._retold = Contexts(), Retold()
        self._lock, self._making = Lock(), Lock()
        self._selections: dict[Query, tuple[Held, Selection]] = {}
        self._suggestions: Suggestions | None = None
        self._version, self._looked = -1, 0.0
        self._held = self._hold()

    def __enter__(self) -> View:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections that are not in use."""
        self._own.close()
        while not self._pool.empty():
            self._pool.get_nowait().close()

    @contextmanager
    def reader(self) -> Iterator[Ledger]:
        """A handle for whatever else is asked, read-only and limited; given back at the end of the block."""
        ledger = self._pool.get()
        try:
            with limited(ledger.connection, self._limit_s):
                yield ledger
        finally:
            self._pool.put(ledger)

    @contextmanager
    def _asking(self, *, fresh: bool = True) -> Iterator[tuple[Held, apsw.Connection]]:
        """What is held, brought up to date if `fresh`, and a connection whose view of the store is at least as new."""
        if fresh:
            self._keep_up()
        held = self._held
        with self.reader() as ledger, snapshot(ledger.connection, self.path):
            yield held, ledger.connection

    def _keep_up(self) -> None:
        """Take in what was added, unless another thread is doing so or it was looked for just now."""
        if time.monotonic() - self._looked < self._fresh_s or not self._lock.acquire(blocking=False):
            return
        try:
            self._refresh()
        finally:
            self._lock.release()

    def refresh(self) -> None:
        """Take in what was added since."""
        with self._lock:
            self._refresh()

    def _refresh(self) -> None:
        connection = self._own.connection
        version = pragma(connection, "data_version")
        if version != self._version:
            with snapshot(connection, self.path):
                after = self._columns.last_record
                self._columns.refresh(connection)
                self._people.refresh(connection, self._columns, after)
                self._things.refresh(connection, self._columns, after)
                self._contexts.refresh(connection, self._columns, after)
                self._retold.refresh(connection, self._columns)
            self._held = self._hold()
            self._version = version
        self._looked = time.monotonic()

    def _hold(self) -> Held:
        columns = self._columns
        return Held(
            columns,
            self._people,
            self._sets,
            self._things,
            self._contexts,
            self._retold,
            columns.reports.columns(),
            columns.records.columns(),
        )

    def search(self, query: Query, limit: int = 20, offset: int = 0) -> find.Page:
        """One page of hits in the query's order, with how many there are in all. Raises QueryError."""
        with self._asking() as (held, connection):
            return find.page(held, connection, self._selected(held, connection, query), query.order, limit, offset)

    def scan(self, query: Query) -> Iterator[Hit]:
        """All hits, the newest first, streaming. Not limited in time."""
        self._keep_up()
        with open_ledger(self.path) as ledger, snapshot(ledger.connection, self.path):
            held = self._held
            selection = select(held, ledger.connection, self._resolved(held, query))
            yield from find.scan(held, ledger.connection, selection)

    def count(self, query: Query) -> Count:
        """How many hits `scan` would give."""
        with self._asking() as (held, connection):
            return find.count(self._selected(held, connection, query))

    def facets(self, query: Query, most: int = 12) -> tuple[counting.Facet, ...]:
        """How the records of a search spread over status, type, country, place, outlet, language, who and sources."""
        with self._asking() as (held, connection):
            selection = self._selected(held, connection, query)
            return counting.facets(held, selection, selection.asked.query, most)

    def timeline(self, query: Query, step: str = "month") -> tuple[counting.Bucket, ...]:
        """The records of a search by when they happened. step: day, month, year or fit (can be drawn)."""
        with self._records(query) as (held, records):
            return counting.timeline(held, records, step)

    def spots(self, query: Query, most: int = 2_000) -> tuple[counting.Spot, ...]:
        """Where the records of a search happened, most records first."""
        with self._records(query) as (held, records):
            return counting.spots(held, records, most)

    def profile(self, query: Query) -> profiles.Profile:
        """The records of a search in numbers."""
        with self._records(query) as (held, records):
            return profiles.profile(held, records)

    @contextmanager
    def _records(self, query: Query) -> Iterator[tuple[Held, Chosen]]:
        with self._asking() as (held, connection):
            yield held, self._selected(held, connection, query).records

    def _selected(self, held: Held, connection: apsw.Connection, query: Query) -> Selection:
        """What the query selects; a page asks for hits, counts and a timeline of one query in a row."""
        asked = replace(query, order=Order.NEWEST)
        known = self._selections.get(asked)
        if known is None or known[0] is not held:
            known = (held, select(held, connection, self._resolved(held, asked)))
            self._selections[asked] = known
            for old in list(self._selections)[:-_SELECTIONS]:
                self._selections.pop(old, None)
        return known[1]

    def resolved(self, query: Query) -> Query:
        """The query with ids of entities turned into all keys of them, for `Ledger.scan` and exports."""
        self._keep_up()
        return self._resolved(self._held, query)

    def _resolved(self, held: Held, query: Query) -> Query:
        people = held.people
        who, source = query.who, query.according_to
        who_keys, source_keys = query.who_keys, query.source_keys
        if who and is_id(who):
            who_keys, who = (*who_keys, *_keys(people, who)), None
        if source and is_id(source):
            source_keys, source = (*source_keys, *_keys(people, source)), None
        return replace(
            query,
            who=who,
            according_to=source,
            who_keys=people.together(who_keys) or who_keys,
            source_keys=people.together(source_keys) or source_keys,
        )

    def suggest(self, text: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """What begins like this: entities, places, outlets, types and statuses, most records first within each."""
        self._keep_up()
        return self._suggesting().suggest(self._held, text, limit)

    def _suggesting(self) -> Suggestions:
        """Made anew now and then; of a large ledger by the side, for a name that was just added can wait."""
        found = self._suggestions
        if found is None or (found.is_small and found.is_old(self._held)):
            with self._making:
                self._suggestions = found = Suggestions(self._held)
        elif found.is_old(self._held) and self._making.acquire(blocking=False):
            Thread(target=self._suggest_anew, daemon=True).start()
        return found

    def _suggest_anew(self) -> None:
        try:
            self._suggestions = Suggestions(self._held)
        finally:
            self._making.release()

    def entities(self, text: str = "", kind: NameType | None = None, most: int = 50) -> tuple[Named, ...]:
        """Entities by the beginnings of the words of their names, most records first; kind PRODUCT: things."""
        self._keep_up()
        return self._suggesting().entities(self._held, text, kind, most)

    def name_of(self, key: str) -> Named | None:
        """An entity in one line, by any of its keys; None if no record has it."""
        people = self._held.people
        return named(people, people.keys[key]) if key in people.keys else None

    def entity(self, wanted: str) -> profiles.EntityPage:
        """What is on record about who or what a name, key or id means. Raises QueryError where that is open."""
        with self._asking() as (held, connection):
            keys = _keys(held.people, wanted) if is_id(wanted) else (self._one(held, wanted),)
            return profiles.entity_page(held, connection, held.people.together(keys))

    def _one(self, held: Held, wanted: str) -> str:
        """A key of the one entity that a name most likely means. Raises QueryError if there is none, or several."""
        codes = self._suggesting().codes(held, wanted, None, _MEANT)
        found = meant(wanted, [entity_of(held.people, code) for code in codes], surname_too=False)
        if not found:
            raise QueryError(f"nobody is on record as {wanted!r}; give another part of the name")
        if len(found) > 1:
            listed = "; ".join(f"{short(entity.id)} {entity.name}" for entity in found[:_LISTED])
            more = f"; and {len(found) - _LISTED} more" if len(found) > _LISTED else ""
            raise QueryError(f"{wanted!r} may be any of {len(found)}, give an id instead: {listed}{more}")
        return found[0].id

    def things(self, text: str = "", most: int = 50) -> tuple[ThingLine, ...]:
        """Weapons, vehicles, ships … by the beginnings of the words of their names, most records first."""
        with self._records(Query()) as (held, records):
            codes = held.things.meant(text) if text.strip() else None
            return tuple(held.things.lines(records.mask, codes)[:most])

    def place(self, wanted: str) -> profiles.PlacePage:
        """What is on record in a place, given by name, country (BLR) or number in the gazetteer."""
        if wanted.strip().isdigit():
            query = Query(geonames=int(wanted))
        else:
            query = Query(country=wanted.strip()) if is_country(wanted) else Query(place=wanted)
        with self._records(query) as (held, records):
            return profiles.place_page(held, wanted, records)

    def outlets(self) -> tuple[profiles.OutletLine, ...]:
        """The catalogue of outlets with counts and gaps."""
        self._keep_up()
        return profiles.outlets(self._held)

    def record(self, id_prefix: str) -> RecordPage:
        """One record, current or not, with who it names and what reviewers said. Raises QueryError."""
        with self._asking(fresh=False) as (held, connection):
            ledger = Ledger(self.path, connection, None)
            hit = ledger.record(id_prefix)
            record = hit.record
            if record is None:
                raise QueryError(f"{id_prefix} is no record")
            also = [id for id in ledger.told_again([record.id]).get(record.id, ()) if id != record.id]
            return RecordPage(
                hit,
                ledger.report(record.report_id),
                _entities(held, (record,)),
                checks.history(connection, record.id),
                _siblings(connection, hit),
                tuple(map(ledger.record, also)),
                tuple(map(ledger.record, retelling.apart(connection, record.id))),
            )

    def also(self, hits: Iterable[Hit]) -> dict[str, tuple[Hit, ...]]:
        """By the ids of records among the hits, other current records of the same event, the fullest first."""
        with self._asking(fresh=False) as (_, connection):
            ledger = Ledger(self.path, connection, None)
            again = ledger.told_again([hit.record.id for hit in hits if hit.record])
            others = {id: ledger.record(id) for event in set(again.values()) for id in event}
            return {id: tuple(others[each] for each in event if each != id) for id, event in again.items()}

    def report(self, id_prefix: str) -> ReportPage:
        """One report with its current records. Raises QueryError."""
        with self._asking(fresh=False) as (held, connection):
            ledger = Ledger(self.path, connection, None)
            filed = ledger.report(id_prefix)
            records = ledger.records_of(filed.report.id)
            ordered = tuple(sorted(records, key=lambda r: (r.trigger.span.start, r.trigger.span.end, r.id)))
            return ReportPage(filed, ordered, _entities(held, ordered))

    def next_to_check(
        self, reviewer: str, *, status: tuple[str, ...] = (), type: tuple[str, ...] = (), after: tuple[str, ...] = ()
    ) -> str | None:
        """The id of a record for this reviewer to check; None if there is none left. after: ids just shown."""
        with self._asking() as (held, connection):
            records = self._selected(held, connection, Query(status=status, type=type)).records
            return next_to_check(held, connection, records, reviewer, after)


def _keys(people: People, wanted: str) -> tuple[str, ...]:
    """The keys that an id, a key, or the beginning of one means. Raises QueryError if there is none."""
    if wanted in people.keys:
        return (wanted,)
    prefix, _, country = wanted.strip().rstrip("…").partition("-")
    found = people.starting(prefix.rstrip("…"), country or None)
    if not found:
        raise QueryError(f"nobody on record has an id beginning with {wanted}; `onrecord who NAME` lists ids")
    return tuple(found)


def _siblings(connection: apsw.Connection, hit: Hit) -> tuple[Hit, ...]:
    """The other current records of a record's words, in text order."""
    sql = (
        "SELECT o.n FROM record r JOIN record o ON o.passage = r.passage AND o.n <> r.n WHERE r.id = ? "
        "ORDER BY o.trigger_start, o.n"
    )
    keys = [row[0] for row in fetch(connection, sql, (hit.record.id if hit.record else "",))]
    found = load.records(connection, keys)
    return tuple(record_hit(found[k], hit.header) for k in keys if found[k].current)


def _entities(held: Held, records: tuple[Record, ...]) -> dict[str, Named]:
    """Who the records name, by each key that stands in them."""
    people = held.people
    parties = [(each.entity, each.country) for record in records for each in record.participants]
    parties += [(each.entity, each.country) for record in records for each in record.according_to]
    keys = {key(entity, country) for entity, country in parties if entity is not None}
    return {k: named(people, people.keys[k]) for k in sorted(keys) if k in people.keys}
