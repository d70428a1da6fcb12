from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.ledger.exports.gdelt import Party, code, event_number, party_codes
from onrecord.ledger.exports.gdelt_events import COLUMNS as EVENT_COLUMNS
from onrecord.ledger.exports.gdelt_events import write_gdelt_events
from onrecord.ledger.exports.gdelt_mentions import COLUMNS as MENTION_COLUMNS
from onrecord.ledger.exports.gdelt_mentions import write_gdelt_mentions
from onrecord.ledger.exports.groups import Group
from onrecord.model import Participant, RecordTime, Role, Saying, Span, Status

from .. import made
from .entry import cells, entry, plain, written

# Codebook of the Event Database 2.0 (GDELT Project, 19 February 2015).
PUBLISHED_EVENTS = (
    "GLOBALEVENTID SQLDATE MonthYear Year FractionDate Actor1Code Actor1Name Actor1CountryCode Actor1KnownGroupCode "
    "Actor1EthnicCode Actor1Religion1Code Actor1Religion2Code Actor1Type1Code Actor1Type2Code Actor1Type3Code "
    "Actor2Code Actor2Name Actor2CountryCode Actor2KnownGroupCode Actor2EthnicCode Actor2Religion1Code "
    "Actor2Religion2Code Actor2Type1Code Actor2Type2Code Actor2Type3Code IsRootEvent EventCode EventBaseCode "
    "EventRootCode QuadClass GoldsteinScale NumMentions NumSources NumArticles AvgTone Actor1Geo_Type "
    "Actor1Geo_FullName Actor1Geo_CountryCode Actor1Geo_ADM1Code Actor1Geo_ADM2Code Actor1Geo_Lat Actor1Geo_Long "
    "Actor1Geo_FeatureID Actor2Geo_Type Actor2Geo_FullName Actor2Geo_CountryCode Actor2Geo_ADM1Code "
    "Actor2Geo_ADM2Code Actor2Geo_Lat Actor2Geo_Long Actor2Geo_FeatureID ActionGeo_Type ActionGeo_FullName "
    "ActionGeo_CountryCode ActionGeo_ADM1Code ActionGeo_ADM2Code ActionGeo_Lat ActionGeo_Long ActionGeo_FeatureID "
    "DATEADDED SOURCEURL"
).split()
PUBLISHED_MENTIONS = (
    "GLOBALEVENTID EventTimeDate MentionTimeDate MentionType MentionSourceName MentionIdentifier SentenceID "
    "Actor1CharOffset Actor2CharOffset ActionCharOffset InRawText Confidence MentionDocLen MentionDocTone "
    "MentionDocTranslationInfo Extras"
).split()
UNION = Participant(Role.ACTOR, Span(140, 149), "the union", None, None, "LAB")


def events(*given):
    """The rows of events as mappings."""
    return [dict(zip(EVENT_COLUMNS, row, strict=True)) for row in cells(written(write_gdelt_events, *given))]


def mentions(*given):
    """The rows of mentions as mappings."""
    return [dict(zip(MENTION_COLUMNS, row, strict=True)) for row in cells(written(write_gdelt_mentions, *given))]


def test_the_columns_are_the_published_ones():
    """61 columns of events and 16 of mentions, in the order of the codebook."""
    assert list(EVENT_COLUMNS) == PUBLISHED_EVENTS
    assert list(MENTION_COLUMNS) == PUBLISHED_MENTIONS
    assert (len(EVENT_COLUMNS), len(MENTION_COLUMNS)) == (61, 16)


def test_a_record_as_an_event():
    """A planned delivery is the intent to give aid, on its own date, at its own place."""
    (row,) = events(plain())
    assert (row["EventCode"], row["EventBaseCode"], row["EventRootCode"]) == ("033", "033", "03")
    assert (row["QuadClass"], row["GoldsteinScale"], row["IsRootEvent"]) == ("1", "5.2", "1")
    assert (row["SQLDATE"], row["MonthYear"], row["Year"]) == ("20230503", "202305", "2023")
    assert row["FractionDate"] == "2023.3370"
    assert (row["Actor1Code"], row["Actor2Name"], row["Actor2Code"]) == ("", "THE DEPOT", "BLR")
    assert (row["ActionGeo_Type"], row["ActionGeo_FullName"]) == ("4", "Brest, Belarus")
    assert (row["ActionGeo_CountryCode"], row["ActionGeo_Lat"]) == ("BO", "52.0975")
    assert row["ActionGeo_FeatureID"] == "geonames:629634"
    assert (row["NumMentions"], row["NumSources"], row["NumArticles"], row["AvgTone"]) == ("1", "1", "1", "")
    assert (row["DATEADDED"], row["SOURCEURL"]) == ("20230504093015", "https://courier.example/0")


@pytest.mark.parametrize(("day", "fraction"), [("2023-01-01", "2023.0027"), ("2023-12-31", "2023.9890")])
def test_the_fraction_of_the_year_stays_below_one(day, fraction):
    """Months count from 0, or the last days of a year would fall into the next."""
    (row,) = events(plain(status=Status.REPORTED, time=RecordTime(day, Span(0, 1), "")))
    assert row["FractionDate"] == fraction


