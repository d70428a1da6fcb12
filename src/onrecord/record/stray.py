"""Who stands too far from an act to be the one whom it is done to: in a setting, a side clause or another act.

The reading looks far for whom an act reaches, for coders want somebody. A record keeps whom its own words name: the
act's arguments, who owns its object, who a light verb's noun is done to.
"""

from __future__ import annotations

from onrecord.extract.clauses import case, conjoined, form, is_clause, subject
from onrecord.extract.plover import CONFLICT
from onrecord.extract.scene import Scene
from onrecord.extract.tree import Tree
from onrecord.model import Event, NameType
from onrecord.record.clausekinds import first

# Before a nominal these tell when, how or as what, and of nobody whom it is done to.
BESIDE = frozenset({"as", "amid", "during", "after", "before", "following", "ahead of", "ahead", "since", "through"})
WITHIN = frozenset("in at near around across throughout outside inside within".split())
_PLACES = frozenset({NameType.GPE, NameType.LOC, NameType.FAC})
# What somebody does by words is done to nobody in the reason or aim that a side clause gives.
_WORDS = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "REJECT"})
# Of a nominal that is no object these lead on to whom it is done to ("took part in talks with Chad").
_LEADING = frozenset({"for", "to", "against", "with"})
_MODIFYING = frozenset({"compound", "amod", "flat"})
_CLAUSES = frozenset({"acl", "advcl", "ccomp", "parataxis"})
_ONTO = frozenset("on upon against at to toward towards with from for over into".split())
# "Fired in the direction of the camp" is fired at it.
_TOWARDS = frozenset({"direction", "face"})
_SUFFERED = frozenset("arrest detention murder killing execution abduction expulsion persecution torture".split())
_SUFFERING = frozenset("face suffer undergo receive survive escape endure".split())
_BY_WAY = frozenset({"on", "along", "by", "off"})
_CHARGES = frozenset(
    "accusation allegation case charge claim complaint evidence indictment investigation lawsuit probe proceeding "
    "suit".split()
)
_NEAR, _DEEP = 2, 8


def stray(scene: Scene, event: Event, head: int) -> bool:
    """Whether the recipient with this head stands beyond the act."""
    tree, i = scene.tree, event.head
    links = _links(tree, i, head)
    if links is None:
        return not is_clause(tree, i) and not _shared(tree, i, head, event.type)
    if not links:
        return False
    cases = [case(tree, k) for k in links]
    if cases[-1] == "between" and event.type in CONFLICT and _place(scene, head):
        return True  # "strikes between Dori and Djibo"
    if cases[-1] == "as" and tree.relation(links[0]) == "nsubj":
        return False  # "hailed the pact as a success"
    if not BESIDE.isdisjoint(cases) or _placed(scene, event, links):
        return True
    if event.type == "SUPPORT" and "against" in cases:
        return True  # "support against the rebels"
    return _by_way(scene, event, head, links[0]) if len(links) == 1 else _apart(tree, event, links)


def _by_way(scene: Scene, event: Event, head: int, top: int) -> bool:
    """ "Was shot on the border", "spoke at the Academy": where somebody was, or who has the house."""
    tree, i, link = scene.tree, event.head, case(scene.tree, top)
    struck = any(scene.animate(c) for c in tree.below(i, "obj", "nsubj:pass"))
    if link in _BY_WAY and not scene.animate(head):
        return struck
    if link != "at" or tree.relation(top) != "obl" or scene.types.get(head) is NameType.PER:
        return False
    return struck or event.type not in CONFLICT


