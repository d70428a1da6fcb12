"""The gazetteer: a name -> the places that bear it, by binary search in one sorted file that stays on the disk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from mmap import ACCESS_READ, mmap
from pathlib import Path

from onrecord.extract.countries import Country, countries, country_of, demonym_of, fold, rows
from onrecord.model import Place

TABLES = ("countries.tsv", "regions.tsv", "abbreviations.tsv", "words.tsv", "gazetteer.json")
_SAME = {"saint": "st", "mount": "mt", "fort": "ft", "and": "&"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A place as the resolver weighs it.

    population: people, 0 where unknown. admin1: GeoNames code of the first-order unit ("US.LA") or "". usual: the name
    asked for is the usual one. demonym: the name asked for is one of its people. capital: of a country.
    """

    place: Place
    population: int
    admin1: str = ""
    usual: bool = True
    demonym: bool = False
    capital: bool = False


@lru_cache(maxsize=50_000)
def key_of(name: str) -> str:
    """What names are compared by: folded, lower case, "St." for "Saint", "Mt" for "Mount", "Ft" for "Fort"."""
    return " ".join(_SAME.get(word, word) for word in fold(name).casefold().replace("'", "").split())


@lru_cache(maxsize=20_000)
def entries(name: str) -> tuple[Entry, ...]:
    """Every place that the name may mean, countries and demonyms among them, most populous first; () for no match."""
    key = key_of(name)
    areas = _areas().get(key, ())
    # Those of a part of a country ("Chechens", "Scottish") stand for the part.
    whole = () if any(e.demonym for e in areas) else _countries(name)
    found = [*whole, *areas]
    found += [e for e in _stored(key) if not any(_is_part(e, w) for w in found)]
    if not found:
        return ()
    # The own table repeats some places of the other for the sake of their people: of two alike, one with an id is kept.
    found.sort(key=lambda e: (e.place.geonames_id is None, not e.admin1))
    kept = {_identity(e): e for e in reversed(found)}
    once = {e.place.geonames_id or key: e for key, e in reversed(kept.items())}
    return tuple(sorted(once.values(), key=lambda e: (-e.population, e.place.name)))


def _is_part(unit: Entry, whole: Entry) -> bool:
    """Whether a unit is only also called by the name of a whole: no province is meant by Taiwan or by Kashmir."""
    if unit.usual or unit.place.precision == "city" or whole.demonym:
        return False
    if whole.place.precision == "country":
        return unit.place.country == whole.place.country
    return unit.place.precision == "region"


def _identity(entry: Entry) -> tuple[object, ...]:
    place = entry.place
    if place.precision in ("region", "area", "country"):
        return place.name, place.country, place.precision
    return place.geonames_id or place.name, entry.admin1, place.precision


def state_of(words: str, *, after_comma: bool = False) -> Entry | None:
    """The state or province that an abbreviation means: "Kan.", "W. Va.", "N.C."; "OH" only after a comma."""
    short = "".join(words.split())
    code = _abbreviations().get(short)
    if code is None or (not after_comma and "." not in short):
        return None
    return region(code)


def region(code: str) -> Entry | None:
    """The first-order unit with this GeoNames code ("US.KS")."""
    name = _region_names().get(code)
    return (
        next((e for e in _stored(name) if e.admin1 == code and e.place.precision == "region"), None) if name else None
    )


def contains(outer: Entry, inner: Entry) -> bool:
    """Whether the inner place lies in the outer one, a country or first-order unit."""
    if outer is inner or outer.place.country is None or outer.place.country != inner.place.country:
        return False
    if outer.place.precision == "country":
        return inner.place.precision != "country"
    return outer.place.precision == "region" and bool(outer.admin1) and outer.admin1 == inner.admin1


def country_entry(country: Country, *, demonym: bool = False) -> Entry:
    """A country as an entry."""
    place = Place(country.geonames_id, country.names[0], country.iso3, country.lat, country.lon, "country")
    return Entry(place, country.population, demonym=demonym)


def _countries(name: str) -> list[Entry]:
    iso3 = country_of(name)
    if iso3 is None or key_of(name) in _parts():
        return []
    return [country_entry(countries()[iso3], demonym=demonym_of(name) == iso3)]


