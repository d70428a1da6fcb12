"""Which words of a phrase say who takes part: not how many they are, nor what is only said of them in passing.

"More than 60 elderly Chadian farmers" are Chadian farmers; that they are more than 60 is a quantity of the event, and
the sentence stands beside the record as evidence. "60 farmers" keep their number, for "farmers" would be anybody, and
so do things ("12 tanks").
"""

from __future__ import annotations

from bisect import bisect_right

from onrecord.extract.amountwords import words as amounts
from onrecord.extract.clauses import has
from onrecord.extract.tree import Tree
from onrecord.extract.triggers import nouns
from onrecord.model import Mention, NameType, Quantity, Role

PARTIES = frozenset({Role.ACTOR, Role.RECIPIENT, Role.ADDRESSEE, Role.BENEFICIARY})
_HOW_MANY = frozenset("some several many various numerous".split())


def party(tree: Tree, counted: tuple[Quantity, ...], positions: list[int], head: int) -> list[int]:
    """The positions that are left of those of the phrase with the noun `head`, in text order."""
    whole = _before_aside(tree, positions, head)
    kept = _after_amount(tree, counted, whole)
    while len(kept) > 1 and kept[0] != head and _passing(tree, kept[0]):
        kept = kept[1:]
    return kept if len(kept) > 1 or tree.tokens[head].upos == "PROPN" else whole


def titled(tree: Tree, positions: list[int], mention: Mention) -> list[int]:
    """The positions of a name without what describes its bearer: "former president Ann Lee", "President Ann Lee"."""
    if mention.type is NameType.NORP and positions[0] > 0 and tree.lowers[positions[0] - 1] == "ethnic":
        return [positions[0] - 1, *positions]
    found = tree.text.find(mention.name or "", mention.span.start, mention.span.end)
    bare = found if mention.name and found >= 0 else mention.span.start
    kept = positions
    while len(kept) > 1 and tree.tokens[kept[0]].span.start < bare and not tree.word(kept[0])[:1].isupper():
        kept = kept[1:]
    return kept


def _after_amount(tree: Tree, counted: tuple[Quantity, ...], positions: list[int]) -> list[int]:
    """Without the words of an amount that the phrase begins with."""
    start = tree.tokens[positions[0]].span.start
    at = bisect_right(counted, start, key=lambda q: q.span.start) - 1
    if at < 0 or counted[at].noun is None or start >= counted[at].span.end:
        return positions
    match = amounts().pattern.match(tree.text, counted[at].span.start)
    if match is None or match["fraction"] or not tree.text[match.end() : match.end() + 1].isspace():
        return positions  # "two-state solution"
    return [i for i in positions if tree.tokens[i].span.start >= match.end()] or positions


def _passing(tree: Tree, i: int) -> bool:
    """Whether the word tells what somebody is like at the time, or which of several, not who he is."""
    token, word = tree.tokens[i], tree.lowers[i]
    if word != tree.word(i):
        return False
    if token.upos in ("PUNCT", "CCONJ", "ADP") or (token.upos == "DET" and word in ("the", "a", "an")):
        return True
    return word in _HOW_MANY or word in nouns("passing") or (token.upos == "ADJ" and has(tree, i, "Degree=Sup"))


def _before_aside(tree: Tree, kept: list[int], head: int) -> list[int]:
    """Without what a bracket or a comma sets apart after the noun ("the bank (SBN)", "the bank, or SBN")."""
    for i in range(head + 1, kept[-1]):
        if _parts_off(tree, i, kept[-1]):
            return [k for k in kept if k < i]
    return kept


def _parts_off(tree: Tree, i: int, last: int) -> bool:
    word, owner = tree.word(i), tree.tokens[i].head
    if word == "(":
        return True
    joined = {tree.lowers[k] for k in range(i, last)}
    aside = owner >= 0 and tree.relation(owner) == "appos" and "and" not in joined  # no "north, east, and west"
    return word == "," and (aside or tree.lowers[i + 1] == "or")
