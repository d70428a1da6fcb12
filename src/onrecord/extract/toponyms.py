"""Finds place names and the places that they mean; tells places from actors that bear a place's name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.extract.countries import table_hash
from onrecord.extract.gazetteer import TABLES, Entry, contains, entries, key_of, state_of
from onrecord.extract.metonyms import is_actor
from onrecord.extract.outlethome import home_of
from onrecord.extract.placenames import find_place_names
from onrecord.extract.places import Choice, resolve
from onrecord.extract.spotted import Spotted, meanings, named_at
from onrecord.extract.tree import Tree, tree_of
from onrecord.model import Document, Place, Report, Span, Stage, Toponym

_DATELINE_CITY = re.compile(r"\(?([^\W\d_][^,(\d]*?)(?:,\s*([^\W\d_][^,(\d–—]*))?(?:[,(\d]|\s?[-–—]|$)")
_BETWEEN_COMMAS = re.compile(r"[^\s,](?:[^,]*[^\s,])?")


def toponym_stage() -> Stage:
    """The stage that provides place names."""
    return Stage(
        name="toponyms",
        version="3",
        requires=("tokens", "names"),
        provides=("toponyms",),
        run=find_toponyms,
        config=(("tables", table_hash(*TABLES)),),
    )


def find_toponyms(document: Document) -> Document:
    """Add the place names of the report, in text order: resolved together, or without a place where nothing fits."""
    return replace(document, toponyms=_placed(document, find_place_names(document)))


def place_spans(document: Document, spans: Sequence[Span]) -> tuple[Toponym, ...]:
    """What place names found by somebody else mean, one answer a span, in their order; spans are in text order."""
    return _placed(document, named_at(document, spans))


def place_candidates(words: str) -> tuple[tuple[str, Place, float], ...]:
    """What a name alone may mean, the likeliest first: the words, a place, its score; "Brest, Belarus" is two names."""
    document = Document(Report(words))
    spans = [Span(m.start(), m.end()) for m in _BETWEEN_COMMAS.finditer(words)]
    return tuple((t.name, place, score) for t in place_spans(document, spans) for place, score in t.candidates)


def _placed(document: Document, spotted: Sequence[Spotted]) -> tuple[Toponym, ...]:
    choices = resolve(spotted, dateline_entries(document.report), home_of(document.report))
    tree = tree_of(document)
    return tuple(_toponym(s, choices.get(s.key), tree) for s in spotted)


def dateline_entries(report: Report) -> dict[str, tuple[Entry, ...]]:
    """What the city of the dateline may be: it is where the report was filed, so other names are likely near it.

    "PARIS, Texas (AP)" is only the one in Texas; agencies leave out the state or country where everybody knows it.
    """
    city = _DATELINE_CITY.match(report.dateline or "")
    found = meanings(city[1].strip()) if city else ()
    unit = city[2].strip() if city and city[2] else ""
    state = state_of(unit, after_comma=True) if unit else None
    outer = (state,) if state else entries(unit) if unit else ()
    inside = tuple(e for e in found if any(contains(o, e) for o in outer))
    return {key_of(city[1]): inside or found} if city and found else {}


def _toponym(spotted: Spotted, choice: Choice | None, tree: Tree) -> Toponym:
    if choice is None:
        return Toponym(spotted.span, spotted.words, None, 0.0, spotted.inside)
    # A part of an organisation's name and a word for people locate nothing, no more than a government does.
    actor = spotted.inside or choice.entry.demonym or is_actor(tree, spotted.span, spotted.words)
    return Toponym(spotted.span, spotted.words, choice.entry.place, choice.score, actor, choice.ranked)
