"""From arc scores to trees, and from label scores to names: exact decoding in numpy."""

from __future__ import annotations

import numpy as np

from train.labels import BIO

_NEVER = -1e9


def tree(scores: np.ndarray) -> list[int]:
    """The best tree with one root. scores: [words, words], dependents by heads, the root score on the diagonal.

    Gives each word's head, its own position at the root. Every choice is made by score, ties by position.
    """
    greedy = [int(head) for head in np.argmax(scores, axis=1)]
    if sum(head == i for i, head in enumerate(greedy)) == 1 and not _cycle(greedy):
        return greedy
    # One root: try the likeliest few, keep the best tree.
    roots = np.argsort(-np.diag(scores), kind="stable")[:3]
    best, most = greedy, float("-inf")
    for root in roots:
        heads = _arborescence(scores, int(root))
        value = float(sum(scores[i, head] for i, head in enumerate(heads)))
        if value > most:
            best, most = heads, value
    return best


def _arborescence(scores: np.ndarray, root: int) -> list[int]:
    """The best tree under a given root (Chu, Liu and Edmonds)."""
    work = scores.astype(np.float64).copy()
    np.fill_diagonal(work, _NEVER)
    work[root] = _NEVER
    heads = _edmonds(work, root)
    heads[root] = root
    return heads


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


def _cycle(heads: list[int]) -> list[int]:
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


def _moves() -> np.ndarray:
    """0 where one BIO label may follow another, very low where not."""
    moves = np.zeros((len(BIO), len(BIO)), np.float32)
    for a, before in enumerate(BIO):
        for b, after in enumerate(BIO):
            if after[0] == "I" and before[2:] != after[2:]:
                moves[a, b] = _NEVER
    return moves


_MOVES = _moves()


def best_names(scores: np.ndarray) -> list[tuple[int, int, str]]:
    """Names as token ranges with type, from BIO scores [words, labels]: the best sequence without a stray I-."""
    if not len(scores):
        return []
    best = scores[0] + np.where([label[0] == "I" for label in BIO], np.float32(_NEVER), np.float32(0))
    back = np.zeros(scores.shape, np.int64)
    for i in range(1, len(scores)):
        ways = best[:, None] + _MOVES
        back[i] = ways.argmax(0)
        best = ways.max(0) + scores[i]
    labels = [int(best.argmax())]
    for i in range(len(scores) - 1, 0, -1):
        labels.append(int(back[i, labels[-1]]))
    return _spans([BIO[label] for label in reversed(labels)])


def _spans(tags: list[str]) -> list[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    for i, tag in enumerate(tags):
        if tag[0] == "B":
            found.append((i, i + 1, tag[2:]))
        elif tag[0] == "I":
            start, _, kind = found[-1]
            found[-1] = (start, i + 1, kind)
    return found
