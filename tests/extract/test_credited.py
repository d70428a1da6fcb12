"""The reader's linked attributions as claims: whose words they are, and how far they go."""

from __future__ import annotations

from factory import document
from onrecord.extract.credited import credited
from onrecord.extract.tree import Tree, tree_of
from onrecord.model import Credit

MET = (
    "PROPN Lee 2 nsubj / VERB meet 0 root / ADP with 5 case / DET the 5 det / NOUN envoy 2 obl / PART to 7 mark / "
    "VERB voice 2 advcl VerbForm=Inf / NOUN concern 7 obj"
)
WISH = (
    "PRON she 2 nsubj / VERB voice 0 root / DET a 4 det / NOUN wish 2 obj / PART to 6 mark / "
    "VERB widen 4 acl VerbForm=Inf / CCONJ and 8 cc / VERB deepen 6 conj VerbForm=Inf / DET the 10 det / "
    "NOUN canal 8 obj"
)


def source(tree: Tree, credit: Credit) -> list[str]:
    """The words of the claim's source."""
    claim = credited(tree, credit, ())
    assert claim is not None
    return [tree.word(i) for i in claim.source]


def test_who_meets_somebody_speaks():
    """The reader takes the words right before an infinitive for its source; whoever is met says nothing there."""
    credit = Credit((6,), (3, 4), (7,), 0.9)
    tree = tree_of(document("Lee met with the envoys to voice concern", MET))
    assert source(tree, credit) == ["Lee"]


def test_who_is_sent_speaks():
    """An envoy whom somebody sends voices the concern himself."""
    arcs = MET.replace("ADP with 5 case", "ADV then 2 advmod").replace("envoy 2 obl", "envoy 2 obj")
    tree = tree_of(document("Lee sent then the envoys to voice concern", arcs.replace("meet", "send")))
    assert source(tree, Credit((6,), (3, 4), (7,), 0.9)) == ["the", "envoys"]


def test_a_content_goes_on_over_a_row():
    """Two verbs with one object are one content, though the reader broke it off between them."""
    tree = tree_of(document("she voiced a wish to widen and deepen the canal", WISH))
    claim = credited(tree, Credit((1,), (0,), (2, 3, 4, 5), 0.9), ())
    assert claim is not None and [tree.word(i) for i in claim.content][-1] == "canal"


def test_a_content_ends_where_a_verb_has_its_own_object():
    """What is joined to a verb that has an object may be another content."""
    arcs = WISH.replace("CCONJ and 8 cc", "PRON it 6 obj")
    tree = tree_of(document("she voiced a wish to widen it deepen the canal", arcs))
    claim = credited(tree, Credit((1,), (0,), (2, 3, 4, 5), 0.9), ())
    assert claim is not None and [tree.word(i) for i in claim.content][-1] == "widen"
