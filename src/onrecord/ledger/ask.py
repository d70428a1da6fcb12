"""A query as SQL: conditions with their parameters. No text of a user ever becomes part of a statement."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from typing import Any

from onrecord.errors import QueryError
from onrecord.ledger.days import days
from onrecord.ledger.fold import clean, folded, words
from onrecord.ledger.nouns import OWN_VOICE, Near, Query
from onrecord.link import parts
from onrecord.model import Saying, Status

MAX_TERMS = 100
_TERM = re.compile(r'["“”„«»]([^"“”„«»]*)(?:["“”«»](\*?)|$)|([^\s"“”„«»]+)')
_KM_PER_DEGREE = 111.195

# How far off a place of each precision may be: a search within 50 km must not find "somewhere in Ukraine".
_COARSENESS_KM = {"point": 0, "city": 0, "district": 0, "region": 200, "country": 1_000, "area": 1_000}


@dataclass(frozen=True, slots=True)
class Term:
    """One thing to be found: words in a row. prefix: the last of them may go on."""

    words: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """A piece of a WHERE clause and its parameters."""

    sql: str
    parameters: tuple[Any, ...] = ()


def terms(text: str) -> tuple[Term, ...]:
    """The terms of a search text: words, "quoted phrases", prefix*. Whatever is no word is passed over."""
    found: list[Term] = []
    for match in _TERM.finditer(clean(text)):
        phrase, star, word = match[1], match[2], match[3]
        if word is None:
            found.append(Term(tuple(words(phrase)), prefix=star == "*"))
        else:
            found.append(Term(tuple(words(word)), prefix=word.endswith("*")))
    kept = tuple(term for term in found if term.words)
    if len(kept) > MAX_TERMS:
        raise QueryError(f"the search has {len(kept)} words; at most {MAX_TERMS} can be searched for at once")
    return kept


def match(found: tuple[Term, ...]) -> str:
    """The FTS5 expression that all of the terms must fulfil. Empty if there are none."""
    return " AND ".join(f'"{" ".join(term.words)}"{" *" if term.prefix else ""}' for term in found)


@dataclass(frozen=True, slots=True)
class Asked:
    """A query taken apart. `on_report`: conditions on report p and its latest reading g; `on_record`: on record r.

    has_text: words were asked for; expression: what FTS5 is to match (empty: the text held no word, so nothing is
    found). wants_reports: whether reports without a matching record can be hits at all. once: conditions on record r
    that leave of each event one record.
    """

    query: Query
    terms: tuple[Term, ...]
    expression: str
    has_text: bool
    on_report: tuple[Condition, ...]
    on_record: tuple[Condition, ...]
    published: tuple[Condition, ...]
    wants_reports: bool
    once: tuple[Condition, ...] = ()


def ask(query: Query) -> Asked:
    """Take a query apart. Raises QueryError for a status, day, place or report that cannot be understood."""
    found = terms(query.text)
    on_record = _record_conditions(query)
    return Asked(
        query,
        found,
        match(found),
        bool(query.text.strip()),
        _report_conditions(query),
        (*on_record, *_time_conditions(query, "r.first_day", "r.last_day")),
        _time_conditions(query, "p.day", "p.day"),
        not on_record,
    )


def _present(value: str | None) -> bool:
    return value is not None and bool(value.strip())


def _report_conditions(query: Query) -> tuple[Condition, ...]:
    found: list[Condition] = []
    if query.outlet is not None and _present(query.outlet):
        found.append(_named("p.outlet", query.outlet))
    if query.language is not None and _present(query.language):
        code = clean(query.language).strip().lower()
        # Publishers declare "en-GB" where "en" is asked for.
        declared = "lower(substr(g.declared_language || '-', 1, length(?) + 1)) = ? || '-'"
        found.append(Condition(f"(g.language = ? OR (g.language IS NULL AND {declared}))", (code, code, code)))
    if query.report is not None and _present(query.report):
        low, high = prefix_range(query.report)
        found.append(Condition("p.id >= ? AND p.id < ?", (low, high)))
    return tuple(found)


def prefix_range(prefix: str) -> tuple[str, str]:
    """The ids that begin with `prefix`: at least the first, below the second. Raises QueryError if it is no id."""
    digits = prefix.strip().rstrip("…").lower()
    if not re.fullmatch(r"[0-9a-f]{1,64}", digits):
        raise QueryError(f"{prefix[:40]!r} is no id; an id, or its beginning, is made of the digits 0-9 and a-f")
    return digits, digits + "g"


def _record_conditions(query: Query) -> tuple[Condition, ...]:
    found: list[Condition] = []
    if query.status:
        found.append(_among("r.status", tuple(_status(status) for status in query.status)))
    if query.type:
        found.append(_among("r.type", tuple(clean(kind).strip().upper() for kind in query.type)))
    if query.who is not None and _present(query.who):
        found.append(who(query.who))
    if query.who_keys:
        found.append(_keyed(("participant", "according_to"), query.who_keys))
    found += sources(query)
    if query.source_keys:
        found.append(_keyed(("according_to",), query.source_keys))
    if query.country is not None and _present(query.country):
        found.append(Condition("r.country = ?", (query.country.strip().upper(),)))
    if query.thing is not None and _present(query.thing):
        found.append(_thing(query.thing))
    if query.context:
        found.append(_contexts(query.context))
    if query.geonames is not None:
        found.append(Condition("r.geonames_id = ?", (query.geonames,)))
    if query.place is not None and _present(query.place):
        found.append(_place(query.place))
    if query.near is not None:
        found.append(near(query.near))
    return tuple(found)


def _status(status: str) -> str:
    wanted = clean(status).strip().lower().replace(" ", "_").replace("-", "_")
    if wanted not in {str(member) for member in Status}:
        raise QueryError(f"{status!r} is no status; give one of {', '.join(sorted(Status))}")
    return wanted


def saying_of(saying: str) -> Saying:
    """The saying that is meant. Raises QueryError if it is none."""
    wanted = clean(saying).strip().lower()
    if wanted not in {str(member) for member in Saying}:
        raise QueryError(f"{saying!r} is nothing that a source does in saying it; give one of {', '.join(Saying)}")
    return Saying(wanted)


def _among(column: str, values: tuple[str, ...]) -> Condition:
    return Condition(f"{column} IN ({', '.join('?' * len(values))})", values)


def names_like(wanted: str) -> Condition:
    """The names in which every word of `wanted` begins a word; characters in a row where there are no spaces."""
    pieces = [folded(piece) for piece in clean(wanted).split()]
    pieces = [piece for piece in pieces if piece]
    if not pieces:
        return Condition("SELECT name FROM name WHERE 0")
    tests = " AND ".join("instr(folded, ?) > 0" for _ in pieces)
    return Condition(f"SELECT name FROM name WHERE {tests}", tuple(pieces))


def _named(column: str, wanted: str) -> Condition:
    names = names_like(wanted)
    return Condition(f"{column} IN ({names.sql})", names.parameters)


def who(wanted: str) -> Condition:
    """Records r in which somebody so named takes part or is a source."""
    names = names_like(wanted)
    return Condition(
        f"r.n IN (SELECT record FROM participant WHERE name IN ({names.sql}) "
        f"UNION SELECT record FROM according_to WHERE name IN ({names.sql}))",
        names.parameters * 2,
    )


def _thing(wanted: str) -> Condition:
    """Records that tell of a thing: [start, end, name, type, variant, entity] in `record.things`."""
    pieces = [piece for piece in map(folded, clean(wanted).split()) if piece]
    # Names of things are kept as they are written: hyphens part words, and case is folded, as far as it is ASCII.
    name = "' ' || lower(replace(t.value ->> 2 || ' ' || coalesce(t.value ->> 4, ''), '-', ' '))"
    named = " AND ".join(f"instr({name}, ?) > 0" for _ in pieces) or "0"
    told = f"SELECT 1 FROM json_each(r.things) t WHERE t.value ->> 5 = ? OR lower(t.value ->> 2) = ? OR ({named})"
    return Condition(f"r.things IS NOT NULL AND EXISTS ({told})", (wanted, wanted, *pieces))


def _contexts(wanted: tuple[str, ...]) -> Condition:
    """Records with any of these contexts, which `record.contexts` has with spaces between."""
    tests = " OR ".join("instr(' ' || r.contexts || ' ', ?) > 0" for _ in wanted)
    return Condition(f"({tests})", tuple(f" {clean(each).strip().lower()} " for each in wanted))


def _keyed(tables: tuple[str, ...], keys: tuple[str, ...]) -> Condition:
    """Records in which any of the keys stands. Who is not named stands for nobody."""
    pairs = tuple(part for key in keys for part in parts(key))
    tests = " OR ".join("(entity = ? AND country IS ?)" for _ in keys)
    found = " UNION ".join(f"SELECT record FROM {table} WHERE name IS NOT NULL AND ({tests})" for table in tables)
    return Condition(f"r.n IN ({found})", pairs * len(tables))


def sources(query: Query) -> list[Condition]:
    """Conditions on records r: what is asked of a source, its name and what it does, must be of the same source."""
    found: list[Condition] = []
    tests: list[Condition] = []
    if query.saying:
        tests.append(_among("saying", tuple(saying_of(saying) for saying in query.saying)))
    if query.according_to is not None and _present(query.according_to):
        if query.according_to.strip().lower() in OWN_VOICE:
            found.append(Condition("NOT EXISTS (SELECT 1 FROM according_to a WHERE a.record = r.n)"))
        else:
            tests.append(_named("name", query.according_to))
    if tests:
        both = _where(tuple(tests))
        found.append(Condition(f"r.n IN (SELECT record FROM according_to WHERE {both.sql})", both.parameters))
    return found


def _place(wanted: str) -> Condition:
    named = _named("r.place_name", wanted)
    code = wanted.strip()
    if is_country(code):
        return Condition(f"(r.country = ? OR {named.sql})", (code, *named.parameters))
    return named


def is_country(code: str) -> bool:
    """Whether this is written as a country is: three capitals."""
    return re.fullmatch(r"[A-Z]{3}", code.strip()) is not None


def near(near: Near) -> Condition:
    """Places within a distance on the globe, and no places that are only known more coarsely than that."""
    if not (-90 <= near.lat <= 90 and -180 <= near.lon <= 180 and 0 < near.km < math.inf):
        raise QueryError(
            f"near {near.lat}, {near.lon} within {near.km} km is no place; give latitude -90 to 90, longitude "
            f"-180 to 180 and a distance above 0"
        )
    precisions = tuple(name for name, coarseness in _COARSENESS_KM.items() if coarseness <= near.km)
    boxes = _boxes(near)
    overlap = " OR ".join("(north >= ? AND south <= ? AND east >= ? AND west <= ?)" for _ in boxes)
    known = _among("r.precision", precisions)
    return Condition(
        f"r.n IN (SELECT n FROM record_point WHERE {overlap}) AND {known.sql} AND 2 * 6371.009 * asin(min(1, sqrt("
        "pow(sin(radians(r.lat - ?) / 2), 2) + cos(radians(?)) * cos(radians(r.lat)) * "
        "pow(sin(radians(r.lon - ?) / 2), 2)))) <= ?",
        (*(edge for box in boxes for edge in box), *known.parameters, near.lat, near.lat, near.lon, near.km),
    )


def _boxes(near: Near) -> list[tuple[float, float, float, float]]:
    """South, north, west, east of one box around the circle, or of two where it crosses the 180th meridian."""
    half = near.km / _KM_PER_DEGREE * 1.01 + 0.001
    south, north = near.lat - half, near.lat + half
    if south <= -90 or north >= 90:
        return [(south, north, -180.0, 180.0)]
    # The circle is widest a little poleward of its centre; the asin is exact for that.
    wide = math.degrees(math.asin(min(1.0, math.sin(math.radians(half)) / math.cos(math.radians(near.lat)))))
    west, east = near.lon - wide, near.lon + wide
    boxes = [(south, north, west, east)]
    if west < -180:
        boxes.append((south, north, west + 360, 180.0))
    if east > 180:
        boxes.append((south, north, -180.0, east - 360))
    return boxes


def _time_conditions(query: Query, first: str, last: str) -> tuple[Condition, ...]:
    found: list[Condition] = []
    if query.since is not None and _present(query.since):
        found.append(Condition(f"{last} >= ?", (_days(query.since)[0],)))
    if query.until is not None and _present(query.until):
        found.append(Condition(f"{first} <= ?", (_days(query.until)[1],)))
    return tuple(found)


def _days(value: str) -> tuple[str, str]:
    found = days(value)
    if found is None:
        raise QueryError(f"{value!r} is no day; write it as 2022-06-25, 2022-06, 2022 or 2022-W25")
    return found


Statement = tuple[str, tuple[Any, ...]]

_CURRENT = Condition("EXISTS (SELECT 1 FROM reading_record m WHERE m.reading = g.n AND m.record = r.n)")
_LATEST = "JOIN reading g ON g.n = (SELECT max(n) FROM reading WHERE report = p.n)"


def _where(conditions: tuple[Condition, ...]) -> Condition:
    sql = " AND ".join(condition.sql for condition in conditions) or "1"
    return Condition(sql, tuple(value for condition in conditions for value in condition.parameters))


def _ranked(table: str, key: str) -> str:
    return f"JOIN (SELECT rowid, rank FROM {table} WHERE {table} MATCH ?) w ON w.rowid = {key}"


def _matching(table: str, key: str, expression: str) -> Condition:
    return Condition(f"{key} IN (SELECT rowid FROM {table} WHERE {table} MATCH ?)", (expression,))


def records_statement(asked: Asked, *, ranked: bool) -> Statement:
    """The records that match: columns is_record, n, day, report, at, rank (BM25 if `ranked`, lower is better)."""
    conditions = [*asked.on_report, *asked.on_record, *asked.once]
    if asked.has_text and not ranked:
        conditions.append(_matching("passage_words", "r.passage", asked.expression))
    if not asked.query.history:
        conditions.append(_CURRENT)
    where = _where(tuple(conditions))
    join, first = (_ranked("passage_words", "r.passage"), (asked.expression,)) if ranked else ("", ())
    # Leafing through a whole ledger must start at the newest report, so that a page stops after its last row;
    # CROSS JOIN keeps SQLite from starting at the records.
    leafing = not (asked.has_text or asked.on_record or asked.query.report)
    record = "CROSS JOIN record r" if leafing else "JOIN record r"
    return (
        f"SELECT 1 AS is_record, r.n AS n, p.day AS day, p.n AS report, r.trigger_start AS at, "
        f"{'w.rank' if ranked else '0.0'} AS rank "
        f"FROM report p {'CROSS ' if leafing else ''}{_LATEST} {record} ON r.report = p.n {join} WHERE {where.sql}",
        (*first, *where.parameters),
    )


def reports_statement(asked: Asked, *, ranked: bool) -> Statement:
    """The reports that match while none of their records does; same columns as `records_statement`."""
    conditions = [*asked.on_report, *asked.published]
    if asked.has_text:
        inner, parameters = records_statement(replace(asked, once=()), ranked=False)
        conditions.append(Condition(f"p.n NOT IN (SELECT report FROM ({inner}))", parameters))
        if not ranked:
            conditions.append(_matching("report_words", "p.n", asked.expression))
    else:
        conditions.append(Condition("g.records = 0"))
    where = _where(tuple(conditions))
    join, first = (_ranked("report_words", "p.n"), (asked.expression,)) if ranked else ("", ())
    return (
        f"SELECT 0 AS is_record, p.n AS n, p.day AS day, p.n AS report, -1 AS at, "
        f"{'w.rank' if ranked else '0.0'} AS rank FROM report p {_LATEST} {join} WHERE {where.sql}",
        (*first, *where.parameters),
    )