def test_a_mention_points_into_the_text():
    """Offsets are those of the words in the text that was read; no actor is -1; sentences count from 1."""
    report = made.report()
    karel = Participant(Role.ACTOR, made.spot(report, "Olga Karel"), "Olga Karel", None, "BLR", "GOV")
    (row,) = mentions(plain(participants=(*plain().record.participants, karel)))
    assert made.TEXT.startswith("Olga Karel", int(row["Actor1CharOffset"]))
    assert made.TEXT.startswith("the depot", int(row["Actor2CharOffset"]))
    assert made.TEXT.startswith("receive", int(row["ActionCharOffset"]))
    assert (row["SentenceID"], row["InRawText"], row["Confidence"]) == ("2", "1", "75")
    assert (row["MentionType"], row["MentionSourceName"]) == ("1", "courier.example")
    assert row["MentionDocLen"] == str(len(made.TEXT))
    assert mentions(plain())[0]["Actor1CharOffset"] == "-1"
    assert row["GLOBALEVENTID"] == events(plain())[0]["GLOBALEVENTID"]


def test_a_report_without_an_address_is_a_citation():
    """Its id is an identifier of its own, its outlet the source."""
    (row,) = mentions(entry(made.report(url=None), plain().record))
    assert (row["MentionType"], row["MentionSourceName"]) == ("2", "Sample Courier")
    assert row["MentionIdentifier"].startswith("urn:onrecord:report:")


@pytest.mark.parametrize(
    ("type", "status", "saying", "code"),
    [
        ("ASSAULT", Status.REPORTED, Saying.SAID, "180"),
        ("ASSAULT", Status.ONGOING, Saying.SAID, "180"),
        ("ASSAULT", Status.PLANNED, Saying.SAID, "138"),
        ("AGREE", Status.PLANNED, Saying.PROMISED, "030"),
        ("AID", Status.REQUESTED, Saying.ASKED, "103"),
        ("ASSAULT", Status.DENIED, Saying.SAID, "016"),
        ("ASSAULT", Status.POSSIBLE, Saying.WARNED, "012"),
        ("ASSAULT", Status.UNCLEAR, Saying.SAID, "010"),
        ("AID", Status.NOT_DONE, Saying.CRITICISED, "111"),
        ("REJECT", Status.NOT_DONE, Saying.SAID, "120"),
        (None, Status.REPORTED, Saying.SAID, "010"),
        (None, Status.REPORTED, Saying.PROMISED, "030"),
        (None, Status.REPORTED, Saying.ASKED, "020"),
    ],
)
def test_what_a_standing_makes_of_an_act(type, status, saying, code):
    """What happens or is intended is an event; what is not so is only that somebody says it."""
    (link,) = plain().record.according_to
    given = plain(type=type, status=status, mode=None, according_to=(replace(link, saying=saying),))
    (row,) = events(given)
    assert row["EventCode"] == code
    if status in (Status.DENIED, Status.POSSIBLE, Status.UNCLEAR, Status.REQUESTED) or type is None:
        assert (row["Actor1Name"], row["Actor1Code"]) == ("OLGA KAREL", "BLRGOV")


@pytest.mark.parametrize(
    "status", [Status.POSSIBLE, Status.CONDITIONAL, Status.DENIED, Status.NOT_DONE, Status.UNCLEAR]
)
def test_what_did_not_happen_is_no_event_of_the_outlet(status):
    """Without somebody who says it there is no row, nor for hearsay."""
    assert events(plain(status=status, according_to=())) == []
    (link,) = plain().record.according_to
    assert events(plain(status=status, according_to=(replace(link, saying=Saying.HEARSAY, name=None),))) == []


def test_an_intention_is_dated_by_its_saying():
    """What is planned for a day of next month is intended when somebody says so; what happened has its own date."""
    later = RecordTime("2023-06-30", Span(0, 1), "")
    assert events(plain(time=later))[0]["SQLDATE"] == "20230503"
    assert events(plain(time=later, according_to=()))[0]["SQLDATE"] == "20230504"
    assert events(plain(time=later, type=None))[0]["SQLDATE"] == "20230503"
    assert events(plain(time=later, status=Status.REPORTED))[0]["SQLDATE"] == "20230630"


def test_a_statement_has_no_place_of_its_own():
    """Where the thing that is spoken of happens is not where it is said."""
    (row,) = events(plain(type=None))
    assert (row["ActionGeo_Type"], row["ActionGeo_FullName"]) == ("0", "")


def test_a_saying_that_is_an_act_is_no_second_event():
    """ "Promised that": the record of the promise is the event, what is promised makes no statement beside it."""
    given = plain(type=None)
    (link,) = given.record.according_to
    promise = plain(type="AGREE", status=Status.REPORTED, trigger=made.report().evidence(link.cue), according_to=())
    assert [row["EventCode"] for row in events(given, promise)] == ["030"]
    assert [row["ActionCharOffset"] for row in mentions(given, promise)] == [str(link.cue.start)]
    asked = plain(status=Status.REQUESTED)
    assert [row["EventCode"] for row in events(asked, promise)] == ["030"]


