"""Conditions: the clauses and phrases that set one, and the clauses that hang on it."""

from __future__ import annotations

from onrecord.extract.clauses import auxiliaries, form, lemma, shares
from onrecord.extract.contexts import effect
from onrecord.extract.marks import CONDITIONS, idle, past
from onrecord.extract.tree import Tree

# Whatever the condition, the main clause stands ("even if it rains, they play").
_REGARDLESS = frozenset({"even", "as"})
_PHRASES = frozenset({"pending", "barring"})
_SUBJECTED = frozenset({"subject", "contingent", "conditional", "conditioned", "dependent"})
# What something may still need before it holds ("is subject to approval").
_NEEDED = frozenset(
    "approval ratification confirmation consent agreement verification clearance funding availability vote review "
    "authorization authorisation condition negotiation completion permission".split()
)
_SUBJECTING = _PHRASES | {"case", "event"}
# Without one of these in its sentence nothing is a condition; and it hangs so on what it is a condition of.
_SETTING = CONDITIONS | _SUBJECTED | _SUBJECTING | {"long", "should", "had", "were", "otherwise", "or"}
_HOLDING = frozenset({"advcl", "advmod", "conj", "cc", "obl"})
# "If you look at it", "if I may": asks for attention, and what follows does not depend on it.
_POSSIBLE = frozenset({"can", "ca", "could", "would", "'d", "’d"})
_LOOKING = frozenset("look want remember recall see think ask consider may read take mind mean will".split())
_FIRM = frozenset("say tell note add know believe think understand argue emphasize stress assume guess suppose".split())


def setting(tree: Tree, i: int) -> int | None:
    """The word that makes the clause `i` a condition ("if", "unless", "as long as", "should it fail"), None without."""
    if not tree.sentence_has(i, _SETTING):
        return None
    for c in tree.below(i, "mark", "advmod", "case"):
        word = tree.word(c).lower()
        if c < i and c and word in ("on", "upon") and tree.lowers[c - 1] in _SUBJECTED:
            return c - 1  # "will pay, conditional on the firm closing it"
        if c < i and ((word in CONDITIONS and not idle(tree, c)) or (word == "as" and _length(tree, c))):
            return c
    return _turned(tree, i)


def _length(tree: Tree, c: int) -> bool:
    before = [tree.word(k).lower() for k in (c - 1, c - 2) if k >= 0]
    return len(before) == 2 and before[0] == "long" and before[1] in ("as", "so")


def _turned(tree: Tree, i: int) -> int | None:
    """ "Should it fail", "had it failed", "were it to fail" before or after a main clause."""
    subjects, own = tree.below(i, "nsubj", "expl"), auxiliaries(tree, i)
    if tree.relation(i) != "advcl" or not subjects or not own or own[0] > subjects[0] or tree.below(i, "mark"):
        return None
    first = next((k for k in tree.subtree(i) if tree.tokens[k].upos not in ("PUNCT", "CCONJ")), -1)
    return own[0] if first == own[0] and tree.word(own[0]).lower() in ("should", "had", "were") else None


def condition_of(tree: Tree, i: int) -> int | None:
    """The word that sets a condition on the clause `i` from inside it, None where none does.

    What is told of the past stands whatever the condition, and "even if" and "if you look at it" set none.
    """
    if tree.kinds[i].isdisjoint(_HOLDING) or not tree.sentence_has(i, _SETTING):
        return None
    for c in tree.below(i, "advcl"):
        if (word := setting(tree, c)) is not None and _binding(tree, i, c, word):
            return word
    for c in tree.below(i, "advmod"):  # "as long as it rains" may hang on "long"
        for below in tree.below(c, "advcl"):
            if tree.word(c).lower() == "long" and (word := setting(tree, below)) is not None:
                return word if _binding(tree, i, below, word) else None
    for c in tree.below(i, "conj"):  # "could be signed and carried out if they agreed"
        if (shares(tree, c) or not tree.below(c, "nsubj", "expl")) and (word := condition_of(tree, c)) is not None:
            return word
    if (word := _otherwise(tree, i)) is not None:
        return word
    phrases = (subjected(tree, o) for o in tree.below(i, "obl"))  # "will leave in case of war"
    return next((found for found in phrases if found is not None), None)


