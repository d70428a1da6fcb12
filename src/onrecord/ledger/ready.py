"""A reading as rows, made where the report was read, so that the one process that writes has only to write.

Everything here is plain rows, which go from one process to another in a tenth of the time that records take.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.errors import LedgerError
from onrecord.ledger import rows
from onrecord.ledger.days import days
from onrecord.ledger.fold import folded, indexed
from onrecord.link.retold import pairs
from onrecord.model import Record, Report


@dataclass(frozen=True, slots=True)
class Ready:
    """The rows of one reading, without the keys that tie them to what the ledger has.

    records: id, position in `passages`, first and last day, digest, then RECORD_COLUMNS. given: score and fingerprint
    of each record. passages: start and end of the evidence, its words as the index has them. children: for each table
    of CHILDREN rows of position in `records`, position in the record, then the table's columns. points: position in
    `records`, latitude, longitude. names: each name with its folded form. title, body: words as the index has them.
    retold: pairs of ids of records that tell the same event.
    """

    report_id: str
    records: tuple[rows.Row, ...]
    given: tuple[tuple[float, str], ...]
    passages: tuple[tuple[int, int, str], ...]
    children: tuple[tuple[rows.Row, ...], ...]
    points: tuple[tuple[int, float, float], ...]
    names: tuple[tuple[str, str], ...]
    title: str
    body: str
    retold: tuple[tuple[str, str], ...] = ()


def ready(report: Report, records: Iterable[Record]) -> Ready:
    """The rows of the records of a report; of two with one id the last counts. Raises LedgerError."""
    once = list({record.id: record for record in records}.values())
    for record in once:
        _check(report, record)
    packed = [rows.pack(record) for record in once]
    places: dict[tuple[int, int], int] = {}
    made = tuple(_row(report, record, row, places) for record, row in zip(once, packed, strict=True))
    return Ready(
        report.id,
        made,
        tuple((float(record.score) + 0.0, record.fingerprint) for record in once),
        tuple((start, end, indexed(report.text[start:end])) for start, end in places),
        tuple(tuple(_children(packed, n)) for n in range(len(rows.CHILDREN))),
        tuple(_points(once)),
        tuple((name, folded(name)) for name in dict.fromkeys(_names(report, once)) if name is not None),
        indexed(report.title or ""),
        indexed(report.body()),
        tuple(pairs(once)),
    )


def _check(report: Report, record: Record) -> None:
    """Refuse a record that is not of this report."""
    if record.report_id != report.id:
        raise LedgerError(f"record {record.id[:8]}… is of report {record.report_id[:8]}…, not of {report.id[:8]}…")
    for evidence in (record.evidence, record.trigger):
        if evidence != report.evidence(evidence.span):
            raise LedgerError(
                f"record {record.id[:8]}… shows {evidence.text[:40]!r} as the words at [{evidence.span.start}:"
                f"{evidence.span.end}] of report {report.id[:8]}…, where {evidence.span.of(report.text)[:40]!r} "
                f"stands"
            )


def report_day(report: Report) -> str | None:
    """The day of publication, ISO 8601."""
    found = days(report.published) if report.published else None
    return found[0] if found else None


def _row(report: Report, record: Record, packed: rows.Packed, places: dict[tuple[int, int], int]) -> rows.Row:
    span = record.evidence.span
    # Records of one sentence share its row: it is indexed once.
    passage = places.setdefault((span.start, span.end), len(places))
    digest = rows.digest(record.id, span, packed)
    return (record.id, passage, *rows.day_range(record, report_day(report)), digest, *packed.main)


def _children(packed: Sequence[rows.Packed], table: int) -> Iterable[rows.Row]:
    return ((n, position, *row) for n, each in enumerate(packed) for position, row in enumerate(each.children[table]))


def _points(records: Sequence[Record]) -> Iterable[tuple[int, float, float]]:
    for n, record in enumerate(records):
        place = record.place
        if place is not None and place.lat is not None and place.lon is not None:
            yield n, place.lat, place.lon


def _names(report: Report, records: Sequence[Record]) -> Iterable[str | None]:
    yield report.outlet
    for record in records:
        yield from (p.name for p in record.participants)
        yield from (link.name for link in record.according_to)
        yield record.place.name if record.place else None
