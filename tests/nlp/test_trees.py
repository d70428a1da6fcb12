"""Trees are decoded exactly."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.nlp.trees import _one_root, tree
from onrecord.nlp.trees import is_tree as package_says


def is_tree(heads) -> bool:
    """One root, and every word reaches it."""
    if sum(head == i for i, head in enumerate(heads)) != 1:
        return False
    for start in range(len(heads)):
        i, steps = start, 0
        while heads[i] != i:
            i, steps = heads[i], steps + 1
            if steps > len(heads):
                return False
    return True


@settings(max_examples=150, deadline=None)
@given(st.integers(1, 5), st.integers(0, 10**6))
def test_the_tree_is_the_best_one(count, seed):
    """For short sentences, against all trees with one root."""
    scores = np.random.default_rng(seed).normal(size=(count, count)).astype(np.float32)
    heads = tree(scores)
    assert is_tree(heads)
    ways = [w for w in product(range(count), repeat=count) if is_tree(w)]
    assert ways == [w for w in product(range(count), repeat=count) if package_says(w)]
    best = max(sum(float(scores[i, h]) for i, h in enumerate(way)) for way in ways)
    assert sum(float(scores[i, h]) for i, h in enumerate(heads)) == pytest.approx(best, abs=1e-4)


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 30), st.integers(0, 10**6))
def test_long_sentences_give_trees(count, seed):
    """Whatever the scores, the result is a tree with one root."""
    assert is_tree(tree(np.random.default_rng(seed).normal(size=(count, count)) * 5))


@settings(max_examples=100, deadline=None)
@given(st.integers(2, 14), st.integers(0, 10**6))
def test_both_ways_to_the_best_tree_agree(count, seed):
    """Roots tried one by one, and one root above all words, give trees of the same score."""
    scores = np.random.default_rng(seed).normal(size=(count, count))
    roots, work = scores.diagonal().copy(), scores.copy()
    np.fill_diagonal(work, -1e9)
    one, other = tree(scores), _one_root(work, roots)
    assert is_tree(one) and is_tree(other)
    assert np.isclose(*(sum(scores[i, head] for i, head in enumerate(heads)) for heads in (one, other)))


def test_the_second_best_root_gives_way():
    """Two words want to be roots: the tree with one root that scores most wins, not the greatest root score."""
    scores = np.array([[5.0, 0.0], [4.0, 6.0]])
    assert tree(scores) == [0, 0]


def test_a_circle_is_broken_where_it_costs_least():
    """Two words that each want the other: one of them hangs on the third."""
    scores = np.array([[-9.0, 5.0, 1.0], [5.0, -9.0, 4.0], [0.0, 0.0, 9.0]])
    assert tree(scores) == [1, 2, 2]
