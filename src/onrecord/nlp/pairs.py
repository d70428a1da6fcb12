"""Heads that judge two words: attributions, predicates with their arguments, antecedents, relations to the head.

The forward pass gives a "near" and a "far" projection of every word; the label scores of a pair are
`out(relu(near[i] + far[j]))`. Only the pairs that matter are scored, all of a window in one go.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from onrecord.model import Act, Argument, Credit, Frame, Link
from onrecord.nlp.labels import ACT_PARTS, ACT_TYPES, CREDIT_PARTS, CUES, ROLES, STATUSES
from onrecord.nlp.tokens import Bounds
from onrecord.nlp.windows import Pass

_B, _I = CUES.index("B"), CUES.index("I")
_SOURCE, _CONTENT = CREDIT_PARTS.index("source"), CREDIT_PARTS.index("content")
# Rows multiplied at once: so small that the library stays on one thread and every row is rounded alike.
_BLOCK = 32
# Labels of acts that are less likely than this are not given out; words as surely without a type have no sides.
_LEAST, _UNTYPED = 0.1, 0.9
# Nor are more than so many of one word.
_MOST = 3


@dataclass(frozen=True, slots=True)
class Pair:
    """The last matrix of a pair head. weight: [labels, width]; bias: [labels]."""

    weight: np.ndarray
    bias: np.ndarray

    def score(self, near: np.ndarray, far: np.ndarray) -> np.ndarray:
        """Label scores for projected words that can be broadcast against each other."""
        shape = np.broadcast_shapes(near.shape, far.shape)
        count, width = int(np.prod(shape[:-1])), shape[-1]
        hidden = np.empty((-(-count // _BLOCK), _BLOCK, width), np.float32)
        hidden.reshape(-1, width)[count:] = 0
        filled = hidden.reshape(-1, width)[:count].reshape(shape)
        np.add(near, far, out=filled)
        np.maximum(filled, 0, out=filled)
        scores: np.ndarray = (hidden @ self.weight.T).reshape(-1, len(self.bias))[:count] + self.bias
        return scores.reshape(*shape[:-1], len(self.bias))


def softmax(scores: np.ndarray) -> np.ndarray:
    """Probabilities along the last axis."""
    raised = np.exp(scores - scores.max(-1, keepdims=True))
    found: np.ndarray = raised / raised.sum(-1, keepdims=True)
    return found


def sigmoid(scores: np.ndarray) -> np.ndarray:
    """Probabilities of yes."""
    found: np.ndarray = 1 / (1 + np.exp(-scores.clip(-60, 60)))
    return found


def credits_of(seen: Pass, own: Bounds, sentences: Sequence[Bounds], pair: Pair, least: float) -> list[Credit]:
    """The attributions whose cue starts in `own`, with a probability of at least `least`, and that credit something."""
    chances = softmax(seen.out["cues"])
    inside = chances[own[0] - seen.start : own[1] - seen.start, _B]
    anchors = np.flatnonzero(inside >= least) + (own[0] - seen.start)
    if not len(anchors):
        return []
    labels = chances.argmax(1).tolist()
    parts = softmax(pair.score(seen.out["credit_near"][None], seen.out["credit_far"][anchors][:, None]))
    best = parts.argmax(2)
    held = best == _CONTENT
    sizes = held.sum(1)
    sure = (parts[:, :, _CONTENT] * held).sum(1) / np.maximum(sizes, 1)
    scores = np.sqrt(chances[anchors, _B] * sure).tolist()
    contents, sources = _rows(held, seen.start), _rows(best == _SOURCE, seen.start)
    ends = _ends(anchors.tolist(), sentences, seen)
    return [
        Credit(_cue(labels, i, ends[n], seen.start), sources.get(n, ()), contents[n], scores[n])
        for n, i in enumerate(anchors.tolist())
        if n in contents
    ]


def _rows(marks: np.ndarray, offset: int) -> dict[int, tuple[int, ...]]:
    """The columns that are marked in each row, if any are."""
    columns = (np.nonzero(marks)[1] + offset).tolist()
    found, at = {}, 0
    for row, count in enumerate(marks.sum(1).tolist()):
        if count:
            found[row] = tuple(columns[at : at + count])
            at += count
    return found


def _ends(places: Sequence[int], sentences: Sequence[Bounds], seen: Pass) -> list[int]:
    """Where the sentence of each place ends, as far as the window goes. Both count from the window's start."""
    found, n = [], 0
    for place in places:
        while sentences[n][1] <= place + seen.start:
            n += 1
        found.append(min(sentences[n][1], seen.end) - seen.start)
    return found


def _cue(labels: Sequence[int], first: int, end: int, offset: int) -> tuple[int, ...]:
    """The cue's first word and what continues it in the sentence before the next cue."""
    found = [first + offset]
    for i in range(first + 1, end):
        if labels[i] == _B:
            break
        if labels[i] == _I:
            found.append(i + offset)
    return tuple(found)


