"""Entities of one report while they are put together, and which names mean the same one."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from onrecord.extract.actornouns import Actor, word_actor
from onrecord.extract.phrases import Phrase
from onrecord.extract.statebodies import StateBody, plain_body
from onrecord.model import Form, NameType

# What all bodies of state have in common.
_STATE = " of state"
_UNITS = frozenset("city town municipality village borough state province county republic kingdom".split())
# More of them than these are no choice to show.
_MOST = 3


@dataclass(slots=True)
class Cluster:
    """An entity while it is put together. names: the bare names that it goes by, in words and as printed."""

    type: NameType | None
    names: list[tuple[str, ...]] = field(default_factory=list)
    printed: list[str] = field(default_factory=list)
    titles: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    sector: str | None = None
    gender: str = ""
    described: str | None = None  # how it is worded, if it has no name
    body: StateBody | None = None
    own: bool = False  # a description that says whose or where it is: the same words elsewhere mean the same
    actor: Actor | None = None
    first: int = sys.maxsize  # where it is first spoken of

    @property
    def name(self) -> str:
        """The fullest name, not in capitals if the report also prints it otherwise; of a body of state, the usual."""
        if self.body is not None:
            return self.body.name
        if self.described is not None:
            return self.described
        best = max(range(len(self.names)), key=lambda n: (len(self.names[n]), not self.printed[n].isupper(), -n))
        words, printed = self.names[best], self.printed[best]
        if self.type is NameType.PER and printed.isupper() and any(len(w) > 3 for w in words):
            plain = {w.lower(): w for n in self.names for w in n if not w.isupper()}
            return " ".join(plain.get(w.lower(), w.title()) for w in words)
        return printed

    def add(self, phrase: Phrase) -> None:
        """Take over what the phrase tells: the first word on sector and gender counts, countries must agree."""
        if phrase.form is Form.NAME:
            self.names.append(phrase.name)
            self.printed.append(phrase.text)
        self.titles.update(phrase.title)
        self.actor = self.actor or phrase.actor
        self.body = self.body or phrase.body
        self.own = self.own or phrase.own
        self.first = min(self.first, phrase.head)
        if phrase.country:
            self.countries.add(phrase.country)
        self.sector = self.sector or phrase.sector
        self.gender = self.gender or (phrase.gender if phrase.gender in ("m", "f", "n", "p") else "")

    def words(self) -> set[str]:
        """Lower-case words that the entity goes by or is described with."""
        named = {w.lower() for name in self.names for w in name}
        return named | self.titles | set(self.body.body.split() if self.body else ())


@dataclass(frozen=True, slots=True)
class Meant:
    """What a phrase means, and how sure that is; or, without cluster, the names that are in question."""

    cluster: Cluster | None = None
    score: float = 0.0
    candidates: tuple[tuple[str, float], ...] = ()


NOBODY = Meant()
RULED = 0.8  # how sure the rules are


def ruled(cluster: Cluster | None) -> Meant:
    """What a rule found."""
    return Meant(cluster, RULED) if cluster is not None else NOBODY


def one_of(clusters: Sequence[Cluster]) -> Meant:
    """The only one; of two or three, nobody, with their names as candidates."""
    if len(clusters) == 1:
        return ruled(clusters[0])
    if not 1 < len(clusters) <= _MOST:
        return NOBODY
    return Meant(candidates=tuple((c.name, round(1 / len(clusters), 2)) for c in clusters))


def by_name(phrases: Sequence[Phrase], found: list[Meant], clusters: list[Cluster]) -> None:
    """Longer names first make the entities that shorter ones may join."""
    sharing: dict[str, set[int]] = {}  # places in `clusters` of those whose names have something in common
    order = sorted(
        (n for n, p in enumerate(phrases) if p.form is Form.NAME), key=lambda n: (-min(len(phrases[n].name), 3), n)
    )
    for n in order:
        phrase = phrases[n]
        near = {place for mark in (*marks_of(phrase.name), _STATE) for place in sharing.get(mark, ())}
        fitting = [place for place in sorted(near) if _fits(phrase, clusters[place])]
        if len(fitting) > 1:
            fitting = [p for p in fitting if phrase.gender and clusters[p].gender == phrase.gender] or fitting
        if len(fitting) > 1:
            found[n] = one_of([clusters[p] for p in fitting])  # two people of that name: nobody can tell which
            continue
        place = fitting[0] if fitting else len(clusters)
        if not fitting:
            clusters.append(Cluster(phrase.type))
        cluster = clusters[place]
        cluster.add(phrase)
        found[n] = ruled(cluster)
        for mark in (*marks_of(phrase.name), *((_STATE,) if cluster.body else ())):
            sharing.setdefault(mark, set()).add(place)


@lru_cache(maxsize=10_000)
def marks_of(name: tuple[str, ...]) -> frozenset[str]:
    """Two names that mean the same share at least one of these: the first or last word, or the acronym."""
    key, bare = _key(name), _without_of(name)
    short = bare[0].replace(".", "") if len(bare) == 1 else _letters(bare)
    return frozenset({*(key[:1] or ("",)), *key[-1:], *bare[:1], *bare[-1:], short})


@lru_cache(maxsize=10_000)
def _usual(name: tuple[str, ...]) -> str | None:
    return plain_body([w.lower() for w in name])


@lru_cache(maxsize=10_000)
def _key(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(w.lower().strip(".’'") for w in words if w.lower() not in ("the", "’s", "'s", "-"))


def _fits(phrase: Phrase, cluster: Cluster) -> bool:
    person = phrase.type is NameType.PER and cluster.type is NameType.PER
    if phrase.body is not None and cluster.body is not None:
        return phrase.body == cluster.body
    if cluster.body is not None and _usual(phrase.name) == cluster.body.body:
        return True  # "the Defence Ministry", of Norway
    mine = _key(phrase.name)
    for name in cluster.names:
        theirs = _key(name)
        if mine == theirs:
            return True
        if person and _same_person(mine, theirs) and not clash(phrase.gender, cluster.gender):
            return True
        if not person and _same_body(phrase.name, name):
            return True
    return False


def clash(a: str, b: str) -> bool:
    """Whether two genders are those of a man and a woman."""
    return bool({a, b} == {"m", "f"})


def _same_person(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """ "Putin" and "Vladimir Putin", "V. Putin", "Vladimir V. Putin"; never two different first names."""
    if not short or not full:
        return False
    if len(short) > len(full):
        short, full = full, short
    if len(short) == 1:
        return short[0] == full[-1] or (len(full) > 1 and short[0] == full[0])
    if short[-1] != full[-1]:
        return False
    initial = len(short[0]) == 1 and full[0].startswith(short[0])
    return short[0] == full[0] or initial or _misspelt(short[0], full[0])


def _misspelt(one: str, other: str) -> bool:
    """One letter apart in a longer name ("Kristin", "Kristen"): a slip of the paper, not two people."""
    return len(one) == len(other) >= 5 and sum(a != b for a, b in zip(one, other, strict=True)) == 1


def _same_body(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """An acronym and its words, or the word for the body alone ("the Church", of the Church of England)."""
    short, full = _without_of(one), _without_of(other)
    if len(short) == len(full):
        return short == full
    if len(short) > len(full):
        short, full = full, short
    if len(short) != 1:
        return False
    body = word_actor(short[0].lower())
    if body is not None and body.kind == "body" and short[0] in (full[0], full[-1]):
        return True
    return short[0].replace(".", "") == _letters(full)


@lru_cache(maxsize=10_000)
def _letters(words: tuple[str, ...]) -> str:
    return "".join(w[0] for w in words if w[:1].isupper())


def _without_of(name: tuple[str, ...]) -> tuple[str, ...]:
    """ "City of Brno" is Brno."""
    return name[2:] if len(name) > 2 and name[0].lower() in _UNITS and name[1].lower() == "of" else name
