"""Finds events: what happened, is to happen or did not, who took part, when, where and how many."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from onrecord.extract.acts import acts_of, affected, reciprocal, sided, typed
from onrecord.extract.clauses import conjoined, conjuncts, lemma
from onrecord.extract.contexts import table_hash
from onrecord.extract.happenedat import place
from onrecord.extract.joint import parted
from onrecord.extract.mishaps import by_mishap, by_violence
from onrecord.extract.plover import classify, row_of
from onrecord.extract.plovercontexts import contexts_of
from onrecord.extract.reach import demanded, reached
from onrecord.extract.roles import Taking, participants
from onrecord.extract.scene import Scene, quote_of, scene_of
from onrecord.extract.standing import standing
from onrecord.extract.thingparts import identified, things_of
from onrecord.extract.triggers import triggers, whole
from onrecord.extract.whenwhere import quantities, times
from onrecord.model import Act, Attribution, Document, Event, Participant, Role, Stage, Timex, Toponym


def event_stage() -> Stage:
    """The stage that provides events."""
    return Stage(
        "events",
        "5",
        ("tokens", "commitments", "mentions", "things", "timexes", "toponyms", "quantities", "attributions"),
        ("events",),
        find_events,
        (("tables", table_hash("types.tsv", "nouns.tsv", "contexts.tsv", "plover_contexts.tsv", "mishaps.tsv")),),
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
    sure = row is None or row.sure or by_violence(scene.tree, i)
    type_, mode = typed((type_, mode), act if row is None or row.type else None, sure)
    if type_ == "ASSAULT" and by_mishap(scene.tree, i):
        type_, mode = None, None
    where = place(scene, i, taking)
    if type_ is not None:
        taking = _completed(scene, i, taking, type_, row.type if row else type_, act, where)
    elif asked := demanded(scene, i):
        type_, taking = "REQUEST", _with(taking, [(Role.RECIPIENT, c) for c in asked])
    parts = identified(scene.document, _participants(scene, i, taking))
    return Event(
        trigger=scene.tree.span(whole(scene.tree, i)),
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
    if type_ == "CONSULT" and (together := reciprocal(scene, i, type_, taking)):
        return taking + together  # what they talk about is no third side
    taking = _with(taking, _together(scene, taking, reached(scene, i, taking, type_, act_type)))
    return taking + (reciprocal(scene, i, type_, taking) or affected(scene, i, taking, where))


def _together(scene: Scene, taking: Taking, added: Taking) -> Taking:
    """Those who are added, with all who are named together with them ("exports to Chad and Niger")."""
    known = {head for _, head in taking}
    return [
        (role, c)
        for role, head in added
        for c in conjuncts(scene.tree, head)
        if c == head or (c not in known and scene.animate(c))
    ]


def _with(taking: Taking, added: Taking) -> Taking:
    """A nominal that is added has no other role."""
    return [(role, head) for role, head in taking if head not in {h for _, h in added}] + added


def _participants(scene: Scene, i: int, taking: Taking) -> tuple[Participant, ...]:
    if not taking:
        return ()
    quote = quote_of(scene.document, scene.tree.tokens[i].span)
    # "Accused the army of murder": what names the act is no part of who did it.
    heads = frozenset({i, *conjoined(scene.tree, i), *(c for _, c in taking)})
    made = (parted(scene.tree, c, one) for role, c in taking for one in _each(scene, role, c, quote, heads - {c}))
    found = (participant for parts in made for participant in parts)
    once: dict[object, Participant] = {}
    for each in sorted(found, key=lambda p: (p.span.start, p.span.end)):
        once.setdefault((each.role, each.entity or each.span, each.name), each)  # "Norway says it will"
    return tuple(once.values())


def _each(scene: Scene, role: Role, i: int, quote: Attribution | None, apart: frozenset[int]) -> Iterator[Participant]:
    """The nominal as a participant; "they" who are several together once for each of them."""
    pronoun = scene.mentions.get(i)
    if pronoun is None or not pronoun.members:
        yield scene.participant(role, i, quote, apart)
        return
    here = scene.tree.tokens[i].sentence
    for head in pronoun.members:
        member = scene.participant(role, head, None)
        near = scene.tree.tokens[head].sentence == here
        yield member if near else replace(member, span=pronoun.span)
