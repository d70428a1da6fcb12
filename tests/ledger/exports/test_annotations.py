from __future__ import annotations

from onrecord.ledger.exports.annotations import annotation
from onrecord.model import Report, Span

from .. import made
from .entry import entry, plain
from .schemas import ANNOTATION, check


def test_the_evidence_of_a_record_as_an_annotation():
    """It follows the data model; quote and position mean the same words; the act is inside them."""
    found = annotation(plain())
    check(ANNOTATION, found)
    assert found["target"]["source"]["id"] == "https://courier.example/0"
    quote, position = found["target"]["selector"]
    assert made.TEXT[position["start"] : position["end"]] == quote["exact"] == plain().record.evidence.text
    assert made.TEXT.index(quote["prefix"] + quote["exact"] + quote["suffix"]) == 0
    inner = position["refinedBy"]
    assert quote["exact"][inner["start"] : inner["end"]] == "receive"
    assert found["body"]["value"] == (
        "planned: receive (AID); recipient: the depot; when: 2023-05-03; where: Brest; "
        "according to Olga Karel (2023-05-03)"
    )


def test_positions_are_code_points():
    """A character outside the basic plane counts once, as the recommendation has it."""
    text = "😀 Karel left."
    report = Report(text)
    whole = report.evidence(Span(2, len(text)))
    record = made.sealed(plain(report_id=report.id, trigger=whole, evidence=whole, place=None, time=None).record)
    quote, position = annotation(entry(report, record))["target"]["selector"]
    assert (quote["exact"], quote["prefix"], position) == (
        "Karel left.",
        "😀 ",
        {"type": "TextPositionSelector", "start": 2, "end": 13},
    )


def test_a_report_without_an_address_has_its_id():
    """The source is always an IRI."""
    found = annotation(entry(made.report(url=None), plain().record))
    check(ANNOTATION, found)
    assert found["target"]["source"]["id"].startswith("urn:onrecord:report:")
