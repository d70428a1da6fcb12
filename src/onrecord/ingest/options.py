"""What `take` is told and what it gives: limits, defaults, captures and taken items."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from onrecord.model import Quarantined, Report


@dataclass(frozen=True, slots=True)
class Capture:
    """The bytes taken in: one outer file as given (an archive, a page), or standard input spooled to a file.

    sha256 is hexadecimal, size in bytes. A spooled `path` exists only while the iterator of `take` is alive.
    """

    sha256: str
    path: Path
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class Taken:
    """One report, or one refusal with its reason, and the capture that it came from.

    `item.origin.sha256` equals `capture.sha256`; `item.origin.member` says where inside the capture. capture is
    None only when the file could not be opened at all.
    """

    item: Report | Quarantined
    capture: Capture | None


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one input; whatever exceeds one is quarantined with the bound in the reason.

    seconds: wall time for one document. memory_mib: address space of the worker process. body_bytes: one document
    after decompression. pdf_bytes, pdf_pages: one PDF. ratio: bytes out per byte in of a compressed member larger
    than 1 MiB (news text reaches about 10; gzip bombs 1,000). depth: archives inside archives. members: documents
    in one capture. unpacked_bytes: everything unpacked from one capture. crashes: failures of the worker on one
    capture before the rest of it is given up. Defaults follow measured hazards: docs/ingest.md.
    """

    seconds: float = 20
    memory_mib: int = 1024
    body_bytes: int = 20_000_000
    pdf_bytes: int = 50_000_000
    pdf_pages: int = 2000
    ratio: int = 200
    depth: int = 3
    members: int = 1_000_000
    unpacked_bytes: int = 20_000_000_000
    crashes: int = 20


@dataclass(frozen=True, slots=True)
class Defaults:
    """What to hold where the input itself says nothing.

    published: ISO 8601. outlet_country: ISO 3166-1 alpha-3. language: ISO 639-1, kept as declared. now: against
    which dates in the future are told; None means the time of the call.
    """

    published: str | None = None
    outlet: str | None = None
    outlet_country: str | None = None
    language: str | None = None
    now: datetime | None = None

    def clock(self) -> datetime:
        """`now` with a time zone; a naive one is taken as UTC."""
        now = self.now or datetime.now(UTC)
        return now if now.tzinfo else now.replace(tzinfo=UTC)
