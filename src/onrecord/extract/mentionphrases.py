"""Finds the phrases of a report for somebody or something that can act: names, descriptions, pronouns."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.extract.describedphrases import can_act, common, is_pronoun, pronoun
from onrecord.extract.namephrases import known_surnames, named, thing, untyped_people
from onrecord.extract.phrases import Phrase
from onrecord.extract.placedwords import Placed
from onrecord.extract.placelookup import body_of
from onrecord.extract.tree import Tree
from onrecord.model import Document, NameType

# What heads a phrase, but for names in capitals.
_HEADS = frozenset({"PRON", "DET", "NOUN", "PROPN"})


def find_phrases(document: Document, placed: Placed) -> list[Phrase]:
    """All phrases in text order; no two have the same head."""
    found, taken = _names(document, placed)
    words = placed.tree.words
    for at, token in enumerate(placed.tree.tokens):
        if at in found or (token.upos not in _HEADS and not words[at].isupper()):
            continue
        if (made := _other(placed, at, at in taken)) is not None:
            found[at] = made
    return sorted(found.values(), key=lambda p: (p.words[0], p.head))


def _names(document: Document, placed: Placed) -> tuple[dict[int, Phrase], set[int]]:
    """Phrases that are names, by head, and all of their words; people go first."""
    names = sorted(named(document, placed), key=lambda p: p.type is not NameType.PER)
    people = [p for p in names if p.type is NameType.PER]
    surnames, ends = {p.name[-1].lower() for p in people}, {p.words[-1] for p in people}
    inside = {i for p in people for i in p.words[-len(p.name) + 1 :] if len(p.name) > 1}
    found: dict[int, Phrase] = {}
    taken: set[int] = set()
    for phrase in _apart(untyped_people(placed, inside), known_surnames(placed, surnames, ends), names):
        if not taken & set(phrase.words):
            found[phrase.head] = phrase
            taken.update(phrase.words)
    return found, taken


def _apart(*groups: Iterable[Phrase]) -> Iterable[Phrase]:
    return (phrase for group in groups for phrase in group)


def _other(placed: Placed, at: int, taken: bool) -> Phrase | None:
    """A pronoun, a body in capitals or a description whose head is the word at `at`."""
    tree = placed.tree
    word, upos = tree.words[at], tree.tokens[at].upos
    shouted = len(word) > 1 and word.isupper()  # "WHO" and "US" are names
    if upos in ("PRON", "DET") and is_pronoun(tree.lowers[at]) and not shouted:
        return pronoun(tree, at)
    if shouted and not taken and body_of(word) and not _in_capitals(tree, at):
        return thing(placed, (at,), NameType.ORG)
    if not taken and upos in ("NOUN", "PROPN") and can_act(placed, at):
        return common(placed, at)
    return None


def _in_capitals(tree: Tree, at: int) -> bool:
    """Whether the words around are in capitals too: "POLAR ICE MELTS" is about no agency."""
    near = (tree.word(i) for i in (at - 1, at + 1) if 0 <= i < len(tree.tokens))
    words = [w for w in near if w.isalpha() and len(w) > 1]
    return bool(words) and all(w.isupper() for w in words)
