"""Records as claims of schema.org: JSON lines, each a JSON-LD document of its own.

A claim tells who says what, and where it appeared. Whether it is true is for others: no rating is ever written.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO, Any

from onrecord.ledger.exports.dates import stretch
from onrecord.ledger.exports.lines import present, write_json
from onrecord.ledger.exports.source import Entry
from onrecord.model import Nature, Record, SourceLink, steps

_CONTEXT = "https://schema.org"
# Types that an author may have. What is neither surely a person nor surely a body has none.
_TYPES = {Nature.PERSON: "Person", Nature.BODY: "Organization", Nature.DOCUMENT: "CreativeWork"}


def write_claims(entries: Iterable[Entry], stream: IO[bytes]) -> int:
    """Write one claim for each record."""
    return write_json(map(claim, entries), stream)


def claim(entry: Entry) -> dict[str, Any]:
    """A record as a claim: its evidence, by its innermost source, in its report."""
    record = entry.record
    sources = steps(record.according_to)[-1] if record.according_to else ()
    source = sources[0] if sources else None
    document = source is not None and source.nature is Nature.DOCUMENT
    authors = _authors(entry, sources)
    return {
        "@context": _CONTEXT,
        "@type": "Claim",
        "@id": f"urn:onrecord:record:{record.id}",
        "text": record.evidence.text,
        **present(
            author=None if document else authors,
            isBasedOn=authors if document else None,
            dateCreated=source.said_time if source and source.said_time and stretch(source.said_time) else None,
            about=[{"@type": "Thing", "name": name} for name in _about(record)],
            temporalCoverage=record.time.value if record.time and stretch(record.time.value) else None,
            spatialCoverage=_place(record),
            inLanguage=entry.header.language,
            keywords=_keywords(record),
        ),
        "appearance": _appearance(entry),
    }


def _authors(entry: Entry, sources: tuple[SourceLink, ...]) -> dict[str, Any] | list[dict[str, Any]] | None:
    """The innermost source, or all who say it together; the outlet where nobody is credited; None for nobody named."""
    if not sources:
        return _publisher(entry)
    found = [author for source in sources if (author := _author(source))]
    return found if len(found) > 1 else found[0] if found else None


def _author(source: SourceLink) -> dict[str, Any] | None:
    kind = _TYPES.get(source.nature) if source.nature else None
    return {**present(**{"@type": kind}), "name": source.name} if source.name else None


def _publisher(entry: Entry) -> dict[str, Any] | None:
    return {"@type": "Organization", "name": entry.header.outlet} if entry.header.outlet else None


def _about(record: Record) -> list[str]:
    return list(dict.fromkeys(p.name for p in record.participants if p.name))


def _keywords(record: Record) -> list[str]:
    """What schema.org has no property for: "status:planned", "saying:promised", "type:AGREE"."""
    saying = record.according_to[-1].saying if record.according_to else None
    found = {"status": record.status, "saying": saying, "type": record.type, "mode": record.mode}
    return [f"{name}:{value}" for name, value in found.items() if value]


def _place(record: Record) -> dict[str, Any] | None:
    place = record.place
    if place is None:
        return None
    # A point for a whole country would claim more than the text says.
    exact = place.precision not in ("country", "area") and place.lat is not None
    geo = {"@type": "GeoCoordinates", "latitude": place.lat, "longitude": place.lon} if exact else None
    same = f"https://sws.geonames.org/{place.geonames_id}/" if place.geonames_id is not None else None
    return {"@type": "Place", **present(name=place.name, geo=geo, sameAs=same)}


def _appearance(entry: Entry) -> dict[str, Any]:
    header = entry.header
    return {
        "@type": "NewsArticle",
        "@id": f"urn:onrecord:report:{header.id}",
        **present(
            url=header.url,
            headline=header.title,
            datePublished=header.published if header.published and stretch(header.published) else None,
            inLanguage=header.language,
            publisher=_publisher(entry),
        ),
    }
