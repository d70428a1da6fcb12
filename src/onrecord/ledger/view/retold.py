"""Which records tell one event, in memory, so that events are counted as fast as records."""

from __future__ import annotations

import apsw
import numpy as np

from onrecord.ledger import judging, retelling
from onrecord.ledger.view.arrays import Mask, Numbers
from onrecord.ledger.view.columns import Columns


class Retold:
    """Records that were judged to tell the same event. `rows`: their places in the columns with the number of the
    event, those of one event in a row, the fullest first; replaced as a whole, so that threads may read it.
    """

    def __init__(self) -> None:
        nothing: Numbers = np.empty(0, np.int64)
        self.rows = (nothing, nothing)
        self._events: dict[str, tuple[retelling.Telling, ...]] = {}
        self._judged = 0

    def refresh(self, connection: apsw.Connection, columns: Columns) -> None:
        """Take in what was judged since; inside a transaction of the caller."""
        fresh = judging.of_records(connection, after=self._judged)
        self._judged = judging.last(connection)
        if not fresh:
            return
        ids = {id for judgement in fresh for id in judgement.pair}
        ids |= {telling.id for id in ids for telling in self._events.get(id, ())}
        for id in ids:
            self._events.pop(id, None)
        for event in retelling.events(connection, ids):
            self._events |= dict.fromkeys((telling.id for telling in event), event)
        events = list({event[0].id: event for event in self._events.values()}.values())
        keys = np.array([telling.n for event in events for telling in event], np.int64)
        self.rows = (columns.at(keys), np.repeat(np.arange(len(events)), [len(event) for event in events]))

    def once(self, records: Mask) -> Mask:
        """Of the records those that tell their event most fully, or alone."""
        at, event = self.rows
        inside = at < len(records)
        inside[inside] = records[at[inside]]
        at, event = at[inside], event[inside]
        again = np.ones(len(at), np.bool_)
        again[np.unique(event, return_index=True)[1]] = False
        found = records.copy()
        found[at[again]] = False
        return found
