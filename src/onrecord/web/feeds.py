"""A search as a feed: Atom (RFC 4287) and JSON Feed 1.1."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from onrecord.ledger import Hit
from onrecord.web.asked import LABELS, Asked
from onrecord.web.told import act, chain, clean, deed, sentence

_NEVER = "1970-01-01T00:00:00Z"
# XML 1.0 has no way to write these at all.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def name_of(asked: Asked) -> str:
    """What a feed is called."""
    words = "; ".join(f"{LABELS.get(name, name)}: {value}" for name, value in asked.values())
    return f"on record: {words}" if words else "on record"


def atom(hits: Sequence[Hit], asked: Asked, base: str) -> bytes:
    """The feed as XML."""
    updated = max((_moment(hit.header.published) for hit in hits), default=_NEVER)
    own = base + asked.address("/feed.atom")
    parts = [
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">',
        f"<title>{_xml(name_of(asked))}</title><id>{_xml(own)}</id><updated>{updated}</updated>",
        f'<link rel="self" href={quoteattr(own)}/><link href={quoteattr(base + asked.address())}/>',
        "<author><name>onrecord</name></author>",
        *(_entry(hit, base) for hit in hits),
        "</feed>\n",
    ]
    return "\n".join(parts).encode("utf-8", "replace")


def _entry(hit: Hit, base: str) -> str:
    when = _moment(hit.header.published)
    return (
        f"<entry><title>{_xml(_title(hit))}</title><id>{_id(hit)}</id><updated>{when}</updated>"
        f"<link href={quoteattr(_link(hit, base))}/><summary>{_xml(_told(hit))}</summary></entry>"
    )


def _xml(words: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", words))


def json_feed(hits: Sequence[Hit], asked: Asked, base: str) -> dict[str, Any]:
    """The feed as a JSON object."""
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": name_of(asked),
        "home_page_url": base + asked.address(),
        "feed_url": base + asked.address("/feed.json"),
        "items": [
            {
                "id": _id(hit),
                "url": _link(hit, base),
                "title": _title(hit),
                "content_text": _told(hit),
                "date_published": _moment(hit.header.published) if hit.header.published else None,
                "tags": [str(hit.record.status)] if hit.record else [],
            }
            for hit in hits
        ],
    }


def _id(hit: Hit) -> str:
    return f"urn:onrecord:record:{hit.record.id}" if hit.record else f"urn:onrecord:report:{hit.header.id}"


def _link(hit: Hit, base: str) -> str:
    return f"{base}/record/{hit.record.id}" if hit.record else f"{base}/report/{hit.header.id}"


def _title(hit: Hit) -> str:
    if hit.record is None:
        return clean(hit.header.title or "A report")
    told = sentence(deed(hit.record)) or act(hit.record)
    return f"{hit.record.status.replace('_', ' ')}: {told}"


def _told(hit: Hit) -> str:
    words = " ".join(clean(hit.text).split())
    return f"{sentence(chain(hit.record, hit.header))}: “{words}”" if hit.record else f"“{words}”"


def _moment(published: str | None) -> str:
    """An RFC 3339 time; a day is its beginning, and what is no day is long ago."""
    try:
        found = datetime.fromisoformat(published or "")
    except ValueError:
        return _NEVER
    return found.isoformat(timespec="seconds") + ("" if found.tzinfo else "Z")
