"""ClearNLP trees become Universal Dependencies."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.nlp.universal import Arc, to_universal

LABELS = st.sampled_from(
    "nsubj dobj prep pobj pcomp attr acomp aux auxpass cc conj punct compound agent dative relcl advcl ROOT".split()
)
TAGS = st.sampled_from("NOUN PROPN VERB AUX ADP PUNCT CCONJ PART ADJ".split())


def rewritten(rows: str) -> list[tuple[str, int, str]]:
    """Rows "word upos lemma head deprel" with 1-based heads, 0 at the root -> (word, head, deprel) likewise."""
    cells = [r.split() for r in rows.strip().splitlines()]
    arcs = [Arc(u, le, int(h) - 1 if int(h) else i, d, d2 == "P") for i, (_, u, le, h, d, d2) in enumerate(cells)]
    return [
        (c[0], 0 if a.head == i else a.head + 1, a.deprel)
        for i, (c, a) in enumerate(zip(cells, to_universal(arcs), strict=True))
    ]


def test_a_preposition_marks_the_case_of_its_noun():
    """ "sent arms to Kyiv": Kyiv is the oblique, "to" its case mark."""
    got = rewritten("sent VERB send 0 ROOT -\narms NOUN arm 1 dobj -\nto ADP to 1 prep -\nKyiv PROPN Kyiv 3 pobj -")
    assert got == [("sent", 0, "root"), ("arms", 1, "obj"), ("to", 4, "case"), ("Kyiv", 1, "obl")]


def test_stacked_prepositions_share_their_noun():
    """ "from behind lines": both prepositions mark the one noun."""
    got = rewritten(
        "came VERB come 0 ROOT -\nfrom ADP from 1 prep -\nbehind ADP behind 2 prep -\nlines NOUN line 3 pobj -"
    )
    assert got == [("came", 0, "root"), ("from", 4, "case"), ("behind", 4, "case"), ("lines", 1, "obl")]


def test_a_copula_leaves_the_head_to_the_predicate():
    """ "He is ready": ready heads, "is" is its copula."""
    got = rewritten("He PRON he 2 nsubj -\nis AUX be 0 ROOT -\nready ADJ ready 2 acomp -")
    assert got == [("He", 3, "nsubj"), ("is", 3, "cop"), ("ready", 0, "root")]


def test_existential_there_keeps_its_verb():
    """ "There is doubt": "is" stays the head, doubt its subject."""
    got = rewritten("There PRON there 2 expl -\nis AUX be 0 ROOT -\ndoubt NOUN doubt 2 attr -")
    assert got == [("There", 2, "expl"), ("is", 0, "root"), ("doubt", 2, "nsubj")]


def test_personal_names_are_flat():
    """First name heads, family name is flat."""
    got = rewritten("Ann PROPN Ann 2 compound P\nLee PROPN Lee 3 nsubj P\nleft VERB leave 0 ROOT -")
    assert got == [("Ann", 3, "nsubj"), ("Lee", 1, "flat"), ("left", 0, "root")]


def test_coordination_hangs_on_its_first_member():
    """ "tanks, guns and shells": a chain becomes a bush, "and" goes with the last."""
    got = rewritten(
        "tanks NOUN tank 0 ROOT -\n, PUNCT , 1 punct -\nguns NOUN gun 1 conj -\n"
        "and CCONJ and 3 cc -\nshells NOUN shell 3 conj -"
    )
    assert got == [
        ("tanks", 0, "root"),
        (",", 3, "punct"),
        ("guns", 1, "conj"),
        ("and", 5, "cc"),
        ("shells", 1, "conj"),
    ]


def test_the_infinitive_marker_is_a_mark():
    """ "wants to leave": "to" marks the clause."""
    got = rewritten("wants VERB want 0 ROOT -\nto PART to 3 aux -\nleave VERB leave 1 xcomp -")
    assert got == [("wants", 0, "root"), ("to", 3, "mark"), ("leave", 1, "xcomp")]


def test_a_mark_with_words_of_its_own_is_left_alone():
    """A parser in doubt may hang words on a comma; the tree must not become a circle."""
    rows = "a NOUN a 0 ROOT -\nb NOUN b 3 nsubj -\n, PUNCT , 1 punct -\nc NOUN c 2 nsubj -"
    assert rewritten(rows) == [("a", 0, "root"), ("b", 3, "nsubj"), (",", 1, "punct"), ("c", 2, "nsubj")]


@st.composite
def trees(draw: st.DrawFn) -> list[Arc]:
    """A random tree with random labels, as a parser in doubt might give it."""
    size = draw(st.integers(1, 12))
    order = draw(st.permutations(range(size)))
    heads = {order[0]: order[0]}
    for n in range(1, size):
        heads[order[n]] = order[draw(st.integers(0, n - 1))]
    lemma = st.sampled_from(["be", "there", "x"])
    return [
        Arc(draw(TAGS), draw(lemma), heads[i], "ROOT" if heads[i] == i else draw(LABELS), draw(st.booleans()))
        for i in range(size)
    ]


@given(trees())
def test_a_tree_stays_a_tree(arcs: list[Arc]):
    """Whatever labels the parser gives, there is one root, every word reaches it, and no old label is left."""
    done = to_universal(arcs)
    assert sum(a.head == i for i, a in enumerate(done)) == 1
    for i in range(len(done)):
        at, steps = i, 0
        while done[at].head != at:
            at, steps = done[at].head, steps + 1
            assert steps <= len(done)
    assert not {a.deprel for a in done} & {"prep", "pobj", "pcomp", "dobj", "attr", "acomp", "agent", "ROOT"}
