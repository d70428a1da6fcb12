"""Whose mention the source of a claim is; where the mention stage has none, one is made of the source's words."""

from __future__ import annotations

from dataclasses import replace

from onrecord.extract.actornouns import actor_of
from onrecord.extract.claims import Claim
from onrecord.extract.sayings import mention_at
from onrecord.extract.tree import Tree
from onrecord.model import Document, Form, Mention, Nature

_NATURES = {"person": Nature.UNNAMED, "body": Nature.BODY, "document": Nature.DOCUMENT}
_ONE = frozenset({"one", "another", "someone", "somebody"})


def speaker_of(document: Document, tree: Tree, claim: Claim) -> Mention | None:
    """The speaker, unnamed if need be; None where the claim has no source.

    Whoever says something acts, so a noun that no table knows is somebody here: several people if it is a plural.
    """
    at = claim.holder
    if at is None or not claim.source:
        return None
    found = mention_at(document, tree, at) or Mention(tree.span(claim.source), at, Form.COMMON, score=0.0)
    if found.nature is not None or found.form is not Form.COMMON:
        return found
    return replace(found, nature=_unlisted(tree, at))


def _unlisted(tree: Tree, at: int) -> Nature | None:
    if tree.word(at).lower() in _ONE:
        return Nature.UNNAMED
    if "Number=Plur" in tree.tokens[at].morph or tree.below(at, "conj"):
        return Nature.GROUP
    actor = actor_of([tree.word(i).lower() for i in (*tree.below(at, "compound"), at)])
    return _NATURES.get(actor.kind) if actor else None
