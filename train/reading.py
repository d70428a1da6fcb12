"""Text to everything the heads say about it: overlapping windows, one forward pass each, exact decoding.

Works on any runner that maps arrays to the model's OUTPUTS, so torch and ONNX are decoded by the same lines.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from train.batches import Pieces
from train.corpora.example import Bounds, Credit
from train.labels import CREDIT_PARTS, Labels
from train.model import CUES
from train.tokens import tokenise
from train.trees import best_names, tree

Runner = Callable[[Sequence[Sequence[str]], Sequence[Sequence[bool]]], dict[str, np.ndarray]]
_ENDS = frozenset('.!?…"”’)')


@dataclass(frozen=True, slots=True)
class Pair:
    """The last matrix of a pair head. weight: [labels, width]; bias: [labels]."""

    weight: np.ndarray
    bias: np.ndarray

    def score(self, near: np.ndarray, far: np.ndarray) -> np.ndarray:
        """Label scores for projected words that can be broadcast against each other."""
        scores: np.ndarray = np.maximum(near + far, 0) @ self.weight.T + self.bias
        return scores


@dataclass(frozen=True, slots=True)
class Model:
    """What reading needs: a runner, the pieces of its vocabulary, its labels and pair heads by name."""

    runner: Runner
    pieces: Pieces
    labels: Labels
    pairs: dict[str, Pair]
    longest: int = 192
    batch: int = 16


@dataclass(slots=True)
class Reading:
    """What was read, all by token position. values: event words and how far the text commits to them, -3 to 3."""

    tokens: list[Bounds]
    sentences: list[Bounds]
    upos: list[str]
    feats: list[str]
    heads: list[int]
    deprels: list[str]
    names: list[tuple[int, int, str]]
    credits: list[Credit]
    events: list[float]
    values: list[float]


@dataclass(slots=True)
class _Pass:
    """One window with its outputs, padding cut off."""

    start: int
    end: int
    out: dict[str, np.ndarray]


def read(texts: Sequence[str], model: Model) -> list[Reading]:
    """Read some texts; windows of all of them share batches."""
    tokens = [tokenise(text) for text in texts]
    spaced = [[i == 0 or line[i - 1][1] < line[i][0] for i in range(len(line))] for line in tokens]
    words = [[text[a:b] for a, b in line] for text, line in zip(texts, tokens, strict=True)]
    jobs: list[tuple[int, Bounds]] = []
    for n, text in enumerate(texts):
        jobs.extend((n, place) for place in spread(text, tokens[n], words[n], spaced[n], model))
    passes: list[list[_Pass]] = [[] for _ in texts]
    # Alike lengths together: less padding.
    order = sorted(range(len(jobs)), key=lambda j: jobs[j][1][1] - jobs[j][1][0])
    for at in range(0, len(order), model.batch):
        some = [jobs[j] for j in order[at : at + model.batch]]
        out = model.runner([words[n][a:b] for n, (a, b) in some], [[True, *spaced[n][a + 1 : b]] for n, (a, b) in some])
        for row, (n, (a, b)) in enumerate(some):
            passes[n].append(_Pass(a, b, {name: _cut(name, value[row], b - a) for name, value in out.items()}))
    return [
        _decode(text, line, sorted(found, key=lambda p: p.start), model)
        for text, line, found in zip(texts, tokens, passes, strict=True)
    ]


def _cut(name: str, value: np.ndarray, count: int) -> np.ndarray:
    return value[:count, :count] if name == "arcs" else value[:count]


def spread(
    text: str, tokens: Sequence[Bounds], words: Sequence[str], spaced: Sequence[bool], model: Model
) -> Iterator[Bounds]:
    """Token ranges to read at once: cut at line breaks where possible, else overlapping by a quarter."""
    sizes = [model.pieces.length(word, space) for word, space in zip(words, spaced, strict=True)]
    room = model.longest - 2
    breaks = {i for i in range(1, len(tokens)) if "\n" in text[tokens[i - 1][1] : tokens[i][0]]}
    start = 0
    while start < len(tokens):
        end, filled = start, 0
        while end < len(tokens) and filled + sizes[end] <= room:
            filled += sizes[end]
            end += 1
        if end == len(tokens):
            yield start, end
            return
        lines = [i for i in range(end, (start + end) // 2, -1) if i in breaks]
        if lines:
            yield start, lines[0]
            start = lines[0]
            continue
        yield start, end
        # The next window starts at what looks like a sentence, early enough to see all of the one cut off here.
        near, far = end - (end - start) // 4, end - (end - start) // 2
        likely = [i for i in range(near, far, -1) if words[i - 1][-1] in _ENDS and words[i][:1].isupper()]
        start = max(start + 1, likely[0] if likely else near)


def _owners(count: int, passes: Sequence[_Pass]) -> list[int]:
    """For each token the window that sees it best: in an overlap the first half goes to the earlier window."""
    owner = [0] * count
    for n, found in enumerate(passes):
        first = found.start
        if n and passes[n - 1].end > first:
            first = (first + passes[n - 1].end) // 2
        for i in range(first, found.end):
            owner[i] = n
    return owner


def _decode(text: str, tokens: list[Bounds], passes: Sequence[_Pass], model: Model) -> Reading:
    if not tokens:
        return Reading([], [], [], [], [], [], [], [], [], [])
    owner = _owners(len(tokens), passes)
    joined = {
        name: np.stack([passes[n].out[name][i - passes[n].start] for i, n in enumerate(owner)])
        for name in ("names", "tags", "starts", "cues", "facts")
    }
    tags = [model.labels.tags[i] for i in joined["tags"].argmax(1)]
    sentences = _sentences(text, tokens, joined["starts"][:, 0], passes)
    heads, deprels = _trees(sentences, passes, model)
    return Reading(
        tokens,
        sentences,
        [tag.partition("|")[0] for tag in tags],
        [tag.partition("|")[2] for tag in tags],
        heads,
        deprels,
        best_names(joined["names"]),
        _credits(joined["cues"], sentences, owner, passes, model),
        (1 / (1 + np.exp(-joined["facts"][:, 0]))).tolist(),
        joined["facts"][:, 1].clip(-3, 3).tolist(),
    )


def _sentences(text: str, tokens: Sequence[Bounds], scores: np.ndarray, passes: Sequence[_Pass]) -> list[Bounds]:
    """Sentences start where the head says so and after line breaks; none is longer than the windows can see."""
    starts = [0]
    reach = _window_at(0, passes).end
    for i in range(1, len(tokens)):
        broken = "\n" in text[tokens[i - 1][1] : tokens[i][0]]
        if broken or scores[i] > 0 or i >= reach:
            starts.append(i)
            reach = _window_at(i, passes).end
    return list(zip(starts, [*starts[1:], len(tokens)], strict=True))


def _window_at(token: int, passes: Sequence[_Pass]) -> _Pass:
    """The last window that holds the token, which sees most of what comes after it."""
    return passes[bisect_right(passes, token, key=lambda p: p.start) - 1]


def _trees(sentences: Sequence[Bounds], passes: Sequence[_Pass], model: Model) -> tuple[list[int], list[str]]:
    heads: list[int] = []
    deprels: list[str] = []
    relations = model.labels.deprels
    for start, end in sentences:
        # The windows before the last that starts in time may hold the sentence whole too, and more of what leads to it.
        last = bisect_right(passes, start, key=lambda p: p.start)
        whole = [p for p in passes[max(0, last - 2) : last] if end <= p.end]
        seen = max(whole, key=lambda p: min(start - p.start, p.end - end))
        here = slice(start - seen.start, end - seen.start)
        found = tree(seen.out["arcs"][here, here])
        near, far = seen.out["relation_near"][here], seen.out["relation_far"][here]
        scores = model.pairs["relation"].score(near, far[found])
        root = relations.index("root")
        for i, head in enumerate(found):
            if head != i:
                scores[i, root] = -np.inf
            heads.append(-1 if head == i else start + head)
            deprels.append("root" if head == i else relations[int(scores[i].argmax())])
    return heads, deprels


def _credits(
    cues: np.ndarray, sentences: Sequence[Bounds], owner: Sequence[int], passes: Sequence[_Pass], model: Model
) -> list[Credit]:
    labels = [CUES[i] for i in cues.argmax(1)]
    found: list[Credit] = []
    for start, end in sentences:
        for i in range(start, end):
            if labels[i] != "B":
                continue
            cue = {i}
            for j in range(i + 1, end):
                if labels[j] == "B":
                    break
                if labels[j] == "I":
                    cue.add(j)
            seen = passes[owner[i]]
            far = seen.out["credit_far"][i - seen.start]
            parts = model.pairs["credit"].score(seen.out["credit_near"], far[None]).argmax(1)
            places = {
                part: {seen.start + int(t) for t in np.flatnonzero(parts == n)} for n, part in enumerate(CREDIT_PARTS)
            }
            found.append(Credit(frozenset(places["source"]), frozenset(cue), frozenset(places["content"])))
    return found
