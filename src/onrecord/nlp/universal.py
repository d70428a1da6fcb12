"""ClearNLP dependencies, as spaCy's English models give them, rewritten as Universal Dependencies.

Sources: the label list of the CLEAR style guide (Choi and Palmer 2012) and the UD v2 guidelines for English.
Prepositions become case marks, copulas leave the head to the predicate, coordination hangs on its first member,
personal names are flat. Works on plain lists so that it can be tested without a model.
"""

from __future__ import annotations

from dataclasses import dataclass

_RENAMED = {
    "ROOT": "root",
    "dobj": "obj",
    "dative": "iobj",
    "nsubjpass": "nsubj:pass",
    "csubjpass": "csubj:pass",
    "auxpass": "aux:pass",
    "prt": "compound:prt",
    "neg": "advmod",
    "poss": "nmod:poss",
    "relcl": "acl:relcl",
    "npadvmod": "obl:unmarked",
    "quantmod": "advmod",
    "predet": "det:predet",
    "preconj": "cc:preconj",
    "intj": "discourse",
    "oprd": "xcomp",
    "acomp": "xcomp",
    "attr": "xcomp",
    "meta": "dep",
}
_PREPOSITIONS = {"prep", "agent", "dative"}
_VERBAL = {"VERB", "AUX", "ADJ", "ADV"}


@dataclass(slots=True)
class Arc:
    """One word of a sentence while it is rewritten. head is a position in the list, its own at the root."""

    upos: str
    lemma: str
    head: int
    deprel: str
    person: bool = False  # inside the name of a person


def to_universal(arcs: list[Arc]) -> list[Arc]:
    """Rewrite heads and relations in place and return them. The tree stays a tree."""
    _raise_objects(arcs)
    _raise_predicates(arcs)
    _flatten_names(arcs)
    _rename(arcs)
    _flatten_coordination(arcs)
    _hang_punctuation(arcs)
    return arcs


def _children(arcs: list[Arc], head: int) -> list[int]:
    return [i for i, a in enumerate(arcs) if a.head == head and i != head]


def _swap(arcs: list[Arc], low: int, high: int, keep: str) -> None:
    """`low`, a dependant of `high`, takes its place; `high` becomes a dependant of `low` with relation `keep`."""
    root = arcs[high].head == high
    arcs[low].head = low if root else arcs[high].head
    arcs[high].head, arcs[high].deprel = low, keep


def _raise_objects(arcs: list[Arc]) -> None:
    """Preposition and object change places, the innermost first ("from behind the house")."""
    order = [i for i, a in enumerate(arcs) if a.deprel in _PREPOSITIONS and a.upos in ("ADP", "SCONJ", "PART", "VERB")]
    depth = {i: n for n, i in enumerate(_from_the_root(arcs))}
    for i in sorted(order, key=lambda i: -depth[i]):
        below = _children(arcs, i)
        inner = next((c for c in below if arcs[c].deprel in ("pobj", "pcomp") or arcs[c].deprel == "raised"), None)
        if inner is None:
            arcs[i].deprel = "advmod" if arcs[i].deprel != "dative" else "obl"
            continue
        _raise(arcs, i, inner, below)


def _raise(arcs: list[Arc], prep: int, inner: int, below: list[int]) -> None:
    clause = arcs[inner].deprel == "pcomp" and arcs[inner].upos in ("VERB", "AUX")
    above = arcs[arcs[prep].head]
    verbal = above.upos in _VERBAL
    agent = arcs[prep].deprel == "agent"
    if arcs[arcs[prep].head].deprel in _PREPOSITIONS and arcs[prep].head != prep:
        relation = "raised"  # object of an outer preposition, which is yet to change places
    elif clause:
        relation = "advcl" if verbal else "acl"
    else:
        relation = ("obl:agent" if agent else "obl") if verbal else "nmod"
    _swap(arcs, inner, prep, "mark" if clause else "case")
    arcs[inner].deprel = relation
    for c in below:
        if c != inner:
            arcs[c].head = inner


def _raise_predicates(arcs: list[Arc]) -> None:
    """In "X is Y" the head is Y and "is" its copula; "there is Y" keeps the verb as head."""
    for i, arc in enumerate(arcs):
        if arc.lemma != "be" or arc.deprel in ("aux", "auxpass"):
            continue
        below = _children(arcs, i)
        predicate = _predicate(arcs, i, below)
        if any(arcs[c].deprel == "expl" and arcs[c].lemma == "there" for c in below):
            arc.upos = "VERB"
            for c in below:
                if arcs[c].deprel == "attr":
                    arcs[c].deprel = "nsubj"
        elif predicate is not None:
            relation = arc.deprel
            _swap(arcs, predicate, i, "cop")
            arcs[predicate].deprel = relation
            arc.upos = "AUX"
            for c in below:
                if c != predicate:
                    arcs[c].head = predicate


