"""The one shape that every corpus is read into: a text, its tokens, and layers that may be missing.

A layer is None where the corpus does not annotate it, which is not the same as empty: training skips the one and
learns "nothing here" from the other. Positions count tokens of the example from 0, ends exclusive; offsets count code
points of the text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

Bounds = tuple[int, int]
NAME_TYPES = ("PER", "ORG", "LOC", "GPE", "FAC", "NORP", "PRODUCT", "EVENT", "MISC")


class Licence(StrEnum):
    """OPEN: an open licence is stated for text and annotation. RESEARCH: none is stated, or research use only."""

    OPEN = "open"
    RESEARCH = "research"


@dataclass(frozen=True, slots=True)
class Syntax:
    """Universal Dependencies, one entry a token. heads: position of the head, -1 at a root, None if not annotated."""

    upos: tuple[str, ...]
    feats: tuple[str, ...]
    heads: tuple[int | None, ...]
    deprels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NameSpan:
    """A name. types: what the corpus leaves possible ("Location" may be LOC or GPE)."""

    start: int
    end: int
    types: frozenset[str]


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a text. outside: types that the corpus does not mark, so that a plain token may carry them."""

    spans: tuple[NameSpan, ...]
    outside: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Credit:
    """One attribution as token positions: who is credited, the reporting words, what is credited."""

    source: frozenset[int]
    cue: frozenset[int]
    content: frozenset[int]


@dataclass(frozen=True, slots=True)
class Fact:
    """An event word and how far the text commits to it, from -3 (certainly not) to 3 (certainly so)."""

    token: int
    value: float


@dataclass(frozen=True, slots=True)
class Facts:
    """Factuality of a text. all_events: whether words without a value are known not to be events."""

    values: tuple[Fact, ...]
    all_events: bool = False


@dataclass(frozen=True, slots=True)
class Argument:
    """A PropBank argument: its words and role ("ARG0", "ARGM-TMP")."""

    start: int
    end: int
    role: str


@dataclass(frozen=True, slots=True)
class Frame:
    """A PropBank predicate with its arguments. sense: "say.01"."""

    token: int
    sense: str
    arguments: tuple[Argument, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that stand for somebody or something; equal entities corefer. type: the corpus's own class."""

    start: int
    end: int
    entity: str
    type: str


@dataclass(frozen=True, slots=True)
class Act:
    """A word that tells of something done: its PLOVER type ("none"), its status, and who does it to or for whom.

    actors, recipients: the head words of who they are, None where the corpus does not say.
    """

    token: int
    type: str
    status: str
    actors: tuple[int, ...] | None = ()
    recipients: tuple[int, ...] | None = ()


@dataclass(frozen=True, slots=True)
class Example:
    """A text with whatever is annotated in it. sentences: token ranges that cover all tokens."""

    id: str
    corpus: str
    text: str
    tokens: tuple[Bounds, ...]
    sentences: tuple[Bounds, ...] | None = None
    syntax: Syntax | None = None
    names: Names | None = None
    credits: tuple[Credit, ...] | None = None
    facts: Facts | None = None
    frames: tuple[Frame, ...] | None = None
    mentions: tuple[Mention, ...] | None = None
    acts: tuple[Act, ...] | None = None

    def word(self, token: int) -> str:
        """The letters of one token."""
        start, end = self.tokens[token]
        return self.text[start:end]


class Index:
    """Finds the tokens under a stretch of text. tokens: offsets in order, none overlapping."""

    def __init__(self, tokens: Sequence[Bounds]) -> None:
        self._starts = [start for start, _ in tokens]
        self._ends = [end for _, end in tokens]

    def range(self, start: int, end: int) -> Bounds:
        """Positions of the tokens that share a character with [start, end); empty (n, n) if none does."""
        first, last = bisect_right(self._ends, start), bisect_left(self._starts, end)
        return (first, last) if first < last else (first, first)

    def over(self, spans: Iterable[Bounds]) -> frozenset[int]:
        """Positions of the tokens under any of the spans."""
        return frozenset(i for span in spans for i in range(*self.range(*span)))


def joined(words: Sequence[str], separator: str = " ") -> tuple[str, tuple[Bounds, ...]]:
    """The words as a text, and where each lies in it."""
    bounds, at = [], 0
    for word in words:
        bounds.append((at, at + len(word)))
        at += len(word) + len(separator)
    return separator.join(words), tuple(bounds)
