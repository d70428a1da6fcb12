"""Web archives: the HTML responses of a WARC stream, each a document with its address."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import IO, Any

from onrecord.errors import InputError
from onrecord.ingest.draft import Fact
from onrecord.ingest.options import Limits
from onrecord.ingest.unpack import Member, read_bounded

_PAGES = ("text/html", "application/xhtml+xml")


def warc_members(stream: IO[bytes], limits: Limits) -> Iterator[tuple[Member, str | None, tuple[Fact, ...]]]:
    """(member, charset, facts) for each HTML page answered with 200; other records are passed over.

    The member's name is the record's address. Content encodings are undone within `body_bytes`.
    """
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    wanted = WarcRecordType.response | WarcRecordType.resource
    for record in ArchiveIterator(stream, record_types=wanted, parse_http=True, auto_decode="none"):
        url = (record.headers.get("WARC-Target-URI") or "").strip("<>")
        http = record.http_headers
        kind = (record.http_content_type or "") if http else (record.headers.get("Content-Type") or "").split(";")[0]
        if kind.lower() not in _PAGES or (http and http.status_code != 200):
            continue
        facts = (Fact("url", url, "WARC-Target-URI"),) if url.startswith("http") else ()
        yield _page(record, url, limits), record.http_charset if http else None, facts


def _page(record: Any, url: str, limits: Limits) -> Member:
    encoding = ((record.http_headers.get("Content-Encoding") if record.http_headers else None) or "").lower().strip()
    try:
        data = read_bounded(record.reader, limits.body_bytes)
        return Member(url, _decoded(data, encoding, limits))
    except InputError as error:
        return Member(url, refused=str(error))
    except (zlib.error, OSError) as error:
        return Member(url, refused=f"damaged in the web archive: {error}")


def _decoded(data: bytes, encoding: str, limits: Limits) -> bytes:
    """The page without its content encoding; archives often keep the header after decoding, so magic bytes decide."""
    if encoding in ("", "identity") or (encoding in ("gzip", "x-gzip") and not data.startswith(b"\x1f\x8b")):
        return data
    if encoding not in ("gzip", "x-gzip", "deflate"):
        return data if data.lstrip()[:1] == b"<" else _unknown(encoding)
    window = zlib.MAX_WBITS | 32
    unpacked = zlib.decompressobj(window).decompress(data, limits.body_bytes + 1)
    if len(unpacked) > limits.body_bytes:
        raise InputError(f"more than {limits.body_bytes:,} bytes; larger documents are not read")
    return unpacked


def _unknown(encoding: str) -> bytes:
    raise InputError(f"content encoding “{encoding}” is not read; gzip and deflate are")
