"""Puts who, act, what, where, when and according-to together: one record an event mention."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from typing import Any

from onrecord.extract.contexts import table_hash
from onrecord.extract.factuality import judged
from onrecord.extract.scene import scene_of
from onrecord.extract.tree import Tree, kept
from onrecord.model import (
    Attribution,
    Document,
    Event,
    Factuality,
    Place,
    Record,
    RecordPlace,
    RecordTime,
    SourceLink,
    Span,
    Stage,
    Timex,
    Toponym,
    content_id,
)
from onrecord.record.chain import chain
from onrecord.record.merge import told_again
from onrecord.record.taking import taking_part
from onrecord.record.worth import worth

_IDENTITY = tuple(f.name for f in fields(Record) if f.name not in ("id", "score", "fingerprint", "same_as"))


_PLAIN = frozenset({str, int, float, bool, type(None)})


@dataclass(frozen=True, slots=True)
class _Sure:
    """How likely the event makes a right record that is worth counting; how sure the links of mentions are, by span."""

    event: float
    mentions: dict[Span, float]


def record_stage() -> Stage:
    """The stage that provides records."""
    tables = (("tables", table_hash("mishaps.tsv", "worth.tsv")),)
    return Stage("records", "8", ("events", "attributions"), ("records",), build_records, tables)


def build_records(document: Document) -> Document:
    """Add one record for every event worth one, in text order. Without the layer factuality only these are judged."""
    scene = scene_of(document)
    judge = judged(document)
    sure = {m.span: m.score for m in document.mentions if m.name is not None}
    made: dict[str, Record] = {}
    for event in document.events:
        if (value := worth(scene, event)) is not None:
            event = replace(event, participants=taking_part(scene, event))
            record = _record(document, scene.tree, event, judge(event), _Sure(value, sure))
            made[record.id] = record
    return replace(document, records=told_again(document, scene.tree, tuple(made.values())))


def _record(document: Document, tree: Tree, event: Event, fact: Factuality, sure: _Sure) -> Record:
    report = document.report
    links = chain(document, tree, event)
    record = Record(
        id="",
        report_id=report.id,
        trigger=report.evidence(event.trigger),
        lemma=event.lemma,
        evidence=report.evidence(document.sentences[document.tokens[event.head].sentence]),
        according_to=links,
        status=fact.status,
        certainty=fact.certainty,
        polarity=fact.polarity,
        status_words=fact.words,
        type=event.type,
        mode=event.mode,
        participants=event.participants,
        quantities=event.quantities,
        contexts=event.contexts,
        things=event.things,
        time=_time(event.time),
        place=_place(event.place),
        score=_score(document, event, links, sure),
    )
    return replace(record, id=record_id(record))


def record_id(record: Record) -> str:
    """The hash of every field but id, score, fingerprint and same_as: an unchanged reading keeps its id."""
    return content_id("record", [_plain(getattr(record, name)) for name in _IDENTITY])


def _plain(value: Any) -> object:
    """Nested records as lists, which JSON can write (dataclasses.asdict does the same at six times the cost)."""
    kind: Any = type(value)
    if kind in _PLAIN:
        return value
    if kind is tuple:
        return [_plain(v) for v in value]
    names = _names(kind)
    return value if names is None else [_plain(getattr(value, name)) for name in names]


@cache
def _names(kind: type) -> tuple[str, ...] | None:
    return tuple(f.name for f in fields(kind)) if is_dataclass(kind) else None


def _time(timex: Timex | None) -> RecordTime | None:
    if timex is None or timex.value is None:
        return None
    return RecordTime(timex.value, timex.span, timex.reason)


def _place(toponym: Toponym | None) -> RecordPlace | None:
    place: Place | None = toponym.place if toponym else None
    if toponym is None or place is None:
        return None
    return RecordPlace(
        name=place.name,
        span=toponym.span,
        geonames_id=place.geonames_id,
        country=place.country,
        lat=place.lat,
        lon=place.lon,
        precision=place.precision,
        score=toponym.score,
    )


@kept
def _scores(attributions: tuple[Attribution, ...]) -> dict[Span, tuple[tuple[int, float], ...]]:
    """Position and score of the attributions by their cue."""
    found: dict[Span, tuple[tuple[int, float], ...]] = {}
    for n, attribution in enumerate(attributions):
        if attribution.cue:
            cue = attribution.cue[0]
            found[cue] = (*found.get(cue, ()), (n, attribution.score))
    return found


def _score(document: Document, event: Event, links: tuple[SourceLink, ...], sure: _Sure) -> float:
    """Product of the scores of the parts: the act, the sources, the place and those who take part."""
    score = sure.event
    scores = _scores(document.attributions)
    for _, sure_of in sorted({one for link in links if link.cue for one in scores.get(link.cue, ())}):
        score *= sure_of
    if event.place is not None:
        score *= event.place.score
    for participant in event.participants:
        score *= sure.mentions.get(participant.span, 1.0)
    return round(max(0.0, min(1.0, score)), 4)
