"""Whom "they" are together, through the whole reading: as participants and as sources."""

from __future__ import annotations

import pytest

from onrecord.model import Document, Report, Role
from onrecord.pipeline import run

CASES = [
    ("Norway and Chad signed a treaty. They will send troops to Mali.", "send", ["Norway", "Chad"], "two acted before"),
    ("Norway and Chad denied that they had shelled the town.", "shelled", ["Norway", "Chad"], "the two who deny it"),
    ("Rebels and soldiers clashed. They killed ten villagers.", "killed", ["Rebels", "soldiers"], "two groups"),
    ("Norway or Chad signed a treaty. They will send troops.", "send", ["They"], "with or it is not told who"),
    ("Rebels and soldiers left. Villagers said that they had fled.", "fled", [], "another subject in between"),
]


def actors(document: Document, trigger: str) -> list[str]:
    """Names of who does what the word tells of."""
    events = [e for e in document.events if e.trigger.of(document.text) == trigger]
    return [p.name for e in events for p in e.participants if p.role is Role.ACTOR]


@pytest.mark.model
@pytest.mark.parametrize(("text", "trigger", "wanted", "why"), CASES, ids=[c[3] for c in CASES])
def test_they_are_all_who_were_named_together(text: str, trigger: str, wanted: list[str], why: str):
    """Each takes part by name; where it is open who is meant, the pronoun stays; no list: not the two."""
    document = run(Report(text, language="en"))
    found = actors(document, trigger)
    assert found == wanted if wanted else "Rebels" not in found, why


@pytest.mark.model
def test_the_words_of_a_member_are_its_evidence():
    """In the pronoun's sentence the name itself; in a later sentence the pronoun."""
    near, far = (run(Report(text, language="en")) for text, *_ in (CASES[1], CASES[0]))
    spans = [
        [p.span.of(d.text) for r in d.records for p in r.participants if p.role is Role.ACTOR] for d in (near, far)
    ]
    assert spans[0][-2:] == ["Norway", "Chad"]
    assert spans[1][-2:] == ["They", "They"]
    (pronoun,) = [m for m in far.mentions if m.members]
    assert (pronoun.name, [far.tokens[i].lemma for i in pronoun.members]) == (None, ["Norway", "Chad"])
