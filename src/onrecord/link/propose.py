"""The program's own judgements: SAME only where two names cannot be a guess, nothing otherwise.

| rule | for instance | score |
|---|---|---|
| spelled alike but for case, accents, dots, an article or a title | "Lech Wałęsa", "President Lech Wałęsa" | 0.98 |
| two names of one country | "United States", "U.S." | 0.98 |
| full names that differ in initials only | "Vladimir Putin", "Vladimir V. Putin" | 0.95 |
| the same, a middle name more, in one known country | "Vladimir Putin", "Vladimir Vladimirovich Putin" | 0.9 |
| one name of two types, in one known country | "Kremlin" as a body and as a place | 0.9 |
| an acronym that a report spells out | "World Food Programme (WFP)" | 0.95 |
| an acronym of three letters or more beside its expansion | both are named in one report | 0.9 |
| a surname that one person in the whole ledger has, in one known country | "Putin", "Vladimir Putin" | 0.6 |

Two names are never linked if a third could be one of them but not the other: "John Smith" stays alone where there are
a "John A. Smith" and a "John B. Smith", or one in each of two countries. Scores only order judgements: how often each
rule is right has not been measured.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

from onrecord.extract.countries import countries
from onrecord.extract.placelookup import country_of
from onrecord.link.keys import parts
from onrecord.link.known import Known
from onrecord.link.names import (
    body_words,
    compatible,
    ends,
    initials,
    is_acronym,
    is_full,
    is_surname,
    letters_of,
    only_initials_differ,
    person_words,
)
from onrecord.link.resolve import Groups, partition, standing
from onrecord.model import PROGRAM, Judgement, Nature, Verdict

SpelledOut = Callable[[Known, Known], bool]
"""Whether a report has the expansion (first) with the acronym (second) in brackets after it, or the reverse."""
Told = tuple[float, str] | None
"""Score and reason of a link; None where there is none."""

_SPELLED_ALIKE = (0.98, "the same name, spelled or titled otherwise")
_COUNTRY_NAMES = (0.98, "two names of one country")
_INITIALS = (0.95, "the same name but for initials")
_MIDDLE_NAME = (0.9, "the same name but for a middle name, in one country")
_TWO_TYPES = (0.9, "the same name, in one country")
_SPELLED_OUT = (0.95, "an acronym that a report spells out")
_BESIDE = (0.9, "an acronym and its expansion, named in one report")
_SURNAME = (0.6, "the only person of that surname in the ledger, in the same country")
_LEAST_BESIDE = 3
# Names by which texts call a country too, but which are or were another state, a part, a government, or two countries.
_OTHER_STATES = frozenset(
    body_words(name)
    for name in (
        "Soviet Union|USSR|Soviet Russia|West Germany|East Germany|GDR|German Democratic Republic|Korea|Congo|Zaire"
        "|East Pakistan|West Pakistan|North Vietnam|South Vietnam|North Yemen|South Yemen|Polish People's Republic"
        "|Islamic Republic|Islamic Emirate of Afghanistan|Palestinian Authority|Dutch East Indies|Somaliland Republic"
        "|Sahrawi Arab Democratic Republic|South Georgia|Virgin Islands|Diego Garcia|Grand Cayman|Antigua|Trinidad"
        "|Tobago|Saint Vincent|St. Vincent|Bonaire|Svalbard|Transjordan|Gold Coast|Upper Volta|Tanganyika|Rhodesia"
    ).split("|")
)


def propose(
    known: Sequence[Known], people: Sequence[Judgement] = (), *, at: str, spelled_out: SpelledOut
) -> list[Judgement]:
    """All that the program can judge SAME of what a ledger knows; enough to connect them, not every pair.

    people: what people judged; it tells how many persons share a surname. at: when (UTC, ISO 8601).
    """
    named = [each for each in known if not each.described]
    firm = [_judgement(*link, at) for rule in (_persons, _bodies, _countries) for link in rule(named)]
    firm += [_judgement(*link, at) for link in _acronyms(named, spelled_out)]
    return firm + [_judgement(*link, at) for link in _surnames(named, [*people, *firm])]


Link = tuple[Known, Known, tuple[float, str]]


def _judgement(one: Known, other: Known, told: tuple[float, str], at: str) -> Judgement:
    return Judgement(one.key, other.key, Verdict.SAME, PROGRAM, at, told[0], told[1])


def _countries_differ(one: Known, other: Known) -> bool:
    return one.country is not None and other.country is not None and one.country != other.country


def _in_one_country(one: Known, other: Known) -> bool:
    return one.country is not None and one.country == other.country


def _grouped(known: Iterable[Known], by: Callable[[Known], Hashable]) -> Iterator[list[Known]]:
    """Those of one value, most often named first; None is no value."""
    groups: defaultdict[Hashable, list[Known]] = defaultdict(list)
    for each in known:
        if (value := by(each)) is not None:
            groups[value].append(each)
    for group in groups.values():
        if len(group) > 1:
            yield sorted(group, key=lambda each: (-each.count, each.key))


def _linked(
    group: Sequence[Known], alike: Callable[[Known, Known], Told], conflict: Callable[[Known, Known], bool]
) -> Iterator[Link]:
    """Each with the first that it is alike, among those who are at odds with the same others."""
    at_odds: defaultdict[frozenset[str], list[Known]] = defaultdict(list)
    for each in group:
        at_odds[frozenset(other.key for other in group if conflict(each, other))].append(each)
    for all_peers in at_odds.values():
        peers = _one_a_name(all_peers)
        for n, each in enumerate(peers):
            found = next(((other, told) for other in peers[:n] if (told := alike(other, each))), None)
            if found is not None:
                yield found[0], each, found[1]


def _one_a_name(peers: Sequence[Known]) -> list[Known]:
    """Of an entity id with and without a country, the one with: the other follows it (see `resolve`)."""
    placed = {parts(each.key)[0] for each in peers if each.country}
    return [each for each in peers if each.country or parts(each.key)[0] not in placed]


# --- persons ---


def _persons(known: Iterable[Known]) -> Iterator[Link]:
    for group in _grouped(known, _full_name):
        yield from _linked(group, _persons_alike, _persons_at_odds)


def _full_name(known: Known) -> Hashable:
    words = person_words(known.name)
    return ends(words) if known.nature is Nature.PERSON and is_full(words) else None


def _persons_at_odds(one: Known, other: Known) -> bool:
    return _countries_differ(one, other) or not compatible(person_words(one.name), person_words(other.name))


def _persons_alike(one: Known, other: Known) -> Told:
    words, others = person_words(one.name), person_words(other.name)
    if words == others:
        return _SPELLED_ALIKE
    if only_initials_differ(words, others):
        return _INITIALS
    return _MIDDLE_NAME if _in_one_country(one, other) else None


def _surnames(known: Sequence[Known], firm: Sequence[Judgement]) -> Iterator[Link]:
    """A surname alone with the one person who has it: one in the whole ledger, all countries given being the same."""
    persons = [each for each in known if each.nature is Nature.PERSON]
    entity = {key: group for group in partition((each.key for each in persons), firm) for key in group}
    for group in _grouped(persons, _surname):
        words = {each.key: person_words(each.name) for each in group}
        full = [each for each in group if is_full(words[each.key])]
        bearer = next((each for each in full if each.country), None)
        alone = [each for each in group if is_surname(words[each.key])]
        if bearer is None or len({entity[each.key] for each in full}) != 1:
            continue
        # "B. Lee" is not Ann Lee.
        others = {words[each.key][0][0] for each in group if each not in alone} - {words[bearer.key][0][0]}
        if not others and len({each.country for each in group if each.country}) == 1:
            theirs = words[bearer.key]
            # "De Maio" is not Luigi Di Maio.
            fitting = [each for each in alone if words[each.key] == theirs[-len(words[each.key]) :]]
            yield from ((bearer, each, _SURNAME) for each in fitting if each.country)


def _surname(known: Known) -> Hashable:
    words = person_words(known.name)
    return words[-1] if words else None


# --- bodies, places and things ---


def _bodies(known: Iterable[Known]) -> Iterator[Link]:
    for group in _grouped(known, _body_name):
        yield from _linked(group, _bodies_alike, _countries_differ)


def _body_name(known: Known) -> Hashable:
    return None if known.nature is Nature.PERSON else body_words(known.name) or None


def _bodies_alike(one: Known, other: Known) -> Told:
    if one.type is other.type:
        return _SPELLED_ALIKE
    bodies = one.nature is other.nature is Nature.BODY
    return _TWO_TYPES if bodies and _in_one_country(one, other) else None


def _countries(known: Iterable[Known]) -> Iterator[Link]:
    for group in _grouped(known, _country_named):
        first, *others = _one_a_name(group)
        yield from ((first, each, _COUNTRY_NAMES) for each in others)


def _country_named(known: Known) -> Hashable:
    """The country whose own name this is ("U.S."), not that of its capital, its people or a part of it."""
    words = body_words(known.name)
    code = country_of(known.name) if known.nature is Nature.BODY else None
    if code is None or known.country not in (None, code) or words in _OTHER_STATES:
        return None
    return code if words in {body_words(name) for name in countries()[code].names} else None


def _acronyms(known: Sequence[Known], spelled_out: SpelledOut) -> Iterator[Link]:
    """An acronym with what it stands for, where its reports name one body only that it can stand for."""
    bodies = [each for each in known if each.nature is not Nature.PERSON]
    expansions: defaultdict[str, list[Known]] = defaultdict(list)
    for each in bodies:
        for letters in initials(each.name):
            expansions[letters].append(each)
    acronyms: defaultdict[str, list[Known]] = defaultdict(list)
    for each in bodies:
        if is_acronym(each.name):
            acronyms[letters_of(each.name)].append(each)
    for letters, short in acronyms.items():
        reports = frozenset[int]().union(*(each.reports for each in short))
        beside = [each for each in expansions[letters] if not each.reports.isdisjoint(reports)]
        countries = {each.country for each in (*short, *beside) if each.country}
        if len({body_words(each.name) for each in beside}) == 1 and len(countries) < 2:
            expansion = max(beside, key=lambda each: (each.count, each.key))
            yield from _stands_for(expansion, short, len(letters), spelled_out)


def _stands_for(expansion: Known, acronyms: Iterable[Known], length: int, spelled_out: SpelledOut) -> Iterator[Link]:
    for acronym in acronyms:
        if expansion.reports.isdisjoint(acronym.reports):
            continue
        if spelled_out(expansion, acronym):
            yield expansion, acronym, _SPELLED_OUT
        elif length >= _LEAST_BESIDE:
            yield expansion, acronym, _BESIDE


# --- what has changed ---


def revised(proposed: Sequence[Judgement], made: Sequence[Judgement], *, at: str) -> list[Judgement]:
    """What the program has to append so that its last judgements are as good as those proposed now.

    made: all judgements so far, oldest first. Of two keys that were judged SAME and no longer should be it becomes
    UNSURE; a link that other links make is not made again.
    """
    before = [j for j in standing(j for j in made if j.by_program) if j.verdict is Verdict.SAME]
    keys = {key for j in (*proposed, *before) for key in j.pair}
    now, already = Groups(keys), Groups(keys)
    for judgement in proposed:
        now.join(*judgement.pair)
    fresh = {j.pair: j for j in proposed}
    changed: list[Judgement] = []
    for old in before:
        new = fresh.get(old.pair, old)
        if not now.together(*old.pair):
            changed.append(Judgement(*old.pair, Verdict.UNSURE, PROGRAM, at, 1.0, f"no longer: {old.note}"))
        elif (new.score, new.note) == (old.score, old.note):
            already.join(*old.pair)
    added = [j for j in sorted(proposed, key=lambda j: (-j.score, j.pair)) if _joins(already, j)]
    return changed + added


def _joins(groups: Groups, judgement: Judgement) -> bool:
    """Whether the judgement connects what was not connected; from now on it is."""
    return not groups.together(*judgement.pair) and groups.join(*judgement.pair)
