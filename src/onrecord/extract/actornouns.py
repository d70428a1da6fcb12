"""Nouns for people, bodies and documents, and their PLOVER sectors: a small lexicon of our own (actors.tsv)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib import resources
from types import MappingProxyType

_TABLE = resources.files("onrecord.data") / "attribution" / "actors.tsv"
_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
# Whose sector a rebel's army or council loses.
_OVERRIDDEN = frozenset({None, "SOC", "GOV", "MIL"})
# Beside an office: whoever had it is of no branch of the state any more, but of those whom a country listens to.
FORMER = frozenset(
    "former ex ousted deposed late exiled fallen toppled one-time onetime erstwhile retired disgraced".split()
)
_OFFICES = frozenset({"GOV", "LEG", "JUD"})
# How many words before a noun may tell its sector.
_MODIFIERS = 4


@dataclass(frozen=True, slots=True)
class Actor:
    """kind: "person", "body" or "document". sector: PLOVER code, or None."""

    kind: str
    sector: str | None


@cache
def _table(*kinds: str) -> Mapping[str, Actor]:
    """Dictionary form (words joined by "_") -> what it stands for, of rows of these kinds; the first row wins."""
    found: dict[str, Actor] = {}
    for line in _TABLE.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            sector, kind, nouns = line.split("\t")
            for noun in nouns.split() if kind in kinds else ():
                found.setdefault(noun, Actor(kind, None if sector == "-" else sector))
    return MappingProxyType(found)


def actor_of(words: Sequence[str]) -> Actor | None:
    """What the last words of a noun phrase stand for, the longest phrase first: ("prime", "minister") is GOV.

    words: lower-case words ending with the head noun, which may be a plural; hyphens may be words of their own.
    """
    return _sized(words)[1]


def word_actor(word: str) -> Actor | None:
    """The same of one word."""
    return _look_up((word,))[1]


def _sized(words: Sequence[str]) -> tuple[int, Actor | None]:
    """The same, and how many words it takes."""
    if "-" in words[-4:-1]:
        whole = " ".join(words[-7:]).replace(" - ", "-").split()
        size, found = _look_up(tuple(whole[-3:]))
        if found:
            return size + 2 * sum("-" in word for word in whole[-size:]), found
    return _look_up(tuple(words[-3:]))


@lru_cache(maxsize=50_000)
def _look_up(words: tuple[str, ...]) -> tuple[int, Actor | None]:
    size, found = longest(words, "person", "body", "document", "nobody")
    return size, None if found is None or found.kind == "nobody" else found


def longest(words: Sequence[str], *kinds: str) -> tuple[int, Actor | None]:
    """How many of the last words a row of these kinds takes, at most three, and the row; (1, None) without one."""
    if not words:
        return 1, None
    table, last = _table(*kinds), _forms(words[-1])
    if len(words) > 1 and not _ends(*kinds).isdisjoint(last):
        for size in (3, 2):
            tail = "_".join(words[-size:])
            for form in (tail, *_singulars(tail)):
                if form in table and len(words) >= size:
                    return size, table[form]
    return next(((1, table[form]) for form in last if form in table), (1, None))


@cache
def _ends(*kinds: str) -> frozenset[str]:
    """The last words of what the rows of these kinds have in several words."""
    return frozenset(noun.rpartition("_")[2] for noun in _table(*kinds) if "_" in noun)


@lru_cache(maxsize=50_000)
def _forms(word: str) -> tuple[str, ...]:
    """The word and what it may be the plural of."""
    return (word, *_singulars(word))


def _singulars(word: str) -> tuple[str, ...]:
    if word.endswith("men"):
        return (word[:-3] + "man",)
    if word.endswith("ies"):
        return (word[:-3] + "y",)
    return (word[:-1], word[:-2]) if word.endswith("es") else (word[:-1],) if word.endswith("s") else ()


def is_place(noun: str) -> bool:
    """Whether the noun is a place that stands for whoever holds it or lives there ("camp", "offices")."""
    return longest((noun,), "place")[1] is not None


def described_actor(words: Sequence[str]) -> Actor | None:
    """As `actor_of`, with what the words before the noun tell: "rebel leaders" are REB, a "police official" is COP."""
    size, found = _sized(words)
    if found is None or found.kind == "document":
        return found
    owned = False
    if found.sector in _OFFICES and _is_former(words[:-size]):
        return replace(found, sector="ELI")
    for word in reversed(words[:-size][-_MODIFIERS:]):
        if word == "of":
            break
        owned = owned or word in _POSSESSIVES
        sector = _given(word, words[-1], found, owned)
        if sector:
            return replace(found, sector=sector)
    return found


def _is_former(before: Sequence[str]) -> bool:
    """Whether the words before an office say that it is no longer held; an owner's "former" is the owner's."""
    for word in reversed(before):
        if word == "of" or word in _POSSESSIVES:
            return False
        if word in FORMER:
            return True
    return False


def takes_sector(noun: str, found: Actor) -> bool:
    """Whether a noun has the sector of whomever it belongs to: leaders, spokesmen, members, groups."""
    group = found.sector == "SOC" and found.kind == "body"
    return found.sector is None or group or longest((noun,), "taker")[1] is not None


def _given(word: str, noun: str, found: Actor, owned: bool) -> str | None:
    """The sector that a word before the noun gives it. owned: the word is the owner, who tells only as a body."""
    strong = longest((word,), "strong")[1]
    if strong is not None and found.sector in _OVERRIDDEN:
        return strong.sector
    if not takes_sector(noun, found):
        return None
    told = longest((word,), "modifier")[1] or actor_of((word,))
    if word == "civilian" and found.sector is None:
        return "CVL"
    if told is None or told.sector == "CVL" or (told.kind == "person" and owned):
        return None
    return told.sector


def beside_actor(words: Sequence[str]) -> Actor | None:
    """A body that a noun stands for only next to its name: "grocery chain" of "grocery chain Fennel"."""
    found = longest(words, "beside")[1]
    return None if found is None else Actor("body", found.sector)
