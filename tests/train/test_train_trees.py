"""Exact decoding."""

from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

np = pytest.importorskip("numpy")

from train.labels import BIO  # noqa: E402
from train.trees import best_names, tree  # noqa: E402


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
@given(st.integers(1, 4), st.integers(0, 10**6))
def test_the_tree_is_the_best_one(count, seed):
    """For short sentences, against all trees with one root."""
    scores = np.random.default_rng(seed).normal(size=(count, count)).astype(np.float32)
    heads = tree(scores)
    assert is_tree(heads)
    ways = [w for w in product(range(count), repeat=count) if is_tree(w)]
    best = max(sum(float(scores[i, h]) for i, h in enumerate(way)) for way in ways)
    # The three likeliest roots are tried.
    if count <= 3:
        assert sum(float(scores[i, h]) for i, h in enumerate(heads)) == pytest.approx(best, abs=1e-4)


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 30), st.integers(0, 10**6))
def test_long_sentences_give_trees(count, seed):
    """Whatever the scores, the result is a tree with one root."""
    assert is_tree(tree(np.random.default_rng(seed).normal(size=(count, count)) * 5))


@given(st.integers(0, 12), st.integers(0, 10**6))
def test_names_are_well_formed(count, seed):
    """Names lie in order, do not overlap and have a type."""
    found = best_names(np.random.default_rng(seed).normal(size=(count, len(BIO))).astype(np.float32) * 3)
    assert all(start < end <= count for start, end, _ in found)
    assert all(a[1] <= b[0] for a, b in pairwise(found))


def test_a_stray_inside_label_is_repaired():
    """The best sequence opens the name although I- scores higher at its first word."""
    scores = np.zeros((2, len(BIO)), np.float32)
    scores[0, BIO.index("I-PER")], scores[0, BIO.index("B-PER")], scores[1, BIO.index("I-PER")] = 5, 4, 5
    assert best_names(scores) == [(0, 2, "PER")]
