"""A page of hits: the newest first, or the best of the newest."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

import apsw
import numpy as np
from numpy.typing import NDArray

from onrecord.errors import QueryError
from onrecord.ledger import search
from onrecord.ledger.nouns import Count, Hit, Order
from onrecord.ledger.view.arrays import Column, Numbers
from onrecord.ledger.view.columns import sort_keys
from onrecord.ledger.view.select import Held, Selection

RANK_ALL = 20_000
"""Up to so many matches are all ranked."""
RANK_NEWEST = 5_000
"""Of more than that, so many of the newest are."""
_ALL = 2**62


@dataclass(frozen=True, slots=True)
class Page:
    """Some hits of a search. total: of all hits. ranked: only so many of the newest were ranked; None: all were."""

    hits: tuple[Hit, ...]
    total: Count
    ranked: int | None = None


def page(held: Held, connection: apsw.Connection, selection: Selection, order: Order, limit: int, offset: int) -> Page:
    """One page of hits; inside a transaction of the caller. Raises QueryError."""
    if limit < 0 or offset < 0:
        raise QueryError(f"limit {limit} and offset {offset} must not be negative")
    total = count(selection)
    ranked = None
    if selection.asked.has_text and order is Order.BEST:
        keys, ranked = _best(held, connection, selection)
        keys = keys[offset : offset + limit]
    else:
        keys = newest(held, selection, offset + limit, order)[offset:]
    return Page(tuple(search.hits(connection, selection.asked, keys)), total, ranked)


def scan(held: Held, connection: apsw.Connection, selection: Selection) -> Iterator[Hit]:
    """All hits, the newest first, in batches; inside a transaction of the caller."""
    keys = newest(held, selection, _ALL)
    for first in range(0, len(keys), search.BATCH):
        yield from search.hits(connection, selection.asked, keys[first : first + search.BATCH])


def count(selection: Selection) -> Count:
    """How many hits there are."""
    return Count(selection.records.size, int(np.count_nonzero(selection.reports)))


def newest(held: Held, selection: Selection, most: int, order_of: Order = Order.NEWEST) -> list[tuple[int, int]]:
    """(is_record, key) of the newest hits: by day of publication and report, in text order within a report.

    order_of FILED: by report alone; reports are numbered as they are filed.
    """
    table, publications = held.records, held.reports
    days = publications["day"] * (order_of is not Order.FILED)
    keys = table["key"] if order_of is not Order.FILED else publications["n"][table["report"]]
    found = _top(selection.records.at, keys, most)
    alone = np.flatnonzero(selection.reports)
    alone = alone[_newest(sort_keys(days[alone], publications["n"][alone]), most)]
    key = np.concatenate([keys[found], sort_keys(days[alone], publications["n"][alone])])
    at = np.concatenate([table["at"][found], np.full(len(alone), -1)])
    n = np.concatenate([table["n"][found], publications["n"][alone]])
    is_record = np.concatenate([np.ones(len(found), np.int8), np.zeros(len(alone), np.int8)])
    order = np.lexsort((n, at, -key))[:most]
    return list(zip(is_record[order].tolist(), n[order].tolist(), strict=True))


def _top(at: Numbers, key: Column, most: int) -> Numbers:
    """The places of at least the `most` newest of the records, in no order."""
    return at[_newest(key[at], most)]


def _newest(keys: Column, most: int) -> Numbers:
    """Which of the keys are the highest; more than `most` where several share the lowest of them."""
    if most <= 0:
        return np.empty(0, np.int64)
    if len(keys) <= most:
        return np.arange(len(keys), dtype=np.int64)
    least = np.partition(keys, len(keys) - most)[len(keys) - most]
    return np.flatnonzero(keys >= least)


def _best(held: Held, connection: apsw.Connection, selection: Selection) -> tuple[list[tuple[int, int]], int | None]:
    """(is_record, key) of the hits by BM25, and how many of the newest were ranked if not all."""
    table = held.records
    records = selection.records
    ranked = None if records.size <= RANK_ALL else RANK_NEWEST
    found = records.at if ranked is None else _top(records.at, table["key"], RANK_NEWEST)
    expression = selection.asked.expression
    rank = _ranks(connection, "passage_words", expression, table["passage"][found])
    order = np.lexsort((table["n"][found], table["at"][found], -table["key"][found], rank))
    hits = [(1, n) for n in table["n"][found][order].tolist()]
    alone = np.flatnonzero(selection.reports)
    numbers = held.reports["n"][alone]
    rank = _ranks(connection, "report_words", expression, numbers)
    order = np.lexsort((numbers, -sort_keys(held.reports["day"][alone], numbers), rank))
    return hits + [(0, n) for n in numbers[order].tolist()], ranked


def _ranks(connection: apsw.Connection, table: str, expression: str, keys: Column) -> NDArray[np.float64]:
    """BM25 of each row, lower is better. The plus keeps FTS5 from starting anew for each row."""
    if not len(keys):
        return np.empty(0)
    wanted = np.unique(keys)
    rows = connection.execute(
        f"SELECT rowid, rank FROM {table} WHERE {table} MATCH ? AND rowid BETWEEN ? AND ? "
        "AND +rowid IN (SELECT value FROM json_each(?))",
        (expression, int(wanted[0]), int(wanted[-1]), json.dumps(wanted.tolist())),
    ).fetchall()
    ranks = np.zeros(len(wanted))
    if rows:
        found, rank = zip(*rows, strict=True)
        ranks[np.searchsorted(wanted, found)] = rank
    return ranks[np.searchsorted(wanted, keys)]
