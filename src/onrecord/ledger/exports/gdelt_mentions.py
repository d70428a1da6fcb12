"""Records as GDELT 2.0 mentions: tab-separated, no header, 16 columns, with offsets into the text as it was read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import IO, Final
from urllib.parse import urlsplit

from onrecord.ledger.exports.dates import stamp
from onrecord.ledger.exports.gdelt import Coded, Party, coded, dated, event_group, event_number
from onrecord.ledger.exports.lines import Cell, write_tabs
from onrecord.ledger.exports.source import Entry

COLUMNS: Final = (
    *("GLOBALEVENTID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName", "MentionIdentifier"),
    *("SentenceID", "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset", "InRawText", "Confidence"),
    *("MentionDocLen", "MentionDocTone", "MentionDocTranslationInfo", "Extras"),
)
"""The 16 columns, in order; the files have no header."""
_WEB, _CITATION_ONLY = 1, 2


def write_gdelt_mentions(entries: Iterable[Entry], stream: IO[bytes]) -> int:
    """Write one row for each record behind the rows of the events."""
    return write_tabs(_rows(entries), stream, missing="")


def _rows(entries: Iterable[Entry]) -> Iterator[tuple[Cell, ...]]:
    return (gdelt_mention(entry, found) for entry, found in coded(entries) if dated(entry, found))


def gdelt_mention(entry: Entry, found: Coded) -> tuple[Cell, ...]:
    """A coded record as the 16 cells of GDELT's mentions."""
    page, url = entry.page, entry.header.url
    return (
        event_number(found.key),
        stamp(event_group(entry, found).added),
        stamp(page.added),
        _WEB if url else _CITATION_ONLY,
        _source_name(url) or entry.header.outlet,
        url or f"urn:onrecord:report:{entry.header.id}",
        page.sentence(found.action),
        _offset(found.one),
        _offset(found.two),
        found.action.start,
        1,
        round(100 * min(1.0, max(0.0, entry.record.score))),
        len(page.report.text),
        *(None, None, None),
    )


def _offset(party: Party | None) -> int:
    return party.span.start if party and party.span else -1


def _source_name(url: str | None) -> str | None:
    """The domain of an address, as GDELT names its sources; None where it cannot be told."""
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.") or None
    except ValueError:
        return None
