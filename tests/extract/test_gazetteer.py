"""The gazetteer and its tables."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.extract import gazetteer
from onrecord.extract.countries import countries
from onrecord.extract.gazetteer import contains, entries, key_of, region, state_of


@pytest.mark.parametrize(
    ("name", "precision", "country", "geonames_id"),
    [
        ("Minsk", "city", "BLR", 625144),
        ("Brest", "city", "BLR", 629634),
        ("Brest", "city", "FRA", 3030300),
        ("Brest", "region", "BLR", 629631),
        ("Gomel", "city", "BLR", 627907),
        ("Louisiana", "region", "USA", 4331987),
        ("Rapides Parish", "district", "USA", None),
        ("Belarusians", "country", "BLR", 630336),
        ("Suwalki", "city", "POL", 757718),
        ("Europe", "area", None, 6255148),
        ("England", "region", "GBR", 6269131),
        ("New York", "city", "USA", 5128581),
    ],
)
def test_entries_hold(name, precision, country, geonames_id):
    """The entries of a name include the place that it is known for, with its GeoNames id."""
    found = [(e.place.precision, e.place.country, e.place.geonames_id) for e in entries(name)]
    assert (precision, country, geonames_id) in found


def test_no_match_is_empty():
    """What nobody calls a place has no entries."""
    assert entries("Xyrrhaville") == ()
    assert entries("") == ()


def test_one_entry_a_place():
    """A place that two tables list is one entry."""
    for name in ("Georgia", "New York", "Crimea", "Ohio", "Manhattan", "England", "Geneva"):
        ids = [e.place.geonames_id for e in entries(name) if e.place.geonames_id]
        assert len(ids) == len(set(ids)), name


@pytest.mark.parametrize(("one", "other"), [("St. Paul", "Saint Paul"), ("Ft. Worth", "Fort Worth"), ("Lódź", "Łódź")])
def test_spellings_share_a_key(one, other):
    """Abbreviated and accented spellings are one key."""
    assert key_of(one) == key_of(other)


@pytest.mark.parametrize(
    ("words", "after_comma", "code"),
    [
        ("Kan.", False, "US.KS"),
        ("W. Va.", False, "US.WV"),
        ("OH", True, "US.OH"),
        ("OH", False, None),
        ("or", True, None),
        ("Ont.", True, "CA.08"),
    ],
)
def test_states(words, after_comma, code):
    """Dotted short forms of states are known anywhere, postal codes after a comma only."""
    found = state_of(words, after_comma=after_comma)
    assert (found.admin1 if found else None) == code


def test_every_abbreviation_has_its_region():
    """Each short form leads to a region that the gazetteer has."""
    assert all(region(code) for code in gazetteer._abbreviations().values())


def test_contains():
    """A country holds its regions and cities, a region its cities, and nothing holds itself."""
    minsk = next(e for e in entries("Minsk") if e.place.precision == "city")
    belarus = entries("Belarus")[0]
    brest = next(e for e in entries("Brest") if e.place.country == "BLR" and e.place.precision == "city")
    brest_region = next(e for e in entries("Brest") if e.place.country == "BLR" and e.place.precision == "region")
    assert contains(belarus, minsk) and contains(brest_region, brest)
    assert not contains(minsk, belarus) and not contains(brest_region, minsk) and not contains(belarus, belarus)


def test_rows_are_sorted_and_whole():
    """The stored table is in byte order, as its binary search needs, and every row has ten cells in range."""
    table = gazetteer._table()
    assert len(table) > 100_000
    assert all(a <= b for a, b in pairwise(table))
    known = countries()
    for line in table[::97]:
        key, _, kind, _, iso3, _, lat, lon, people, _ = line.decode().split("\t")
        assert key and kind in ("city", "region", "district") and iso3 in known
        assert abs(float(lat)) <= 90 and abs(float(lon)) <= 180 and int(people) >= 0


def test_it_is_small_and_starts_fast():
    """The table is at most 4 MB in the package and unpacks in a fraction of a second."""
    assert len(gazetteer.table_bytes("gazetteer.tsv.gz")) <= 4_000_000
    gazetteer._table.cache_clear()
    start = time.process_time()
    gazetteer._table()
    assert time.process_time() - start < 1.0


@given(st.text(max_size=30))
def test_any_text_is_borne(words):
    """No text raises, and the largest place comes first."""
    found = entries(words)
    assert [e.population for e in found] == sorted((e.population for e in found), reverse=True)
