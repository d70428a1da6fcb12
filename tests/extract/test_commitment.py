"""What the reader's own judgement adds to the rules."""

from __future__ import annotations

from dataclasses import replace

import pytest

from factory import document
from onrecord.extract.commitment import weighed
from onrecord.extract.events import find_events
from onrecord.extract.factuality import find_factuality
from onrecord.extract.modality import EFFECTS, PLAIN, Standing
from onrecord.model import Certainty, Commitment, Polarity, Status

CASES = [
    (PLAIN, 2.9, None, ("certain", "positive", "reported"), "the rules see nothing and the reader is sure"),
    (PLAIN, 1.7, None, ("probable", "positive", "reported"), "a little less sure"),
    (PLAIN, 0.8, None, ("possible", "positive", "reported"), "hardly sure"),
    (PLAIN, 0.2, None, ("unknown", "positive", "unclear"), "open"),
    (PLAIN, 0.2, Status.REPORTED, ("unknown", "positive", "reported"), "open, but told as a fact"),
    (PLAIN, -3.0, None, ("unknown", "positive", "unclear"), "no denial without words that deny"),
    (EFFECTS["plan"], 2.9, None, ("certain", "positive", "planned"), "a plan that is firm"),
    (EFFECTS["plan"], 1.0, None, ("possible", "positive", "planned"), "a plan that is doubtful stays a plan"),
    (EFFECTS["not"], 2.9, Status.REPORTED, ("certain", "negative", "not_done"), "a denial in words stands"),
    (EFFECTS["not"], -1.8, Status.NOT_DONE, ("probable", "negative", "not_done"), "a denial that the reader weighs"),
    (EFFECTS["request"], 0.8, None, ("possible", "positive", "requested"), "what is asked for may come"),
    (EFFECTS["possible"], 2.9, None, ("probable", "positive", "possible"), "what words hedge is never certain"),
    (replace(PLAIN, status=Status.ONGOING), 2.5, None, ("certain", "positive", "ongoing"), "under way stays so"),
]
CLASH = "NOUN rebel 2 nsubj / VERB leave 0 root / ADP after 5 case / DET a 5 det / NOUN scuffle 2 obl"


@pytest.mark.parametrize(("found", "value", "seen", "expected", "why"), CASES, ids=[c[4] for c in CASES])
def test_weighed(found: Standing, value: float, seen: Status | None, expected: tuple[str, str, str], why: str):
    """The reader says how certain something is, and never whether it is so."""
    judged = weighed(found, value, seen)
    assert (judged.certainty, judged.polarity, judged.status) == expected, why


def test_a_bare_denial():
    """A particle may deny another word: where the reader sees no denial, it is no more than possible; a verb denies."""
    assert weighed(EFFECTS["not"], 1.2, Status.PLANNED, bare=True).certainty is Certainty.POSSIBLE
    assert weighed(EFFECTS["not"], 1.2, Status.PLANNED).certainty is Certainty.CERTAIN
    assert weighed(EFFECTS["not"], -2.8, Status.PLANNED, bare=True).certainty is Certainty.CERTAIN


def test_a_copula_is_as_certain_as_its_predicate():
    """The reader judges the predicate; "be" tells the same state."""
    made = document("they are ready", "PRON they 3 nsubj / AUX be 3 cop / ADJ ready 0 root")
    made = find_factuality(find_events(replace(made, commitments=(Commitment(2, 1.0, 1.6),))))
    assert [fact.certainty for fact in made.factuality] == [Certainty.PROBABLE] * 2


@pytest.mark.parametrize(("event", "triggers"), [(0.9, ["left", "scuffle"]), (0.2, ["left"])])
def test_an_event_that_no_rule_knows(event: float, triggers: list[str]):
    """A word that the reader is sure of is an event though no table has it; a doubtful one is not."""
    made = document("rebels left after a scuffle", CLASH)
    made = replace(made, commitments=(Commitment(4, event, 3.0),))
    assert [e.trigger.of(made.text) for e in find_events(made).events] == triggers


def test_a_verb_needs_less():
    """A verb that only describes ("the ongoing events") is an event where the reader half believes it."""
    made = document("the ongoing events", "DET the 3 det / VERB ongo 3 amod / NOUN event 0 root")
    made = replace(made, commitments=(Commitment(1, 0.25, 3.0),))
    assert "ongoing" in [e.trigger.of(made.text) for e in find_events(made).events]


def test_the_evidence_is_the_word_itself():
    """Where the reader alone judges, the deciding words are the trigger."""
    made = replace(document("rebels left after a scuffle", CLASH), commitments=(Commitment(1, 1.0, -1.0),))
    fact = find_factuality(find_events(made)).factuality[0]
    assert (fact.certainty, fact.polarity, fact.status) == (Certainty.UNKNOWN, Polarity.POSITIVE, Status.UNCLEAR)
    assert [w.of(made.text) for w in fact.words] == ["left"]
