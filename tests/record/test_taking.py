"""Whom a record names: neither the place of an act, nor anybody twice, nor whose doings are spoken of."""

from __future__ import annotations

import pytest

from onrecord.model import Report, Role
from onrecord.pipeline import run

CASES = [
    (
        "Norway will transfer to Chad tanks and missiles.",
        "transfer",
        {"recipient": {"Chad"}, "object": {"tanks", "missiles"}},
        "to whom, though the reader takes it for a name of the things",
    ),
    ("Rebels shot two guards in Oslo.", "shot", {"recipient": {"two guards"}}, "where it happened"),
    ("Rebels attacked Oslo.", "attacked", {"recipient": {"Oslo"}}, "a city may be what is attacked"),
    (
        "The minister and the general discussed trade.",
        "discussed",
        {"actor": {"minister", "general"}, "recipient": set()},
        "who meet each other",
    ),
    (
        "The union praised the bravery of Norway’s nurses.",
        "praised",
        {"object": {"bravery of Norway’s nurses"}},
        "what is praised is a notion",
    ),
    ("Norway accused Chad of sinking two ships.", "sinking", {"recipient": {"two ships"}}, "a thing may be sunk"),
    (
        "The ferry collided with a barge.",
        "collided",
        {"object": {"barge"}},
        "what it is about without an object",
    ),
    ("Norway is committed to the treaty and the pact.", "committed", {"object": {"treaty", "pact"}}, "all of a row"),
    ("Norway will broaden and deepen its ties.", "broaden", {"object": {"its ties"}}, "one object for two verbs"),
    (
        "Norway discussed Chad’s reforms with the envoy.",
        "discussed",
        {"recipient": {"envoy"}},
        "whose reforms are spoken of",
    ),
    (
        "Three guards were killed and two soldiers were injured in an attack by rebels.",
        "injured",
        {"recipient": {"two soldiers"}},
        "who is named in the clause beside it",
    ),
    ("The court probed the death of the sailor.", "death", {"actor": set(), "recipient": {"sailor"}}, "who died"),
    (
        "Two guards were killed and three injured when rebels attacked the camp.",
        "killed",
        {"actor": {"rebels"}},
        "whose act killed them",
    ),
    (
        "The minister met Lee, Cho, Roos and Odell.",
        "met",
        {"recipient": {"Lee", "Cho", "Roos", "Odell"}},
        "all of a long row",
    ),
    (
        "The chairman met the union as the representative of Norway.",
        "met",
        {"recipient": {"union"}},
        "as what somebody acts",
    ),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "word", "roles", "why"), CASES, ids=[c[3] for c in CASES])
def test_case(text: str, word: str, roles: dict[str, set[str]], why: str):
    """The record of the word names these in these roles."""
    found = next(r for r in run(Report(text, language="en")).records if r.trigger.text == word)
    named = {role: {p.name for p in found.participants if p.role is Role(role)} for role in roles}
    assert named == roles, why
