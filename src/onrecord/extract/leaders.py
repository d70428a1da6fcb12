"""Leaders: who held an office of state, or led an international body, on the day of a report (leaders.tsv)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from types import MappingProxyType

from onrecord.extract.actornouns import FORMER
from onrecord.extract.countries import fold

_TABLE = resources.files("onrecord.data") / "attribution" / "leaders.tsv"
_NO_LETTER = re.compile(r"[\W_]+")
_DAY = 10
# Shorter names may be somebody else's with one letter changed.
_SURE = 10
# Letters at the start of a name that no slip changes.
_BEGUN = 4
# By which words of a title an office is known; "prime" is a prime minister's.
_HEADS = frozenset("president prime chancellor king emir sultan emperor taoiseach".split())
_PORTFOLIOS = frozenset("foreign defence defense state finance".split())
_UNDER = frozenset("vice deputy vice-president assistant acting-president son wife brother adviser aide".split())
_SURNAME_FIRST = frozenset({"CHN", "KOR", "PRK", "TWN", "HUN", "KHM", "VNM"})


@dataclass(frozen=True, slots=True)
class Leader:
    """A term of office. start, end: ISO days or months; end is None for who was still in office on the day `known`.

    country: ISO3, or None for an international body, which `body` then names.
    """

    name: str
    office: str
    country: str | None
    sector: str
    start: str
    end: str | None
    body: str | None = None
    known: str | None = None

    def holds(self, day: str) -> bool:
        """Whether an ISO day is surely within the term: of a month that it began or ended in, no day is sure."""
        first = self.start if len(self.start) == 10 else self.start + "-31"
        last = self.end or self.known or ""
        return first <= day <= (last if len(last) == 10 else last + "-01")


def leader(words: tuple[str, ...], day: str | None) -> Leader | None:
    """The term of office that somebody of this full name held on the day (ISO) of a report; the newest of several.

    Letter case, accents, hyphens and dots of the name do not count. None without a day, for a name of one word, after
    the term, and where two countries or bodies had a leader of that name.
    """
    if day is None or len(day) < 10:
        return None
    name = " ".join(words)
    terms = [term for term in leaders().get(_key(name), ()) if term.holds(day[:10])] if " " in name.strip() else []
    if len({(term.country, term.body) for term in terms}) != 1:
        return None
    return max(terms, key=lambda term: term.start)


def country_led(words: tuple[str, ...], titles: AbstractSet[str], day: str | None) -> str | None:
    """ISO3 of the only country that somebody of this name led in the office that the report gives to the name.

    titles: lower-case words beside the name ("president"). A surname is enough where the office is told: "President
    Bush" is the United States' whoever of the two he was. With a day, who was in office then goes first; without one,
    and for "former", every term counts. No office, no answer: a namesake is not to be made a president.
    """
    if titles & _UNDER or not words:
        return None
    offices = _offices_of(titles)
    terms = [t for t in _terms_of(words) if offices & set(t.office.split()) and t.country is not None]
    if day is not None and len(day) >= _DAY:
        now = [t for t in terms if t.holds(day[:_DAY])]
        terms = now or [t for t in terms if t.start <= day and (titles & FORMER or len(words) > 1)]
    codes = {t.country for t in terms}
    return codes.pop() if len(codes) == 1 else None


def _offices_of(titles: AbstractSet[str]) -> AbstractSet[str]:
    """What the words of a title may be called in the table; a minister of one thing is none of another."""
    kinds = _HEADS & titles
    if "premier" in titles:
        kinds |= {"prime"}
    if titles & {"minister", "secretary"} and not kinds:
        kinds |= titles & _PORTFOLIOS
    return frozenset(kinds | (frozenset({"president", "prime"}) if titles & {"leader", "ruler", "dictator"} else set()))


@lru_cache(maxsize=5_000)
def _terms_of(words: tuple[str, ...]) -> tuple[Leader, ...]:
    """The terms of all who bear the full name, or whose surname it is."""
    key = _key(" ".join(words))
    return leaders().get(key, ()) or _surnames().get(key, ()) or (_misspelt(key) if len(words) > 1 else ())


def _misspelt(key: str) -> tuple[Leader, ...]:
    """Terms of the one leader from whose full name the key is one letter away ("Gorbachov")."""
    near = [leaders()[known] for known in _begun().get(key[:_BEGUN], ()) if _one_apart(known, key)]
    return near[0] if len(near) == 1 and len(key) >= _SURE else ()


@cache
def _begun() -> Mapping[str, list[str]]:
    """The keys of all leaders by how they begin."""
    found: dict[str, list[str]] = {}
    for key in leaders():
        found.setdefault(key[:_BEGUN], []).append(key)
    return found


def _one_apart(one: str, other: str) -> bool:
    """Whether a letter is changed, left out or put in, and nothing else."""
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1:
        return False
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    return one[at:] == other[at + 1 :] or (len(one) == len(other) and one[at + 1 :] == other[at + 1 :])


@cache
def _surnames() -> Mapping[str, tuple[Leader, ...]]:
    """Key of a surname -> the terms of office of all who bear it: the end of a name, or, where that comes first, the
    start; longer ones too ("dos Santos", "al-Assad", "Assad").
    """
    found: dict[str, dict[Leader, None]] = {}
    for term in dict.fromkeys(t for terms in leaders().values() for t in terms):
        parts = [p for p in re.split(r"[\s-]+", term.name) if p]
        ends = [parts[n:] for n in range(1, len(parts))]
        starts = [parts[:1]] if term.country in _SURNAME_FIRST else []
        for part in (*ends, *starts):
            found.setdefault(_key(" ".join(part)), {})[term] = None
    return MappingProxyType({key: tuple(terms) for key, terms in found.items()})


@cache
def leaders() -> Mapping[str, tuple[Leader, ...]]:
    """Key of a name -> the terms of office of whoever bears it."""
    found: dict[str, tuple[Leader, ...]] = {}
    for line in _TABLE.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            name, others, *term = line.split("\t")
            for key in {_key(spelling) for spelling in (name, *others.split("|")) if spelling}:
                found[key] = (*found.get(key, ()), _term(name, *term))
    return MappingProxyType(found)


def _term(name: str, office: str, country: str, body: str, sector: str, start: str, end: str, known: str) -> Leader:
    place, group = (None if cell == "-" else cell for cell in (country, body))
    return Leader(name, office, place, sector, start, end or None, group, known or None)


def _key(name: str) -> str:
    """What names are compared by: their letters in lower case, whatever separates them."""
    return _NO_LETTER.sub("", fold(name).casefold())
