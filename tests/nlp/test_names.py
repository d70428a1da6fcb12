"""From label scores to names."""

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.nlp.labels import BIO
from onrecord.nlp.names import agreed, best_names


def scored(*rows: str) -> np.ndarray:
    """Scores from "B-PER 4 I-PER 5", all others 0."""
    scores = np.zeros((len(rows), len(BIO)), np.float32)
    for i, row in enumerate(rows):
        cells = row.split()
        for label, score in zip(cells[::2], cells[1::2], strict=True):
            scores[i, BIO.index(label)] = float(score)
    return scores


@given(st.integers(0, 12), st.integers(0, 10**6))
def test_names_are_well_formed(count, seed):
    """Names lie in order, do not overlap and have a type."""
    found = best_names(np.random.default_rng(seed).normal(size=(count, len(BIO))).astype(np.float32) * 3)
    assert all(start < end <= count for start, end, _ in found)
    assert all(a[1] <= b[0] for a, b in pairwise(found))


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6))
def test_the_sequence_is_the_best_one(seed):
    """Against all sequences of three words without a stray I-."""
    scores = np.random.default_rng(seed).normal(size=(3, len(BIO))).astype(np.float32)
    found = best_names(scores)
    labels = ["O"] * 3
    for start, end, kind in found:
        labels[start:end] = [f"B-{kind}", *[f"I-{kind}"] * (end - start - 1)]
    mine = sum(float(scores[i, BIO.index(label)]) for i, label in enumerate(labels))
    ways = [w for w in product(BIO, repeat=3) if all(b[0] != "I" or a[2:] == b[2:] for a, b in pairwise(["O", *w]))]
    best = max(sum(float(scores[i, BIO.index(label)]) for i, label in enumerate(way)) for way in ways)
    assert mine == pytest.approx(best, abs=1e-5)


@pytest.mark.parametrize(
    ("rows", "breaks", "expected", "why"),
    [
        (("B-PER 4 I-PER 5", "I-PER 5"), (0,), [(0, 2, "PER")], "a stray I- opens the name if that is best"),
        (("O 5 I-PER 1", "I-ORG 2 O 1"), (0,), [], "a stray I- is dropped if that is best"),
        (("B-PER 5", "B-PER 5"), (0,), [(0, 1, "PER"), (1, 2, "PER")], "two names side by side"),
        (("B-GPE 5", "I-GPE 5 B-GPE 4"), (0, 1), [(0, 1, "GPE"), (1, 2, "GPE")], "no name crosses a paragraph's end"),
        (("O 1", "O 1"), (0,), [], "nothing there"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_names(rows, breaks, expected, why):
    """The best sequence that is one."""
    assert best_names(scored(*rows), breaks) == expected, why


def test_one_name_has_one_type_throughout():
    """The type of most mentions; the first of equals; letter case does not matter."""
    given = [("Boca", "ORG"), ("Boca", "PER"), ("BOCA", "ORG"), ("Lome", "GPE"), ("Lome", "ORG")]
    assert agreed(given) == ["ORG", "ORG", "ORG", "GPE", "GPE"]


def test_a_bare_surname_is_the_person_of_the_full_name():
    """Only a word that comes once, and only the last word of a full name."""
    assert agreed([("Ada Marsh", "PER"), ("Marsh", "ORG")]) == ["PER", "PER"]
    assert agreed([("Ada Marsh", "PER"), ("Ada", "ORG")]) == ["PER", "ORG"]
    assert agreed([("Ada Marsh", "PER"), ("Marsh", "ORG"), ("Marsh", "ORG")]) == ["PER", "ORG", "ORG"]
    assert agreed([]) == []
