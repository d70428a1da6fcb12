"""Facts laid over a treebank: found by letters, whatever the spaces."""

from train.corpora.example import Example, Fact, Facts
from train.corpora.overlay import with_facts


def example(text: str, tokens: list[tuple[int, int]], facts: Facts | None = None) -> Example:
    """One sentence of a corpus."""
    return Example("x", "ewt", text, tuple(tokens), ((0, len(tokens)),), facts=facts)


def test_facts_find_their_sentence():
    """The same letters with other spaces are the same sentence, and a word is found by where it ends."""
    tree = example("They can't leave.", [(0, 4), (5, 7), (7, 10), (11, 16), (16, 17)])
    facts = example("They ca n't leave .", [(0, 4), (5, 7), (8, 11), (12, 17), (18, 19)], Facts((Fact(3, -2.0),)))
    (found,) = with_facts([tree], [facts])
    assert found.text == tree.text and found.facts == Facts((Fact(3, -2.0),))


def test_facts_without_a_sentence_stay_examples():
    """Nothing is lost: what the treebank lacks comes after it."""
    tree, facts = (
        example("Rain fell.", [(0, 4), (5, 9)]),
        example("Snow fell.", [(0, 4), (5, 9)], Facts((Fact(1, 3.0),))),
    )
    assert list(with_facts([tree], [facts])) == [tree, facts]
