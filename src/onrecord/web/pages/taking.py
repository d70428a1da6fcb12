"""Taking away what one sees: files in several formats, a citation, feeds."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import chain as chained
from itertools import islice
from typing import IO, Annotated, Any

from fastapi import APIRouter, Path, Request
from fastapi import Query as QueryParameter
from starlette.background import BackgroundTask
from starlette.responses import PlainTextResponse, Response, StreamingResponse

from onrecord.ledger import EXCHANGE, FORMATS, Hit, Order, Query, open_ledger, write_hits, write_query
from onrecord.web.asked import Asked
from onrecord.web.citing import citation
from onrecord.web.errors import ProblemError
from onrecord.web.feeds import atom, json_feed
from onrecord.web.pages.common import Filters
from onrecord.web.render import AsciiJSON, Site, site

router = APIRouter(tags=["taking away"])
MOST = 200_000
"""Rows of one export from the page; `onrecord export` has no limit."""
_FEED = 50
_SPOOL = 8 * 2**20
_CHUNK = 2**18
_MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "jsonl": "application/jsonl",
    "geojson": "application/geo+json",
    "parquet": "application/vnd.apache.parquet",
}
_TABLES = ("polecat", "gdelt-events", "gdelt-mentions")
Format = Annotated[str, Path(description="csv, jsonl, geojson, parquet, txt (a citation), or a format of others.")]
OneRecord = Annotated[str, QueryParameter(max_length=80, description="The id of one record, or its beginning.")]


@router.get("/export.{format}", summary="All records that match, as a file")
def export(request: Request, format: Format, asked: Filters, record: OneRecord = "") -> Response:
    """CSV with cells neutralised that a spreadsheet would take for formulas; GeoJSON without made-up points."""
    if format == "txt":
        return PlainTextResponse(_cited(request, asked, record))
    if format in EXCHANGE and not record:
        return _exchanged(site(request), format, asked)
    if format not in FORMATS:
        raise ProblemError(404, f"{format[:20]!r} is no format.", f"Take one of {', '.join((*FORMATS, *EXCHANGE))}.")
    hits = _found(site(request), asked, record)

    def write(stream: IO[bytes]) -> None:
        write_hits(hits, stream, format)

    return sent(write, f"onrecord.{format}", _MEDIA.get(format, "application/octet-stream"))


def _exchanged(of: Site, format: str, asked: Asked) -> Response:
    """A format of others, which has records alone."""
    query = _not_too_much(of, asked)
    tail = "tsv" if format in _TABLES else "jsonl"
    media_type = "text/tab-separated-values; charset=utf-8" if format in _TABLES else _MEDIA["jsonl"]
    with open_ledger(of.settings.ledger) as ledger:
        return sent(
            lambda stream: write_query(ledger, of.view.resolved(query), stream, format),
            f"onrecord-{format}.{tail}",
            media_type,
        )


def _found(of: Site, asked: Asked, record: str) -> Iterable[Hit]:
    """What a page shows, all of it."""
    return [of.view.record(record).hit] if record else of.view.scan(_not_too_much(of, asked))


def _not_too_much(of: Site, asked: Asked) -> Query:
    """The query. Raises ProblemError if it finds too much for one answer."""
    query = asked.query()
    total = of.view.count(query).total
    if total > MOST:
        raise ProblemError(
            413,
            f"These are {total:,} rows; the page exports at most {MOST:,} at once.",
            "Narrow the search, or use `onrecord export`, which has no limit.",
        )
    return query


def sent(write: Callable[[IO[bytes]], object], name: str, media_type: str) -> Response:
    """A file that is written whole before its first byte is sent: what arrives is never half of one."""
    stream = tempfile.SpooledTemporaryFile(max_size=_SPOOL)  # noqa: SIM115 - closed when it is sent
    try:
        write(stream)
        size = stream.tell()
        stream.seek(0)
    except BaseException:
        stream.close()
        raise
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Content-Length": str(size)}
    return StreamingResponse(
        _chunks(stream), media_type=media_type, headers=headers, background=BackgroundTask(stream.close)
    )


def _chunks(stream: Any) -> Iterator[bytes]:
    while chunk := stream.read(_CHUNK):
        yield chunk


def _cited(request: Request, asked: Asked, record: str) -> str:
    of = site(request)
    hits = _found(of, asked, record)
    first = list(islice(hits, 1_000))
    with of.view.reader() as ledger:
        stats = (ledger.path.absolute().name, of.view.count(Asked().query()).records)
    return citation(chained(first), asked, stats, datetime.now(UTC).date(), more=not record and len(first) == 1_000)


@router.get("/feed.atom", summary="A search as an Atom feed")
def feed_atom(request: Request, asked: Filters) -> Response:
    """What was filed last, however old; a feed reader asks again and shows what is new."""
    hits = _followed(request, asked)
    return Response(atom(hits, asked, _base(request)), media_type="application/atom+xml")


def _followed(request: Request, asked: Asked) -> Sequence[Hit]:
    """The hits of the reports that were filed last: what is added late, with an older day, must not be missed."""
    return site(request).view.search(replace(asked.query(), order=Order.FILED), _FEED).hits


@router.get("/feed.json", summary="A search as a JSON Feed", response_class=AsciiJSON)
def feed_json(request: Request, asked: Filters) -> Response:
    """JSON Feed 1.1."""
    hits = _followed(request, asked)
    return AsciiJSON(json_feed(hits, asked, _base(request)))


def _base(request: Request) -> str:
    """Where this application is, as the reader called it; the guard has looked at the name."""
    return f"{request.url.scheme}://{request.headers['host']}"
