"""Puts who, act, what, where, when and according-to together: one record an event mention."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace

from onrecord.extract.scene import scene_of
from onrecord.extract.tree import Tree
from onrecord.model import (
    Certainty,
    Document,
    Event,
    Factuality,
    Place,
    Polarity,
    Record,
    RecordPlace,
    RecordTime,
    SourceLink,
    Span,
    Stage,
    Status,
    Timex,
    Toponym,
    content_id,
)
from onrecord.record.chain import chain
from onrecord.record.worth import worth

# How often each part of a record was right when read line by line is not measured yet: these are placeholders that
# only order records, until a calibration replaces them.
_TYPED, _UNTYPED = 0.9, 0.7
_IDENTITY = tuple(f.name for f in fields(Record) if f.name not in ("id", "score", "fingerprint"))


def record_stage() -> Stage:
    """The stage that provides records."""
    return Stage("records", "4", ("events", "factuality", "attributions"), ("records",), build_records)


def build_records(document: Document) -> Document:
    """Add one record for every event worth one, in text order."""
    scene = scene_of(document)
    facts = {f.trigger: f for f in document.factuality}
    kept = (e for e in document.events if worth(scene, e))
    sure = {m.span: m.score for m in document.mentions if m.name is not None}
    made = {
        record.id: record for record in (_record(document, scene.tree, e, facts.get(e.trigger), sure) for e in kept)
    }
    return replace(document, records=tuple(made.values()))


def _record(document: Document, tree: Tree, event: Event, fact: Factuality | None, sure: dict[Span, float]) -> Record:
    report = document.report
    # An event whose standing nobody judged is not taken for a fact.
    fact = fact or Factuality(event.trigger, Certainty.UNKNOWN, Polarity.POSITIVE, Status.UNCLEAR)
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
        time=_time(event.time),
        place=_place(event.place),
        score=_score(document, event, links, sure),
    )
    return replace(record, id=record_id(record))


def record_id(record: Record) -> str:
    """The hash of every field but id, score and fingerprint: an unchanged reading keeps its id."""
    return content_id("record", [_plain(getattr(record, name)) for name in _IDENTITY])


def _plain(value: object) -> object:
    """Nested records as lists, which JSON can write (dataclasses.asdict does the same at six times the cost)."""
    if isinstance(value, tuple):
        return [_plain(v) for v in value]
    if is_dataclass(value) and not isinstance(value, type):
        return [_plain(getattr(value, f.name)) for f in fields(value)]
    return value


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


def _score(document: Document, event: Event, links: tuple[SourceLink, ...], sure: dict[Span, float]) -> float:
    """Product of the scores of the parts: the act, the sources, the place and those who take part.

    sure: how sure the links of the resolved mentions are, by span.
    """
    score = _TYPED if event.type else _UNTYPED
    cues = {link.cue for link in links}
    for attribution in document.attributions:
        if attribution.cue and attribution.cue[0] in cues:
            score *= attribution.score
    if event.place is not None:
        score *= event.place.score
    for participant in event.participants:
        score *= sure.get(participant.span, 1.0)
    return round(max(0.0, min(1.0, score)), 4)
