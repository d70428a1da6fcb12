"""The reading contract: a document as the JSON object that `onrecord read --jsonl` prints.

Offsets are code points into the given text, end exclusive; every list is in text order. The contract is stable:
programs outside are written against it, so keys are added, never renamed.
"""

from __future__ import annotations

from typing import Any

from onrecord.model import (
    Attribution,
    Document,
    Event,
    Factuality,
    Mention,
    Participant,
    Quantity,
    Record,
    SourceLink,
    Span,
    Thing,
    Timex,
    Token,
    Toponym,
)

Json = dict[str, Any]


def to_contract(document: Document, id: str | None = None) -> Json:
    """The whole document; `id` is the caller's own name for the report, by default the report's id."""
    report = document.report
    facts = {f.trigger: f for f in document.factuality}
    return {
        "id": report.id if id is None else id,
        "language": report.language,
        "sentences": [_pair(s) for s in document.sentences],
        "tokens": [_token(t) for t in document.tokens],
        "names": [{**_ends(n.span), "type": n.type} for n in document.names],
        "timexes": [_timex(t) for t in document.timexes],
        "toponyms": [_toponym(t) for t in document.toponyms],
        "things": [_thing(t) for t in document.things],
        "attributions": [_attribution(a) for a in document.attributions],
        "events": [_event(e, facts.get(e.trigger)) for e in document.events],
        "records": [record_json(r) for r in document.records],
    }


def record_json(record: Record) -> Json:
    """One record, as in the contract's `records` and in the ledger's JSON-lines export."""
    time, place = record.time, record.place
    return {
        "id": record.id,
        "trigger": _pair(record.trigger.span),
        "lemma": record.lemma,
        "according_to": [_link(link) for link in record.according_to],
        "status": record.status,
        "status_words": [_pair(s) for s in record.status_words],
        "certainty": record.certainty,
        "polarity": record.polarity,
        "type": record.type,
        "mode": record.mode,
        "participants": [_participant(p) for p in record.participants],
        "quantities": [_quantity(q) for q in record.quantities],
        "contexts": list(record.contexts),
        "things": [_thing(t) for t in record.things],
        "time": None if time is None else {"value": time.value, **_ends(time.span), "reason": time.reason},
        "place": None
        if place is None
        else {
            "geonames_id": place.geonames_id,
            "country": place.country,
            "name": place.name,
            "lat": place.lat,
            "lon": place.lon,
            "precision": place.precision,
            **_ends(place.span),
        },
        "evidence": {**_ends(record.evidence.span), "text": record.evidence.text},
        "score": record.score,
        "same_as": record.same_as,
    }


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]


def _pairs(spans: tuple[Span, ...]) -> list[list[int]]:
    return [_pair(s) for s in spans]


def _ends(span: Span) -> Json:
    return {"start": span.start, "end": span.end}


def _token(token: Token) -> Json:
    return {
        **_ends(token.span),
        "upos": token.upos,
        "lemma": token.lemma,
        "head": token.head,
        "deprel": token.deprel,
    }


def _timex(timex: Timex) -> Json:
    return {
        **_ends(timex.span),
        "type": timex.type,
        "value": timex.value,
        "mod": timex.mod,
        "anchor": timex.anchor,
        "reason": timex.reason,
    }


def _toponym(toponym: Toponym) -> Json:
    place = toponym.place
    return {
        **_ends(toponym.span),
        "name": place.name if place else toponym.name,
        "geonames_id": place.geonames_id if place else None,
        "country": place.country if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "precision": place.precision if place else None,
        "metonym": toponym.metonym,
        "score": toponym.score,
    }


def _speaker(mention: Mention | None) -> Json | None:
    """Who it is; the name is null where the report does not tell, and may be in question among `candidates`."""
    if mention is None:
        return None
    return {
        "name": mention.name,
        "entity": mention.entity,
        "mention": _pair(mention.span),
        "nature": mention.nature,
        "country": mention.country,
        "sector": mention.sector,
        "candidates": [{"name": name, "score": score} for name, score in mention.candidates],
    }


def _attribution(attribution: Attribution) -> Json:
    said = attribution.said
    return {
        "source": _pairs(attribution.source),
        "cue": _pairs(attribution.cue),
        "content": _pairs(attribution.content),
        "kind": attribution.kind,
        "saying": attribution.saying,
        "speaker": _speaker(attribution.speaker),
        "joint": [_speaker(each) for each in attribution.joint],
        "addressee": _speaker(attribution.addressee),
        "said": None if said is None else {**_ends(said.span), "value": said.value},
        "negated": attribution.negated,
        "score": attribution.score,
    }


def _participant(participant: Participant) -> Json:
    return {
        "role": participant.role,
        **_ends(participant.span),
        "name": participant.name,
        "entity": participant.entity,
        "country": participant.country,
        "sector": participant.sector,
    }


def _quantity(quantity: Quantity) -> Json:
    return {
        "value": quantity.value,
        "unit": quantity.unit,
        "bound": quantity.bound,
        "kind": quantity.kind,
        **_ends(quantity.span),
    }


def _thing(thing: Thing) -> Json:
    return {
        **_ends(thing.span),
        "name": thing.name,
        "type": thing.type,
        "variant": thing.variant,
        "entity": thing.entity,
    }


def _event(event: Event, fact: Factuality | None) -> Json:
    return {
        "trigger": _pair(event.trigger),
        "type": event.type,
        "mode": event.mode,
        "certainty": fact.certainty if fact else "unknown",
        "polarity": fact.polarity if fact else "positive",
        "status": fact.status if fact else None,
        "participants": [_participant(p) for p in event.participants],
        "quantities": [_quantity(q) for q in event.quantities],
        "contexts": list(event.contexts),
        "things": [_thing(t) for t in event.things],
    }


def _link(link: SourceLink) -> Json:
    return {
        "name": link.name,
        "source": _pair(link.source) if link.source else None,
        "cue": _pair(link.cue) if link.cue else None,
        "kind": link.kind,
        "saying": link.saying,
        "addressee": link.addressee,
        "said_time": link.said_time,
        "entity": link.entity,
        "nature": link.nature,
        "country": link.country,
        "sector": link.sector,
        "joint": link.joint,
    }
