"""A query as masks over the columns, one for each thing that is asked, so that each can be left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import apsw
import numpy as np

from onrecord.ledger import ask
from onrecord.ledger.days import days
from onrecord.ledger.fold import clean, folded
from onrecord.ledger.nouns import OWN_VOICE, Query
from onrecord.ledger.view.arrays import Codes, Column, Days, Mask, Numbers, taken
from onrecord.ledger.view.columns import Columns
from onrecord.ledger.view.contexts import Contexts
from onrecord.ledger.view.people import People
from onrecord.ledger.view.retold import Retold
from onrecord.ledger.view.sets import Sets, Wanted, conditions, words
from onrecord.ledger.view.things import Things


@dataclass(frozen=True, slots=True)
class Held:
    """What is held in memory, as of one moment: columns of reports and records by name, and who they name."""

    columns: Columns
    people: People
    sets: Sets
    things: Things
    contexts: Contexts
    retold: Retold
    reports: dict[str, Column]
    records: dict[str, Column]


@dataclass(frozen=True, slots=True)
class Chosen:
    """Some records, as a mask over the columns and as places in them: one is quicker for many, one for few."""

    mask: Mask
    at: Numbers

    @property
    def size(self) -> int:
        """How many."""
        return len(self.at)


def chosen(mask: Mask) -> Chosen:
    """The records of a mask."""
    return Chosen(mask, np.flatnonzero(mask))


@dataclass(frozen=True, slots=True)
class Selection:
    """What a query lets by. masks: over records, by what was asked.

    records, reports: what passes; reports only those that are a hit without a record. retold: of records that tell
    one event only the fullest passes.
    """

    asked: ask.Asked
    masks: dict[str, Mask]
    records: Chosen
    reports: Mask
    retold: Retold | None = None

    def leaving(self, name: str) -> Chosen:
        """The records that pass if this is not asked."""
        if name not in self.masks:
            return self.records
        others = (mask for other, mask in self.masks.items() if other != name)
        return _passing(len(self.records.mask), others, self.retold)


def _passing(size: int, masks: Iterable[Mask], retold: Retold | None) -> Chosen:
    found = _all(size, masks)
    return chosen(found if retold is None else retold.once(found))


def _all(size: int, masks: Iterable[Mask]) -> Mask:
    found = np.ones(size, np.bool_)
    for mask in masks:
        found &= mask
    return found


def select(held: Held, connection: apsw.Connection, query: Query) -> Selection:
    """The masks of a query; inside a transaction of the caller. Raises QueryError as `ask` does."""
    asked = ask.ask(query)
    masks = {
        name: mask
        for name, make in (*_BY_CODE.items(), *_BY_SET.items())
        if (mask := make(held, connection, query)) is not None
    }
    if not query.history:
        masks["current"] = held.records["current"]
    if asked.has_text:
        masks["text"] = _passages(held, connection, asked.expression)
    records = chosen(_all(len(held.records["n"]), masks.values()))
    retold = held.retold if query.events_only else None
    reports = np.zeros(len(held.reports["n"]), np.bool_)
    if asked.wants_reports:
        reports = _without_records(held, connection, asked, records)
        for mask in _on_reports(held, connection, query):
            reports &= mask
    if retold is not None:
        records = chosen(retold.once(records.mask))
    return Selection(asked, masks, records, reports, retold)


def _passages(held: Held, connection: apsw.Connection, expression: str) -> Mask:
    if not expression:
        return np.zeros(len(held.records["n"]), np.bool_)
    return _of(held.sets.keys(connection, words("passage_words", "passage", expression)), held.records["passage"])


def _without_records(held: Held, connection: apsw.Connection, asked: ask.Asked, records: Chosen) -> Mask:
    """Reports that can be a hit because none of their records is."""
    reports = held.reports["n"]
    if not asked.has_text:
        return np.equal(held.reports["records"], 0)
    if not asked.expression:
        return np.zeros(len(reports), np.bool_)
    found = _of(held.sets.keys(connection, words("report_words", "report", asked.expression)), reports)
    found[held.records["report"][records.at]] = False
    return found


def _of(keys: Mask, column: Column) -> Mask:
    """Which of a column's keys are in a set of keys. The columns may know of rows that came after the set."""
    known = len(keys)
    if len(column) and int(column.max()) >= known:
        keys = np.concatenate([keys, np.zeros(int(column.max()) + 1 - known, np.bool_)])
    return taken(keys, column)


def _on_reports(held: Held, connection: apsw.Connection, query: Query) -> Iterator[Mask]:
    """What is asked of reports, over reports; the days are those of publication."""
    codes, reports = held.columns.codes, held.reports
    if _present(query.outlet):
        yield taken(_named(codes.outlet, query.outlet or ""), reports["outlet"])
    if _present(query.language):
        yield taken(_in_language(codes.language, query.language or ""), reports["language"])
    if _present(query.report):
        yield _reports_with(held, connection, query.report or "")
    if _present(query.since):
        yield reports["day"] >= _edge(query.since, 0)
    if _present(query.until):
        yield (reports["day"] <= _edge(query.until, 1)) & (reports["day"] > 0)


def _present(value: str | None) -> bool:
    return value is not None and bool(value.strip())


def _edge(value: str | None, end: int) -> int:
    found = days(value or "")
    return Days(0)[found[end] if found else None]


def _named(codes: Codes, wanted: str) -> Mask:
    """By code, the names in which every word of `wanted` begins a word."""
    pieces = [piece for piece in map(folded, clean(wanted).split()) if piece]
    names = list(codes.values_)
    found = (name is not None and bool(pieces) and all(p in folded(name) for p in pieces) for name in names)
    return np.fromiter(found, np.bool_, len(names))


