"""Rows that the reader tore apart, and passives that are none."""

from __future__ import annotations

import pytest

from factory import document
from onrecord.extract.clauses import passive
from onrecord.extract.feelings import feeling
from onrecord.extract.sharedobjects import shared_objects
from onrecord.extract.tree import tree_of

PAST = "Tense=Past|VerbForm=Part"
OWNERS = (
    "Lee praised Norway and Chad 's ties",
    "PROPN Lee 2 nsubj / VERB praise 0 root / PROPN Norway 2 obj / CCONJ and 7 cc / PROPN Chad 7 nmod:poss / "
    "PART 's 5 case / NOUN tie 2 obj",
)
HURT = (
    "five were killed and seven others injured",
    f"NUM five 3 nsubj:pass / AUX be 3 aux:pass / VERB kill 0 root {PAST} / CCONJ and 7 cc / NUM seven 6 nummod / "
    f"NOUN other 3 conj / VERB injure 3 conj {PAST}",
)
CASES = [
    (*OWNERS, 2, ("nmod:poss", 6), "both own what is praised, and neither is praised"),
    (*OWNERS, 4, ("conj", 2), "the second owner is joined to the first"),
    (
        "Lee praised Norway and Chad",
        "PROPN Lee 2 nsubj / VERB praise 0 root / PROPN Norway 2 obj / CCONJ and 5 cc / PROPN Chad 3 conj",
        2,
        ("obj", 1),
        "two that own nothing stay what is praised",
    ),
    (*HURT, 5, ("nsubj:pass", 6), "who stands before the second participle was hurt, not killed"),
    (
        "Norway has called for reforms",
        f"PROPN Norway 3 nsubj:pass / AUX have 3 aux / VERB call 0 root {PAST} / ADP for 5 case / NOUN reform 3 obl",
        0,
        ("nsubj", 2),
        "without a form of be nobody is called",
    ),
    (
        "Norway has been called",
        f"PROPN Norway 4 nsubj:pass / AUX have 4 aux / AUX be 4 aux:pass / VERB call 0 root {PAST}",
        0,
        ("nsubj:pass", 3),
        "with it he is",
    ),
]


@pytest.mark.parametrize(("words", "arcs", "place", "wanted", "why"), CASES, ids=[c[4] for c in CASES])
def test_repair(words: str, arcs: str, place: int, wanted: tuple[str, int], why: str):
    """The word has the relation and head that the grammar gives it."""
    token = tree_of(document(words, arcs)).tokens[place]
    assert (token.deprel, token.head) == wanted, why


@pytest.mark.parametrize(
    ("words", "arcs", "verb", "expected", "why"),
    [
        (
            "crimes committed by rebels",
            f"NOUN crime 0 root / VERB commit 1 acl {PAST} / ADP by 4 case / NOUN rebel 2 obl:agent",
            1,
            False,
            "somebody did it",
        ),
        (
            "crimes committed in Dori",
            f"NOUN crime 0 root / VERB commit 1 acl {PAST} / ADP in 4 case / PROPN Dori 2 obl",
            1,
            False,
            "somebody did it, though he is not named",
        ),
        (
            "Norway is committed to peace",
            f"PROPN Norway 3 nsubj:pass / AUX be 3 aux:pass / VERB commit 0 root {PAST} / ADP to 5 case / "
            "NOUN peace 3 obl",
            2,
            True,
            "what Norway is bent on",
        ),
        (
            "Norway was alarmed by Chad",
            f"PROPN Norway 3 nsubj:pass / AUX be 3 aux:pass / VERB alarm 0 root {PAST} / ADP by 5 case / "
            "PROPN Chad 3 obl:agent",
            2,
            True,
            "what Norway felt",
        ),
    ],
)
def test_feeling(words: str, arcs: str, verb: int, expected: bool, why: str):
    """A passive of a word for a feeling tells of one, unless the word tells of a deed, too."""
    assert feeling(tree_of(document(words, arcs)), verb) is expected, why


@pytest.mark.parametrize("verb", [1, 3])
def test_one_object_for_a_row(verb: int):
    """ "Mourned and remembered the dead": whichever verb the reader hung it on."""
    arcs = (
        "PROPN Lee 2 nsubj / VERB mourn 0 root VerbForm=Fin / CCONJ and 4 cc / "
        f"VERB remember 2 conj VerbForm=Fin / NOUN dead {verb + 1} obj"
    )
    tree = tree_of(document("Lee mourned and remembered them", arcs))
    assert shared_objects(tree, 4 - verb) == (4,)


def test_what_stands_behind_the_verb_is_in_no_row_with_its_subject():
    """ "Lee met with the ministers of Chad and Peru": Peru met nobody."""
    arcs = (
        "PROPN Lee 2 nsubj / VERB meet 0 root / ADP with 4 case / NOUN minister 2 obl / ADP of 6 case / "
        "PROPN Chad 4 nmod / CCONJ and 8 cc / PROPN Peru 1 conj"
    )
    tokens = tree_of(document("Lee met with ministers of Chad and Peru", arcs)).tokens
    assert (tokens[7].head, tokens[7].deprel) == (5, "conj")


def test_a_subject_of_its_own_stays():
    """ "Lee joined the navy and Roos fought": it is no conjunct of what stands before it either."""
    arcs = (
        "PROPN Lee 2 nsubj / VERB join 0 root / NOUN navy 2 obj / CCONJ and 5 cc / PROPN Roos 1 conj / "
        "VERB fight 2 conj VerbForm=Fin"
    )
    tokens = tree_of(document("Lee joined navy and Roos fought", arcs)).tokens
    assert tokens[4].head != 2


def test_who_is_acquitted_and_found_guilty_finds_nobody():
    """A verdict in the passive makes the one that is joined to it one, too."""
    arcs = (
        "NOUN singer 3 nsubj / AUX be 3 cop / ADJ acquitted 0 root / CCONJ and 5 cc / "
        "VERB find 3 conj Tense=Past|VerbForm=Fin / ADJ guilty 5 xcomp"
    )
    assert passive(tree_of(document("singer is acquitted and found guilty", arcs)), 4)
