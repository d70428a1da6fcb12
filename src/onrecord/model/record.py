"""A row of the ledger: one event mention with who says so, its standing and the words behind every field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.model.layers import Participant, Quantity, Thing
from onrecord.model.terms import Certainty, Kind, Nature, Polarity, Saying, Status
from onrecord.model.text import Evidence, Span


@dataclass(frozen=True, slots=True)
class SourceLink:
    """One link of `according_to`: who, by which cue, when they said it.

    name: as resolved, else as written; None where nobody is named ("reportedly"). source, cue: their words.
    said_time: ISO value or None. saying: what they did in saying it. nature: what sort of entity they are. addressee:
    whom they said it to, as resolved, else as written. joint: they said it together with the link before this one
    ("A and B said"), which is no further step of the chain.
    """

    name: str | None
    source: Span | None
    cue: Span | None
    kind: Kind
    said_time: str | None = None
    entity: str | None = None
    country: str | None = None
    sector: str | None = None
    saying: Saying = Saying.SAID
    nature: Nature | None = None
    addressee: str | None = None
    joint: bool = False


def steps(chain: Sequence[SourceLink]) -> list[tuple[SourceLink, ...]]:
    """The steps of a chain, outermost first: those who say it together are one."""
    found: list[tuple[SourceLink, ...]] = []
    for link in chain:
        if link.joint and found:
            found[-1] = (*found[-1], link)
        else:
            found.append((link,))
    return found


@dataclass(frozen=True, slots=True)
class RecordTime:
    """When it happened or is to happen. value: ISO 8601 or TIMEX3; reason: one sentence for people."""

    value: str
    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class RecordPlace:
    """Where. span: the words; precision as in Place; score: 0 to 1."""

    name: str
    span: Span
    geonames_id: int | None
    country: str | None
    lat: float | None
    lon: float | None
    precision: str
    score: float


@dataclass(frozen=True, slots=True)
class Record:
    """What one report puts on record about one event.

    id: hash of the report and of every field but score and fingerprint, so an unchanged reading keeps its id.
    according_to: the chain of sources, outermost first; empty is the outlet's own voice. evidence: the sentence.
    status_words: the words that decide the status. contexts: of PLOVER. things: weapons, vehicles, ships … of known
    type that take part. fingerprint: of the stages that made it.
    """

    id: str
    report_id: str
    trigger: Evidence
    lemma: str
    evidence: Evidence
    according_to: tuple[SourceLink, ...]
    status: Status
    certainty: Certainty
    polarity: Polarity
    status_words: tuple[Span, ...] = ()
    type: str | None = None
    mode: str | None = None
    participants: tuple[Participant, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    contexts: tuple[str, ...] = ()
    things: tuple[Thing, ...] = ()
    time: RecordTime | None = None
    place: RecordPlace | None = None
    score: float = 0.0
    fingerprint: str = ""
    same_as: str | None = field(default=None, compare=False)
