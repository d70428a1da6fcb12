"""What GDELT and other CAMEO data would make of a record: an event between two actors, a statement, or nothing.

CAMEO codes what happens. What did not happen, may have happened or is only a condition is no event; where somebody is
on record as saying so, that they say it is one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from onrecord.extract.codes import Cameo, cameo, plover_types
from onrecord.ledger.exports.countries import codes_of
from onrecord.ledger.exports.dates import When, when, when_said
from onrecord.ledger.exports.groups import Group
from onrecord.ledger.exports.parties import actors, contexts_of, recipients
from onrecord.ledger.exports.source import Entry
from onrecord.model import Participant, Record, SourceLink, Span, Status, content_id, steps

_HAPPENED: Final = (Status.REPORTED, Status.ONGOING)
# What stands in `country` of an actor that belongs to none: CAMEO country, known group, type.
_ABOVE_COUNTRIES: Final[dict[str, tuple[str, str, str]]] = {
    "UNO": ("", "UNO", "IGO"),
    "EUR": ("EUR", "EEC", "IGO"),
    "IGO": ("", "", "IGO"),
    "NGO": ("", "", "NGO"),
    "MNC": ("", "", "MNC"),
    "IMG": ("", "", "IMG"),
    "ISM": ("", "", "NGM"),
}
# PLOVER's sectors as CAMEO's types of actors. PTY, REL, UNK: CAMEO has no type for parties, faiths and the unknown.
_TYPES: Final[dict[str, str]] = {
    **{code: code for code in "COP GOV JUD LEG MIL REB SPY UAF AGR BUS CRM CVL EDU ELI LAB REF OPP".split()},
    "PRM": "UAF",
    "JRN": "MED",
    "MED": "HLH",
    "SOC": "CVL",
}


@dataclass(frozen=True, slots=True)
class Party:
    """One side of an event. span: its words in the report, None where it has none of its own."""

    name: str
    country: str | None = None
    sector: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class PartyCodes:
    """The codes of an actor in CAMEO. `code` is all of them in a row."""

    code: str
    country: str
    group: str
    type1: str
    type2: str


@dataclass(frozen=True, slots=True)
class Coded:
    """An event as CAMEO has it. key: what tells it from others: a record's event or, of a statement, one saying.

    cue: the reporting words, where the event is that somebody says or asks for something. is_intent: it is what
    somebody intends or asks for, and not yet done.
    """

    key: str
    cameo: Cameo
    one: Party | None
    two: Party | None
    action: Span
    cue: Span | None = None
    is_statement: bool = False
    is_intent: bool = False

    @property
    def is_said(self) -> bool:
        """Whether the event is that something is said, asked for or intended, and no act of its own day."""
        return self.is_statement or self.is_intent


def coded(entries: Iterable[Entry]) -> Iterator[tuple[Entry, Coded]]:
    """The entries that CAMEO has a code for. One saying is one event, however many records it is the source of."""
    for _, of_report in groupby(entries, key=lambda entry: entry.header.id):
        found = [
            (entry, event)
            for entry in of_report
            if (event := code(entry.record, entry.judged.id if entry.judged else entry.record.id))
        ]
        # "asked him to leave": the asking is a record of its own, and says more than that something was said.
        acts = {event.action for _, event in found if event.cue is None}
        told: set[str] = set()
        for entry, event in found:
            if event.cue in acts or event.key in told:
                continue
            if event.is_statement:
                told.add(event.key)
            yield entry, event


def dated(entry: Entry, found: Coded) -> When | None:
    """When a coded event is: of an intention or a saying, when it was said, not when what is spoken of is to be."""
    return (when_said if found.is_said else when)(entry.record, entry.header)


def event_group(entry: Entry, found: Coded) -> Group:
    """The records that tell of a coded event: a statement is of one report alone."""
    return entry.group if not found.is_statement else entry.alone


def code(record: Record, event: str) -> Coded | None:
    """What CAMEO makes of a record; None for what it has no code for. event: the id of the record's event."""
    return _deed(record, event) or _asked(record, event) or _statement(record)


def _deed(record: Record, event: str) -> Coded | None:
    """Something done, or intended as far as CAMEO has a code for the intention."""
    # A refusal is something done: REJECT.
    done = record.status in _HAPPENED or (record.type == "REJECT" and record.status is Status.NOT_DONE)
    planned = record.status is Status.PLANNED
    if record.type not in plover_types() or not (done or planned):
        return None
    one, two = _sides(record)
    contexts = [*contexts_of(record), *(["military"] if one and one.sector == "MIL" else [])]
    found = (cameo(record.type, status="planned") if planned else None) or cameo(record.type, record.mode, contexts)
    return Coded(event, found, one, two, record.trigger.span, is_intent=planned) if found else None


def _asked(record: Record, event: str) -> Coded | None:
    """Something asked for: whoever asks is the actor, whoever is to act the target."""
    source = steps(record.according_to)[-1][0] if record.according_to else None
    if record.type not in plover_types() or record.status is not Status.REQUESTED or not (source and source.name):
        return None
    found = cameo(record.type, status="requested")
    to_act = next((_party(p) for p in actors(record)), None)
    if found is None:
        return None
    return Coded(event, found, _speaker(source), to_act, record.trigger.span, cue=source.cue, is_intent=True)


def _statement(record: Record) -> Coded | None:
    """That the innermost source says what the record tells; None where nobody is named."""
    source = steps(record.according_to)[-1][0] if record.according_to else None
    if source is None or source.name is None:
        return None
    found = cameo("denied" if record.status is Status.DENIED else str(source.saying))
    if found is None:
        return None
    words = [[span.start, span.end] if span else None for span in (source.source, source.cue)]
    key = content_id("saying", record.report_id, source.name, found.code, words)
    told = Party(source.addressee) if source.addressee else None
    return Coded(key, found, _speaker(source), told, source.cue or record.trigger.span, source.cue, is_statement=True)


def _speaker(source: SourceLink) -> Party:
    return Party(source.name or "", source.country, source.sector, source.source)


def _party(participant: Participant) -> Party:
    return Party(participant.name, participant.country, participant.sector, participant.span)


def _sides(record: Record) -> tuple[Party | None, Party | None]:
    """The first actor and the first recipient, those with a code before others; of actors alone, two of them."""
    acting = [_party(p) for p in sorted(actors(record), key=_is_uncoded)]
    acted_upon = [_party(p) for p in sorted(recipients(record), key=_is_uncoded)] or acting[1:]
    return next(iter(acting), None), next(iter(acted_upon), None)


def _is_uncoded(participant: Participant) -> bool:
    return not (participant.country or participant.sector)


def party_codes(party: Party | None) -> PartyCodes:
    """The codes of a side: country (or group and type of what belongs to no country), then the type of its sector."""
    if party is None:
        return PartyCodes("", "", "", "", "")
    sector = _TYPES.get(party.sector or "", "")
    above = _ABOVE_COUNTRIES.get(party.country or "")
    if above is None:
        country = codes_of(party.country).cameo or party.country or ""
        return PartyCodes(country + sector, country, "", sector, "")
    country, group, kind = above
    return PartyCodes(kind + country + group + sector, country, group, kind, sector)


def event_number(key: str) -> int:
    """A whole number for an event, the same wherever the event is exported: the first 60 bits of its id."""
    return int(content_id("event", key)[:15], 16)
