"""What a question asks is not asserted: whether the event of a trigger is asked about, in whatever voice.

What a question takes for granted stays: relative clauses, "after" and "because", complements of "know that", known
events ("the attack"), and whatever is asked after with when, where, why and how.
"""

from __future__ import annotations

from onrecord.extract.clauses import form, has, is_clause
from onrecord.extract.contexts import effect
from onrecord.extract.marks import CONDITIONS
from onrecord.extract.tree import Tree, kept, once

_ENDS = frozenset({"?", "!", ".", ";", "…"})
_OPEN, _CLOSED = frozenset('“„«"'), frozenset('”»"')
# Asked with one of these, the event itself is taken for granted.
_GRANTING = frozenset({"when", "where", "why", "how"})
_GIVEN = frozenset(
    {"after", "before", "since", "because", "although", "though", "when", "while", "as", "given", "once", "until"}
)
_KNOWN = frozenset("the this that these those its his her their our my your".split())
_FACTS = frozenset({"fact", "reality", "news"})
_POLITE = frozenset({"can", "could", "would", "will"})
_ANSWERING = frozenset(
    "say tell explain clarify give comment confirm elaborate describe talk speak update share provide address respond "
    "react walk repeat help answer acknowledge discuss expand shed outline offer characterize remind take "
    "let put".split()
)
_OPEN_ENDED = frozenset({"what", "who", "whom", "which", "how", "when", "where", "why"})
_SUPPORTS = frozenset({"obj", "nsubj", "obl", "nmod", "xcomp", "ccomp", "conj", "iobj", "dep"})


def asked(tree: Tree, i: int) -> int | None:
    """The question mark of the question that asks whether the event with trigger `i` is so, None where none does."""
    return _asked(tree, i) if tree.tokens[i].sentence in _with_marks(tree) else None


@once
def _asked(tree: Tree, i: int) -> int | None:
    unit = _question(tree, i)
    if unit is None:
        return None
    top = _top(tree, i, unit)
    if top is None or _granted(tree, top, unit):
        return None
    # "They left, but will they return?" asks the second only; "they left, didn't they?" asks the first.
    others = [c for c in tree.below(top, "conj", "parataxis", "ccomp") if c in unit and is_clause(tree, c)]
    return unit.stop if _inverted(tree, top) or not any(_turned(tree, c) for c in others) else None


def granting(tree: Tree, i: int) -> int | None:
    """The word of a question after when, where, why or how by which the event itself is taken for granted."""
    if tree.tokens[i].sentence not in _with_marks(tree) or (unit := _question(tree, i)) is None:
        return None
    front = [c for c in tree.children[i] if c in unit and c < i and tree.lowers[c] in _GRANTING]
    return front[0] if front and tree.relation(front[0]) == "advmod" else None


def requested(tree: Tree, i: int) -> tuple[int, ...] | None:
    """The words of a question that politely asks for something ("can you say", "could you clarify"), None without."""
    if tree.tokens[i].lemma.lower() not in _ANSWERING:
        return None
    modal = [a for a in tree.below(i, "aux") if tree.lowers[a] in _POLITE]
    who = [c for c in tree.below(i, "nsubj") if tree.lowers[c] == "you"]
    if not modal or not who:
        return None
    if modal[0] > who[0]:  # "I wonder if you could explain", "if you can repeat it"
        given = [c for c in tree.below(i, "mark") if tree.lowers[c] == "if"]
        return (given[0], who[0], modal[0]) if given and tree.lowers[modal[0]] in ("can", "could") else None
    if tree.tokens[i].sentence not in _with_marks(tree):
        return None
    if any(tree.lowers[c] in _OPEN_ENDED for c in tree.children[i] if c < modal[0]):
        return None  # "what would you tell them"
    unit = _question(tree, i)
    return None if unit is None else (modal[0], who[0], unit.stop)


