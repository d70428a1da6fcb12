"""Cities that the reader took for people, told by their company: "Gomel and Mogilev"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Set

from onrecord.extract.gazetteer import entries
from onrecord.extract.persontitles import first_names
from onrecord.model import Document, Span

_AND = frozenset((" and ", ", and ", " or "))
# Smaller towns bear the names of too many people.
_PEOPLE_IN_CITY = 100_000


def pairs_with_city(document: Document, span: Span, countries: Set[str | None], people: Set[str]) -> bool:
    """Whether the name is coordinated with another, and both are cities of one country that the report names.

    countries: ISO3 codes of those it names. people: first and last names of its people, who are no cities.
    """
    names, text = document.names, document.text
    at = bisect_left(names, span.start, key=lambda n: n.span.start)
    beside = [n.span for n in (*names[max(0, at - 1) : at], *names[at + 1 : at + 2])]
    joined = [b for b in beside if text[min(b.end, span.end) : max(b.start, span.start)] in _AND]
    mine = _lies_in(span.of(text), people)
    return any(mine & _lies_in(b.of(text), people) & countries for b in joined)


def _lies_in(words: str, people: Set[str]) -> set[str | None]:
    """The countries with a city of that name; none if it may be somebody's."""
    if words in people or words.lower() in first_names():
        return set()
    cities = (e for e in entries(words) if e.place.precision == "city" and e.population > _PEOPLE_IN_CITY)
    return {e.place.country for e in cities}
