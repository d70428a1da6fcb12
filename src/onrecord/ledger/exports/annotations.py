"""The words behind records as W3C Web Annotations: JSON lines, each an annotation of its own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO, Any

from onrecord.ledger.exports.lines import present, write_json
from onrecord.ledger.exports.source import Entry
from onrecord.ledger.words import chain, participants
from onrecord.model import Span

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
# Enough words around the quoted ones to find them again in a page that has since changed.
_AROUND = 32


def write_annotations(entries: Iterable[Entry], stream: IO[bytes]) -> int:
    """Write one annotation for each record."""
    return write_json(map(annotation, entries), stream)


def annotation(entry: Entry) -> dict[str, Any]:
    """The evidence of a record, described by the record in words; inside it, the words of its act."""
    record, header = entry.record, entry.header
    evidence, trigger = record.evidence.span, record.trigger.span
    selectors = [quote(entry, evidence), position(evidence)]
    if trigger in evidence and trigger != evidence:
        inner = position(Span(trigger.start - evidence.start, trigger.end - evidence.start))
        selectors[1]["refinedBy"] = inner
    return {
        "@context": CONTEXT,
        "id": f"urn:onrecord:record:{record.id}",
        "type": "Annotation",
        "motivation": "describing",
        "generator": {"id": "urn:onrecord", "type": "Software", "name": "onrecord"},
        "body": {
            "type": "TextualBody",
            "value": _described(entry),
            "format": "text/plain",
            "language": "en",
            "purpose": "describing",
        },
        "target": {
            "source": present(
                id=header.url or f"urn:onrecord:report:{header.id}", type="Text", language=header.language
            ),
            "selector": selectors,
        },
    }


def quote(entry: Entry, span: Span) -> dict[str, Any]:
    """A TextQuoteSelector: the words, and a few before and after them."""
    text = entry.page.report.text
    return {
        "type": "TextQuoteSelector",
        "exact": span.of(text),
        "prefix": text[max(0, span.start - _AROUND) : span.start],
        "suffix": text[span.end : span.end + _AROUND],
    }


def position(span: Span) -> dict[str, Any]:
    """A TextPositionSelector: Unicode code points, end exclusive, as the recommendation counts too."""
    return {"type": "TextPositionSelector", "start": span.start, "end": span.end}


def _described(entry: Entry) -> str:
    record = entry.record
    act = " ".join(part for part in (record.type, record.mode) if part)
    parts = (
        f"{record.status}: {record.lemma}" + (f" ({act})" if act else ""),
        participants(record),
        f"when: {record.time.value}" if record.time else "",
        f"where: {record.place.name}" if record.place else "",
        f"according to {chain(record.according_to, entry.header.outlet)}",
    )
    return "; ".join(part for part in parts if part)
