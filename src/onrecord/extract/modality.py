"""Certainty, polarity and status of an event as one value, and how a context and its content combine."""

from __future__ import annotations

from dataclasses import dataclass, replace

from onrecord.model import Certainty, Polarity, Status

_RANK = (Certainty.UNKNOWN, Certainty.POSSIBLE, Certainty.PROBABLE, Certainty.CERTAIN)
# What is inside one of these is no more real than the context itself.
OPEN = frozenset({Status.PLANNED, Status.POSSIBLE, Status.CONDITIONAL, Status.REQUESTED, Status.UNCLEAR})
# What stands inside one of these stands so, whatever is nearer to it.
DOMINANT = frozenset({Status.DENIED, Status.UNCLEAR, Status.CONDITIONAL})


@dataclass(frozen=True, slots=True)
class Standing:
    """Certainty, polarity and status, and the positions of the words that decide them."""

    certainty: Certainty = Certainty.CERTAIN
    polarity: Polarity = Polarity.POSITIVE
    status: Status = Status.REPORTED
    words: tuple[int, ...] = ()

    @property
    def plain(self) -> bool:
        """Whether nothing in the text takes away from it."""
        return self.status in (Status.REPORTED, Status.ONGOING) and self.certainty is Certainty.CERTAIN

    @property
    def negative(self) -> bool:
        """Whether the text says that it is not so."""
        return self.polarity is Polarity.NEGATIVE


PLAIN = Standing()
EFFECTS = {
    "negated": Standing(polarity=Polarity.NEGATIVE),
    "not": Standing(polarity=Polarity.NEGATIVE, status=Status.NOT_DONE),
    "going": Standing(status=Status.ONGOING),
    "plan": Standing(Certainty.PROBABLE, status=Status.PLANNED),
    "wish": Standing(Certainty.POSSIBLE, status=Status.PLANNED),
    "request": Standing(Certainty.UNKNOWN, status=Status.REQUESTED),
    "forbid": Standing(Certainty.UNKNOWN, Polarity.NEGATIVE, Status.REQUESTED),
    "possible": Standing(Certainty.POSSIBLE, status=Status.POSSIBLE),
    "probable": Standing(Certainty.PROBABLE, status=Status.POSSIBLE),
    "doubt": Standing(Certainty.PROBABLE, Polarity.NEGATIVE, Status.POSSIBLE),
    "deny": Standing(polarity=Polarity.NEGATIVE, status=Status.DENIED),
    "unclear": Standing(Certainty.UNKNOWN, status=Status.UNCLEAR),
    "if": Standing(Certainty.UNKNOWN, status=Status.CONDITIONAL),
    "would": Standing(Certainty.POSSIBLE, status=Status.CONDITIONAL),
}


def because(effect: str, *words: int) -> Standing:
    """One of the effects, with the words that make it."""
    known = EFFECTS[effect]
    return Standing(known.certainty, known.polarity, known.status, words)


def _ordered(words: tuple[int, ...]) -> tuple[int, ...]:
    return words if len(words) < 2 else tuple(sorted(set(words)))


def merge(outer: Standing, inner: Standing) -> Standing:
    """The standing of an event with `inner` marks of its own inside a context with standing `outer`."""
    if outer is PLAIN or inner is PLAIN:  # as mostly
        found = inner if outer is PLAIN else outer
        return found if len(found.words) < 2 else replace(found, words=_ordered(found.words))
    certainty = min(outer.certainty, inner.certainty, key=_RANK.index)
    polarity = Polarity.NEGATIVE if outer.negative != inner.negative else Polarity.POSITIVE
    return Standing(certainty, polarity, _nearest(outer, inner), _ordered((*outer.words, *inner.words)))


def _nearest(outer: Standing, inner: Standing) -> Status:
    """The status nearest to the event decides, unless something denies, asks or sets a condition further out."""
    if outer.status in DOMINANT:
        return outer.status
    if outer.status is Status.POSSIBLE and inner.status is Status.PLANNED and not outer.negative:
        # "He believes that they will leave" tells a plan; "he hopes that they will leave" does not.
        return Status.PLANNED if outer.certainty is Certainty.PROBABLE else Status.POSSIBLE
    settled = inner.status in (Status.REPORTED, Status.ONGOING)
    return outer.status if settled and outer.status is not Status.REPORTED else inner.status


def settle(found: Standing) -> Standing:
    """What is told, planned or promised not to be is `not_done`; a double negative is a plain statement."""
    if found.negative and found.status in (Status.REPORTED, Status.ONGOING, Status.PLANNED):
        return replace(found, status=Status.NOT_DONE)
    if not found.negative and found.status in (Status.NOT_DONE, Status.DENIED):
        return replace(found, status=Status.REPORTED)
    return found


def inherited(outer: Standing) -> Standing:
    """What an adjunct takes over from its clause: openness, not denial."""
    return replace(outer, polarity=Polarity.POSITIVE) if outer.status in OPEN else PLAIN
