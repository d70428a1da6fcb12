"""Walking the dependency trees of a document. Everything here is a view: nothing is stored twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache, wraps
from typing import Any, Generic, TypeVar

from onrecord.extract.mending import mended
from onrecord.model import Document, Span, Token

Found = TypeVar("Found")
Layer = TypeVar("Layer")
_NONE: frozenset[str] = frozenset()
# What may end a hyphenated word that tells of one event.
_JOINED = frozenset({"NOUN", "VERB", "ADJ", "ADV"})


@dataclass(frozen=True, slots=True)
class Tree:
    """The tokens of a document with their children; positions are positions in Document.tokens.

    lowers, lemmas: words and lemmas in lower case. kinds: the relations of each token's children, with and without
    subtype; where mostly there is none of a kind, look here first. memo: what has been asked of this tree already,
    see `once`.
    """

    tokens: tuple[Token, ...]
    children: tuple[tuple[int, ...], ...]
    text: str
    words: tuple[str, ...]
    lowers: tuple[str, ...]
    lemmas: tuple[str, ...]
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
        if self.kinds[i].isdisjoint(relations):
            return [] if relations else list(self.children[i])  # as mostly
        found, universal, tokens = [], self.relations, self.tokens
        for c in self.children[i]:
            if universal[c] in relations or tokens[c].deprel in relations:
                found.append(c)
        return found

    def sentence_has(self, i: int, words: frozenset[str]) -> bool:
        """Whether the sentence of `i` has one of the words, in lower case or as a lemma.

        Asked before what only such a word can bring about, for most sentences have none.
        """
        found: set[int] | None = self.memo.get(words)
        if found is None:
            told = _told(self)
            found = self.memo[words] = set().union(*[told[word] for word in words if word in told])
        return self.tokens[i].sentence in found

    def subtree(self, i: int, without: tuple[str, ...] = ()) -> tuple[int, ...]:
        """Positions of `i` and all below it, in text order; branches whose relation is in `without` are left out."""
        if not self.children[i]:
            return (i,)
        asked = i, without
        known: tuple[int, ...] | None = self.memo.get(asked)
        if known is None:
            found, relations, tokens = [i], self.relations, self.tokens
            for at in found:  # grows while it is walked
                children = self.children[at]
                if children and without and not self.kinds[at].isdisjoint(without):
                    found += [c for c in children if relations[c] not in without and tokens[c].deprel not in without]
                else:
                    found += children
            found.sort()
            known = self.memo[asked] = tuple(found)
        return known

    def above(self, i: int) -> Iterator[int]:
        """The heads of `i`, nearest first, up to the root."""
        while self.tokens[i].head >= 0:
            i = self.tokens[i].head
            yield i

    def hyphened(self, i: int) -> list[int]:
        """Positions of the hyphenated word that ends with `i` ("cease-fire", "fast-growing"); names and numbers stay
        apart. A corpus may set the hyphen apart ("write - off"): then the first part has to hang on the last."""
        found, tokens = [i], self.tokens
        while found[0] >= 2 and tokens[i].upos in _JOINED and self.word(found[0] - 1) in ("-", "‐"):
            first, dash, last = (tokens[k] for k in (found[0] - 2, found[0] - 1, found[0]))
            touching = first.span.end == dash.span.start and dash.span.end == last.span.start
            part = first.head == i and self.relations[found[0] - 2] in ("compound", "advmod", "amod")
            if not (part or (touching and tokens[i].upos == "NOUN")) or first.upos in ("PROPN", "NUM", "PUNCT", "SYM"):
                break
            found = [found[0] - 2, found[0] - 1, *found]
        return found

    def span(self, positions: Iterable[int]) -> Span:
        """From the first to the last of the positions, whatever lies between."""
        at = list(positions)
        if len(at) == 1:
            return self.tokens[at[0]].span
        return Span(self.tokens[min(at)].span.start, self.tokens[max(at)].span.end)


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


def kept(find: Callable[[Layer], Found]) -> Callable[[Layer], Found]:
    """`find`, which looks at a tree or a layer as a whole, with its last answer kept: a stage asks for every word.

    Layers are told apart by identity, for to compare or hash thousands of nouns is slow.
    """
    last: tuple[Any, Any] = None, None

    @wraps(find)
    def known(layer: Layer) -> Found:
        nonlocal last
        asked = last
        if asked[0] is not layer:
            asked = last = layer, find(layer)
        found: Found = asked[1]
        return found

    return known


def beheld(find: Callable[[Tree, Layer], Found]) -> Callable[[Tree, Layer], Found]:
    """`find`, which looks at a tree and a layer of the same document, asked once of each."""

    @wraps(find)
    def known(tree: Tree, layer: Layer) -> Found:
        asked = tree.memo.get(find)
        if asked is None or asked[0] is not layer:
            asked = tree.memo[find] = layer, find(tree, layer)
        found: Found = asked[1]
        return found

    return known


@kept
def sentences(tree: Tree) -> dict[int, list[int]]:
    """The positions of the tokens of each sentence."""
    found: dict[int, list[int]] = {}
    for i, token in enumerate(tree.tokens):
        found.setdefault(token.sentence, []).append(i)
    return found


@kept
def _told(tree: Tree) -> dict[str, set[int]]:
    """The sentences by the words and lemmas that are in them."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for token, word, lemma in zip(tree.tokens, tree.lowers, tree.lemmas, strict=True):
        found[word].add(token.sentence)
        if lemma != word:
            found[lemma].add(token.sentence)
    return dict(found)


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
    words = tuple([text[t.span.start : t.span.end] for t in tokens])
    lowers, lemmas = tuple(map(str.lower, words)), tuple([t.lemma.lower() for t in tokens])
    relations = tuple([t.deprel.partition(":")[0] for t in tokens])
    kinds = tuple([_kinds(tuple([tokens[c].deprel for c in below])) if below else _NONE for below in children])
    return Tree(tokens, tuple(map(tuple, children)), text, words, lowers, lemmas, relations, kinds)


@lru_cache(maxsize=10_000)
def _kinds(deprels: tuple[str, ...]) -> frozenset[str]:
    return frozenset((*deprels, *(deprel.partition(":")[0] for deprel in deprels)))
