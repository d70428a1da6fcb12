"""Stretches of an example that fit the encoder, cut between sentences or lines, with their labels rebased."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from onrecord.nlp.labels import Labels
from onrecord.nlp.pieces import LONGEST_WORD
from train.corpora.example import Act, Bounds, Credit, Example, Fact, Frame, Mention
from train.labels import IGNORE, allowed_bio, masks, tag

# Sentence openings, the beginning and end marks.
MARKS = 2
Length = Callable[[str, bool], int]


@dataclass(slots=True)
class Window:
    """Words with labels, positions counted inside the window. A label list is None where the corpus lacks the layer.

    spaced: whether white space comes before each word. bio: bit masks of allowed labels. starts: 1 at a sentence's
    first word. heads: own position at a root, IGNORE where unknown or outside.
    """

    corpus: str
    words: list[str]
    spaced: list[bool]
    starts: list[int] | None = None
    sentences: list[Bounds] | None = None
    tags: list[int] | None = None
    heads: list[int] | None = None
    deprels: list[int] | None = None
    bio: list[int] | None = None
    credits: list[Credit] | None = None
    facts: list[Fact] | None = None
    all_events: bool = False
    frames: list[Frame] | None = None
    mentions: list[Mention] | None = None
    acts: list[Act] | None = None


def cut(example: Example, length: Length, longest: int, labels: Labels) -> Iterator[Window]:
    """Windows of at most `longest` pieces with the marks. length: pieces of a word, and whether a space precedes it."""
    words = [example.word(i) for i in range(len(example.tokens))]
    spaced = [i == 0 or example.tokens[i - 1][1] < start for i, (start, _) in enumerate(example.tokens)]
    sizes = [min(LONGEST_WORD, length(word, space)) for word, space in zip(words, spaced, strict=True)]
    bio = masks(allowed_bio(example.names, len(words))) if example.names is not None else None
    for start, end in pack(units(example), sizes, longest - MARKS):
        window = Window(example.corpus, words[start:end], [True, *spaced[start + 1 : end]])
        window.bio = bio[start:end] if bio else None
        _add_syntax(window, example, (start, end), labels)
        _add_relations(window, example, (start, end))
        yield window


def units(example: Example) -> list[Bounds]:
    """The token ranges that are better not cut: sentences where annotated, else lines."""
    if example.sentences is not None:
        return list(example.sentences)
    starts = [0]
    for i in range(1, len(example.tokens)):
        if "\n" in example.text[example.tokens[i - 1][1] : example.tokens[i][0]]:
            starts.append(i)
    ends = [*starts[1:], len(example.tokens)]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if start < end]


def pack(pieces: list[Bounds], sizes: list[int], longest: int) -> Iterator[Bounds]:
    """Neighbouring units joined as long as they fit; a unit that is too long alone is cut where it must be."""
    start, filled = 0, 0
    for first, end in pieces:
        size = sum(sizes[first:end])
        if filled and filled + size > longest:
            yield start, first
            start, filled = first, 0
        if not filled:
            start = first
        for i in range(first, end):
            if filled + sizes[i] > longest and i > start:
                yield start, i
                start, filled = i, 0
            filled += sizes[i]
    if filled:
        yield start, pieces[-1][1]


def _add_syntax(window: Window, example: Example, place: Bounds, labels: Labels) -> None:
    start, end = place
    if example.sentences is not None and example.syntax is not None:
        firsts = {first for first, _ in example.sentences}
        # Whether the window's own first word starts a sentence is not to be learnt: nothing is seen before it.
        window.starts = [IGNORE, *(int(i in firsts) for i in range(start + 1, end))]
        inside = [(max(a, start) - start, min(b, end) - start) for a, b in example.sentences if a < end and b > start]
        window.sentences = inside
    if (syntax := example.syntax) is None:
        return
    tags, deprels = ({label: n for n, label in enumerate(group)} for group in (labels.tags, labels.deprels))
    here = range(start, end)
    window.tags = [tags.get(tag(syntax.upos[i], syntax.feats[i]), IGNORE) for i in here]
    window.deprels = [deprels.get(syntax.deprels[i], IGNORE) for i in here]
    heads = [i if syntax.heads[i] == -1 else syntax.heads[i] for i in here]
    window.heads = [IGNORE if head is None or not start <= head < end else head - start for head in heads]


def _add_relations(window: Window, example: Example, place: Bounds) -> None:
    start, end = place
    if example.credits is not None:
        moved = [Credit(*(_moved(part, place) for part in (c.source, c.cue, c.content))) for c in example.credits]
        window.credits = [credit for credit in moved if credit.cue]
    if example.facts is not None:
        window.facts = [Fact(f.token - start, f.value) for f in example.facts.values if start <= f.token < end]
        window.all_events = example.facts.all_events
    if example.frames is not None:
        window.frames = [_moved_frame(f, start) for f in example.frames if start <= f.token < end]
    if example.mentions is not None:
        inside = [m for m in example.mentions if start <= m.start and m.end <= end]
        window.mentions = [Mention(m.start - start, m.end - start, m.entity, m.type) for m in inside]
    if example.acts is not None:
        window.acts = [_moved_act(act, place) for act in example.acts if start <= act.token < end]


def _moved(tokens: frozenset[int], place: Bounds) -> frozenset[int]:
    return frozenset(i - place[0] for i in tokens if place[0] <= i < place[1])


def _moved_act(act: Act, place: Bounds) -> Act:
    start = place[0]
    actors, recipients = (
        None if some is None else tuple(sorted(_moved(frozenset(some), place))) for some in (act.actors, act.recipients)
    )
    return Act(act.token - start, act.type, act.status, actors, recipients)


def _moved_frame(frame: Frame, start: int) -> Frame:
    arguments = tuple(type(a)(a.start - start, a.end - start, a.role) for a in frame.arguments)
    return Frame(frame.token - start, frame.sense, arguments)
