"""Marks of standing inside a clause: modals, negation, hedging adverbs, progressive, command."""

from __future__ import annotations

from dataclasses import replace

from onrecord.extract.clauses import auxiliaries, copula, form, has, is_clause, lemma, shares
from onrecord.extract.modality import PLAIN, Standing, because, merge
from onrecord.extract.tree import Tree
from onrecord.model import Certainty, Status

CONDITIONS = frozenset({"if", "unless", "provided", "assuming", "lest", "case"})
_NEGATIVE = frozenset("not n't n’t never neither nor hardly barely scarcely".split())
_NOBODY = frozenset({"nobody", "nothing", "none", "no-one", "neither"})
# "Not only", "not just": what follows is so, and more than that.
_ADDING = frozenset({"only", "just", "merely", "simply", "solely", "least"})
_HEDGES = {
    **dict.fromkeys(
        "likely probably presumably apparently reportedly allegedly supposedly seemingly".split(), "probable"
    ),
    **dict.fromkeys("perhaps maybe possibly potentially conceivably".split(), "possible"),
}
MODALS = {
    **dict.fromkeys(("will", "'ll", "’ll", "wo", "shall"), "plan"),
    **dict.fromkeys(("can", "ca", "could", "may", "might"), "possible"),
    "would": "would",
    **dict.fromkeys(("must", "should", "ought"), "request"),
}


def marked(tree: Tree, i: int) -> Standing:
    """The standing that the words inside the clause give it, before anything that governs it."""
    if (strong := utmost(tree, i)) is not None:
        return replace(PLAIN, words=(strong,))
    found = _modal(tree, i)
    for word in _negations(tree, i):
        found = _negated(tree, found, word)
    for c in tree.below(i, "advmod", "obl", "discourse"):
        if hedge := _HEDGES.get(tree.tokens[c].lemma.lower()):
            found = merge(because(hedge, c), found)
    if found.plain and found.status is Status.REPORTED and _ongoing(tree, i):
        going = tree.tokens[i].lemma.lower() == "go" and bool(tree.below(i, "xcomp"))  # "is going to build"
        found = because("plan", i) if going else replace(found, status=Status.ONGOING)
    if found.plain and not found.words:
        told = [c for n in (i, *auxiliaries(tree, i)) for c in tree.children[n] if c < i and idle(tree, c)]
        found = replace(found, words=tuple(told))  # "did not just close it": the words affirm
    return found


def past(tree: Tree, i: int) -> bool:
    """Whether the clause is in a past tense without modal."""
    own = auxiliaries(tree, i)
    if any(tree.word(a).lower() in MODALS for a in own):
        return False
    return has(tree, i, "Tense=Past") or any(has(tree, a, "Tense=Past") for a in own)


def _negated(tree: Tree, found: Standing, word: int) -> Standing:
    merged = merge(found, because("negated", word))
    particle = tree.relation(word) == "advmod"
    # "cannot open", "could not open": what is not possible is not done; "may not" stays open.
    if particle and merged.status is Status.POSSIBLE and {"can", "ca", "could"} & _written(tree, merged):
        return replace(merged, certainty=Certainty.CERTAIN, status=Status.NOT_DONE)
    if merged.status is Status.PLANNED and "would" not in _written(tree, merged):
        # "Will not" says more firmly that something will not be than "will" says that it will.
        return replace(merged, certainty=Certainty.CERTAIN)
    return merged


def _written(tree: Tree, found: Standing) -> set[str]:
    return {tree.word(w).lower() for w in found.words}


def _modal(tree: Tree, i: int) -> Standing:
    own = auxiliaries(tree, i)
    perfect = any(tree.tokens[a].lemma.lower() == "have" and form(tree, a) != "Fin" for a in own)
    for a in own:
        kind = MODALS.get(tree.word(a).lower()) or MODALS.get(tree.tokens[a].lemma.lower())
        if kind == "request" and perfect:
            # "Must have left" infers that they left; "should have left" says that they did not.
            kind = "probable" if tree.word(a).lower() == "must" else "not"
        if kind == "would":
            kind = _would(tree, i, perfect)
        if kind is not None:
            return because(kind, a)
    return _without_modal(tree, i, own)


def _would(tree: Tree, i: int, perfect: bool) -> str | None:
    """ "Would" in reported words is the future of that time; with a condition, or by itself, it is a supposition."""
    if lemma(tree, i) in ("like", "love", "prefer"):
        return None
    if any(tree.word(c).lower() in CONDITIONS for s in tree.below(i, "advcl") for c in tree.below(s, "mark")):
        return "would"
    head = tree.tokens[i].head
    reported = head >= 0 and is_clause(tree, head) and tree.relation(i) in ("ccomp", "conj", "parataxis", "advcl")
    return "plan" if reported and not perfect else "possible"


