"""When and where an event happened and how many take part: time, place and quantities of each trigger."""

from __future__ import annotations

from dataclasses import replace

from onrecord.extract.clauses import case, is_clause, lemma, passive, shares, subject
from onrecord.extract.roles import Taking
from onrecord.extract.scene import Scene
from onrecord.extract.timex import anchored
from onrecord.extract.triggers import light_object
from onrecord.model import Quantity, Role, Span, Timex, TimexType, Toponym

_WHERE = frozenset("in at near outside inside within across around off along throughout".split()) | {
    "close to",
    "north of",
    "south of",
    "east of",
    "west of",
}
_HELD = frozenset({"in", "at", "during"})
_OCCUR = frozenset("take happen occur begin start continue resume end follow come hold".split())
# Verbs and nouns whose object is the place where they happen.
_TERRITORIAL = frozenset(
    "invade invasion attack bomb bombing shell shelling bombard bombardment occupy occupation annex annexation enter "
    "visit storm raid strike airstrike hit capture besiege siege blockade overrun evacuate liberate reach".split()
)
_MODIFIERS = ("obl", "nmod", "advmod", "dep", "appos", "obj", "compound", "flat", "nummod", "amod", "advcl")


def times(scene: Scene, found: list[int]) -> dict[int, Timex]:
    """The expression that dates each trigger, directly or through the event that it happened in."""
    triggers = set(found)
    direct: dict[int, Timex] = {}
    said = {a.said.span: a for a in scene.document.attributions if a.said is not None}
    for timex in scene.document.timexes:
        head = _top(scene, timex.span)
        if timex.type not in (TimexType.DATE, TimexType.TIME) or timex.value is None or head is None:
            continue
        owner = _owner(scene, head, triggers)
        if owner is None or owner in direct:
            continue
        telling = said.get(timex.span)
        if telling is None or any(scene.tree.tokens[owner].span in cue for cue in telling.cue):
            direct[owner] = timex
    for i in found:
        if i not in direct and (shared := _passed_on(scene, i, direct)):
            direct[i] = shared
    return _derived(scene, found, direct)


def _top(scene: Scene, span: Span) -> int | None:
    """The word of an expression that hangs outside it."""
    tokens = scene.document.tokens
    inside = scene.inside(span)
    return next((i for i in inside if tokens[i].head < 0 or tokens[tokens[i].head].span not in span), None)


def _owner(scene: Scene, i: int, triggers: set[int]) -> int | None:
    """The event that an expression hanging at `i` belongs to: the first trigger above it in its own clause."""
    tree = scene.tree
    relation = tree.relation(i)
    for head in tree.above(i):
        if relation not in _MODIFIERS:
            return None
        if head in triggers:
            return head
        if is_clause(tree, head):
            return None
        relation = tree.relation(head)
    return None


def _passed_on(scene: Scene, i: int, direct: dict[int, Timex]) -> Timex | None:
    """The time of the meeting in which, of the support verb by which, or of the conjunct before which it stands."""
    tree, head = scene.tree, scene.tree.tokens[i].head
    for c in tree.below(i, "obl"):
        if c in direct and case(tree, c) in _HELD:
            return direct[c]
    if head in direct and _carried(scene, i, head):
        return direct[head]
    if head in direct and shares(tree, i) and direct[head].span.start < tree.tokens[head].span.start:
        return direct[head]
    return None


def _carried(scene: Scene, i: int, head: int) -> bool:
    """Whether the noun `i` is what its verb merely says to take place ("held talks", "the attack took place")."""
    tree = scene.tree
    if light_object(tree, head, lemma(tree, head)) == i:
        return True
    occurs = tree.relation(i) == "nsubj" and tree.tokens[head].lemma.lower() in _OCCUR
    return occurs and (passive(tree, head) or lemma(tree, head) != "hold")


def _derived(scene: Scene, found: list[int], direct: dict[int, Timex]) -> dict[int, Timex]:
    """ "Three days after Russia invaded": one of the two events dates the other."""
    for length in anchored(scene.document):
        anchor, measured = length.head, scene.tree.tokens[length.head].head
        beside = _date_before(scene, length.timex)
        if beside is not None and anchor in found and (anchor not in direct or direct[anchor] is beside):
            # "On Friday, three days after X": whatever the tree says, Friday dates what it stands with, not X.
            direct.pop(anchor, None)
            if (value := length.other(beside.value)) is not None:
                direct[anchor] = _moved(length.timex, value, "before" if length.direction > 0 else "after", beside)
            continue
        if anchor not in found or measured not in found:
            continue
        if anchor not in direct and measured in direct:
            value = length.other(direct[measured].value)
            way, known = ("before" if length.direction > 0 else "after"), direct[measured]
        elif measured not in direct and anchor in direct:
            value = length.measured(direct[anchor].value)
            way, known = ("after" if length.direction > 0 else "before"), direct[anchor]
        else:
            continue
        if value is not None:
            dated = anchor if anchor not in direct else measured
            direct[dated] = _moved(length.timex, value, way, known)
    return direct


def _date_before(scene: Scene, length: Timex) -> Timex | None:
    """The date right before a length of time, with nothing but a comma between."""
    text = scene.document.text
    for timex in scene.document.timexes:
        near = timex.span.end <= length.span.start <= timex.span.end + 3
        if near and timex.type is TimexType.DATE and text[timex.span.end : length.span.start].strip() in ("", ","):
            return timex
    return None


def _moved(length: Timex, value: str, way: str, known: Timex) -> Timex:
    reason = f"{length.value} {way} {known.value}, the date of the event that the sentence measures from"
    anchor = f"timex {known.span.start}:{known.span.end}"
    return replace(length, type=TimexType.DATE, value=value, reason=reason, anchor=anchor)


def place(scene: Scene, i: int, taking: Taking) -> Toponym | None:
    """Where the event happened, by a place name in its clause; actors and metonyms are no places."""
    tree = scene.tree
    around = tree.below(i, "obl", "nmod", "advmod")
    head = tree.tokens[i].head
    if head >= 0 and _carried(scene, i, head):
        around += tree.below(head, "obl")
    for c in around:
        if case(tree, c) in _WHERE and (found := _at(scene, c)):
            return found
    if tree.tokens[i].lemma.lower() in _TERRITORIAL:
        for role, c in taking:
            if role in (Role.RECIPIENT, Role.OBJECT, Role.DESTINATION) and (found := _at(scene, c, metonym=True)):
                return found
    for role, c in taking:
        if role in (Role.ACTOR, Role.ADDRESSEE) or (c == subject(tree, i) and not passive(tree, i)):
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


def quantities(scene: Scene, taking: Taking) -> tuple[Quantity, ...]:
    """The amounts of those who take part."""
    heads = {c for _, c in taking}
    spans = [scene.tree.tokens[c].span for c in heads]
    return tuple(q for q in scene.document.quantities if q.noun in heads or any(s in q.span for s in spans))
