from __future__ import annotations

import json
from dataclasses import replace

import pytest

from onrecord.ledger.exports.plover import modes, plover, write_plover
from onrecord.model import Polarity, RecordTime, Span, Status

from .. import made
from .entry import entry, plain, written
from .schemas import PLOVER, check


def test_a_record_in_the_format_of_the_codebook():
    """Required fields are there, entities and places have the words of the text, ours stand apart."""
    found = plover(plain())
    check(PLOVER, found)
    assert found["date"] == "2023-05-03"
    assert found["event"] == ["AID"]
    assert (found["quad_code"], found["event_scale"]) == (2, 10.0)
    assert found["actor"] == []
    assert found["recipient"] == [{"code": "BLR", "entity_text": "the depot", "identifier_text": "the depot"}]
    assert found["event_loc"]["extracted_place"] == "Brest"
    assert found["event_text"] == ["receive"]
    assert made.TEXT[found["text_info"]["start"] : found["text_info"]["end"]] == found["text"]
    assert found["onrecord"]["status"] == "planned"
    assert found["onrecord"]["date_basis"] == "day"
    assert found["onrecord"]["according_to"] == "Olga Karel (2023-05-03)"


def test_the_report_gives_the_date_where_the_text_gives_none():
    """PLOVER needs a date; the field of ours says that it is the report's."""
    found = plover(plain(time=None))
    assert (found["date"], found["onrecord"]["date_basis"]) == ("2023-05-04", "report")
    assert "enddate" not in found
    month = plover(plain(time=RecordTime("2023-05", Span(0, 5), "")))
    assert (month["date"], month["enddate"], month["onrecord"]["date_basis"]) == ("2023-05-01", "2023-05-31", "period")


def test_statements_and_what_has_no_date_are_left_out():
    """A record without a type of PLOVER has no place in it, nor one that nothing dates."""
    assert plover(plain(type=None)) is None
    assert plover(plain(type="SAY")) is None
    undated = entry(made.report(published=None), replace(made.records(made.report())[0], time=None))
    assert plover(undated) is None
    assert written(write_plover, plain(type=None), undated) == ""


@pytest.mark.parametrize(
    ("type", "status", "polarity", "expected"),
    [
        ("ASSAULT", Status.REPORTED, "positive", []),
        ("ASSAULT", Status.ONGOING, "positive", []),
        ("ASSAULT", Status.PLANNED, "positive", ["future"]),
        ("ASSAULT", Status.REQUESTED, "positive", ["hypothetical"]),
        ("ASSAULT", Status.POSSIBLE, "positive", ["hypothetical"]),
        ("ASSAULT", Status.CONDITIONAL, "positive", ["hypothetical"]),
        ("ASSAULT", Status.UNCLEAR, "positive", ["hypothetical"]),
        ("ASSAULT", Status.DENIED, "positive", ["negated"]),
        ("ASSAULT", Status.NOT_DONE, "negative", ["negated"]),
        ("ASSAULT", Status.REPORTED, "negative", ["negated"]),
        ("AGREE", Status.PLANNED, "positive", []),
        ("THREATEN", Status.PLANNED, "positive", []),
        ("REQUEST", Status.REQUESTED, "positive", []),
        ("REJECT", Status.NOT_DONE, "negative", []),
        ("AGREE", Status.DENIED, "positive", ["negated"]),
    ],
)
def test_a_status_becomes_an_auxiliary_mode(type, status, polarity, expected):
    """What did not simply happen says so, unless the type says it already."""
    record = plain(type=type, status=status, polarity=Polarity(polarity), time=None).record
    assert modes(record, "2023-05-04") == expected


@pytest.mark.parametrize(("value", "is_history"), [("2023-04-01", True), ("2023-04-20", False), ("2021", True)])
def test_what_is_long_over_is_historical(value, is_history):
    """More than thirty days before the day of the report is background; the mode of the act stays first."""
    time = RecordTime(value, Span(0, 1), "")
    record = plain(type="ASSAULT", mode="aerial", status=Status.REPORTED, time=time).record
    assert modes(record, "2023-05-04") == ["aerial", *(["historical"] if is_history else [])]
    assert modes(record) == ["aerial"]


def test_one_object_a_line():
    """The file is JSON lines."""
    lines = written(write_plover, plain(), plain(type="AGREE")).splitlines()
    assert [json.loads(line)["event"] for line in lines] == [["AID"], ["AGREE"]]
