"""What a ledger knows under one key, and what of several keys makes an entity."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from onrecord.link.keys import is_of_one_report, parts, type_of
from onrecord.model import Entity, NameType, Nature

SMALL_WORDS = frozenset("of the and for in on to a an at by".split())
_LETTERS = re.compile(r"[^\W\d_]+")
# What a name of each type stands for.
NATURES = {
    NameType.PER: Nature.PERSON,
    NameType.ORG: Nature.BODY,
    NameType.GPE: Nature.BODY,
    NameType.LOC: Nature.BODY,
    NameType.FAC: Nature.BODY,
    NameType.NORP: Nature.GROUP,
}


@dataclass(frozen=True, slots=True)
class Known:
    """One key as a ledger knows it. names: as printed, with how often, most frequent first. records, reports: rows.

    nature: None of a thing, or where nothing tells. described: a description, which need not mean the same ones
    in every report.
    """

    key: str
    names: tuple[tuple[str, int], ...]
    type: NameType | None
    nature: Nature | None
    described: bool
    records: frozenset[int] = frozenset()
    reports: frozenset[int] = frozenset()

    @property
    def name(self) -> str:
        """The name as most often printed."""
        return self.names[0][0]

    @property
    def count(self) -> int:
        """How often it is named."""
        return sum(count for _, count in self.names)

    @property
    def country(self) -> str | None:
        """ISO 3166-1 alpha-3, None where no report gives one."""
        return parts(self.key)[1]


def known_as(
    key: str,
    names: Iterable[tuple[str, int]],
    natures: Iterable[Nature] = (),
    records: Iterable[int] = (),
    reports: Iterable[int] = (),
) -> Known:
    """What a key stands for. names: as printed, with how often, one at least; natures: as sources were found to be."""
    counted: Counter[str] = Counter()
    for name, count in names:
        counted[name] += count
    ordered = tuple(sorted(counted.items(), key=lambda found: (-found[1], found[0])))
    type = type_of(parts(key)[0], ordered[0][0])
    told = Counter(natures).most_common(1)
    loose = told and told[0][0] in (Nature.GROUP, Nature.DOCUMENT, Nature.UNNAMED)
    local = is_of_one_report(parts(key)[0], ordered[0][0])
    described = type is None and bool(loose or local or any(is_description(name) for name, _ in ordered))
    nature = NATURES.get(type) if type else told[0][0] if told else None if described else Nature.BODY
    return Known(key, ordered, type, nature, described, frozenset(records), frozenset(reports))


def is_description(words: str) -> bool:
    """Whether the words describe, as "two aides" do, instead of naming: some word of weight is not capitalised."""
    return any(word[0].islower() and word not in SMALL_WORDS for word in _LETTERS.findall(words))


def entity_of(known: Sequence[Known], whole: Container[str]) -> Entity:
    """The entity of these keys. whole: entity ids that no other entity shares; it may be called by such a one."""
    names: Counter[str] = Counter()
    for each in known:
        names.update(dict(each.names))
    first = max(known, key=lambda each: (each.count, each.key))
    ordered = [name for name, _ in sorted(names.items(), key=lambda found: (-found[1], found[0]))]
    natures = Counter(each.nature for each in known for _ in range(each.count))
    nature = natures.most_common(1)[0][0]
    return Entity(
        id=parts(first.key)[0] if parts(first.key)[0] in whole else first.key,
        name=_fullest(ordered) if nature is Nature.PERSON else ordered[0],
        names=tuple(ordered),
        keys=tuple(sorted(each.key for each in known)),
        nature=nature,
        described=all(each.described for each in known),
        countries=tuple(sorted({each.country for each in known if each.country})),
        records=len(frozenset[int]().union(*(each.records for each in known))),
        reports=len(frozenset[int]().union(*(each.reports for each in known))),
    )


def _fullest(names: Sequence[str]) -> str:
    """The most frequent name of a person that is more than a surname."""
    return next((name for name in names if " " in name), names[0])
