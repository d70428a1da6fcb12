"""Whom a typed event reaches when its own clause names no recipient: "lifted the sanctions on X", "vowed to help X"."""

from __future__ import annotations

from onrecord.extract.actornouns import is_place
from onrecord.extract.clauses import case, conjuncts, form, is_clause, passive, subject
from onrecord.extract.roles import Taking, moving, participants
from onrecord.extract.scene import Scene
from onrecord.extract.standing import standing
from onrecord.extract.tree import Tree
from onrecord.extract.triggers import eventive
from onrecord.model import Role, Status

_RECEIVING = frozenset({Role.RECIPIENT, Role.ADDRESSEE, Role.BENEFICIARY})
_ENDS = frozenset({Role.ORIGIN, Role.DESTINATION})
# What is intended, asked or refused is done to whom the complement names.
_PROJECTING = frozenset({"AGREE", "REJECT", "THREATEN", "REQUEST", "PROTEST"})
_STATING = frozenset("say declare stress insist reaffirm reiterate state conclude add argue announce emphasize".split())
# Whoever ruins a thing does not strike at it.
_RUIN = frozenset("destroy demolish raze burn torch damage vandalize deface smash".split())
_MEANS = frozenset(
    "shot missile rocket shell round mortar bullet gas teargas artillery gun bomb grenade stone rock bottle "
    "fire device mine drone torpedo weapon warhead ceasefire truce".split()
)
_LINKS = frozenset(
    {"on", "upon", "against", "at", "toward", "towards", "with", "to", "by", "of", "between", "for", "from", "over"}
)
_PLACES = frozenset(
    "town city village area region province district island capital settlement neighborhood neighbourhood strip bank "
    "border territory".split()
)
_FORCES = frozenset(
    "troop soldier force army unit brigade battalion reservist marine paratrooper police guard inspector personnel "
    "peacekeeper presence".split()
)
WITHIN = frozenset({"in", "at", "near", "around", "across", "throughout", "outside", "inside", "into"})
_OWN = frozenset({"his", "its", "their", "our", "her", "my"})


def reached(scene: Scene, i: int, taking: Taking, type_: str | None, act: str | None) -> Taking:
    """Recipients to add to those that the clause names itself; none for an event without type.

    act: the type that the event has when it takes place, type_ what its standing makes of that.
    """
    if type_ is None:
        return []
    if receiving := [head for role, head in taking if role in _RECEIVING]:
        forces = [h for h in receiving if act == "MOBILIZE" and scene.tree.tokens[h].lemma.lower() in _FORCES]
        return [(Role.OBJECT, head) for head in forces] or _owned(scene, taking, receiving)
    known = {head for _, head in taking}
    actors = {scene.participant(Role.ACTOR, head, None).name for role, head in taking if role is Role.ACTOR}
    struck = [head for role, head in taking if role is Role.OBJECT and _target(scene, i, head)]
    if act == "ASSAULT" and struck:
        return [(Role.RECIPIENT, head) for head in struck]
    tree = scene.tree
    things = [head for role, head in taking if role is Role.OBJECT]
    things += [c for c in tree.below(i, "obl", "nmod") if case(tree, c) in _LINKS | {"", "in", "around", "into"}]
    for thing in things:
        found = _behind(scene, thing, actors, 0)
        if found is not None and found not in known:
            return [(Role.RECIPIENT, found)]
    return _in_complement(scene, i, type_, known, actors) if type_ in _PROJECTING else []


def _owned(scene: Scene, taking: Taking, receiving: list[int]) -> Taking:
    """Whose the things are that an act is done to ("shelled the positions of the army"), in their place."""
    known = {head for _, head in taking}
    actors = {scene.participant(Role.ACTOR, head, None).name for role, head in taking if role is Role.ACTOR}
    found: Taking = []
    for thing in receiving:
        if thing in scene.toponyms or _place(scene, thing):
            continue
        if scene.animate(thing):
            owner = _holder(scene, thing, actors)
        else:
            behind = _behind(scene, thing, actors, 0)
            owner = _around(scene, thing) if behind is None else behind
        if owner is not None and (owner not in known or owner in receiving or (Role.ORIGIN, owner) in taking):
            found += [(Role.OBJECT, thing)] if owner in receiving else [(Role.OBJECT, thing), (Role.RECIPIENT, owner)]
    return found


def _holder(scene: Scene, thing: int, actors: set[str]) -> int | None:
    """Who holds or lives in a place that stands for them: "the offices of the ministry", "a camp for refugees"."""
    if not is_place(scene.tree.lowers[thing]):
        return None
    links = [c for c in scene.tree.below(thing, "nmod") if c > thing and case(scene.tree, c) in ("of", "for")]
    living = [c for c in links if scene.animate(c) and scene.participant(Role.ACTOR, c, None).name not in actors]
    return next(iter(living), None)


