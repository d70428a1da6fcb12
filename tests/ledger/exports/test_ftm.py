from __future__ import annotations

import json
from dataclasses import replace

import pytest

from onrecord.ledger.exports.ftm import ftm, write_ftm
from onrecord.model import Kind, NameType, Nature, Participant, RecordTime, Role, SourceLink, Span, entity_id

from .. import made
from .entry import entry, plain, written
from .schemas import FTM


def somebody(type: NameType | None, name: str, country: str | None, sector: str | None = None) -> Participant:
    """A participant as a reading gives it."""
    return Participant(Role.ACTOR, Span(0, 5), name, entity_id(type, name), country, sector)


RICH = plain(
    participants=(
        somebody(NameType.PER, "Olga Karel", "BLR", "GOV"),
        somebody(NameType.ORG, "Interior Ministry", "BLR", "GOV"),
        somebody(NameType.ORG, "Brest Bakery", "BLR", "BUS"),
        somebody(NameType.GPE, "Belarus", "BLR"),
        somebody(NameType.PRODUCT, "Su-25", None),
        somebody(None, "the depot", None),
    ),
    according_to=(
        SourceLink("a leaked memo", None, None, Kind.INDIRECT, nature=Nature.DOCUMENT),
        SourceLink("two aides", None, None, Kind.INDIRECT, nature=Nature.GROUP),
        SourceLink(None, None, None, Kind.INDIRECT),
    ),
)


def test_a_record_as_entities():
    """A report, an event, those on record, and links with their roles; things and mere descriptions are no party."""
    found = ftm(RICH)
    schemas = {
        each["properties"].get("name", each["properties"].get("title", [""]))[0]: each["schema"] for each in found
    }
    assert schemas["Olga Karel"] == "Person"
    assert schemas["Interior Ministry"] == "PublicBody"
    assert schemas["Brest Bakery"] == "Organization"
    assert schemas["Belarus"] == schemas["two aides"] == "LegalEntity"
    assert schemas["a leaked memo"] == "Document"
    assert "Su-25" not in schemas and "the depot" not in schemas
    event = next(each for each in found if each["schema"] == "Event")["properties"]
    assert event["proof"] == [found[0]["id"]]
    assert event["summary"] == [RICH.record.evidence.text]
    assert (event["date"], event["location"], event["country"]) == (["2023-05-03"], ["Brest, Belarus"], ["by"])
    assert len(event["involved"]) == 4
    roles = [each["properties"]["role"] for each in found if each["schema"] == "UnknownLink"]
    assert roles == [["actor"]] * 4 + [["said"]] * 2


def test_no_date_is_made_up():
    """An event without a date has none; a month is a start and an end."""
    event = next(each for each in ftm(plain(time=None)) if each["schema"] == "Event")
    assert not {"date", "startDate", "endDate"} & event["properties"].keys()
    month = next(e for e in ftm(plain(time=RecordTime("2023-05", Span(0, 1), ""))) if e["schema"] == "Event")
    assert (month["properties"]["startDate"], month["properties"]["endDate"]) == (["2023-05-01"], ["2023-05-31"])


def test_entities_use_only_what_their_schemas_have():
    """Schemas and properties are those of FollowTheMoney, values are lists of texts, references lead somewhere."""
    lines = [json.loads(line) for line in written(write_ftm, RICH, plain(time=None)).splitlines()]
    known = {each["id"] for each in lines}
    assert len(known) == len(lines), "an entity is written once"
    for each in lines:
        assert each["properties"].keys() <= FTM[each["schema"]], each
        assert all(isinstance(value, str) and value for values in each["properties"].values() for value in values)
        for name in ("proof", "involved", "subject", "object"):
            assert set(each["properties"].get(name, [])) <= known


@pytest.mark.parametrize("given", [RICH, plain(), plain(time=None, place=None, participants=())])
def test_followthemoney_takes_them_as_they_are(given):
    """The package itself, where it is installed, finds every value valid and changes none."""
    model = pytest.importorskip("followthemoney").model
    for each in ftm(given):
        schema = model.get(each["schema"])
        schema.validate(each)
        proxy = model.get_proxy(each, cleaned=False)
        assert {name: sorted(values) for name, values in proxy.properties.items()} == {
            name: sorted(values) for name, values in each["properties"].items()
        }


def test_the_same_one_has_one_id_in_all_reports():
    """A person is the same entity whichever report names them; a description is not."""
    report = made.report(3)
    again = entry(report, replace(RICH.record, report_id=report.id))
    ids = [
        {e["id"] for e in ftm(each) if e["schema"] in ("Person", "LegalEntity", "Document")} for each in (RICH, again)
    ]
    assert len(ids[0] & ids[1]) == 2
    assert len(ids[0]) == 4
