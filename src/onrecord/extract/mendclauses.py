"""Repairs of clauses and adjuncts that the reader hung on a verb which they cannot belong to."""

from __future__ import annotations

from dataclasses import replace

from onrecord.extract.mendarcs import children, hang
from onrecord.model import Token

_SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "expl")
_AUXILIARIES = ("aux", "aux:pass", "cop")
_ADJUNCTS = ("obl", "advmod", "nmod:unmarked", "obl:unmarked", "obl:tmod")
# Verbs that answer or ask a question, and the words that open one.
_TELLING = frozenset("say know specify disclose reveal explain clarify indicate decide ask wonder".split())
_ASKING = frozenset("when where why how".split())
_RELATIVE = ("acl:relcl", "acl", "advcl")


def restore_conjuncts(made: list[Token]) -> None:
    """ "He allowed them to be used but has kept out": what is finite is no conjunct of an infinitive, but of the finite
    verb above it, whose subject it shares."""
    for i, token in enumerate(made):
        if token.deprel != "conj" or token.head < 0 or not _finite(made, i) or not _infinitive(made, token.head):
            continue
        if any(made[c].deprel in _SUBJECTS for c in children(made, i)):
            continue
        above = made[token.head].head
        while above >= 0 and not _finite(made, above):
            above = made[above].head
        if above >= 0 and any(made[c].deprel in _SUBJECTS for c in children(made, above)):
            hang(made, i, above, "conj")


def restore_crossed(made: list[Token]) -> None:
    """ "Missiles stationed in Chad, which approved them in a vote": what follows the clause is in it.

    The reader may hang it on a word before the clause, across the clause's own arc. So is what stands between the
    word that opens a clause and its verb ("told us that, according to Lee, the crew had left").
    """
    for i, token in enumerate(made):
        head = token.head
        if token.deprel not in _ADJUNCTS or not 0 <= head < i - 1:
            continue
        between = [
            k
            for k in range(head + 1, i)
            if made[k].upos == "VERB" and made[k].deprel in _RELATIVE and 0 <= made[k].head < head
        ]
        if between and made[head].head <= made[between[-1]].head:
            hang(made, i, between[-1], token.deprel)
        elif (clause := _opened_around(made, i)) is not None:
            hang(made, i, clause, token.deprel)


def _opened_around(made: list[Token], i: int) -> int | None:
    """The verb of a clause with "that" which opens between the adjunct's head and the adjunct, and has its verb after.

    Only right after the opening word is the clause's own subject still to come.
    """
    for mark in range(made[i].head + 1, i):
        verb = made[mark].head
        if made[mark].deprel != "mark" or made[mark].lemma.lower() != "that" or verb <= i:
            continue
        if any(made[c].deprel in _SUBJECTS and c > i for c in children(made, verb)):
            return verb
    return None


def restore_questions(made: list[Token]) -> None:
    """ "Did not say when the ships would leave": right after a verb of telling, such a clause is what is (not) told."""
    for i, token in enumerate(made):
        verb = token.head
        if token.deprel != "advcl" or not 0 <= verb < i - 1 or made[verb].lemma.lower() not in _TELLING:
            continue
        asks = made[verb + 1]
        own = asks.head == i and asks.deprel in ("advmod", "mark") and asks.lemma.lower() in _ASKING
        if not own or any(made[c].deprel in ("ccomp", "obj") for c in children(made, verb)):
            continue
        if any(made[c].deprel in _SUBJECTS for c in children(made, i)):
            made[i] = replace(token, deprel="ccomp")


def _finite(made: list[Token], i: int) -> bool:
    """Whether the verb or its first auxiliary is finite, and nothing marks it as an infinitive."""
    words = [i, *(c for c in children(made, i) if made[c].deprel in _AUXILIARIES)]
    return any("VerbForm=Fin" in made[k].morph for k in words)


def _infinitive(made: list[Token], i: int) -> bool:
    """Whether the verb stands after "to"."""
    marked = any(made[c].deprel == "mark" and made[c].lemma.lower() == "to" for c in children(made, i))
    return marked and not _finite(made, i)