def _around(scene: Scene, thing: int) -> int | None:
    """The place where a thing is that belongs to nobody known ("a bridge in Dori"); "targets" are who is there."""
    if is_place(scene.tree.lowers[thing]):
        return None
    near = [c for c in scene.tree.below(thing, "nmod") if c > thing and case(scene.tree, c) in WITHIN]
    return next((named for c in near if (named := scene.place(c)) is not None), None)


def _place(scene: Scene, i: int) -> bool:
    return scene.tree.tokens[i].lemma.lower() in _PLACES


def _target(scene: Scene, i: int, thing: int) -> bool:
    """A thing that is attacked, not what it is attacked with, nor the attack; of what is ruined only a place."""
    if scene.tree.tokens[i].lemma.lower() in _RUIN:
        return thing in scene.toponyms or _place(scene, thing)
    word = scene.tree.tokens[thing].lemma.lower()
    return not eventive(word) and word not in _MEANS and scene.tree.tokens[thing].upos != "PRON"


def demanded(scene: Scene, i: int) -> list[int]:
    """Of whom words demand something ("said that X must leave"): the subject of a clause with must or should."""
    tree = scene.tree
    if tree.tokens[i].lemma.lower() not in _STATING or tree.tokens[i].upos != "VERB":
        return []
    for c in tree.below(i, "ccomp"):
        who = subject(tree, c)
        found = standing(tree, c)
        modal = {tree.word(w).lower() for w in found.words} & {"must", "should"}
        if modal and found.status is Status.REQUESTED and who is not None and scene.animate(who):
            own = tree.tokens[who].upos == "PRON" or _same_side(scene, i, who)
            return [] if own else [c for c in conjuncts(tree, who) if scene.animate(c)]
    return []


def _same_side(scene: Scene, i: int, who: int) -> bool:
    """Whether those who must do it are the speaker's own: a programme, no demand."""
    speaker = subject(scene.tree, i)
    if speaker is None:
        return False
    one, other = (scene.participant(Role.ACTOR, p, None) for p in (speaker, who))
    return one.name == other.name or (one.country is not None and one.country == other.country)


def _behind(scene: Scene, thing: int, actors: set[str], depth: int) -> int | None:
    """The nearest person, body or country that a thing belongs to or concerns."""
    tree = scene.tree
    if depth > 2 or thing in scene.times or scene.animate(thing):
        return None
    links = [c for c in tree.below(thing, "nmod") if tree.tokens[c].deprel != "nmod:poss" and case(tree, c) in _LINKS]
    owners = [c for c in tree.below(thing, "nmod:poss") if tree.word(c).lower() not in _OWN]
    owners += [
        c for c in tree.below(thing, "amod", "compound") if scene.country(c) or (c in scene.types and scene.animate(c))
    ]
    for c in [*links, *owners]:
        if scene.animate(c) and c not in scene.times and scene.participant(Role.ACTOR, c, None).name not in actors:
            return c
    return next((f for c in links if (f := _behind(scene, c, actors, depth + 1)) is not None), None)


def _in_complement(scene: Scene, i: int, type_: str, known: set[int], actors: set[str]) -> Taking:
    tree = scene.tree
    for c in _complements(tree, i):
        inner = participants(scene, c)
        who = subject(tree, c)
        asked = type_ == "REQUEST" and tree.relation(c) in ("ccomp", "acl") and not passive(tree, c)
        if asked and who is not None and who not in known and scene.animate(who):
            return [(Role.RECIPIENT, who)] if scene.participant(Role.ACTOR, who, None).name not in actors else []
        for role, head in inner:
            left = role in _ENDS and moving(tree, c) and scene.country(head) is not None
            if (role in _RECEIVING or left) and head not in known:
                return [(Role.RECIPIENT, head)]
        if who is not None and who not in known and scene.animate(who) and tree.relation(c) == "ccomp":
            return [(Role.RECIPIENT, who)] if scene.participant(Role.ACTOR, who, None).name not in actors else []
        for role, head in inner:
            if role is Role.OBJECT and (found := _behind(scene, head, actors, 0)) is not None and found not in known:
                return [(Role.RECIPIENT, found)]
    return []


def _complements(tree: Tree, i: int) -> list[int]:
    """The clauses that tell what is intended, asked or refused; of "repeated its demand that …" that of the noun."""
    found = []
    for c in tree.below(i, "xcomp", "ccomp", "advcl"):
        adjunct = tree.relation(c) == "advcl" and form(tree, c) not in ("Inf", "Part-Pres")
        if is_clause(tree, c) and c > i and not adjunct:
            found.append(c)
    nouns = [n for n in tree.below(i, "obj", "obl") if eventive(tree.tokens[n].lemma)]
    said = [c for n in nouns for c in tree.below(n, "acl", "ccomp") if "that" in _marks(tree, c)]
    return found + [c for c in said if is_clause(tree, c)]


def _marks(tree: Tree, c: int) -> set[str]:
    return {tree.lowers[m] for m in tree.below(c, "mark")}
