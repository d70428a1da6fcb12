"""Records as PLOVER 0.8: JSON lines in the record format of the codebook (Open Event Data Alliance).

Records without a PLOVER type have no place in it: the codebook has no type for statements.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import IO, Any, Final

from onrecord.extract.codes import intensity, plover_types, quad
from onrecord.ledger.exports.dates import When, stretch, when
from onrecord.ledger.exports.lines import present, write_json
from onrecord.ledger.exports.parties import actors, contexts_of, recipients, sizes
from onrecord.ledger.exports.source import Entry
from onrecord.ledger.words import chain
from onrecord.model import Participant, Polarity, Record, Status

# What the codebook calls auxiliary modes, and what a status makes of them.
_AUXILIARY: Final = {
    Status.PLANNED: "future",
    Status.REQUESTED: "hypothetical",
    Status.POSSIBLE: "hypothetical",
    Status.CONDITIONAL: "hypothetical",
    Status.UNCLEAR: "hypothetical",
    Status.DENIED: "negated",
    Status.NOT_DONE: "negated",
}
# These types say it themselves: an AGREE is a promise, no promise that is still to come.
_SAID_BY_TYPE: Final = {
    ("AGREE", "future"),
    ("THREATEN", "future"),
    ("REQUEST", "hypothetical"),
    ("REJECT", "negated"),
}
# What is over for longer than this on the day of the report is background.
_HISTORY: Final = timedelta(days=30)


def write_plover(entries: Iterable[Entry], stream: IO[bytes]) -> int:
    """Write one JSON object for each record with a type and a date."""
    return write_json((found for entry in entries if (found := plover(entry)) is not None), stream)


def plover(entry: Entry) -> dict[str, Any] | None:
    """A record as PLOVER has it; None where it has no type of PLOVER, or nothing tells its date, which PLOVER needs."""
    record, header = entry.record, entry.header
    dated = when(record, header)
    if record.type not in plover_types() or dated is None:
        return None
    return {
        "id": record.id,
        "date": dated.first.isoformat(),
        "actor": [_entity(entry, p) for p in actors(record)],
        "event": [record.type],
        "has_event": True,
        **present(
            enddate=dated.last.isoformat() if dated.last != dated.first else None,
            recipient=[_entity(entry, p) for p in recipients(record)],
            event_loc=_location(entry),
            event_text=[record.trigger.text],
            quad_code=quad(record.type),
            event_scale=intensity(record.type),
            mode=modes(record, header.published),
            context=list(contexts_of(record)),
            size=sizes(record),
            link=header.url,
            text=record.evidence.text,
            text_info={"start": record.evidence.span.start, "end": record.evidence.span.end},
            cite_info=_citation(entry),
            coder="onrecord",
        ),
        "onrecord": _ours(entry, dated),
    }


def modes(record: Record, published: str | None = None) -> list[str]:
    """The mode of a record, and the auxiliary modes of PLOVER that its status and its date make.

    published: the day of the report, without which nothing is historical.
    """
    found = [record.mode] if record.mode else []
    auxiliary = _AUXILIARY.get(record.status)
    if auxiliary is None and record.polarity is Polarity.NEGATIVE:
        auxiliary = "negated"
    if auxiliary and (record.type, auxiliary) not in _SAID_BY_TYPE:
        found.append(auxiliary)
    return [*found, "historical"] if _is_history(record, published) else found


def _is_history(record: Record, published: str | None) -> bool:
    own = stretch(record.time.value) if record.time else None
    report = stretch(published) if published else None
    return bool(own and report and own[1] + _HISTORY < report[0])


def _entity(entry: Entry, participant: Participant) -> dict[str, Any]:
    return present(
        code=participant.country,
        sector=participant.sector,
        entity_text=entry.words(participant.span),
        identifier_text=participant.name,
    )


def _location(entry: Entry) -> dict[str, Any] | None:
    place = entry.record.place
    if place is None:
        return None
    return present(
        extracted_place=entry.words(place.span),
        resolved_place=place.name,
        geonameid=place.geonames_id,
        lat=place.lat,
        lon=place.lon,
        country_code=place.country,
        precision=place.precision,
    )


def _citation(entry: Entry) -> dict[str, Any]:
    header = entry.header
    return present(
        url=header.url,
        title=header.title,
        language=header.language,
        publication=header.outlet,
        coder="onrecord",
        codebook="PLOVER",
        version="0.8",
    )


def _ours(entry: Entry, dated: When) -> dict[str, Any]:
    """What PLOVER has no field for: the status in full, who says so, and what the date rests on."""
    record = entry.record
    return present(
        report=record.report_id,
        status=str(record.status),
        certainty=str(record.certainty),
        polarity=str(record.polarity),
        according_to=chain(record.according_to, entry.header.outlet),
        date_basis=str(dated.basis),
        published=entry.header.published,
        score=record.score,
    )
