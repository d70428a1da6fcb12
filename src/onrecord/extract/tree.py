"""Walking the dependency trees of a document. Everything here is a view: nothing is stored twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache, wraps
from typing import Any, Generic, TypeVar

from onrecord.extract.mending import mended
from onrecord.model import Document, Span, Token

Found = TypeVar("Found")
_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Tree:
    """The tokens of a document with their children; positions are positions in Document.tokens.

    kinds: the relations of each token's children, with and without subtype. memo: what has been asked of this tree
    already, see `once`.
    """

    tokens: tuple[Token, ...]
    children: tuple[tuple[int, ...], ...]
    text: str
    words: tuple[str, ...]
    relations: tuple[str, ...]
    kinds: tuple[frozenset[str], ...]
    memo: dict[object, Any] = field(default_factory=dict, compare=False, repr=False)

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
        if self.kinds[i].isdisjoint(relations):
            return []  # as mostly
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


def once(find: Callable[[Tree, int], Found]) -> Callable[[Tree, int], Found]:
    """`find`, which looks at nothing but the tree, asked once for each of its words: the stages ask the same again.

    The answer is shared, so it must be of a kind that nobody changes.
    """

    @wraps(find)
    def known(tree: Tree, i: int) -> Found:
        asked = find, i
        try:
            found: Found = tree.memo[asked]
        except KeyError:
            found = tree.memo[asked] = find(tree, i)
        return found

    return known


class Same(Generic[Found]):
    """A layer of a document as a key that compares by identity, for hashing thousands of nouns is slow."""

    __slots__ = ("layer",)

    def __init__(self, layer: Found) -> None:
        self.layer = layer

    def __hash__(self) -> int:
        return id(self.layer)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and self.layer is other.layer


def tree_of(document: Document) -> Tree:
    """The tree of a document that has been read, with known slips repaired. The last one is kept for the next stage."""
    return _tree(Same(document.tokens), document.text)


@lru_cache(maxsize=1)
def _tree(read: Same[tuple[Token, ...]], text: str) -> Tree:
    children: list[list[int]] = [[] for _ in read.layer]
    tokens = mended(read.layer)
    for i, token in enumerate(tokens):
        if token.head >= 0:
            children[token.head].append(i)
    words = tuple(text[t.span.start : t.span.end] for t in tokens)
    relations = tuple(t.deprel.partition(":")[0] for t in tokens)
    kinds = tuple(_kinds(tuple([tokens[c].deprel for c in below])) if below else _NONE for below in children)
    return Tree(tokens, tuple(map(tuple, children)), text, words, relations, kinds)


@lru_cache(maxsize=10_000)
def _kinds(deprels: tuple[str, ...]) -> frozenset[str]:
    return frozenset((*deprels, *(deprel.partition(":")[0] for deprel in deprels)))
