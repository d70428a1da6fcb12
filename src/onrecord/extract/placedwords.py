"""Which countries the words of a report stand for: the places that were found in it, then the table of countries."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from onrecord.extract.countries import SIDED, SIDING
from onrecord.extract.placelookup import countries_in, country_of
from onrecord.extract.tree import Tree
from onrecord.model import Document, Toponym

# Doubtful places do not tell whose somebody is.
LEAST_PLACE = 0.6
# Words that are regions somewhere and nothing of the kind in the name of an office or body.
_COMMON = frozenset(
    "federal central national northern southern eastern western capital general union state "
    "may march august sunday".split()
)
_DASHES = frozenset("-‐–")


@dataclass(frozen=True, slots=True)
class Placed:
    """The words of a report with the places that they name. toponyms: by position in Document.tokens."""

    tree: Tree
    toponyms: Mapping[int, Toponym]

    def countries(self, words: Iterable[int]) -> tuple[str, ...]:
        """ISO3 of every country that the words name or lie in, in text order, each once: "Oregon governor" -> USA."""
        found: list[str] = []
        plain: list[str] = []
        for i in sorted(words):
            country = self.place_country(i) if i in self.toponyms else None
            if country is None:
                plain.append(self.tree.words[i])
                continue
            found += [*countries_in(" ".join(plain)), *(() if self._sided(i) else (country,))]
            plain = []
        return tuple(dict.fromkeys([*found, *countries_in(" ".join(plain))]))

    def country(self, words: Iterable[int]) -> str | None:
        """The one country that the words name or lie in; None for none and for several."""
        found = self.countries(words)
        return found[0] if len(found) == 1 else None

    def place_country(self, i: int) -> str | None:
        """ISO3 of the place whose name the word is part of."""
        toponym = self.toponyms.get(i)
        place = toponym.place if toponym is not None and toponym.score >= LEAST_PLACE else None
        if place is None or toponym is None:
            return None
        if place.precision in ("city", "district", "point") and country_of(toponym.name):
            return country_of(toponym.name)  # a country, not a town of its name
        return place.country

    def names_place(self, i: int) -> bool:
        """Whether the word is part of the name of a country, its people, or of a place in one."""
        if i not in self.toponyms and self.tree.words[i].islower():
            return False
        return self.place_country(i) is not None or country_of(self.tree.words[i]) is not None

    def is_whole(self, i: int) -> bool:
        """Whether the word names a whole country, not a part of it or a town."""
        toponym = self.toponyms.get(i)
        if self.place_country(i) is None or toponym is None or toponym.place is None:
            return True
        return toponym.place.precision == "country"

    def own_country(self, i: int) -> str | None:
        """ISO3 of the country that the word names as nobody's friend, foe or language."""
        if i not in self.toponyms and self.tree.words[i].islower():
            return None
        country = self.place_country(i) or country_of(self.tree.words[i])
        return None if country is None or self._sided(i) else country

    def _sided(self, i: int) -> bool:
        """ "pro-Russian", "US-backed": see `countries.countries_in`."""
        first = last = i
        toponym = self.toponyms.get(i)
        while toponym is not None and self.toponyms.get(first - 1) is toponym:
            first -= 1
        while toponym is not None and self.toponyms.get(last + 1) is toponym:
            last += 1
        return self._beside(first - 1, first - 2, SIDING) or self._beside(last + 1, last + 2, SIDED)

    def _beside(self, dash: int, other: int, words: frozenset[str]) -> bool:
        if min(dash, other) < 0 or max(dash, other) >= len(self.tree.tokens):
            return False
        return self.tree.word(dash) in _DASHES and self.tree.lowers[other] in words


def placed_words(document: Document, tree: Tree) -> Placed:
    """The tree with the toponyms of the document."""
    starts = [t.span.start for t in tree.tokens]
    found: dict[int, Toponym] = {}
    for toponym in document.toponyms:
        words = range(bisect_left(starts, toponym.span.start), bisect_left(starts, toponym.span.end))
        named = any(tree.tokens[i].upos == "PROPN" for i in words) or country_of(toponym.name)
        # "The central bank", "the Federal Minister" are in no region of that name.
        if named and toponym.name.split()[-1].lower() not in _COMMON:
            found.update(dict.fromkeys(words, toponym))
    return Placed(tree, found)
