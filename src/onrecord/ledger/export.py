"""Any search as a file: JSON lines, CSV, GeoJSON or Parquet. Streaming; a file is there whole or not at all."""

from __future__ import annotations

import csv
import importlib
import io
import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import IO, Any, Final

from onrecord.errors import InputError, MissingExtraError
from onrecord.ledger.cells import neutral
from onrecord.ledger.connect import disk_errors, sync_folder
from onrecord.ledger.handle import Ledger
from onrecord.ledger.nouns import Hit, Query
from onrecord.ledger.words import chain, participants, quantities, who
from onrecord.model import Record, Role, Span

SCHEMA_VERSION = 2
BATCH = 5_000

# Column and kind: s text, i whole number, f number, b truth. The order is that of the file.
COLUMNS: Final[tuple[tuple[str, str], ...]] = (
    ("record_id", "s"),
    ("report_id", "s"),
    ("outlet", "s"),
    ("outlet_country", "s"),
    ("published", "s"),
    ("url", "s"),
    ("title", "s"),
    ("language", "s"),
    ("read", "b"),
    ("who", "s"),
    ("trigger", "s"),
    ("lemma", "s"),
    ("type", "s"),
    ("mode", "s"),
    ("recipient", "s"),
    ("participants", "s"),
    ("quantities", "s"),
    ("according_to", "s"),
    ("saying", "s"),
    ("source_nature", "s"),
    ("told_to", "s"),
    ("status", "s"),
    ("certainty", "s"),
    ("polarity", "s"),
    ("time", "s"),
    ("time_reason", "s"),
    ("place", "s"),
    ("geonames_id", "i"),
    ("country", "s"),
    ("lat", "f"),
    ("lon", "f"),
    ("precision", "s"),
    ("place_score", "f"),
    ("evidence", "s"),
    ("evidence_start", "i"),
    ("evidence_end", "i"),
    ("score", "f"),
    ("fingerprint", "s"),
    ("current", "b"),
)

_NO_POINT = ("country", "area")


def flat(hit: Hit) -> dict[str, Any]:
    """A hit as one row with COLUMNS' names. A report without a matching record has only the report's fields."""
    header = hit.header
    row: dict[str, Any] = dict.fromkeys(name for name, _ in COLUMNS)
    row |= {
        "report_id": header.id,
        "outlet": header.outlet,
        "outlet_country": header.outlet_country,
        "published": header.published,
        "url": header.url,
        "title": header.title,
        "language": header.language,
        "read": header.read,
        "evidence": hit.text,
        "evidence_start": hit.span.start if hit.span else None,
        "evidence_end": hit.span.end if hit.span else None,
        "current": hit.current,
    }
    return row if hit.record is None else row | _record_fields(hit.record, header.outlet)


def _record_fields(record: Record, outlet: str | None) -> dict[str, Any]:
    time, place = record.time, record.place
    source = record.according_to[-1] if record.according_to else None
    return {
        "record_id": record.id,
        "who": who(record),
        "trigger": record.trigger.text,
        "lemma": record.lemma,
        "type": record.type,
        "mode": record.mode,
        "recipient": who(record, Role.RECIPIENT),
        "participants": participants(record),
        "quantities": quantities(record),
        "according_to": chain(record.according_to, outlet),
        "saying": str(source.saying) if source else None,
        "source_nature": str(source.nature) if source and source.nature else None,
        "told_to": source.addressee if source else None,
        "status": str(record.status),
        "certainty": str(record.certainty),
        "polarity": str(record.polarity),
        "time": time.value if time else None,
        "time_reason": time.reason if time else None,
        "place": place.name if place else None,
        "geonames_id": place.geonames_id if place else None,
        "country": place.country if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "precision": place.precision if place else None,
        "place_score": place.score if place else None,
        "score": record.score,
        "fingerprint": record.fingerprint,
    }


def nested(hit: Hit) -> dict[str, Any]:
    """A hit as JSON with every field and its span: {"report": {…}, "record": {…} or null, "text", "start", "end"}."""
    header, record = hit.header, hit.record
    return {
        "report": {name: getattr(header, name) for name in header.__slots__},
        "record": None if record is None else _record_json(record, header.outlet),
        "text": hit.text,
        "start": hit.span.start if hit.span else None,
        "end": hit.span.end if hit.span else None,
        "matches": [[span.start, span.end] for span in hit.matches],
        "current": hit.current,
    }


def _ends(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.end]


def _plain(value: Any, *names: str) -> dict[str, Any]:
    return {name: getattr(value, name) for name in names}


def _record_json(record: Record, outlet: str | None) -> dict[str, Any]:
    time, place = record.time, record.place
    return {
        **_plain(record, "id", "lemma", "type", "mode", "status", "certainty", "polarity", "score", "fingerprint"),
        "same_as": record.same_as,
        "trigger": _ends(record.trigger.span),
        "trigger_text": record.trigger.text,
        "according_to": [
            {
                **_plain(
                    link,
                    "name",
                    "kind",
                    "saying",
                    "addressee",
                    "said_time",
                    "entity",
                    "nature",
                    "country",
                    "sector",
                    "joint",
                ),
                "source": _ends(link.source),
                "cue": _ends(link.cue),
            }
            for link in record.according_to
        ],
        "according_to_words": chain(record.according_to, outlet),
        "participants": [
            {**_plain(p, "role", "name", "entity", "country", "sector"), "start": p.span.start, "end": p.span.end}
            for p in record.participants
        ],
        "quantities": [
            {**_plain(q, "value", "unit", "bound"), "start": q.span.start, "end": q.span.end} for q in record.quantities
        ],
        "status_words": [_ends(span) for span in record.status_words],
        "time": time and {**_plain(time, "value", "reason"), "start": time.span.start, "end": time.span.end},
        "place": place
        and {
            **_plain(place, "name", "geonames_id", "country", "lat", "lon", "precision", "score"),
            "start": place.span.start,
            "end": place.span.end,
        },
        "evidence": {
            "start": record.evidence.span.start,
            "end": record.evidence.span.end,
            "text": record.evidence.text,
        },
    }


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _jsonl(hits: Iterable[Hit], stream: IO[bytes]) -> int:
    count = 0
    for hit in hits:
        stream.write(f"{_dump(nested(hit))}\n".encode())
        count += 1
    return count


