"""How a clause or a noun hangs on what governs it, where that decides more than the governing word does."""

from __future__ import annotations

from onrecord.extract.clauses import case, copula, form, has, lemma, passive
from onrecord.extract.contexts import noun_effect
from onrecord.extract.denials import CLAIMS
from onrecord.extract.modality import Standing, because
from onrecord.extract.tree import Tree

_GRANTS = frozenset(
    "approval access entry visa permission request bail asylum visit right leave parole licence license permit passage "
    "service treatment care clearance appeal motion aid assistance support citizenship status petition "
    "admission".split()
)
# "Made a landing to save it": the infinitive is the purpose of the noun, not what somebody is made to do.
SUPPORTING = frozenset({"make", "have", "get", "take", "use", "hold", "give"})
_RANKED = frozenset({"first", "last", "only", "second", "third", "latest", "next"})
# What is rejected or considered was said all the same: the words are the event.
SAID = frozenset(
    "objection demand request claim bid offer proposal plan charge accusation allegation appeal criticism "
    "call report decision suggestion complaint argument application statement comment idea petition".split()
)
_DEFINITE = frozenset("the this that these those its his her their our my your".split())


def exceeding(tree: Tree, i: int, head: int) -> list[int]:
    """ "Too late to win": the word that says it did not come to that."""
    if "to" not in {tree.word(c).lower() for c in tree.below(i, "mark")} or i < head:
        return []
    measured = [head, *(c for c in tree.below(head, "advmod", "xcomp", "amod") if c < i)]
    return [c for k in measured for c in tree.below(k, "advmod") if c < k and tree.word(c).lower() == "too"]


def purposed(tree: Tree, i: int, head: int) -> bool:
    """ "Made a landing to save it", "has the right to go": no duty, nor what somebody is made to do."""
    marks = {tree.word(c).lower() for c in tree.below(i, "mark")}
    support = lemma(tree, head) in SUPPORTING and not passive(tree, head) and bool(tree.below(head, "obj"))
    return "to" in marks and tree.relation(i) in ("advcl", "xcomp") and support


def reduced(tree: Tree, i: int) -> bool:
    """ "Denied the truce announced on Monday": a participle with a noun before it, which the reader may take for a
    clause, tells which truce is meant."""
    bare = form(tree, i) == "Part-Past" and not tree.below(i, "aux", "mark", "cop")
    return bare and tree.relation(i) == "ccomp" and bool(tree.below(i, "nsubj"))


def meant(tree: Tree, i: int) -> Standing | None:
    """ "The goal is to help": what a goal, plan or request is said to be."""
    if copula(tree, i) is None or "to" not in {tree.word(c).lower() for c in tree.below(i, "mark")}:
        return None
    return next((because(known, s) for s in tree.below(i, "nsubj") if (known := noun_effect(tree, s, "inf"))), None)


def granted(tree: Tree, i: int) -> bool:
    """Whether the charge is a reason, which whoever gives it takes for granted ("praised Norway for closing it")."""
    return any(tree.word(c).lower() in ("for", "on") for c in tree.below(i, "mark"))


def resulting(tree: Tree, i: int, head: int) -> bool:
    """Whether a participle after a comma tells what came of it ("was delayed, leading to protests"): no complement."""
    after = tree.relation(i) == "advcl" and form(tree, i) == "Part-Pres" and i > head + 1
    return after and tree.word(i - 1) == ","


def shape(tree: Tree, i: int) -> str:
    """The form of the clause: of a passive or progressive infinitive ("to be examined") that of its auxiliary."""
    own = [form(tree, a) for a in tree.below(i, "aux", "cop")]
    return "Inf" if own and own[0] == "Inf" and form(tree, i) != "Fin" else form(tree, i)


def ranked(tree: Tree, c: int) -> bool:
    """Whether the word picks one out of a row: "first", "last", "youngest"."""
    return tree.tokens[c].lemma.lower() in _RANKED or has(tree, c, "Degree=Sup") or has(tree, c, "NumType=Ord")


def refused(tree: Tree, i: int) -> str:
    """What denying a noun means: denying somebody a thing withholds it ("denied a visit"), a claim was made, and only
    of the rest is it said that it is not so."""
    word = tree.tokens[i].lemma.lower()
    if word in CLAIMS or word in SAID:
        return "true"
    verb = tree.tokens[i].head
    return "not" if word in _GRANTS or tree.below(verb, "iobj") or passive(tree, verb) else "deny"


def definite(tree: Tree, i: int) -> bool:
    """Whether the noun takes its event for known."""
    if tree.below(i, "nmod:poss") or case(tree, i) in ("after", "since", "during"):
        return True
    return any(tree.word(c).lower() in _DEFINITE for c in tree.below(i, "det", "nmod"))
