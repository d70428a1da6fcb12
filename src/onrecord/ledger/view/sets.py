"""Sets of rows that the store finds, kept between questions: whose words match, what a condition lets by."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import Any

import apsw
import numpy as np

from onrecord.ledger.connect import fetch
from onrecord.ledger.view.arrays import Mask, numbers

_KEPT = 64


@dataclass(frozen=True, slots=True)
class Wanted:
    """Keys that a statement gives. sql: one column named k, with {after} for "and only keys after this one"."""

    sql: str
    parameters: tuple[Any, ...] = ()
    table: str = "record"


def words(table: str, rows: str, expression: str) -> Wanted:
    """The rows of a word index that match. rows: the table that it is over."""
    return Wanted(f"SELECT rowid AS k FROM {table} WHERE {table} MATCH ? AND rowid > {{after}}", (expression,), rows)


def conditions(sql: str, parameters: tuple[Any, ...]) -> Wanted:
    """The records r that fulfil a condition."""
    return Wanted(f"SELECT r.n AS k FROM record r WHERE {sql} AND r.n > {{after}}", parameters)


class Sets:
    """The last few sets that were asked for, as masks over keys. Of rows, only new ones are looked at."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Wanted, Mask] = OrderedDict()
        self._lock = Lock()

    def keys(self, connection: apsw.Connection, wanted: Wanted) -> Mask:
        """A mask over keys, 0 to the last one that the store has; inside a transaction of the caller."""
        with self._lock:
            known = self._kept.get(wanted)
        after = len(known) - 1 if known is not None else -1
        size = fetch(connection, f"SELECT coalesce(max(n), 0) FROM {wanted.table}")[0][0] + 1
        if known is not None and size <= len(known):
            return self._keep(wanted, known)
        found = numbers(
            fetch(
                connection, f"SELECT group_concat(k) FROM ({wanted.sql.format(after=int(after))})", wanted.parameters
            )[0][0]
        )
        mask = np.zeros(size, np.bool_)
        if known is not None:
            mask[: len(known)] = known
        mask[found] = True
        return self._keep(wanted, mask)

    def _keep(self, wanted: Wanted, mask: Mask) -> Mask:
        with self._lock:
            self._kept[wanted] = mask
            self._kept.move_to_end(wanted)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return mask
