"""A place name in the text, with what it may mean and what the words around it say of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise

from onrecord.extract.countries import rows
from onrecord.extract.gazetteer import Entry, contains, entries, key_of, state_of
from onrecord.extract.placelookup import body_of, capital_of
from onrecord.model import Document, Span

_CAPITALISED = r"(?:[A-Z][\w'’]+ ?)+"
_COUNTIES = re.compile(rf"(?:(?:, {_CAPITALISED})*,? (?:and|or) {_CAPITALISED})? (?:[Cc]ounties|[Pp]arishes)\b")
_REGION_WORD = re.compile(r" (?:region|oblast|Oblast|province|state|governorate|voblast|prefecture|canton)\b")
_UNIT_OF = re.compile(r"\b(?:region|oblast|province|state|governorate) of $")
# Between a place and the unit that it lies in: "Brest, Belarus", "Gomel (Belarus)", "Alexandria in Louisiana".
_BESIDE = frozenset((", ", ",", " (", " in ", ", in "))
# So many people make a state or province known without its country being named.
_LARGE_REGION = 300_000


@dataclass(frozen=True, slots=True)
class Spotted:
    """A place name in the text. entries: what it may mean, () for nothing known.

    inside: it is a part of an organisation's or facility's name, so it names no scene. hint: "district", "region"
    or "area" where the words around it say so ("Lorain and Medina counties", "the Brest region", "the Rio Grande").
    holds: the key of the name written right before it, if that may lie in it ("Brest, Belarus"). within: the unit
    written right after it, if the report tells of two places of this name ("Birmingham, England", "Birmingham, Ala.").
    """

    span: Span
    words: str
    entries: tuple[Entry, ...]
    inside: bool = False
    hint: str = ""
    holds: str = ""
    within: str = ""

    @property
    def key(self) -> str:
        """What one-sense-per-report goes by: "Georgia" after "Atlanta" may differ from "Georgia" after "Tbilisi"."""
        return "|".join(filter(None, (key_of(self.words), self.hint, self.within, self.holds)))


def named_at(document: Document, spans: Sequence[Span]) -> list[Spotted]:
    """What stands at spans that somebody else found, taken for place names without asking whether they are."""
    text, found = document.text, []
    for span in spans:
        words = span.of(text)
        state = state_of(words, after_comma=text[max(0, span.start - 2) : span.start] == ", ")
        found.append(sighted(text, span, (state,) if state else meanings(words) or entries(words)))
    return linked(found, text)


def sighted(text: str, span: Span, found: tuple[Entry, ...], *, inside: bool = False) -> Spotted:
    """The name at the span with what it may mean, given the words around it."""
    areas = tuple(e for e in found if e.place.precision == "area" and not e.demonym)
    # The Rio Grande is the river: of a name that an area bears only the area is left after the article.
    if areas and text[max(0, span.start - 4) : span.start].lower() == "the ":
        return Spotted(span, span.of(text), areas, inside, "area")
    return Spotted(span, span.of(text), found, inside, hint_of(text, span))


def linked(spotted: Sequence[Spotted], text: str) -> list[Spotted]:
    """The same names, each with the name before it that it may hold, and where it is said to lie if that varies."""
    held = [_is_held(a, b, text) for a, b in pairwise(spotted)] + [False] * bool(spotted)
    lies: dict[str, set[str]] = {}
    for at, one in enumerate(spotted):
        if held[at]:
            lies.setdefault(key_of(one.words), set()).add(key_of(spotted[at + 1].words))
    found: list[Spotted] = []
    for at, one in enumerate(spotted):
        # Elsewhere in the report the bare name means the same; only two places of one name are kept apart.
        several = held[at] and len(lies[key_of(one.words)]) > 1
        within = key_of(spotted[at + 1].words) if several else ""
        found.append(replace(one, within=within, holds=found[-1].key if at and held[at - 1] else ""))
    return found


def _is_held(inner: Spotted, outer: Spotted, text: str) -> bool:
    """ "Brest, Belarus": the second is written right after the first, and may hold it."""
    beside = text[inner.span.end : outer.span.start] in _BESIDE
    return beside and any(contains(o, i) for o in outer.entries for i in inner.entries)


def hint_of(text: str, span: Span) -> str:
    """Which kind of unit the words around a name say that it is: "district", "region" or nothing."""
    if _COUNTIES.match(text, span.end):
        return "district"
    if _REGION_WORD.match(text, span.end) or _UNIT_OF.search(text, max(0, span.start - 20), span.start):
        return "region"
    return ""


@lru_cache(maxsize=50_000)
def meanings(words: str) -> tuple[Entry, ...]:
    """The entries that the words may mean in running text: none for common words, few for initials."""
    if key_of(words) in words_of("common"):
        return ()
    if "." in words and (state := state_of(words)):
        return (state,)
    found = entries(words) or _units(words)
    # Hamas is no village in Portugal and the White House no town in Tennessee.
    if found and (body_of(words) or (capital_of(words) and not any(e.capital for e in found))):
        return tuple(e for e in found if not e.admin1)
    # "EU" is no village in Normandy: initials name only countries and what the own tables list.
    initials = words.isupper() and len(words.replace(".", "")) <= 3
    return tuple(e for e in found if not e.admin1) if initials else found


def _units(words: str) -> tuple[Entry, ...]:
    """The regions and districts that "Central Region" may mean where the table has them without the word."""
    name, _, kind = words.rpartition(" ")
    found = entries(name) if name and kind in words_of("region") else ()
    return tuple(e for e in found if e.place.precision in ("region", "district") and not e.demonym)


def is_large(entry: Entry) -> bool:
    """Whether the name is known well enough to be taken for this place without more proof."""
    kind = entry.place.precision
    return kind in ("country", "area") or (kind == "region" and entry.population > _LARGE_REGION)


@cache
def words_of(group: str) -> frozenset[str]:
    """The words of a group of words.tsv."""
    return frozenset(w for name, words in rows("words.tsv") if name == group for w in words.split())
