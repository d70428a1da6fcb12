"""What the reader takes an event word for, beside what the tables and the tree say: its type, who does it to whom.

The tables come first, because they can show the line that decided; the reader is asked only where they are silent:
where it overruled them, six of a hundred PLV sentences more were wrong. Its probabilities are in Document.acts. The
switch points were chosen on labels of our own that the reader has not seen (train/acts) and on the PLV sentences.
"""

from __future__ import annotations

from onrecord.extract.clauses import case, conjuncts
from onrecord.extract.plover import class_words
from onrecord.extract.reach import WITHIN
from onrecord.extract.roles import Taking, moving
from onrecord.extract.scene import Scene
from onrecord.extract.tree import Tree
from onrecord.extract.triggers import eventive
from onrecord.model import Act, NameType, Role, Toponym

# A word without a line in the table has the type that the reader gives it at least this probability.
NEW_TYPE = 0.9
# A word that has other senses ("killed in a flood") has none, where the reader gives that at least this probability.
NO_TYPE = 0.9
# Somebody takes part whom the tree does not show; fewer are wrong where the tree shows nobody in that role.
SIDE = 0.4
# Who is a recipient though the tree has another role for him ("seized weapons from the rebels").
OTHER_ROLE = 0.5
_RECEIVING = frozenset({Role.RECIPIENT, Role.ADDRESSEE})
# What stands before sources and places, and before nobody who acts.
_BESIDE = frozenset({"according", "per", "across", "throughout", "around", "near", "inside", "outside"})
_TALKING = frozenset({"speak", "talk", "meet", "discuss"})
_MOVED = frozenset({Role.OBJECT, Role.ORIGIN, Role.DESTINATION})
# Whatever comes of it ("failed to reach an agreement").
_MUTUAL = frozenset({"sign", "initial", "conclude", "reach"})
_ENDS = frozenset({Role.DESTINATION, Role.ORIGIN})
_CLAUSES = ("conj", "advcl", "acl", "acl:relcl", "ccomp", "parataxis", "appos", "nsubj")
_PARTS = frozenset({"flat", "compound", "fixed", "goeswith"})
# Acts that those who are named together do to each other ("Norway and Chad met").
_RECIPROCAL = frozenset({"CONSULT", "AGREE", "COOPERATE"})


def acts_of(scene: Scene) -> dict[int, Act]:
    """The reader's judgement by position of the word."""
    return {act.token: act for act in scene.document.acts}


def typed(by_rule: tuple[str | None, str | None], act: Act | None, sure: bool) -> tuple[str | None, str | None]:
    """Type and mode: those of the table, or where it has none what the reader sees. by_rule: of the table; sure:
    whether its line holds whatever the reader sees."""
    if act is None or not act.types:
        return by_rule
    best, chance = act.types[0]
    if by_rule[0] is not None:
        return (None, None) if best == "none" and chance >= NO_TYPE and not sure else by_rule
    return (best, None) if best != "none" and chance >= NEW_TYPE else by_rule


def sided(scene: Scene, i: int, taking: Taking, act: Act | None) -> Taking:
    """The participants of a typed event, with those that only the reader sees."""
    if act is None:
        return taking
    found = list(taking)
    somebody = [(role, head) for role, head in found if role is not Role.ACTOR or not _told_by(scene, i, head)]
    if not any(role is Role.ACTOR for role, _ in somebody):
        seen = tuple(
            (place, chance) for place, chance in act.actors if not _apart(scene.tree, i, act, _nominal(scene, place))
        )
        doing = _missing(scene, i, Role.ACTOR, seen, found)
        found = somebody + doing if doing else found
    likely = {_nominal(scene, place): chance for place, chance in act.recipients}
    if not any(role in _RECEIVING for role, _ in found) and not moving(scene.tree, i):
        found = [
            (Role.RECIPIENT if role in _MOVED and _reachable(scene, head, likely) else role, head)
            for role, head in found
        ]
    if not any(role in _RECEIVING for role, _ in found):
        found += others(scene, found, _missing(scene, i, Role.RECIPIENT, act.recipients, found))
    return found


def _apart(tree: Tree, i: int, act: Act, place: int) -> bool:
    """Whether he only says so or is there: "According to the army, shots were fired", "riots across the islands".

    Nor does who is spoken with do what is spoken of ("talked with the king about the need to"), but for more talks.
    """
    first = place
    while tree.relation(first) in ("conj", "flat") and tree.tokens[first].head >= 0:
        first = tree.tokens[first].head
    cases = {tree.lowers[c] for c in tree.below(first, "case")}
    if not cases.isdisjoint(_BESIDE):
        return True
    verb = tree.tokens[first].head
    mutual = bool(act.types) and act.types[0][0] in _RECIPROCAL
    return not mutual and "with" in cases and verb not in (i, -1) and tree.lemmas[verb] in _TALKING


