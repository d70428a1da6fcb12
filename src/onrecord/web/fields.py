"""A record field by field, each beside the words that it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.model import Participant, Record, Report, Role, SourceLink, Span, steps
from onrecord.web.told import UNNAMED, address, amount, clean, country_name, day, who_address

Words = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One field. words: each with the address where it stands in the report; without: what to say where none are."""

    field: str
    value: str
    words: Words
    note: str = ""
    href: str | None = None
    without: str = ""


def rows(record: Record, report: Report) -> list[Row]:
    """Every field that the record has."""
    return list(_rows(record, report))


def _rows(record: Record, report: Report) -> Iterator[Row]:
    def words(*spans: Span | None) -> Words:
        return tuple((_flat(s.of(report.text)), f"/report/{report.id[:16]}#span={s.start}-{s.end}") for s in spans if s)

    yield Row("act", record.lemma, words(record.trigger.span))
    kind = f"{record.type.lower()}{f', {record.mode}' if record.mode else ''}" if record.type else "none that fits"
    yield Row(
        "type",
        kind,
        words(record.trigger.span) if record.type else (),
        "PLOVER" if record.type else "",
        without="no type of the ontology",
    )
    plain = "the plain form of the act"
    yield Row("status", record.status.replace("_", " "), words(*record.status_words), without=plain)
    yield Row("certainty", f"{record.certainty}, {record.polarity}", words(*record.status_words), without=plain)
    if not record.according_to:
        yield Row("according to", "the outlet, in its own voice", (), without="nobody is credited")
    chain = steps(record.according_to)
    for n, link in ((n, link) for n, step in enumerate(chain, start=1) for link in step):
        label = f"according to, {n}" if len(chain) > 1 else "according to"
        yield _source(label, link, words(link.source, link.cue))
    for participant in sorted(record.participants, key=lambda p: list(Role).index(p.role)):
        yield _participant(participant, words(participant.span))
    for thing in record.things:
        name = f"{thing.name}-{thing.variant}" if thing.variant else thing.name
        href = address("/thing", [("name", thing.entity or thing.name)])
        yield Row("thing", clean(name), words(thing.span), thing.type, href)
    for quantity in record.quantities:
        yield Row("amount", amount(quantity), words(quantity.span))
    if record.contexts:
        yield Row("contexts", ", ".join(record.contexts).replace("_", " "), (), "PLOVER", without="no words of its own")
    if record.time:
        yield Row("when", day(record.time.value), words(record.time.span), record.time.reason)
    if record.place:
        place = record.place
        where = f"{country_name(place.country)}, " if place.country and place.precision != "country" else ""
        identity = f", GeoNames {place.geonames_id}" if place.geonames_id else ""
        note = f"{where}known as a {place.precision}{identity}, score {place.score:.2f}"
        yield Row("where", clean(place.name), words(place.span), note, address("/place", [("name", place.name)]))


def _source(label: str, link: SourceLink, words: Words) -> Row:
    told = f" to {clean(link.addressee)}" if link.addressee else ""
    said = f" on {link.said_time}" if link.said_time else ""
    codes = _codes(link.nature and str(link.nature), link.country, link.sector)
    note = f"{link.kind}, {link.saying}{told}{said}{codes}"
    href = who_address(link.entity, link.country, link.name) if link.name and link.entity else None
    return Row(label, clean(link.name or UNNAMED), words, note, href, "no words of its own")


def _participant(participant: Participant, words: Words) -> Row:
    href = who_address(participant.entity, participant.country, participant.name) if participant.entity else None
    note = _codes(participant.country, participant.sector).lstrip(", ")
    return Row(str(participant.role), clean(participant.name), words, note, href)


def _codes(*told: str | None) -> str:
    found = [code for code in told if code]
    return f", {' '.join(found)}" if found else ""


def _flat(words: str) -> str:
    return " ".join(clean(words).split())
