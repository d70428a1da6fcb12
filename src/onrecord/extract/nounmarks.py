"""Marks of standing before an event noun, and what a charge says of the standing of what is charged."""

from __future__ import annotations

from dataclasses import replace

from onrecord.extract.clauses import lemma, passive, subject
from onrecord.extract.conditions import hanging, indispensable, subjected
from onrecord.extract.marks import HEDGES
from onrecord.extract.modality import PLAIN, Standing, because, merge
from onrecord.extract.tree import Tree
from onrecord.model import Certainty

_UNREAL = {
    **dict.fromkeys("planned future upcoming forthcoming proposed expected scheduled intended looming".split(), "plan"),
    **dict.fromkeys(
        "possible potential hypothetical likely threatened imminent prospective feared attempted".split(), "possible"
    ),
    **dict.fromkeys(
        "alleged suspected reported apparent presumed rumoured rumored purported projected supposed".split(), "probable"
    ),
    **dict.fromkeys("failed cancelled canceled averted foiled aborted".split(), "not"),
    **dict.fromkeys("ongoing continued continuing current persistent persisting".split(), "going"),
}
_TRIES = frozenset({"attempt", "bid", "effort", "try", "declaration", "coup", "experiment"})
_SPREADING = frozenset("outbreak wave series spate rise increase surge string escalation spread campaign".split())
_TELLING = frozenset({*_UNREAL, *HEDGES, "no", "without", "amid"})
# Who charges before a court; others who accuse say it themselves.
_PROSECUTORS = frozenset(
    "prosecutor prosecution indictment lawsuit suit complaint police authority court grand jury judge".split()
)
_GUILTY = frozenset("convict guilty sentence jail imprison plead admit conviction acquit clear".split())
_ACCUSING = frozenset({"accuse", "blame"})


def noun_marks(tree: Tree, i: int) -> Standing:
    """Words before an event noun ("planned talks", "no attack")."""
    found = PLAIN
    telling = tree.sentence_has(i, _TELLING)
    for c in tree.below(i, "amod", "det", "advmod", "compound") if telling else ():
        if tree.tokens[c].lemma.lower() == "no" and tree.relation(c) == "det":
            found = merge(found, because("negated", c))
        elif known := _UNREAL.get(tree.lowers[c]):
            tried = known == "not" and tree.lemmas[i] in _TRIES  # "a failed attempt" was made
            found = found if tried else merge(because(known, c), found)
        elif hedge := HEDGES.get(tree.lowers[c]):
            found = merge(because(hedge, c), found)
    for c in tree.below(i, "case", "mark") if telling else ():
        if tree.lowers[c] == "without":
            return because("if", c) if indispensable(tree, i) else merge(because("not", c), found)
        if tree.lowers[c] == "amid":
            found = merge(because("going", c), found)
    if telling and tree.relation(i) == "nmod" and tree.lemmas[tree.tokens[i].head] in _SPREADING:
        for c in tree.below(tree.tokens[i].head, "case"):
            if tree.lowers[c] == "amid":
                found = merge(because("going", c), found)  # "amid a wave of strikes"
    if (word := subjected(tree, i)) is not None or (word := hanging(tree, i)) is not None:
        return merge(because("if", word), found)
    return found


def charged(tree: Tree, known: str, outer: Standing, head: int) -> Standing:
    """What is charged is possible, what somebody was convicted of a fact; no charge or conviction leaves it open.

    Whoever accuses by name says it himself: it stands as he gives it. A passive and a court leave it open.
    """
    if outer.negative:
        return because("unclear", *outer.words, head)
    if known == "convict" and outer.plain:
        return replace(PLAIN, words=(head,))
    if outer.plain and lemma(tree, head) in _ACCUSING and not passive(tree, head):
        who = subject(tree, head)
        if who is not None and tree.tokens[who].lemma.lower() not in _PROSECUTORS:
            return replace(PLAIN, certainty=Certainty.PROBABLE, words=(head,))
    return because("possible", *outer.words, head)


def found_guilty(tree: Tree, charge: int) -> bool:
    """Whether a charge is one that somebody was found guilty of, or freed from."""
    return any(tree.tokens[k].lemma.lower() in _GUILTY for k in tree.above(charge))