def others(scene: Scene, taking: Taking, added: Taking) -> Taking:
    """Without those who are the actor by another word: nobody is meant to have done it to himself."""
    actors = {scene.participant(role, head, None).name for role, head in taking if role is Role.ACTOR}
    return [(role, head) for role, head in added if scene.participant(role, head, None).name not in actors]


def _told_by(scene: Scene, i: int, head: int) -> bool:
    """Whether what seems to act only tells of the act: the trip of "a trip aimed at winning support".

    A demonstration is those who demonstrate: it demands something itself.
    """
    tree = scene.tree
    event = eventive(tree.tokens[head].lemma) and not scene.animate(head)
    return event and tree.tokens[head].head != i and tree.lemmas[head] not in class_words("demonstration")


def _reachable(scene: Scene, head: int, likely: dict[int, float]) -> bool:
    """Whether the reader takes somebody, or a place, for whom the act is done to; a thing is none."""
    some = scene.animate(head) or head in scene.toponyms
    return some and likely.get(head, 0.0) >= OTHER_ROLE


def _missing(scene: Scene, i: int, role: Role, seen: tuple[tuple[int, float], ...], known: Taking) -> Taking:
    heads = {head for _, head in known} | {i}
    found: Taking = []
    for place, chance in seen:
        head = _nominal(scene, place)
        if chance >= SIDE and head not in heads and head not in scene.times and _may_act(scene, head):
            together = [c for c in conjuncts(scene.tree, head) if c == head or (c not in heads and scene.animate(c))]
            heads.update(together)
            found += [(role, c) for c in together]
    return found


def _may_act(scene: Scene, head: int) -> bool:
    """A thing by name takes no side ("the delivery of Iskander systems")."""
    return scene.types.get(head) is not NameType.PRODUCT


def _nominal(scene: Scene, place: int) -> int:
    """The head of the name or phrase that a word is a part of."""
    tree = scene.tree
    if place in scene.mentions:
        return place
    while tree.relation(place) in _PARTS and tree.tokens[place].head >= 0:
        above = tree.tokens[place].head
        if tree.relation(place) == "compound" and scene.country(place) and not scene.animate(above):
            break  # "Chad talks": Chad, not the talks
        place = above
    return place


def reciprocal(scene: Scene, i: int, type_: str | None, taking: Taking) -> Taking:
    """Who else is reached where those who are named together do it to each other: all but the first."""
    mutual = type_ in _RECIPROCAL or scene.tree.lemmas[i] in _MUTUAL or _on_ties(scene.tree, i)
    if not mutual or any(role in _RECEIVING for role, _ in taking):
        return []
    doing = [head for role, head in taking if role is Role.ACTOR]
    together = [head for head in doing if head in conjuncts(scene.tree, doing[0])] if doing else []
    return [(Role.RECIPIENT, head) for head in together[1:] if scene.animate(head)]


def _on_ties(tree: Tree, i: int) -> bool:
    """Whether the act is on what joins its parties: "Norway and Chad upgraded their ties"."""
    return any(tree.lemmas[c] in class_words("relations") for c in tree.below(i, "obj", "nsubj:pass"))


def affected(scene: Scene, i: int, taking: Taking, where: Toponym | None) -> Taking:
    """The place of an act that is done to nobody in particular: who lives there is reached ("lifted the curfew in X").

    As CAMEO and PLOVER coders do; the place stays the event's place too. Who is sent or withdrawn is done to where he
    goes or leaves.
    """
    if any(role in _RECEIVING or role is Role.BENEFICIARY for role, _ in taking):
        return []
    known = [head for role, head in taking if role in _ENDS and moving(scene.tree, i)]
    ends = [head for head in known if scene.country(head) or head in scene.toponyms]
    ends += _named_places(scene, i, where)
    actors = {head for role, head in taking if role is Role.ACTOR}
    return others(scene, taking, [(Role.RECIPIENT, head) for head in ends if head not in actors])[:1]


def _named_places(scene: Scene, i: int, where: Toponym | None) -> list[int]:
    """The place of the event, then those that its own words name after "in"."""
    tree = scene.tree
    inside = scene.inside(where.span) if where is not None and where.place is not None else []
    found = [k for k in inside if tree.tokens[k].head not in inside]
    own = (k for k in tree.subtree(i, without=_CLAUSES) if k > i and case(tree, k) in WITHIN)
    return found + [named for k in own if (named := scene.place(k)) is not None]
