from __future__ import annotations

from dataclasses import replace

from onrecord.ledger.exports.polecat import COLUMNS, write_polecat
from onrecord.model import Participant, Role

from .. import made
from .entry import cells, entry, plain, written

# The header of the yearly files on Harvard Dataverse (doi:10.7910/DVN/AJGVIT).
PUBLISHED = (
    "Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts|Actor Name|Actor Country|Actor COW|"
    "Primary Actor Sector|Actor Sectors|Actor Title|Actor Name Raw|Wikipedia Actor ID|Recipient Name|"
    "Recipient Country|Recipient COW|Primary Recipient Sector|Recipient Sectors|Recipient Title|Recipient Name Raw|"
    "Wikipedia Recipient ID|Placename|City|District|Province|Country|Latitude|Longitude|GeoNames ID|Raw Placename|"
    "Feature Type|Source|Publication Date|Story People|Story Organizations|Story Locations|Language|Version"
).split("|")


def rows(*given):
    """The rows as mappings from the published header."""
    header, *found = cells(written(write_polecat, *given))
    assert header == PUBLISHED
    return [dict(zip(PUBLISHED, row, strict=True)) for row in found]


def test_the_header_is_the_published_one():
    """Forty columns with the published names, in order."""
    assert list(COLUMNS) == PUBLISHED
    assert len(PUBLISHED) == 40
    assert rows() == []


def test_a_record_as_a_row():
    """Known fields are filled, the others are None in so many letters."""
    (row,) = rows(plain())
    assert (row["Event Type"], row["Event Date"], row["Event Mode"]) == ("AID", "2023-05-03", "future")
    assert (row["Intensity"], row["Quad Code"]) == ("10.0", "MATERIAL COOPERATION")
    assert (row["Actor Name"], row["Contexts"], row["Wikipedia Actor ID"]) == ("None",) * 3
    assert (row["Recipient Name"], row["Recipient Country"], row["Recipient COW"]) == ("the depot", "BLR", "370")
    assert (row["Placename"], row["City"], row["Province"], row["Country"]) == ("Brest", "Brest", "None", "BLR")
    assert (row["Latitude"], row["GeoNames ID"], row["Raw Placename"]) == ("52.0975", "629634", "Brest")
    assert (row["Source"], row["Publication Date"], row["Language"]) == ("Sample Courier", "2023-05-04", "en")


def test_several_actors_keep_one_order():
    """Names, countries and sectors of several actors stand in the same order, parted by semicolons."""
    union = Participant(Role.ACTOR, made.spot(made.report(), "The union"), "the union", None, None, "LAB")
    karel = Participant(Role.ACTOR, made.spot(made.report(), "Olga Karel"), "Olga Karel", None, "BLR", None)
    (row,) = rows(plain(participants=(union, karel)))
    assert (row["Actor Name"], row["Actor Country"]) == ("the union; Olga Karel", "None; BLR")
    assert (row["Actor Sectors"], row["Primary Actor Sector"]) == ("LAB; None", "LAB")
    assert row["Actor Name Raw"] == "The union; Olga Karel"


def test_statements_are_left_out_and_undated_records_have_no_date():
    """Without a type there is no row; without any date the cell says None."""
    assert rows(plain(type=None)) == []
    (row,) = rows(entry(made.report(published=None), replace(plain().record, time=None)))
    assert (row["Event Date"], row["Publication Date"]) == ("None", "None")


def test_hostile_words_stay_in_their_cell():
    """Tabs, line ends and formulas in names part nothing and run nothing."""
    bad = made.report(outlet="=cmd|'x'\tB\nC")
    (row,) = rows(entry(bad, replace(plain().record, place=None)))
    assert row["Source"] == "'=cmd|'x' B C"
    assert row["Placename"] == "None"
