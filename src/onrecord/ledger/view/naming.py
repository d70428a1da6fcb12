"""What to call an entity, and finding things by the beginnings of their names as one types."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from onrecord.ledger.fold import clean, folded
from onrecord.ledger.view.people import People
from onrecord.link import parts
from onrecord.link.keys import is_of_one_report
from onrecord.link.known import NATURES, is_description
from onrecord.model import Entity, NameType


@dataclass(frozen=True, slots=True)
class Named:
    """An entity in one line. key: what to ask for it by; kind: of the name (PER, ORG, PRODUCT …), None: a description.

    countries: as the reports give them. records: how many it is in, superseded ones too.
    """

    key: str
    name: str
    kind: NameType | None
    countries: tuple[str, ...]
    records: int
    names: tuple[str, ...] = ()


def named(people: People, code: int, records: int | None = None) -> Named:
    """The entity that a key code belongs to: called by the most frequent name; a person by the first that is full.

    records: how many it is in, where that is known.
    """
    codes = people.entities.of(code)
    names: Counter[str] = Counter()
    for each in codes:
        names.update(people.names[each])
    best = codes[0] if len(codes) == 1 else max(codes, key=lambda each: people.names[each].total())
    ordered = [name for name, _ in sorted(names.items(), key=lambda found: (-found[1], found[0]))]
    keys = [people.keys.values_[each] for each in codes]
    main = people.keys.values_[best]
    kind = people.kind(best)
    full = next((name for name in ordered if " " in name), ordered[0]) if kind is NameType.PER else ordered[0]
    countries = tuple(sorted({country for k in keys if (country := parts(k)[1])}))
    return Named(main, full, kind, countries, people.total(codes) if records is None else records, tuple(ordered))


def is_described(people: People, code: int) -> bool:
    """Whether the words mean this in their own report alone, and are no name."""
    if people.kind(code) is not None:
        return False
    entity = parts(people.keys.values_[code])[0]
    return is_of_one_report(entity, people.names[code].most_common(1)[0][0])


def entity_of(people: People, code: int) -> Entity:
    """The entity as the rest of the program has it; reports are not counted."""
    each = named(people, code)
    keys = tuple(sorted(people.keys.values_[member] for member in people.entities.of(code)))
    described = is_described(people, code) or any(is_description(name) for name in each.names if each.kind is None)
    nature = None if each.kind is None else NATURES.get(each.kind)
    return Entity(each.key, each.name, each.names, keys, nature, described, each.countries, each.records, 0)


class Index:
    """Names in the order of how often they occur, to be found by the beginnings of their words."""

    def __init__(self, names: list[tuple[str, int]]) -> None:
        """names: each with a number of the caller's, most important first."""
        self._numbers = [number for _, number in names]
        lines = [f"{folded(name)}\n" for name, _ in names]
        self._text = "".join(lines)
        self._ends = list(accumulate(map(len, lines)))

    def find(self, wanted: str) -> Iterator[int]:
        """The numbers of the names in which each word of `wanted` begins a word, in the order given."""
        pieces = [piece for piece in map(folded, clean(wanted).split()) if piece]
        if not pieces:
            return
        pieces.sort(key=len, reverse=True)
        for match in re.finditer(re.escape(pieces[0]), self._text):
            line = bisect_right(self._ends, match.start())
            start = self._ends[line - 1] if line else 0
            if self._text.find(pieces[0], start) < match.start():
                continue  # the name was given already
            name = self._text[start : self._ends[line]]
            if all(piece in name for piece in pieces[1:]):
                yield self._numbers[line]
