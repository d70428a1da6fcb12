"""Who and what records are about, in memory: which keys each record names, and which keys are one entity."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import apsw
import numpy as np
from numpy.typing import NDArray

from onrecord.ledger import judging
from onrecord.ledger.connect import fetch
from onrecord.ledger.view.arrays import Codes, Numbers, numbers
from onrecord.ledger.view.columns import Columns
from onrecord.ledger.view.postings import Postings
from onrecord.link import key, partition, parts
from onrecord.link.keys import type_of
from onrecord.model import Judgement, NameType, entity_id

_BOTH = (
    "SELECT entity, country, name, record FROM participant WHERE {0} UNION ALL "
    "SELECT entity, country, name, record FROM according_to WHERE {0} AND name IS NOT NULL"
)
_VOICES = (
    "SELECT entity, country, saying, group_concat(DISTINCT record), count(DISTINCT record) FROM according_to "
    "WHERE {0} AND name IS NOT NULL GROUP BY 1, 2, 3"
)
_GROUPED = "SELECT entity, country, group_concat(DISTINCT record), count(DISTINCT record) FROM ({}) GROUP BY 1, 2"
_NAMED = "SELECT entity, country, name, count(*) FROM ({}) GROUP BY 1, 2, 3"


@dataclass(frozen=True, slots=True)
class Entities:
    """Which keys are one. first: by key code, the lowest code that is one with it; members: by that, where several."""

    first: NDArray[np.int32]
    members: Mapping[int, tuple[int, ...]]

    def of(self, code: int) -> tuple[int, ...]:
        """The codes that are one with this one, itself among them."""
        first = int(self.first[code])
        return self.members.get(first, (first,))


class People:
    """Keys of entities with the records that name them. `records` in the tables: places in the columns."""

    def __init__(self) -> None:
        self.keys = Codes()
        self.named = Postings()
        self.sources = Postings()
        self.voices = Postings({"saying": np.int32})
        self.sayings = Codes()
        self.said = Postings()
        self.names: list[Counter[str]] = []
        self._by_entity: defaultdict[str, list[int]] = defaultdict(list)
        self._several: set[str] = set()
        self.sizes: Numbers = np.empty(0, np.int64)
        """How many records name each key, superseded ones too."""
        self.entities = Entities(np.empty(0, np.int32), {})
        self._kinds: dict[int, NameType | None] = {}
        self._judgements: list[Judgement] = []
        self._judged: frozenset[str] = frozenset()
        self._last_judgement = 0

    def refresh(self, connection: apsw.Connection, columns: Columns, after: int) -> None:
        """Take in what records after the key `after` name; inside a transaction of the caller."""
        known = len(self.keys)
        if columns.last_record > after:
            # For a whole ledger the indexes on entities are read as they lie; for a little more, the rows of its
            # records, which the plus makes SQLite look for instead.
            new = f"record > {after:d} AND +entity IS NOT NULL" if after else "entity IS NOT NULL"
            self._gather(connection, columns, _BOTH.format(new))
            self._hear(connection, columns, _VOICES.format(new))
            self._name(connection, _BOTH.format(new))
            self._say(connection, columns, after)
        fresh = judging.of_names(connection, after=self._last_judgement)
        self._last_judgement = judging.last(connection)
        if fresh:
            self._judgements = [*self._judgements, *fresh]
            self._judged = frozenset(k for each in self._judgements for k in each.pair)
            known = 0
        self._group(known)
        self.sizes = np.bincount(self.named.column("key"), minlength=len(self.keys)).astype(np.int64)

    def _gather(self, connection: apsw.Connection, columns: Columns, sql: str) -> None:
        rows = fetch(connection, _GROUPED.format(sql))
        if rows:
            codes = [self.keys[key(entity, country)] for entity, country, _, _ in rows]
            records = columns.at(numbers(",".join(listed for _, _, listed, _ in rows)))
            self.named.extend({"key": np.repeat(codes, [count for *_, count in rows]), "record": records})

    def _hear(self, connection: apsw.Connection, columns: Columns, sql: str) -> None:
        """Sources with what they do in saying it; and each source once a record."""
        rows = fetch(connection, sql)
        if not rows:
            return
        counts = [count for *_, count in rows]
        codes = np.repeat([self.keys[key(entity, country)] for entity, country, *_ in rows], counts)
        records = columns.at(numbers(",".join(listed for *_, listed, _ in rows)))
        sayings = np.repeat(self.sayings.all(saying for _, _, saying, *_ in rows), counts)
        self.voices.extend({"key": codes, "record": records, "saying": sayings})
        once = np.unique(codes.astype(np.int64) << 32 | records)
        self.sources.extend({"key": once >> 32, "record": once & 0xFFFFFFFF})

    def _say(self, connection: apsw.Connection, columns: Columns, after: int) -> None:
        sql = "SELECT saying, group_concat(DISTINCT record) FROM according_to WHERE record > ? GROUP BY +saying"
        found = [
            (self.sayings[saying], columns.at(numbers(listed))) for saying, listed in fetch(connection, sql, (after,))
        ]
        if found:
            codes = np.repeat([code for code, _ in found], [len(records) for _, records in found])
            self.said.extend({"key": codes, "record": np.concatenate([records for _, records in found])})

    def _name(self, connection: apsw.Connection, sql: str) -> None:
        for code in range(len(self.names), len(self.keys)):
            self.names.append(Counter())
            alike = self._by_entity[parts(self.keys.values_[code])[0]]
            alike.append(code)
            if len(alike) > 1:
                self._several.update(self.keys.values_[each] for each in alike)
        fresh: dict[int, Counter[str]] = {}
        for entity, country, name, count in connection.execute(_NAMED.format(sql)):
            code = self.keys[key(entity, country)]
            if code not in fresh:
                # A copy: other threads may be reading the one that is there.
                fresh[code] = Counter(self.names[code])
            fresh[code][name] += count
        for code, names in fresh.items():
            self.names[code] = names

    def _group(self, known: int) -> None:
        """Entities by the rule of `link.partition`: only keys that share an id, or were judged, can be one."""
        codes = range(known, len(self.keys))
        if known and not any(self._may_join(code) for code in codes):
            fresh = np.arange(known, len(self.keys), dtype=np.int32)
            self.entities = Entities(np.concatenate([self.entities.first, fresh]), self.entities.members)
            return
        first = np.arange(len(self.keys), dtype=np.int32)
        members = {}
        # Names that are no longer on record still connect others.
        for keys in partition(self._several | self._judged, self._judgements):
            if len(held := sorted(self.keys[k] for k in keys if k in self.keys)) > 1:
                first[held] = held[0]
                members[held[0]] = tuple(held)
        self.entities = Entities(first, members)

    def _may_join(self, code: int) -> bool:
        k = self.keys.values_[code]
        return k in self._judged or len(self._by_entity[parts(k)[0]]) > 1

    def together(self, keys: Iterable[str]) -> tuple[str, ...]:
        """These keys and all that are one with them."""
        found = {code for k in keys if k in self.keys for code in self.entities.of(self.keys[k])}
        return tuple(sorted(self.keys.values_[code] for code in found))

    def starting(self, prefix: str, country: str | None) -> list[str]:
        """The keys whose entity id begins so; country: only those of it."""
        return [
            k
            for entity, codes in list(self._by_entity.items())
            if entity.startswith(prefix)
            for k in (self.keys.values_[code] for code in codes)
            if country is None or k.endswith(f"-{country}")
        ]

    def codes(self, keys: Iterable[str]) -> list[int]:
        """The codes of those keys that are on record."""
        return [self.keys[k] for k in keys if k in self.keys]

    def kind(self, code: int) -> NameType | None:
        """The type of name that a key is; None: a description."""
        if code not in self._kinds:
            entity = parts(self.keys.values_[code])[0]
            self._kinds[code] = type_of(entity, self.names[code].most_common(1)[0][0])
        return self._kinds[code]

    def is_of(self, code: int, kind: NameType) -> bool:
        """Whether a key is a name of this type; quicker than asking for its type."""
        if code in self._kinds:
            return self._kinds[code] is kind
        return entity_id(kind, self.names[code].most_common(1)[0][0]) == parts(self.keys.values_[code])[0]

    def total(self, codes: Sequence[int]) -> int:
        """How many records name any of these keys, superseded ones too."""
        if len(codes) == 1:
            return int(self.sizes[codes[0]])
        records = self.named.of(codes)
        # Marking is quicker than sorting.
        return int(np.count_nonzero(self.named.mask(codes, int(records.max()) + 1))) if len(records) else 0
