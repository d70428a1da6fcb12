"""Leaders: who held an office of state, or led an international body, on the day of a report (leaders.tsv)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType

from onrecord.extract.countries import fold

_TABLE = resources.files("onrecord.data") / "attribution" / "leaders.tsv"
_NO_LETTER = re.compile(r"[\W_]+")


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
