"""Texts to readings in training: the package's windows and decoding, windows of several texts in one forward pass.

Works on any runner that maps words to the model's OUTPUTS, so torch and ONNX are decoded by the same lines.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from onrecord.model import Act
from onrecord.nlp.decoding import Decoder, decode
from onrecord.nlp.decoding import Reading as Decoded
from onrecord.nlp.labels import Labels
from onrecord.nlp.pairs import Pair
from onrecord.nlp.pieces import Pieces
from onrecord.nlp.tokens import tokenise
from onrecord.nlp.windows import Pass, Words, chains
from train.corpora.example import Bounds, Credit

Runner = Callable[[Sequence[Sequence[str]], Sequence[Sequence[bool]]], dict[str, np.ndarray]]


@dataclass(frozen=True, slots=True)
class Model:
    """What reading needs: a runner, the pieces of its vocabulary, its labels and pair heads by name.

    cue: how likely a word must be to open a cue. The package keeps less likely ones, for a later stage to choose from.
    """

    runner: Runner
    pieces: Pieces
    labels: Labels
    pairs: dict[str, Pair]
    longest: int = 192
    batch: int = 16
    cue: float = 0.5


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
    acts: list[Act]


@dataclass(slots=True)
class _Job:
    """One window of one text; `out` once it has been run."""

    words: Words
    place: Bounds
    out: dict[str, np.ndarray]


def read(texts: Sequence[str], model: Model) -> list[Reading]:
    """Read some texts; windows of all of them share batches."""
    lines = [lined(text) for text in texts]
    jobs = [
        [[_Job(line, w, {}) for w in c] for c in chains(line, model.pieces.length, model.longest)] for line in lines
    ]
    _run([job for line in jobs for chain in line for job in chain], model)
    decoder = Decoder(model.labels, model.pairs, model.cue)
    return [_reading(line, found, decoder) for line, found in zip(lines, jobs, strict=True)]


def lined(text: str) -> Words:
    """The words of a text whose lines are paragraphs."""
    tokens = tokenise(text)
    ends = [0, *(end for _, end in tokens)]
    breaks = [i for i, (start, _) in enumerate(tokens) if i == 0 or "\n" in text[ends[i] : start]]
    spaced = [i == 0 or ends[i] < start for i, (start, _) in enumerate(tokens)]
    return Words(tokens, [text[start:end] for start, end in tokens], spaced, breaks)


def _run(jobs: list[_Job], model: Model) -> None:
    # Alike lengths together: less padding.
    jobs = sorted(jobs, key=lambda job: job.place[1] - job.place[0])
    for at in range(0, len(jobs), model.batch):
        some = jobs[at : at + model.batch]
        windows = [job.words.window(job.place) for job in some]
        out = model.runner([words for words, _ in windows], [spaced for _, spaced in windows])
        for row, job in enumerate(some):
            count = job.place[1] - job.place[0]
            job.out = {name: _cut(name, value[row], count) for name, value in out.items()}


def _cut(name: str, value: np.ndarray, count: int) -> np.ndarray:
    return value[:count, :count] if name == "arcs" else value[:count]


def _reading(line: Words, jobs: Sequence[Sequence[_Job]], decoder: Decoder) -> Reading:
    found = Decoded()
    for chain in jobs:
        start, end = chain[0].place[0], chain[-1].place[1]
        breaks = [i for i in line.breaks if start <= i < end]
        decode([Pass(*job.place, job.out) for job in chain], line, breaks, decoder, found)
    return Reading(
        line.tokens,
        found.sentences,
        [tag.partition("|")[0] for tag in found.tags],
        [tag.partition("|")[2] for tag in found.tags],
        found.heads,
        found.deprels,
        found.names,
        [Credit(frozenset(c.source), frozenset(c.cue), frozenset(c.content)) for c in found.credits],
        found.events,
        found.values,
        found.acts,
    )