def _in_language(codes: Codes, wanted: str) -> Mask:
    code = clean(wanted).strip().lower()
    names = list(codes.values_)
    return np.fromiter((f"{name or ''}-".startswith(f"{code}-") for name in names), np.bool_, len(names))


def _one_of(codes: Codes, values: Iterable[str | None]) -> Mask:
    found = np.zeros(len(codes), np.bool_)
    found[[codes[value] for value in values if value in codes]] = True
    return found


def _statuses(held: Held, _: apsw.Connection, query: Query) -> Mask | None:
    if not query.status:
        return None
    values = [str(status).strip().lower().replace(" ", "_").replace("-", "_") for status in query.status]
    return taken(_one_of(held.columns.codes.status, values), held.records["status"])


def _types(held: Held, _: apsw.Connection, query: Query) -> Mask | None:
    if not query.type:
        return None
    return taken(_one_of(held.columns.codes.type, [t.strip().upper() for t in query.type]), held.records["type"])


def _outlets(held: Held, _: apsw.Connection, query: Query) -> Mask | None:
    if not _present(query.outlet):
        return None
    return taken(_named(held.columns.codes.outlet, query.outlet or ""), held.records["outlet"])


def _languages(held: Held, _: apsw.Connection, query: Query) -> Mask | None:
    if not _present(query.language):
        return None
    return taken(_in_language(held.columns.codes.language, query.language or ""), held.records["language"])


def _countries(held: Held, _: apsw.Connection, query: Query) -> Mask | None:
    if not _present(query.country):
        return None
    wanted = [(query.country or "").strip().upper()]
    return taken(_one_of(held.columns.codes.country, wanted), held.records["country"])


def _places(held: Held, _: apsw.Connection, query: Query) -> Mask | None:
    if not _present(query.place):
        return None
    wanted = query.place or ""
    found = taken(_named(held.columns.codes.place, wanted), held.records["place"])
    if ask.is_country(wanted):
        found = found | taken(_one_of(held.columns.codes.country, [wanted.strip()]), held.records["country"])
    return found


def _geonames(held: Held, _: apsw.Connection, query: Query) -> Mask | None:
    return None if query.geonames is None else np.equal(held.records["geonames"], query.geonames)


def _things(held: Held, _: apsw.Connection, query: Query) -> Mask | None:
    return held.things.mask(query.thing or "", len(held.records["n"])) if _present(query.thing) else None


def _contexts(held: Held, _: apsw.Connection, query: Query) -> Mask | None:
    return held.contexts.mask(query.context, len(held.records["n"])) if query.context else None


def _since(held: Held, _: apsw.Connection, query: Query) -> Mask | None:
    return np.greater_equal(held.records["last"], _edge(query.since, 0)) if _present(query.since) else None


def _until(held: Held, _: apsw.Connection, query: Query) -> Mask | None:
    return np.less_equal(held.records["first"], _edge(query.until, 1)) if _present(query.until) else None


def _who(held: Held, connection: apsw.Connection, query: Query) -> Mask | None:
    size = len(held.records["n"])
    people, found = held.people, None
    if query.who_keys:
        found = people.named.mask(people.codes(people.together(query.who_keys)), size)
    if _present(query.who):
        named = _set(held, connection, ask.who(query.who or ""))
        found = named if found is None else found & named
    return found


def _sources(held: Held, connection: apsw.Connection, query: Query) -> Mask | None:
    """By keys, by name, or nobody; what a source does in saying it is asked of the very source."""
    size = len(held.records["n"])
    people, found = held.people, None
    if query.source_keys:
        found = people.sources.mask(people.codes(people.together(query.source_keys)), size)
    own = _present(query.according_to) and (query.according_to or "").strip().lower() in OWN_VOICE
    if own and not query.saying:
        unvoiced: Mask = ~held.records["voiced"]
        return unvoiced if found is None else found & unvoiced
    for condition in ask.sources(query):
        named = _set(held, connection, condition)
        found = named if found is None else found & named
    return found


def _near(held: Held, connection: apsw.Connection, query: Query) -> Mask | None:
    return None if query.near is None else _set(held, connection, ask.near(query.near))


def _report(held: Held, connection: apsw.Connection, query: Query) -> Mask | None:
    if not _present(query.report):
        return None
    return taken(_reports_with(held, connection, query.report or ""), held.records["report"])


def _reports_with(held: Held, connection: apsw.Connection, prefix: str) -> Mask:
    wanted = Wanted(
        "SELECT n AS k FROM report WHERE id >= ? AND id < ? AND n > {after}", ask.prefix_range(prefix), "report"
    )
    return _of(held.sets.keys(connection, wanted), held.reports["n"])


def _set(held: Held, connection: apsw.Connection, condition: ask.Condition) -> Mask:
    return _of(held.sets.keys(connection, conditions(condition.sql, condition.parameters)), held.records["n"])


_Make = Callable[[Held, apsw.Connection, Query], Mask | None]
_BY_CODE: dict[str, _Make] = {
    "status": _statuses,
    "type": _types,
    "outlet": _outlets,
    "language": _languages,
    "country": _countries,
    "place": _places,
    "geonames": _geonames,
    "thing": _things,
    "context": _contexts,
    "since": _since,
    "until": _until,
}
_BY_SET: dict[str, _Make] = {"who": _who, "according_to": _sources, "near": _near, "report": _report}
