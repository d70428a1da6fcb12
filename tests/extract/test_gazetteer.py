"""The gazetteer and its tables."""

import json
import subprocess
import sys
import time
from hashlib import sha256
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
        ("Rapides Parish", "district", "USA", 4338356),
        ("Belarusians", "country", "BLR", 630336),
        ("Suwalki", "city", "POL", 757718),
        ("Europe", "area", None, 6255148),
        ("England", "region", "GBR", 6269131),
        ("New York", "city", "USA", 5128581),
        ("Hull", "city", "GBR", 2645425),
        ("Kiev", "city", "UKR", 703448),
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
    table = bytes(gazetteer._table()).splitlines()
    assert len(table) > 300_000
    assert all(a <= b for a, b in pairwise(table))
    known = countries()
    for line in table[::97]:
        key, _, kind, _, iso3, _, lat, lon, people, _ = line.decode().split("\t")
        assert key and kind in ("city", "region", "district") and iso3 in known
        assert abs(float(lat)) <= 90 and abs(float(lon)) <= 180 and int(people) >= 0


def test_every_row_is_found():
    """The binary search finds the first and the last row, and every hundredth in between, and nothing beyond."""
    table = bytes(gazetteer._table()).splitlines()
    for line in [table[0], *table[::101], table[-1]]:
        key, name, *_ = line.decode().split("\t")
        assert name in {e.place.name for e in gazetteer._stored(key)}
    assert not list(gazetteer._stored("")) and not list(gazetteer._stored("\U0010ffff"))


def test_keys_are_what_names_are_looked_up_by():
    """The table was built with the key_of of today: a usual name leads to its own row."""
    for line in bytes(gazetteer._table()).splitlines()[::53]:
        key, name, *_, flag = line.decode().split("\t")
        assert flag == "alt" or key_of(name) == key


def test_it_says_what_it_was_built_from():
    """gazetteer.json has the hash of the table, which is part of the stage's config, and that of every source."""
    known = json.loads(gazetteer.files("onrecord").joinpath("data/places/gazetteer.json").read_text())
    assert known["sha256"] == sha256(bytes(gazetteer._table())).hexdigest()
    assert len(known["sources"]) == 4 and all(len(digest) == 64 for digest in known["sources"].values())
    assert known["names"] == sum(known["rows"].values()) == bytes(gazetteer._table()).count(b"\n")


_READY = """
import resource, time
from onrecord.extract import gazetteer
before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
assert gazetteer.entries("Brest") and gazetteer.entries("Xyrrhaville") == ()
print(time.process_time() - start, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024)
"""


def test_it_is_small_and_starts_fast():
    """At most 40 MB on the disk; the first answers come within 0.3 s and take less than 100 MB."""
    assert len(gazetteer._table()) <= 40_000_000
    done = subprocess.run([sys.executable, "-c", _READY], capture_output=True, text=True, check=True)
    seconds, megabytes = map(float, done.stdout.split())
    assert seconds < 0.3 and megabytes < 100


def test_look_ups_are_fast():
    """A name that was not asked for before takes less than a millisecond."""
    names = [line.decode().split("\t")[1] for line in bytes(gazetteer._table()).splitlines()[::1013]]
    gazetteer.entries.cache_clear()
    start = time.process_time()
    for name in names:
        gazetteer.entries(name)
    assert (time.process_time() - start) / len(names) < 0.001


def test_a_disputed_region_is_no_other_region_of_the_name():
    """Kashmir is the whole of it: what either side calls so does not stand beside it."""
    assert [e.place.country for e in entries("Kashmir") if e.place.precision == "region"] == [None]


@given(st.text(max_size=30))
def test_any_text_is_borne(words):
    """No text raises, and the largest place comes first."""
    found = entries(words)
    assert [e.population for e in found] == sorted((e.population for e in found), reverse=True)
