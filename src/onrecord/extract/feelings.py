"""Whether a passive tells of an act or of a feeling: "crimes committed by rebels", "is committed to peace"."""

from __future__ import annotations

from onrecord.extract.clauses import case, lemma
from onrecord.extract.tree import Tree

# Verbs whose passive participle after "be" tells how somebody feels: a state of the subject, not an act on it.
_PSYCH = frozenset(
    "concern worry alarm disappoint frustrate satisfy please interest surprise shock sadden commit determine prepare "
    "convince dedicate devote base oppose unite divide involve engage".split()
)
# The same words tell of an act where somebody is named who does it ("crimes committed by rebels").
_DONE = frozenset({"commit", "prepare", "determine", "divide", "unite", "oppose"})


def feeling(tree: Tree, i: int) -> bool:
    """Whether a passive tells how its subject feels or what it is bent on, and not what was done to it."""
    word = lemma(tree, i)
    if word not in _PSYCH:
        return False
    if word not in _DONE:
        return True
    by = any(tree.tokens[c].deprel == "obl:agent" or case(tree, c) == "by" for c in tree.below(i, "obl"))
    bare = tree.relation(i) == "acl" and word == "commit" and not tree.below(i, "xcomp", "advcl")
    return not by and not (bare and all(case(tree, c) != "to" for c in tree.below(i, "obl")))
