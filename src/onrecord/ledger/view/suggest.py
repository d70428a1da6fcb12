"""What the search box offers while somebody types: names, places, outlets, types and statuses that begin so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from onrecord.ledger.view.arrays import Codes
from onrecord.ledger.view.facets import by_code
from onrecord.ledger.view.naming import Index, Named, is_described, named
from onrecord.ledger.view.people import People
from onrecord.ledger.view.select import Held, chosen
from onrecord.model import NameType

# Records up to which the indexes are made anew in no time.
_SMALL = 50_000


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something that begins as was typed. kind: entity, thing, place, country, outlet, type or status.

    value: what the query's field takes; of an entity or thing, its key. records: superseded ones of an entity too.
    """

    kind: str
    value: str
    label: str
    records: int


class Suggestions:
    """Indexes of the names of a ledger, as of one moment."""

    def __init__(self, held: Held) -> None:
        people, codes = held.people, held.columns.codes
        self._size = len(held.records["n"])
        self._order = np.argsort(-people.sizes[: len(people.names)], kind="stable").tolist()
        self._of_kind: dict[NameType, list[int]] = {}
        # One line a key with all its names; the names of one entity stand together for none of its words to be missed.
        self._people = Index([(" ".join(people.names[code]), code) for code in self._order])
        everything = chosen(held.records["current"])
        self._plain = tuple(
            (kind, Plain(column_codes, by_code(held.records[name], everything)))
            for kind, name, column_codes in (
                ("place", "place", codes.place),
                ("country", "country", codes.country),
                ("outlet", "outlet", codes.outlet),
                ("type", "type", codes.type),
                ("status", "status", codes.status),
            )
        )

    def is_old(self, held: Held) -> bool:
        """Whether so much was added since that it is worth starting anew: in a small ledger, anything."""
        size = len(held.records["n"])
        return size != self._size if self.is_small else size > self._size * 1.05

    @property
    def is_small(self) -> bool:
        """Whether they are made in no time."""
        return self._size <= _SMALL

    def suggest(self, held: Held, text: str, limit: int) -> tuple[Suggestion, ...]:
        """At most `limit` of each kind."""
        found = [_suggestion(each) for each in self.entities(held, text, None, limit)] if text.strip() else []
        for kind, plain in self._plain:
            found += (Suggestion(kind, name, name, count) for name, count in plain.find(text, limit))
        return tuple(found)

    def entities(self, held: Held, text: str, kind: NameType | None, most: int) -> tuple[Named, ...]:
        """Entities whose names have words that begin so; without a text all, most records first."""
        return tuple(named(held.people, code) for code in self.codes(held, text, kind, most))

    def codes(self, held: Held, text: str, kind: NameType | None, most: int) -> list[int]:
        """The same as codes of keys, the one in most records of each entity."""
        found: Iterator[int]
        if text.strip():
            found = (code for code in self._people.find(text) if kind is None or held.people.is_of(code, kind))
        else:
            found = iter(self._order if kind is None else self._all_of(held.people, kind))
        return list(islice(_entities(held.people, found), most))

    def _all_of(self, people: People, kind: NameType) -> list[int]:
        """All names of one type, found once."""
        if kind not in self._of_kind:
            self._of_kind[kind] = [code for code in self._order if people.is_of(code, kind)]
        return self._of_kind[kind]


def _entities(people: People, codes: Iterator[int]) -> Iterator[int]:
    """Entities that are called by a name, each once."""
    seen: set[int] = set()
    for code in codes:
        first = people.entities.of(code)[0]
        if first not in seen and not is_described(people, code):
            seen.add(first)
            yield code


def _suggestion(entity: Named) -> Suggestion:
    kind = "thing" if entity.kind is NameType.PRODUCT else "entity"
    return Suggestion(kind, entity.key, entity.name, entity.records)


class Plain:
    """Values of a column to be found by the beginnings of their words."""

    def __init__(self, codes: Codes, counts: NDArray[np.int64]) -> None:
        self._values: Sequence[str | None] = codes.values_
        self._counts = counts
        order = [code for code in np.argsort(-counts, kind="stable").tolist() if self._values[code] and counts[code]]
        self._index = Index([((self._values[code] or "").replace("_", " "), code) for code in order])

    def find(self, text: str, limit: int) -> list[tuple[str, int]]:
        """The first of them with how many records have it."""
        found = islice(self._index.find(text), limit)
        return [(self._values[code] or "", int(self._counts[code])) for code in found]
