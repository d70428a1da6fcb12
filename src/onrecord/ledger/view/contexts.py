"""The contexts of records, such as military or health, in memory."""

from __future__ import annotations

from collections.abc import Iterable

import apsw
import numpy as np

from onrecord.ledger.fold import clean
from onrecord.ledger.view.arrays import Codes, Mask
from onrecord.ledger.view.columns import Columns
from onrecord.ledger.view.postings import Postings


class Contexts:
    """Contexts with the records that have them."""

    def __init__(self) -> None:
        self.names = Codes()
        self.told = Postings()

    def refresh(self, connection: apsw.Connection, columns: Columns, after: int) -> None:
        """Take in those of records after the key `after`; inside a transaction of the caller."""
        sql = "SELECT n, contexts FROM record WHERE contexts IS NOT NULL AND n > ?"
        pairs = [
            (self.names[context], n)
            for n, contexts in connection.execute(sql, (after,))
            for context in dict.fromkeys(contexts.split())
        ]
        if pairs:
            codes, records = np.array(pairs, np.int64).T
            self.told.extend({"key": codes, "record": columns.at(records)})

    def mask(self, wanted: Iterable[str], size: int) -> Mask:
        """Records that have any of these contexts."""
        asked = [clean(each).strip().lower() for each in wanted]
        return self.told.mask([self.names[each] for each in asked if each in self.names], size)

    def counts(self, records: Mask) -> list[tuple[str, int]]:
        """How many of the records have each context."""
        names = list(self.names.values_)
        return list(zip(names, self.told.counts(records, len(names))[: len(names)].tolist(), strict=True))
