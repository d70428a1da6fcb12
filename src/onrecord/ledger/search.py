"""Searching: pages, streams and counts of hits, with the matched words marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import apsw

from onrecord.errors import QueryError
from onrecord.ledger import load, retelling
from onrecord.ledger.ask import Asked, Term, ask, records_statement, reports_statement
from onrecord.ledger.connect import disk_errors, fetch, snapshot
from onrecord.ledger.fold import placed_words
from onrecord.ledger.nouns import Count, Header, Hit, Order, Query
from onrecord.model import Span

BATCH = 500
_NEWEST = "day DESC, report DESC, at, n"
# Reports are numbered as they are filed.
_ORDERS = {Order.NEWEST: _NEWEST, Order.BEST: _NEWEST, Order.FILED: "report DESC, at, n"}
SNIPPET = 240
"""Length in characters of the stretch of a report that a hit shows."""


def page(root: Path, connection: apsw.Connection, query: Query, limit: int, offset: int) -> list[Hit]:
    """One page of hits."""
    if limit < 0 or offset < 0:
        raise QueryError(f"limit {limit} and offset {offset} must not be negative")
    with snapshot(connection, root):
        asked = retelling.once(connection, ask(query))
        keys = list(_keys(connection, asked, limit, offset))
        return hits(connection, asked, keys)


def scan(root: Path, connection: apsw.Connection, query: Query) -> Iterator[Hit]:
    """All hits, in batches. The open statement keeps the moment at which it began in view."""
    with disk_errors(root):
        asked = retelling.once(connection, ask(query))
        keys = _keys(connection, asked, -1, 0)
        while batch := list(islice(keys, BATCH)):
            yield from hits(connection, asked, batch)


def count(root: Path, connection: apsw.Connection, query: Query) -> Count:
    """How many records and reports match."""
    asked = ask(query)
    if asked.has_text and not asked.expression:
        return Count(0, 0)
    with snapshot(connection, root):
        asked = retelling.once(connection, asked)
        found = [
            fetch(connection, f"SELECT count(*) FROM ({sql})", parameters)[0][0]
            for sql, parameters in _statements(asked, ranked=False)
        ]
    return Count(found[0], found[1] if len(found) > 1 else 0)


def _statements(asked: Asked, *, ranked: bool) -> list[tuple[str, tuple[Any, ...]]]:
    """The statement for records and, where a report can be a hit, the one for reports."""
    found = [records_statement(asked, ranked=ranked)]
    if asked.wants_reports:
        found.append(reports_statement(asked, ranked=ranked))
    return found


def _keys(connection: apsw.Connection, asked: Asked, limit: int, offset: int) -> Iterator[tuple[int, int]]:
    """(is_record, key) of the hits in order. A text without any word, such as "?!", finds nothing."""
    if asked.has_text and not asked.expression:
        return
    ranked = asked.has_text and asked.query.order is Order.BEST
    statements = _statements(asked, ranked=ranked)
    # Ranks of two indexes cannot be compared, so records come before reports.
    order = "is_record DESC, rank, day DESC, report DESC, at, n" if ranked else _ORDERS[asked.query.order]
    sql = " UNION ALL ".join(statement for statement, _ in statements) + f" ORDER BY {order} LIMIT ? OFFSET ?"
    parameters = tuple(value for _, values in statements for value in values)
    for is_record, key, *_ in connection.execute(sql, (*parameters, limit, offset)):
        yield is_record, key


def hits(connection: apsw.Connection, asked: Asked, keys: Sequence[tuple[int, int]]) -> list[Hit]:
    """The hits behind a batch of (is_record, key), in their order."""
    loaded = load.records(connection, [key for is_record, key in keys if is_record])
    reports = [key for is_record, key in keys if not is_record]
    headers = load.headers(connection, {*reports, *(found.report for found in loaded.values())})
    texts = _texts(connection, reports)
    return [
        record_hit(loaded[key], headers[loaded[key].report], asked.terms)
        if is_record
        else _report_hit(headers[key], texts[key], asked.terms)
        for is_record, key in keys
    ]


def _texts(connection: apsw.Connection, reports: Sequence[int]) -> dict[int, str]:
    return {key: fetch(connection, "SELECT text FROM report WHERE n = ?", (key,))[0][0] for key in reports}


def record_hit(loaded: load.Loaded, header: Header, terms: Sequence[Term] = ()) -> Hit:
    """The hit for one record, its evidence marked with what of `terms` it holds."""
    evidence = loaded.record.evidence
    return Hit(header, loaded.record, evidence.text, evidence.span, matches(evidence.text, terms), loaded.current)


def _report_hit(header: Header, text: str, terms: Sequence[Term]) -> Hit:
    """The hit for a report: a stretch of its text around the first match, cut between words."""
    found = matches(text, terms)
    start, end = _window(text, found[0] if found else None)
    inside = tuple(
        Span(span.start - start, span.end - start) for span in found if start <= span.start and span.end <= end
    )
    return Hit(header, None, text[start:end], Span(start, end) if start < end else None, inside)


def _window(text: str, match: Span | None) -> tuple[int, int]:
    """About SNIPPET characters, the match in the first third; whole words where spaces allow."""
    first = 0 if match is None else max(0, match.start - SNIPPET // 3)
    if first and (space := text.find(" ", first, match.start if match else first)) >= 0:
        first = space + 1
    last = min(len(text), first + SNIPPET)
    if match is not None:
        last = max(last, match.end)
    if last < len(text) and (space := text.rfind(" ", match.end if match else first, last)) > first:
        last = space
    return first, last


def matches(text: str, terms: Sequence[Term]) -> tuple[Span, ...]:
    """Where the terms stand in the text: spans in text order, touching or overlapping ones joined."""
    if not terms:
        return ()
    placed = list(placed_words(text))
    spans = [span for term in terms for span in _places(placed, term)]
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


def _places(placed: Sequence[tuple[str, int, int]], term: Term) -> Iterator[Span]:
    *front, last = term.words
    size = len(term.words)
    for position, (word, start, _) in enumerate(placed):
        if word != term.words[0] and not (size == 1 and term.prefix and word.startswith(last)):
            continue
        window = placed[position : position + size]
        if len(window) < size or [w for w, _, _ in window[:-1]] != front:
            continue
        final = window[-1][0]
        if final == last or (term.prefix and final.startswith(last)):
            yield Span(start, window[-1][2])
