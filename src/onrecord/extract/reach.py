"""Whom a typed event reaches when its own clause names no recipient: "lifted the sanctions on X", "vowed to help X"."""

from __future__ import annotations

from onrecord.extract.clauses import case, form, is_clause, subject
from onrecord.extract.roles import Taking, participants
from onrecord.extract.scene import Scene
from onrecord.extract.standing import standing
from onrecord.extract.triggers import eventive
from onrecord.model import Role, Status

_RECEIVING = frozenset({Role.RECIPIENT, Role.ADDRESSEE, Role.BENEFICIARY})
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
    return _in_complement(scene, i, known, actors) if type_ in _PROJECTING else []


def _owned(scene: Scene, taking: Taking, receiving: list[int]) -> Taking:
    """Whose the things are that an act is done to ("shelled the positions of the army"), in their place."""
    known = {head for _, head in taking}
    actors = {scene.participant(Role.ACTOR, head, None).name for role, head in taking if role is Role.ACTOR}
    found: Taking = []
    for thing in receiving:
        if not scene.animate(thing) and thing not in scene.toponyms and not _place(scene, thing):
            owner = _behind(scene, thing, actors, 0)
            if owner is not None and owner not in known:
                found += [(Role.OBJECT, thing), (Role.RECIPIENT, owner)]
    return found


def _place(scene: Scene, i: int) -> bool:
    return scene.tree.tokens[i].lemma.lower() in _PLACES


def _target(scene: Scene, i: int, thing: int) -> bool:
    """A thing that is attacked, not what it is attacked with, nor the attack; of what is ruined only a place."""
    if scene.tree.tokens[i].lemma.lower() in _RUIN:
        return thing in scene.toponyms or _place(scene, thing)
    word = scene.tree.tokens[thing].lemma.lower()
    return not eventive(word) and word not in _MEANS and scene.tree.tokens[thing].upos != "PRON"


def demanded(scene: Scene, i: int) -> int | None:
    """Of whom words demand something ("said that X must leave"): the subject of a clause with must or should."""
    tree = scene.tree
    if tree.tokens[i].lemma.lower() not in _STATING or tree.tokens[i].upos != "VERB":
        return None
    for c in tree.below(i, "ccomp"):
        who = subject(tree, c)
        found = standing(tree, c)
        modal = {tree.word(w).lower() for w in found.words} & {"must", "should"}
        if modal and found.status is Status.REQUESTED and who is not None and scene.animate(who):
            return who if tree.tokens[who].upos != "PRON" and not _same_side(scene, i, who) else None
    return None


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


def _in_complement(scene: Scene, i: int, known: set[int], actors: set[str]) -> Taking:
    tree = scene.tree
    for c in tree.below(i, "xcomp", "ccomp", "advcl"):
        adjunct = tree.relation(c) == "advcl" and form(tree, c) not in ("Inf", "Part-Pres")
        if not is_clause(tree, c) or c < i or adjunct:
            continue
        inner = participants(scene, c)
        for role, head in inner:
            if role in _RECEIVING and head not in known:
                return [(Role.RECIPIENT, head)]
        who = subject(tree, c)
        if who is not None and who not in known and scene.animate(who) and tree.relation(c) == "ccomp":
            return [(Role.RECIPIENT, who)] if scene.participant(Role.ACTOR, who, None).name not in actors else []
        for role, head in inner:
            if role is Role.OBJECT and (found := _behind(scene, head, actors, 0)) is not None and found not in known:
                return [(Role.RECIPIENT, found)]
    return []
