"""Where sentences start: the model's judgement, put right around quotation marks, which it sees only as marks.

A mark belongs to the sentence that it opens or closes (Universal Dependencies, as GUM and EWT cut them).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

_OPENING, _CLOSING, _EITHER = frozenset("“‘«„"), frozenset("”’»"), frozenset("\"'")
_ENDS = frozenset(".!?…")
# “… .” Then: after a full stop inside closing marks a capital opens a sentence unless the model is sure that it does
# not; there it is unsure far too often, since the mark hides the full stop from it.
_AFTER_QUOTE = 3.0


def start_scores(scores: np.ndarray, words: Sequence[str], spaced: Sequence[bool]) -> np.ndarray:
    """The scores (above 0: a sentence starts here), moved to where the marks allow a start.

    scores: [words]; spaced: whether white space comes before each word.
    """
    found = scores.copy()
    for i, word in enumerate(words):
        if word[0] not in _OPENING and word[0] not in _CLOSING and word[0] not in _EITHER:
            continue
        way = _way(i, words, spaced)
        if way > 0 and i + 1 < len(words) and found[i + 1] > 0:
            found[i], found[i + 1] = max(found[i], found[i + 1]), -1
        elif way < 0 and i + 1 < len(words):
            if i and words[i - 1][-1] in _ENDS and words[i + 1][0].isupper():
                found[i + 1] += _AFTER_QUOTE
            if found[i] > 0:
                found[i], found[i + 1] = -1, max(found[i], found[i + 1])
    return found


def _way(i: int, words: Sequence[str], spaced: Sequence[bool]) -> int:
    """1: the word is a mark that opens a quotation, -1: one that closes it, 0: neither, or nobody can tell."""
    word = words[i]
    if len(word) > 2 or any(c.isalnum() for c in word):
        return 0
    before, after = spaced[i], i + 1 == len(words) or spaced[i + 1]
    if word[0] in _OPENING:
        return 1
    if word[0] in _CLOSING:
        return -1
    return 1 if before and not after else -1 if after and not before else 0
