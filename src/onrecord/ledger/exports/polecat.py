"""Records as POLECAT: tab-separated, a header and 40 columns, "None" for what is missing.

As in POLECAT, several actors are parted by semicolons, and the columns of an actor keep the same order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import IO, Final

from onrecord.extract.codes import QUADS, intensity, plover_types, quad
from onrecord.ledger.exports.countries import codes_of
from onrecord.ledger.exports.dates import published_on, when
from onrecord.ledger.exports.lines import Cell, write_tabs
from onrecord.ledger.exports.parties import actors, contexts_of, recipients
from onrecord.ledger.exports.plover import modes
from onrecord.ledger.exports.source import Entry
from onrecord.model import Participant, RecordPlace

MISSING: Final = "None"
_BEFORE = (
    *("Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts"),
    *("Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title"),
    *("Actor Name Raw", "Wikipedia Actor ID"),
    *("Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors"),
    *("Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID"),
)
_AFTER = (
    *("Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID"),
    *("Raw Placename", "Feature Type", "Source", "Publication Date"),
    *("Story People", "Story Organizations", "Story Locations", "Language", "Version"),
)
COLUMNS: Final = (*_BEFORE, *_AFTER)
"""The 40 columns, in order."""
VERSION: Final = "onrecord, PLOVER 0.8"


def write_polecat(entries: Iterable[Entry], stream: IO[bytes]) -> int:
    """Write the header, and one row for each record with a type of PLOVER; gives the number of rows."""
    write_tabs([COLUMNS], stream, missing=MISSING)
    return write_tabs(_rows(entries), stream, missing=MISSING)


def _rows(entries: Iterable[Entry]) -> Iterator[tuple[Cell, ...]]:
    return (polecat(entry) for entry in entries if entry.record.type in plover_types())


def polecat(entry: Entry) -> tuple[Cell, ...]:
    """A record as the 40 cells of POLECAT."""
    record, header = entry.record, entry.header
    dated, published = when(record, header), published_on(header)
    found = quad(record.type)
    return (
        record.id,
        dated.first.isoformat() if dated else None,
        record.type,
        _joined(modes(record, header.published)),
        intensity(record.type),
        QUADS[found].upper() if found else None,
        _joined(contexts_of(record)),
        *_party(entry, actors(record)),
        *_party(entry, recipients(record)),
        *_place(entry),
        header.outlet,
        published.isoformat() if published else None,
        # Which names a story holds beside those of its records is not kept in the ledger.
        *(None, None, None),
        header.language,
        VERSION,
    )


def _joined(values: Iterable[str | None]) -> str | None:
    """Values parted by semicolons, None where there is none at all."""
    found = list(values)
    return "; ".join(value or MISSING for value in found) if any(found) else None


def _party(entry: Entry, who: tuple[Participant, ...]) -> tuple[Cell, ...]:
    """Name, country, Correlates of War number, first sector, sectors, title, words, Wikipedia article."""

    def each(value: Callable[[Participant], str | None]) -> str | None:
        return _joined(value(participant) for participant in who)

    return (
        each(lambda p: p.name),
        each(lambda p: p.country),
        each(lambda p: codes_of(p.country).cow),
        next((p.sector for p in who if p.sector), None),
        each(lambda p: p.sector),
        None,
        each(lambda p: entry.words(p.span)),
        None,
    )


def _place(entry: Entry) -> tuple[Cell, ...]:
    """Name, city, district, province, country, latitude, longitude, GeoNames id, words, type of feature."""
    place = entry.record.place
    if place is None:
        return (None,) * 10
    return (
        place.name,
        _if(place, "point", "city"),
        _if(place, "district"),
        _if(place, "region"),
        place.country,
        place.lat,
        place.lon,
        place.geonames_id,
        entry.words(place.span),
        None,
    )


def _if(place: RecordPlace, *precisions: str) -> str | None:
    return place.name if place.precision in precisions else None
