"""Whose somebody or something is, where the noun itself does not tell: "rebel positions", "a camp for refugees"."""

from __future__ import annotations

from onrecord.extract.actornouns import described_actor, longest
from onrecord.extract.countries import Body
from onrecord.extract.namedbodies import body_in, named_actor
from onrecord.extract.phrases import ARTICLES
from onrecord.extract.placedwords import Placed
from onrecord.extract.placelookup import demonym_of
from onrecord.extract.tree import Tree

_BROKEN = ("acl", "appos", "parataxis", "conj", "cc", "punct")
# What aircraft and ships do that are not those of travellers.
_FIGHTING = frozenset(
    "attack bomb bombard shell kill wound injure fire hit strike destroy launch shoot raid intercept drop target pound "
    "patrol blockade sink strafe down demolish damage invade blast rocket".split()
)
_OWNING = frozenset({"of", "for", "by"})
# Places where those are at home who are there; who came from elsewhere is told by "from" and what they fled.
_AT = frozenset({"in", "at", "near", "around", "inside"})
_FROM = frozenset({"from"})
_STAYING = frozenset("base live locate operate reside bear fight station hold".split())
_LEAVING = frozenset("flee escape leave come return arrive".split())
_ELSEWHERE = frozenset(
    "soldier troop force peacekeeper settler tourist migrant immigrant refugee envoy ambassador diplomat national "
    "captive hostage ally fighter missionary foreigner visitor journalist reporter correspondent observer monitor "
    "inspector embassy mission delegation base ship aircraft".split()
)


def belonging(placed: Placed, at: int, words: tuple[int, ...]) -> str | None:
    """The sector of those whose thing or place it is, for nouns that are no actors themselves.

    "Rebel positions" and "positions of the rebels" are the rebels'; an army's own things ("warships", "army
    bulldozers") act for it; "Palestinian homes" and "Iraqi towns" are civilians'.
    """
    tree = placed.tree
    noun = tree.word(at).lower()
    before = [tree.word(i).lower() for i in words if i < at]
    armed = tree.tokens[at].head >= 0 and tree.tokens[tree.tokens[at].head].lemma.lower() in _FIGHTING
    gear = longest((*before[-1:], noun), *(("gear", "craft") if armed else ("gear",)))[1]
    if gear is not None:
        return gear.sector if tree.tokens[at].deprel != "nsubj:pass" else None
    place = longest((*before[-1:], noun), "place")[1]
    owned = place is not None or tree.tokens[at].deprel in ("nsubj", "obl:agent")
    if not owned or longest((*before[-1:], noun), "nobody")[1] is not None:
        return None
    for word in reversed(before[-3:]):
        told = longest((word,), "strong")[1] or longest((word,), "modifier")[1] or described_actor([word])
        if told is not None and told.sector is not None and told.kind != "document":
            return told.sector
    if place is None:
        return None
    return _of_owner(placed, at) or place.sector


def is_held(placed: Placed, at: int) -> bool:
    """Whether the noun is a place that belongs to somebody who acts: what is done to it is done to them."""
    noun = placed.tree.word(at).lower()
    place = longest((noun,), "place")[1]
    if place is None or place.sector is not None:
        return False
    before = [placed.tree.word(c).lower() for c in placed.tree.below(at, "amod", "compound", "nmod:poss") if c < at]
    armed = any(longest((word,), "strong")[1] for word in before)
    return armed or _of_owner(placed, at) is not None


def _of_owner(placed: Placed, at: int) -> str | None:
    """ "A camp for refugees", "offices of the ministry"."""
    tree = placed.tree
    for c in tree.below(at, "nmod"):
        case = {tree.word(k).lower() for k in tree.below(c, "case")}
        if c < at or not case & _OWNING:
            continue
        words = [i for i in tree.subtree(c, (*_BROKEN, "case", "det")) if i <= c]
        name = tree.tokens[c].upos == "PROPN"
        found = named_actor(tuple(tree.word(i) for i in words)) if name else described_actor(_lower(tree, words))
        if found is not None and found.kind != "document" and found.sector:
            return found.sector
    return None


def _lower(tree: Tree, words: list[int]) -> list[str]:
    return [tree.word(i).lower() for i in words]


def body_before(tree: Tree, at: int, words: tuple[int, ...]) -> Body | None:
    """The body that everybody knows in the words before a group's noun: "the Palestinian Islamic Jihad movement"."""
    named = [tree.word(i) for i in words if i < at and tree.word(i).lower() not in ARTICLES]
    return body_in(named) if any(word[:1].isupper() for word in named) else None


def country_after(placed: Placed, at: int) -> str | None:
    """The country that the words after a noun for people, bodies or their places tell: "militias in Tripoli".

    "Based in", "living in" say the same; people who are somewhere for a while (soldiers, tourists, refugees) are only
    of where they come from: "tourists from Norway", "refugees fleeing Mali".
    """
    tree = placed.tree
    noun = tree.word(at).lower()
    if described_actor([noun]) is None and longest((noun,), "place", "gear", "craft")[1] is None:
        return None
    guest = tree.tokens[at].lemma.lower() in _ELSEWHERE
    found = [_at(placed, at, _FROM if guest else _AT | _FROM | {"of"})]
    for c in tree.below(at, "acl"):
        lemma = tree.tokens[c].lemma.lower()
        if lemma in _STAYING and not guest:
            found.append(_at(placed, c, _AT))
        elif lemma in _LEAVING:
            found.append(_at(placed, c, _FROM | _AT, "obj"))
    told = {country for country in found if country}
    return told.pop() if len(told) == 1 else None


def _at(placed: Placed, at: int, cases: frozenset[str], *bare: str) -> str | None:
    tree = placed.tree
    after = [c for c in tree.below(at, "nmod", "obl", *bare) if c > at]
    if not bare and at + 1 < len(tree.tokens) and tree.word(at + 1).lower() == "from" and tree.tokens[at + 1].head > at:
        after.append(tree.tokens[at + 1].head)  # wherever the reader hung it
    for c in after:
        case = {tree.word(k).lower() for k in tree.below(c, "case")}
        joined = case & cases or (not case and tree.relation(c) in bare)
        words = tree.subtree(c, _BROKEN)
        named = [i for i in words if i in placed.toponyms and not demonym_of(placed.toponyms[i].name)]
        if joined and named and (found := placed.country(words)) is not None:
            return found
    return None
