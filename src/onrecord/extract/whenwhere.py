"""When an event happened and how many take part: time and quantities of each trigger."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from datetime import timedelta

from onrecord.extract.clauses import case, is_clause, lemma, passive, shares
from onrecord.extract.roles import Taking
from onrecord.extract.scene import Scene
from onrecord.extract.timex import PAST, anchored, dct_of, interval, tables, tense_of
from onrecord.extract.tolls import governors
from onrecord.extract.tree import Tree, beheld
from onrecord.extract.triggers import light_object
from onrecord.model import Quantity, Span, Timex, TimexType

_HELD = frozenset({"in", "at", "during"})
_BOUNDS = frozenset({"since", "until", "till", "to", "before", "after", "prior to", "between"})
_NOT = frozenset({"not", "n't", "n’t", "never"})
_OCCUR = frozenset("take happen occur begin start continue resume end follow come hold".split())
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
        if owner is not None and _too_late(scene, owner, timex):
            owner = _below(scene, owner, triggers)
        if owner is None or owner in direct or _bounds(scene, head, owner):
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
    tree, at = scene.tree, i
    crossed = _crossed(tree, i)
    if crossed is not None:
        return crossed if crossed in triggers else None
    for head in tree.above(i):
        dated = tree.relation(at) in _MODIFIERS or _second_subject(scene, at, head) or _between(scene, i, at, head)
        if not dated:
            return None
        if head in triggers:
            return head
        if is_clause(tree, head) or _names_thing(scene, at, head):
            return None
        at = head
    return None


def _crossed(tree: Tree, i: int) -> int | None:
    """ "Rebels who fled in May attacked on Friday", where the reader hung Friday to "fled": the verb between."""
    head = tree.tokens[i].head
    if head < 0 or not is_clause(tree, head):
        return None
    between = [k for k in range(head + 1, i) if is_clause(tree, k) and head not in tree.above(k)]
    return between[-1] if between else None


def _between(scene: Scene, i: int, at: int, head: int) -> bool:
    """ "The court on Wednesday jailed him": a day between subject and verb."""
    tree = scene.tree
    if tree.relation(at) != "nsubj" or tree.tokens[i].head != at or not at < i < head:
        return False
    return all(tree.tokens[k].head == head or k in scene.times for k in range(i + 1, head))


def _second_subject(scene: Scene, at: int, head: int) -> bool:
    """ "The government Friday condemned it": the reader takes the day for one more subject."""
    return at in scene.times and scene.tree.relation(at) == "nsubj" and scene.tree.below(head, "nsubj")[0] < at


def _bounds(scene: Scene, head: int, owner: int) -> bool:
    """ "Held since 1985", "extended to June": a bound, no date; but "not until June" is June."""
    tree = scene.tree
    word, negated = case(tree, head), any(tree.word(c).lower() in _NOT for c in tree.below(owner, "advmod"))
    return word in _BOUNDS and not (negated and word in ("until", "till"))


def _names_thing(scene: Scene, at: int, head: int) -> bool:
    """ "The current system", "third-quarter profit", "Friday's paper": which thing, not when what is done to it."""
    relation = scene.tree.relation(at)
    before = at < head and relation in ("amod", "compound", "nummod", "nmod")
    return before and head not in scene.times and not scene.tree.below(at, "case")


def _too_late(scene: Scene, owner: int, timex: Timex) -> bool:
    """ "Promised missiles for July", printed in June: what is past or only meant is not dated by days to come."""
    known, dct = interval(timex.value), dct_of(scene.document.report.published)
    if known is None or dct is None or known[0] <= dct[0]:
        return False
    token = scene.tree.tokens[owner]
    meant = token.lemma.lower() in tables().words["ahead"]
    if token.upos not in ("VERB", "AUX"):
        return meant and token.upos == "NOUN"
    # A report may be filed on the eve of the day that it is printed for.
    return tense_of(scene.tree, owner) == PAST and (meant or known[0] > dct[0] + timedelta(days=1))


def _below(scene: Scene, owner: int, triggers: set[int]) -> int | None:
    """The event that is promised, planned or announced."""
    return next((c for c in scene.tree.below(owner, "xcomp", "ccomp", "acl", "obj") if c in triggers), None)


def _passed_on(scene: Scene, i: int, direct: dict[int, Timex]) -> Timex | None:
    """The time of the meeting in which, of the support verb by which, or of the conjunct before which it stands."""
    tree, head = scene.tree, scene.tree.tokens[i].head
    for c in tree.below(i, "obl") if "obl" in tree.kinds[i] else ():
        if c in direct and case(tree, c) in _HELD:
            return direct[c]
    if head in direct and carried(scene, i, head):
        return direct[head]
    if head in direct and shares(tree, i) and direct[head].span.start < tree.tokens[head].span.start:
        return direct[head]
    return None


def carried(scene: Scene, i: int, head: int) -> bool:
    """Whether the noun `i` is what its verb merely says to take place ("held talks", "the attack took place")."""
    tree = scene.tree
    if tree.tokens[i].upos == "NOUN" and light_object(tree, head, lemma(tree, head)) == i:
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
                way, named = (
                    "before" if length.direction > 0 else "after",
                    f"timex {beside.span.start}:{beside.span.end}",
                )
                direct[anchor] = _moved(length.timex, value, way, beside, named)
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
            other = scene.tree.tokens[measured if dated == anchor else anchor].span
            direct[dated] = _moved(length.timex, value, way, known, f"event {other.start}:{other.end}")
    return direct


def _date_before(scene: Scene, length: Timex) -> Timex | None:
    """The date right before a length of time, with nothing but a comma between."""
    text = scene.document.text
    for timex in scene.document.timexes:
        near = timex.span.end <= length.span.start <= timex.span.end + 3
        if near and timex.type is TimexType.DATE and text[timex.span.end : length.span.start].strip() in ("", ","):
            return timex
    return None


def _moved(length: Timex, value: str, way: str, known: Timex, anchor: str) -> Timex:
    reason = f"{length.value} {way} {known.value}, the date of the event that the sentence measures from"
    return replace(length, type=TimexType.DATE, value=value, reason=reason, anchor=anchor)


# Nouns whose amount is a toll ("12 deaths").
TOLLS = frozenset({"death", "injury", "casualty", "fatality"})


def quantities(scene: Scene, i: int, taking: Taking) -> tuple[Quantity, ...]:
    """The amounts of those who take part in the event with trigger `i`, and the tolls that it tells.

    An amount that another word makes a toll is none of this event: "they mourned the 41 people killed".
    """
    if not scene.document.quantities:
        return ()
    told, counted = _amounts(scene.tree, scene.document.quantities)
    own = told.get(i, [])
    if scene.tree.lemmas[i] in TOLLS:
        own = sorted({*own, *counted.get(i, [])})
    if not taking and not own:
        return ()
    others = {n for _, c in taking for n in counted.get(c, ())}.difference(own)
    if not others:
        return tuple(scene.document.quantities[n] for n in own)
    amounts = [(n, scene.document.quantities[n]) for n in sorted(others.union(own))]
    return tuple(replace(amount, kind=None) if n in others and amount.kind else amount for n, amount in amounts)


@beheld
def _amounts(tree: Tree, amounts: tuple[Quantity, ...]) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    """The numbers of the amounts by the word that makes them a toll, and by the words that they count or stand in."""
    starts = [t.span.start for t in tree.tokens]
    told: dict[int, list[int]] = {}
    counted: dict[int, list[int]] = {}
    for n, (quantity, governor) in enumerate(zip(amounts, governors(tree, amounts), strict=True)):
        if governor is not None:
            told.setdefault(governor, []).append(n)
        near = range(bisect_left(starts, quantity.span.start), bisect_left(starts, quantity.span.end))
        heads = {i for i in near if tree.tokens[i].span in quantity.span}
        for i in heads if quantity.noun is None else heads | {quantity.noun}:
            counted.setdefault(i, []).append(n)
    return told, counted