def _otherwise(tree: Tree, i: int) -> int | None:
    """ "Accept it, or we will leave", "otherwise we will leave"."""
    if not {"will", "would", "'ll"} & _modals(tree, i) or not tree.below(i, "nsubj"):
        return None
    for c in tree.below(i, "cc", "advmod"):
        word = tree.word(c).lower()
        if c < i and (word == "otherwise" or (word == "or" and tree.relation(i) == "conj")):
            return c
    return None


def _binding(tree: Tree, i: int, clause: int, word: int) -> bool:
    if word and tree.word(word - 1).lower() in _REGARDLESS:
        return False
    if effect(tree, clause, i, nominal=False) == "unclear":
        return False  # "it is not clear if they left"
    person = [tree.word(c).lower() for c in tree.below(clause, "nsubj")]
    if person in (["you"], ["i"], ["we"]) and {lemma(tree, clause), *_modals(tree, clause)} & _LOOKING:
        return False
    return not past(tree, i) and not _perfect(tree, i) and not (form(tree, i) == "Fin" and lemma(tree, i) in _FIRM)


def _modals(tree: Tree, i: int) -> set[str]:
    return {tree.word(a).lower() for a in auxiliaries(tree, i)}


def _perfect(tree: Tree, i: int) -> bool:
    """ "Has left": told as a fact."""
    return any(
        tree.tokens[a].lemma.lower() == "have" and tree.word(a).lower() in ("has", "have", "'ve", "’ve")
        for a in auxiliaries(tree, i)[:1]
    )


def subjected(tree: Tree, i: int) -> int | None:
    """The word before a noun that what it stands with hangs on ("pending approval", "in the event of war")."""
    if not tree.sentence_has(i, _SUBJECTING):
        return None
    for c in tree.children[i]:
        if c < i and tree.word(c).lower() in _PHRASES:
            return c
    above = tree.tokens[i].head
    if tree.relation(i) == "nmod" and tree.lowers[above] in ("case", "event"):
        return subjected(tree, above)  # "in the event of a spill", by its parts
    for c in tree.below(i, "case", "mark"):
        if tree.word(c).lower() in ("case", "event") or (tree.word(c).lower() == "in" and _event_of(tree, c)):
            return c
    return None


def indispensable(tree: Tree, i: int) -> bool:
    """Whether what stands above "without" is told as what could not be without it ("cannot win without help")."""
    clause = next((k for k in tree.above(i) if tree.tokens[k].upos in ("VERB", "AUX") or tree.below(k, "cop")), None)
    known = any(tree.lowers[c] == "the" for c in tree.below(i, "det"))
    return clause is not None and not known and bool(_POSSIBLE & _modals(tree, clause))


def _event_of(tree: Tree, c: int) -> bool:
    after = [tree.word(k).lower() for k in range(c + 1, min(c + 4, len(tree.tokens)))]
    return after[:2] == ["case", "of"] or after[:3] == ["the", "event", "of"]


def hanging(tree: Tree, i: int) -> int | None:
    """ "Subject to", "contingent on" above the noun or clause `i`; None where there is none."""
    head = tree.tokens[i].head
    if head < 0 or tree.tokens[head].lemma.lower() not in _SUBJECTED:
        return None
    if tree.lemmas[head] == "subject" and tree.lemmas[i] not in _NEEDED and tree.relation(head) not in _HOLDING:
        return None  # "firms that are subject to sanctions", "the schedule is subject to change"
    return head if any(tree.lowers[c] in ("to", "on", "upon") for c in tree.below(i, "case", "mark")) else None
