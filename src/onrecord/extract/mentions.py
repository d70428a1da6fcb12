"""Finds mentions: names, pronouns and descriptions of whoever can act, resolved within the report."""

from __future__ import annotations

from dataclasses import replace

from onrecord.extract.clusters import RULED, Cluster, Meant
from onrecord.extract.coreference import resolve
from onrecord.extract.countries import table_hash as places_hash
from onrecord.extract.cues import table_hash
from onrecord.extract.groups import together
from onrecord.extract.homecountry import Home, home_of_report
from onrecord.extract.mentionphrases import find_phrases
from onrecord.extract.natures import nature_of
from onrecord.extract.phrases import Phrase, span_of
from onrecord.extract.placedwords import placed_words
from onrecord.extract.pronounlinks import linked
from onrecord.extract.statebodies import plain_body
from onrecord.extract.tree import Tree, tree_of
from onrecord.model import Document, Form, Mention, NameType, Stage, entity_id


def mention_stage() -> Stage:
    """The stage that provides mentions."""
    return Stage(
        "mentions",
        "6",
        ("tokens", "links", "names", "toponyms"),
        ("mentions",),
        find_mentions,
        config=(("places", places_hash("countries.tsv", "bodies.tsv")), ("tables", table_hash())),
    )


def find_mentions(document: Document) -> Document:
    """Add the mentions, in text order. `name` is None wherever two entities could be meant."""
    tree = tree_of(document)
    placed = placed_words(document, tree)
    phrases = find_phrases(document, placed)
    meant = resolve(tree, phrases, document.report.published)
    home = home_of_report(document, placed, phrases, meant)
    by_link = linked(document, tree, phrases, meant)
    links = {link.mention: link for link in document.links}
    known: dict[int, tuple[str, str]] = {}
    found = []
    for n, (phrase, m) in enumerate(zip(phrases, meant, strict=True)):
        if members := together(tree, links, phrases, meant, n):
            found.append(Mention(span_of(tree, phrase), phrase.head, phrase.form, score=RULED, members=members))
            continue
        m = by_link.get(n) or m
        if m.cluster is not None and id(m.cluster) not in known:
            known[id(m.cluster)] = _named(document, m.cluster)
        found.append(_mention(tree, home, phrase, m, known.get(id(m.cluster), (None, None))))
    return replace(document, mentions=tuple(sorted(found, key=lambda m: (m.span, m.head))))


def _named(document: Document, cluster: Cluster) -> tuple[str, str]:
    """The name of an entity that has been put together, and its id."""
    name = cluster.name
    return name, entity_id(cluster.type, name, None if _is_known(cluster) else document.report.id)


def _mention(
    tree: Tree, home: Home, phrase: Phrase, meant: Meant, named: tuple[str, str] | tuple[None, None]
) -> Mention:
    cluster = meant.cluster
    # A country is passed on within an entity only if the report never gives it another.
    shared = next(iter(cluster.countries)) if cluster and len(cluster.countries) == 1 else None
    sector = _sector(phrase, cluster)
    known = phrase.country or shared
    if known is None and not (cluster and cluster.countries):
        known = home.of(phrase, cluster, sector, tree.tokens[phrase.head].sentence)
    return Mention(
        span=span_of(tree, phrase),
        head=phrase.head,
        form=phrase.form,
        name=named[0],
        entity=named[1],
        type=cluster.type if cluster else phrase.type,
        country=known,
        sector=sector,
        score=1.0 if phrase.form is Form.NAME else meant.score,
        nature=nature_of(tree, phrase, cluster),
        candidates=meant.candidates,
    )


def _sector(phrase: Phrase, cluster: Cluster | None) -> str | None:
    """That of the words, if they tell more than that it is a group; else of the entity."""
    known = cluster.sector if cluster else None
    return known or phrase.sector if phrase.sector in (None, "SOC") else phrase.sector


def _is_known(cluster: Cluster) -> bool:
    """Whether the same words mean the same in every report: names, bodies of states, "Ukrainian officials".

    "Officials" of nobody, "40 people", "the letter", "the Defence Ministry" of no country are those of one report.
    """
    document = cluster.actor is not None and cluster.actor.kind == "document"
    if cluster.body is not None or cluster.type is NameType.PER:
        return True
    if cluster.described is not None:
        return cluster.own and not document
    return bool(cluster.countries) or any(plain_body([w.lower() for w in n]) is None for n in cluster.names)
