"""Events, standing and records of trees that no parser should make: nothing breaks, every span lies in the text."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.extract.events import find_events
from onrecord.extract.factuality import find_factuality
from onrecord.extract.tree import tree_of
from onrecord.model import Attribution, Document, Kind, Quantity, Report, Span, Timex, TimexType, Token, Toponym
from onrecord.record.build import build_records

WORDS = (
    "Norway said rebels not will attack give to sanctions Chad if talks who carried out which no 12 the 's up off call"
).split()
UPOS = ["VERB", "NOUN", "PROPN", "AUX", "ADP", "PRON", "ADJ", "SCONJ", "PART", "DET", "NUM", "PUNCT", "ADV"]
RELATIONS = (
    "nsubj nsubj:pass obj iobj obl obl:agent nmod nmod:poss xcomp ccomp advcl acl acl:relcl conj cc mark case aux "
    "aux:pass cop advmod det amod compound compound:prt flat appos parataxis punct dep root expl csubj nummod"
).split()
MORPH = ["", "VerbForm=Inf", "Tense=Past|VerbForm=Fin", "Tense=Past|VerbForm=Part", "Tense=Pres|VerbForm=Part"]


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """A sentence of random words with a random tree (each head is drawn among the earlier words, then shuffled)."""
    size = draw(st.integers(1, 14))
    words = draw(st.lists(st.sampled_from(WORDS), min_size=size, max_size=size))
    order = draw(st.permutations(range(size)))
    heads = {order[0]: -1, **{order[n]: order[draw(st.integers(0, n - 1))] for n in range(1, size)}}
    tokens, at = [], 0
    for i, word in enumerate(words):
        upos, deprel = draw(st.sampled_from(UPOS)), draw(st.sampled_from(RELATIONS))
        tokens.append(Token(Span(at, at + len(word)), upos, word, heads[i], deprel, draw(st.sampled_from(MORPH)), 0))
        at += len(word) + 1
    text = " ".join(words)
    return Document(Report(text), sentences=(Span(0, len(text)),), tokens=tuple(tokens))


def layered(document: Document, draw: st.DataObject) -> Document:
    """With a timex, a toponym, a quantity and an attribution over random tokens."""
    spans = st.sampled_from([t.span for t in document.tokens])
    first, second, third = (draw.draw(spans) for _ in range(3))
    noun = draw.draw(st.integers(0, len(document.tokens) - 1))
    return replace(
        document,
        timexes=(
            Timex(
                first, draw.draw(st.sampled_from(TimexType)), draw.draw(st.sampled_from(["2022-05-01", "P3D", None]))
            ),
        ),
        toponyms=(Toponym(second, "Chad", None, 0.5),),
        quantities=(Quantity(third, 12.0, "rebel", "exact", noun),),
        attributions=(Attribution((first,), (second,), (Span(0, len(document.text)),), Kind.DIRECT),),
    )


@settings(max_examples=300, deadline=None)
@given(documents())
def test_a_mended_tree_is_a_tree(document: Document):
    """Whatever arcs are repaired, every token still hangs below one root."""
    tree = tree_of(document)
    for i in range(len(tree.tokens)):
        at, steps = i, 0
        while tree.tokens[at].head >= 0:
            at, steps = tree.tokens[at].head, steps + 1
            assert steps <= len(tree.tokens)


@settings(max_examples=150, deadline=None)
@given(documents(), st.data())
def test_any_tree(document: Document, data: st.DataObject):
    """Events come in text order, participants and records point into the text, and evidence is what stands there."""
    found = build_records(find_factuality(find_events(layered(document, data))))
    size = len(document.text)
    triggers = [e.trigger for e in found.events]
    assert triggers == sorted(triggers)
    assert all(p.span.end <= size for e in found.events for p in e.participants)
    assert all(w.end <= size for f in found.factuality for w in f.words)
    assert all(r.trigger.text == r.trigger.span.of(document.text) for r in found.records)
    assert len({r.id for r in found.records}) == len(found.records)


@settings(max_examples=100, deadline=None)
@given(documents())
def test_without_other_layers(document: Document):
    """Nothing but tokens is needed, and the same document gives the same records again."""
    once = build_records(find_factuality(find_events(document)))
    assert once == build_records(find_factuality(find_events(document)))