def _csv(hits: Iterable[Hit], stream: IO[bytes]) -> int:
    count = 0
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([name for name, _ in COLUMNS])
    for hit in hits:
        writer.writerow([neutral(value) for value in flat(hit).values()])
        _move(text, stream)
        count += 1
    _move(text, stream)
    return count


def _move(text: io.StringIO, stream: IO[bytes]) -> None:
    stream.write(text.getvalue().encode())
    text.seek(0)
    text.truncate()


def _geojson(hits: Iterable[Hit], stream: IO[bytes]) -> int:
    """RFC 7946. Records only known to lie in a country or a wide area have no geometry: a pin would be a guess."""
    count = 0
    stream.write(b'{"type": "FeatureCollection", "features": [')
    for hit in hits:
        stream.write((("," if count else "") + "\n" + _dump(feature(hit))).encode())
        count += 1
    stream.write(b"\n]}\n")
    return count


def feature(hit: Hit) -> dict[str, Any]:
    """A hit as a GeoJSON feature; precision and place_score are among its properties."""
    place = hit.record.place if hit.record else None
    point = place is not None and place.lat is not None and place.precision not in _NO_POINT
    geometry = {"type": "Point", "coordinates": [place.lon, place.lat]} if place and point else None
    return {
        "type": "Feature",
        "id": hit.record.id if hit.record else hit.header.id,
        "geometry": geometry,
        "properties": flat(hit),
    }


def _parquet(hits: Iterable[Hit], stream: IO[bytes]) -> int:
    try:
        pa, pq = importlib.import_module("pyarrow"), importlib.import_module("pyarrow.parquet")
    except ImportError as error:
        raise MissingExtraError(
            "Parquet needs pyarrow, which is not installed: pip install onrecord[parquet]"
        ) from error
    types = {"s": pa.string(), "i": pa.int64(), "f": pa.float64(), "b": pa.bool_()}
    schema = pa.schema([(name, types[kind]) for name, kind in COLUMNS], {"onrecord_schema": str(SCHEMA_VERSION)})
    count = 0
    with pq.ParquetWriter(stream, schema, compression="zstd") as writer:
        for batch in _batches(hits):
            writer.write_table(pa.Table.from_pylist([flat(hit) for hit in batch], schema=schema))
            count += len(batch)
    return count


def _batches(hits: Iterable[Hit]) -> Iterator[list[Hit]]:
    remaining = iter(hits)
    while batch := list(islice(remaining, BATCH)):
        yield batch


FORMATS: Final[dict[str, Callable[[Iterable[Hit], IO[bytes]], int]]] = {
    "jsonl": _jsonl,
    "csv": _csv,
    "parquet": _parquet,
    "geojson": _geojson,
}
"""Every export format with the function that writes hits to a binary stream and gives their number."""


EXCHANGE: Final = ("plover", "polecat", "gdelt-events", "gdelt-mentions", "claims", "annotations", "ftm")
"""The formats of others, which hold records alone; see onrecord.ledger.exports."""


def write_query(ledger: Ledger, query: Query, stream: IO[bytes], format: str) -> int:
    """Write all that a query finds to an open binary stream, in any format; gives the number of rows.

    Raises InputError for an unknown format, otherwise as `write_hits` does; QueryError for the query.
    """
    if format in FORMATS:
        return write_hits(ledger.scan(query), stream, format)
    if format not in EXCHANGE:
        raise InputError(f"{format!r} is no export format; give one of {', '.join((*FORMATS, *EXCHANGE))}")
    from onrecord.ledger.exports import WRITERS, entries  # here, for its tables take a moment to load

    return WRITERS[format](entries(ledger, query), stream)


def write_hits(hits: Iterable[Hit], stream: IO[bytes], format: str) -> int:
    """Write hits to an open binary stream, such as standard output; gives their number.

    Raises InputError for an unknown format, MissingExtraError for Parquet without pyarrow.
    """
    if format not in FORMATS:
        raise InputError(f"{format!r} is no export format; give one of {', '.join(FORMATS)}")
    return FORMATS[format](hits, stream)


def export(ledger: Ledger, query: Query, path: Path | str, format: str) -> int:
    """Write all that a query finds to a file, in any format; gives the number of rows.

    If anything fails, no file and no part of one is left. Raises as `write_query` does, LedgerError for a full disk.
    """
    target = Path(path)
    with disk_errors(ledger.path):
        descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        try:
            with os.fdopen(descriptor, "wb") as stream:
                count = write_query(ledger, query, stream, format)
                stream.flush()
                os.fsync(stream.fileno())
            Path(name).chmod(0o644)
            Path(name).replace(target)
            sync_folder(target.parent)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    return count
