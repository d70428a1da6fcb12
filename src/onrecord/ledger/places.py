"""Where the records of a ledger happened: places with how many records and reports tell of each."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.ledger.connect import snapshot
from onrecord.ledger.handle import Ledger


@dataclass(frozen=True, slots=True)
class PlaceCount:
    """A place that records lie in. score: the mean of theirs."""

    country: str | None
    name: str
    geonames_id: int | None
    precision: str | None
    lat: float | None
    lon: float | None
    records: int
    reports: int
    score: float


_PLACES = """
SELECT r.country, r.place_name, r.geonames_id, r.precision, r.lat, r.lon,
       count(*), count(DISTINCT r.report), avg(r.place_score)
FROM record AS r
JOIN current_reading AS g ON g.report = r.report
JOIN reading_record AS m ON m.reading = g.n AND m.record = r.n
WHERE r.place_name IS NOT NULL AND (?1 IS NULL OR r.country = ?1)
GROUP BY r.country, r.place_name, r.geonames_id, r.precision
ORDER BY sum(count(*)) OVER (PARTITION BY r.country) DESC, r.country, count(*) DESC, r.place_name"""


def places(ledger: Ledger, country: str | None = None) -> list[PlaceCount]:
    """The places of the current records, those of the country with most records first; country: ISO3, only its own."""
    with snapshot(ledger.connection, ledger.path):
        return [PlaceCount(*row) for row in ledger.connection.execute(_PLACES, (country,))]
