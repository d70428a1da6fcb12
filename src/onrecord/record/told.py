"""What stands around an event: whose words it is in, who acts in it, which events beside it are of a known type."""

from __future__ import annotations

from onrecord.extract.clauses import passive
from onrecord.extract.marks import past
from onrecord.extract.scene import Scene
from onrecord.extract.stretches import holding
from onrecord.extract.tree import kept
from onrecord.model import Attribution, Event, Kind, Role, Saying
from onrecord.record.clausekinds import words
from onrecord.record.parties import EMPTY, TALKING, anchored, definite, tangible

# Sayings that are deeds themselves.
_DONE = frozenset(
    {
        Saying.AGREED,
        Saying.ORDERED,
        Saying.PROMISED,
        Saying.PROPOSED,
        Saying.ASKED,
        Saying.ACCUSED,
        Saying.CRITICISED,
        Saying.PRAISED,
        Saying.DECLINED,
        Saying.THREATENED,
    }
)
# "The following is attributable to Ann Lee:" stands over what she signs.
_SIGNED = ("attributable to", "attributed to")
PARTIES = frozenset({Role.ACTOR, Role.RECIPIENT, Role.OBJECT})


@kept
def events_at(events: tuple[Event, ...]) -> dict[int, Event]:
    """All events by position."""
    return {e.head: e for e in events}


@kept
def typed_events(events: tuple[Event, ...]) -> dict[int, Event]:
    """The typed events by position."""
    return {e.head: e for e in events if e.type is not None}


def mere_talk(scene: Scene, event: Event) -> bool:
    """Whether it stands in a speech or an answer and tells of nobody definite that he did a definite thing."""
    credit = credited(scene, event)
    if credit is None or credit.kind is not Kind.DIRECT:
        return False
    parties = [p for p in event.participants if p.role in PARTIES]
    solid = [p for p in parties if tangible(scene, p)]
    more = len(solid) > 1 or event.quantities or event.place is not None or event.time is not None
    others = [p for p in parties if p.span.of(scene.tree.text).lower() not in TALKING]  # "we" speaks of itself
    if past(scene.tree, event.head) and any(anchored(scene, p) for p in others):
        return False  # "the guards fled"
    unsaid = not any(p.role is Role.ACTOR for p in parties) and not passive(scene.tree, event.head)
    if unsaid and solid and past(scene.tree, event.head):
        return False  # "“The rebels,” he said, “burned the mill”"
    more = more and any(tangible(scene, p) for p in others)
    return not (more and any(anchored(scene, p) for p in parties))


def credited(scene: Scene, event: Event) -> Attribution | None:
    """The attribution whose content holds the event, the one with the least content if there are several."""
    around = holding(scene.document.attributions, event.trigger)
    return min(around, key=lambda a: sum(p.end - p.start for p in a.content), default=None)


def spoken(scene: Scene, event: Event) -> bool:
    """Whether it stands in somebody's direct words; a statement that somebody signs is none of them."""
    around = holding(scene.document.attributions, event.trigger)
    direct = (a for a in around if a.kind is Kind.DIRECT)
    return any(not any(cue.of(scene.tree.text).lower().endswith(_SIGNED) for cue in a.cue) for a in direct)


@kept
def cued(attributions: tuple[Attribution, ...]) -> frozenset[int]:
    """The characters of all cues."""
    return frozenset(at for a in attributions for cue in a.cue for at in range(cue.start, cue.end))


@kept
def reporting(attributions: tuple[Attribution, ...]) -> frozenset[int]:
    """The characters of the cues that only report; who signs, orders or refuses something does it."""
    plain = (a for a in attributions if a.saying not in _DONE)
    return frozenset(at for a in plain for cue in a.cue for at in range(cue.start, cue.end))


def has(scene: Scene, event: Event, role: Role) -> bool:
    """Whether somebody or something takes part in that role and is more than a pronoun or a notion."""
    return any(p.role is role and definite(scene, p, EMPTY) for p in event.participants)


def somebody(scene: Scene, event: Event) -> bool:
    """Whether somebody named or described does it."""
    actors = [p for p in event.participants if p.role is Role.ACTOR]
    return any(anchored(scene, p) for p in actors)


def carrying(scene: Scene, event: Event) -> Event | None:
    """The event whose verb says no more than the noun of this one that it has as object ("led protests")."""
    verb = typed_events(scene.document.events).get(scene.tree.tokens[event.head].head)
    carries = verb is not None and scene.tree.relation(event.head) == "obj" and verb.lemma in words("carries")
    return verb if carries else None
