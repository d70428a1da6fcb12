"""Tags that a word cannot have, and agents of verbs that have a subject already."""

from __future__ import annotations

import pytest

from factory import document
from onrecord.extract.tree import tree_of

TAGS = [
    (
        "Norway expelled a diplomat",
        "PROPN Norway 2 nsubj / ADP expelled 0 root / DET a 4 det / NOUN diplomat 2 obj",
        1,
        "expel",
    ),
    ("Norway sent tanks", "PROPN Norway 2 nsubj / NOUN sent 0 root / NOUN tank 2 obj", 1, "send"),
    ("Norway suspended aid", "PROPN Norway 2 nsubj / NUM suspended 0 root / NOUN aid 2 obj", 1, "suspend"),
]


@pytest.mark.parametrize(("words", "arcs", "place", "base"), TAGS, ids=[t[0] for t in TAGS])
def test_a_word_with_the_arcs_of_a_verb_is_one(words: str, arcs: str, place: int, base: str):
    """A past form with subject and object is a verb, whatever tag it was given."""
    token = tree_of(document(words, arcs)).tokens[place]
    assert (token.upos, token.lemma) == ("VERB", base)


def test_a_symbol_of_letters_is_a_noun():
    """A word that is an object is no symbol."""
    tree = tree_of(document("Norway suspended aid", "PROPN Norway 2 nsubj / VERB suspend 0 root / SYM aid 2 obj"))
    assert tree.tokens[2].upos == "NOUN"


def test_a_preposition_stays_one():
    """A participle that introduces a nominal keeps its tag ("including soldiers")."""
    arcs = "NOUN man 2 nsubj / VERB flee 0 root / ADP including 4 case / NOUN soldier 2 obl"
    assert tree_of(document("men fled including soldiers", arcs)).tokens[2].upos == "ADP"


def test_an_agent_belongs_to_the_participle():
    """A verb with a subject has no agent: "by" names who did what the participle after the object tells of."""
    arcs = (
        "NOUN police 2 nsubj / VERB prevent 0 root / NOUN rally 2 obj / VERB stage 3 acl / ADP by 6 case / "
        "NOUN student 2 obl:agent"
    )
    tree = tree_of(document("police prevented rallies staged by students", arcs))
    assert (tree.tokens[5].deprel, tree.tokens[5].head) == ("obl:agent", 3)


def test_a_passive_keeps_its_agent():
    """Without a subject that acts, the agent stays with its verb."""
    arcs = "NOUN rally 3 nsubj:pass / AUX be 3 aux:pass / VERB prevent 0 root / ADP by 5 case / NOUN police 3 obl:agent"
    assert tree_of(document("rallies were prevented by police", arcs)).tokens[4].head == 2


def test_an_adjective_of_a_passive_is_a_verb():
    """ "Four were injured": with an auxiliary of the passive it is a participle, and its subject undergoes it."""
    arcs = "NUM four 3 nsubj / AUX be 3 aux:pass / ADJ injured 0 root"
    tokens = tree_of(document("four were injured", arcs)).tokens
    assert (tokens[2].upos, tokens[2].lemma, tokens[0].deprel) == ("VERB", "injure", "nsubj:pass")


def test_whoever_stands_between_for_and_to_is_the_subject():
    """ "The need for clubs to leave": the clubs are to leave."""
    arcs = "DET the 2 det / NOUN need 0 root / SCONJ for 6 mark / NOUN club 2 nmod / PART to 6 mark / VERB leave 2 acl "
    tree = tree_of(document("the need for clubs to leave", arcs + "VerbForm=Inf"))
    assert (tree.tokens[3].head, tree.tokens[3].deprel) == (5, "nsubj")


def test_further_before_a_gerund_is_no_verb():
    """ "We look forward to further strengthening our ties" strengthens them."""
    arcs = (
        "PRON we 2 nsubj / VERB hope 0 root / SCONJ to 4 mark / VERB further 2 advcl VerbForm=Inf / "
        "VERB strengthen 4 xcomp VerbForm=Ger / NOUN tie 5 obj"
    )
    tree = tree_of(document("we hope to further strengthening ties", arcs))
    assert (tree.tokens[3].upos, tree.tokens[3].head, tree.tokens[4].head, tree.tokens[4].deprel) == (
        "ADV",
        4,
        1,
        "advcl",
    )


def test_continued_before_a_noun_is_no_verb():
    """ "Offered continued support": the support is offered."""
    arcs = (
        "PROPN Norway 2 nsubj / VERB offer 0 root / VERB continue 2 xcomp Tense=Past|VerbForm=Fin / "
        "NOUN support 3 obj / ADP for 6 case / NOUN nurse 3 obl"
    )
    tree = tree_of(document("Norway offered continued support for nurses", arcs))
    assert [(t.head, t.deprel) for t in tree.tokens[2:]] == [(3, "amod"), (1, "obj"), (5, "case"), (3, "nmod")]


def test_fighting_with_a_preposition_is_a_noun():
    """ "Two died in fighting between rebels": the two who died fought nobody."""
    arcs = (
        "NUM two 2 nsubj / VERB die 0 root / SCONJ in 4 mark / VERB fight 2 advcl Tense=Pres|VerbForm=Part / "
        "ADP between 6 case / NOUN rebel 4 obl"
    )
    tokens = tree_of(document("two died in fighting between rebels", arcs)).tokens
    assert [(t.upos, t.deprel) for t in tokens[2:]] == [
        ("ADP", "case"),
        ("NOUN", "obl"),
        ("ADP", "case"),
        ("NOUN", "nmod"),
    ]
