"""Which noun a relative pronoun stands for."""

from __future__ import annotations

from onrecord.extract.actornouns import actor_of
from onrecord.extract.tree import Tree

# What states and governments do with words and decisions; no city as such does any of it.
DECIDING = frozenset(
    "say tell announce declare state claim deny confirm accuse blame condemn criticise criticize denounce reject refuse"
    " decline agree accept approve sign ratify vow pledge promise threaten warn urge demand ask request call appeal"
    " propose offer suggest insist argue maintain believe think hope fear want wish seek intend plan decide vote veto"
    " support back oppose endorse recognise recognize welcome hail mourn negotiate consult discuss bargain retaliate"
    " respond react protest impose lift sanction ban expel summon recall withdraw pull deploy invade annex attack bomb"
    " shell occupy supply arm fund finance sell buy purchase order test launch ally apologise apologize admit"
    " acknowledge expect consider regard see view try attempt mediate host boycott nationalise nationalize"
    " mobilise mobilize".split()
)


def antecedent(tree: Tree, i: int, clause: int) -> int:
    """`i` itself, or the noun that a relative pronoun stands for."""
    token = tree.tokens[i]
    if "PronType=" in token.morph and "PronType=Rel" not in token.morph:
        return i
    if token.upos in ("PRON", "DET", "SCONJ") and token.lemma.lower() in ("who", "which", "that", "whom", "what"):
        if tree.tokens[clause].deprel == "advcl:relcl":
            return i  # it stands for a whole clause ("…, which angered Norway")
        for at in (clause, *tree.above(clause)):
            if tree.tokens[at].deprel == "acl:relcl":
                head, near = tree.tokens[at].head, _noun_before(tree, i)
                return near if head > i or _decides_better(tree, i, head, near) else head
    return i


def _decides_better(tree: Tree, i: int, head: int, near: int) -> bool:
    """ "Missiles stationed in the country, which approved …": of the two only the country approves anything."""
    verb = tree.tokens[tree.tokens[i].head]
    if near in (i, head) or tree.tokens[i].deprel != "nsubj" or verb.lemma.lower() not in DECIDING:
        return False
    thing = tree.tokens[head].upos == "NOUN" and actor_of([tree.word(head).lower()]) is None
    return thing and (tree.tokens[near].upos == "PROPN" or actor_of([tree.word(near).lower()]) is not None)


def _noun_before(tree: Tree, i: int) -> int:
    """The nearest noun before a relative pronoun, for trees in which the clause hangs too high."""
    for at in range(i - 1, max(-1, i - 4), -1):
        if tree.tokens[at].upos in ("NOUN", "PROPN") and tree.tokens[at].sentence == tree.tokens[i].sentence:
            return at
    return i