def _apart(tree: Tree, event: Event, links: list[int]) -> bool:
    """Whether what leads from the act to him leads away from it."""
    i, top = event.head, links[-1]
    relation = tree.relation(top)
    if relation == "conj":  # "sanctions and aid to Chad": the other act's; "support and stand with them": of both
        return not is_clause(tree, i) or bool(tree.below(i, "obj")) or len(links) > _NEAR
    if relation == "obl":
        aside = any(tree.relation(k) in _CLAUSES for k in links)  # "committed to the plan that ministers made"
        return aside or (case(tree, top) not in _LEADING and case(tree, links[0]) != "with")
    if relation == "advcl":
        aim = form(tree, top) == "Part-Pres" and len(links) == _NEAR  # "committed to working with Chad"
        return event.type in _WORDS and not (event.type == "AGREE" and aim)
    if relation == "xcomp":
        return event.type == "AGREE" and len(links) > _NEAR
    return relation == "obj" and _within_object(tree, event.type, links)


def _links(tree: Tree, i: int, head: int) -> list[int] | None:
    """The words that lead up from a nominal to the act, first conjuncts for later ones; None if it is not below it."""
    found: list[int] = []
    k = head
    for _ in range(_DEEP):
        above = tree.tokens[k].head
        if above < 0:
            return None
        if tree.relation(k) != "conj" or above == i:
            found.append(k)
        if above == i:
            return found
        k = above
    return None


def _placed(scene: Scene, event: Event, links: list[int]) -> bool:
    """ "Strikes on trains at a station in Dori": where it happened, said of whom it was done to."""
    tree = scene.tree
    around = [k for k in links[1:] if tree.relation(k) == "nmod" and tree.lemmas[k] not in _TOWARDS]
    if any(case(tree, k) in WITHIN | {"between"} for k in around):
        return True
    last = links[0]
    return event.type in CONFLICT and len(links) > 1 and _place(scene, last) and case(tree, last) in WITHIN


def _place(scene: Scene, k: int) -> bool:
    return k in scene.toponyms or scene.types.get(k) in _PLACES


def _within_object(tree: Tree, kind: str | None, links: list[int]) -> bool:
    """Whether he only tells which thing it is: "violated the council's rules" is done to the council, "endorsed
    council rules" or "backed ties between Chad and Niger" to nobody."""
    link = case(tree, links[0])
    if kind == "ACCUSE":  # "protested the arrest of a student", "condemned violence against students"
        if tree.lemmas[links[-1]] in _SUFFERED and link == "of":
            return True
        return link == "between" or (link in ("against", "on") and tree.lemmas[links[-1]] not in _CHARGES)
    if kind not in _WORDS:
        return False
    if any(tree.relation(k) in _CLAUSES for k in links):
        return True
    far = len(links) > _NEAR and tree.tokens[links[0]].deprel != "nmod:poss"  # "rejected talks on aid for Chad"
    return far or tree.relation(links[0]) in _MODIFYING or case(tree, links[0]) == "between"


def _shared(tree: Tree, i: int, head: int, kind: str | None) -> bool:
    """Whether the clause or the row around a noun says to whom it is done ("opened fire on X", "an attack and a raid
    on X", "X came under attack", "X rejected the demand")."""
    top = first(tree, i)
    verb = tree.tokens[top].head
    for row in (*conjoined(tree, i), *tree.below(i, "conj")):
        if head in tree.subtree(row) and not is_clause(tree, row):
            return True
    if verb < 0:
        return True
    if tree.lemmas[verb] in _SUFFERING and subject(tree, verb) in (head, tree.tokens[head].head):
        return True  # "the banker faces charges"
    links = _links(tree, verb, head)
    if links is None:
        return False
    if tree.tokens[verb].upos != "VERB":  # "the impact of the war against Chad"
        return len(links) == 1 and head > i and tree.tokens[head].deprel == "nmod" and case(tree, head) in _ONTO
    if tree.relation(links[-1]) in ("obl", "nmod", "obj", "iobj"):
        if tree.relation(top) == "obl" and case(tree, links[-1]) == "at":
            return False  # "killed in a shooting at the court"
        near = len(links) == 1 or (len(links) == _NEAR and tree.relation(links[0]) in _MODIFYING)
        return near and case(tree, links[-1]) in _ONTO | {""}
    own = tree.relation(links[-1]) == "nsubj" and len(links) == 1
    return own and (kind == "REQUEST" or case(tree, top) in ("under", "with", "without"))
