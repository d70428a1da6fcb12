"""Walking the dependency trees of a document. Everything here is a view: nothing is stored twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from onrecord.extract.mending import mended
from onrecord.model import Document, Span, Token


@dataclass(frozen=True, slots=True)
class Tree:
    """The tokens of a document with their children; positions are positions in Document.tokens."""

    tokens: tuple[Token, ...]
    children: tuple[tuple[int, ...], ...]
    text: str
    words: tuple[str, ...]
    relations: tuple[str, ...]

    def word(self, i: int) -> str:
        """The token as written."""
        return self.words[i]

    def relation(self, i: int) -> str:
        """The universal part of the relation ("nsubj" of "nsubj:pass")."""
        return self.relations[i]

    def below(self, i: int, *relations: str) -> list[int]:
        """Children with one of the relations, with or without subtype; all children if none is named."""
        children = self.children[i]
        if not relations or not children:
            return list(children)
        return [c for c in children if self.relations[c] in relations or self.tokens[c].deprel in relations]

    def subtree(self, i: int, without: Iterable[str] = ()) -> list[int]:
        """Positions of `i` and all below it, in text order; branches whose relation is in `without` are left out."""
        skipped, found = set(without), [i]
        for at in found:  # grows while it is walked
            children = self.children[at]
            if children and skipped:
                children = tuple(
                    c for c in children if self.relations[c] not in skipped and self.tokens[c].deprel not in skipped
                )
            found.extend(children)
        return sorted(found)

    def above(self, i: int) -> Iterator[int]:
        """The heads of `i`, nearest first, up to the root."""
        while self.tokens[i].head >= 0:
            i = self.tokens[i].head
            yield i

    def hyphened(self, i: int) -> list[int]:
        """Positions of the hyphenated word that ends with noun `i` ("cease - fire"); names and numbers stay apart."""
        found, tokens = [i], self.tokens
        while found[0] >= 2 and tokens[i].upos == "NOUN" and self.word(found[0] - 1) in ("-", "‐"):
            first, dash, last = (tokens[k] for k in (found[0] - 2, found[0] - 1, found[0]))
            touching = first.span.end == dash.span.start and dash.span.end == last.span.start
            if not touching or first.upos in ("PROPN", "NUM", "PUNCT", "SYM"):
                break
            found = [found[0] - 2, found[0] - 1, *found]
        return found

    def span(self, positions: Iterable[int]) -> Span:
        """From the first to the last of the positions, whatever lies between."""
        at = list(positions)
        return Span(min(self.tokens[i].span.start for i in at), max(self.tokens[i].span.end for i in at))


class _Read:
    """The tokens and text of a document as a key that compares by identity, for hashing thousands of tokens is slow."""

    __slots__ = ("text", "tokens")

    def __init__(self, tokens: tuple[Token, ...], text: str) -> None:
        self.tokens, self.text = tokens, text

    def __hash__(self) -> int:
        return id(self.tokens)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Read) and self.tokens is other.tokens


def tree_of(document: Document) -> Tree:
    """The tree of a document that has been read, with known slips repaired. The last one is kept for the next stage."""
    return _tree(_Read(document.tokens, document.text))


@lru_cache(maxsize=1)
def _tree(read: _Read) -> Tree:
    children: list[list[int]] = [[] for _ in read.tokens]
    tokens = mended(read.tokens)
    for i, token in enumerate(tokens):
        if token.head >= 0:
            children[token.head].append(i)
    words = tuple(read.text[t.span.start : t.span.end] for t in tokens)
    relations = tuple(t.deprel.partition(":")[0] for t in tokens)
    return Tree(tokens, tuple(tuple(c) for c in children), read.text, words, relations)
