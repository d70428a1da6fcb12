"""Walking the dependency trees of a document. Everything here is a view: nothing is stored twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from onrecord.extract.mending import mended
from onrecord.model import Document, Span, Token


@dataclass(frozen=True, slots=True)
class Tree:
    """The tokens of a document with their children; positions are positions in Document.tokens."""

    tokens: tuple[Token, ...]
    children: tuple[tuple[int, ...], ...]
    text: str

    def word(self, i: int) -> str:
        """The token as written."""
        return self.tokens[i].span.of(self.text)

    def relation(self, i: int) -> str:
        """The universal part of the relation ("nsubj" of "nsubj:pass")."""
        return self.tokens[i].deprel.partition(":")[0]

    def below(self, i: int, *relations: str) -> list[int]:
        """Children with one of the relations, with or without subtype; all children if none is named."""
        if not relations:
            return list(self.children[i])
        return [c for c in self.children[i] if self.relation(c) in relations or self.tokens[c].deprel in relations]

    def subtree(self, i: int, without: Iterable[str] = ()) -> list[int]:
        """Positions of `i` and all below it, in text order; branches whose relation is in `without` are left out."""
        skipped, found, stack = set(without), [], [i]
        while stack:
            at = stack.pop()
            found.append(at)
            stack.extend(
                c for c in self.children[at] if self.relation(c) not in skipped and self.tokens[c].deprel not in skipped
            )
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


def tree_of(document: Document) -> Tree:
    """The tree of a document that has been read, with known slips repaired. Cheap: two passes over the tokens."""
    children: list[list[int]] = [[] for _ in document.tokens]
    tokens = mended(document.tokens)
    for i, token in enumerate(tokens):
        if token.head >= 0:
            children[token.head].append(i)
    return Tree(tokens, tuple(tuple(c) for c in children), document.text)
