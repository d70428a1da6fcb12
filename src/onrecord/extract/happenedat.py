"""Where an event happened: by a place in its own words, or in those of what it happened amid."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from onrecord.extract.clauses import case, passive, subject
from onrecord.extract.roles import Taking
from onrecord.extract.scene import Scene
from onrecord.extract.tolls import kinds
from onrecord.extract.tree import Tree
from onrecord.extract.whenwhere import carried
from onrecord.model import Role, Toponym

_WHERE = frozenset("in at near outside inside within across around off along throughout".split()) | {
    "close to",
    "north of",
    "south of",
    "east of",
    "west of",
}
# What happens amid something happens where that does; so many steps away at most.
_AMID = frozenset({"during", "by", "on", "amid"})
_DEEP = 3
# Verbs and nouns whose object is the place where they happen.
_TERRITORIAL = frozenset(
    "invade invasion attack bomb bombing shell shelling bombard bombardment occupy occupation annex annexation enter "
    "visit storm raid strike airstrike hit capture besiege siege blockade overrun evacuate liberate reach".split()
)


def place(scene: Scene, i: int, taking: Taking) -> Toponym | None:
    """Where the event happened, by a place name in its clause; actors and metonyms are no places.

    What happens in, during or by something that happens at a place, or when it does, happens there, too: "killed in a
    fire at a mill in Oslo", "hurt when a bus overturned near Bergen".
    """
    return (
        _own(scene, i, taking)
        or _amid(scene, i, ("obl", "nmod"))
        or _when(scene, i)
        or next((found for c in _told_with(scene.tree, i) if (found := _here(scene, c) or _when(scene, c))), None)
    )


def _here(scene: Scene, i: int) -> Toponym | None:
    """The place of what a clause tells, by its words alone."""
    return _own(scene, i, []) or _amid(scene, i, ("obl",))


def _when(scene: Scene, i: int) -> Toponym | None:
    """The place of what happened at the same time: "when a bus lost its brakes and overturned near Bergen"."""
    tree = scene.tree
    for c in tree.below(i, "advcl"):
        if any(tree.lowers[m] == "when" for m in tree.below(c, "mark", "advmod")):
            found = next((toponym for k in (c, *tree.below(c, "conj")) if (toponym := _here(scene, k))), None)
            if found is not None:
                return found
    return None


def _amid(scene: Scene, i: int, relations: tuple[str, ...]) -> Toponym | None:
    """The place of what the event happens in, during or by."""
    for c in scene.tree.below(i, *relations):
        how = case(scene.tree, c)
        found = _inside(scene, c, _DEEP) if how in _WHERE else _below(scene, c, _DEEP) if how in _AMID else None
        if found is not None:
            return found
    return None


def _inside(scene: Scene, c: int, deep: int) -> Toponym | None:
    """The place at the word, or that of what it happens at: "a shooting outside a school in Oslo"."""
    named = scene.place(c)
    found = _at(scene, c if named is None else named)
    return found if found is not None and found.place is not None else _below(scene, c, deep)


def _below(scene: Scene, c: int, deep: int) -> Toponym | None:
    below = (d for d in scene.tree.below(c, "nmod", "obl") if d > c and case(scene.tree, d) in _WHERE)
    return next((toponym for d in below if deep and (toponym := _inside(scene, d, deep - 1))), None)


def _told_with(tree: Tree, i: int) -> Iterator[int]:
    """The verbs that tell the rest of a toll: "Two were killed and five injured in a fire in Oslo"."""
    if tree.lemmas[i] in _harmed():
        row = [*tree.below(i, "conj"), *([tree.tokens[i].head] if tree.relation(i) == "conj" else [])]
        yield from (c for c in row if tree.lemmas[c] in _harmed())


@cache
def _harmed() -> frozenset[str]:
    """Verbs and participles that tell what became of those counted."""
    return frozenset(word for way, word in kinds() if way in ("object", "subject", "state"))


def _own(scene: Scene, i: int, taking: Taking) -> Toponym | None:
    """A place among the event's own words."""
    tree = scene.tree
    around = tree.below(i, "obl", "nmod", "advmod")
    head = tree.tokens[i].head
    if head >= 0 and carried(scene, i, head):
        around += tree.below(head, "obl")
    for c in around:
        if case(tree, c) in _WHERE and (found := _at(scene, c)):
            return found
    if tree.tokens[i].lemma.lower() in _TERRITORIAL:
        for role, c in taking:
            if role in (Role.RECIPIENT, Role.OBJECT, Role.DESTINATION) and (found := _at(scene, c, metonym=True)):
                return found
    for role, c in taking:
        if "nmod" not in tree.kinds[c] or role in (Role.ACTOR, Role.ADDRESSEE):
            continue
        if c == subject(tree, i) and not passive(tree, i):
            continue
        for below in tree.below(c, "nmod"):
            if case(tree, below) in _WHERE and (found := _at(scene, below)):
                return found
    return None


def _at(scene: Scene, i: int, metonym: bool = False) -> Toponym | None:
    """The toponym at the word, or the one that the same report's "the country" refers to."""
    toponym = scene.toponyms.get(i)
    if toponym is not None:
        return toponym if metonym or not toponym.metonym else None
    mention = scene.mentions.get(i)
    if mention is None or mention.entity is None or scene.tree.tokens[i].upos != "NOUN":
        return None
    for other, known in scene.mentions.items():
        if known.entity == mention.entity and (toponym := scene.toponyms.get(other)) and toponym.place:
            return Toponym(mention.span, mention.span.of(scene.tree.text), toponym.place, toponym.score * mention.score)
    return None
