"""Joint descriptions: whoever takes part is split by country where the words coordinate countries."""

import pytest

from factory import document, span
from onrecord.extract.joint import parted
from onrecord.extract.tree import tree_of
from onrecord.model import Participant, Role

SHIPS = "ADJ French 4 amod / CCONJ and 3 cc / ADJ Egyptian 1 conj / NOUN warship 5 nsubj / VERB meet 0 root"


def split(text, drawn, words, head):
    """Words, name and country of each part."""
    made = document(text, drawn)
    found = parted(tree_of(made), head, Participant(Role.ACTOR, span(made, words), words, None, None, "MIL"))
    return [(p.span.of(text), p.name, p.country, p.sector) for p in found]


def test_two_countries_are_two():
    """Each country's part has its own words, its full name, its country and the common sector."""
    found = split("French and Egyptian warships met", SHIPS, "French and Egyptian warships", 3)
    assert found == [
        ("French", "French warships", "FRA", "MIL"),
        ("Egyptian warships", "Egyptian warships", "EGY", "MIL"),
    ]


def test_parts_are_other_entities():
    """The parts have ids of their own, the same as those of "Egyptian warships" anywhere."""
    made = document("French and Egyptian warships met", SHIPS)
    whole = Participant(Role.ACTOR, span(made, "French and Egyptian warships"), "", "e1", None, "MIL")
    ids = [p.entity for p in parted(tree_of(made), 3, whole)]
    assert len({*ids, "e1"}) == 3


@pytest.mark.parametrize(
    ("text", "drawn", "words", "head"),
    [
        (
            "Egyptian warships met",
            "ADJ Egyptian 2 amod / NOUN warship 3 nsubj / VERB meet 0 root",
            "Egyptian warships",
            1,
        ),
        (
            "Russian Chechen rebels met",
            "ADJ Russian 3 amod / ADJ Chechen 3 amod / NOUN rebel 4 nsubj / VERB meet 0 root",
            "Russian Chechen rebels",
            2,
        ),
        (
            "old and French ships met",
            "ADJ old 4 amod / CCONJ and 3 cc / ADJ French 1 conj / NOUN ship 5 nsubj / VERB meet 0 root",
            "old and French ships",
            3,
        ),
    ],
)
def test_others_stay_one(text, drawn, words, head):
    """One country, one after another and a country beside another adjective are one participant."""
    assert len(split(text, drawn, words, head)) == 1
