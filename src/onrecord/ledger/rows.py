"""A record as rows of tables, and back. `unpack(pack(record))` is the record, field for field."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.errors import LedgerError
from onrecord.ledger.days import days
from onrecord.model import (
    Certainty,
    Evidence,
    Kind,
    Nature,
    Participant,
    Polarity,
    Quantity,
    Record,
    RecordPlace,
    RecordTime,
    Role,
    Saying,
    SourceLink,
    Span,
    Status,
    Thing,
    content_id,
)

Row = tuple[Any, ...]

RECORD_COLUMNS = (
    "trigger_start, trigger_end, trigger_text, lemma, type, mode, status, certainty, polarity, "
    "time_value, time_start, time_end, time_reason, "
    "place_name, place_start, place_end, geonames_id, country, lat, lon, precision, place_score, contexts, things"
)
PARTICIPANT_COLUMNS = "role, name, span_start, span_end, entity, country, sector"
ACCORDING_TO_COLUMNS = (
    "name, kind, said_time, source_start, source_end, cue_start, cue_end, entity, country, sector, "
    "saying, nature, addressee, joint"
)
QUANTITY_COLUMNS = "value, unit, bound, noun, span_start, span_end, kind"
STATUS_WORD_COLUMNS = "span_start, span_end"
ORIGIN_COLUMNS = "report, path, member, sha256, media_type, taken_in"
QUARANTINE_COLUMNS = "path, member, sha256, media_type, reason, at"
READING_COLUMNS = (
    "report, fingerprint, read_at, read, reason, records, added, kept, superseded, language, declared_language, "
    "outlet_country, dateline, section, bylines, blocks, provenance, flags"
)
JUDGEMENT_COLUMNS = "one, other, verdict, judged_by, at, score, note"
DECISION_COLUMNS = "record, verdict, corrected, reviewer, at, note, undoes"
# Tables whose rows carry a checksum over exactly these columns.
SEALED = (
    ("origin", ORIGIN_COLUMNS),
    ("quarantine", QUARANTINE_COLUMNS),
    ("judgement", JUDGEMENT_COLUMNS),
    ("decision", DECISION_COLUMNS),
)
CHILDREN = (
    ("participant", PARTICIPANT_COLUMNS),
    ("according_to", ACCORDING_TO_COLUMNS),
    ("quantity", QUANTITY_COLUMNS),
    ("status_word", STATUS_WORD_COLUMNS),
)


@dataclass(frozen=True, slots=True)
class Packed:
    """A record as rows, without the keys that tie them together. Child rows are in CHILDREN's order of tables."""

    main: Row
    participants: tuple[Row, ...]
    according_to: tuple[Row, ...]
    quantities: tuple[Row, ...]
    status_words: tuple[Row, ...]

    @property
    def children(self) -> tuple[tuple[Row, ...], ...]:
        """The rows of each child table, in CHILDREN's order."""
        return self.participants, self.according_to, self.quantities, self.status_words


def pack(record: Record) -> Packed:
    """The record's rows. Raises LedgerError for coordinates and numbers that no record can have."""
    _check_numbers(record)
    time, place = record.time, record.place
    return Packed(
        (
            *_ends(record.trigger.span),
            record.trigger.text,
            record.lemma,
            record.type,
            record.mode,
            str(record.status),
            str(record.certainty),
            str(record.polarity),
            *((time.value, *_ends(time.span), time.reason) if time else (None,) * 4),
            *(_pack_place(place) if place else (None,) * 9),
            " ".join(record.contexts) or None,
            _pack_things(record.things),
        ),
        tuple((str(p.role), p.name, *_ends(p.span), p.entity, p.country, p.sector) for p in record.participants),
        tuple(_pack_source(link) for link in record.according_to),
        tuple((_float(q.value), q.unit, q.bound, q.noun, *_ends(q.span), q.kind) for q in record.quantities),
        tuple(_ends(span) for span in record.status_words),
    )


def _pack_place(place: RecordPlace) -> Row:
    return (
        place.name,
        *_ends(place.span),
        place.geonames_id,
        place.country,
        _float(place.lat),
        _float(place.lon),
        place.precision,
        float(place.score) + 0.0,
    )


def _pack_things(things: tuple[Thing, ...]) -> str | None:
    if not things:
        return None
    rows = [[*_ends(t.span), t.name, t.type, t.variant, t.entity] for t in things]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def _pack_source(link: SourceLink) -> Row:
    return (
        link.name,
        str(link.kind),
        link.said_time,
        *_ends(link.source),
        *_ends(link.cue),
        link.entity,
        link.country,
        link.sector,
        str(link.saying),
        None if link.nature is None else str(link.nature),
        link.addressee,
        int(link.joint),
    )


def _ends(span: Span | None) -> tuple[int | None, int | None]:
    return (None, None) if span is None else (span.start, span.end)


def _float(value: float | None) -> float | None:
    # SQLite keeps no negative zero.
    return None if value is None else float(value) + 0.0