def _question(tree: Tree, i: int) -> range | None:
    """The words of the question around `i`, without its mark; None where `i` is in none.

    A question ends with its mark and begins after a quotation mark that opens, a colon or the end of a sentence.
    """
    sentence = tree.tokens[i].sentence
    end, quoted = i + 1, False
    while end < len(tree.tokens) and tree.tokens[end].sentence == sentence:
        word = tree.word(end)
        if word[:1] in _ENDS or word == ":" or (word in _CLOSED and not quoted):
            break
        quoted = word in _OPEN or (quoted and word not in _CLOSED)
        end += 1
    else:
        return None
    if quoted or not tree.word(end).startswith("?"):
        return None
    start, quoted = i, False
    while start > 0 and tree.tokens[start - 1].sentence == sentence:
        word = tree.word(start - 1)
        if word[:1] in _ENDS or word == ":" or (word in _OPEN and not quoted):
            break
        quoted = word in _CLOSED or (quoted and word not in _OPEN)
        start -= 1
    return range(start, end)


@kept
def _with_marks(tree: Tree) -> frozenset[int]:
    """The sentences with a question mark."""
    return frozenset(t.sentence for t, word in zip(tree.tokens, tree.words, strict=True) if word[:1] == "?")


def _top(tree: Tree, i: int, unit: range) -> int | None:
    """The clause that is asked and has `i` in it, None where `i` is in something taken for granted."""
    at = i
    while True:
        head, relation = tree.tokens[at].head, tree.relation(at)
        if head not in unit or relation in ("parataxis", "root"):
            return at
        if relation == "ccomp" and _turned(tree, at):
            return at  # "he asked, did they leave?"
        outermost = tree.tokens[head].head not in unit or tree.relation(head) in ("parataxis", "root")
        if relation == "conj" and outermost and is_clause(tree, at) and tree.below(at, "nsubj", "expl"):
            return at
        if _presupposed(tree, at, head):
            return None
        at = head


def _presupposed(tree: Tree, at: int, head: int) -> bool:
    """Whether the question takes `at`, which hangs on `head`, for granted."""
    relation, deprel = tree.relation(at), tree.tokens[at].deprel
    if not is_clause(tree, at):
        known = any(tree.word(c).lower() in _KNOWN for c in tree.below(at, "det")) or bool(tree.below(at, "nmod:poss"))
        return (known and tree.tokens[at].upos == "NOUN") or relation not in _SUPPORTS | {"acl", "advcl", "csubj"}
    if deprel == "acl:relcl" or relation == "amod" or (relation == "acl" and form(tree, at).startswith("Part")):
        return True
    if any(tree.word(c).lower() == "that" and tree.word(c - 1).lower() in _FACTS for c in tree.below(at, "mark") if c):
        return True
    before = {tree.word(c).lower() for c in tree.children[at] if c < at}
    if relation == "advcl" and (before & _GIVEN or before & CONDITIONS):
        return True
    if before & _GRANTING:
        return True
    return effect(tree, at, head, nominal=False) == "true"


def _inverted(tree: Tree, i: int) -> bool:
    """Whether the clause has the order of a question, or no subject."""
    subjects = tree.below(i, "nsubj", "expl", "csubj")
    front = [tree.word(c).lower() for c in tree.children[i] if subjects and c <= subjects[0]]
    return not subjects or any(word.startswith(("wh", "how")) for word in front) or _turned(tree, i)


def _turned(tree: Tree, i: int) -> bool:
    """Whether an auxiliary, the copula or the verb itself stands before the subject ("did they", "is there")."""
    subjects = tree.below(i, "nsubj", "expl", "csubj")
    front = [*tree.below(i, "aux", "cop"), *([i] if has(tree, i, "VerbForm=Fin") else [])]
    return bool(subjects) and any(c < subjects[0] for c in front)


def _granted(tree: Tree, top: int, unit: range) -> bool:
    """Whether the clause is asked after with when, where, why or how."""
    for c in tree.children[top]:
        if c not in unit or c > top or tree.relation(c) in ("advcl", "ccomp", "conj", "parataxis", "csubj", "cc"):
            continue
        if {tree.word(k).lower() for k in tree.subtree(c, without=("acl", "acl:relcl"))} & _GRANTING:
            return tree.relation(c) != "discourse"
    return False
