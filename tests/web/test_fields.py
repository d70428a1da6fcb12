"""A record is shown field by field, each beside its words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ledger import made
from onrecord.model import Participant, Quantity, Role, Span, Thing
from onrecord.web.fields import rows
from onrecord.web.told import chain, deed, sentence

REPORT = made.report()


def told(record) -> dict[str, tuple[str, list[str]]]:
    """Value and words by field."""
    return {row.field: (row.value, [words for words, _ in row.words]) for row in rows(record, REPORT)}


def test_every_field_has_its_words():
    """Act, type, status, source, participant, amount, time and place, each with the words of the report."""
    found = told(made.records(REPORT)[0])
    assert found["act"] == ("receive", ["receive"])
    assert found["status"] == ("planned", ["would"])
    assert found["according to"] == ("Olga Karel", ["Minister Olga Karel", "said"])
    assert found["amount"] == ("12 truck", ["12 trucks"])
    assert found["when"] == ("3 May 2023", ["3 May 2023"])
    assert found["where"] == ("Brest", ["Brest"])


def test_chains_are_numbered_and_what_is_missing_is_told():
    """Two sources are two fields; who is not named and what has no type is said so."""
    found = told(made.records(REPORT)[1])
    assert found["according to, 1"] == ("Brest Wire", [])
    assert found["according to, 2"][0] == "a source that is not named"
    assert found["type"] == ("none that fits", [])


def test_things_tolls_and_contexts_are_fields():
    """A thing with its sort, what became of those counted, and PLOVER's contexts."""
    span = made.spot(REPORT, "12 trucks")
    record = replace(
        made.records(REPORT)[0],
        things=(Thing(span, "Kamaz", "truck", "4310"),),
        quantities=(Quantity(span, 12.0, "driver", kind="killed"),),
        contexts=("MILITARY",),
    )
    found = {row.field: row for row in rows(record, REPORT)}
    assert (found["thing"].value, found["thing"].note) == ("Kamaz-4310", "truck")
    assert found["amount"].value == "12 driver killed"
    assert found["contexts"].value == "MILITARY"


def test_words_lead_to_their_place():
    """Each quoted word has the address of its characters in the report."""
    record = made.records(REPORT)[0]
    act = next(row for row in rows(record, REPORT) if row.field == "act")
    span = record.trigger.span
    assert act.words == (("receive", f"/report/{REPORT.id[:16]}#span={span.start}-{span.end}"),)


@pytest.mark.parametrize(
    ("record", "wanted"),
    [
        (made.records(REPORT)[0], "Olga Karel, as reported by Sample Courier, said on 3 May 2023"),
        (
            made.records(REPORT)[1],
            "a source that is not named, according to Brest Wire, as reported by Sample Courier, said",
        ),
        (
            made.told(REPORT),
            "Olga Karel, as reported by Sample Courier, promised it to the drivers' union on 3 May 2023",
        ),
        (
            made.together(REPORT),
            "Olga Karel and Lena Karel, according to Interfax, as reported by Sample Courier, promised it to the "
            "drivers' union on 3 May 2023",
        ),
        (replace(made.records(REPORT)[0], according_to=()), "Sample Courier, in its own voice"),
    ],
)
def test_chains_of_sources_are_sentences(record, wanted: str):
    """From the innermost source outwards, with what it did in saying it."""
    from onrecord.ledger import Header

    header = Header(REPORT.id, REPORT.outlet, "BLR", "en", REPORT.title, REPORT.published, REPORT.url, True, None)
    assert sentence(chain(record, header)) == wanted


def test_deeds_are_sentences():
    """Who did what to whom, in the report's own word for the act; "not" where it is denied."""
    assert sentence(deed(made.records(REPORT)[0])) == "receive → the depot"
    assert sentence(deed(made.records(REPORT)[1])) == "the drivers' union not hired drivers"


def test_deeds_tell_how_many():
    """The words of an amount before a party's name are said with it: the name itself leaves them out."""
    record = made.records(REPORT)[0]
    counted = made.spot(REPORT, "12 trucks")
    trucks = Participant(Role.OBJECT, Span(counted.start + 3, counted.end), "trucks")
    record = replace(record, participants=(trucks,), quantities=(Quantity(counted, 12.0, "truck"),))
    assert sentence(deed(record)) == "receive 12 trucks"
    assert sentence(deed(replace(record, quantities=()))) == "receive trucks"