def _check_numbers(record: Record) -> None:
    numbers = [record.score, *(q.value for q in record.quantities if q.value is not None)]
    if record.place is not None:
        numbers.append(record.place.score)
        _check_point(record.id, record.place.lat, record.place.lon)
    if not all(math.isfinite(number) for number in numbers):
        raise LedgerError(f"record {record.id[:8]}… has a number that is not finite, among {numbers}")


def _check_point(record_id: str, lat: float | None, lon: float | None) -> None:
    if lat is None and lon is None:
        return
    # NaN fails every comparison.
    if lat is None or lon is None or not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise LedgerError(
            f"record {record_id[:8]}… is placed at lat {lat}, lon {lon}; lat lies in [-90, 90] and lon in "
            f"[-180, 180], or both are missing: were they swapped?"
        )


def digest(record_id: str, evidence: Span, packed: Packed) -> str:
    """A checksum over everything that the rows of one record hold."""
    participants, links, quantities, *others = packed.children
    links = tuple(_as_first_sealed(link) for link in links)
    # Schema 3 added columns too; nothing in them is sealed as it was without them.
    quantities = tuple(row[:-1] if row[-1] is None else row for row in quantities)
    main = packed.main[:-2] if packed.main[-2:] == (None, None) else packed.main
    return content_id(record_id, evidence.start, evidence.end, main, (participants, links, quantities, *others))


def _as_first_sealed(link: Row) -> Row:
    # Schema 2 added three columns and schema 4 one: a row with nothing in them is sealed as if they were not there, so
    # that old checksums hold.
    link = link if link[-1] else link[:-1]
    return link[:-3] if link[-3:] == (str(Saying.SAID), None, None) else link


def reading_digest(row: Row, given: Sequence[Row]) -> str:
    """A checksum over a reading's row and its rows in reading_record (record, position, score, fingerprint)."""
    return content_id(row, sorted(given))


def day_range(record: Record, report_day: str | None) -> tuple[str | None, str | None]:
    """First and last day of the record's time, or the report's day where it has no time that is a date."""
    found = days(record.time.value) if record.time else None
    return found or (report_day, report_day)


@dataclass(frozen=True, slots=True)
class Stem:
    """What a record row is tied to: its report, its evidence, and the reading that gave it."""

    id: str
    report_id: str
    evidence: Evidence
    score: float
    fingerprint: str


def unpack(stem: Stem, packed: Packed) -> Record:
    """The record that `pack` took apart."""
    main = packed.main
    return Record(
        id=stem.id,
        report_id=stem.report_id,
        trigger=Evidence(stem.report_id, Span(main[0], main[1]), main[2]),
        lemma=main[3],
        evidence=stem.evidence,
        according_to=tuple(_source(row) for row in packed.according_to),
        status=Status(main[6]),
        certainty=Certainty(main[7]),
        polarity=Polarity(main[8]),
        status_words=tuple(Span(*row) for row in packed.status_words),
        type=main[4],
        mode=main[5],
        participants=tuple(_participant(row) for row in packed.participants),
        quantities=tuple(_quantity(row) for row in packed.quantities),
        time=_time(main[9:13]),
        place=_place(main[13:22]),
        contexts=tuple((main[22] or "").split()),
        things=_things(main[23]),
        score=stem.score,
        fingerprint=stem.fingerprint,
    )


def _span(start: int | None, end: int | None) -> Span | None:
    return None if start is None or end is None else Span(start, end)


def _source(row: Sequence[Any]) -> SourceLink:
    name, kind, said_time, source_start, source_end, cue_start, cue_end, entity, country, sector, *told = row
    source, cue = _span(source_start, source_end), _span(cue_start, cue_end)
    saying, nature, addressee, joint = told
    return SourceLink(
        name,
        source,
        cue,
        Kind(kind),
        said_time,
        entity,
        country,
        sector,
        saying=Saying(saying),
        nature=None if nature is None else Nature(nature),
        addressee=addressee,
        joint=bool(joint),
    )


def _participant(row: Sequence[Any]) -> Participant:
    role, name, start, end, entity, country, sector = row
    return Participant(Role(role), Span(start, end), name, entity, country, sector)


def _quantity(row: Sequence[Any]) -> Quantity:
    value, unit, bound, noun, start, end, kind = row
    return Quantity(Span(start, end), value, unit, bound, noun, kind)


def _things(told: str | None) -> tuple[Thing, ...]:
    return tuple(Thing(Span(start, end), *rest) for start, end, *rest in json.loads(told or "[]"))


def _time(row: Sequence[Any]) -> RecordTime | None:
    value, start, end, reason = row
    return None if value is None else RecordTime(value, Span(start, end), reason)


def _place(row: Sequence[Any]) -> RecordPlace | None:
    name, start, end, geonames_id, country, lat, lon, precision, score = row
    if name is None:
        return None
    return RecordPlace(name, Span(start, end), geonames_id, country, lat, lon, precision, score)
