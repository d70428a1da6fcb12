"""Nouns tagged as something else, and what hangs on the wrong noun."""

from __future__ import annotations

import pytest

from factory import document
from onrecord.extract.tree import tree_of

CASES = [
    (
        "Norway made a promise",
        "PROPN Norway 2 nsubj / VERB make 0 root / DET a 4 det / VERB promise 2 obj VerbForm=Inf",
        3,
        ("NOUN", "obj", 1),
        "a word with a determiner that is an object is no verb",
    ),
    (
        "Norway expressed concern",
        "PROPN Norway 2 nsubj / VERB express 0 root / ADJ concern 2 xcomp",
        2,
        ("NOUN", "obj", 1),
        "what is expressed is a noun",
    ),
    (
        "a group of diplomats left",
        "DET a 2 det / NOUN group 5 nsubj / ADP of 4 case / NOUN diplomat 2 conj / VERB leave 0 root",
        3,
        ("NOUN", "nmod", 1),
        "what has a preposition and no joining word is no conjunct",
    ),
    (
        "Norway has no coast",
        "PROPN Norway 2 nsubj / VERB have 0 root / DET no 1 det / NOUN coast 2 obj",
        2,
        ("DET", "det", 3),
        "a determiner belongs to the noun after it",
    ),
    (
        "Lee called the offer an insult",
        "PROPN Lee 2 nsubj / VERB call 0 root / DET the 4 det / NOUN offer 2 obj / DET an 6 det / NOUN insult 2 obj",
        5,
        ("NOUN", "xcomp", 1),
        "the second object of a verb of naming is what the first is called",
    ),
    (
        "said his neighbour , Lee",
        "VERB say 0 root / PRON he 3 nmod:poss / NOUN neighbour 1 nsubj / PUNCT , 5 punct / PROPN Lee 1 nsubj",
        4,
        ("PROPN", "appos", 2),
        "a second subject after a comma is an apposition",
    ),
    (
        "workers reached said so",
        "NOUN worker 3 nsubj / VERB reach 3 nsubj Tense=Past / VERB say 0 root / ADV so 3 advmod",
        1,
        ("VERB", "acl", 0),
        "a second subject that is a verb is a participle of the first",
    ),
    (
        "Lee did not say when ships leave",
        "PROPN Lee 4 nsubj / AUX do 4 aux / PART not 4 advmod / VERB say 0 root / ADV when 7 advmod / "
        "NOUN ship 7 nsubj / VERB leave 4 advcl",
        6,
        ("VERB", "ccomp", 3),
        "a question right after a verb of telling is what is told",
    ),
    (
        "Lee said that by law ships leave",
        "PROPN Lee 2 nsubj / VERB say 0 root / SCONJ that 7 mark / ADP by 5 case / NOUN law 2 obl / "
        "NOUN ship 7 nsubj / VERB leave 2 ccomp",
        4,
        ("NOUN", "obl", 6),
        "what stands between the word that opens a clause and its subject is in the clause",
    ),
]


@pytest.mark.parametrize(("words", "arcs", "place", "wanted", "why"), CASES, ids=[c[4] for c in CASES])
def test_repair(words: str, arcs: str, place: int, wanted: tuple[str, str, int], why: str):
    """The word has the tag, relation and head that the grammar gives it."""
    token = tree_of(document(words, arcs)).tokens[place]
    assert (token.upos, token.deprel, token.head) == wanted, why


def test_active_after_have():
    """After "have" without "been" a verb with a subject is active."""
    arcs = "NOUN union 3 nsubj / AUX have 3 aux / VERB burn 0 root Tense=Past|VerbForm=Part|Voice=Pass"
    assert "Voice=Pass" not in tree_of(document("unions had burned", arcs)).tokens[2].morph
