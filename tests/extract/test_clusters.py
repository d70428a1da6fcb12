"""Which names mean the same entity: what is looked up first, and what is compared then."""

from __future__ import annotations

import pytest

from onrecord.extract.clusters import NOBODY, Cluster, by_name, marks_of
from onrecord.extract.phrases import Phrase
from onrecord.model import Form, NameType

SAME = [
    ("Vladimir Ostrov", "Ostrov", NameType.PER, "a surname"),
    ("Vladimir Ostrov", "Vladimir", NameType.PER, "a first name"),
    ("Vladimir P. Ostrov", "V. Ostrov", NameType.PER, "an initial"),
    ("Kristin Voss", "Kristen Voss", NameType.PER, "a slip of one letter"),
    ("World Tram Office", "WTO", NameType.ORG, "an acronym"),
    ("World Tram Office", "W.T.O.", NameType.ORG, "an acronym with periods"),
    ("City of Brno", "Brno", NameType.GPE, "a unit before the name"),
    ("the Tram Office", "Tram Office", NameType.ORG, "an article"),
    ("Church of Norway", "Church", NameType.ORG, "the word for the body"),
]


@pytest.mark.parametrize(("full", "short", "type", "why"), SAME)
def test_names_that_mean_the_same_share_a_mark(full, short, type, why):
    """Only names that share a mark are compared, and these two join in one entity."""
    assert marks_of(tuple(full.split())) & marks_of(tuple(short.split())), why
    phrases = [_named(0, full, type), _named(10, short, type)]
    found, clusters = [NOBODY, NOBODY], list[Cluster]()
    by_name(phrases, found, clusters)
    assert len(clusters) == 1, why
    assert found[0].cluster is found[1].cluster


def test_others_stay_apart():
    """Names that share a word need not mean the same."""
    phrases = [_named(0, "Ann Lee", NameType.PER), _named(5, "Bo Lee", NameType.PER), _named(9, "Lee", NameType.PER)]
    found, clusters = [NOBODY] * 3, list[Cluster]()
    by_name(phrases, found, clusters)
    assert [c.name for c in clusters] == ["Ann Lee", "Bo Lee"]
    assert found[2].cluster is None
    assert [name for name, _ in found[2].candidates] == ["Ann Lee", "Bo Lee"]


def _named(at: int, words: str, type: NameType) -> Phrase:
    name = tuple(words.split())
    return Phrase(at, tuple(range(at, at + len(name))), Form.NAME, name, words, type=type)
