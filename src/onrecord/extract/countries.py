"""Countries, their people, capitals and the bodies of states, as English news names them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import blake2b
from importlib.resources import files

_FOLDER = "data/places"
# Words and phrases of the news repeat; the oldest leave.
_REMEMBERED = 20_000
# What Unicode does not take apart, and the signs of transliterations; dashes are spaces, periods nothing.
_LETTERS = str.maketrans(
    {"’": "'", "‘": "'", "ʻ": None, "ʼ": None, "ʿ": None, "ʾ": None, "`": None, ".": None, "ł": "l", "Ł": "L", "ø": "o"}
    | {
        "Ø": "O",
        "đ": "d",
        "Đ": "D",
        "ð": "d",
        "þ": "th",
        "ß": "ss",
        "æ": "ae",
        "Æ": "Ae",
        "œ": "oe",
        "ı": "i",
        "ə": "a",
    }
    | dict.fromkeys("‐‑–—-", " ")
)
# Nothing of this is changed but an article.
_SIMPLE = re.compile(r"[A-Za-z0-9]+(?: [A-Za-z0-9]+)*")
_POSSESSIVE = re.compile(r"(?:'s|(?<=s)')$", re.IGNORECASE)
_APART = re.compile(r"\s+('s\b|(?<=s\s)'(?=\s|$))")  # a possessive that is a word of its own in the tree
_ARTICLE = re.compile(r"^(?:the|The|THE)\s+(?=\S)")
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:'[^\W_]+)*")
# Inside these the name of a country means something else: a sea, a state, a part of the world, a people within one.
_NOT_COUNTRIES = (
    "New Jersey|New Mexico|New England|Gulf of Mexico|Gulf of Oman|Gulf of Guinea|Gulf of Panama|South China Sea"
    "|East China Sea|Indian Ocean|English Channel|Irish Sea|Sea of Japan|Philippine Sea|Persian Gulf|Lake Chad"
    "|Native American|Native Americans|American Indian|American Indians|Latin America|Latin American|Latin Americans"
    "|South America|South American|South Americans|North America|North American|North Americans|Central America"
    "|Central American|Central Americans|African American|African Americans|Jersey City|Jersey Shore|Air Jordan"
    "|Georgia Tech|Lebanon Valley|Turkey Creek|Bank of America|Miss America|Captain America|Mexican Hat"
).split("|")
# Beside these a country is one that somebody is for, against, backed by: "pro-Russian", "English-speaking".
SIDING = frozenset({"pro", "anti"})
SIDED = frozenset(
    "backed speaking supported funded financed sponsored allied friendly occupied held owned made controlled "
    "administered armed trained".split()
)


@dataclass(frozen=True, slots=True)
class Country:
    """A row of countries.tsv. lat, lon: rough centre in degrees. names, capitals, adjectives, people: the usual first.

    seats: what stands for its government ("Kremlin"). parts: constituent countries ("Scotland"), which are places of
    their own but whose people act for no other state.
    """

    iso3: str
    iso2: str
    geonames_id: int
    lat: float
    lon: float
    population: int
    names: tuple[str, ...]
    capitals: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    seats: tuple[str, ...]
    parts: tuple[str, ...]


@cache
def table_bytes(name: str) -> bytes:
    """A table of data/places as it is stored."""
    return files("onrecord").joinpath(f"{_FOLDER}/{name}").read_bytes()


def table_hash(*names: str) -> str:
    """Twelve hexadecimal digits that change with the tables: part of a stage's config."""
    return blake2b(b"".join(table_bytes(n) for n in names), digest_size=6).hexdigest()


def rows(name: str) -> Iterator[list[str]]:
    """The rows of a tab-separated table, without comments and empty lines."""
    for line in table_bytes(name).decode().splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


@cache
def countries() -> dict[str, Country]:
    """All countries and territories by ISO 3166-1 alpha-3 (Kosovo: XKX)."""
    found = {}
    for row in rows("countries.tsv"):
        iso3, iso2, ident, lat, lon, population, *lists = row
        split = [tuple(v for v in cell.split("|") if v) for cell in lists]
        split += [()] * (6 - len(split))
        found[iso3] = Country(iso3, iso2, int(ident), float(lat), float(lon), int(population), *split)
    return found


@lru_cache(maxsize=_REMEMBERED)
def fold(words: str) -> str:
    """Words without article, accents, periods, possessive; hyphens as spaces; letter case is kept.

    "the U.S." -> "US", "Côte d’Ivoire's" -> "Cote d'Ivoire".
    """
    if _SIMPLE.fullmatch(words):
        return words[4:] if words.startswith(("the ", "The ", "THE ")) else words
    plain = words if words.isascii() else unicodedata.normalize("NFKD", words)
    if not plain.isascii():
        plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = _APART.sub(r"\1", plain.translate(_LETTERS))
    return _ARTICLE.sub("", _POSSESSIVE.sub("", " ".join(plain.split())))


