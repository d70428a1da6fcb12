"""Which records of one report tell the same event, and that both keep their words."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.model import Participant, Record, Report, Role, Span
from onrecord.pipeline import run
from onrecord.record import to_contract
from onrecord.record.build import record_id
from onrecord.record.nominal import stem
from onrecord.record.partners import agree, certain, empty, same

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases" / "same_event.jsonl").read_text("utf-8").splitlines()
]
LEAD = "Norway invaded Chad on Monday. Critics condemned Norway's invasion of Chad."


def records(text: str, published: str | None = None) -> tuple[Record, ...]:
    """The records of a text."""
    return run(Report(text, language="en", published=published)).records


def told(made: tuple[Record, ...], word: str) -> list[Record]:
    """The records with the trigger, of which "/2" means the second."""
    trigger, _, nth = word.partition("/")
    found = [r for r in made if r.trigger.text == trigger]
    return found[int(nth or 1) - 1 : int(nth or 1)]


def party(name: str, **known: str) -> Participant:
    """Somebody who takes part."""
    return Participant(Role.ACTOR, Span(0, len(name)), name, **known)


@pytest.mark.model
@pytest.mark.parametrize("case", CASES, ids=[c["why"] for c in CASES])
def test_case(case: dict):
    """Two records are one event exactly where the case says so; where one is no record, there is nothing to join."""
    made = records(case["text"], case["published"])
    pair = [told(made, word) for word in case["pair"]]
    joined = all(pair) and len({found[0].same_as or found[0].id for found in pair}) == 1
    assert joined == case["same"], [(r.trigger.text, r.status, [p.name for p in r.participants]) for r in made]


def test_half_of_the_cases_are_two_events():
    """The cases ask as often for keeping apart as for joining."""
    assert len(CASES) >= 40
    assert sum(c["same"] for c in CASES) * 2 <= len(CASES)


@pytest.mark.model
def test_both_records_keep_their_words():
    """The one that tells less points to the one that tells more, and neither loses its evidence."""
    invaded, invasion = (found for word in ("invaded", "invasion") for found in told(records(LEAD), word))
    assert (invaded.same_as, invasion.same_as) == (None, invaded.id)
    assert (invaded.evidence.text, invasion.evidence.text) == tuple(s + "." for s in LEAD.rstrip(".").split(". "))


@pytest.mark.model
def test_pair_is_no_part_of_the_record():
    """The judgement changes neither the id nor what a record is equal to."""
    (invasion,) = told(records(LEAD), "invasion")
    assert record_id(replace(invasion, same_as=None)) == invasion.id
    assert replace(invasion, same_as=None) == invasion


@pytest.mark.model
def test_contract_gives_the_pair():
    """`same_as` stands beside every record of the reading contract, null where it tells its event best."""
    given = to_contract(run(Report(LEAD, language="en")))["records"]
    ids = {r["id"] for r in given}
    assert all(r["same_as"] is None or r["same_as"] in ids for r in given)
    assert any(r["same_as"] for r in given)


@pytest.mark.parametrize(
    ("verb", "noun"),
    [("invade", "invasion"), ("withdraw", "withdrawal"), ("arrest", "arrest"), ("ship", "shipment"), ("sell", "sale")],
)
def test_stem_joins_verb_and_noun(verb: str, noun: str):
    """A verb and the noun of its act have one stem."""
    assert stem(verb) == stem(noun)


@pytest.mark.parametrize(
    ("one", "other"), [("invade", "evade"), ("attack", "attach"), ("meet", "melt"), ("sell", "sail")]
)
def test_stem_keeps_acts_apart(one: str, other: str):
    """Words that look alike and mean two acts have two stems."""
    assert stem(one) != stem(other)


def test_parties_are_the_same():
    """One entity of the report, one country under two words, or the very same words."""
    assert same(party("Olav", entity="e1"), party("the king", entity="e1"))
    assert same(party("Norway", country="NOR"), party("Norwegian", country="NOR"))
    assert same(party("the two nurses"), party("two nurses"))
    assert not same(party("Norway", country="NOR"), party("Norwegian troops", country="NOR", sector="MIL"))
    assert not same(party("two nurses"), party("five nurses"))


def test_sides_agree():
    """The smaller side must be wholly in the larger one; words for nobody known are empty; two nurses may be others."""
    norway, chad = party("Norway", country="NOR"), party("Chad", country="TCD")
    assert agree([norway], [norway, chad])
    assert agree([norway], [chad]) is False and agree([], [chad]) is None
    assert empty(party("they")) and not empty(norway)
    assert certain([norway], [norway]) and not certain([party("two nurses")], [party("two nurses")])
