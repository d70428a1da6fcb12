"""From arc scores to trees: exact decoding in numpy."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

_NEVER = -1e9
# Roots that are tried one by one; mostly the first is proved to be the best.
_TRIES = 5


def tree(scores: np.ndarray) -> list[int]:
    """The best tree with one root. scores: [words, words], dependents by heads, the root score on the diagonal.

    Gives each word's head, its own position at the root. Every choice is made by score, ties by position.
    """
    greedy: list[int] = scores.argmax(1).tolist()
    if is_tree(greedy):
        return greedy
    work = scores.astype(np.float64)
    roots = work.diagonal().copy()
    np.fill_diagonal(work, _NEVER)
    # No tree under a root scores more than if every other word hung on its best head.
    gains = work.max(1)
    bounds = roots - gains + gains.sum()
    best, most = greedy, float("-inf")
    order = np.argsort(-bounds, kind="stable")
    for root in order[:_TRIES].tolist():
        if bounds[root] <= most:
            return best
        heads = _rooted(work, root)
        value = roots[root] + work[np.arange(len(heads)), heads].sum() - work[root, root]
        if value > most:
            best, most = heads, value
    return best if len(order) <= _TRIES or bounds[order[_TRIES]] <= most else _one_root(work, roots)


def is_tree(heads: Sequence[int]) -> bool:
    """Whether exactly one word is its own head and every word reaches it."""
    return sum(head == i for i, head in enumerate(heads)) == 1 and not _cycle(heads)


def _rooted(work: np.ndarray, root: int) -> list[int]:
    """The best tree under a given root. work: arc scores without those of roots."""
    own = work.copy()
    own[root] = _NEVER
    return _edmonds(own, root)


def _one_root(work: np.ndarray, roots: np.ndarray) -> list[int]:
    """The best tree under whatever root: slower, but only once.

    A root stands above the words, and to hang on it costs more than all arcs together can gain, so exactly one word
    does (Zmigrod, Vieira and Cotterell 2020, "Please mind the root").
    """
    count = len(work)
    scores = np.full((count + 1, count + 1), _NEVER)
    scores[:-1, :-1] = work
    inside = work[work > _NEVER]
    scores[:-1, -1] = roots - (max(inside.max(), roots.max()) - min(inside.min(), roots.min()) + 1) * (count + 1)
    return [i if head == count else head for i, head in enumerate(_edmonds(scores, count)[:-1])]


def _edmonds(scores: np.ndarray, root: int) -> list[int]:
    heads = [int(head) for head in np.argmax(scores, axis=1)]
    heads[root] = root
    cycle = _cycle(heads)
    if not cycle:
        return heads
    inside = np.zeros(len(scores), bool)
    inside[cycle] = True
    rest = np.flatnonzero(~inside)
    members = np.array(cycle)
    own = scores[members, np.array(heads)[members]]
    # What it costs to break into the cycle at each member, and the best way out of it.
    enter = scores[members][:, rest] - own[:, None]
    leave = scores[rest][:, members]
    size = len(rest) + 1
    small = np.full((size, size), _NEVER)
    small[:-1, :-1] = scores[np.ix_(rest, rest)]
    small[-1, :-1], small[:-1, -1] = enter.max(0), leave.max(1)
    found = _edmonds(small, int(np.flatnonzero(rest == root)[0]))
    for i, head in enumerate(found[:-1]):
        word = int(rest[i])
        if word != root:
            heads[word] = int(members[leave[i].argmax()]) if head == size - 1 else int(rest[head])
    broken = int(members[enter[:, found[-1]].argmax()])
    heads[broken] = int(rest[found[-1]])
    return heads


def _cycle(heads: Sequence[int]) -> list[int]:
    """Some cycle of more than one word, empty if there is none."""
    state = [0] * len(heads)
    for start in range(len(heads)):
        path, i = [], start
        while state[i] == 0:
            state[i] = 1
            path.append(i)
            i = heads[i]
        if state[i] == 1 and heads[i] != i:
            return path[path.index(i) :]
        for place in path:
            state[place] = 2
    return []
