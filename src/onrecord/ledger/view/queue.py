"""Which record a reviewer should look at next: few decisions of its kind so far, and by nobody yet."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence

import apsw
import numpy as np

from onrecord.ledger.checked import decided
from onrecord.ledger.connect import fetch
from onrecord.ledger.view.arrays import numbers
from onrecord.ledger.view.select import Chosen, Held

# Knuth's multiplier: records of one report lie together, and neighbours should not come one after another.
_SCATTER = np.uint32(2654435761)


def next_to_check(
    held: Held, connection: apsw.Connection, records: Chosen, reviewer: str, after: Sequence[str]
) -> str | None:
    """The id of one of the records that needs a decision; None if there is none. after: ids not to be shown again.

    Kinds (status and type) take turns, commoner ones more often: a kind of four times as many is shown twice as often.
    """
    columns, codes = held.records, held.columns.codes
    types = len(codes.type.values_)
    kind = columns["status"].astype(np.int64) * types + columns["type"]
    done = decided(connection, reviewer)
    shown = numbers(
        fetch(
            connection,
            "SELECT group_concat(n) FROM record WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(after)),),
        )[0][0]
    )
    left = records.mask.copy()
    left[held.columns.at(np.array([each.n for each in done], np.int64))] = False
    left[held.columns.at(shown)] = False
    counts = np.bincount(kind[left])
    if not len(counts):
        return None
    seen = Counter(codes.status[each.status] * types + codes.type[each.type] for each in done)
    seen.update(kind[held.columns.at(shown)].tolist())
    open_kinds = np.flatnonzero(counts).tolist()
    chosen = min(open_kinds, key=lambda each: ((seen[each] + 1) / counts[each] ** 0.5, each))
    found = columns["n"][left & (kind == chosen)]
    scattered = found.astype(np.uint32) * _SCATTER
    return str(fetch(connection, "SELECT id FROM record WHERE n = ?", (int(found[np.argmin(scattered)]),))[0][0])
