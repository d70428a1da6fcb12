"""Whom "we" stands for in somebody's own words, through all stages."""

from __future__ import annotations

import pytest

from onrecord.model import Document, Report
from onrecord.pipeline import run

# The words, the trigger, and name and country of its participant that "we", "us" or "our" stands for.
CASES = [
    (
        "Russian president Ivan Petrov said: “We will transfer to Belarus Iskander-M missiles.”",
        "transfer",
        "Russia",
        "RUS",
    ),
    ("Russian president Ivan Petrov said: “Norway attacked us on Monday.”", "attacked", "Russia", "RUS"),
    ("“Our attack on the port failed,” said Russian defence minister Ivan Petrov.", "attack", "Russia", "RUS"),
    ("“We will leave the town,” the Russian army said.", "leave", "Russia", "RUS"),
    ("“We attacked the port,” said General Pavel Orlov of the Russian army.", "attacked", "Russia", "RUS"),
    ("“We will win the war,” said Lars Berg, the president of Norway.", "win", "Norway", "NOR"),
    ("A spokesman of the company Storvik said: “We will cut 900 jobs.”", "cut", "Storvik", None),
    ("“We will close the plant,” said Nordlys chief executive Ann Lee.", "close", "Nordlys", None),
    ("“We will leave,” a spokeswoman for the U.N. refugee agency said.", "leave", "U.N. refugee agency", None),
    ("“We will leave the town,” a farmer said.", "leave", "We", None),
    ("“We defeated Chad,” said Ann Lee, coach of the Russian team.", "defeated", "We", None),
    ("Russian opposition leader Ivan Petrov said: “We will boycott the vote.”", "boycott", "We", None),
]


def named(made: Document, trigger: str) -> set[tuple[str, str | None]]:
    """Names and countries of those who take part in the event with the trigger."""
    found = next(e for e in made.events if e.trigger.of(made.text) == trigger)
    return {(p.name, p.country) for p in found.participants}


@pytest.mark.model
@pytest.mark.parametrize(("text", "trigger", "name", "country"), CASES, ids=[c[0][:50] for c in CASES])
def test_we(text: str, trigger: str, name: str, country: str | None):
    """ "We" is the country that a president, minister or general speaks for, or the body of its spokesman, or open."""
    found = named(run(Report(text, language="en")), trigger)
    assert any(n == name and country in (None, c) for n, c in found)


@pytest.mark.model
def test_our_troops_have_the_speakers_country():
    """Armed forces that a head of state calls "our" are those of the country; their name stays as it stands."""
    made = run(Report("Russian president Ivan Petrov said: “Our troops will leave Chad.”", language="en"))
    assert ("Our troops", "RUS") in named(made, "leave")
