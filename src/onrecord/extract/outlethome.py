"""Where an outlet is at home, as far as its name or address tells: "The Paris News", "moscowtimes.ru"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from onrecord.extract.countries import countries, rows
from onrecord.extract.gazetteer import Entry, entries, key_of
from onrecord.model import Report

_ADDRESS = re.compile(r"(?:https?://)?(?:www\d?\.)?((?:[\w-]+\.)+[a-z]{2,})(?:[:/].*)?", re.IGNORECASE)
_SECOND_LEVEL = frozenset("co com net org gov ac edu or ne".split())
# Sold to everybody, whatever the country says: they tell nothing.
_SOLD = frozenset("tv me io co ai fm am ws cc la ly to gg sh".split())
_SHORTEST, _SMALLEST = 4, 1_000
_BEFORE = frozenset("the this our my".split())


@dataclass(frozen=True, slots=True)
class Home:
    """country: ISO 3166-1 alpha-3 or None. city: the name, "" if none is told. entries: what the city may be."""

    country: str | None = None
    city: str = ""
    entries: tuple[Entry, ...] = ()


def home_of(report: Report) -> Home:
    """The home of the report's outlet; its declared country goes before the ending of its address."""
    home = _home(report.outlet or "")
    return Home(report.outlet_country or home.country, home.city, home.entries)


@lru_cache(maxsize=1_000)
def _home(outlet: str) -> Home:
    address = _ADDRESS.fullmatch(outlet.strip())
    labels = address[1].lower().split(".") if address else []
    country = None if not labels or labels[-1] in _SOLD else _country_of_ending().get(labels[-1])
    named = [label for label in labels[:-1] if label not in _SECOND_LEVEL] if labels else [outlet]
    tried = (name for label in reversed(named) for name in (_of_label(label) if labels else _words_of(label)))
    for name in tried:
        if found := _places(name, country):
            return Home(country, key_of(name), found)
    return Home(country)


def _places(name: str, country: str | None) -> tuple[Entry, ...]:
    """The cities and countries of that name, in the country if one is known."""
    found = (e for e in entries(name.title()) if not e.demonym and e.place.precision in ("city", "country"))
    return tuple(e for e in found if e.population >= _SMALLEST and country in (None, e.place.country))


def _words_of(outlet: str) -> Iterator[str]:
    """What stands in a name between the words that newspapers bear: "The Kansas City Star" -> "Kansas City"."""
    kept: list[str] = []
    for word in [*key_of(outlet).split(), "news"]:
        if word not in _press():
            kept.append(word)
        elif kept:
            yield " ".join(kept)
            kept = []


def _of_label(label: str) -> Iterator[str]:
    """The same for "thekansascitystar": nothing parts the words, so one more space is tried everywhere."""
    for part in label.split("-"):
        rest = part
        while len(rest) >= _SHORTEST and rest not in _press():
            yield rest
            parted = ((rest[:i], rest[i:]) for i in range(3, len(rest) - 2))
            yield from (f"{a} {b}" for a, b in parted if not {a, b} & _press())
            if (shorter := _stripped(rest)) == rest:
                break
            rest = shorter


def _stripped(label: str) -> str:
    """Without one word at an end that newspapers bear, the longest first."""
    for word in sorted((w for w in _press() if len(w) > 2), key=lambda w: (-len(w), w)):
        if label.endswith(word) and word not in _BEFORE:
            return label.removesuffix(word)
        if label.startswith(word) and (len(word) > 3 or word in _BEFORE):
            return label.removeprefix(word)
    return label


@cache
def _press() -> frozenset[str]:
    return frozenset(w for group, words in rows("words.tsv") if group == "press" for w in words.split())


@cache
def _country_of_ending() -> dict[str, str]:
    return {c.iso2.lower(): c.iso3 for c in countries().values()} | {"uk": "GBR"}
