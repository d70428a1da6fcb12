"""What pronouns mean by the reader's own links: where the careful rules leave it open, and where the two differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onrecord.extract.clusters import Cluster, Meant
from onrecord.extract.coreference import speaks
from onrecord.extract.cues import word_classes
from onrecord.extract.phrases import BESIDE, Phrase
from onrecord.extract.tree import Tree
from onrecord.model import Document, Form, Link, NameType

# A link counts from this score on: more likely than all other mentions in sight together, or nearly so.
LEAST_LINK = 0.45
# The same for "he" and "she", and for whoever says something: who is named there goes on record.
LEAST_LINK_SPEAKER = 0.6
# Where it is the subject of a verb of saying, which goes on with whoever spoke last more often than not.
LEAST_LINK_SAID = 0.5
# From this score on the reader's objection to a rule is heard.
SURE = 0.8
# How far a chain of pronouns is followed ("they … they … the missiles").
_LONGEST = 4
# What a noun phrase leaves out when it is quoted as a name.
_OUTSIDE = tuple("acl appos conj cc punct parataxis case det advcl advmod aux cop mark nsubj expl discourse".split())


def linked(document: Document, tree: Tree, phrases: Sequence[Phrase], meant: Sequence[Meant]) -> dict[int, Meant]:
    """By position in `phrases`, what the pronouns mean for which the reader has something to say.

    A pronoun that the rules leave open means what the reader links it to. Where the two name different ones, both are
    kept as candidates: to name a wrong person is worse than to name none.
    """
    links = {k.mention: k for k in document.links}
    by_head = {p.head: n for n, p in enumerate(phrases)}
    made: dict[int, Cluster] = {}
    found: dict[int, Meant] = {}
    for n, phrase in enumerate(phrases):
        if phrase.form is not Form.PRONOUN or phrase.gender not in ("m", "f", "n", "p"):
            continue
        at, score = antecedent(tree, links, phrase.head)
        at = _named_at(tree, by_head, at)
        told = _told(tree, phrase, meant[n], (at, score), links.get(phrase.head), meant, by_head, made)
        if told is not None:
            found[n] = told
    return found


def _told(
    tree: Tree,
    phrase: Phrase,
    own: Meant,
    answer: tuple[int, float],
    link: Link | None,
    meant: Sequence[Meant],
    by_head: Mapping[int, int],
    made: dict[int, Cluster],
) -> Meant | None:
    """What the reader's answer makes of a pronoun. made: entities without phrase, by the word that they stand on."""
    at, score = answer
    named = meant[by_head[at]].cluster if at in by_head else None
    if own.cluster is not None:
        return _doubted(tree, phrase, own.cluster, named, at, score, link)
    both = own.candidates and phrase.gender == "p"  # "they" are two of whom the reader can name only one
    if both or at == phrase.head or not _linkable(tree, phrase, at, score, named):
        return None
    return Meant(named or made.setdefault(at, Cluster(None, described=_words(tree, at))), score)


def _named_at(tree: Tree, by_head: Mapping[int, int], at: int) -> int:
    """The head of the name that a description stands beside: "maker" of "truck maker Storvik"."""
    while at not in by_head and tree.tokens[at].deprel in BESIDE and tree.tokens[at].head >= 0:
        at = tree.tokens[at].head
    return at


def _linkable(tree: Tree, phrase: Phrase, at: int, score: float, named: Cluster | None) -> bool:
    """Whether a pronoun that the rules leave open may mean the word at `at`."""
    person = phrase.gender in ("m", "f")
    if score < _least(tree, phrase, person):
        return False
    if person and score < SURE and _coordinated(tree, at):
        return False
    if not _agrees(tree, phrase, at, named):
        return False
    # Whose "his" is, between two men, nobody can tell; the reader's guess is not taken.
    named_one = named is not None and named.type is NameType.PER
    return not person or (named_one and tree.tokens[phrase.head].deprel != "nmod:poss")


def _coordinated(tree: Tree, at: int) -> bool:
    """ "Roos and Stone spoke. He left": nothing in the sentence tells which of the two."""
    joined = [
        c for c in (*tree.below(at, "conj"), tree.tokens[at].head if tree.relation(at) == "conj" else -1) if c >= 0
    ]
    return any(tree.tokens[c].upos == "PROPN" for c in joined)


def _least(tree: Tree, phrase: Phrase, person: bool) -> float:
    if tree.relation(phrase.head) == "nsubj" and "say" in word_classes(tree, tree.tokens[phrase.head].head):
        return LEAST_LINK_SAID
    return LEAST_LINK_SPEAKER if person or speaks(tree, phrase.head) else LEAST_LINK


def antecedent(tree: Tree, links: Mapping[int, Link], at: int) -> tuple[int, float]:
    """The noun that a chain of links leads to, the pronoun itself if to none; and the product of their scores."""
    score = 1.0
    for _ in range(_LONGEST):
        link = links.get(at)
        if link is None or link.antecedent is None or tree.tokens[at].upos not in ("PRON", "DET"):
            break
        at, score = link.antecedent, score * link.score
    return at, score


def _doubted(
    tree: Tree, phrase: Phrase, own: Cluster, other: Cluster | None, at: int, score: float, link: Link | None
) -> Meant | None:
    """What remains of the rules' answer where the reader objects to it; None where it stands."""
    if link is not None and link.antecedent is None and link.score >= SURE and phrase.gender == "p":
        return Meant(None, 0.0)  # "they" after a body in the singular, and the reader sees no link at all
    if other is None or other is own or score < SURE or not _agrees(tree, phrase, at, other):
        return None
    return Meant(None, 0.0, ((other.name, round(score / 2, 2)), (own.name, round(1 - score / 2, 2))))


def _agrees(tree: Tree, phrase: Phrase, at: int, named: Cluster | None) -> bool:
    """Whether "they" is to stand for several, "it" for one thing or body."""
    token = tree.tokens[at]
    if token.upos not in ("NOUN", "PROPN"):
        return False
    plural = "Number=Plur" in token.morph or bool(tree.below(at, "conj"))
    if phrase.gender in ("m", "f"):
        return not plural and (named is None or named.gender in ("", phrase.gender))
    if phrase.gender == "p":
        return plural or (named is not None and named.type is NameType.ORG)
    return not plural and (named is None or named.type is not NameType.PER)


def _words(tree: Tree, at: int) -> str:
    """The noun phrase without article and without what is said of it after."""
    kept = tree.subtree(at, _OUTSIDE)
    return " ".join(tree.span([i for i in kept if i <= at] or [at]).of(tree.text).split())
