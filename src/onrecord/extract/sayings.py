"""The circumstances of a saying: which mention spoke, to whom, when, and whether it is a denial or a refusal."""

from __future__ import annotations

from dataclasses import replace

from onrecord.extract.claims import Claim, trimmed
from onrecord.extract.cues import word_classes
from onrecord.extract.quotelayout import Layout, inside
from onrecord.extract.tree import Tree
from onrecord.model import Document, Form, Mention, Timex

# Verbs whose object is the person spoken to ("told him", "asked the minister to").
_TO_OBJECT = frozenset(
    "tell ask inform assure warn remind urge order notify advise persuade convince beg brief call command instruct "
    "invite request promise encourage press exhort implore reassure counsel caution alert direct".split()
)
_TO_OBLIQUE = frozenset({"say", "ask", "promise", "demand", "discuss", "believe", "deny"})
_CLAUSAL = ("that", "fin", "to", "wh", "quote", "main", "block", "as", "ing", "ccomp", "xcomp")
_NOBODY = frozenset({"nobody", "none", "no", "neither"})


def mention_at(document: Document, tree: Tree, at: int) -> Mention | None:
    """The mention whose head is the word at `at`, else the smallest one that the word is part of.

    A determiner or a numeral with an "of" phrase ("two of his aides") is no mention of its own.
    """
    around: list[Mention] = []
    for mention in document.mentions:
        if mention.head == at:
            return mention
        if mention.form is not Form.PRONOUN and tree.tokens[at].span in mention.span:
            around.append(mention)
    own = [m for m in around if tree.tokens[m.head].head == at or tree.tokens[at].head == m.head]
    flat = [
        m
        for m in own
        if tree.relation(at) in ("flat", "compound", "appos") or tree.relation(m.head) in ("flat", "appos")
    ]
    return min(flat, key=lambda m: m.span.end - m.span.start) if flat else None


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
            if c not in claim.content or base[2]:
                return c
    if _TO_OBLIQUE & set(word_classes(tree, claim.cue)):
        for c in tree.below(claim.cue, "obl", "iobj"):
            cases = [tree.word(k).lower() for k in tree.below(c, "case")]
            if cases[:1] == ["to"] and c not in claim.content:
                return c
    return None


def without_addressee(tree: Tree, claim: Claim, told: int | None) -> Claim:
    """ "told reporters that …": whoever is spoken to is no part of what is said.

    "asked the minister to go" keeps its object, the subject of the infinitive, as annotators do.
    """
    if told is None or told not in claim.content or not tree.below(claim.cue, "ccomp"):
        return claim
    mine = set(tree.subtree(told))
    content = trimmed(tree, [i for i in claim.content if i not in mine])
    return replace(claim, content=content) if content else claim


def _has_clause(tree: Tree, claim: Claim) -> bool:
    return bool(tree.below(claim.cue, "ccomp", "xcomp"))


def said(document: Document, layout: Layout, claim: Claim) -> Timex | None:
    """The time expression that dates the cue, not the content: it hangs on the cue, or stands right beside it."""
    sentence = layout.sentence(claim.cue)
    for timex in document.timexes:
        words = inside(timex.span, layout.starts)
        if not words or words[0] not in sentence or timex.type not in ("DATE", "TIME"):
            continue
        if _dates(layout.tree, claim, words):
            return timex
    return None


def _dates(tree: Tree, claim: Claim, words: range) -> bool:
    top = next((i for i in words if tree.tokens[i].head not in words), words[0])
    content = set(claim.content)
    head = tree.tokens[top].head
    if head in claim.words and not content & set(words):
        return True
    # "said yesterday that": beside the cue and before the content, whatever the tree makes of it.
    return words[0] == claim.words[-1] + 1 and not any(i < words[-1] for i in content if i > claim.cue)


def is_negated(tree: Tree, claim: Claim) -> bool:
    """Denials and refusals, "did not say", "nobody said"."""
    if {"deny", "refuse"} & set(word_classes(tree, claim.cue)):
        return True
    if any(tree.tokens[i].lemma.lower() in ("not", "n't", "n’t", "never") for i in claim.words):
        return True
    if any(tree.tokens[up].lemma.lower() in ("decline", "refuse") for up in _governors(tree, claim.cue)):
        return True
    return bool(claim.source) and tree.word(claim.source[0]).lower() in _NOBODY


def _governors(tree: Tree, at: int) -> list[int]:
    """The verbs that an infinitive hangs on: "declined" of "declined to say"."""
    found = []
    while tree.relation(at) == "xcomp" and tree.tokens[at].head >= 0:
        at = tree.tokens[at].head
        found.append(at)
    return found
