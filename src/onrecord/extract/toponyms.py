"""Finds place names and the places that they mean; tells places from actors that bear a place's name."""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.extract.countries import table_hash
from onrecord.extract.gazetteer import TABLES, Entry, key_of
from onrecord.extract.metonyms import is_actor
from onrecord.extract.placenames import Spotted, find_place_names, meanings
from onrecord.extract.places import Choice, resolve
from onrecord.extract.tree import Tree, tree_of
from onrecord.model import Document, Report, Stage, Toponym

_DATELINE_CITY = re.compile(r"\(?([^\W\d_][^,(\d]*?)(?:[,(\d]|\s[-–—]|$)")


def toponym_stage() -> Stage:
    """The stage that provides place names."""
    return Stage(
        name="toponyms",
        version="2",
        requires=("tokens", "names"),
        provides=("toponyms",),
        run=find_toponyms,
        config=(("tables", table_hash(*TABLES)),),
    )


def find_toponyms(document: Document) -> Document:
    """Add the place names of the report, in text order: resolved together, or without a place where nothing fits."""
    spotted = find_place_names(document)
    choices = resolve(spotted, dateline_entries(document.report))
    tree = tree_of(document)
    return replace(document, toponyms=tuple(_toponym(s, choices.get(s.key), tree) for s in spotted))


def dateline_entries(report: Report) -> dict[str, tuple[Entry, ...]]:
    """What the city of the dateline may be: it is where the report was filed, so other names are likely near it."""
    city = _DATELINE_CITY.match(report.dateline or "")
    found = meanings(city[1].strip()) if city else ()
    return {key_of(city[1]): found} if city and found else {}


def _toponym(spotted: Spotted, choice: Choice | None, tree: Tree) -> Toponym:
    if choice is None:
        return Toponym(spotted.span, spotted.words, None, 0.0, spotted.inside)
    # A part of an organisation's name and a word for people locate nothing, no more than a government does.
    actor = spotted.inside or choice.entry.demonym or is_actor(tree, spotted.span, spotted.words)
    return Toponym(spotted.span, spotted.words, choice.entry.place, choice.score, actor, choice.ranked)