@cache
def _parts() -> frozenset[str]:
    return frozenset(key_of(p) for c in countries().values() for p in c.parts)


@cache
def _areas() -> dict[str, tuple[Entry, ...]]:
    """Continents, seas, constituent countries, disputed and informal regions of the own table, by key."""
    found: dict[str, tuple[Entry, ...]] = {}
    for names, ident, iso3, lat, lon, population, precision, *people in rows("regions.tsv"):
        first, *others = names.split("|")
        place = Place(int(ident) if ident else None, first, iso3 or None, float(lat), float(lon), precision)
        for name in (first, *others):
            found[key_of(name)] = (*found.get(key_of(name), ()), Entry(place, int(population)))
        for name in filter(None, "|".join(people).split("|")):
            found[key_of(name)] = (*found.get(key_of(name), ()), Entry(place, int(population), demonym=True))
    return found


@cache
def _abbreviations() -> dict[str, str]:
    return {"".join(short.split()): code for code, _, cell in rows("abbreviations.tsv") for short in cell.split("|")}


@cache
def _region_names() -> dict[str, str]:
    return {code: key_of(name) for code, name, _ in rows("abbreviations.tsv")}


@cache
def _capitals() -> frozenset[tuple[str, str]]:
    return frozenset((c.iso3, key_of(name)) for c in countries().values() for name in c.capitals)


@cache
def _table() -> mmap | bytes:
    """The rows in byte order; a tab sorts before all that a key is made of, so rows are in order of keys too.

    Mapped, so that only what is looked up is ever in memory; read whole where the package is no folder.
    """
    path = files("onrecord").joinpath("data/places/gazetteer.tsv")
    if not isinstance(path, Path):
        return path.read_bytes()
    with path.open("rb") as opened:
        return mmap(opened.fileno(), 0, access=ACCESS_READ)


def _stored(key: str) -> Iterator[Entry]:
    """The rows with exactly this key."""
    table, wanted = _table(), f"{key}\t".encode()
    at = _first(table, wanted, *_with_first_word(key.partition(" ")[0]))
    while table[at : at + len(wanted)] == wanted:
        end = table.find(b"\n", at)
        yield _entry(table[at:end].decode().split("\t"))
        at = end + 1


@lru_cache(maxsize=20_000)
def _with_first_word(word: str) -> tuple[int, int]:
    """Where the rows with keys of this first word begin and end: the longer names with it are looked for in these."""
    table = _table()
    low = _first(table, f"{word}\t".encode(), 0, len(table))
    return low, _first(table, f"{word}!".encode(), low, len(table))  # the sign after the space


def _first(table: mmap | bytes, wanted: bytes, low: int, high: int) -> int:
    """Where the first row begins, between two others, that does not sort before what is wanted."""
    while low < high:
        at = table.rfind(b"\n", low, (low + high) // 2) + 1 or low
        if table[at : at + len(wanted)] < wanted:
            low = table.find(b"\n", at) + 1
        else:
            high = at
    return low


def _entry(row: list[str]) -> Entry:
    _, name, kind, ident, iso3, admin1, lat, lon, population, flag = row
    place = Place(int(ident) if ident else None, name, iso3, float(lat), float(lon), kind)
    capital = kind == "city" and (iso3, key_of(name)) in _capitals()
    return Entry(place, int(population), admin1, flag == "name", capital=capital)


@cache
def abbreviation_pattern() -> str:
    """A regular expression for every short form of a state, the longest first, with or without space after periods."""
    shorts = {s for _, _, cell in rows("abbreviations.tsv") for s in cell.split("|")}
    escaped = (re.escape(s).replace(r"\ ", r"\s?") for s in sorted(shorts, key=lambda s: (-len(s), s)))
    return "|".join(escaped)


@cache
def phrase_pattern() -> str:
    """A regular expression for the names of the own table with a small word in them: "Strait of Hormuz"."""
    names = {name for row in rows("regions.tsv") for name in row[0].split("|")}
    phrases = sorted((n for n in names if " of " in n or " the " in n), key=lambda n: (-len(n), n))
    return "|".join(re.escape(n) for n in phrases)
