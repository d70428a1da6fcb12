"""Weapons, vehicles, ships and other things that records tell of, in memory, by name and variant."""

from __future__ import annotations

import json
from dataclasses import dataclass

import apsw
import numpy as np

from onrecord.ledger.fold import clean, folded
from onrecord.ledger.view.arrays import Codes, Mask
from onrecord.ledger.view.columns import Columns
from onrecord.ledger.view.postings import Postings


@dataclass(frozen=True, slots=True)
class ThingLine:
    """A thing in one line. key: what `Query.thing` takes. type: such as "missile system"."""

    key: str
    name: str
    type: str
    records: int


class Things:
    """Things by key, with the records that tell of them. A thing without an entity's id goes by its name."""

    def __init__(self) -> None:
        self.keys = Codes()
        self.told = Postings()
        self.names: list[tuple[str, str]] = []
        self._variants: list[frozenset[str]] = []

    def refresh(self, connection: apsw.Connection, columns: Columns, after: int) -> None:
        """Take in what records after the key `after` tell of; inside a transaction of the caller."""
        pairs: set[tuple[int, int]] = set()
        sql = "SELECT n, things FROM record WHERE things IS NOT NULL AND n > ?"
        for n, packed in connection.execute(sql, (after,)):
            for _, _, name, type, variant, entity in json.loads(packed):
                code = self.keys[entity or name.casefold()]
                if code == len(self.names):
                    self._variants.append(frozenset())
                    self.names.append((f"{name}-{variant}" if variant else name, type))
                self._variants[code] |= {f"{name} {variant or ''}"}
                pairs.add((code, n))
        if pairs:
            codes, records = np.array(sorted(pairs), np.int64).T
            self.told.extend({"key": codes, "record": columns.at(records)})

    def mask(self, wanted: str, size: int) -> Mask:
        """Records that tell of a thing, given by its key or by the beginnings of the words of its name."""
        return self.told.mask(self.meant(wanted), size)

    def meant(self, wanted: str) -> list[int]:
        """The codes of the things that a key or part of a name means."""
        if wanted in self.keys:
            return [self.keys[wanted]]
        pieces = [piece for piece in map(folded, clean(wanted).split()) if piece]
        written = enumerate(list(self._variants))
        return [code for code, names in written if pieces and any(all(p in folded(n) for p in pieces) for n in names)]

    def lines(self, records: Mask, codes: list[int] | None = None) -> list[ThingLine]:
        """Things that the records tell of, most records first; codes: only these."""
        counts = self.told.counts(records, len(self.keys))
        shown = np.flatnonzero(counts).tolist() if codes is None else [code for code in codes if counts[code]]
        found = [ThingLine(self.keys.values_[code], *self.names[code], int(counts[code])) for code in shown]
        return sorted(found, key=lambda each: (-each.records, each.name))