def test_one_saying_is_one_statement():
    """Two records of one saying make one row, in both files; those of two reports make two."""
    one, other = plain(type=None), plain(type=None, trigger=plain().record.evidence)
    assert len(events(one, other)) == len(mentions(one, other)) == 1
    (row,) = mentions(one, other)
    assert made.TEXT.startswith("said", int(row["ActionCharOffset"]))
    second = made.report(2)
    elsewhere = entry(second, replace(made.records(second)[0], type=None))
    assert len({row["GLOBALEVENTID"] for row in events(one, elsewhere)}) == 2


def test_what_is_asked_for_is_directed_at_who_is_to_act():
    """The source asks; the actor of what is asked for is the target."""
    found = code(plain(status=Status.REQUESTED, participants=(UNION,)).record, "e")
    assert (found.one.name, found.two.name) == ("Olga Karel", "the union")


def test_actors_alone_act_upon_each_other():
    """Of two actors without a recipient one is Actor2; one with a code comes first."""
    nobody = Participant(Role.ACTOR, Span(0, 5), "somebody")
    found = code(plain(type="CONSULT", status=Status.REPORTED, participants=(nobody, UNION)).record, "e")
    assert (found.one.name, found.two.name) == ("the union", "somebody")


@pytest.mark.parametrize(
    ("country", "sector", "expected"),
    [
        ("USA", "MIL", ("USAMIL", "USA", "", "MIL", "")),
        ("ROU", "JRN", ("ROMMED", "ROM", "", "MED", "")),
        ("UNO", "GOV", ("IGOUNOGOV", "", "UNO", "IGO", "GOV")),
        ("EUR", None, ("IGOEUREEC", "EUR", "EEC", "IGO", "")),
        ("NGO", "MED", ("NGOHLH", "", "", "NGO", "HLH")),
        (None, "REB", ("REB", "", "", "REB", "")),
        ("FRA", "PTY", ("FRA", "FRA", "", "", "")),
        (None, None, ("", "", "", "", "")),
    ],
)
def test_codes_of_actors(country, sector, expected):
    """Country, group and type of CAMEO, which names media MED and health HLH."""
    found = party_codes(Party("x", country, sector))
    assert (found.code, found.country, found.group, found.type1, found.type2) == expected


def test_an_army_fights():
    """What a military actor does counts as military: 190, not 180."""
    army = Participant(Role.ACTOR, Span(0, 5), "the army", None, "BLR", "MIL")
    (row,) = events(plain(type="ASSAULT", status=Status.REPORTED, participants=(army,)))
    assert (row["EventCode"], row["GoldsteinScale"]) == ("190", "-10.0")


@pytest.mark.parametrize(
    ("country", "precision", "kind", "name", "feature"),
    [
        ("USA", "city", "3", "Brest, United States", "geonames:629634"),
        ("USA", "region", "2", "Brest, United States", "geonames:629634"),
        ("BLR", "region", "5", "Brest, Belarus", "geonames:629634"),
        ("BLR", "point", "4", "Brest, Belarus", "geonames:629634"),
        ("BLR", "country", "1", "Brest", "BO"),
        ("BLR", "area", "0", "", ""),
        (None, "city", "0", "", ""),
    ],
)
def test_places_are_as_fine_as_the_text(country, precision, kind, name, feature):
    """The type of a place says how precise it is; wider areas are none that GDELT knows."""
    (row,) = events(plain(place=replace(plain().record.place, country=country, precision=precision)))
    assert (row["ActionGeo_Type"], row["ActionGeo_FullName"], row["ActionGeo_FeatureID"]) == (kind, name, feature)


def test_what_stands_deeper_in_the_report_is_no_root_event():
    """Only title and first paragraph make root events."""
    report = made.report(text=made.TEXT + "\n\nLater, 3 trucks arrived.", blocks=())
    later = made.spot(report, "arrived")
    deep = replace(plain().record, trigger=report.evidence(later), evidence=report.evidence(later))
    assert events(entry(report, deep))[0]["IsRootEvent"] == "0"


def test_undated_records_are_left_out():
    """GDELT has no event without a date."""
    undated = entry(made.report(published=None), replace(plain().record, time=None, according_to=()))
    assert events(undated) == mentions(undated) == []


def test_records_judged_to_be_one_are_one_event():
    """One row with the counts of the group; a mention for each record, with the number of the event."""
    group = Group("g", 3, 2, 2, "2023-05-01T00:00:00+00:00")
    first, second = made.report(), made.report(1)
    given = [entry(of, made.records(of)[0], group) for of in (first, second)]
    (row,) = events(*given)
    assert (row["NumMentions"], row["NumSources"], row["NumArticles"]) == ("3", "2", "2")
    assert row["DATEADDED"] == "20230501000000"
    found = mentions(*given)
    assert [each["GLOBALEVENTID"] for each in found] == [row["GLOBALEVENTID"]] * 2 == [str(event_number("g"))] * 2
    assert {each["EventTimeDate"] for each in found} == {"20230501000000"}
