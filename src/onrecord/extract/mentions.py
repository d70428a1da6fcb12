"""Finds mentions: names, pronouns and descriptions of whoever can act, resolved within the report."""

from __future__ import annotations

from dataclasses import replace

from onrecord.extract.coreference import Cluster, resolve
from onrecord.extract.countries import table_hash as places_hash
from onrecord.extract.cues import table_hash
from onrecord.extract.mentionphrases import Phrase, find_phrases, span_of
from onrecord.extract.pronounlinks import linked
from onrecord.extract.tree import Tree, tree_of
from onrecord.model import Document, Form, Mention, NameType, Stage, content_id


def mention_stage() -> Stage:
    """The stage that provides mentions."""
    return Stage(
        "mentions",
        "2",
        ("tokens", "links", "names", "toponyms"),
        ("mentions",),
        find_mentions,
        config=(("places", places_hash("countries.tsv", "bodies.tsv")), ("tables", table_hash())),
    )


def find_mentions(document: Document) -> Document:
    """Add the mentions, in text order. `name` is None wherever two entities could be meant."""
    tree = tree_of(document)
    phrases = find_phrases(document, tree)
    meant = resolve(tree, phrases)
    by_link = linked(document, tree, phrases, meant)
    found = [
        _mention(tree, p, *by_link[n]) if n in by_link else _mention(tree, p, c, 0.8 if c else 0.0)
        for n, (p, c) in enumerate(zip(phrases, meant, strict=True))
    ]
    return replace(document, mentions=tuple(sorted(found, key=lambda m: (m.span, m.head))))


def _mention(tree: Tree, phrase: Phrase, cluster: Cluster | None, score: float) -> Mention:
    """score: how sure it is that a phrase which is no name means the entity."""
    name = cluster.name if cluster else None
    kind = cluster.type if cluster else phrase.type
    # A country is passed on within an entity only if the report never gives it another.
    shared = next(iter(cluster.countries)) if cluster and len(cluster.countries) == 1 else None
    return Mention(
        span=span_of(tree, phrase),
        head=phrase.head,
        form=phrase.form,
        name=name,
        entity=_entity(kind, name) if name else None,
        type=kind,
        country=phrase.country or shared,
        sector=phrase.sector or (cluster.sector if cluster else None),
        score=1.0 if phrase.form is Form.NAME else score,
    )


def _entity(kind: NameType | None, name: str) -> str:
    return content_id("entity", kind or "described", " ".join(name.casefold().split()))
