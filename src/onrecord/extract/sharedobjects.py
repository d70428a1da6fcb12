"""The object that the verbs of a row have together."""

from __future__ import annotations

from onrecord.extract.clauses import copula, is_clause, passive
from onrecord.extract.tree import Tree, once

# How far the verbs of a row stand apart: a comma and an "and".
_CLOSE = 3


@once
def shared_objects(tree: Tree, i: int) -> tuple[int, ...]:
    """The object of another verb of a row that is the object of all ("review, repeal and revise the law")."""
    token = tree.tokens[i]
    row_of = tree.tokens[i].head if token.deprel == "conj" else i
    if "conj" not in tree.kinds[row_of] or passive(tree, i) or not is_clause(tree, i) or copula(tree, i) is not None:
        return ()
    row = [k for k in (row_of, *tree.below(row_of, "conj")) if k >= i and tree.tokens[k].upos == "VERB"]
    if late := [o for o in tree.below(row_of, "obj") if o > i > row_of]:
        return tuple(late)  # hung on the first of the row
    for at, k in enumerate(row[1:], 1):
        if k - row[at - 1] > _CLOSE:
            return ()
        if tree.below(k, "obj"):
            return tuple(tree.below(k, "obj"))
    return ()
