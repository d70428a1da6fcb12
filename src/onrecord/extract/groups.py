"""Whom "they" are together: "Norway and Chad signed a treaty. They will send troops" names two that send.

A plural pronoun stands for a coordination as a whole as OntoNotes annotates it.
The members are known one by one, so nobody has to be named in between.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onrecord.extract.clauses import conjuncts, joined_by_and
from onrecord.extract.clusters import Meant
from onrecord.extract.phrases import Phrase
from onrecord.extract.pronounlinks import LEAST_LINK, antecedent
from onrecord.extract.tree import Tree
from onrecord.model import Form, Link, NameType

_ACTING = frozenset({NameType.PER, NameType.ORG, NameType.GPE, NameType.NORP})


def together(
    tree: Tree, links: Mapping[int, Link], phrases: Sequence[Phrase], meant: Sequence[Meant], at: int
) -> tuple[int, ...]:
    """Heads of the mentions that the pronoun `phrases[at]` stands for together, in text order; nothing if it does not.

    meant: what the phrases mean by the rules.
    """
    pronoun = phrases[at]
    if pronoun.form is not Form.PRONOUN or pronoun.gender != "p":
        return ()
    by_head = {p.head: p for p in phrases}
    group = _linked(tree, links, by_head, pronoun.head)
    if group is None:
        return () if meant[at].cluster is not None else _last_subject(tree, phrases, by_head, at)
    between = [p for p in phrases[:at] if group and group[-1] < p.head < pronoun.head and p.gender == "p"]
    return () if any(tree.relation(p.head) == "nsubj" and _acts(p) for p in between) else group


def _linked(tree: Tree, links: Mapping[int, Link], by_head: Mapping[int, Phrase], at: int) -> tuple[int, ...] | None:
    """The coordination that the reader links the pronoun into; None where it links it to nothing."""
    noun, score = antecedent(tree, links, at)
    if noun == at or tree.tokens[noun].upos in ("PRON", "DET") or score < LEAST_LINK:
        return None
    return _members(tree, by_head, noun)


def _last_subject(tree: Tree, phrases: Sequence[Phrase], by_head: Mapping[int, Phrase], at: int) -> tuple[int, ...]:
    """The coordinated subject before the pronoun, in its sentence or the one before, where no other plural stands."""
    pronoun = phrases[at].head
    for back in range(2):
        sentence = tree.tokens[pronoun].sentence - back
        here = [p for p in phrases[:at] if tree.tokens[p.head].sentence == sentence and p.head < pronoun]
        found = {group for p in here if tree.relation(p.head) == "nsubj" and (group := _members(tree, by_head, p.head))}
        if found:
            (group, *others) = found
            plural = any(p.gender == "p" and p.head not in group and _acts(p) for p in here)
            same = any(tree.tokens[i].head == tree.tokens[pronoun].head for i in group)
            return () if others or plural or same else group
    return ()


def _members(tree: Tree, by_head: Mapping[int, Phrase], at: int) -> tuple[int, ...]:
    """The heads of a coordination with "and" of those who can act, one of whom is the word at `at`."""
    first = tree.tokens[at].head if tree.relation(at) == "conj" else at
    heads = conjuncts(tree, first)
    if not joined_by_and(tree, heads):
        return ()
    acting = all(i in by_head and _acts(by_head[i]) for i in heads)
    return tuple(sorted(heads)) if acting else ()


def _acts(phrase: Phrase) -> bool:
    return phrase.form is not Form.PRONOUN and (phrase.type in _ACTING or phrase.actor is not None)
