"""Harm without anybody's hand: who is killed in a crash, a flood or an epidemic is not attacked."""

from __future__ import annotations

from functools import cache

from onrecord.extract.contexts import read_table
from onrecord.extract.tree import Tree, sentences

_NOUNS = ("NOUN", "PROPN")
# "Opened fire": of these nouns that is violence.
_OPENED = frozenset({"open", "exchange", "return", "come"})


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(word for row in read_table("mishaps.tsv") if row[0] == kind for word in row[1].split())


def by_mishap(tree: Tree, i: int) -> bool:
    """Whether a word tells of harm, and its sentence of a mishap and of no violence."""
    if tree.lemmas[i] not in _words("harm"):
        return False
    told = sentences(tree)[tree.tokens[i].sentence]
    return not _violent(tree, told) and any(_mishap(tree, k) for k in told)


def harmful(tree: Tree, i: int) -> bool:
    """Whether a noun tells of an accident, no weather or illness, and a word of harm governs it ("hurt in a crash")."""
    head = tree.tokens[i].head
    if head < 0 or tree.lemmas[i] not in _words("accident") or tree.lemmas[head] not in _words("harm"):
        return False
    return tree.relation(i) in ("nsubj", "obl")


def by_violence(tree: Tree, i: int) -> bool:
    """Whether a word tells of harm, and its sentence of violence."""
    return tree.lemmas[i] in _words("harm") and _violent(tree, sentences(tree)[tree.tokens[i].sentence])


def _violent(tree: Tree, told: list[int]) -> bool:
    return any(tree.lemmas[k] in _words("violence") for k in told)


def _mishap(tree: Tree, k: int) -> bool:
    token = tree.tokens[k]
    if token.upos == "VERB":
        return tree.lemmas[k] in _words("verb")
    opened = token.head >= 0 and tree.tokens[token.head].lemma.lower() in _OPENED
    return token.upos in _NOUNS and tree.lemmas[k] in _words("noun") and not opened
