"""Which records stand beside which key: pairs, those of one key found at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.ledger.view.arrays import Mask, Numbers, Table

_PAIR = {"key": np.int32, "record": np.int32}


class Postings(Table):
    """Pairs of a key's code and a record's place in the columns, each pair once. The first lot is kept by key."""

    def __init__(self, more: Mapping[str, Any] | None = None) -> None:
        super().__init__(_PAIR | dict(more or {}))
        self._ordered = 0

    def extend(self, rows: Mapping[str, Sequence[Any] | NDArray[Any]]) -> None:
        """Add pairs; the first ones, of a whole ledger, in the order of their keys."""
        if self.size == 0:
            order = np.argsort(np.asarray(rows["key"]), kind="stable")
            super().extend({name: np.asarray(values)[order] for name, values in rows.items()})
            self._ordered = self.size
        else:
            super().extend(rows)

    def of(self, codes: Iterable[int], column: str = "record") -> NDArray[Any]:
        """The records beside any of these keys, or another column of the same pairs."""
        pairs = self.columns()
        keys, values = pairs["key"], pairs[column]
        ordered, later = keys[: self._ordered], keys[self._ordered :]
        pieces = []
        for code in codes:
            # Of the column's own type: of another, the whole column would be copied.
            first, last = np.searchsorted(ordered, np.array([code, code + 1], ordered.dtype))
            pieces += [values[first:last], values[self._ordered :][later == code]]
        return np.concatenate(pieces) if pieces else values[:0]

    def mask(self, codes: Iterable[int], size: int) -> Mask:
        """The records beside any of these keys, as a mask over the first `size`."""
        found = np.zeros(size, np.bool_)
        records = self.of(codes)
        found[records[records < size]] = True
        return found

    def counts(self, records: Mask, keys: int) -> Numbers:
        """How many of the records stand beside each key, by code; keys: how many codes there are."""
        pairs = self.columns()
        record, code = pairs["record"], pairs["key"]
        if len(record) and int(record.max()) >= len(records):
            inside = record < len(records)
            record, code = record[inside], code[inside]
        return np.bincount(code[records[record]], minlength=keys).astype(np.int64)
