"""Certainty, polarity and status of events, with the words that decide them."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from factory import document, span
from onrecord.extract.contexts import Example, examples
from onrecord.extract.events import find_events
from onrecord.extract.factuality import find_factuality
from onrecord.model import Attribution, Document, Factuality, Kind, Report, Status
from onrecord.nlp import reader_stage

CASES = [json.loads(s) for s in (Path(__file__).parent.parent / "cases" / "factuality.jsonl").open(encoding="utf-8")]
# The status that an effect of the table gives under a plain governor; the others depend on their governor.
STATUS = {
    "not": Status.NOT_DONE,
    "plan": Status.PLANNED,
    "wish": Status.PLANNED,
    "request": Status.REQUESTED,
    "possible": Status.POSSIBLE,
    "probable": Status.POSSIBLE,
    "doubt": Status.POSSIBLE,
    "deny": Status.DENIED,
    "unclear": Status.UNCLEAR,
    "true": Status.REPORTED,
    "going": Status.ONGOING,
}


@cache
def read(text: str) -> Document:
    """The text with tokens, events and their standing by the rules alone; the layers between are left empty."""
    made = find_events(reader_stage().run(Document(Report(text, language="en"))))
    return find_factuality(replace(made, commitments=(), acts=()))


def fact(made: Document, start: int, end: int) -> Factuality:
    """The standing of the last event whose trigger begins in the stretch."""
    return [f for f in made.factuality if start <= f.trigger.start < end][-1]


@pytest.mark.model
@pytest.mark.parametrize("case", CASES, ids=lambda c: c["why"])
def test_standing(case: dict):
    """Each case has its status, certainty and polarity, and where it names them its deciding words."""
    made = read(case["text"])
    at = case["text"].index(case["trigger"])
    found = fact(made, at, at + len(case["trigger"]))
    assert (found.status, found.certainty, found.polarity) == (case["status"], case["certainty"], case["polarity"])
    words = [w.of(made.text) for w in found.words]
    assert words == case.get("words", words)


@pytest.mark.model
@pytest.mark.parametrize("example", [e for e in examples() if e.effect in STATUS], ids=lambda e: e.sentence)
def test_context_table(example: Example):
    """Every line of the table of governing words gives its own example the status of its effect."""
    before, word, _ = example.sentence.split("*")
    found = fact(read(example.sentence.replace("*", "")), len(before), len(before) + len(word))
    assert found.status == STATUS[example.effect]


@pytest.mark.model
def test_every_event_has_its_standing_in_the_same_order():
    """Factuality holds one entry an event, with the same triggers in the same order."""
    made = read("Norway said that rebels may have attacked the port, but nobody has claimed the raid.")
    assert [f.trigger for f in made.factuality] == [e.trigger for e in made.events]


NOT_SAID = "NOUN rebel 2 nsubj / VERB leave 0 root / PROPN Chad 4 nsubj / VERB {} 2 parataxis"


@pytest.mark.parametrize(("verb", "status"), [("deny", Status.DENIED), ("decline", Status.REPORTED)])
def test_denial_after_its_content(verb: str, status: Status):
    """A denial that follows what it denies counts, by its attribution; keeping silent is no denial."""
    made = document(f"rebels left Chad {verb}s", NOT_SAID.format(verb))
    told = Attribution((), (span(made, f"{verb}s"),), (span(made, "rebels left"),), Kind.INDIRECT, negated=True)
    found = find_factuality(find_events(replace(made, attributions=(told,)))).factuality[0]
    assert found.status is status
