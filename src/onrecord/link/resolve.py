"""From judgements to entities.

Of each pair the newest judgement of a person counts, else the newest of the program. Entities are what the SAME
judgements connect, taken in this order, each left out if it would bring two together that are held apart:

1. Every DIFFERENT of a person holds its two apart, whatever else is said of others.
2. SAME of people, newest first: where a chain of them runs into 1, its oldest link gives way.
3. A name without a country belongs to the one entity that has the name with a country, if there is just one.
4. Every DIFFERENT of the program holds apart those that are not together by now.
5. SAME of the program, the surest first; equally sure ones in the order of their keys.

3 and 5 never bring two countries together that no person brought together.

So no chain of the program's judgements can undo what a person said, nor can the order in which rows are read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from onrecord.link.keys import parts
from onrecord.model import Judgement, Verdict

Pair = tuple[str, str]


def standing(judgements: Iterable[Judgement]) -> list[Judgement]:
    """The judgement that counts of each pair, from all that were made, oldest first; still oldest first."""
    last: dict[Pair, tuple[int, Judgement]] = {}
    for position, judgement in enumerate(judgements):
        before = last.get(judgement.pair)
        if before is None or before[1].by_program or not judgement.by_program:
            last[judgement.pair] = position, judgement
    return [judgement for _, judgement in sorted(last.values(), key=lambda found: found[0])]


class Groups:
    """Keys in groups that can be joined; pairs that are held apart never come into one group."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._members: dict[str, set[str]] = {key: {key} for key in keys}
        self._apart: defaultdict[str, set[str]] = defaultdict(set)

    def together(self, one: str, other: str) -> bool:
        """Whether both are in one group."""
        return self._members[one] is self._members[other]

    def hold_apart(self, one: str, other: str) -> None:
        """Keep two apart from now on; those who are together already stay so."""
        if not self.together(one, other):
            self._apart[one].add(other)
            self._apart[other].add(one)

    def countries(self, key: str) -> set[str]:
        """The countries of the keys in the group of this one."""
        return {country for member in self._members[key] if (country := parts(member)[1]) is not None}

    def join_carefully(self, one: str, other: str) -> bool:
        """As `join`, but no two countries are brought together."""
        countries, others = self.countries(one), self.countries(other)
        return (countries <= others or others <= countries) and self.join(one, other)

    def join(self, one: str, other: str) -> bool:
        """Make one group of two, unless that would bring together what is held apart."""
        smaller, larger = sorted((self._members[one], self._members[other]), key=len)
        if smaller is larger:
            return True
        if any(not larger.isdisjoint(self._apart[member]) for member in smaller):
            return False
        larger |= smaller
        for member in smaller:
            self._members[member] = larger
        return True

    def all(self) -> list[tuple[str, ...]]:
        """The groups, each sorted, in the order of their first keys."""
        return sorted({tuple(sorted(group)) for group in self._members.values()})


def partition(keys: Iterable[str], judgements: Sequence[Judgement]) -> list[tuple[str, ...]]:
    """Every key in exactly one entity, by all judgements that were made, oldest first; see the rule above.

    Judgements about other keys are passed over.
    """
    inside = set(keys)
    groups = Groups(inside)
    counting = [j for j in standing(judgements) if inside.issuperset(j.pair) and j.one != j.other]
    people = [j for j in counting if not j.by_program]
    program = [j for j in counting if j.by_program]
    _hold_apart(groups, people)
    for judgement in _same(reversed(people)):
        groups.join(*judgement.pair)
    _settle_countries(groups, inside, people)
    _hold_apart(groups, program)
    for judgement in _same(sorted(program, key=lambda j: (-j.score, j.pair))):
        groups.join_carefully(*judgement.pair)
    return groups.all()


def _hold_apart(groups: Groups, judgements: Iterable[Judgement]) -> None:
    for judgement in judgements:
        if judgement.verdict is Verdict.DIFFERENT:
            groups.hold_apart(*judgement.pair)


def _same(judgements: Iterable[Judgement]) -> Iterator[Judgement]:
    return (judgement for judgement in judgements if judgement.verdict is Verdict.SAME)


def _settle_countries(groups: Groups, keys: set[str], people: Iterable[Judgement]) -> None:
    """Join a name without a country to the one entity that has it with one. A person who doubted it is heeded."""
    doubted = {j.pair for j in people if j.verdict is Verdict.UNSURE}
    by_entity: defaultdict[str, list[str]] = defaultdict(list)
    for key in sorted(keys):
        by_entity[parts(key)[0]].append(key)
    for same_name in by_entity.values():
        placed = [key for key in same_name if parts(key)[1] is not None]
        bare = [key for key in same_name if parts(key)[1] is None]
        for key in bare:
            pairs = {(min(key, other), max(key, other)) for other in placed}
            if placed and all(groups.together(placed[0], other) for other in placed) and not pairs & doubted:
                groups.join_carefully(key, placed[0])
