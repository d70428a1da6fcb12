"""Trees: what is asked of them twice, and the keys by which layers are remembered."""

from __future__ import annotations

import pytest
from tests.factory import document

from onrecord.extract.tree import Same, beheld, kept, once, tree_of

TREE = "NOUN troops 3 nsubj:pass / AUX be 3 aux:pass / VERB see 0 root / ADV there 3 advmod"


@pytest.fixture
def tree():
    """The tree of one sentence in the passive."""
    return tree_of(document("Troops were seen there", TREE))


def test_a_question_is_asked_once_for_each_word(tree):
    """`once` calls the function once a word and gives the same answer ever after, None too."""
    asked = []

    @once
    def find(tree, i):
        asked.append(i)
        return None if i else tree.word(i)

    assert [find(tree, i) for i in (0, 1, 0, 1)] == ["Troops", None, "Troops", None]
    assert asked == [0, 1]


def test_two_questions_are_kept_apart(tree):
    """Two functions at one word have an answer each."""
    first, second = once(lambda tree, i: "first"), once(lambda tree, i: "second")
    assert (first(tree, 0), second(tree, 0)) == ("first", "second")


@pytest.mark.parametrize(
    ("relations", "found"),
    [
        ((), [0, 1, 3]),
        (("nsubj",), [0]),
        (("nsubj:pass",), [0]),
        (("aux", "advmod"), [1, 3]),
        (("obj", "nsubj:out"), []),
    ],
)
def test_children_are_found_with_and_without_subtype(tree, relations, found):
    """A relation without subtype stands for all its subtypes; one with it only for itself; the list is the caller's."""
    assert tree.below(2, *relations) == found
    tree.below(2, *relations).append(9)
    assert tree.below(2, *relations) == found


def test_the_answer_about_a_layer_is_kept_until_another_is_asked_about():
    """`kept` tells layers apart by identity and keeps the last answer, None too."""
    asked = []
    find = kept(lambda layer: asked.append(layer))
    one, other = tuple(range(3)), tuple(range(3))
    assert [find(layer) for layer in (one, one, other, other, one)] == [None] * 5
    assert asked == [one, other, one]
    assert asked[1] is other


def test_the_answer_about_a_tree_and_a_layer_is_kept_with_the_tree(tree):
    """`beheld` asks anew where the layer is another one, though it be equal."""
    asked = []
    find = beheld(lambda tree, layer: asked.append(layer) or len(asked))
    one, other = tuple(range(3)), tuple(range(3))
    assert [find(tree, layer) for layer in (one, one, other)] == [1, 1, 2]


def test_a_sentence_has_words_as_written_or_as_lemmas(tree):
    """Letter case does not count, and a lemma counts as much as the word."""
    assert tree.sentence_has(0, frozenset({"troops"}))
    assert tree.sentence_has(3, frozenset({"see", "hear"}))
    assert not tree.sentence_has(3, frozenset({"hear"}))


def test_layers_are_told_apart_by_identity():
    """Two equal layers are two keys: comparing thousands of nouns would take longer than what is remembered."""
    layer = tuple(range(3))
    assert Same(layer) == Same(layer)
    assert Same(layer) != Same(tuple(range(3)))
    assert hash(Same(layer)) == hash(Same(layer))
