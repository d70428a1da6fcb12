"""Counting what a search finds: by status, type, place, outlet and so on; over time; on the map."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from onrecord.errors import QueryError
from onrecord.ledger.nouns import Query
from onrecord.ledger.view.arrays import NO_DAY, Codes, Column
from onrecord.ledger.view.naming import named
from onrecord.ledger.view.select import Chosen, Held, Selection


@dataclass(frozen=True, slots=True)
class FacetCount:
    """One value of a facet. value: what the query's field of that name takes; label: for people. chosen: asked for."""

    value: str
    label: str
    records: int
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """How the records of a search spread over the values of one field, most first.

    The field's own filter is left out, so that the counts say what choosing another value would give. more: how many
    values are not listed.
    """

    name: str
    counts: tuple[FacetCount, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Bucket:
    """A stretch of time, such as "2022-06", with how many records fall into it by status, in the order of statuses."""

    start: str
    counts: tuple[tuple[str, int], ...]

    @property
    def records(self) -> int:
        """All of them."""
        return sum(count for _, count in self.counts)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place with how many records lie in it. precision: how closely the words say where (see `RecordPlace`)."""

    name: str
    country: str | None
    geonames_id: int | None
    precision: str | None
    lat: float
    lon: float
    records: int


def facets(held: Held, selection: Selection, query: Query, most: int) -> tuple[Facet, ...]:
    """All facets of a search, each with its `most` frequent values."""
    codes = held.columns.codes
    plain: tuple[tuple[str, Codes, Sequence[str]], ...] = (
        ("status", codes.status, [str(status) for status in query.status]),
        ("type", codes.type, query.type),
        ("country", codes.country, _given(query.country)),
        ("place", codes.place, _given(query.place)),
        ("outlet", codes.outlet, _given(query.outlet)),
    )
    found = [
        _plain(name, held.records[name], selection.leaving(name), code, asked, most) for name, code, asked in plain
    ]
    found.append(_languages(held, selection.leaving("language"), query, most))
    found.append(_people("who", held, selection.leaving("who"), query.who_keys, most))
    found.append(_people("according_to", held, selection.leaving("according_to"), query.source_keys, most))
    found.append(_things(held, selection.leaving("thing"), query, most))
    counted = held.contexts.counts(selection.leaving("context").mask)
    found.append(_facet("context", ((name, name, n) for name, n in counted if n), query.context, most))
    found.append(_sayings(held, selection.leaving("according_to"), query, most))
    return tuple(found)


def _things(held: Held, records: Chosen, query: Query, most: int) -> Facet:
    lines = held.things.lines(records.mask)
    return _facet("thing", ((line.key, line.name, line.records) for line in lines), _given(query.thing), most)


def _sayings(held: Held, records: Chosen, query: Query, most: int) -> Facet:
    """By what a source does in saying it: as often as some source of a record does it."""
    values = list(held.people.sayings.values_)
    counts = held.people.said.counts(records.mask, len(values)).tolist()
    found = ((values[code], values[code], count) for code, count in enumerate(counts) if count)
    return _facet("saying", found, [str(saying) for saying in query.saying], most)


def _given(value: str | None) -> list[str]:
    return [value] if value else []


def _facet(name: str, counted: Iterable[tuple[str, str, int]], asked: Sequence[str], most: int) -> Facet:
    """The most frequent values, and those asked for wherever they stand."""
    wanted = {each.casefold() for each in asked}
    ordered = sorted(counted, key=lambda each: (-each[2], each[1]))
    shown = [each for at, each in enumerate(ordered) if at < most or each[0].casefold() in wanted]
    counts = tuple(FacetCount(value, label, n, value.casefold() in wanted) for value, label, n in shown)
    return Facet(name, counts, len(ordered) - len(shown))


def _plain(name: str, column: Column, records: Chosen, codes: Codes, asked: Sequence[str], most: int) -> Facet:
    counts = by_code(column, records)
    values = ((codes.values_[code], int(counts[code])) for code in np.flatnonzero(counts).tolist())
    return _facet(name, ((v, v, n) for v, n in values if v is not None), asked, most)


def by_code(column: Column, records: Chosen) -> NDArray[np.int64]:
    """How many of the records have each code."""
    return np.bincount(column[records.at])


def _languages(held: Held, records: Chosen, query: Query, most: int) -> Facet:
    """By language, "en-GB" counted as "en"."""
    counts: Counter[str] = Counter()
    for code, count in enumerate(by_code(held.records["language"], records).tolist()):
        if count and (language := held.columns.codes.language.values_[code]):
            counts[language.partition("-")[0]] += count
    return _facet("language", ((v, v, n) for v, n in counts.items()), _given(query.language), most)


def _people(name: str, held: Held, records: Chosen, asked: Sequence[str], most: int) -> Facet:
    """By entity: what counts for one of its keys counts for it."""
    people = held.people
    table = people.named if name == "who" else people.sources
    first = people.entities.first
    by_key = table.counts(records.mask, len(people.keys))[: len(first)]
    counts = np.bincount(first, by_key, minlength=len(first)).astype(np.int64)
    seen = int(np.count_nonzero(counts))
    wanted = [int(first[people.keys[k]]) for k in asked if k in people.keys and people.keys[k] < len(first)]
    chosen = set(wanted)
    codes = dict.fromkeys([*_highest(counts, most), *wanted])
    shown = []
    for code in codes:
        members = people.entities.of(code)
        count = int(counts[code])
        if len(members) > 1:
            # Two keys of one entity may stand in one record.
            count = int(np.count_nonzero(table.mask(members, len(records.mask)) & records.mask))
        entity = named(people, code, count)
        shown.append(FacetCount(entity.key, entity.name, count, code in chosen))
    shown.sort(key=lambda each: (-each.records, each.label))
    return Facet(name, tuple(shown), max(0, seen - len(shown)))


def _highest(counts: NDArray[np.int64], most: int) -> list[int]:
    held = np.flatnonzero(counts)
    if len(held) > most > 0:
        # Sorting all is quicker than parting: most counts are the same small number.
        held = held[counts[held] >= np.sort(counts[held])[-most]]
    ordered: list[int] = held[np.argsort(-counts[held], kind="stable")][:most].tolist()
    return ordered


_UNITS = {"day": "D", "month": "M", "year": "Y"}
FIT = 120
"""At most so many buckets are drawn side by side."""
# The share of records on either side that may be left out of a drawing.
_FAR_OFF = 0.01
_EPOCH = date(1970, 1, 1).toordinal()


def timeline(held: Held, records: Chosen, step: str = "month") -> tuple[Bucket, ...]:
    """The records by when they happened (or were published) and by status, oldest first; empty stretches are left out.

    A record of a whole month or year counts where that begins. step: day, month, year, or fit: the finest of which
    nearly all records fit into FIT. Raises QueryError.
    """
    if step not in {*_UNITS, "fit"}:
        raise QueryError(f"{step!r} is no step; give day, month, year or fit")
    columns, statuses = held.records, held.columns.codes.status.values_
    dated = records.at[columns["last"][records.at] > NO_DAY]
    if not len(dated):
        return ()
    day, width = columns["first"][dated], len(statuses)
    # Days from the year 1 to 9999 are few enough to have a place each; sorting a million dates takes longer.
    first = int(day.min())
    days = np.flatnonzero(np.bincount(day - first))
    place_of = np.zeros(int(days[-1]) + 1, np.int64)
    place_of[days] = np.arange(len(days))
    pairs = place_of[day - first] * width + columns["status"][dated]
    counts = np.bincount(pairs, minlength=len(days) * width).reshape(-1, width)
    dates = (days + (first - _EPOCH)).astype("datetime64[D]")
    units = dates.astype(f"datetime64[{_UNITS[_fitting(dates, counts.sum(axis=1)) if step == 'fit' else step]}]")
    starts = np.flatnonzero(np.concatenate([[True], units[1:] != units[:-1]]))
    names = np.datetime_as_string(units[starts]).tolist()
    return tuple(
        Bucket(name, tuple((status, count) for status, count in zip(statuses, row, strict=True) if count))
        for name, row in zip(names, np.add.reduceat(counts, starts).tolist(), strict=True)
    )


def _fitting(dates: Column, counts: Column) -> str:
    """Day or month, if nearly all of the records fit, else year: one of the year 1066 must not squeeze all others."""
    before, after = np.cumsum(counts), np.cumsum(counts[::-1])
    spare = int(before[-1]) * _FAR_OFF
    core = dates[
        int(np.searchsorted(before, spare, "right")) : len(dates) - int(np.searchsorted(after, spare, "right"))
    ]
    for step in ("day", "month"):
        units = core.astype(f"datetime64[{_UNITS[step]}]").astype(np.int64)
        if not len(units) or int(units[-1] - units[0]) < FIT:
            return step
    return "year"


def spots(held: Held, records: Chosen, most: int) -> tuple[Spot, ...]:
    """The places of the records that have a point, most records first."""
    columns, codes = held.records, held.columns.codes
    at = records.at[~np.isnan(columns["lat"][records.at])]
    lat, lon = columns["lat"][at], columns["lon"][at]
    place, country, precision = columns["place"][at], columns["country"][at], columns["precision"][at]
    geonames = columns["geonames"][at]
    key = np.rec.fromarrays([place, country, precision, lat, lon, geonames])
    _, first, counts = np.unique(key, return_index=True, return_counts=True)
    order = np.argsort(-counts, kind="stable")[:most]
    return tuple(
        Spot(
            codes.place.values_[int(place[i])] or "",
            codes.country.values_[int(country[i])],
            int(geonames[i]) or None,
            codes.precision.values_[int(precision[i])],
            round(float(lat[i]), 5),
            round(float(lon[i]), 5),
            int(counts[k]),
        )
        for k, i in ((int(k), int(first[k])) for k in order)
    )
