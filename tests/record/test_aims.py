"""What is no plain deed and still on record: aims, what is asked for or spoken of, acts of diplomacy."""

from __future__ import annotations

import pytest

from factory import document
from onrecord.extract.events import find_events
from onrecord.extract.scene import scene_of
from onrecord.model import Report
from onrecord.pipeline import run
from onrecord.record.aims import besides
from onrecord.record.clausekinds import words

# Each text with the words that have a record besides its plain deeds, and those that have none.
CASES = [
    (
        "Norway is committed to strengthening the army of Chad.",
        {"strengthening"},
        set(),
        "a commitment",
    ),
    ("Norway bought ships to protect the coast.", {"bought", "protect"}, set(), "what somebody means to do"),
    ("The minister urged the release of two prisoners.", {"urged", "release"}, set(), "what is asked for"),
    ("Norway and Chad discussed efforts to combat piracy.", {"discussed", "combat"}, set(), "aims that are spoken of"),
    ("The minister underscored the importance of trade.", {"underscored"}, {"importance"}, "an act of diplomacy"),
    (
        "The minister reaffirmed the alliance with Norway.",
        {"reaffirmed"},
        set(),
        "an act towards somebody",
    ),
    ("The prisoners were unable to choose doctors.", set(), {"choose"}, "what could not be done"),
    ("Norway has the ability to build ships.", set(), {"has", "build"}, "what could be done"),
    ("The minister discussed the growth of Chad.", {"discussed"}, {"growth"}, "how something goes"),
    ("Norway looks forward to working with Chad.", {"looks", "working"}, set(), "what somebody looks forward to"),
    ("Norway looks forward to the visit of the king.", {"looks", "visit"}, set(), "an act looked forward to"),
    ("The guards looked at the ship.", set(), {"looked"}, "to look is no act"),
    (
        "“We look forward to building on the pact,” the minister said.",
        {"look", "building"},
        set(),
        "a promise in speech",
    ),
    ("“We are working together,” the minister said.", {"working"}, set(), "what who speaks does with others"),
    (
        "The minister stressed the importance of Norwegian cooperation with Chad.",
        {"stressed", "cooperation"},
        set(),
        "what weight is put on",
    ),
    ("Norway's commitment to Chad remains firm.", {"commitment"}, {"remains"}, "a promise that stands"),
    (
        "The rebels claim that they sank the ship.",
        {"claim", "sank"},
        set(),
        "a claim is on record beside what it claims",
    ),
    ("The rebels say that they sank the ship.", {"sank"}, {"say"}, "mere reporting is not"),
    (
        "Two people died after the rebels claimed that they sank the ship.",
        {"died", "claimed", "sank"},
        set(),
        "a claim told as a deed",
    ),
    ("The airline announces that it will cut 200 jobs.", {"announces", "cut"}, set(), "who makes it known"),
    ("The minister informed the king that the ship had left.", {"informed", "left"}, set(), "who is told"),
    (
        "The minister reaffirmed that Norway's commitment to Chad remains firm.",
        {"reaffirmed", "commitment"},
        set(),
        "who stands by it",
    ),
    ("The report highlights the risk of floods.", {"highlights"}, set(), "a document may put weight on something"),
    ("Norway has demonstrated its resolve.", {"demonstrated"}, set(), "what somebody demonstrates"),
    ("The United Nations Charter calls for the end of the dispute.", {"end"}, set(), "what a document asks for"),
    ("The two sides recommitted to working together.", {"recommitted", "working"}, set(), "a promise without object"),
    (
        "She stressed the importance of the world community coming together on this matter.",
        {"stressed", "coming"},
        set(),
        "who ought to come together",
    ),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "kept", "dropped", "why"), CASES, ids=[c[3] for c in CASES])
def test_case(text: str, kept: set[str], dropped: set[str], why: str):
    """The words that a case keeps have a record, the words that it drops have none."""
    made = {r.trigger.text for r in run(Report(text, language="en")).records}
    assert kept <= made, why
    assert made.isdisjoint(dropped), why


def test_plain_verb_of_no_kind():
    """A verb that is no aim, no act of diplomacy and not the outlet's own is left to the rules for deeds."""
    tree = "PROPN Norway 2 nsubj / VERB paint 0 root Tense=Past|VerbForm=Fin / NOUN wall 2 obj"
    found = find_events(document("Norway painted walls", tree))
    assert besides(scene_of(found), found.events[0]) is None


def test_words():
    """The table has verbs of diplomacy, nouns of aims and nouns of how things go."""
    assert all(words(kind) for kind in ("voice", "aim", "trend"))
