"""Where an event happened, through the whole reading: its own words, or those of what it happened amid."""

from __future__ import annotations

import pytest

from onrecord.model import Report
from onrecord.pipeline import run

CASES = [
    ("Ten people were killed in a fire at a paper mill in Bergen.", "killed", "Bergen", "amid something at a place"),
    ("Ten people were killed when a bridge collapsed in Bergen.", "killed", "Bergen", "when something happened there"),
    ("Two men were killed and five were hurt in a stampede in Cairo.", "killed", "Cairo", "a toll told in two verbs"),
    ("Nine workers were hurt in a shooting outside a school in Oslo.", "hurt", "Oslo", "two steps away"),
    ("The minister announced sanctions on Iran.", "sanctions", None, "on a country is whom it is aimed at"),
    (
        "Ten people were killed by a bomb made in Germany.",
        "killed",
        None,
        "where a thing was made is no place of its use",
    ),
    ("Norway signed the treaty on behalf of its allies in Nairobi.", "signed", None, "whose behalf is not where"),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "trigger", "wanted", "why"), CASES, ids=[c[3] for c in CASES])
def test_where_it_happened(text: str, trigger: str, wanted: str | None, why: str):
    """The place of the event whose trigger is the word, None where the text tells none."""
    document = run(Report(text, language="en"))
    found = [e.place.name if e.place else None for e in document.events if e.trigger.of(text) == trigger]
    assert found == [wanted], why
