"""What "they" and "it" mean where the careful rules leave it open: by the reader's own links, if sure enough."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.extract.coreference import Cluster, speaks
from onrecord.extract.mentionphrases import Phrase
from onrecord.extract.tree import Tree
from onrecord.model import Document, Form, NameType

# A link counts from this score on: more likely than all other mentions in sight together, or nearly so.
LEAST_LINK = 0.45
# How far a chain of pronouns is followed ("they … they … the missiles").
_LONGEST = 4
# What a noun phrase leaves out when it is quoted as a name.
_OUTSIDE = "acl appos conj cc punct parataxis case det advcl advmod aux cop mark nsubj expl discourse".split()


def linked(
    document: Document, tree: Tree, phrases: Sequence[Phrase], meant: Sequence[Cluster | None]
) -> dict[int, tuple[Cluster, float]]:
    """By position in `phrases`, what "they" and "it" without entity mean, and how sure the reader is.

    "He" and "she" stay open where the rules found two people, and so do subjects of verbs of saying: to name a wrong
    person is worse than to name none.
    """
    links = {k.mention: k for k in document.links if k.antecedent is not None and k.score >= LEAST_LINK}
    by_head = {p.head: n for n, p in enumerate(phrases)}
    made: dict[int, Cluster] = {}
    found: dict[int, tuple[Cluster, float]] = {}
    for n, phrase in enumerate(phrases):
        open_ = meant[n] is None and phrase.form is Form.PRONOUN and phrase.gender in ("n", "p")
        if not open_ or speaks(tree, phrase.head):
            continue
        at, score = phrase.head, 1.0
        for _ in range(_LONGEST):
            if at not in links or tree.tokens[at].upos not in ("PRON", "DET"):
                break
            link = links[at]
            at, score = link.antecedent if link.antecedent is not None else at, score * link.score
        named = meant[by_head[at]] if at in by_head else None
        if at == phrase.head or score < LEAST_LINK or not _agrees(tree, phrase, at, named):
            continue
        cluster = named or made.setdefault(at, Cluster(None, described=_words(tree, at)))
        found[n] = (cluster, score)
    return found


def _agrees(tree: Tree, phrase: Phrase, at: int, named: Cluster | None) -> bool:
    """Whether "they" is to stand for several, "it" for one thing or body."""
    token = tree.tokens[at]
    if token.upos not in ("NOUN", "PROPN"):
        return False
    plural = "Number=Plur" in token.morph or bool(tree.below(at, "conj"))
    if phrase.gender == "p":
        return plural or (named is not None and named.type is NameType.ORG)
    return not plural and (named is None or named.type is not NameType.PER)


def _words(tree: Tree, at: int) -> str:
    """The noun phrase without article and without what is said of it after."""
    kept = tree.subtree(at, _OUTSIDE)
    return " ".join(tree.span([i for i in kept if i <= at] or [at]).of(tree.text).split())
