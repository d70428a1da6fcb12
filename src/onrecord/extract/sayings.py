"""The circumstances of a saying: which mention spoke, to whom, when, and whether it is a denial or a refusal."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from functools import lru_cache

from onrecord.extract.claims import Claim
from onrecord.extract.cues import word_classes
from onrecord.extract.cuewords import trimmed
from onrecord.extract.marks import idle, utmost
from onrecord.extract.quotelayout import Layout
from onrecord.extract.tree import Same, Tree
from onrecord.model import Document, Form, Mention, NameType, Timex

# Verbs whose object is the person spoken to ("told him", "asked the minister to").
_TO_OBJECT = frozenset(
    "tell ask inform assure warn remind urge order notify advise persuade convince beg brief call command instruct "
    "invite request promise encourage press exhort implore reassure counsel caution alert direct thank congratulate "
    "update brief".split()
)
_TO_OBLIQUE = frozenset({"say", "ask", "promise", "demand", "discuss", "believe", "deny"})
_CLAUSAL = ("that", "fin", "to", "wh", "quote", "main", "between", "block", "as", "ing", "ccomp", "xcomp")
_BESIDE = ("flat", "appos", "compound")
_SPEAKING = (NameType.PER, NameType.ORG)
_NOBODY = frozenset({"nobody", "none", "no", "neither"})


def mention_at(document: Document, tree: Tree, at: int) -> Mention | None:
    """The mention whose head is the word at `at`, else the smallest one that the word is part of.

    A determiner or a numeral with an "of" phrase ("two of his aides") is no mention of its own.
    """
    known = _by_head(Same(document.mentions)).get(at)
    if known is not None:
        return known
    start, end = tree.tokens[at].span.start, tree.tokens[at].span.end
    starts, longest = _reach(Same(document.mentions))
    near = document.mentions[bisect_left(starts, start - longest) : bisect_right(starts, start)]
    around = [m for m in near if end <= m.span.end and m.form is not Form.PRONOUN]
    own = [m for m in around if tree.tokens[m.head].head == at or tree.tokens[at].head == m.head]
    torn = [m for m in around if m.form is Form.NAME and m.type is NameType.PER and tree.tokens[at].upos == "PROPN"]
    if torn and tree.tokens[tree.tokens[at].head].span not in torn[0].span:
        return torn[0]  # a title and a name that the reader hung on two words
    flat = [
        m
        for m in own
        if tree.relation(at) in _BESIDE or tree.tokens[at].deprel == "nmod:desc" or tree.relation(m.head) in _BESIDE[:2]
    ]
    return min(flat, key=lambda m: m.span.end - m.span.start) if flat else _named_after(document, tree, at)


@lru_cache(maxsize=1)
def _by_head(read: Same[tuple[Mention, ...]]) -> dict[int, Mention]:
    return {mention.head: mention for mention in reversed(read.layer)}


@lru_cache(maxsize=1)
def _reach(read: Same[tuple[Mention, ...]]) -> tuple[list[int], int]:
    """Where each mention starts, in order, and how long the longest is."""
    spans = [mention.span for mention in read.layer]
    return [span.start for span in spans], max((span.end - span.start for span in spans), default=0)


def _named_after(document: Document, tree: Tree, at: int) -> Mention | None:
    """The name right after a noun that describes its bearer: "according to curator Ann Lee"."""
    if tree.tokens[at].upos != "NOUN" or "Number=Plur" in tree.tokens[at].morph:
        return None
    near = _by_head(Same(document.mentions)).get(at + 1)
    if near is None or near.form is not Form.NAME or tree.below(near.head, "case"):
        return None
    tied = near.type is NameType.PER or tree.tokens[near.head].head == at
    return near if tied and near.type in _SPEAKING else None


def addressee(tree: Tree, claim: Claim) -> int | None:
    """The head word of whoever is spoken to, or None."""
    token = tree.tokens[claim.cue]
    if token.upos != "VERB":
        return None
    base = claim.frame.partition(":")[0].partition("+")
    lemma = token.lemma.lower()
    if lemma in _TO_OBJECT and (base[0] in _CLAUSAL or base[2] or _has_clause(tree, claim)):
        objects = [c for c in tree.below(claim.cue, "iobj", "obj") if tree.tokens[c].upos in ("NOUN", "PROPN", "PRON")]
        subjects = tree.below(claim.cue, "nsubj:pass") if claim.passive else []
        for c in (*subjects, *objects):
            if c in subjects or c not in claim.content or base[2]:
                return c
    if lemma == "call":
        for c in tree.below(claim.cue, "obl"):
            if {tree.lowers[k] for k in tree.below(c, "case")} & {"on", "upon"}:
                return c
    if _TO_OBLIQUE & set(word_classes(tree, claim.cue)):
        for c in tree.below(claim.cue, "obl", "iobj"):
            cases = [tree.lowers[k] for k in tree.below(c, "case")]
            if cases[:1] == ["to"] and c not in claim.content:
                return c
    return None


def without_addressee(tree: Tree, claim: Claim, told: int | None) -> Claim:
    """ "told reporters that …": whoever is spoken to is no part of what is said.

    "asked the minister to go" keeps its object, the subject of the infinitive, as annotators do.
    """
    if told is None or told not in claim.content or not tree.below(claim.cue, "ccomp"):
        return claim
    if tree.lemmas[claim.cue] == "call":
        return claim  # "called the plan a mistake": the plan is spoken of
    mine = set(tree.subtree(told))
    content = trimmed(tree, [i for i in claim.content if i not in mine])
    return replace(claim, content=content) if content else claim


def _has_clause(tree: Tree, claim: Claim) -> bool:
    return bool(tree.below(claim.cue, "ccomp", "xcomp"))


def said(layout: Layout, claim: Claim) -> Timex | None:
    """The time expression that dates the cue, not the content: it hangs on the cue, or stands right beside it."""
    here = layout.times.get(layout.tree.tokens[claim.cue].sentence, ())
    return next((timex for timex, words in here if _dates(layout.tree, claim, words)), None)


def _dates(tree: Tree, claim: Claim, words: range) -> bool:
    top = next((i for i in words if tree.tokens[i].head not in words), words[0])
    if tree.relation(top) in ("obj", "iobj", "nsubj", "csubj") or _opens_later(tree, top, words):
        return False
    content = set(claim.content)
    head = tree.tokens[top].head
    if head in claim.words and not content & set(words):
        return True
    # "said yesterday that": beside the cue and before the content, whatever the tree makes of it.
    first = min([words[0], *tree.below(top, "case")])
    return first == claim.words[-1] + 1 and not any(i < words[-1] for i in content if i > claim.cue)


def _opens_later(tree: Tree, top: int, words: range) -> bool:
    """ "announced a ban from August 4": when what is announced begins or ends, not when it was announced."""
    cases = {tree.lowers[c] for c in tree.below(top, "case", "mark")} | {tree.lowers[max(0, words[0] - 1)]}
    return bool(cases & {"from", "starting", "until", "till", "by", "through", "beginning", "effective", "for"})


def is_negated(tree: Tree, claim: Claim) -> bool:
    """Denials and refusals, "did not say", "nobody said"."""
    if {"deny", "refuse"} & set(word_classes(tree, claim.cue)):
        return True
    if any(_negates(tree, claim.cue, i) for i in claim.words):
        return True
    if any(tree.lemmas[up] in ("decline", "refuse") for up in governors(tree, claim.cue)):
        return True
    return bool(claim.source) and tree.lowers[claim.source[0]] in _NOBODY


def _negates(tree: Tree, cue: int, at: int) -> bool:
    """ "not" and its like, but for those that deny nothing: "not only", "couldn't be more pleased"."""
    if tree.lemmas[at] not in ("not", "n't", "n’t", "never"):
        return False
    return not idle(tree, at) and utmost(tree, cue) is None


def governors(tree: Tree, at: int) -> list[int]:
    """The verbs that an infinitive hangs on: "declined" of "declined to say"."""
    found = []
    while tree.relation(at) == "xcomp" and tree.tokens[at].head >= 0:
        at = tree.tokens[at].head
        found.append(at)
    return found
