"""Which things an event has to do with, and which of those who take part in it are things with a name."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from onrecord.extract.thingnames import kind_words
from onrecord.extract.tree import Tree
from onrecord.model import Document, Participant, Thing

_OTHERS = re.compile(r"\b(?:of|for|with|in|on|from|aboard|near)\b")


def things_of(document: Document, tree: Tree, i: int, participants: Sequence[Participant]) -> tuple[Thing, ...]:
    """The things that take part in the event with trigger `i`, belong to who does, or are its means."""
    if not document.things:
        return ()
    spans = [p.span for p in participants]
    return tuple(
        thing
        for thing, head in zip(document.things, _heads(document, tree), strict=True)
        if head == i or any(thing.span.overlaps(span) for span in spans)
    )


def _heads(document: Document, tree: Tree) -> tuple[int, ...]:
    """For each thing the word that it hangs on, -1 for none."""
    found: tuple[int, ...] | None = tree.memo.get((things_of, document.things))
    if found is None:
        starts = [t.span.start for t in tree.tokens]
        found = tree.memo[things_of, document.things] = tuple(_head(tree, starts, t) for t in document.things)
    return found


def _head(tree: Tree, starts: Sequence[int], thing: Thing) -> int:
    inside = range(bisect_left(starts, thing.span.start), bisect_left(starts, thing.span.end))
    return next((tree.tokens[i].head for i in reversed(inside) if tree.tokens[i].head not in inside), -1)


def identified(document: Document, participants: Sequence[Participant]) -> list[Participant]:
    """Give those who are a thing with a name the entity of that thing: "the Iskander-M missile systems"."""
    named = [thing for thing in document.things if thing.entity is not None]
    return [_identified(document.text, p, named) for p in participants] if named else list(participants)


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