@lru_cache(maxsize=_REMEMBERED)
def country_of(words: str) -> str | None:
    """ISO3 of the country that the words name, in any usual variant, adjective or noun for its people; else None.

    Letter case counts ("us", "turkey", "polish" name no country), but headlines in capitals are understood. Names that
    are also other places ("Georgia", "Jersey") are answered as the country: only the whole report can tell.
    """
    return _look_up(_country_names(), words)


def demonym_of(words: str) -> str | None:
    """ISO3 if the words are an adjective or noun for a country's people ("Belarusian", "Poles"); else None."""
    return _look_up(_demonyms(), words)


def capital_of(words: str) -> str | None:
    """ISO3 of the country whose capital or seat of government the words name ("Minsk", "the Kremlin"); else None."""
    return _look_up(_capital_names(), words)


@dataclass(frozen=True, slots=True)
class Body:
    """A row of bodies.tsv. code: EUR, UNO, IGO, NGO, or the ISO3 of its country. sector: PLOVER sector or None."""

    code: str
    sector: str | None


def body_named(words: str) -> Body | None:
    """The international or national body that everybody knows by this name ("the EU", "FBI"); else None."""
    code, _, sector = (_look_up(_body_names(), words) or "").partition(" ")
    return Body(code, sector or None) if code else None


def body_of(words: str) -> str | None:
    """Code of a body: EUR, UNO, IGO, NGO, a country; else None. "who" and "Who" are no body, "WHO" is."""
    body = body_named(words)
    return body.code if body else None


@lru_cache(maxsize=_REMEMBERED)
def countries_in(words: str) -> tuple[str, ...]:
    """ISO3 of every country named inside a phrase, in text order, each once: "US-led force of Poles" -> USA, POL.

    Countries that one is only for, against, backed by … are left out: a "pro-Russian party" is not Russian.
    """
    pieces = [fold(m[0]) for m in _WORD.finditer(fold(words))]
    found: list[str] = []
    at = 0
    while at < len(pieces):
        size, iso3 = _longest(pieces, at)
        if iso3 and iso3 not in found and not _is_other(pieces, at, size):
            found.append(iso3)
        at += size
    return tuple(found)


def _is_other(pieces: list[str], at: int, size: int) -> bool:
    """Whether a country is named as another one than the actor's own: "anti-Syria", "English-speaking"."""
    before = pieces[at - 1].lower() if at else ""
    after = pieces[at + size].lower() if at + size < len(pieces) else ""
    return before in SIDING or after in SIDED


def _longest(pieces: list[str], at: int) -> tuple[int, str | None]:
    """How many pieces the longest name at `at` covers (1 if none) and its country (None if it only looks like one)."""
    if pieces[at] not in _openings() and "'" not in pieces[at]:
        return 1, None  # as mostly
    for size in range(min(8, len(pieces) - at), 0, -1):
        words = " ".join(pieces[at : at + size])
        if words in _blocked():
            return size, None
        if iso3 := country_of(words):
            return size, iso3
    return 1, None


def _look_up(table: dict[str, str], words: str) -> str | None:
    key = fold(words)
    return table.get(key) or (table.get(key.upper() + "\0") if key.isupper() and len(key) > 3 else None)


def _keyed(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Folded names, and the same in capitals (marked, so that only words in capitals reach them). The first wins."""
    table: dict[str, str] = {}
    for name, code in pairs:
        key = fold(name)
        table.setdefault(key, code)
        if not key.isupper():
            table.setdefault(key.upper() + "\0", code)
    return table


@cache
def _openings() -> frozenset[str]:
    """The words that the name of a country, or one that only looks like one, may begin with."""
    names = (*_blocked(), *_country_names(), "the", "The", "THE")
    return frozenset(name.rstrip("\0").partition(" ")[0] for name in names)


@cache
def _blocked() -> frozenset[str]:
    return frozenset(fold(n) for n in _NOT_COUNTRIES)


@cache
def _demonyms() -> dict[str, str]:
    return _keyed((n, c.iso3) for c in _by_population() for n in (*c.adjectives, *c.people))


@cache
def _country_names() -> dict[str, str]:
    # A country's own name goes before another's demonym.
    return _demonyms() | _keyed((n, c.iso3) for c in _by_population() for n in (*c.names, *c.parts))


@cache
def _capital_names() -> dict[str, str]:
    return _keyed((n, c.iso3) for c in _by_population() for n in (*c.capitals, *c.seats))


@cache
def _body_names() -> dict[str, str]:
    """Name -> code and sector, joined by a space."""
    table = ((n, code, sector) for code, sector, names in rows("bodies.tsv") for n in names.split("|"))
    return _keyed((n, code if sector == "-" else f"{code} {sector}") for n, code, sector in table)


def _by_population() -> list[Country]:
    """Larger countries first: where two share a capital's name, news means the larger one's."""
    return sorted(countries().values(), key=lambda c: -c.population)
