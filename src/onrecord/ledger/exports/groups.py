"""Records that tell of one and the same event, as far as that was judged."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.ledger import retelling
from onrecord.ledger.connect import fetch
from onrecord.ledger.handle import Ledger


@dataclass(frozen=True, slots=True)
class Group:
    """Records of one event. id: the first of theirs, in alphabetical order. mentions: how many they are.

    outlets, reports: how many have them. added: when the first of their reports was taken in (UTC, ISO 8601).
    """

    id: str
    mentions: int
    outlets: int
    reports: int
    added: str


def groups(ledger: Ledger) -> dict[str, Group]:
    """The group of every current record that was judged to be the same as another one."""
    found: dict[str, Group] = {}
    for event in retelling.every(ledger.connection):
        ids = [telling.id for telling in event]
        if group := _group(ledger, ids):
            found |= dict.fromkeys(ids, group)
    return found


def _group(ledger: Ledger, ids: Sequence[str]) -> Group | None:
    rows = fetch(
        ledger.connection,
        "SELECT r.id, p.id, p.outlet, (SELECT min(read_at) FROM reading WHERE report = p.n) "
        "FROM json_each(?) k JOIN record r ON r.id = k.value JOIN report p ON p.n = r.report "
        "JOIN current_reading g ON g.report = p.n JOIN reading_record m ON m.reading = g.n AND m.record = r.n",
        (json.dumps(ids),),
    )
    if len(rows) < 2:
        return None
    records, reports, outlets, added = (list(column) for column in zip(*rows, strict=True))
    return Group(min(records), len(rows), len(set(outlets)), len(set(reports)), min(added))
