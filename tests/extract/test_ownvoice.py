"""Who "we" and "I" are in what a government publishes itself."""

from __future__ import annotations

import pytest

from onrecord.extract.ownvoice import voice_of
from onrecord.model import Report, Role
from onrecord.pipeline import run

SIGNED = ("Ann Holm, Secretary of State",)


@pytest.mark.parametrize(
    ("url", "bylines", "country", "author"),
    [
        ("https://www.state.gov/x", SIGNED, "USA", "Ann Holm"),
        ("https://www.gov.uk/x", ("Office of the Spokesperson",), "GBR", None),
        ("https://mfa.gov.pl/x", ("Ann Holm, Minister, Peter Jons, Minister",), "POL", None),
        ("https://www.army.mil/x", (), "USA", None),
        ("https://courier.example/x", SIGNED, None, None),
        ("https://gov.example.com/x", SIGNED, None, None),
        (None, SIGNED, None, None),
    ],
)
def test_voice(url: str | None, bylines: tuple[str, ...], country: str | None, author: str | None):
    """Sites of governments speak for their country; one name with an office is who signed; papers speak for nobody."""
    found = voice_of(Report("We met.", url=url, bylines=bylines))
    assert (found and found.country, found and found.author) == (country, author)


@pytest.mark.model
def test_own_voice_takes_part():
    """ "We" is the country, "I" who signed; inside quotation marks both are the speaker's."""
    text = 'We condemn the raid. I thank Chad. "We will send troops to Mali," said Norwegian president Olav Berg.'
    made = run(Report(text, url="https://www.state.gov/x", bylines=SIGNED))
    actors = {r.trigger.text: [p.name for p in r.participants if p.role is Role.ACTOR] for r in made.records}
    assert actors["condemn"] == ["United States"]
    assert actors["thank"] == ["Ann Holm"]
    assert actors["send"] == ["Norway"]
    assert [p.span.of(text) for r in made.records[:1] for p in r.participants if p.role is Role.ACTOR] == ["We"]


@pytest.mark.model
def test_a_paper_is_nobody():
    """In a newspaper "we" stays open."""
    made = run(Report("We condemn the raid on Oslo.", url="https://courier.example/x"))
    assert [p.name for r in made.records for p in r.participants if p.role is Role.ACTOR] in ([], ["We"])
