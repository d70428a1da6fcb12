"""Records: which events get one, on whose word they rest, and what their identity is."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from factory import document, span
from onrecord.extract.events import find_events
from onrecord.extract.factuality import find_factuality
from onrecord.model import (
    Attribution,
    Document,
    Form,
    Kind,
    Mention,
    Name,
    NameType,
    Place,
    Record,
    Report,
    Span,
    Timex,
    TimexType,
    Toponym,
)
from onrecord.nlp import reader_stage
from onrecord.record.build import build_records, record_id

CASES = [json.loads(s) for s in (Path(__file__).parent.parent / "cases" / "records.jsonl").open(encoding="utf-8")]
TREE = "PROPN Norway 2 nsubj / VERB say 0 root / PROPN Chad 4 nsubj / VERB close 2 ccomp Tense=Past|VerbForm=Fin"
WORDS = "Norway said Chad closed ports on Monday in Oslo"
FULL = f"{TREE} / NOUN port 4 obj / ADP on 7 case / PROPN Monday 4 obl / ADP in 9 case / PROPN Oslo 4 obl"


def attribution(text: str, case: dict) -> Attribution:
    """An attribution by the words of its parts."""
    spans = {
        part: (Span(text.index(case[part]), text.index(case[part]) + len(case[part])),) if case[part] else ()
        for part in ("source", "cue", "content")
    }
    return Attribution(spans["source"], spans["cue"], spans["content"], Kind(case["kind"]))


def records(found: Document) -> tuple[Record, ...]:
    """The records of a document that has tokens and attributions."""
    return build_records(find_factuality(find_events(found))).records


def summary(record: Record, roles: list[str]) -> dict:
    """What a case says about a record; of the roles those that the case names."""
    given: dict[str, list[str]] = {}
    for participant in record.participants:
        given.setdefault(participant.role, []).append(participant.name)
    return {
        "trigger": record.trigger.text,
        "status": record.status,
        "according_to": [link.name for link in record.according_to],
        "roles": {role: sorted(given.get(role, [])) for role in roles},
    }


@pytest.mark.model
@pytest.mark.parametrize("case", CASES, ids=lambda c: c["why"])
def test_cases(case: dict):
    """Each text gives exactly the records of its case, with their sources, standing and participants."""
    text = case["text"]
    read = reader_stage().run(Document(Report(text, language="en")))
    made = records(replace(read, attributions=tuple(attribution(text, a) for a in case["attributions"])))
    assert [r.trigger.text for r in made] == [r["trigger"] for r in case["records"]]
    wanted = [{**r, "roles": {k: sorted(v) for k, v in r["roles"].items()}} for r in case["records"]]
    assert [summary(m, list(w["roles"])) for m, w in zip(made, wanted, strict=True)] == wanted


def test_speaker_names_the_source():
    """A link takes name, entity and country from the speaker and the ISO value from the time of saying."""
    made = document(WORDS, FULL)
    said = Timex(span(made, "Monday"), TimexType.DATE, "2022-06-27")
    who = Mention(span(made, "Norway"), 0, Form.NAME, "Kingdom of Norway", "e1", None, "NOR", "GOV")
    told = Attribution(
        (span(made, "Norway"),),
        (span(made, "said"),),
        (span(made, "Chad closed ports"),),
        Kind.INDIRECT,
        who,
        None,
        said,
    )
    (link,) = records(replace(made, attributions=(told,)))[0].according_to
    assert (link.name, link.entity, link.country, link.sector) == ("Kingdom of Norway", "e1", "NOR", "GOV")
    assert (link.said_time, link.source, link.cue) == ("2022-06-27", span(made, "Norway"), span(made, "said"))


OFFICES = (
    "NOUN President 8 nsubj / CCONJ and 3 cc / NOUN CEO 1 conj / ADP of 5 case / PROPN Rail 3 nmod / "
    "PROPN Bo 5 appos / PROPN Dahl 6 flat / VERB sign 0 root Mood=Ind|Tense=Past|VerbForm=Fin / NOUN pact 8 obj"
)


def test_two_offices_of_one():
    """A bare office that is joined to the words for somebody is no second one; several people are."""
    for words, actors in (("President", ["Bo Dahl"]), ("Rebels", ["Bo Dahl", "Rebels"])):
        arcs = OFFICES if words == "President" else OFFICES.replace("President 8 nsubj", "rebel 8 nsubj Number=Plur")
        made = document(f"{words} and CEO of Rail Bo Dahl signed pacts", arcs)
        name = Name(span(made, "Bo Dahl"), NameType.PER)
        who = Mention(span(made, "CEO of Rail Bo Dahl"), 2, Form.NAME, "Bo Dahl", "e1", NameType.PER)
        (record,) = [r for r in records(replace(made, mentions=(who,), names=(name,))) if r.lemma == "sign"]
        assert sorted(p.name for p in record.participants if p.role == "actor") == actors


def test_time_and_place_come_from_the_event():
    """A record carries the day and the gazetteer entry of its own clause, with the words that give them."""
    made = document(WORDS, FULL)
    timex = Timex(span(made, "Monday"), TimexType.DATE, "2022-06-27", reason="the Monday before")
    oslo = Toponym(span(made, "Oslo"), "Oslo", Place(3143244, "Oslo", "NOR", 59.9, 10.7, "city"), 0.9)
    (record,) = [r for r in records(replace(made, timexes=(timex,), toponyms=(oslo,))) if r.lemma == "close"]
    assert record.time is not None and (record.time.value, record.time.span) == ("2022-06-27", timex.span)
    assert record.place is not None and (record.place.geonames_id, record.place.span) == (3143244, oslo.span)


def test_no_place_without_gazetteer_entry():
    """A place name that means no known place, and a time without value, stay empty."""
    made = document(WORDS, FULL)
    timex = Timex(span(made, "Monday"), TimexType.DATE, None)
    oslo = Toponym(span(made, "Oslo"), "Oslo", None, 0.2)
    (record,) = [r for r in records(replace(made, timexes=(timex,), toponyms=(oslo,))) if r.lemma == "close"]
    assert record.time is None and record.place is None


def test_metonym_is_no_place():
    """ "Oslo" for a government locates nothing."""
    made = document(WORDS, FULL)
    oslo = Toponym(span(made, "Oslo"), "Oslo", Place(1, "Oslo", "NOR", 59.9, 10.7, "city"), 0.9, metonym=True)
    (record,) = [r for r in records(replace(made, toponyms=(oslo,))) if r.lemma == "close"]
    assert record.place is None


def test_id_ignores_score_and_fingerprint():
    """Calibration and program version change no identity; any other field does."""
    record = records(document(WORDS, FULL))[0]
    assert record_id(replace(record, score=0.1, fingerprint="abc")) == record.id
    assert record_id(replace(record, lemma="open")) != record.id


def test_same_report_gives_same_ids():
    """Reading the same words twice gives the same records."""
    assert records(document(WORDS, FULL)) == records(document(WORDS, FULL))


def test_evidence_is_the_sentence():
    """Evidence and trigger are cut from the report itself."""
    made = document(WORDS, FULL)
    record = records(made)[0]
    assert record.evidence.text == WORDS
    assert record.trigger.text == record.trigger.span.of(WORDS) == "closed"


def test_records_judge_their_own_events():
    """Without the layer factuality the records have the standing that they would have with it."""
    found = find_events(document(WORDS, FULL))
    assert build_records(found).records == build_records(find_factuality(found)).records != ()
