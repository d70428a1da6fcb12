"""Finds events: what happened, is to happen or did not, who took part, when, where and how many."""

from __future__ import annotations

from dataclasses import replace

from onrecord.extract.acts import acts_of, affected, reciprocal, sided, typed
from onrecord.extract.clauses import conjoined, lemma
from onrecord.extract.contexts import table_hash
from onrecord.extract.joint import parted
from onrecord.extract.plover import classify, row_of
from onrecord.extract.plovercontexts import contexts_of
from onrecord.extract.reach import demanded, reached
from onrecord.extract.roles import Taking, participants
from onrecord.extract.scene import Scene, quote_of, scene_of
from onrecord.extract.standing import standing
from onrecord.extract.thingparts import identified, things_of
from onrecord.extract.triggers import triggers
from onrecord.extract.whenwhere import place, quantities, times
from onrecord.model import Act, Document, Event, Participant, Role, Stage, Timex, Toponym


def event_stage() -> Stage:
    """The stage that provides events."""
    return Stage(
        "events",
        "3",
        ("tokens", "commitments", "mentions", "things", "timexes", "toponyms", "quantities", "attributions"),
        ("events",),
        find_events,
        (("tables", table_hash("types.tsv", "nouns.tsv", "contexts.tsv", "plover_contexts.tsv")),),
    )


def find_events(document: Document) -> Document:
    """Add one event for every predicate and event noun, in text order. Speech is among them; records leave it out."""
    scene = scene_of(document)
    found = triggers(document, scene.tree)
    dated, acts = times(scene, found), acts_of(scene)
    return replace(document, events=tuple(_event(scene, i, acts.get(i), dated.get(i)) for i in found))


def _event(scene: Scene, i: int, act: Act | None, time: Timex | None) -> Event:
    taking = participants(scene, i)
    row = row_of(scene, i, taking)
    type_, mode = classify(scene.tree, i, row, standing(scene.tree, i)) if row else (None, None)
    # A line without a type says that there is none to find.
    type_, mode = typed((type_, mode), act if row is None or row.type else None)
    where = place(scene, i, taking)
    if type_ is not None:
        taking = _completed(scene, i, taking, type_, row.type if row else type_, act, where)
    elif (asked := demanded(scene, i)) is not None:
        type_, taking = "REQUEST", _with(taking, [(Role.RECIPIENT, asked)])
    parts = identified(scene.document, _participants(scene, i, taking))
    return Event(
        trigger=scene.tree.span(scene.tree.hyphened(i)),
        head=i,
        lemma=lemma(scene.tree, i),
        type=type_,
        mode=mode,
        participants=tuple(parts),
        time=time,
        place=where,
        quantities=quantities(scene, i, taking),
        contexts=contexts_of(scene.tree, i, mode, parts, scene.document.report.title) if type_ else (),
        things=things_of(scene.document, scene.tree, i, parts),
    )


def _completed(
    scene: Scene, i: int, taking: Taking, type_: str, act_type: str | None, act: Act | None, where: Toponym | None
) -> Taking:
    """The participants of a typed event: those of its own words, then whom it reaches beyond them.

    act_type: the type that it has when it takes place. where: the place it happens at.
    """
    taking = sided(scene, i, taking, act)
    taking = _with(taking, reached(scene, i, taking, type_, act_type))
    return taking + (reciprocal(scene, i, type_, taking) or affected(scene, i, taking, where))


def _with(taking: Taking, added: Taking) -> Taking:
    """A nominal that is added has no other role."""
    return [(role, head) for role, head in taking if head not in {h for _, h in added}] + added


def _participants(scene: Scene, i: int, taking: Taking) -> tuple[Participant, ...]:
    quote = quote_of(scene.document, scene.tree.tokens[i].span)
    # "Accused the army of murder": what names the act is no part of who did it.
    heads = frozenset({i, *conjoined(scene.tree, i), *(c for _, c in taking)})
    made = (parted(scene.tree, c, scene.participant(role, c, quote, heads - {c})) for role, c in taking)
    found = (participant for parts in made for participant in parts)
    return tuple(sorted(found, key=lambda p: p.span))
