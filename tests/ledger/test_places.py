"""Places of a ledger, by country, with counts."""

from __future__ import annotations

from dataclasses import replace

from onrecord.ledger import places

from . import made


def elsewhere(record, **place):
    """The record in another place."""
    return made.sealed(replace(record, place=replace(record.place, **place)))


def test_places_are_counted_by_country(ledger):
    """The country with most records first, in it the place with most; score is the mean, records without place none."""
    of = made.report()
    planned, denied = made.records(of)
    minsk = elsewhere(planned, name="Minsk", geonames_id=625144, score=0.7)
    paris = elsewhere(planned, name="Paris", geonames_id=2988507, country="FRA")
    ledger.add(of, (planned, denied, minsk, paris), fingerprint="f1")
    found = [(p.country, p.name, p.records, p.reports) for p in places(ledger)]
    assert found == [("BLR", "Brest", 1, 1), ("BLR", "Minsk", 1, 1), ("FRA", "Paris", 1, 1)]
    assert [p.score for p in places(ledger, "BLR")] == [0.9, 0.7]
    assert places(ledger, "POL") == []


def test_superseded_records_do_not_count(ledger):
    """Only the latest reading of a report counts."""
    of = made.report()
    ledger.add(of, made.records(of), fingerprint="f1")
    assert len(places(ledger)) == 1
    ledger.add(of, (), fingerprint="f2")
    assert places(ledger) == []
