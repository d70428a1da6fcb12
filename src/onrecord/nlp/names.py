"""From label scores to names: the best sequence of BIO labels, and one type for one name throughout a report."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from onrecord.nlp.labels import BIO

_NEVER = -1e9


def _moves() -> np.ndarray:
    """0 where one BIO label may follow another, very low where not."""
    moves = np.zeros((len(BIO), len(BIO)), np.float32)
    for a, before in enumerate(BIO):
        for b, after in enumerate(BIO):
            if after[0] == "I" and before[2:] != after[2:]:
                moves[a, b] = _NEVER
    return moves


_MOVES = _moves()
_ALLOWED = (_MOVES == 0).tolist()
_INSIDE = tuple((BIO.index("B" + label[1:]), n) for n, label in enumerate(BIO) if label[0] == "I")


def best_names(scores: np.ndarray, breaks: Sequence[int] = (0,)) -> list[tuple[int, int, str]]:
    """Names as word ranges with type, from BIO scores [words, labels]: the best sequence without a stray I-.

    breaks: positions at which paragraphs start, 0 first; no name crosses one.
    """
    if not len(scores):
        return []
    labels: list[int] = scores.argmax(1).tolist()
    found: list[tuple[int, int, str]] = []
    for start, end in pairwise([*breaks, len(labels)]):
        here = labels[start:end]
        if any(here):
            # Mostly the best label of each word makes a well-formed sequence, and then there is no better one.
            found.extend(_spans(here if _well_formed(here) else _best(scores[start:end]), start))
    return found


def _well_formed(labels: Sequence[int]) -> bool:
    before = 0
    for label in labels:
        if not _ALLOWED[before][label]:
            return False
        before = label
    return True


def _best(scores: np.ndarray) -> list[int]:
    """Viterbi. All moves are free but those to I-: before it comes the better of B- and I- of its type."""
    rows: list[list[float]] = scores.tolist()
    best = [score if _ALLOWED[0][label] else _NEVER for label, score in enumerate(rows[0])]
    back: list[list[int]] = []
    for row in rows[1:]:
        top = best.index(max(best))
        before = [top] * len(row)
        for begin, inside in _INSIDE:
            before[inside] = begin if best[begin] >= best[inside] else inside
        best = [best[b] + score for b, score in zip(before, row, strict=True)]
        back.append(before)
    labels = [best.index(max(best))]
    for before in reversed(back):
        labels.append(before[labels[-1]])
    return labels[::-1]


def _spans(labels: Sequence[int], offset: int) -> list[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    for i, label in enumerate(labels, start=offset):
        tag = BIO[label]
        if tag[0] == "B":
            found.append((i, i + 1, tag[2:]))
        elif tag[0] == "I":
            start, _, kind = found[-1]
            found[-1] = (start, i + 1, kind)
    return found


def agreed(names: Sequence[tuple[str, str]]) -> list[str]:
    """The types of a report's names, given as (words, type): one name is one thing throughout a report.

    The type that most mentions of the same words have, the first of equals. A word that is the last of a person's
    full name elsewhere in the report, and itself comes once, is that person: a line with a bare surname says little
    of what it is, and the full name says it all.
    """
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for words, kind in names:
        votes[words.casefold()][kind] += 1
    surnames = {words.split()[-1].casefold() for words, kind in names if kind == "PER" and len(words.split()) > 1}
    found = []
    for words, _ in names:
        key = words.casefold()
        best, _ = votes[key].most_common(1)[0]
        alone = key in surnames and votes[key].total() == 1 and best in ("ORG", "LOC", "GPE")
        found.append("PER" if alone else best)
    return found
