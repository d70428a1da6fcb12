"""Which things an event has to do with, and which of those who take part in it are things with a name."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from onrecord.extract.stretches import Stretches, stretches
from onrecord.extract.thingnames import kind_words
from onrecord.extract.tree import Tree, beheld, kept
from onrecord.model import Document, Participant, Thing

_OTHERS = re.compile(r"\b(?:of|for|with|in|on|from|aboard|near)\b")


def things_of(document: Document, tree: Tree, i: int, participants: Sequence[Participant]) -> tuple[Thing, ...]:
    """The things that take part in the event with trigger `i`, belong to who does, or are its means."""
    if not document.things:
        return ()
    things, hanging = document.things, _hanging(tree, document.things)
    if not participants and i not in hanging:
        return ()
    found, places = set(hanging.get(i, ())), _places(things)
    for participant in participants:
        found.update(places.touching(participant.span))
    return tuple([things[n] for n in sorted(found)]) if found else ()


@kept
def _places(things: tuple[Thing, ...]) -> Stretches:
    return stretches((thing.span, n) for n, thing in enumerate(things))


@beheld
def _hanging(tree: Tree, things: tuple[Thing, ...]) -> dict[int, list[int]]:
    """The numbers of the things by the word that they hang on."""
    starts = [t.span.start for t in tree.tokens]
    found: dict[int, list[int]] = {}
    for n, thing in enumerate(things):
        found.setdefault(_head(tree, starts, thing), []).append(n)
    return found


def _head(tree: Tree, starts: Sequence[int], thing: Thing) -> int:
    inside = range(bisect_left(starts, thing.span.start), bisect_left(starts, thing.span.end))
    return next((tree.tokens[i].head for i in reversed(inside) if tree.tokens[i].head not in inside), -1)


def identified(document: Document, participants: Sequence[Participant]) -> list[Participant]:
    """Give those who are a thing with a name the entity of that thing: "the Iskander-M missile systems"."""
    named = _named(document.things) if participants and document.things else []
    return [_identified(document.text, p, named) for p in participants] if named else list(participants)


@kept
def _named(things: tuple[Thing, ...]) -> list[Thing]:
    return [thing for thing in things if thing.entity is not None]


def _identified(text: str, participant: Participant, named: Sequence[Thing]) -> Participant:
    inside = [thing for thing in named if thing.span in participant.span] if participant.entity is None else []
    if len(inside) != 1:
        return participant
    span, thing = participant.span, inside[0]
    before, after = text[span.start : thing.span.start], text[thing.span.end : span.end].lower()
    # "The crew of an F-16" is no aircraft.
    if _OTHERS.search(before) or not all(word in kind_words() for word in re.findall(r"[\w-]+", after)):
        return participant
    return replace(participant, entity=thing.entity)