def frames_of(seen: Pass, numbers: np.ndarray, pair: Pair) -> list[Frame]:
    """The predicates of some sentences with their arguments, which stand in the same sentence.

    numbers: which sentence each word of the window is in, below 0 where it is in none of them.
    """
    chances = seen.out["predicates"][:, 0]
    predicates = np.flatnonzero((chances > 0) & (numbers >= 0))
    if not len(predicates):
        return []
    apart = numbers[predicates][:, None] == numbers[None]
    apart[np.arange(len(predicates)), predicates] = False
    rows, words = np.nonzero(apart)
    scores = pair.score(seen.out["role_near"][words], seen.out["role_far"][predicates[rows]])
    roles = scores.argmax(1)
    held = np.flatnonzero(roles)
    found: list[list[Argument]] = [[] for _ in predicates]
    if len(held):
        sure = softmax(scores[held]).max(1).tolist()
        places = (words[held] + seen.start).tolist()
        for row, role, place, score in zip(rows[held].tolist(), roles[held].tolist(), places, sure, strict=True):
            found[row].append(Argument(ROLES[role], place, score))
    at, sure = (predicates + seen.start).tolist(), sigmoid(chances[predicates]).tolist()
    return [Frame(i, score, tuple(arguments)) for i, score, arguments in zip(at, sure, found, strict=True)]


def acts_of(seen: Pass, own: Bounds, words: Sequence[int], numbers: np.ndarray, pair: Pair) -> list[Act]:
    """What the reader takes each of `words` for, if it is in `own`; sides are looked for in the word's sentence.

    numbers: which sentence each word of the window is in.
    """
    at = np.array([i - seen.start for i in words if own[0] <= i < own[1]], dtype=int)
    if not len(at):
        return []
    judged = seen.out["acts"][at]
    types, statuses = softmax(judged[:, : len(ACT_TYPES)]), softmax(judged[:, len(ACT_TYPES) :])
    sides = _sides(seen, at[types[:, 0] < _UNTYPED], numbers, pair)
    likely = zip(at.tolist(), _likely(ACT_TYPES, types), _likely(STATUSES, statuses), strict=True)
    return [Act(i + seen.start, kinds, standings, *sides.get(i, ((), ()))) for i, kinds, standings in likely]


def _likely(names: Sequence[str], chances: np.ndarray) -> list[tuple[tuple[str, float], ...]]:
    """The labels of each row that are worth a thought, likeliest first."""
    order = np.argsort(-chances, axis=1, kind="stable")[:, :_MOST]
    sure = np.take_along_axis(chances, order, 1).astype(float).round(4)
    counts = (sure >= _LEAST).sum(1).tolist()
    return [
        tuple(zip([names[n] for n in row[:count]], values, strict=False))
        for row, values, count in zip(order.tolist(), sure.tolist(), counts, strict=True)
    ]


Sides = tuple[tuple[tuple[int, float], ...], tuple[tuple[int, float], ...]]


def _sides(seen: Pass, anchors: np.ndarray, numbers: np.ndarray, pair: Pair) -> dict[int, Sides]:
    """The likely actors and recipients of each anchor, as positions in the text with probabilities."""
    if not len(anchors):
        return {}
    together = numbers[anchors][:, None] == numbers[None]
    together[np.arange(len(anchors)), anchors] = False
    rows, words = np.nonzero(together)
    chances = softmax(pair.score(seen.out["act_near"][words], seen.out["act_far"][anchors[rows]]))
    names = anchors.tolist()
    found: dict[int, tuple[list[tuple[int, float]], list[tuple[int, float]]]] = {i: ([], []) for i in names}
    for side, part in enumerate(("actor", "recipient")):
        column = chances[:, ACT_PARTS.index(part)]
        for place in np.flatnonzero(column >= _LEAST).tolist():
            pair_of = int(words[place]) + seen.start, round(float(column[place]), 4)
            found[names[rows[place]]][side].append(pair_of)
    return {i: (tuple(actors), tuple(recipients)) for i, (actors, recipients) in found.items()}


def links_of(seen: Pass, own: Bounds, pair: Pair) -> list[Link]:
    """For each mention's head word in `own` the likeliest antecedent among those before it in the window, or none."""
    heads = np.flatnonzero(seen.out["mentions"][:, 0] > 0)
    anchors = heads[(heads >= own[0] - seen.start) & (heads < own[1] - seen.start)]
    if not len(anchors):
        return []
    near, far = seen.out["antecedent_near"][heads], seen.out["antecedent_far"][anchors]
    scores = pair.score(near[None], far[:, None])[..., 0]
    scores[heads[None] >= anchors[:, None]] = -np.inf
    # "None" scores 0.
    chances = softmax(np.concatenate([scores, np.zeros((len(anchors), 1), np.float32)], 1))
    best = chances.argmax(1)
    sure = chances[np.arange(len(anchors)), best].tolist()
    places = (heads + seen.start).tolist()
    return [
        Link(i, places[n] if n < len(places) else None, score)
        for i, n, score in zip((anchors + seen.start).tolist(), best.tolist(), sure, strict=True)
    ]
