"""Sentence starts around quotation marks, on scores made by hand."""

from __future__ import annotations

import numpy as np
import pytest

from onrecord.nlp.starts import start_scores

# A bar stands before every word where the model has a sentence start, a tilde where no white space comes before.
CASES = [
    ('He left . " |~If so .', 'He left . |" ~If so .', "an opening mark goes with what it opens"),
    ('It is life . |~" More than two', 'It is life . ~" |More than two', "a closing mark goes with what it closes"),
    ("It failed . ~” Madam Speaker", "It failed . ~” |Madam Speaker", "a full stop hidden by a closing mark"),
    ("“ ~It failed , ~” Smith said", "“ ~It failed , ~” Smith said", "a comma hides nothing"),
    ("the “ ~new ~” Council met", "the “ ~new ~” Council met", "marks around a word end no sentence"),
    ("It failed . ~” he said", "It failed . ~” he said", "a small letter goes on"),
    ('It failed . " |Madam', 'It failed . " |Madam', "a mark that stands apart on both sides: nobody can tell"),
    ("the 90 ~’s . |Then it", "the 90 ~’s . |Then it", "an apostrophe with letters is no mark"),
]


@pytest.mark.parametrize(("given", "wanted", "why"), CASES, ids=[why for *_, why in CASES])
def test_starts(given: str, wanted: str, why: str):
    """A mark belongs to the sentence that it opens or closes."""
    words = [word.lstrip("|~") for word in given.split()]
    spaced = ["~" not in word for word in given.split()]
    scores = np.array([9.0 if word[0] == "|" else -2.0 for word in given.split()], np.float32)
    found = start_scores(scores, words, spaced)
    assert [score > 0 for score in found] == [word[0] == "|" for word in wanted.split()], why
    assert scores.max(initial=-2) in (9, -2), "the scores given are left alone"