def _predicate(arcs: list[Arc], be: int, below: list[int]) -> int | None:
    for labels in (("attr", "acomp", "oprd"), ("obl", "nmod")):
        for c in below:
            if c > be and arcs[c].deprel in labels and (labels[0] == "attr" or arcs[c].upos != "VERB"):
                return c
    return None


def _flatten_names(arcs: list[Arc]) -> None:
    """First word of a person's name heads it; the others are flat (UD: "flat" for names without inner syntax)."""
    for i, arc in enumerate(arcs):
        if arc.upos != "PROPN":
            continue
        parts = [
            c
            for c in _children(arcs, i)
            if c < i and arcs[c].deprel == "compound" and arcs[c].upos == "PROPN" and (arc.person or arcs[c].person)
        ]
        if not parts or not all(arcs[k].upos == "PROPN" for k in range(parts[0], i)):
            continue
        first, relation, below = parts[0], arc.deprel, _children(arcs, i)
        _swap(arcs, first, i, "flat")
        arcs[first].deprel = relation
        for c in below:
            if c != first:
                arcs[c].head = first
                if c in parts:
                    arcs[c].deprel = "flat"


def _rename(arcs: list[Arc]) -> None:
    for arc in arcs:
        if arc.deprel == "aux" and arc.upos == "PART":
            arc.deprel = "mark"  # "to" before an infinitive
        if arc.deprel == "mark" and arc.upos == "ADP":
            arc.upos = "SCONJ"
        arc.deprel = _RENAMED.get(arc.deprel, arc.deprel)
        if arc.deprel in ("prep", "agent", "raised", "pobj", "pcomp"):
            arc.deprel = "obl" if arc.deprel in ("pobj", "raised") else "dep"


def _flatten_coordination(arcs: list[Arc]) -> None:
    """All conjuncts hang on the first; a conjunction hangs on the conjunct that it comes before."""
    for i, arc in enumerate(arcs):
        while arc.deprel == "conj" and arcs[arc.head].deprel == "conj" and arc.head != i:
            arc.head = arcs[arc.head].head
    for i, arc in enumerate(arcs):
        if arc.deprel != "cc":
            continue
        head = arcs[arc.head].head if arcs[arc.head].deprel == "conj" and arc.head < i else arc.head
        after = [c for c in _children(arcs, head) if c > i and arcs[c].deprel == "conj"]
        if after and head < i:
            arc.head = after[0]


def _hang_punctuation(arcs: list[Arc]) -> None:
    """A mark hangs on the unit that it sets off: the one that ends before it, else the one that starts after it."""
    low, high = _extents(arcs)
    heads = {arc.head for arc in arcs}
    for i in range(1, len(arcs) - 1):
        # A mark with words of its own stays where it is: to hang it on one of them would close a circle.
        if arcs[i].deprel != "punct" or i in heads:
            continue
        before = _top(arcs, i - 1, low, high, range(i))
        after = _top(arcs, i + 1, low, high, range(i + 1, len(arcs)))
        if before is not None and arcs[before].head > i and arcs[before].deprel != "punct":
            arcs[i].head = before
        elif after is not None and arcs[after].head < i and arcs[after].deprel != "punct":
            arcs[i].head = after


def _extents(arcs: list[Arc]) -> tuple[list[int], list[int]]:
    """First and last position in the subtree of each word, punctuation left out."""
    low, high = list(range(len(arcs))), list(range(len(arcs)))
    for i in reversed(_from_the_root(arcs)):
        head = arcs[i].head
        if arcs[i].deprel != "punct":
            low[head], high[head] = min(low[head], low[i]), max(high[head], high[i])
    return low, high


def _from_the_root(arcs: list[Arc]) -> list[int]:
    """All positions, every head before its dependants."""
    below: list[list[int]] = [[] for _ in arcs]
    order: list[int] = []
    for i, arc in enumerate(arcs):
        (order if arc.head == i else below[arc.head]).append(i)
    for i in order:
        order.extend(below[i])
    return order


def _top(arcs: list[Arc], i: int, low: list[int], high: list[int], room: range) -> int | None:
    """The highest word over `i` whose subtree stays in `room`, None if that of `i` itself does not."""
    if low[i] not in room or high[i] not in room:
        return None
    while arcs[i].head != i and low[arcs[i].head] in room and high[arcs[i].head] in room:
        i = arcs[i].head
    return i
