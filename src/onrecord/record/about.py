"""Who and what else takes part in an event: all of a row, and what an act is about where no object tells it."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.extract.clauses import case, conjuncts, copula, form, is_clause, passive
from onrecord.extract.scene import Scene, quote_of
from onrecord.extract.tree import Tree
from onrecord.model import Event, Participant, Role
from onrecord.record.clausekinds import first
from onrecord.record.told import typed_events

# What an act is about, where no object tells it.
_ABOUT = frozenset("to with on upon for of into against about over towards toward".split())
# The same with certain words ("participated in the games", "refrain from strikes").
_ALSO = {
    **dict.fromkeys("participate take_part assist engage invest succeed partake".split(), "in"),
    **dict.fromkeys("refrain abstain desist withdraw recover suffer benefit".split(), "from"),
}
# How far the verbs of a row stand apart: a comma and an "and".
_CLOSE = 3


def more(scene: Scene, event: Event, kept: Sequence[Participant]) -> list[Participant]:
    """Those who take part besides the ones that are known."""
    quote = quote_of(scene.document, scene.tree.tokens[event.head].span)
    found = [(p.role, k) for p in kept for k in _row(scene, p)]
    if all(p.role is Role.ACTOR for p in kept):
        found += [(Role.OBJECT, k) for k in _about(scene, event)]
    doers = [] if any(p.role is Role.ACTOR for p in kept) else _doers(scene, event)
    return doers + [scene.participant(role, k, quote) for role, k in found]


def _doers(scene: Scene, event: Event) -> list[Participant]:
    """ "Two were killed in an attack by rebels", "when rebels opened fire": who did it, told by the act beside it."""
    tree, i = scene.tree, event.head
    if event.type != "ASSAULT" or not passive(tree, i):
        return []
    row = [first(tree, i)]
    for k in row:  # grows while it is walked
        row += [c for c in tree.below(k, "conj") if passive(tree, c)]
    beside = [c for k in row for c in tree.below(k, "obl") if case(tree, c) in ("in", "by", "during")]
    beside += [c for k in row for c in tree.below(k, "advcl") if _marks(tree, c) & {"when", "after", "as"}]
    told = typed_events(scene.document.events)
    acts = [told[c] for c in beside if c in told and told[c].type == "ASSAULT"]
    return next(([p for p in act.participants if p.role is Role.ACTOR] for act in acts), [])


def _marks(tree: Tree, c: int) -> set[str]:
    return {tree.word(m).lower() for m in tree.below(c, "mark", "advmod")}


def _row(scene: Scene, party: Participant) -> list[int]:
    """The rest of a row that the reader hung one on the other ("Lee, Cho, Odell and Roos")."""
    heads = [k for k in scene.inside(party.span) if scene.tree.tokens[k].head not in scene.inside(party.span)]
    found = [c for k in heads for c in conjuncts(scene.tree, k)[1:]]
    for k in found:  # grows while it is walked
        found += [c for c in conjuncts(scene.tree, k)[1:] if c not in found]
    return [k for k in found if not scene.tree.below(k, "case", "mark") and k not in scene.times]


def _about(scene: Scene, event: Event) -> list[int]:
    """ "Committed to the treaty", "support for reforms", "build and repair roads", "discussed raising taxes"."""
    tree, i = scene.tree, event.head
    near = [c for c in tree.below(i, "obl", "nmod") if c > i and c not in scene.times and _means(tree, event.lemma, c)]
    heads = near[:1] or _shared(tree, i)[:1]
    if not heads and event.type == "CONSULT":
        heads = [o for c in tree.below(i, "xcomp") if form(tree, c) == "Part-Pres" for o in tree.below(c, "obj")]
    return [k for c in heads for k in conjuncts(tree, c)]


def _means(tree: Tree, word: str, c: int) -> bool:
    return case(tree, c) in _ABOUT or case(tree, c) == _ALSO.get(word.replace(" ", "_"))


def _shared(tree: Tree, i: int) -> list[int]:
    """The object of the last verb of a row that is the object of all ("review, repeal and revise the law")."""
    if passive(tree, i) or not is_clause(tree, i) or copula(tree, i) is not None:
        return []
    first = tree.tokens[i].head if tree.tokens[i].deprel == "conj" else i
    row = [k for k in (first, *tree.below(first, "conj")) if k >= i and tree.tokens[k].upos == "VERB"]
    for at, k in enumerate(row[1:], 1):
        if k - row[at - 1] > _CLOSE:
            return []
        if tree.below(k, "obj"):
            return tree.below(k, "obj")
    return []