def _without_modal(tree: Tree, i: int, own: list[int]) -> Standing:
    """Headlines with "to" ("Missiles to be sited") and commands."""
    token = tree.tokens[i]
    to = [c for c in tree.below(i, "mark") if tree.word(c).lower() == "to"]
    if to and "Inf" in (form(tree, i), form(tree, own[0]) if own else ""):
        announced = token.deprel in ("root", "acl:relcl") or headline(tree, i)
        return because("plan", *to) if announced else PLAIN
    if shares(tree, i):
        return _without_modal(tree, token.head, own)
    commanded = (
        form(tree, i) == "Imp" or any(form(tree, a) == "Imp" for a in own) or (form(tree, i) == "Inf" and not own)
    )
    command = commanded and not tree.below(i, "nsubj", "expl", "mark")
    return because("request", i) if command and token.deprel in ("root", "conj", "parataxis") else PLAIN


def headline(tree: Tree, i: int) -> bool:
    """ "Missiles to be sited in Norway": an infinitive that modifies a noun which is all there is of a clause."""
    token = tree.tokens[i]
    return token.deprel == "acl" and token.head >= 0 and tree.tokens[token.head].deprel == "root"


def _negations(tree: Tree, i: int) -> list[int]:
    """Words that negate the clause: particles, "nobody", "no" on its subject or object, "without"."""
    found = [c for c in _particles(tree, i) if tree.relation(c) in ("advmod", "det", "cc")]
    for a in auxiliaries(tree, i):
        found += _particles(tree, a)
    if not found and shares(tree, i):
        found += [c for c in _particles(tree, tree.tokens[i].head) if c < i]
    for c in tree.below(i, "nsubj", "obj"):
        found += [c] if tree.word(c).lower() in _NOBODY and not idle(tree, c) else []
        found += [d for d in tree.below(c, "det") if tree.word(d).lower() in ("no", "neither") and not idle(tree, d)]
    found += [c for c in tree.below(i, "mark", "case") if tree.word(c).lower() == "without"]
    if copula(tree, i) is not None:
        found += [d for d in tree.below(i, "det") if tree.word(d).lower() == "no"]
    longer = [c for c in tree.below(i, "advmod") if tree.word(c).lower() in ("longer", "more")]
    found += [d for c in longer for d in tree.children[c] if tree.word(d).lower() == "no"]
    return sorted(set(found))


def _particles(tree: Tree, i: int) -> list[int]:
    return [c for c in tree.children[i] if tree.word(c).lower() in _NEGATIVE and not idle(tree, c)]


def idle(tree: Tree, c: int) -> bool:
    """Whether a word that denies or sets a condition does neither here.

    "Not only", "cannot but", "hundreds if not thousands", "few, if any", "no fewer than", "nothing but".
    """
    word, after, before = tree.word(c).lower(), _word(tree, c + 1), _word(tree, c - 1)
    if word in ("not", "n't", "n’t"):
        return after in _ADDING or after == "but" or (before == "if" and _amount(tree, c + 1))
    if word == "if":
        aside = after == "any" and _word(tree, c + 2) in (",", "-", "–", "—")
        return aside or (after == "not" and _amount(tree, c + 2))
    if word == "no":
        return after in ("fewer", "less", "more", "later") and _word(tree, c + 2) == "than"
    return (word == "nothing" and after == "but") or (word == "none" and after == "other")


def _amount(tree: Tree, i: int) -> bool:
    """A word that "if not" sets beside another ("if not thousands", "if not most of them"): no verb, no end."""
    return i < len(tree.tokens) and tree.tokens[i].upos not in ("VERB", "AUX", "PUNCT", "SCONJ", "PART")


def _word(tree: Tree, i: int) -> str:
    return tree.word(i).lower() if 0 <= i < len(tree.tokens) else ""


def utmost(tree: Tree, i: int) -> int | None:
    """The negation of what is affirmed in full: "couldn't be happier", "was never stronger", "cannot but go"."""
    for c in [c for n in (i, *auxiliaries(tree, i)) for c in tree.children[n] if c < i]:
        word = tree.word(c).lower()
        modal = _word(tree, c - 1) in ("could", "can", "ca")
        if not (word == "never" or (word in ("not", "n't", "n’t") and modal)):
            continue
        if word != "never" and _word(tree, c + 1) == "but":
            return c
        more = [tree.word(m).lower() for m in tree.below(i, "advmod", "obj")]
        higher = tree.tokens[i].upos == "ADJ" and (has(tree, i, "Degree=Cmp") or "more" in more)
        compared = any(_word(tree, k) == "than" for k in range(c, min(i + 4, len(tree.tokens))))
        if (higher or (lemma(tree, i) == "agree" and "more" in more)) and not compared:
            return c
    return None


def _ongoing(tree: Tree, i: int) -> bool:
    """Present progressive ("is firing", "has been firing"): under way as the source speaks."""
    own = auxiliaries(tree, i)
    present = any(has(tree, a, "Tense=Pres", "VerbForm=Fin") for a in own)
    return form(tree, i) == "Part-Pres" and present and any(tree.tokens[a].lemma.lower() == "be" for a in own)
