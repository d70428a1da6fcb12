"""Which words are read at once: neighbouring paragraphs packed whole, a long one in overlapping windows."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from onrecord.nlp.tokens import Bounds, tokenise

Length = Callable[[str, bool], int]
# Beginning and end mark of each window.
_MARKS = 2
_ENDS = frozenset('.!?…"”’)')


@dataclass(slots=True)
class Words:
    """The words of a text. tokens: where they lie; spaced: whether white space comes before; breaks: positions of
    those that start a paragraph."""

    tokens: list[Bounds] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    spaced: list[bool] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)

    def add(self, text: str, start: int, end: int) -> None:
        """Add the paragraph at [start, end) of the text, which must come after those added before."""
        part = text[start:end]
        found = tokenise(part)
        if not found:
            return
        self.breaks.append(len(self.tokens))
        last = self.tokens[-1][1] if self.tokens else -1
        for a, b in found:
            self.words.append(part[a:b])
            self.spaced.append(last < start + a)
            last = start + b
            self.tokens.append((start + a, last))

    def window(self, place: Bounds) -> tuple[list[str], list[bool]]:
        """Words and spacing of a window; what comes before it is as good as a space."""
        start, end = place
        return self.words[start:end], [True, *self.spaced[start + 1 : end]]


@dataclass(slots=True)
class Pass:
    """One window, as positions of words, with the model's outputs for it (one row a word, no batch, no padding)."""

    start: int
    end: int
    out: dict[str, np.ndarray]


def chains(text: Words, length: Length, longest: int) -> Iterator[list[Bounds]]:
    """Windows of at most `longest` pieces. Those of one chain overlap; no word is in windows of two chains."""
    room = longest - _MARKS
    sizes = [length(word, space) for word, space in zip(text.words, text.spaced, strict=True)]
    start, filled = 0, 0
    for first, end in pairwise([*text.breaks, len(text.tokens)]):
        size = sum(sizes[first:end])
        if filled and filled + size > room:
            yield [(start, first)]
            start, filled = first, 0
        if size > room:
            yield list(_overlapping(text.words, sizes, (first, end), room))
            start = end
        else:
            filled += size
    if filled:
        yield [(start, len(text.tokens))]


def _overlapping(words: Sequence[str], sizes: Sequence[int], paragraph: Bounds, room: int) -> Iterator[Bounds]:
    start, stop = paragraph
    while True:
        end, filled = start, 0
        while end < stop and (filled + sizes[end] <= room or end == start):
            filled += sizes[end]
            end += 1
        yield start, end
        if end == stop:
            return
        # The next window starts at what looks like a sentence, early enough to see all of the one cut off here.
        near, far = end - (end - start) // 4, end - (end - start) // 2
        likely = [i for i in range(near, far, -1) if words[i - 1][-1] in _ENDS and words[i][:1].isupper()]
        start = max(start + 1, likely[0] if likely else near)


def owned(chain: Sequence[Pass]) -> list[Bounds]:
    """The words that each window of a chain sees best: of an overlap the first half is the earlier window's."""
    firsts = [chain[0].start]
    for before, here in pairwise(chain):
        firsts.append((here.start + before.end) // 2 if before.end > here.start else here.start)
    return list(zip(firsts, [*firsts[1:], chain[-1].end], strict=True))


def window_at(word: int, chain: Sequence[Pass]) -> int:
    """The last window that holds the word, which sees most of what comes after it."""
    return bisect_right(chain, word, key=lambda p: p.start) - 1


def window_around(start: int, end: int, chain: Sequence[Pass]) -> int:
    """Of the windows that hold the words whole, the one that sees most on both sides of them."""
    last = window_at(start, chain)
    # The window before the last that starts in time may hold them too, and more of what leads to them.
    whole = [n for n in range(max(0, last - 1), last + 1) if end <= chain[n].end]
    return max(whole, key=lambda n: min(start - chain[n].start, chain[n].end - end))
