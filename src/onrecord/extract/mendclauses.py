"""Repairs of clauses and adjuncts that the reader hung on a verb which they cannot belong to."""

from __future__ import annotations

from dataclasses import replace

from onrecord.extract.mendarcs import children, gerund, hang
from onrecord.model import Token

_SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "expl")
_AUXILIARIES = ("aux", "aux:pass", "cop")
_ADJUNCTS = ("obl", "advmod", "nmod:unmarked", "obl:unmarked", "obl:tmod")
# What somebody does who has just confirmed something; no commitment, plan or bond does any of it.
_GOING_ON_TO = frozenset(
    "welcome condemn praise thank commend applaud congratulate urge reiterate reaffirm emphasize underscore stress "
    "express pledge promise call invite criticise criticize denounce".split()
)
# Verbs that answer or ask a question, and the words that open one.
_TELLING = frozenset("say know specify disclose reveal explain clarify indicate decide ask wonder".split())
_ASKING = frozenset("when where why how".split())
# Nouns with a clause of their own after "of" or "for", which may have its own subject.
_WEIGHING = frozenset("importance need necessity possibility prospect risk likelihood danger".split())
_RELATIVE = ("acl:relcl", "acl", "advcl")


def restore_conjuncts(made: list[Token]) -> None:
    """ "He allowed them to be used but has kept out": what is finite is no conjunct of an infinitive or a gerund, but
    of the finite verb above it, whose subject it shares."""
    for i, token in enumerate(made):
        if token.deprel != "conj" or token.head < 0 or not _finite(made, i) or not _open(made, token.head):
            continue
        if any(made[c].deprel in _SUBJECTS for c in children(made, i)):
            continue
        above = made[token.head].head
        while above >= 0 and not _finite(made, above):
            above = made[above].head
        if above >= 0 and any(made[c].deprel in _SUBJECTS for c in children(made, above)):
            hang(made, i, above, "conj")
    _restore_sayings(made)


def _restore_sayings(made: list[Token]) -> None:
    """ "She said that the bond remains strong and *welcomed* the plan": what things do not do, who says so does."""
    for i, token in enumerate(made):
        if token.deprel != "conj" or token.lemma not in _GOING_ON_TO or "Tense=Past" not in token.morph:
            continue
        inner = token.head
        said = made[inner].head
        if made[inner].deprel != "ccomp" or not 0 <= said < inner < i or "Tense=Past" not in made[said].morph:
            continue
        subjects = [made[c] for c in children(made, inner) if made[c].deprel == "nsubj"]
        own = any(made[c].deprel in (*_SUBJECTS, *_AUXILIARIES) for c in children(made, i))
        things = bool(subjects) and all(t.upos == "NOUN" for t in subjects)
        if things and not own and "Tense=Pres" in made[inner].morph:
            hang(made, i, said, "conj")


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


def restore_gerund_subjects(made: list[Token]) -> None:
    """ "The importance of the two sides working together": of theirs is the work, not the importance."""
    for i, token in enumerate(made):
        noun = token.head
        if token.deprel != "acl" or not 0 <= noun < i - 2 or made[noun].lemma.lower() not in _WEIGHING:
            continue
        if not gerund(token) or any(made[c].deprel in ("mark", "case") and c > noun + 1 for c in children(made, i)):
            continue  # "of his role in ending it" is the importance of the role
        of = noun + 1
        who = made[of].head
        if made[of].deprel != "case" or not of < who < i or made[who].head not in (noun, i):
            continue
        if made[who].deprel in ("nmod", "nsubj") and not any(made[k].head == noun for k in range(who + 1, i)):
            hang(made, who, i, "nsubj")
            hang(made, of, i, "mark")


def _finite(made: list[Token], i: int) -> bool:
    """Whether the verb or its first auxiliary is finite, and nothing marks it as an infinitive."""
    words = [i, *(c for c in children(made, i) if made[c].deprel in _AUXILIARIES)]
    return any("VerbForm=Fin" in made[k].morph for k in words)


def _open(made: list[Token], i: int) -> bool:
    """Whether the verb is an infinitive with "to", or a gerund without auxiliary."""
    return _infinitive(made, i) or (gerund(made[i]) and not _finite(made, i))


def _infinitive(made: list[Token], i: int) -> bool:
    """Whether the verb stands after "to"."""
    marked = any(made[c].deprel == "mark" and made[c].lemma.lower() == "to" for c in children(made, i))
    return marked and not _finite(made, i)
