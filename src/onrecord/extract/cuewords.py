"""The words of a cue and of its source, and what a word's prepositions and conjunctions are."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.extract.tree import Tree

_EDGE = frozenset({"punct", "cc", "cc:preconj"})
# What hangs on a source and is no part of it.
_APART = ("parataxis", "advcl")
_APART_OF_PREDICATE = (*_APART, "cop", "nsubj", "conj", "advmod")
_NOT_CONTENT = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december morning afternoon evening night week month year day hour minute time "
    "statement interview speech email e-mail letter tweet conference briefing reporter".split()
)


def source_words(tree: Tree, holder: int, cue: int) -> tuple[int, ...]:
    """The noun phrase of the holder, without the branch that the cue itself is in and without case marks."""
    branch, mine = cue, set[int]()
    for up in tree.above(cue):
        if up == holder:
            mine = set(tree.subtree(branch))
            break
        branch = up
    skip = _APART if not tree.below(holder, "cop") else _APART_OF_PREDICATE
    for c in tree.below(holder, "case", "mark"):
        mine.update(tree.subtree(c))
    for c in tree.below(holder, "nmod", "obl"):
        if tree.lemmas[c] in _NOT_CONTENT and case_of(tree, c) in ("in", "on", "at", "during"):
            mine.update(tree.subtree(c))  # "the ministry in a statement on Monday": how and when, not who
    return trimmed(tree, [i for i in tree.subtree(holder, skip) if i not in mine])


def cue_words(tree: Tree, at: int) -> tuple[int, ...]:
    """Verb with auxiliaries, negation and particle, and the adverbs right beside or between these."""
    core = {at, *tree.below(at, "aux", "cop", "compound:prt")}
    core.update(c for c in tree.below(at, "advmod") if tree.lemmas[c] in ("not", "n't", "n’t", "never"))
    low, high = min(core), max(core)
    core.update(c for c in tree.below(at, "advmod", "mark") if low - 1 <= c <= high + 1 and not tree.below(c))
    return tuple(sorted(core))


def trimmed(tree: Tree, words: Iterable[int]) -> tuple[int, ...]:
    """In order, without punctuation and conjunctions at either end."""
    found = sorted(words)
    low, high = 0, len(found)
    while low < high and tree.tokens[found[low]].deprel in _EDGE:
        low += 1
    while low < high and tree.tokens[found[high - 1]].deprel in _EDGE:
        high -= 1
    return tuple(found[low:high])


def mark_of(tree: Tree, at: int) -> str:
    """The conjunction that opens a clause, in lower case, or nothing."""
    marks = tree.below(at, "mark")
    return tree.lowers[marks[0]] if marks else ""


def is_marked(tree: Tree, at: int, word: str) -> bool:
    """Whether the word is among the conjunctions and auxiliaries of a clause."""
    return any(tree.lowers[c] == word for c in tree.below(at, "mark", "aux"))


def case_of(tree: Tree, at: int) -> str:
    """The preposition of a noun, in lower case, or nothing."""
    cases = tree.below(at, "case")
    return tree.lowers[cases[0]] if cases else ""


def content_like(tree: Tree, c: int) -> bool:
    """Neither a time nor a medium, by its words."""
    return tree.tokens[c].deprel != "obl:unmarked" and tree.lemmas[c] not in _NOT_CONTENT
