"""Whose mention the source of a claim is; where the mention stage has none, one is made of the source's words."""

from __future__ import annotations

from dataclasses import replace

from onrecord.extract.actornouns import actor_of
from onrecord.extract.claims import Claim
from onrecord.extract.clauses import joined_by_and
from onrecord.extract.sayings import mention_at
from onrecord.extract.tree import Tree
from onrecord.model import Document, Form, Mention, Nature

_NATURES = {"person": Nature.UNNAMED, "body": Nature.BODY, "document": Nature.DOCUMENT}
_NOMINAL = frozenset({"NOUN", "PROPN"})
_ONE = frozenset({"one", "another", "someone", "somebody"})


def speaker_of(document: Document, tree: Tree, claim: Claim) -> Mention | None:
    """The speaker, unnamed if need be; None where the claim has no source.

    Whoever says something acts, so a noun that no table knows is somebody here: several people if it is a plural.
    """
    at = claim.holder
    if at is None or not claim.source:
        return None
    if members := _members(document, tree, at):
        return members[0]
    found = mention_at(document, tree, at) or Mention(tree.span(claim.source), at, Form.COMMON, score=0.0)
    if found.nature is not None or found.form is not Form.COMMON:
        return found
    return replace(found, nature=_unlisted(tree, at))


def together(document: Document, tree: Tree, claim: Claim) -> tuple[Mention, ...]:
    """Those who say it with the speaker: "the minister and Ann Lee said", "Norway, Chad and Peru denied".

    Only who is known to be somebody; and none beside somebody who is not, for then "and" joins something else.
    """
    if claim.holder is None or not claim.source:
        return ()
    if members := _members(document, tree, claim.holder):
        return members[1:]
    found = [mention_at(document, tree, at) for at in _joined(tree, claim.holder) if at in claim.source]
    known = [m for m in found if m is not None and (m.nature is not None or m.entity is not None)]
    return tuple(dict.fromkeys(known)) if len(known) == len(found) else ()


def _members(document: Document, tree: Tree, at: int) -> tuple[Mention, ...]:
    """Those whom a plural pronoun stands for together, each as a mention by the pronoun's words."""
    pronoun = mention_at(document, tree, at)
    if pronoun is None or not pronoun.members:
        return ()
    found = [mention_at(document, tree, head) for head in pronoun.members]
    return tuple(
        replace(m, span=pronoun.span, head=pronoun.head, form=pronoun.form, score=pronoun.score) for m in found if m
    )


def _joined(tree: Tree, at: int) -> list[int]:
    """The nouns that "and" joins to a noun, in text order; nothing where it is "or"."""
    found = [c for c in tree.below(at, "conj") if tree.tokens[c].upos in _NOMINAL]
    return found if joined_by_and(tree, found) else []


def _unlisted(tree: Tree, at: int) -> Nature | None:
    if tree.lowers[at] in _ONE:
        return Nature.UNNAMED
    if "Number=Plur" in tree.tokens[at].morph or tree.below(at, "conj"):
        return Nature.GROUP
    actor = actor_of([tree.lowers[i] for i in (*tree.below(at, "compound"), at)])
    return _NATURES.get(actor.kind) if actor else None
