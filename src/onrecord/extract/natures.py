"""What sort of entity a mention stands for: person, group, body, document, or somebody who is not named."""

from __future__ import annotations

from onrecord.extract.clusters import Cluster
from onrecord.extract.phrases import Phrase
from onrecord.extract.tree import Tree
from onrecord.model import Form, NameType, Nature

_BODIES = frozenset({NameType.ORG, NameType.GPE, NameType.LOC, NameType.FAC})
_SECRET = frozenset({"source", "insider", "somebody", "someone", "leaker", "whistleblower"})
_NAMELESS = frozenset({"anonymity", "anonymous", "anonymously", "unnamed", "unidentified", "pseudonym"})
_NAMING = frozenset({"named", "identified", "quoted"})
_NOT = frozenset({"not", "n't", "n’t", "without"})


def nature_of(tree: Tree, phrase: Phrase, cluster: Cluster | None) -> Nature | None:
    """By the name's type or the noun's lexicon entry; None for things and for pronouns that are left open."""
    if phrase.form is Form.PRONOUN:
        if cluster is None:
            return Nature.PERSON if phrase.gender in ("m", "f") else None
        return _of_cluster(cluster)
    if phrase.form is Form.NAME:
        return _of_cluster(cluster) if cluster else _by_type(phrase)
    if cluster is not None and (cluster.names or cluster.body):
        return _of_cluster(cluster)
    return _described(tree, phrase)


def _of_cluster(cluster: Cluster) -> Nature | None:
    if cluster.actor is not None and cluster.actor.kind == "document":
        return Nature.DOCUMENT
    if cluster.body is not None:
        return Nature.BODY
    if cluster.names:
        return _of_type(cluster.type, cluster.actor is not None)
    if cluster.gender == "p":
        return Nature.GROUP
    return Nature.BODY if cluster.actor is not None and cluster.actor.kind == "body" else None


def _by_type(phrase: Phrase) -> Nature | None:
    return _of_type(phrase.type, phrase.actor is not None)


def _of_type(type: NameType | None, acts: bool) -> Nature | None:
    if type is NameType.PER:
        return Nature.PERSON
    if type is NameType.NORP:
        return Nature.GROUP
    return Nature.BODY if type in _BODIES or acts else None


def _described(tree: Tree, phrase: Phrase) -> Nature | None:
    actor = phrase.actor
    if actor is None:
        return None
    if actor.kind != "person":
        return Nature.DOCUMENT if actor.kind == "document" else Nature.BODY
    if is_nameless(tree, phrase.head):
        return Nature.UNNAMED
    if phrase.gender == "p":
        return Nature.GROUP
    # "the minister", whom the report has not named or not beyond doubt, is still one certain person.
    return Nature.PERSON if phrase.definite else Nature.UNNAMED


def is_nameless(tree: Tree, at: int) -> bool:
    """ "sources", "an official who asked not to be named", "two aides speaking on condition of anonymity"."""
    if tree.lemmas[at] in _SECRET:
        return True
    words = {tree.lowers[i] for i in tree.subtree(at)}
    return bool(words & _NAMELESS) or bool(words & _NAMING and words & _NOT)
