"""Arcs that a lexicon or the guidelines know better than the reader."""

from __future__ import annotations

import pytest

from factory import document
from onrecord.extract.tree import tree_of

CASES = [
    (
        "unions called off the strike",
        "NOUN union 2 nsubj / VERB call 0 root / ADP off 5 case / DET the 5 det / NOUN strike 2 obl",
        {"off": ("called", "compound:prt"), "strike": ("called", "obj")},
        "a particle of a verb that the tables list is no preposition",
    ),
    (
        "rebels walked out of the talks",
        "NOUN rebel 2 nsubj / VERB walk 0 root / ADP out 6 case / ADP of 6 case / DET the 6 det / NOUN talk 2 obl",
        {"out": ("walked", "compound:prt"), "talks": ("walked", "obl")},
        "with another preposition the nominal stays oblique",
    ),
    (
        "ships sailed off the coast",
        "NOUN ship 2 nsubj / VERB sail 0 root / ADP off 5 case / DET the 5 det / NOUN coast 2 obl",
        {"off": ("coast", "case"), "coast": ("sailed", "obl")},
        "a verb that the tables do not list with the particle keeps its preposition",
    ),
    (
        "Norway will meet Ann Lee",
        "PROPN Norway 3 nsubj / AUX will 3 aux / VERB meet 0 root / PROPN Ann 3 nsubj / PROPN Lee 4 flat",
        {"Ann": ("meet", "obj")},
        "a verb has one subject: a second one behind it is its object",
    ),
    (
        "rebels said Chad must disarm",
        "NOUN rebel 2 nsubj / VERB say 0 root / PROPN Chad 2 nsubj / AUX must 5 aux / VERB disarm 2 ccomp",
        {"Chad": ("disarm", "nsubj")},
        "a second subject before a clause without one is that clause's",
    ),
    (
        "Norway met Ann Lee Monday",
        "PROPN Norway 2 nsubj / VERB meet 0 root / PROPN Ann 2 obl / PROPN Lee 3 flat / PROPN Monday 2 obl",
        {"Ann": ("met", "obj"), "Monday": ("met", "obl")},
        "a name right after the verb without preposition is its object; a day is not",
    ),
    (
        "Norway met Monday",
        "PROPN Norway 2 nsubj / VERB meet 0 root / PROPN Monday 2 obl",
        {"Monday": ("met", "obl")},
        "a day right after the verb is still no object",
    ),
    (
        "Chad rejected Norway 's demand",
        "PROPN Chad 2 nsubj / VERB reject 0 root / PROPN Norway 2 obj / PART 's 3 case / NOUN demand 2 obj",
        {"Norway": ("demand", "nmod:poss")},
        "a nominal with a possessive mark owns the noun after it",
    ),
    (
        "miners stopped work",
        "NOUN miner 2 nsubj / VERB stop 0 root / NOUN work 2 xcomp",
        {"work": ("stopped", "obj")},
        "only linking verbs have a bare nominal as predicate",
    ),
    (
        "Lee became president",
        "PROPN Lee 2 nsubj / VERB become 0 root / NOUN president 2 xcomp",
        {"president": ("became", "xcomp")},
        "a linking verb keeps its predicate",
    ),
    (
        "Norway demanded that Chad disarm",
        "PROPN Norway 2 nsubj / VERB demand 0 root / SCONJ that 5 mark / PROPN Chad 5 nsubj / VERB disarm 2 xcomp",
        {"disarm": ("demanded", "ccomp")},
        "a complement with a subject of its own is not open",
    ),
    (
        "Chad allowed up to 13 refugees",
        "PROPN Chad 2 nsubj / VERB allow 0 root / ADP up 2 compound:prt / ADP to 5 case / NUM 13 6 nummod / "
        "NOUN refugee 2 obj",
        {"up": ("13", "advmod")},
        "the up of a number belongs to no verb",
    ),
]


@pytest.mark.parametrize(("words", "arcs", "expected", "why"), CASES, ids=[c[3] for c in CASES])
def test_mended(words: str, arcs: str, expected: dict[str, tuple[str, str]], why: str):
    """The view that the rules walk has the mended arcs; the document keeps what the reader read."""
    made = document(words, arcs)
    tree = tree_of(made)
    for i in range(len(tree.tokens)):
        if tree.word(i) in expected:
            head, deprel = expected[tree.word(i)]
            assert (tree.word(tree.tokens[i].head), tree.tokens[i].deprel) == (head, deprel), why
    assert made == document(words, arcs)


def test_a_tree_stays_a_tree():
    """An owner is not hung below a noun that hangs on the owner itself."""
    arcs = "PROPN Norway 0 root / PART 's 1 case / NOUN demand 1 nmod".replace("root", "nsubj")
    tree = tree_of(document("Norway 's demand", arcs))
    assert [t.head for t in tree.tokens] == [-1, 0, 0]
