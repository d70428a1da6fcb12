"""From the model's outputs for overlapping windows to one reading, everything by word position."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from onrecord.model import Act, Credit, Frame, Link
from onrecord.nlp.labels import Labels
from onrecord.nlp.names import best_names
from onrecord.nlp.pairs import Pair, acts_of, credits_of, frames_of, links_of, sigmoid
from onrecord.nlp.starts import start_scores
from onrecord.nlp.tokens import Bounds
from onrecord.nlp.trees import is_tree, tree
from onrecord.nlp.windows import Pass, Words, owned, window_around, window_at

# Words that are less likely than this to tell of an event are left out.
LEAST_EVENT = 0.2
_TELLING = ("VERB", "NOUN")


@dataclass(frozen=True, slots=True)
class Decoder:
    """What decoding needs to know of the model. cue: least probability of a cue.

    pairs: its pair heads by name; one that was trained on no corpus with attributions has no "credit", and without
    "role" no frames are looked for.
    """

    labels: Labels
    pairs: dict[str, Pair]
    cue: float = 0.1


@dataclass(slots=True)
class Reading:
    """What was read, by word position; heads are -1 at roots.

    events: how likely each word is one that tells of an event; values: how far the text commits to it, -3 to 3.
    """

    sentences: list[Bounds] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    deprels: list[str] = field(default_factory=list)
    names: list[tuple[int, int, str]] = field(default_factory=list)
    credits: list[Credit] = field(default_factory=list)
    events: list[float] = field(default_factory=list)
    values: list[float] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)


def decode(chain: Sequence[Pass], text: Words, breaks: Sequence[int], decoder: Decoder, reading: Reading) -> None:
    """Add what the windows of a chain say of their words. breaks: the first words of the paragraphs in it."""
    own = owned(chain)
    base = chain[0].start
    tags = decoder.labels.tags
    reading.tags += [tags[i] for i in _joined("tags", chain, own).argmax(1).tolist()]
    inner = [i - base for i in breaks]
    names = best_names(_joined("names", chain, own), inner)
    reading.names += [(start + base, end + base, kind) for start, end, kind in names]
    facts = _joined("facts", chain, own)
    reading.events += sigmoid(facts[:, 0]).tolist()
    reading.values += facts[:, 1].clip(-3, 3).tolist()
    here = slice(base, chain[-1].end)
    starts = start_scores(_joined("starts", chain, own)[:, 0], text.words[here], text.spaced[here])
    sentences = _sentences(starts, breaks, chain)
    reading.sentences += sentences
    _add_trees(chain, sentences, decoder, reading)
    seen_here = zip(reading.tags[-len(facts) :], reading.events[-len(facts) :], strict=True)
    telling = [i for i, (tag, event) in enumerate(seen_here, base) if tag.startswith(_TELLING) or event >= LEAST_EVENT]
    for seen, place in zip(chain, own, strict=True):
        if credit := decoder.pairs.get("credit"):
            reading.credits += credits_of(seen, place, sentences, credit, decoder.cue)
        reading.links += links_of(seen, place, decoder.pairs["antecedent"])
        if act := decoder.pairs.get("act"):
            reading.acts += acts_of(seen, place, telling, _numbered(seen, sentences), act)


def _numbered(seen: Pass, sentences: Sequence[Bounds]) -> np.ndarray:
    """Which sentence each word of the window is in."""
    numbers = np.full(seen.end - seen.start, -1)
    for number, (start, end) in enumerate(sentences):
        numbers[max(start - seen.start, 0) : max(end - seen.start, 0)] = number
    return numbers


def _joined(name: str, chain: Sequence[Pass], own: Sequence[Bounds]) -> np.ndarray:
    if len(chain) == 1:
        return chain[0].out[name]
    parts = (p.out[name][a - p.start : b - p.start] for p, (a, b) in zip(chain, own, strict=True))
    return np.concatenate(list(parts))


def _sentences(scores: np.ndarray, breaks: Sequence[int], chain: Sequence[Pass]) -> list[Bounds]:
    """Sentences start where the head says so and with paragraphs; none is longer than a window can see."""
    base = chain[0].start
    firsts = sorted({*breaks, *(np.flatnonzero(scores > 0) + base).tolist()})
    if firsts[0] != base:
        firsts.insert(0, base)
    found: list[Bounds] = []
    for first, end in pairwise([*firsts, chain[-1].end]):
        start = first
        while end > (reach := chain[window_at(start, chain)].end):
            found.append((start, reach))
            start = reach
        found.append((start, end))
    return found


def _add_trees(chain: Sequence[Pass], sentences: Sequence[Bounds], decoder: Decoder, reading: Reading) -> None:
    """Heads, relations and frames: each sentence is taken from the window that sees it best."""
    seen_by: dict[int, list[Bounds]] = {}
    for start, end in sentences:
        seen_by.setdefault(window_around(start, end, chain) if len(chain) > 1 else 0, []).append((start, end))
    found: dict[int, tuple[list[int], list[str]]] = {}
    for n, some in sorted(seen_by.items()):
        seen = chain[n]
        inside = [(start - seen.start, end - seen.start) for start, end in some]
        numbers = np.full(seen.end - seen.start, -1)
        for number, (start, end) in enumerate(inside):
            numbers[start:end] = number
        heads = _heads(seen.out["arcs"], inside, numbers)
        deprels = _relations(seen, heads, decoder)
        for start, end in inside:
            above = [-1 if heads[i] == i else heads[i] + seen.start for i in range(start, end)]
            found[start + seen.start] = above, deprels[start:end]
        if role := decoder.pairs.get("role"):
            reading.frames += frames_of(seen, numbers, role)
    for start, _ in sentences:
        reading.heads += found[start][0]
        reading.deprels += found[start][1]


def _heads(arcs: np.ndarray, sentences: Sequence[Bounds], numbers: np.ndarray) -> list[int]:
    """The best tree of each sentence, as positions in the window; its own position at a root."""
    together = np.where(numbers[:, None] == numbers, arcs, -np.inf)
    heads: list[int] = together.argmax(1).tolist()
    for start, end in sentences:
        # Mostly the best head of each word makes a tree, and then there is no better one.
        if not is_tree([head - start for head in heads[start:end]]):
            heads[start:end] = [head + start for head in tree(arcs[start:end, start:end])]
    return heads


def _relations(seen: Pass, heads: Sequence[int], decoder: Decoder) -> list[str]:
    """The best relation of each word to its head: root at roots and nowhere else."""
    names = decoder.labels.deprels
    scores = decoder.pairs["relation"].score(seen.out["relation_near"], seen.out["relation_far"][heads])
    scores[:, names.index("root")] = -np.inf
    best = scores.argmax(1).tolist()
    return ["root" if head == i else names[best[i]] for i, head in enumerate(heads)]
