"""RSS and Atom feeds: each entry a report."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from onrecord.errors import InputError
from onrecord.ingest.draft import Draft, Fact, Refusal, Source, composed, facts_of
from onrecord.ingest.htmltree import fragment_text
from onrecord.ingest.options import Limits
from onrecord.ingest.plaintext import first_value


def parse_feed(source: Source, limits: Limits) -> Iterator[Draft | Refusal]:
    """A report for each entry: title, blank line, content (or summary, flagged)."""
    if b"<!ENTITY" in source.data:
        raise InputError("the feed declares entities, which are never expanded; remove its <!ENTITY …> lines")
    from feedparser import api

    parse: Any = api.parse
    # A stream, not the bytes: feedparser takes a string that is no feed for an address to open.
    parsed = parse(io.BytesIO(source.data), sanitize_html=False, resolve_relative_uris=False)
    if not parsed.entries:
        raise InputError("a feed without entries" + (f": {parsed.bozo_exception}" if parsed.bozo else ""))
    flags = ("the feed is not well formed; read as far as possible",) if parsed.bozo else ()
    for number, entry in enumerate(parsed.entries, start=1):
        member = "/".join(filter(None, (source.member, f"entry {number}")))
        yield _entry(entry, parsed.feed, source, member, flags)


def _entry(entry: Any, feed: Any, source: Source, member: str, flags: tuple[str, ...]) -> Draft | Refusal:
    facts = (*source.facts, *_facts(entry, feed))
    title = first_value(facts, "title")
    contents = [c.get("value") or "" for c in entry.get("content", [])]
    body = fragment_text(max(contents, key=len, default=""))
    if not body:
        body = fragment_text(entry.get("summary") or "")
        flags = (*flags, "only the feed's summary, not the article" if body else "only the headline, no text")
    text, blocks = composed(title, body if body != title else "")
    if not text:
        return Refusal("a feed entry without title and text", member)
    return Draft(text, blocks, facts, (*source.flags, *flags), member)


def _facts(entry: Any, feed: Any) -> tuple[Fact, ...]:
    authors = "; ".join(a.get("name") or "" for a in entry.get("authors", []) if a.get("name")) or entry.get("author")
    tags = [tag.get("term") for tag in entry.get("tags", [])]
    origin = entry.get("source") or {}
    return facts_of(
        (
            ("title", fragment_text(entry.get("title") or ""), "feed entry title"),
            ("bylines", authors, "feed entry author"),
            ("published", entry.get("published"), "feed entry published"),
            ("published", None if entry.get("published") else entry.get("updated"), "feed entry updated"),
            ("outlet", origin.get("title"), "feed entry source"),
            ("outlet", feed.get("title"), "feed title"),
            ("language", feed.get("language"), "feed language"),
            ("section", tags[0] if tags else None, "feed entry category"),
            ("url", entry.get("link"), "feed entry link"),
        )
    )
