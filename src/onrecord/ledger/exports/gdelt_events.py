"""Records as GDELT 2.0 events: tab-separated, no header, 61 columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import IO, Final

from onrecord.ledger.exports.countries import codes_of, country_name
from onrecord.ledger.exports.dates import stamp
from onrecord.ledger.exports.gdelt import Coded, Party, coded, dated, event_group, event_number, party_codes
from onrecord.ledger.exports.lines import Cell, write_tabs
from onrecord.ledger.exports.source import Entry
from onrecord.model import RecordPlace

_ACTOR = (
    *("Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code"),
    *("Type1Code", "Type2Code", "Type3Code"),
)
_GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
COLUMNS: Final = (
    *("GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"),
    *(f"Actor1{name}" for name in _ACTOR),
    *(f"Actor2{name}" for name in _ACTOR),
    *("IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale"),
    *("NumMentions", "NumSources", "NumArticles", "AvgTone"),
    *(f"Actor1Geo_{name}" for name in _GEO),
    *(f"Actor2Geo_{name}" for name in _GEO),
    *(f"ActionGeo_{name}" for name in _GEO),
    *("DATEADDED", "SOURCEURL"),
)
"""The 61 columns, in order; the files have no header."""

# GDELT's types of places: 1 country, 2 US state, 3 US city, 4 city elsewhere, 5 state elsewhere.
_IN_USA: Final = {"point": 3, "city": 3, "district": 3, "region": 2, "country": 1}
_ELSEWHERE: Final = {"point": 4, "city": 4, "district": 4, "region": 5, "country": 1}
_NOWHERE: Final[tuple[Cell, ...]] = (0, *(None,) * 7)


def write_gdelt_events(entries: Iterable[Entry], stream: IO[bytes]) -> int:
    """Write one row for each event that CAMEO has a code for and that has a date."""
    return write_tabs(_rows(entries), stream, missing="")


def _rows(entries: Iterable[Entry]) -> Iterator[tuple[Cell, ...]]:
    """One row an event: of records that were judged to tell of one event, the first to come."""
    written: set[str] = set()
    for entry, found in coded(entries):
        if entry.judged and not found.is_statement:
            if found.key in written:
                continue
            written.add(found.key)
        if (row := gdelt_event(entry, found)) is not None:
            yield row


def gdelt_event(entry: Entry, found: Coded) -> tuple[Cell, ...] | None:
    """A coded record as the 61 cells of GDELT; None where nothing tells its date."""
    day, group = dated(entry, found), event_group(entry, found)
    if day is None:
        return None
    return (
        event_number(found.key),
        *_dates(day.first),
        *_actor(found.one),
        *_actor(found.two),
        int(entry.page.leads(found.action)),
        *(found.cameo.code, found.cameo.base, found.cameo.root, found.cameo.quad, found.cameo.goldstein),
        *(group.mentions, group.outlets, group.reports),
        None,  # no tone is measured
        *_NOWHERE,
        *_NOWHERE,
        # Where something is said is not where it happens.
        *(_NOWHERE if found.is_statement else _geo(entry.record.place)),
        stamp(group.added),
        entry.header.url,
    )


def _dates(day: date) -> tuple[Cell, ...]:
    # The formula of the codebook, (MONTH * 30 + DAY) / 365, only stays below 1 with months counted from 0.
    fraction = ((day.month - 1) * 30 + day.day) / 365
    digits = day.isoformat().replace("-", "")
    return (digits, digits[:6], digits[:4], f"{day.year + fraction:.4f}")


def _actor(party: Party | None) -> tuple[Cell, ...]:
    codes = party_codes(party)
    name = party.name.upper() if party else None
    return (codes.code, name, codes.country, codes.group, None, None, None, codes.type1, codes.type2, None)


def _geo(place: RecordPlace | None) -> tuple[Cell, ...]:
    if place is None or place.country is None or place.precision not in _ELSEWHERE:
        return _NOWHERE
    kind = (_IN_USA if place.country == "USA" else _ELSEWHERE)[place.precision]
    fips, country = codes_of(place.country).fips, country_name(place.country)
    name = place.name if kind == 1 or country is None else f"{place.name}, {country}"
    # GDELT has ids of the GNS and GNIS gazetteers here; ours are of GeoNames, and say so.
    feature = fips if kind == 1 else f"geonames:{place.geonames_id}" if place.geonames_id is not None else None
    return (kind, name, fips, fips if kind == 1 else None, None, place.lat, place.lon, feature)
