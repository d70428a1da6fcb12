"""Who is to have done what a charge names: of "accused X of V-ing" and "convicted of V" the accused, not the accuser.

A charge is a clause or an event noun that hangs with its preposition on a verb of charging, or on that verb's object.
"""

from __future__ import annotations

from functools import cache

from onrecord.extract.actornouns import actor_of
from onrecord.extract.tree import Tree, once

# Verbs by the prepositions before what their object has done, is said to have done or is kept from doing.
_BY_PREPOSITION = {
    "of": "accuse suspect convict acquit clear absolve exonerate",
    "with": "charge task",
    "on": "indict charge congratulate compliment",
    "for": "blame indict cite praise thank criticise criticize condemn denounce commend applaud congratulate reward "
    "punish fine sue jail imprison sentence arrest detain hold prosecute try investigate sanction reprimand rebuke "
    "scold fault slam blast lambast castigate chide forgive pardon execute hang want question penalise penalize "
    "suspend disqualify ridicule mock honour honor salute hail berate",
    "from": "prevent stop keep bar ban block prohibit dissuade discourage deter restrain exonerate absolve clear",
    "into": "force coerce trick push persuade pressure talk bully provoke goad mislead lure lull",
}
# Adjectives that say the same of their own subject, with their preposition.
_BY_ADJECTIVE = {"guilty": "of", "innocent": "of", "responsible": "for", "accountable": "for"}
# Nouns of praise: to whom it goes has done what it is for ("voiced gratitude to Norway for hosting the talks").
_PRAISES = frozenset("congratulation congratulations thank thanks gratitude appreciation praise compliment".split())
# Nouns of charging, which leave it to the clause that they stand in who is charged ("faces charges of V-ing").
_NOUNS = frozenset("accusation allegation charge count suspicion".split())
# What somebody charged does with a charge that is the object.
_MEETING = frozenset("face deny confront admit dodge answer".split())
# What is done to somebody on a charge.
_SEIZING = frozenset(
    "arrest detain hold jail imprison convict try indict question want prosecute remand sentence extradite".split()
)
# What happens to people, or comes about: nobody does it, whoever is blamed or praised for it.
_HAPPENING = frozenset(
    "accident crash collision disaster earthquake quake flood fire storm hurricane drought famine outbreak epidemic "
    "pandemic death injury loss rise increase fall drop decline slump surge jump collapse failure delay crisis "
    "shortage growth recession defeat unrest violence damage illness suffering".split()
)


_TERMS = frozenset({"year", "month", "life", "prison", "jail", "imprisonment", "death", "term", "day"})
_MARKING = frozenset({"mark", "case"})


@cache
def _verbs(preposition: str) -> frozenset[str]:
    return frozenset(_BY_PREPOSITION.get(preposition, "").split())


@once
def charging(tree: Tree, i: int) -> int | None:
    """The verb of charging that the clause or noun `i` is the charge of, None where it is none."""
    token = tree.tokens[i]
    if token.head < 0:
        return None
    if token.deprel == "conj" and token.upos == "NOUN":
        return charging(tree, token.head)  # "convicted of fraud and theft"
    if tree.kinds[i].isdisjoint(_MARKING):
        return None
    words = [tree.lowers[c] for c in tree.below(i, "mark", "case") if c < i]
    if len(words) != 1:
        return None  # "ahead of", "because of"
    if token.upos == "NOUN" and words[0] == "for" and not _deed(tree, i):
        return None
    verbs = _verbs(words[0])
    return next((at for at in _governing(tree, i) if at < i and tree.tokens[at].lemma.lower() in verbs), None)


def _deed(tree: Tree, noun: int) -> bool:
    """Whether a noun after "for" is what somebody is blamed for: no happening, nor part of a thing ("support for")."""
    head = tree.tokens[noun].head
    loose = tree.tokens[noun].deprel == "nmod" and tree.tokens[head].upos == "NOUN"
    return tree.tokens[noun].lemma.lower() not in _HAPPENING and not (
        loose and actor_of([tree.word(head).lower()]) is None
    )


@once
def praised(tree: Tree, i: int) -> int | None:
    """Who is praised for what the clause `i` tells, where a noun is what praises; None where there is none."""
    head = tree.tokens[i].head
    if head < 0 or head > i or "mark" not in tree.kinds[i] or not tree.sentence_has(i, _PRAISES):
        return None
    if {tree.lowers[c] for c in tree.below(i, "mark")}.isdisjoint(("for", "on")):
        return None
    above = tree.tokens[head].head
    if tree.relation(head) == "nmod" and tree.lemmas[above] in _PRAISES and _to(tree, head):
        return head  # the clause hung on whom it goes to
    nouns = [head] if tree.lemmas[head] in _PRAISES else [c for c in tree.below(head, "obj") if c < i]
    nouns = [c for c in nouns if tree.lemmas[c] in _PRAISES]
    near = [c for n in nouns for c in (*tree.below(n, "nmod"), *tree.below(tree.tokens[n].head, "obl")) if n < c < i]
    return next((c for c in near if _to(tree, c)), None)


def _to(tree: Tree, i: int) -> bool:
    return any(tree.lowers[c] == "to" for c in tree.below(i, "case"))


def of_whom(tree: Tree, i: int) -> int | None:
    """The adjective that the clause `i` says something with ("guilty of V-ing"), None where there is none."""
    head = tree.tokens[i].head
    if head < 0 or tree.tokens[head].upos != "ADJ":
        return None
    word = _BY_ADJECTIVE.get(tree.tokens[head].lemma.lower())
    return head if word in {tree.word(c).lower() for c in tree.below(i, "mark", "case")} else None


def charge_noun(tree: Tree, noun: int) -> bool:
    """Whether a noun names a charge."""
    return tree.tokens[noun].lemma.lower() in _NOUNS


def met(tree: Tree, noun: int) -> tuple[int, bool] | None:
    """The verb that tells who is charged, and whether it is its subject ("faces charges") or whom it is done to."""
    verb = tree.tokens[noun].head
    if verb < 0:
        return None
    word = tree.tokens[verb].lemma.lower()
    if tree.tokens[noun].deprel == "obj" and word in _MEETING:
        return verb, True
    on = {tree.word(c).lower() for c in tree.below(noun, "case")} & {"on", "over", "under"}
    return (verb, False) if on and word in _SEIZING else None


def _governing(tree: Tree, i: int) -> list[int]:
    """The word that `i` hangs on and, where that is an object, its verb."""
    head = tree.tokens[i].head
    verbs = [head] if tree.tokens[head].upos in ("VERB", "ADJ") else []
    if tree.relation(head) in ("obj", "iobj") and tree.relation(i) in ("acl", "nmod"):
        verbs.append(tree.tokens[head].head)
    if tree.relation(head) == "obl" and tree.relation(i) in ("acl", "nmod") and tree.lemmas[head] in _TERMS:
        verbs.append(tree.tokens[head].head)  # "sentenced to ten years for killing two guards"
    return verbs
