"""Finds events: what happened, is to happen or did not, who took part, when, where and how many."""

from __future__ import annotations

from dataclasses import replace

from onrecord.extract.clauses import conjoined, lemma
from onrecord.extract.contexts import table_hash
from onrecord.extract.plover import classify, row_of
from onrecord.extract.reach import demanded, reached
from onrecord.extract.roles import Taking, participants
from onrecord.extract.scene import Scene, quote_of, scene_of
from onrecord.extract.standing import standing
from onrecord.extract.triggers import triggers
from onrecord.extract.whenwhere import place, quantities, times
from onrecord.model import Document, Event, Participant, Role, Stage, Timex


def event_stage() -> Stage:
    """The stage that provides events."""
    return Stage(
        "events",
        "3",
        ("tokens", "commitments", "mentions", "timexes", "toponyms", "quantities", "attributions"),
        ("events",),
        find_events,
        (("tables", table_hash("types.tsv", "nouns.tsv", "contexts.tsv")),),
    )


def find_events(document: Document) -> Document:
    """Add one event for every predicate and event noun, in text order. Speech is among them; records leave it out."""
    scene = scene_of(document)
    found = triggers(document, scene.tree)
    dated = times(scene, found)
    return replace(document, events=tuple(_event(scene, i, dated.get(i)) for i in found))


def _event(scene: Scene, i: int, time: Timex | None) -> Event:
    taking = participants(scene, i)
    row = row_of(scene, i, taking)
    type_, mode = classify(scene.tree, i, row, standing(scene.tree, i)) if row else (None, None)
    added = reached(scene, i, taking, type_, row.type if row else None)
    if type_ is None and (asked := demanded(scene, i)) is not None:
        type_, added = "REQUEST", [(Role.RECIPIENT, asked)]
    taking = [(role, head) for role, head in taking if head not in {h for _, h in added}] + added
    return Event(
        trigger=scene.tree.span(scene.tree.hyphened(i)),
        head=i,
        lemma=lemma(scene.tree, i),
        type=type_,
        mode=mode,
        participants=_participants(scene, i, taking),
        time=time,
        place=place(scene, i, taking),
        quantities=quantities(scene, taking),
    )


def _participants(scene: Scene, i: int, taking: Taking) -> tuple[Participant, ...]:
    quote = quote_of(scene.document, scene.tree.tokens[i].span)
    # "Accused the army of murder": what names the act is no part of who did it.
    heads = frozenset({i, *conjoined(scene.tree, i), *(c for _, c in taking)})
    found = (scene.participant(role, c, quote, heads - {c}) for role, c in taking)
    return tuple(sorted(found, key=lambda p: p.span))
