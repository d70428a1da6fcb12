"""What is on record about one entity or one place, and the catalogue of outlets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import apsw
import numpy as np

from onrecord.errors import QueryError
from onrecord.ledger.connect import fetch
from onrecord.ledger.view.arrays import NO_DAY, Column, day_of
from onrecord.ledger.view.facets import Bucket, Spot, by_code, spots, timeline
from onrecord.ledger.view.naming import Named, named
from onrecord.ledger.view.select import Chosen, Held, chosen
from onrecord.link import parts

_GAPS = 10
Counts = tuple[tuple[str, int], ...]
"""Values with how many records have them, most first."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What is on record, in numbers. first, last: days (ISO 8601) of the earliest and latest; None: no day known."""

    records: int
    reports: int
    by_status: Counts
    by_type: Counts
    by_country: Counts
    timeline: tuple[Bucket, ...]
    spots: tuple[Spot, ...]
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class EntityPage:
    """An entity. keys: all of its keys. by_role, by_saying: as what it takes part, what it did in saying something."""

    entity: Named
    keys: tuple[str, ...]
    profile: Profile
    by_role: Counts
    by_saying: Counts


@dataclass(frozen=True, slots=True)
class PlacePage:
    """A place, by name or country."""

    name: str
    profile: Profile


@dataclass(frozen=True, slots=True)
class OutletLine:
    """An outlet in one language. days: on how many it published; without: how many between the first and the last not.

    gaps: first and last day of the longest stretches without a report, the longest first.
    """

    name: str | None
    country: str | None
    language: str | None
    reports: int
    records: int
    first: str | None
    last: str | None
    days: int
    without: int
    gaps: tuple[tuple[str, str], ...]


def profile(held: Held, records: Chosen, most_spots: int = 500) -> Profile:
    """The numbers of some records."""
    columns, codes = held.records, held.columns.codes
    dated = records.at[columns["last"][records.at] > NO_DAY]
    days = columns["first"][dated]
    return Profile(
        records=records.size,
        reports=len(np.unique(columns["report"][records.at])),
        by_status=_counts(by_code(columns["status"], records), codes.status.values_),
        by_type=_counts(by_code(columns["type"], records), codes.type.values_),
        by_country=_counts(by_code(columns["country"], records), codes.country.values_),
        timeline=timeline(held, records),
        spots=spots(held, records, most_spots),
        first=day_of(int(days.min())) if len(days) else None,
        last=day_of(int(columns["last"][dated].max())) if len(days) else None,
    )


def _counts(counts: Column, values: Sequence[str | None]) -> Counts:
    found = [(value, int(n)) for value, n in zip(values, counts, strict=False) if n and value is not None]
    return tuple(sorted(found, key=lambda each: (-each[1], each[0])))


def entity_page(held: Held, connection: apsw.Connection, keys: tuple[str, ...]) -> EntityPage:
    """The page of the entity with these keys; inside a transaction of the caller."""
    people = held.people
    codes = people.codes(keys)
    records = chosen(people.named.mask(codes, len(held.records["n"])) & held.records["current"])
    roles: Counter[str] = Counter()
    for k in keys:
        sql = "SELECT role, count(*) FROM participant WHERE entity = ? AND country IS ? GROUP BY 1"
        roles.update(dict(fetch(connection, sql, parts(k))))
    said = np.bincount(people.voices.of(codes, "saying"))
    return EntityPage(
        named(people, codes[0]),
        keys,
        profile(held, records),
        tuple(roles.most_common()),
        _counts(said, people.sayings.values_),
    )


def place_page(held: Held, name: str, records: Chosen) -> PlacePage:
    """The page of a place. Raises QueryError if no record lies there."""
    if not records.size:
        raise QueryError(f"no record lies in {name!r}; give a name as reports print it, or a country such as BLR")
    return PlacePage(name, profile(held, records))


def outlets(held: Held) -> tuple[OutletLine, ...]:
    """The catalogue: a line an outlet, country and language; most reports first."""
    columns, codes = held.reports, held.columns.codes
    line = np.stack([columns["outlet"], columns["country"], columns["language"]])
    kinds, place = np.unique(line, axis=1, return_inverse=True)
    order = np.argsort(place, kind="stable")
    edges = np.searchsorted(place[order], np.arange(kinds.shape[1] + 1))
    found = []
    for number, (outlet, country, language) in enumerate(kinds.T.tolist()):
        rows = order[edges[number] : edges[number + 1]]
        days = np.unique(columns["day"][rows])
        days = days[days > NO_DAY]
        found.append(
            OutletLine(
                codes.outlet.values_[outlet],
                codes.country.values_[country],
                codes.language.values_[language],
                len(rows),
                int(columns["records"][rows].sum()),
                day_of(int(days[0])) if len(days) else None,
                day_of(int(days[-1])) if len(days) else None,
                len(days),
                int(days[-1] - days[0]) + 1 - len(days) if len(days) else 0,
                _gaps(days),
            )
        )
    return tuple(sorted(found, key=lambda each: (-each.reports, each.name or "", each.language or "")))


def _gaps(days: Column) -> tuple[tuple[str, str], ...]:
    """The longest stretches without a report between two days that have one."""
    between = np.diff(days)
    order = np.argsort(-between, kind="stable")[:_GAPS]
    after = order[between[order] > 1]
    pairs = ((day_of(int(days[i]) + 1), day_of(int(days[i + 1]) - 1)) for i in after)
    return tuple((first, last) for first, last in pairs if first and last)
